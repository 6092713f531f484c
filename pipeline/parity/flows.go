package parity

import (
	"cmp"
	"math"
	"slices"
)

// flows is a rendering sorted by what interrupts what: the text runs on over
// pages, and notes, the imprint and what stands in the margins come between.
type flows struct {
	text, notes, readings, imprint []glyph
	margins                        []string // by page: folio and running head
}

// flows sorts a rendering.
func (r *Rendering) flows(want *Expected) flows {
	var f flows
	readings := want.has(Reading)
	inside := make([][]line, len(r.pages))
	for n, s := range r.pages {
		margin, kept := make([]glyph, 0), make([]glyph, 0, len(s.glyphs))
		for _, g := range s.glyphs {
			switch {
			case !want.inside(n, s, g):
				margin = append(margin, g)
			case readings && want.isReading(g):
				f.readings = append(f.readings, g)
			default:
				kept = append(kept, g)
			}
		}
		f.margins = append(f.margins, text(margin))
		inside[n] = lines(kept)
	}
	f.imprint = want.takeImprint(inside)
	for _, page := range inside {
		body, notes := want.splitNotes(page)
		f.text, f.notes = append(f.text, body...), append(f.notes, notes...)
	}
	return f
}

func text(glyphs []glyph) string {
	out := make([]rune, len(glyphs))
	for k, g := range glyphs {
		out[k] = g.r
	}
	return string(out)
}

func (e *Expected) has(k Kind) bool {
	return slices.ContainsFunc(e.Paragraphs, func(p Paragraph) bool { return p.Kind == k })
}

// slack is how far, in points, characters may stand outside their area: marks
// that hang at the end of lines, pages of an office program that rounds. At the
// foot there is none to allow: a baseline stands above it.
const slack = 4

// inside tells whether a character of page n stands in the type area. On
// upright pages only the height tells; on turned pages the folio stands beside
// the text (GB/T 9704-2012 clause 8).
func (e *Expected) inside(n int, s sheet, g glyph) bool {
	if !s.turned() {
		return g.y > e.top-slack && g.y < s.height-e.bottom
	}
	head, foot := e.inner, e.outer
	if n%2 == 1 {
		head, foot = foot, head
	}
	return g.y > head-slack && g.y < s.height-foot && g.x > e.bottom-slack && g.x < s.width-e.top+slack
}

// isReading tells a reading over characters, which has half their size, from a
// raised mark of a note in small type.
func (e *Expected) isReading(g glyph) bool {
	return g.size < 0.55*e.body && !circled(g.r) && (g.r < '0' || g.r > '9')
}

// takeImprint takes the imprint off the last page that has it: from where its
// first words stand down to the foot, from left to right. Programs draw a
// floating table before or after the text around it.
func (e *Expected) takeImprint(pages [][]line) []glyph {
	k := slices.IndexFunc(e.Paragraphs, func(p Paragraph) bool { return p.Kind == Imprint })
	if k < 0 {
		return nil
	}
	first := e.Paragraphs[k].Text
	first = first[:min(4, len(first))]
	for n, page := range slices.Backward(pages) {
		for _, head := range slices.Backward(page) {
			if len(head) < len(first) || text(head[:len(first)]) != string(first) {
				continue
			}
			var found []glyph
			pages[n] = slices.DeleteFunc(page, func(l line) bool {
				below := l[0].y > head[0].y || l[0].sameLine(head[0])
				if below {
					found = append(found, l...)
				}
				return below
			})
			slices.SortStableFunc(found, func(a, b glyph) int { return cmp.Compare(a.y, b.y) })
			sortLines(found)
			return found
		}
	}
	return nil
}

// splitNotes divides a page into its text and the notes at its foot: those
// lines in the size of notes that have nothing else below them.
func (e *Expected) splitNotes(page []line) (body, notes []glyph) {
	small := func(l line) bool {
		n := 0
		for _, g := range l {
			if math.Abs(g.size-e.note) < 0.6 {
				n++
			}
		}
		return 2*n > len(l)
	}
	foot := 0.0
	for _, l := range page {
		if !small(l) {
			foot = max(foot, l[0].y)
		}
	}
	for _, l := range page {
		if small(l) && l[0].y > foot {
			notes = append(notes, l...)
		} else {
			body = append(body, l...)
		}
	}
	return body, notes
}
