package layout

import (
	"strconv"

	"kan/pipeline/page"
	"kan/pipeline/style"
	"kan/pipeline/unit"
)

// fill places the flow on pages, first fit, and draws what stands around it.
func (t *setter) fill(flow []slab) *page.Document {
	d := &page.Document{}
	masthead, imprint := t.setMasthead(), t.setImprint()
	var fills []*filled
	for i := 0; i < len(flow) || len(fills) == 0; {
		f := t.fillPage(d, flow, i, masthead)
		fills = append(fills, f)
		i = f.end
	}
	t.placeImprint(d, fills, imprint)
	for n := range d.Pages {
		t.footer(d, n)
	}
	return d
}

// filled is a page of the column: which slab comes next, how deep the text
// goes and how much the notes at its foot take.
type filled struct {
	end   int
	depth unit.Length
	notes unit.Length
	foot  []*note
}

// fillPage sets one page from slab i on.
func (t *setter) fillPage(d *page.Document, flow []slab, i int, masthead furniture) *filled {
	n := len(d.Pages)
	t.addPage(d)
	var top unit.Length
	if n == 0 {
		d.Pages[0].Items = masthead.at(t.left(0), t.style.Page.Top)
		top = ceilTo(masthead.height, t.pitch)
	} else {
		for i < len(flow) && flow[i].space {
			i++
		}
	}
	w := &writer{page: &d.Pages[n], doc: d, x: t.left(n), top: t.style.Page.Top, y: top, pitch: t.pitch}
	if n > 0 && i < len(flow) {
		w.slabs(copySlabs(flow[i].repeat))
	}
	f := t.fit(flow, i, w.y)
	w.slabs(flow[i:f.end])
	w.close()
	f.depth = w.y
	return f
}

// left is the left edge of the type area on page n (from 0): the binding edge
// is left on odd pages and right on even ones.
func (t *setter) left(n int) unit.Length {
	if n%2 == 0 {
		return t.style.Page.Inner
	}
	return t.style.Page.Outer
}

func (t *setter) addPage(d *page.Document) {
	d.Pages = append(d.Pages, page.Page{Width: t.style.Page.Width, Height: t.style.Page.Height,
		Label: strconv.Itoa(len(d.Pages) + 1)})
}

// fit finds how many slabs from i on stand on a page whose column begins at y:
// as many as fit, less those that must not be last.
func (t *setter) fit(flow []slab, i int, y unit.Length) *filled {
	f := &filled{end: i}
	legal := filled{end: -1}
	for j := i; j < len(flow); j++ {
		s := &flow[j]
		if j > i && s.newPage {
			return f
		}
		ny := advance(y, s, t.pitch)
		notes := f.notes
		for _, n := range s.notes {
			if notes == 0 {
				notes = t.noteGap()
			}
			notes += n.height()
		}
		if !s.space && j > i && ny+notes > t.depth {
			if legal.end > i {
				*f = legal
			}
			return f // without a legal end the page ends where it is full
		}
		y = ny
		f.end, f.notes, f.foot = j+1, notes, append(f.foot, s.notes...)
		if !s.keep {
			legal = *f
		}
	}
	return f
}

// advance is where the column stands after s.
func advance(y unit.Length, s *slab, pitch unit.Length) unit.Length {
	if s.snap {
		return ceilTo(y, pitch)
	}
	return y + s.height
}

// placeImprint puts the imprint at the foot of the last page when there is room
// under the text, else on a page of its own; on an even page when the style
// says so, the blank page before it unnumbered. Notes stand above it.
func (t *setter) placeImprint(d *page.Document, fills []*filled, imprint furniture) {
	last := fills[len(fills)-1]
	if imprint.height > 0 {
		if last.depth+last.notes+imprint.height > t.depth {
			t.addPage(d)
		}
		if t.style.Imprint.EvenPage && len(d.Pages)%2 == 1 {
			if len(d.Pages) > len(fills) {
				d.Pages[len(d.Pages)-1].Label = ""
			}
			t.addPage(d)
		}
	}
	for n := range d.Pages {
		foot := t.depth
		if n == len(d.Pages)-1 {
			foot -= imprint.height
		}
		if n < len(fills) {
			t.placeNotes(d, n, fills[n], foot)
		}
	}
	n := len(d.Pages) - 1
	p := &d.Pages[n]
	p.Items = append(p.Items, imprint.at(t.left(n), t.style.Page.Top+t.depth-imprint.height)...)
}

// placeNotes puts the notes of a page above foot, numbered from ①.
func (t *setter) placeNotes(d *page.Document, n int, f *filled, foot unit.Length) {
	if len(f.foot) == 0 {
		return
	}
	p := &d.Pages[n]
	o := t.style.Footnote
	y := foot - f.notes + t.noteGap()/2
	p.Items = append(p.Items, page.Box{X: t.left(n), Y: t.style.Page.Top + y,
		W: t.measure.MulDiv(int64(o.RuleWidth), 1000), H: o.Rule})
	w := &writer{page: p, doc: d, x: t.left(n), top: t.style.Page.Top, y: foot - f.notes + t.noteGap(), pitch: t.pitch}
	for k, note := range f.foot {
		note.number(k + 1)
		w.slabs(note.lines)
	}
	w.close()
}

// noteGap is what the rule above the notes takes, with its space.
func (t *setter) noteGap() unit.Length {
	return 2*t.style.Footnote.Gap.Of(t.style.Page.Em(t.style.Texts[style.FootnoteText].Size), t.pitch) + t.style.Footnote.Rule
}

// writer puts slabs on a page one under the other, opening and closing
// structure elements as their paths differ.
type writer struct {
	page   *page.Page
	doc    *page.Document
	x, top unit.Length
	y      unit.Length // from the top of the type area
	pitch  unit.Length
	open   []tag
}

func (w *writer) slabs(slabs []slab) {
	for k := range slabs {
		s := &slabs[k]
		if len(s.items) > 0 {
			w.enter(s.path)
		}
		for _, item := range s.items {
			w.page.Items = append(w.page.Items, shift(item, w.x, w.top+w.y))
		}
		if s.bookmark != nil {
			w.doc.Outline = append(w.doc.Outline, *s.bookmark)
		}
		w.y = advance(w.y, s, w.pitch)
	}
}

// enter closes what does not enclose the next slab and opens what does.
func (w *writer) enter(path []tag) {
	same := 0
	for same < len(path) && same < len(w.open) && path[same].id == w.open[same].id {
		same++
	}
	w.leave(same)
	for _, g := range path[same:] {
		w.page.Items = append(w.page.Items, page.Mark{Kind: g.kind, ID: g.id, Alt: g.alt})
	}
	w.open = append(w.open, path[same:]...)
}

func (w *writer) leave(depth int) {
	for k := len(w.open) - 1; k >= depth; k-- {
		w.page.Items = append(w.page.Items, page.Mark{Close: true, Kind: w.open[k].kind})
	}
	w.open = w.open[:depth]
}

func (w *writer) close() { w.leave(0) }
