package docx

import (
	"strings"

	"kan/pipeline/style"
	"kan/pipeline/unit"
)

// headerPart is a header or footer with its file.
type headerPart struct {
	element, kind, rel, file string
	content                  func(x *xml)
}

// headers are the headers and footers of the section that is being written, in
// the order in which it refers to them. Page 1 has no running head.
func (b *writer) headers() (parts []headerPart) {
	n := len(b.heads) - 1
	if b.hasHeads() {
		parts = append(parts, b.headPart(n, "default"), b.headPart(n, "even"))
		if n == 0 {
			parts = append(parts, b.headPart(n, "first"))
		}
	}
	parts = append(parts, b.folioPart("default"), b.folioPart("even"))
	if b.hasHeads() && n == 0 {
		parts = append(parts, b.folioPart("first"))
	}
	return parts
}

// headerParts are those of all sections, each once.
func (b *writer) headerParts() (parts []headerPart) {
	if b.hasHeads() {
		for n := range b.heads {
			parts = append(parts, b.headPart(n, "default"), b.headPart(n, "even"))
		}
		parts = append(parts, b.headPart(0, "first"), b.folioPart("first"))
	}
	return append(parts, b.folioPart("default"), b.folioPart("even"))
}

func (b *writer) hasHeads() bool { return b.runs() || b.stateText() != "" }

// runs tells whether the style has running heads.
func (b *writer) runs() bool { return len(b.style.Header.Outer)+len(b.style.Header.Inner) > 0 }

// stateText is what the stamp at the head of every page says, "" for none.
func (b *writer) stateText() string {
	text, empty := b.style.State.Text.Expand(&b.doc.Fields, style.Here{})
	if empty {
		return ""
	}
	return text
}

// state is the stamp of an issue that is not final, at the outer edge.
func (b *writer) state(x *xml, odd bool) {
	text := b.stateText()
	if text == "" {
		return
	}
	s := b.style.State
	p := newPara(s.Role)
	if p.align = "left"; odd {
		p.align = "right"
	}
	p.before, p.after, p.line = 0, 0, twip(b.stateHeight())
	b.run(&p.content, text, b.style.Texts[s.Role], look{frame: s.Frame})
	p.write(x)
}

// stateHeight is how high the frame of the stamp is.
func (b *writer) stateHeight() unit.Length {
	em := b.em(b.style.State.Role)
	return em + 2*b.style.State.Pad.Of(em, b.pitch)
}

func (b *writer) headPart(n int, kind string) headerPart {
	name := kind + itoa(n+1)
	return headerPart{"w:headerReference", kind, "rIdHeader" + name, "header" + name + ".xml", func(x *xml) {
		b.state(x, kind != "even")
		switch {
		case kind != "first" && b.runs():
			b.runningHead(x, b.heads[n], kind == "default")
		case b.stateText() == "":
			b.thin().write(x)
		}
	}}
}

func (b *writer) folioPart(kind string) headerPart {
	return headerPart{"w:footerReference", kind, "rIdFooter" + kind, "footer" + kind + ".xml", func(x *xml) { b.folio(x, kind != "even") }}
}

// beginHead begins a section where the running heads say something else from
// the page on that begins here; it tells whether it did, and so began a page.
func (b *writer) beginHead(here style.Here) bool {
	last := len(b.heads) - 1
	if !b.hasHeads() || b.headText(here) == b.headText(b.heads[last]) {
		return false
	}
	b.endSection()
	b.heads = append(b.heads, here)
	return true
}

// headText is what a running head says, outer and inner.
func (b *writer) headText(here style.Here) [2]string {
	outer, _ := b.style.Header.Outer.Expand(&b.doc.Fields, here)
	inner, _ := b.style.Header.Inner.Expand(&b.doc.Fields, here)
	return [2]string{outer, inner}
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

// runningHead is the line above the column: inner and outer text, the outer one
// cut where both do not stand on it.
func (b *writer) runningHead(x *xml, here style.Here, odd bool) {
	h := b.style.Header
	texts := b.headText(here)
	room := b.style.Page.Measure() - b.width(texts[1], h.Role) - 2*b.em(h.Role)
	if outer := []rune(texts[0]); b.width(texts[0], h.Role) > room {
		for len(outer) > 1 && b.width(string(outer)+"……", h.Role) > room {
			outer = outer[:len(outer)-1]
		}
		texts[0] = string(outer) + "……"
	}
	left, right := texts[1], texts[0]
	if !odd {
		left, right = right, left
	}
	p := newPara(h.Role)
	if b.stateText() != "" {
		p.before = max(0, twip(headDistance(b.style.Page.Top)-b.headerDistance()-b.stateHeight()))
	}
	p.rules[1] = h.Rule
	p.tabs = []tab{{kind: "right", pos: twip(b.style.Page.Measure())}}
	t := b.style.Texts[h.Role]
	b.run(&p.content, left, t, look{})
	p.content.raw("<w:r><w:tab/></w:r>")
	b.run(&p.content, right, t, look{})
	p.write(x)
}
