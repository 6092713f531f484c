package pdf

import (
	"encoding/xml"
	"strings"
	"unicode"

	"kan/pipeline/page"
)

// producer is the program that wrote the file; Meta.Creator is the one that
// made the document.
const producer = "kan"

// info is what the document information dictionary and the XMP packet both
// say, cleaned once so that they agree.
type info struct{ title, author, subject, keywords, creator, lang, date, xmpDate string }

func newInfo(m page.Meta) info {
	i := info{title: oneLine(m.Title), author: oneLine(m.Author), subject: oneLine(m.Subject),
		keywords: oneLine(m.Keywords), creator: oneLine(m.Creator), lang: oneLine(m.Lang)}
	if !m.Created.IsZero() {
		t := m.Created.UTC()
		i.date = "D:" + t.Format("20060102150405") + "+00'00'"
		i.xmpDate = t.Format("2006-01-02T15:04:05") + "+00:00"
	}
	return i
}

// oneLine makes s fit for XML and for title bars: valid UTF-8, control
// characters and noncharacters turned into spaces, none at the ends.
func oneLine(s string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r&0xFFFE == 0xFFFE {
			return ' '
		}
		return r
	}, s))
}

// dictionary is the document information dictionary (PDF 32000-1 §14.3.3).
func (i info) dictionary() (o object) {
	o.open()
	o.text("Title", i.title)
	o.text("Author", i.author)
	o.text("Subject", i.subject)
	o.text("Keywords", i.keywords)
	o.text("Creator", i.creator)
	o.text("Producer", producer)
	o.text("CreationDate", i.date)
	o.text("ModDate", i.date)
	o.close()
	return o
}

// xmp is the same as an XMP packet (ISO 16684-1). It claims no conformance.
func (i info) xmp() []byte {
	var b strings.Builder
	b.WriteString("<?xpacket begin=\"\uFEFF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n" +
		`<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">` +
		`<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">` + "\n")
	element := func(before, value, after string) {
		if value == "" {
			return
		}
		b.WriteString(before)
		xml.EscapeText(&b, []byte(value)) // a Builder returns no errors
		b.WriteString(after + "\n")
	}
	element("<dc:format>", "application/pdf", "</dc:format>")
	element(`<dc:title><rdf:Alt><rdf:li xml:lang="x-default">`, i.title, "</rdf:li></rdf:Alt></dc:title>")
	element("<dc:creator><rdf:Seq><rdf:li>", i.author, "</rdf:li></rdf:Seq></dc:creator>")
	element(`<dc:description><rdf:Alt><rdf:li xml:lang="x-default">`, i.subject, "</rdf:li></rdf:Alt></dc:description>")
	element("<dc:language><rdf:Bag><rdf:li>", i.lang, "</rdf:li></rdf:Bag></dc:language>")
	element("<pdf:Keywords>", i.keywords, "</pdf:Keywords>")
	element("<pdf:Producer>", producer, "</pdf:Producer>")
	element("<xmp:CreatorTool>", i.creator, "</xmp:CreatorTool>")
	element("<xmp:CreateDate>", i.xmpDate, "</xmp:CreateDate>")
	element("<xmp:ModifyDate>", i.xmpDate, "</xmp:ModifyDate>")
	element("<xmp:MetadataDate>", i.xmpDate, "</xmp:MetadataDate>")
	b.WriteString("</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end=\"r\"?>")
	return []byte(b.String())
}
