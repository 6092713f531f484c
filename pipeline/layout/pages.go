package layout

import (
	"strconv"

	"kan/pipeline/page"
	"kan/pipeline/style"
	"kan/pipeline/unit"
)

// fill places the flow on pages and draws what stands around it. The pages are
// planned first: only then is it known which is the last.
func (t *setter) fill(flow []slab) *page.Document {
	masthead, imprint := t.setMasthead(), t.setImprint()
	fills := t.plan(flow, ceilTo(masthead.height, t.pitch), imprint.height)
	d := &page.Document{}
	for n, f := range fills {
		t.addPage(d)
		p := &d.Pages[n]
		if n == 0 {
			p.Items = masthead.at(t.left(0), t.style.Page.Top)
		}
		w := &writer{page: p, doc: d, x: t.left(n), top: t.style.Page.Top, y: f.top, pitch: t.pitch}
		if n > 0 && f.start < f.end {
			w.slabs(copySlabs(flow[f.start].repeat))
		}
		w.slabs(flow[f.start:f.end])
		w.close()
	}
	t.placeImprint(d, fills, imprint)
	for n := range d.Pages {
		t.footer(d, n)
	}
	return d
}

// filled is a page of the column: its slabs, where the column begins and ends,
// how much the notes at its foot take.
type filled struct {
	start, end int
	top, depth unit.Length
	notes      unit.Length
	foot       []*note
}

// The least lines of text on the last page of an item, and on that of an
// issue when its imprint asks for a page more (孤行不成页, clreq §7; GB/T 9704
// 7.3.5.5 forbids the page with nothing but closing matter).
const (
	leastLines   = 2
	imprintLines = 3
)

// plan divides the flow into pages, the column of the first beginning at top.
func (t *setter) plan(flow []slab, top, imprint unit.Length) []*filled {
	var fills []*filled
	for i := 0; i < len(flow) || len(fills) == 0; {
		f := &filled{start: i, top: top}
		if len(fills) > 0 {
			f.top = 0
			for f.start < len(flow) && flow[f.start].space {
				f.start++
			}
		}
		t.fit(flow, f, len(flow))
		if n := textLines(flow, f.end); n > 0 && n < leastLines {
			t.retreat(flow, f, leastLines)
		}
		fills = append(fills, f)
		i = f.end
	}
	last := fills[len(fills)-1]
	if imprint > 0 && last.depth+last.notes+imprint > t.depth && t.retreat(flow, last, imprintLines) {
		rest := &filled{start: last.end}
		t.fit(flow, rest, len(flow))
		fills = append(fills, rest)
	}
	return fills
}

// textLines counts the slabs from i on that show something, up to the next
// that begins a page of itself.
func textLines(flow []slab, i int) (n int) {
	for k := i; k < len(flow) && (k == i || !flow[k].newPage); k++ {
		if !flow[k].space {
			n++
		}
	}
	if i < len(flow) && flow[i].newPage {
		return 0
	}
	return n
}

// retreat ends a page earlier, at the last place allowed that leaves at least
// so many lines to the next; it tells whether there is one.
func (t *setter) retreat(flow []slab, f *filled, least int) bool {
	for end := f.end - 1; end > f.start; end-- {
		if flow[end-1].keep || flow[end].space || textLines(flow, end) < least {
			continue
		}
		*f = filled{start: f.start, top: f.top}
		t.fit(flow, f, end)
		return true
	}
	return false
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

// fit finds how many slabs of flow[:limit] stand on a page that begins with
// f.start: as many as fit, less those that must not be last.
func (t *setter) fit(flow []slab, f *filled, limit int) {
	y := f.top
	if f.start < len(flow) && len(flow[f.start].repeat) > 0 {
		for k := range flow[f.start].repeat {
			y = advance(y, &flow[f.start].repeat[k], t.pitch)
		}
	}
	f.end, f.depth = f.start, y
	legal := filled{end: -1}
	for j := f.start; j < limit; j++ {
		s := &flow[j]
		if j > f.start && s.newPage {
			return
		}
		ny := advance(y, s, t.pitch)
		notes := f.notes
		for _, n := range s.notes {
			if notes == 0 {
				notes = t.noteGap()
			}
			notes += n.height()
		}
		if !s.space && j > f.start && ny+notes > t.depth {
			if legal.end > f.start {
				*f = legal
			}
			return // without a legal end the page ends where it is full
		}
		y = ny
		f.end, f.depth, f.notes, f.foot = j+1, y, notes, append(f.foot, s.notes...)
		if !s.keep {
			legal = *f
		}
	}
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
