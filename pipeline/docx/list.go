package docx

import (
	"kan/pipeline/doc"
	"kan/pipeline/unit"
)

// list is an instance of numbering: every list of the document has its own, so
// that each begins where it should.
type list struct {
	ordered      bool
	level, start int
}

// list writes a list with real numbering. Ordered items of the outermost list
// run like paragraphs; all others hang under their text, as on the page.
func (b *writer) list(l *doc.List, c context) {
	level := min(c.lists, 8)
	b.lists = append(b.lists, list{l.Ordered, level, min(l.Start, maxNumber)})
	num := len(b.lists)
	em := b.cell(c.role)
	hang := !l.Ordered || c.lists > 0
	c.lists++
	for n, item := range l.Items {
		m := marker{num: num, level: level, ordered: l.Ordered, hang: hang, label: label(l, n, level)}
		m.text = b.style.Word.TextLists || l.Start+len(l.Items) > maxNumber
		if len(item.Blocks) == 0 {
			b.listParagraph(&doc.Paragraph{}, m, c)
		}
		for k, block := range item.Blocks {
			p, ok := block.(*doc.Paragraph)
			if k == 0 && ok {
				b.listParagraph(p, m, c)
				continue
			}
			if k == 0 {
				b.listParagraph(&doc.Paragraph{}, m, c)
				b.story.last.keep = true // the label stays with its item
			}
			inner := c
			if _, nested := block.(*doc.List); hang && !nested {
				inner.left = listLeft(c, em, em)
			}
			b.blocks([]doc.Block{block}, inner)
		}
	}
}

// marker is what marks an item: its numbering, or its label as text.
type marker struct {
	num, level    int
	ordered, hang bool
	label         string
	text          bool // the label is written as text
}

// maxNumber is the highest number that Word counts a list up to.
const maxNumber = 32767

// label is the label of item k as text.
func label(l *doc.List, k, level int) string {
	n := l.Start + k
	switch {
	case !l.Ordered && level == 0:
		return "•"
	case !l.Ordered:
		return "–"
	case level == 0:
		return itoa(n) + "."
	case level == 1 || n < 1 || n > 20:
		return "（" + itoa(n) + "）"
	}
	return string(rune('①' + n - 1))
}

// listLeft is where the text of an item begins.
func listLeft(c context, em, label unit.Length) unit.Length {
	return min(c.left+2*em*unit.Length(c.lists)+label, max(c.left, c.measure/2))
}

func (b *writer) listParagraph(text *doc.Paragraph, m marker, c context) {
	p := newPara(c.role)
	p.num, p.level = m.num, m.level
	em := b.cell(c.role)
	switch {
	case m.hang:
		label := em
		if m.ordered {
			label = 3 * em
		}
		left := listLeft(c, em, label)
		p.indent = &indent{left: twip(left), right: twip(c.right), first: -twip(label)}
		p.tabs = []tab{{kind: "left", pos: twip(left)}}
	default:
		p.indent = &indent{left: twip(c.left), right: twip(c.right), first: twip(2 * em)}
	}
	if m.text {
		p.num = 0
		b.run(&p.content, m.label, b.style.Texts[c.role], look{})
		if m.hang {
			p.content.raw("<w:r><w:tab/></w:r>")
		}
	}
	b.inlines(p, text.Text, c.role, look{})
	b.add(p)
}

// The kinds of numbering.
const (
	bulletList  = 1
	orderedList = 2
)

// numbering is word/numbering.xml.
func (b *writer) numbering() *xml {
	x := &xml{}
	x.raw(xmlHead)
	x.open("w:numbering", "xmlns:w", nsW)
	abstract := func(id int, level func(n int) (format, text string)) {
		x.open("w:abstractNum", "w:abstractNumId", itoa(id))
		x.value("w:multiLevelType", "multilevel")
		for n := range 9 {
			format, text := level(n)
			x.open("w:lvl", "w:ilvl", itoa(n))
			x.value("w:start", "1")
			x.value("w:numFmt", format)
			suffix := "tab"
			if id == orderedList && n == 0 {
				suffix = "nothing"
			}
			x.value("w:suff", suffix)
			x.value("w:lvlText", text)
			x.value("w:lvlJc", "left")
			x.close("w:lvl")
		}
		x.close("w:abstractNum")
	}
	abstract(bulletList, func(n int) (string, string) {
		if n == 0 {
			return "bullet", "•"
		}
		return "bullet", "–"
	})
	abstract(orderedList, func(n int) (string, string) {
		place := "%" + itoa(n+1)
		switch n {
		case 0:
			return "decimal", place + "."
		case 1:
			return "decimal", "（" + place + "）"
		}
		return "decimalEnclosedCircle", place
	})
	for k, l := range b.lists {
		kind := bulletList
		if l.ordered {
			kind = orderedList
		}
		x.open("w:num", "w:numId", itoa(k+1))
		x.value("w:abstractNumId", itoa(kind))
		if l.ordered {
			x.open("w:lvlOverride", "w:ilvl", itoa(l.level))
			x.value("w:startOverride", itoa(l.start))
			x.close("w:lvlOverride")
		}
		x.close("w:num")
	}
	x.close("w:numbering")
	return x
}
