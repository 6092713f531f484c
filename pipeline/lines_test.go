package pipeline_test

import (
	"slices"
	"strings"
	"unicode/utf8"

	"kan/pipeline/font"
	"kan/pipeline/page"
	"kan/pipeline/report"
	"kan/pipeline/unit"
)

// An element is a leaf of the structure that the display list marks: a
// paragraph, a heading, the text of a list item, a cell. Its parts, on one page
// or two, have one number, so its lines are known, and which is the last.
type element struct {
	path  []page.Mark // from the outermost to its own
	lines []*setLine
	want  string // what the report has there
}

// setLine is the runs of an element on one baseline.
type setLine struct {
	page int // from 1
	y    unit.Length
	runs []*page.Glyphs
}

// elements finds the elements of a report's body: their text comes from the
// file of the report, after its head. A label is taken as the beginning of the
// text behind it; artifacts, such as the head of a table that is set again, say
// nothing.
func elements(d *page.Document, r *report.Report) []*element {
	var all []*element
	byID := map[int]*element{}
	var label []*page.Glyphs
	body := strings.Index(string(r.File.Text), "\n---\n")
	for n := range d.Pages {
		var path []page.Mark
		for _, item := range d.Pages[n].Items {
			switch item := item.(type) {
			case page.Mark:
				if item.Close {
					path = path[:len(path)-1]
				} else {
					path = append(path, item)
				}
			case *page.Glyphs:
				at := blockOf(path)
				if item.Span.File != r.File || item.Span.Start < body || len(at) == 0 {
					continue
				}
				own := at[len(at)-1]
				if own.Kind == page.MarkLbl {
					label = append(label, item)
					continue
				}
				e := byID[own.ID]
				if e == nil {
					e = &element{path: slices.Clone(at)}
					byID[own.ID] = e
					all = append(all, e)
				}
				for _, g := range append(label, item) {
					e.add(n+1, g)
				}
				label = nil
			}
		}
	}
	return all
}

// blockOf is path up to the innermost element that has lines of its own, empty
// for an artifact.
func blockOf(path []page.Mark) []page.Mark {
	for len(path) > 0 && path[len(path)-1].Kind.Inline() {
		path = path[:len(path)-1]
	}
	if slices.ContainsFunc(path, func(m page.Mark) bool { return m.Kind == page.MarkArtifact }) {
		return nil
	}
	return path
}

func (e *element) add(page int, g *page.Glyphs) {
	n := len(e.lines)
	if n == 0 || e.lines[n-1].page != page || e.lines[n-1].y != g.Y {
		e.lines = append(e.lines, &setLine{page: page, y: g.Y})
		n++
	}
	e.lines[n-1].runs = append(e.lines[n-1].runs, g)
}

func (e *element) kind() page.MarkKind { return e.path[len(e.path)-1].Kind }

// in tells whether e stands in an element of a kind.
func (e *element) in(kind page.MarkKind) bool {
	return slices.ContainsFunc(e.path, func(m page.Mark) bool { return m.Kind == kind })
}

// cell tells whether e is a cell, and of which row.
func (e *element) cell() (row int, ok bool) {
	if k := e.kind(); k != page.MarkTD && k != page.MarkTH {
		return 0, false
	}
	return e.path[len(e.path)-2].ID, true
}

func (e *element) text() (s string) {
	for _, l := range e.lines {
		s += l.text()
	}
	return s
}

func (l *setLine) text() (s string) {
	for _, g := range l.runs {
		s += g.Text
	}
	return s
}

// measure is where line k of running text begins and ends: the type area of
// GB/T 9704 5.2.1, less the indents of the style. A list item hangs under its
// bullet, a note under its number.
func (e *element) measure(k int) (left, right unit.Length) {
	em := e.lines[k].runs[0].Size
	left = unit.MM(2600)
	if e.lines[k].page%2 == 1 {
		left = unit.MM(2800)
	}
	right = left + unit.MM(15600)
	label := []rune(e.text())[0]
	switch {
	case e.in(page.MarkNote):
		if k > 0 {
			left += em * 3 / 2
		}
		return left, right
	case e.in(page.MarkQuote):
		left, right = left+2*em, right-2*em
	case e.in(page.MarkLBody) && label == '•':
		return left + 3*em, right
	case e.in(page.MarkLBody) && label == '–':
		return left + 5*em, right
	}
	if k == 0 {
		left += 2 * em
	}
	return left, right
}

// start is the left edge of the first character's box, and its size. An opening
// mark stands at the right of its box, whatever room the face gives it.
func (l *setLine) start() (x, em unit.Length) {
	run := l.runs[0]
	x = run.X + run.Glyphs[0].X
	if r, _ := utf8.DecodeRuneInString(run.Text); strings.ContainsRune("（《〈“‘〔", r) {
		x += run.Size.MulDiv(int64(run.Face.Advance(run.Glyphs[0].ID)), int64(run.Face.UnitsPerEm())) - run.Size
	} else if '0' <= r && r <= '9' && halfFigures(run.Face) {
		x = halfBox(run, 0)
	}
	return x, run.Size
}

// halfFigures tells whether the digits of a face take half an em: they do where
// they have room in it.
func halfFigures(f *font.Face) bool { return f.Advance(f.Glyph('0'))*100 <= f.UnitsPerEm()*57 }

// halfBox is the left edge of the box of a digit: half an em, the figure in its
// middle.
func halfBox(run *page.Glyphs, n int) unit.Length {
	own := run.Size.MulDiv(int64(run.Face.Advance(run.Glyphs[n].ID)), int64(run.Face.UnitsPerEm()))
	return run.X + run.Glyphs[n].X + (own-run.Size/2)/2
}

// end is the right edge of the last character's box, and its size. A Chinese
// character is as wide as high, and the interpunct half of that, its ink in the
// middle; for others the face says how wide they are.
func (l *setLine) end() (x, size unit.Length) {
	run := l.runs[len(l.runs)-1]
	n := len(run.Glyphs) - 1
	for n > 0 && run.Text[run.Glyphs[n].Start:] == " " {
		n--
	}
	g := run.Glyphs[n]
	r, _ := utf8.DecodeRuneInString(run.Text[g.Start:])
	x = run.X + g.X
	upem := int64(run.Face.UnitsPerEm())
	switch {
	case '0' <= r && r <= '9' && halfFigures(run.Face):
		return halfBox(run, n) + run.Size/2, run.Size
	case r == '·':
		ink, _ := run.Face.Bounds(g.ID)
		return x + run.Size.MulDiv(int64(ink.XMin+ink.XMax), 2*upem) + run.Size/4, run.Size
	case r >= 0x2E80 || strings.ContainsRune("“”‘’—…", r) || '①' <= r && r <= '⑳':
		return x + run.Size, run.Size
	}
	return x + run.Size.MulDiv(int64(run.Face.Advance(g.ID)), upem), run.Size
}
