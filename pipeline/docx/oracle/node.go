package oracle

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// node is an element without what may be written either way: prefixes, the
// order of attributes, white space between elements.
type node struct {
	name     string // local name with its namespace's short form, as w:p
	attrs    []attribute
	text     string // of elements without children
	children []*node
}

type attribute struct{ name, value string }

// tag is n as a start tag.
func (n *node) tag() string {
	s := "<" + n.name
	for _, a := range n.attrs {
		s += fmt.Sprintf(" %s=%q", a.name, a.value)
	}
	return s + ">"
}

// short are the prefixes under which namespaces are told of; any other stands
// in full.
var short = map[string]string{
	"http://schemas.openxmlformats.org/wordprocessingml/2006/main":              "w",
	"http://schemas.openxmlformats.org/officeDocument/2006/relationships":       "r",
	"http://schemas.openxmlformats.org/drawingml/2006/main":                     "a",
	"http://schemas.openxmlformats.org/drawingml/2006/picture":                  "pic",
	"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing":    "wp",
	"http://schemas.openxmlformats.org/package/2006/relationships":              "rel",
	"http://schemas.openxmlformats.org/package/2006/content-types":              "ct",
	"http://schemas.openxmlformats.org/package/2006/metadata/core-properties":   "cp",
	"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties": "ep",
	"http://purl.org/dc/elements/1.1/":                                          "dc",
	"http://purl.org/dc/terms/":                                                 "dcterms",
	"http://www.w3.org/2001/XMLSchema-instance":                                 "xsi",
	"http://www.w3.org/XML/1998/namespace":                                      "xml",
}

func called(n xml.Name) string {
	if n.Space == "" {
		return n.Local
	}
	if s, ok := short[n.Space]; ok {
		return s + ":" + n.Local
	}
	return "{" + n.Space + "}" + n.Local
}

// read makes a tree of the only element in r.
func read(r io.Reader) (*node, error) {
	d := xml.NewDecoder(r)
	root := &node{}
	stack := []*node{root}
	for {
		token, err := d.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, err
		}
		top := stack[len(stack)-1]
		switch token := token.(type) {
		case xml.StartElement:
			n := &node{name: called(token.Name), attrs: attributes(token.Attr)}
			top.children = append(top.children, n)
			stack = append(stack, n)
		case xml.EndElement:
			stack = stack[:len(stack)-1]
			if len(top.children) > 0 && strings.TrimSpace(top.text) == "" {
				top.text = ""
			}
		case xml.CharData:
			top.text += string(token)
		}
	}
	if len(root.children) != 1 {
		return nil, errors.New("not one element")
	}
	return root.children[0], nil
}

func attributes(attrs []xml.Attr) (out []attribute) {
	for _, a := range attrs {
		if a.Name.Space != "xmlns" && a.Name.Local != "xmlns" {
			out = append(out, attribute{called(a.Name), a.Value})
		}
	}
	slices.SortFunc(out, func(a, b attribute) int { return strings.Compare(a.name, b.name) })
	return out
}
