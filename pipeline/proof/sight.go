package proof

import (
	"slices"

	"kan/pipeline/page"
	"kan/pipeline/unit"
)

// place is what the structure around an item says of it.
type place int8

// The places. Masthead and imprint are furniture, and so is what no mark encloses.
const (
	furniture place = iota
	artifact        // page numbers, running heads
	text            // paragraphs and items of lists
	quote
	note
	aside // tables, figures, contents, headings: off the grid, or not in lines of text
)

// placeOf is the place inside the open marks: that of the outermost which says
// something.
func placeOf(open []element) place {
	at := furniture
	for _, e := range open {
		switch e.kind {
		case page.MarkArtifact:
			return artifact
		case page.MarkMasthead, page.MarkImprint:
			return furniture
		case page.MarkNote:
			return note
		case page.MarkQuote:
			return quote
		case page.MarkTable, page.MarkFigure, page.MarkCaption, page.MarkTOC,
			page.MarkH1, page.MarkH2, page.MarkH3, page.MarkH4, page.MarkH5, page.MarkH6:
			return aside
		case page.MarkP, page.MarkLBody, page.MarkLbl:
			at = text
		default:
			if at == furniture {
				at = aside
			}
		}
	}
	return at
}

// element is an open mark. The marks of a page have different numbers; the id
// is that of the mark, equal for its parts on several pages.
type element struct {
	kind       page.MarkKind
	id, number int
}

// rule is a box that is wider than high.
type rule struct {
	page.Box
	place place
}

// sheet is a page as measuring sees it.
type sheet struct {
	*page.Page
	number int    // counted from 1
	lines  []line // in the order of the display list
	rules  []rule
	images []*page.Image
}

// parity is the place in pairs of the profile: 0 for odd pages, 1 for even ones.
func (s *sheet) parity() int { return (s.number + 1) % 2 }

// turned tells whether the page lies on its side.
func (s *sheet) turned() bool { return s.Width > s.Height }

// look reads a page: what stands where, in which element.
func look(p *page.Page, number int) *sheet {
	s := &sheet{Page: p, number: number}
	var open []element
	elements := 0
	for _, item := range p.Items {
		switch item := item.(type) {
		case page.Mark:
			if !item.Close {
				elements++
				open = append(open, element{item.Kind, item.ID, elements})
			} else if len(open) > 0 {
				open = open[:len(open)-1]
			}
		case page.Box:
			if item.W > item.H {
				s.rules = append(s.rules, rule{item, placeOf(open)})
			}
		case *page.Image:
			s.images = append(s.images, item)
		case *page.Glyphs:
			s.run(item, open)
		}
	}
	return s
}

// run adds a run to the line it goes on, or begins one. What is turned is read
// as it stands when the page is upright.
func (s *sheet) run(r *page.Glyphs, open []element) {
	if r.Face == nil || len(r.Glyphs) == 0 {
		return // nothing to see
	}
	inner := blockOf(open)
	x, y := r.X, r.Y
	if r.Turned {
		x, y = r.Y, s.Width-r.X
	}
	if n := len(s.lines); n > 0 && s.lines[n-1].y == y && s.lines[n-1].element.kind == page.MarkLbl {
		s.lines[n-1].element = inner // the text behind its label
	}
	if n := len(s.lines); n == 0 || s.lines[n-1].y != y || s.lines[n-1].element != inner {
		s.lines = append(s.lines, line{y: y, place: placeOf(open), element: inner})
	}
	s.lines[len(s.lines)-1].add(r, x, y)
}

// blockOf is the innermost element that has lines of its own.
func blockOf(open []element) element {
	for _, e := range slices.Backward(open) {
		if !e.kind.Inline() {
			return e
		}
	}
	return element{}
}

// paragraph gives the lines of the body's size in the element in which
// s.lines[k], one of them, stands, and the place of this among them.
func (s *sheet) paragraph(b *body, k int) (lines []*line, at int) {
	for j := range s.lines {
		ln := &s.lines[j]
		if ln.element != s.lines[k].element || !b.sized(ln) {
			continue
		}
		if j == k {
			at = len(lines)
		}
		lines = append(lines, ln)
	}
	return lines, at
}

// pitches are the distances of lines that follow each other in one paragraph.
// Lines that do not begin in the size of the body are passed over: readings
// above the text are none of it.
func (s *sheet) pitches(b *body) (out []unit.Length) {
	var before *line
	for k := range s.lines {
		ln := &s.lines[k]
		if s.turned() || !b.sized(ln) {
			continue
		}
		if before != nil && before.element == ln.element && ln.y > before.y {
			out = append(out, ln.y-before.y)
		}
		before = ln
	}
	return out
}
