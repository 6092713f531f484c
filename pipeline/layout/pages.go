package layout

import (
	"slices"
	"strconv"

	"kan/pipeline/page"
	"kan/pipeline/style"
	"kan/pipeline/unit"
)

// fill places the flow on pages and draws what stands around it. The pages are
// planned first: only then is it known which is the last.
func (t *setter) fill(flow []slab) *page.Document {
	masthead, imprint := t.setMasthead(), t.setImprint()
	top := ceilTo(masthead.height, t.pitch)
	t.seatDigest(flow, top)
	fills := t.plan(flow, top, imprint.height)
	d := &page.Document{}
	last := len(fills) - 1
	pages := t.closing(fills[last], last, imprint.height)
	heres := make([]style.Here, len(pages))
	var here style.Here
	for n, label := range pages {
		turned := n <= last && fills[n].column.turned
		fr := t.frame(n, turned)
		d.Pages = append(d.Pages, page.Page{Width: fr.width, Height: fr.height, Label: label})
		foot := fr.depth
		if n == len(pages)-1 {
			foot -= imprint.height
		}
		if n <= last {
			heres[n] = t.fillPage(d, n, fr, fills[n], flow, foot, &here)
		}
		heres[n].Page = label
	}
	t.drawMasthead(d, masthead)
	n := len(pages) - 1
	fr := t.frame(n, false)
	d.Pages[n].Items = append(d.Pages[n].Items, imprint.at(fr.x, fr.y+fr.depth-imprint.height)...)
	for n, here := range heres {
		t.stateStamp(d, n)
		t.header(d, n, here)
		t.footer(d, n, here)
		t.copyLine(d, n)
	}
	return d
}

// drawMasthead puts the masthead first on page 1.
func (t *setter) drawMasthead(d *page.Document, masthead furniture) {
	fr := t.frame(0, false)
	d.Pages[0].Items = append(masthead.at(fr.x, fr.y), d.Pages[0].Items...)
}

// fillPage puts the slabs of one page in their places, its notes above foot. It
// returns what its running head may say; here is what was said last.
func (t *setter) fillPage(d *page.Document, n int, fr frame, f *filled, flow []slab, foot unit.Length, here *style.Here) style.Here {
	w := &writer{page: &d.Pages[n], doc: d, x: fr.x, top: fr.y, measure: fr.measure, y: f.top, filled: f}
	if n > 0 && f.start < f.end {
		w.repeat(copySlabs(flow[f.start].repeat))
	}
	t.numberNotes(f, flow)
	w.slabs(flow[f.start:f.end])
	w.close()
	first, titled := *here, false
	for k := f.start; k < f.end; k++ {
		h := flow[k].here
		if h == nil {
			continue
		}
		if k == f.start || titled {
			first, titled = *h, h.Item == "" // the item under the title of a column is named too
		}
		*here = *h
	}
	t.placeNotes(w, f, foot)
	return first
}

// closing says which pages there are, by their printed numbers. The imprint (版记) stands at the foot of
// the last page when there is room under the text, else on a page of its own;
// on an even page when the style says so. When that takes a blank page before
// it, neither shows a number (GB/T 9704-2012 7.5).
func (t *setter) closing(f *filled, last int, imprint unit.Length) []string {
	pages := make([]string, last+1)
	if imprint > 0 {
		alone := !f.holds(t, imprint)
		if alone {
			pages = append(pages, "")
		}
		if t.style.Imprint.EvenPage && len(pages)%2 == 1 {
			pages = append(pages, "")
		}
	}
	for n := range pages {
		if blank := len(pages) > last+2; !blank || n <= last {
			pages[n] = strconv.Itoa(n + 1)
		}
	}
	return pages
}

// writer puts slabs on a page one under the other, opening and closing
// structure elements as their paths differ.
type writer struct {
	page    *page.Page
	doc     *page.Document
	x, top  unit.Length
	measure unit.Length
	y       unit.Length // from the top of the type area
	filled  *filled
	open    []page.Mark
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
		w.y = w.filled.advance(w.y, s)
	}
}

// repeat sets slabs that have been read on an earlier page: the head of a table.
func (w *writer) repeat(slabs []slab) {
	for k := range slabs {
		s := &slabs[k]
		s.path = nil
		s.items = slices.DeleteFunc(s.items, func(i page.Item) bool {
			switch i.(type) {
			case page.Mark, page.Link, page.Anchor:
				return true
			}
			return false
		})
		if len(s.items) > 0 {
			s.items = artifact(page.Repeated, s.items...)
		}
	}
	w.slabs(slabs)
}

// enter closes what does not enclose the next slab and opens what does.
func (w *writer) enter(path []page.Mark) {
	same := 0
	for same < len(path) && same < len(w.open) && path[same].ID == w.open[same].ID {
		same++
	}
	w.leave(same)
	for _, m := range path[same:] {
		w.page.Items = append(w.page.Items, m)
	}
	w.open = append(w.open, path[same:]...)
}

func (w *writer) leave(depth int) {
	for k := len(w.open) - 1; k >= depth; k-- {
		w.page.Items = append(w.page.Items, page.Mark{Close: true, Kind: w.open[k].Kind})
	}
	w.open = w.open[:depth]
}

func (w *writer) close() { w.leave(0) }
