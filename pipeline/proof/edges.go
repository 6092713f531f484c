package proof

import "kan/pipeline/unit"

// block is the box around the text of pages of one parity, as far as it was
// seen: at most one value of each edge.
type block struct {
	left, right, top, foot []seen
	depths                 []seen // on pages that the text fills from head to foot
}

// margins measures where the text block lies: the box around the body text of
// all odd pages, and that of all even ones. So a character that sticks out on
// one page is found, while short lines, indents and quotations do no harm.
func (m *measurer) margins() {
	var blocks [2]block
	for _, s := range m.sheets {
		if !s.turned() {
			m.sides(s, &blocks[s.parity()])
			m.ends(s, &blocks[s.parity()])
		}
	}
	const noSide = "没有转行的正文"
	var widths, depths []seen
	for k, name := range [2]string{"单页", "双页"} {
		b := &blocks[k]
		left, right := m.inner[k], m.outer[k]
		if k == 1 { // the binding edge of even pages is right
			left, right = right, left
		}
		m.add(m.top[k], b.top, name+"没有一面从第一行排起正文")
		m.add(m.foot[k], m.opposite(b.foot, false), name+"没有一面排满正文")
		m.add(left, b.left, name+noSide)
		m.add(right, m.opposite(b.right, true), name+noSide)
		if len(b.left) > 0 && len(b.right) > 0 {
			widths = append(widths, seen{b.right[0].at - b.left[0].at, b.right[0].page})
		}
		depths = append(depths, b.depths...)
	}
	m.add(m.width, widths, noSide)
	m.add(m.depth, depths, noFullPage)
}

// noFullPage is why lines and depth cannot be measured.
const noFullPage = "没有一面从头到脚排满正文"

// opposite turns places into distances from the right edge of their pages, or
// from the foot.
func (m *measurer) opposite(all []seen, right bool) (out []seen) {
	for _, s := range all {
		edge := m.sheets[s.page-1].Height
		if right {
			edge = m.sheets[s.page-1].Width
		}
		out = append(out, seen{edge - s.at, s.page})
	}
	return out
}

// sides widens bl by the lines of s. Only lines that begin or end with a Han of
// the body count: it fills its em-box, while a bracket at a line's head gives
// half of its own away. The left edge is known once a line follows another in
// a paragraph, and so is not indented; the right edge once another follows it,
// and so fills the measure.
func (m *measurer) sides(s *sheet, bl *block) {
	left, right := bl.left, bl.right
	var sawLeft, sawRight bool
	for k := range s.lines {
		ln := &s.lines[k]
		if ln.place != text || !m.body.sized(ln) {
			continue
		}
		lines, at := s.paragraph(&m.body, k)
		if g := ln.first(); m.body.has(g) && g.han() {
			left = extreme(left, seen{g.x, s.number}, -1)
			sawLeft = sawLeft || at > 0
		}
		if g := ln.last(); m.body.has(g) && g.han() {
			right = extreme(right, seen{g.x + g.run.Size, s.number}, 1)
			sawRight = sawRight || at < len(lines)-1
		}
	}
	if sawLeft {
		bl.left = left
	}
	if sawRight {
		bl.right = right
	}
}

// extreme is the value furthest in a direction: -1 is up or left.
func extreme(old []seen, s seen, direction unit.Length) []seen {
	if len(old) == 0 || (s.at-old[0].at)*direction > 0 {
		return []seen{s}
	}
	return old
}

// ends widens bl by the head and the foot of the text on s.
func (m *measurer) ends(s *sheet, bl *block) {
	top, atTop := m.head(s)
	foot, atFoot := m.tail(s)
	if atTop {
		bl.top = extreme(bl.top, seen{top, s.number}, -1)
	}
	if atFoot {
		bl.foot = extreme(bl.foot, seen{foot, s.number}, 1)
	}
	if atTop && atFoot {
		bl.depths = append(bl.depths, seen{foot - top, s.number})
	}
}

// head is the top of the text on s, where a line of the body's size is the
// first thing on the page: not under a masthead, a title, a table or a figure.
func (m *measurer) head(s *sheet) (top unit.Length, ok bool) {
	var first *line
	for k := range s.lines {
		if ln := &s.lines[k]; ln.place != artifact && (first == nil || ln.y < first.y) {
			first = ln
		}
	}
	if first == nil || !m.body.sized(first) || m.body.pitch == 0 {
		return 0, false
	}
	for _, i := range s.images {
		if i.Y < first.y {
			return 0, false
		}
	}
	top, _ = m.body.slot(first)
	return top, true
}

// tail is the foot of the text on s, where it fills the page. That is so when
// no further line would fit, or when its last paragraph goes on overleaf with
// so many lines that no rule on short remainders can have ended the page early.
// Notes take the foot of a page away, and a signature that is squeezed in sets
// lines nearer; such pages do not count.
func (m *measurer) tail(s *sheet) (foot unit.Length, ok bool) {
	var last *line
	for k := range s.lines {
		switch ln := &s.lines[k]; {
		case ln.place == note:
			return 0, false
		case ln.place != artifact && ln.place != furniture && (last == nil || ln.y > last.y):
			last = ln
		}
	}
	if last == nil || !m.body.sized(last) || m.body.pitch == 0 {
		return 0, false
	}
	if nearer, ok := most(s.pitches(&m.body)); ok && nearer != m.body.pitch {
		return 0, false
	}
	_, foot = m.body.slot(last)
	return foot, typeFoot()-foot < pitch() || m.goesOn(s, last)
}

// manyLines is more than layouts keep together at the head of a page: two lines
// of a paragraph, three before an imprint.
const manyLines = 4

// goesOn tells whether the paragraph of ln has many lines on the next page.
func (m *measurer) goesOn(s *sheet, ln *line) bool {
	if ln.element.id == 0 || s.number == len(m.sheets) {
		return false
	}
	next := m.sheets[s.number]
	for k := range next.lines {
		if other := &next.lines[k]; m.body.sized(other) && other.element.id == ln.element.id {
			lines, _ := next.paragraph(&m.body, k)
			return len(lines) >= manyLines
		}
	}
	return false
}
