package pdf

import (
	"strconv"
	"strings"
	"unicode"

	"kan/pipeline/page"
)

// producer is the program that wrote the file; Meta.Creator is the one that
// made the document.
const producer = "kan"

// info is what the document information dictionary and the XMP packet both
// say, cleaned once so that they agree.
type info struct {
	title, author, subject, keywords, creator, lang string
	date, xmpDate                                   string
	own                                             []property // that only our files have
	claims                                          claims
}

func newInfo(m page.Meta, c claims) info {
	i := info{title: oneLine(m.Title), author: oneLine(m.Author), subject: oneLine(m.Subject),
		keywords: oneLine(m.Keywords), creator: oneLine(m.Creator), lang: oneLine(m.Lang),
		claims: c}
	for _, p := range [...]property{
		{"Copy", "Number of this copy", m.Copy}, {"Recipient", "To whom this copy was given", m.Recipient},
		{"Commit", "Commit on which the issue was closed", m.Commit}, {"Lock", "Digest of the lock of the issue", m.Lock},
	} {
		if p.value = oneLine(p.value); p.value != "" {
			i.own = append(i.own, p)
		}
	}
	if !m.Created.IsZero() {
		t := m.Created.UTC()
		i.date = "D:" + t.Format("20060102150405") + "+00'00'"
		i.xmpDate = t.Format("2006-01-02T15:04:05") + "+00:00"
	}
	return i
}

// oneLine makes s fit for XML and for title bars: valid UTF-8, control
// characters and noncharacters turned into spaces, none at the ends, and no
// longer than a string may be.
func oneLine(s string) string {
	return brief(strings.TrimSpace(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r&0xFFFE == 0xFFFE {
			return ' '
		}
		return r
	}, s)), maxText)
}

// maxText is how many characters a text string has at most: the limit is 32,767
// bytes (ISO 19005-2 6.1.13), and a character takes two or four.
const maxText = 8000

// brief is s with at most n characters; an ellipsis tells that there was more.
func brief(s string, n int) string {
	if len(s) <= n {
		return s
	}
	r := []rune(s)
	if len(r) <= n {
		return s
	}
	return strings.TrimSpace(string(r[:n-1])) + "…"
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
	for _, p := range i.own {
		o.text(p.name, p.value)
	}
	o.close()
	return o
}

// xmp is the same as an XMP packet (ISO 16684-1), with the claims of the file
// (ISO 19005-2 6.6.4, ISO 14289-1 5).
func (i info) xmp() []byte {
	x := &packet{}
	x.b.WriteString("<?xpacket begin=\"\uFEFF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n" +
		`<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">` +
		`<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"` +
		` xmlns:pdfaid="` + nsPDFA + `" xmlns:pdfuaid="` + nsPDFUA + `" xmlns:kan="` + nsKan + `">` + "\n")
	x.text("dc:format", "application/pdf")
	x.list("dc:title", "Alt", i.title)
	x.list("dc:creator", "Seq", i.author)
	x.list("dc:description", "Alt", i.subject)
	x.list("dc:language", "Bag", i.lang)
	x.text("pdf:Keywords", i.keywords)
	x.text("pdf:Producer", producer)
	x.text("xmp:CreatorTool", i.creator)
	x.text("xmp:CreateDate", i.xmpDate)
	x.text("xmp:ModifyDate", i.xmpDate)
	x.text("xmp:MetadataDate", i.xmpDate)
	for _, p := range i.own {
		x.text("kan:"+p.name, p.value)
	}
	if i.claims.part > 0 {
		x.text("pdfaid:part", strconv.Itoa(i.claims.part))
		x.text("pdfaid:conformance", i.claims.conformance)
	}
	if i.claims.ua {
		x.text("pdfuaid:part", "1")
	}
	x.b.WriteString("</rdf:Description>\n")
	x.schemas(i)
	x.b.WriteString("</rdf:RDF></x:xmpmeta>\n<?xpacket end=\"r\"?>")
	return []byte(x.b.String())
}
