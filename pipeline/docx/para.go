package docx

import (
	"kan/pipeline/style"
	"kan/pipeline/unit"
)

// para is a paragraph: its style, and what it has beside it.
type para struct {
	style     string
	keep      bool // with the next
	loose     bool // not with the next, whatever the style says
	pageBreak bool // before it
	num       int  // numbering instance, 0 for none
	level     int
	rules     [2]style.Rule // over and under it
	tabs      []tab
	before    int // twips; -1 as the style has it
	after     int
	line      int  // exact height, 0 as the style has it
	high      bool // as high as what stands in it: an image
	indent    *indent
	align     string // "" as the style has it
	content   xml
	endsField bool   // the contents list ends in it
	section   string // properties of the section that ends with it
}

// tab is a tab stop.
type tab struct {
	kind, leader string
	pos          int
}

// indent is the distances of a paragraph from its column, in twips; first is
// that of its first line from left, negative where it hangs out.
type indent struct{ left, right, first int }

// newPara is a paragraph of a role.
func newPara(role style.Role) *para { return &para{style: styleID(role), before: -1, after: -1} }

// story is a sequence of paragraphs and tables: the body, or the footnotes.
// The last paragraph is held back, since a section ends inside it.
type story struct {
	xml   xml
	last  *para
	rels  []relation
	table bool // the last thing was a table
}

// add appends a paragraph.
func (s *story) add(p *para) {
	s.flush()
	s.last = p
}

// flush writes what is held back.
func (s *story) flush() {
	if s.last != nil {
		s.last.write(&s.xml)
		s.last, s.table = nil, false
	}
}

// raw appends a table.
func (s *story) raw(x *xml) {
	s.flush()
	s.xml.b = append(s.xml.b, x.b...)
	s.table = true
}

// write gives the paragraph in the order of elements that the schema wants
// (ECMA-376 part 1, 17.3.1.26).
func (p *para) write(x *xml) {
	x.open("w:p")
	x.open("w:pPr")
	x.value("w:pStyle", p.style)
	if p.keep {
		x.empty("w:keepNext")
	} else if p.loose {
		x.value("w:keepNext", "0")
	}
	if p.pageBreak {
		x.empty("w:pageBreakBefore")
	}
	if p.num > 0 {
		x.open("w:numPr")
		x.value("w:ilvl", itoa(p.level))
		x.value("w:numId", itoa(p.num))
		x.close("w:numPr")
	}
	p.borders(x)
	if len(p.tabs) > 0 {
		x.open("w:tabs")
		for _, t := range p.tabs {
			x.empty("w:tab", "w:val", t.kind, "w:leader", t.leader, "w:pos", itoa(t.pos))
		}
		x.close("w:tabs")
	}
	if p.line > 0 || p.high {
		x.value("w:snapToGrid", "0")
	}
	p.spacing(x)
	if i := p.indent; i != nil {
		i.write(x)
	}
	if p.align != "" {
		x.value("w:jc", p.align)
	}
	x.raw(p.section)
	x.close("w:pPr")
	x.join(&p.content)
	x.close("w:p")
}

func (p *para) spacing(x *xml) {
	if p.before < 0 && p.after < 0 && p.line == 0 && !p.high {
		return
	}
	attr := func(n int) string {
		if n < 0 {
			return ""
		}
		return itoa(n)
	}
	if p.high {
		x.empty("w:spacing", "w:before", attr(p.before), "w:after", attr(p.after), "w:line", "240", "w:lineRule", "auto")
		return
	}
	if p.line > 0 {
		x.empty("w:spacing", "w:before", attr(p.before), "w:after", attr(p.after), "w:line", itoa(p.line), "w:lineRule", "exact")
		return
	}
	x.empty("w:spacing", "w:before", attr(p.before), "w:after", attr(p.after))
}

func (i indent) write(x *xml) {
	first, hanging := "", ""
	if i.first >= 0 {
		first = itoa(i.first)
	} else {
		hanging = itoa(-i.first)
	}
	// Characters win over twips where a style has them: 0 takes them away.
	x.empty("w:ind", "w:leftChars", "0", "w:left", itoa(i.left), "w:rightChars", "0", "w:right", itoa(i.right),
		"w:hangingChars", zero(hanging), "w:hanging", hanging, "w:firstLineChars", zero(first), "w:firstLine", first)
}

func zero(of string) string {
	if of == "" {
		return ""
	}
	return "0"
}

// borders are rules over and under a paragraph; space is at most 31 pt.
func (p *para) borders(x *xml) {
	if p.rules[0].Weight == 0 && p.rules[1].Weight == 0 {
		return
	}
	x.open("w:pBdr")
	for k, side := range [...]string{"w:top", "w:bottom"} {
		if r := p.rules[k]; r.Weight > 0 {
			x.empty(side, "w:val", "single", "w:sz", itoa(eighths(r.Weight)), "w:space", itoa(min(31, int(r.Gap.Abs/unit.Pt))), "w:color", hex(r.Color))
		}
	}
	x.close("w:pBdr")
}

// eighths is the weight of a rule in eighths of a point, as Word has it.
func eighths(w unit.Length) int { return max(2, int(w.MulDiv(8, int64(unit.Pt)))) }

func hex(c style.Color) string {
	const digits = "0123456789ABCDEF"
	out := make([]byte, 0, 6)
	for _, v := range [...]uint8{c.R, c.G, c.B} {
		out = append(out, digits[v>>4], digits[v&15])
	}
	return string(out)
}
