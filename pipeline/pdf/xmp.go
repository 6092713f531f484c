package pdf

import (
	"encoding/xml"
	"strings"
)

// The namespaces of what a file says of itself beyond the common ones.
const (
	nsPDFA  = "http://www.aiim.org/pdfa/ns/id/"
	nsPDFUA = "http://www.aiim.org/pdfua/ns/id/"
	nsKan   = "urn:kan:document"
)

// packet is an XMP packet while it is put together.
type packet struct{ b strings.Builder }

// text writes a property of one value, nothing for an empty one.
func (x *packet) text(name, value string) {
	x.element("<"+name+">", value, "</"+name+">\n")
}

// list writes a property that is an array of one value; the values of an Alt
// are in the default language.
func (x *packet) list(name, kind, value string) {
	item := "<rdf:li>"
	if kind == "Alt" {
		item = `<rdf:li xml:lang="x-default">`
	}
	x.element("<"+name+"><rdf:"+kind+">"+item, value, "</rdf:li></rdf:"+kind+"></"+name+">\n")
}

func (x *packet) element(before, value, after string) {
	if value == "" {
		return
	}
	x.b.WriteString(before)
	xml.EscapeText(&x.b, []byte(value)) // a Builder returns no errors
	x.b.WriteString(after)
}

// property is one of an extension schema, with the value it has in this file.
type property struct{ name, says, value string }

// schemas describes the properties that ISO 19005-2 does not know (6.6.2.3.3);
// without it a file that has them is no PDF/A.
func (x *packet) schemas(i info) {
	if i.claims.part == 0 || !i.claims.ua && len(i.own) == 0 {
		return
	}
	x.b.WriteString(`<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"` +
		` xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">` +
		"\n<pdfaExtension:schemas><rdf:Bag>\n")
	if i.claims.ua {
		x.schema("PDF/UA identification schema", nsPDFUA, "pdfuaid", "Integer", []property{{name: "part", says: "Part of ISO 14289 that the file conforms to"}})
	}
	if len(i.own) > 0 {
		x.schema("kan document properties", nsKan, "kan", "Text", i.own)
	}
	x.b.WriteString("</rdf:Bag></pdfaExtension:schemas></rdf:Description>\n")
}

// schema describes one namespace, whose properties are all of one type.
func (x *packet) schema(title, ns, prefix, kind string, properties []property) {
	x.b.WriteString(`<rdf:li rdf:parseType="Resource">`)
	x.text("pdfaSchema:schema", title)
	x.text("pdfaSchema:namespaceURI", ns)
	x.text("pdfaSchema:prefix", prefix)
	x.b.WriteString("<pdfaSchema:property><rdf:Seq>\n")
	for _, p := range properties {
		x.b.WriteString(`<rdf:li rdf:parseType="Resource">`)
		x.text("pdfaProperty:name", p.name)
		x.text("pdfaProperty:valueType", kind)
		x.text("pdfaProperty:category", "internal")
		x.text("pdfaProperty:description", p.says)
		x.b.WriteString("</rdf:li>\n")
	}
	x.b.WriteString("</rdf:Seq></pdfaSchema:property></rdf:li>\n")
}
