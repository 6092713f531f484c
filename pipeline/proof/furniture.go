package proof

import (
	"cmp"
	"slices"

	"kan/pipeline/page"
	"kan/pipeline/unit"
)

// red tells whether red predominates: the masthead and its rule are red, all
// else is black (5.2.4). The colours of a proof are not red.
func red(c page.Color) bool { return int(c.R) > 3*int(c.G) && int(c.R) > 3*int(c.B) }

// masthead measures the mark and the red rule of page 1.
func (m *measurer) masthead() {
	const noMark, noRule = "首页没有红头", "首页没有红线"
	var top, width, gap, length []seen
	if len(m.sheets) > 0 {
		s := m.sheets[0]
		if left, up, right, ok := s.mark(); ok {
			top, width = []seen{{up, 1}}, []seen{{right - left, 1}}
		}
		if r, ok := s.redRule(); ok {
			length = []seen{{r.W, 1}}
			if foot, ok := s.above(r.Y); ok {
				gap = []seen{{r.Y - foot, 1}}
			}
		}
	}
	m.add(m.markTop, top, noMark)
	m.add(m.markWidth, width, noMark)
	m.add(m.redGap, gap, noRule)
	m.add(m.redWidth, length, noRule)
}

// mark is the box of the ink of the mark (发文机关标志): the red glyphs of the
// furniture, and those that stand beside one in its size, which a proof may
// show in another colour. The standard measures to the mark itself (7.2.4).
func (s *sheet) mark() (left, top, right unit.Length, ok bool) {
	for k := range s.lines {
		ln := &s.lines[k]
		n := slices.IndexFunc(ln.glyphs, func(g glyph) bool { return red(g.run.Color) })
		if ln.place != furniture || n < 0 {
			continue
		}
		for j := range ln.glyphs {
			g := &ln.glyphs[j]
			l, t, r, inked := g.ink()
			if !inked || g.run.Size != ln.glyphs[n].run.Size {
				continue
			}
			if !ok {
				left, top, right, ok = l, t, r, true
			}
			left, top, right = min(left, l), min(top, t), max(right, r)
		}
	}
	return left, top, right, ok
}

// redRule is the longest red rule.
func (s *sheet) redRule() (r page.Box, ok bool) {
	for _, o := range s.rules {
		if red(o.Color) && o.W > r.W {
			r, ok = o.Box, true
		}
	}
	return r, ok
}

// above is the foot of the characters over y: of their em-boxes, since the
// standard counts in characters (3.1), and the ink of 一 and 阁 ends elsewhere.
func (s *sheet) above(y unit.Length) (foot unit.Length, ok bool) {
	for k := range s.lines {
		ln := &s.lines[k]
		if ln.place != furniture || ln.y > y {
			continue
		}
		for j := range ln.glyphs {
			if f := ln.emFoot(&ln.glyphs[j]); !ok || f > foot {
				foot, ok = f, true
			}
		}
	}
	return foot, ok
}

// imprint measures the rules of the imprint (版记): on the last page, those
// that are not red and are longer than half the page is wide. The rules of
// tables and running heads have their marks, that over notes is shorter.
func (m *measurer) imprint() {
	var rules []page.Box
	number := len(m.sheets)
	if number > 0 {
		s := m.sheets[number-1]
		for _, r := range s.rules {
			if r.place == furniture && !red(r.Color) && r.W > s.Width/2 {
				rules = append(rules, r.Box)
			}
		}
	}
	slices.SortStableFunc(rules, func(a, b page.Box) int { return cmp.Compare(a.Y, b.Y) })
	var first, between, last, foot, lengths []seen
	for k, r := range rules {
		lengths = append(lengths, seen{r.W, number})
		weight := seen{r.H, number}
		switch k {
		case len(rules) - 1:
			last, foot = []seen{weight}, []seen{{r.Y + r.H, number}}
		case 0:
			first = []seen{weight}
		default:
			between = append(between, weight)
		}
	}
	const none = "末页没有版记"
	m.add(m.first, first, none)
	m.add(m.between, between, "版记没有中间的线")
	m.add(m.last, last, none)
	m.add(m.lastFoot, foot, none)
	m.add(m.wide, lengths, none)
}
