package docxcheck

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"strings"
)

const (
	contentTypes = "[Content_Types].xml"
	mainPart     = "word/document.xml"
	most         = 256 << 20 // bytes of a part
)

// part is a part of XML.
type part struct {
	name string
	root *node
}

// isContent tells whether the part is of WordprocessingML.
func (p *part) isContent() bool {
	return strings.HasPrefix(p.name, "word/") && strings.HasSuffix(p.name, ".xml")
}

// read parses the parts of XML.
func (c *checker) read() {
	for _, f := range c.entries {
		if ext := path.Ext(f.Name); ext != ".xml" && ext != ".rels" || c.parts[f.Name] != nil {
			continue
		}
		root, err := readPart(f)
		if err != nil {
			c.fault(f.Name, "%v", err)
			continue
		}
		p := &part{f.Name, root}
		c.parts[f.Name], c.order = p, append(c.order, p)
	}
}

func readPart(f *zip.File) (*node, error) {
	r, err := f.Open()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	data, err := io.ReadAll(io.LimitReader(r, most+1))
	if err != nil {
		return nil, err
	}
	if len(data) > most {
		return nil, errors.New("it is too large")
	}
	return parse(data)
}

// node is an element. Names have the usual prefixes of their namespaces,
// whatever the part calls them.
type node struct {
	name     string
	attrs    []xml.Attr // with names as w:val in Local
	text     string     // of elements that hold text
	children []*node
}

// prefixes are the usual ones; a namespace that is not here has none.
var prefixes = map[string]string{
	"http://schemas.openxmlformats.org/wordprocessingml/2006/main":           "w:",
	"http://schemas.openxmlformats.org/officeDocument/2006/relationships":    "r:",
	"http://schemas.openxmlformats.org/drawingml/2006/main":                  "a:",
	"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing": "wp:",
	"http://schemas.openxmlformats.org/markup-compatibility/2006":            "mc:",
	"http://www.w3.org/XML/1998/namespace":                                   "xml:",
	"xmlns":                                                                  "xmlns:",
}

// parse makes a tree of a part, which has one element.
func parse(data []byte) (*node, error) {
	d := xml.NewDecoder(bytes.NewReader(data))
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
			n := &node{name: prefixes[token.Name.Space] + token.Name.Local}
			for _, a := range token.Attr {
				a.Name.Local = prefixes[a.Name.Space] + a.Name.Local
				n.attrs = append(n.attrs, a)
			}
			top.children = append(top.children, n)
			stack = append(stack, n)
		case xml.EndElement:
			stack = stack[:len(stack)-1]
		case xml.CharData:
			top.text += string(token)
		}
	}
	if len(root.children) != 1 {
		return nil, errors.New("it has not one element")
	}
	return root.children[0], nil
}

// each visits n and all elements inside it, in the order of the part.
func (n *node) each(visit func(*node)) {
	visit(n)
	for _, c := range n.children {
		c.each(visit)
	}
}

// get is the value of an attribute, "" when it is absent.
func (n *node) get(name string) string {
	for _, a := range n.attrs {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// child is the element at the end of a path of names inside n, the first of
// each; an empty element when there is none, so that get can be asked of it.
func (n *node) child(names ...string) *node {
	for _, name := range names {
		found := &node{}
		for _, c := range n.children {
			if c.name == name {
				found = c
				break
			}
		}
		n = found
	}
	return n
}

// all are the children of a name.
func (n *node) all(name string) (out []*node) {
	for _, c := range n.children {
		if c.name == name {
			out = append(out, c)
		}
	}
	return out
}

// isOn tells whether a switch is on: there, and not turned off.
func (n *node) isOn() bool {
	v := n.get("w:val")
	return n.name != "" && v != "0" && v != "false" && v != "off"
}
