package docx

import (
	"strings"

	"kan/pipeline/style"
)

// headerRef is a header or footer of a section.
type headerRef struct{ element, kind, rel string }

// headers are the references of every section: the same headers and footers.
func (b *writer) headers() (refs []headerRef) {
	for _, h := range b.headerParts() {
		refs = append(refs, headerRef{h.element, h.kind, h.rel})
	}
	return refs
}

// headerPart is a header or footer with its file.
type headerPart struct {
	element, kind, rel, file string
	content                  func(x *xml)
}

// headerParts are the running heads and page numbers, of odd and even pages;
// where there are running heads, those of page 1 are empty.
func (b *writer) headerParts() []headerPart {
	parts := []headerPart{
		{"w:footerReference", "default", "rIdFooter1", "footer1.xml", func(x *xml) { b.folio(x, true) }},
		{"w:footerReference", "even", "rIdFooter2", "footer2.xml", func(x *xml) { b.folio(x, false) }},
	}
	h := b.style.Header
	if len(h.Outer)+len(h.Inner) == 0 {
		return parts
	}
	return append([]headerPart{
		{"w:headerReference", "default", "rIdHeader1", "header1.xml", func(x *xml) { b.runningHead(x, true) }},
		{"w:headerReference", "even", "rIdHeader2", "header2.xml", func(x *xml) { b.runningHead(x, false) }},
		{"w:headerReference", "first", "rIdHeader3", "header3.xml", func(x *xml) { b.thin().write(x) }},
	}, append(parts, headerPart{"w:footerReference", "first", "rIdFooter3", "footer3.xml", func(x *xml) { b.folio(x, true) }})...)
}

// pageMark stands for the page number in an expanded template.
const pageMark = "\x01"

// folio is the page number's line: outside, one character in.
func (b *writer) folio(x *xml, odd bool) {
	o := b.style.Footer
	p := newPara(o.Role)
	inset := twip(o.Inset.Of(b.em(o.Role), b.pitch))
	p.line = twip(b.em(o.Role))
	if odd {
		p.align, p.indent = "right", &indent{right: inset}
	} else {
		p.align, p.indent = "left", &indent{left: inset}
	}
	text, _ := o.Outer.Expand(&b.doc.Fields, style.Here{Page: pageMark})
	before, after, paged := strings.Cut(text, pageMark)
	t := b.style.Texts[o.Role]
	b.run(&p.content, before, t, look{})
	if paged {
		field(&p.content, "PAGE", "1", func(s string) { b.run(&p.content, s, t, look{}) })
	}
	b.run(&p.content, after, t, look{})
	p.write(x)
}

// The marks that stand for what a page begins with in an expanded template.
const (
	itemMark    = "\x02"
	sectionMark = "\x03"
)

// runningHead is the line above the column: inner and outer text. What a page
// begins with Word finds by the style of its title.
func (b *writer) runningHead(x *xml, odd bool) {
	h := b.style.Header
	here := style.Here{Page: pageMark, Item: itemMark, Section: sectionMark}
	outer, _ := h.Outer.Expand(&b.doc.Fields, here)
	inner, _ := h.Inner.Expand(&b.doc.Fields, here)
	left, right := inner, outer
	if !odd {
		left, right = outer, inner
	}
	p := newPara(h.Role)
	p.rules[1] = h.Rule
	p.tabs = []tab{{kind: "right", pos: twip(b.style.Page.Measure())}}
	b.headText(p, left)
	p.content.raw("<w:r><w:tab/></w:r>")
	b.headText(p, right)
	p.write(x)
}

func (b *writer) headText(p *para, text string) {
	t := b.style.Texts[b.style.Header.Role]
	for text != "" {
		k := strings.IndexAny(text, pageMark+itemMark+sectionMark)
		if k < 0 {
			b.run(&p.content, text, t, look{})
			return
		}
		b.run(&p.content, text[:k], t, look{})
		instruction := "PAGE"
		switch text[k : k+1] {
		case itemMark:
			instruction = `STYLEREF "` + roleNames[style.Title] + `"`
		case sectionMark:
			instruction = `STYLEREF "` + roleNames[style.Section] + `"`
		}
		field(&p.content, instruction, " ", func(s string) { b.run(&p.content, s, t, look{}) })
		text = text[k+1:]
	}
}
