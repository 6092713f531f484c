package pdfcheck

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// The namespaces of XMP packets (ISO 16684-1; those of PDF/A: ISO 19005-2
// 6.6.2.3 and 6.6.4; that of PDF/UA: ISO 14289-1 clause 5).
const (
	nsRDF       = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
	nsXML       = "http://www.w3.org/XML/1998/namespace"
	nsDC        = "http://purl.org/dc/elements/1.1/"
	nsXMP       = "http://ns.adobe.com/xap/1.0/"
	nsXMPMM     = "http://ns.adobe.com/xap/1.0/mm/"
	nsXMPRights = "http://ns.adobe.com/xap/1.0/rights/"
	nsPDF       = "http://ns.adobe.com/pdf/1.3/"
	nsPDFA      = "http://www.aiim.org/pdfa/ns/id/"
	nsPDFUA     = "http://www.aiim.org/pdfua/ns/id/"
	nsExtension = "http://www.aiim.org/pdfa/ns/extension/"
	nsSchema    = "http://www.aiim.org/pdfa/ns/schema#"
	nsProperty  = "http://www.aiim.org/pdfa/ns/property#"
	nsType      = "http://www.aiim.org/pdfa/ns/type#"
	nsField     = "http://www.aiim.org/pdfa/ns/field#"
)

// packet is an XMP packet: its properties in order of the file, and the
// prefixes it gives to namespaces.
type packet struct {
	properties []*xmlNode
	prefixes   map[string]string // by namespace
	header     string            // what stands in <?xpacket …?> at the head
	trailer    string
}

// xmlNode is an element, or an attribute that stands for one.
type xmlNode struct {
	space, name string
	attrs       []xml.Attr
	kids        []*xmlNode
	text        string // of a node without kids
}

// maxXML bounds how deep elements lie in each other.
const maxXML = 64

// parsePacket reads an XMP packet. It must be UTF-8 (ISO 19005-2 6.6.2.1).
func parsePacket(data []byte) (*packet, error) {
	if !utf8.Valid(data) {
		return nil, errors.New("it is not UTF-8")
	}
	p := &packet{prefixes: map[string]string{}}
	root, err := p.parse(data)
	if err != nil {
		return nil, err
	}
	rdf := root.find(nsRDF, "RDF")
	if rdf == nil {
		return nil, errors.New("it has no rdf:RDF")
	}
	for _, d := range rdf.kids {
		if d.space != nsRDF || d.name != "Description" {
			return nil, fmt.Errorf("rdf:RDF holds %s", d.name)
		}
		p.properties = append(p.properties, d.fields()...)
	}
	return p, nil
}

// parse reads the tree of elements below a root of its own.
func (p *packet) parse(data []byte) (*xmlNode, error) {
	z := xml.NewDecoder(bytes.NewReader(data))
	root := &xmlNode{}
	open := []*xmlNode{root}
	for {
		t, err := z.Token()
		if err == io.EOF && len(open) == 1 {
			return root, nil
		}
		if err != nil {
			return nil, err
		}
		top := open[len(open)-1]
		switch t := t.(type) {
		case xml.StartElement:
			if len(open) > maxXML {
				return nil, errors.New("elements lie too deep in each other")
			}
			n := &xmlNode{space: t.Name.Space, name: t.Name.Local, attrs: t.Attr}
			if err := p.checkSpaces(n); err != nil {
				return nil, err
			}
			top.kids = append(top.kids, n)
			open = append(open, n)
		case xml.EndElement:
			open = open[:len(open)-1]
		case xml.CharData:
			top.text += string(t)
		case xml.ProcInst:
			if t.Target == "xpacket" && p.header == "" {
				p.header = string(t.Inst)
			} else if t.Target == "xpacket" {
				p.trailer = string(t.Inst)
			}
		case xml.Directive:
			return nil, errors.New("it has a DOCTYPE")
		}
	}
}

// checkSpaces notes the namespaces that an element declares, and wants all
// that it uses to be declared: encoding/xml leaves a prefix that is not in the
// place of its namespace.
func (p *packet) checkSpaces(n *xmlNode) error {
	for _, a := range n.attrs {
		switch {
		case a.Name.Space == "xmlns":
			p.prefixes[a.Value] = a.Name.Local
		case a.Name.Space == "" && a.Name.Local == "xmlns":
			p.prefixes[a.Value] = ""
		}
	}
	known := func(space string) bool {
		_, ok := p.prefixes[space]
		return ok || space == "" || space == "xmlns" || space == nsXML
	}
	ok := known(n.space)
	for _, a := range n.attrs {
		ok = ok && known(a.Name.Space)
	}
	if !ok {
		return fmt.Errorf("%s has a prefix without namespace", n.name)
	}
	return nil
}

// find gives the first element of a name in or below n.
func (n *xmlNode) find(space, name string) *xmlNode {
	if n.space == space && n.name == name {
		return n
	}
	for _, k := range n.kids {
		if found := k.find(space, name); found != nil {
			return found
		}
	}
	return nil
}

func (n *xmlNode) attr(space, name string) string {
	for _, a := range n.attrs {
		if a.Name.Space == space && a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// fields are the properties of a resource: elements, and attributes, which are
// a short form of elements with text (ISO 16684-1 7.9.2.2).
func (n *xmlNode) fields() (fields []*xmlNode) {
	for _, a := range n.attrs {
		switch a.Name.Space {
		case "", "xmlns", nsRDF, nsXML:
		default:
			fields = append(fields, &xmlNode{space: a.Name.Space, name: a.Name.Local, text: a.Value})
		}
	}
	return append(fields, n.kids...)
}

// resource is the structure that n has for value: n itself with
// rdf:parseType="Resource", or the rdf:Description in it; nil when the value
// is none.
func (n *xmlNode) resource() *xmlNode {
	if n.attr(nsRDF, "parseType") == "Resource" {
		return n
	}
	if len(n.kids) == 1 && n.kids[0].space == nsRDF && n.kids[0].name == "Description" {
		return n.kids[0]
	}
	return nil
}

// items are the items of an array of a kind: Alt, Bag or Seq; ok is false when
// the value is no such array.
func (n *xmlNode) items(kind string) (items []*xmlNode, ok bool) {
	if len(n.kids) != 1 || n.kids[0].space != nsRDF || n.kids[0].name != kind {
		return nil, false
	}
	for _, li := range n.kids[0].kids {
		if li.space != nsRDF || li.name != "li" {
			return nil, false
		}
	}
	return n.kids[0].kids, true
}

// simple is the text of a value without structure.
func (n *xmlNode) simple() (string, bool) {
	return strings.TrimSpace(n.text), len(n.kids) == 0
}

// inDefault is the text of a language alternative for everyone.
func (n *xmlNode) inDefault() (string, bool) {
	items, ok := n.items("Alt")
	for _, li := range items {
		if li.attr(nsXML, "lang") == "x-default" {
			return li.text, ok
		}
	}
	return "", false
}

// get is a property of the packet, nil when it has none.
func (p *packet) get(space, name string) *xmlNode {
	if p == nil {
		return nil
	}
	for _, n := range p.properties {
		if n.space == space && n.name == name {
			return n
		}
	}
	return nil
}

// simple is the text of a simple property, "" when there is none.
func (p *packet) simple(space, name string) string {
	n := p.get(space, name)
	if n == nil {
		return ""
	}
	s, _ := n.simple()
	return s
}
