package layout

import (
	"slices"

	"kan/pipeline/page"
	"kan/pipeline/style"
	"kan/pipeline/unit"
)

// piece is a footnote, or the part of a long one that stands on one page:
// its lines [from, to).
type piece struct {
	note     *note
	from, to int
}

func (p piece) lines() []slab { return p.note.lines[p.from:p.to] }

func (p piece) height() (h unit.Length) {
	for _, s := range p.lines() {
		h += s.height
	}
	return h
}

// noted tells whether a note is among those at the foot of f already, for an
// earlier mark on the same page. What the page before left over has its number
// from there.
func (f *filled) noted(foot []piece, n *note) bool {
	return slices.ContainsFunc(foot, func(p piece) bool {
		return p.note.same(n) && !slices.ContainsFunc(f.carried, func(c piece) bool { return c.note == p.note })
	})
}

// footHeight is what pieces take at the foot of a page, with the rule above them.
func (t *setter) footHeight(foot []piece) unit.Length {
	if len(foot) == 0 {
		return 0
	}
	h := t.noteGap()
	for _, p := range foot {
		h += p.height()
	}
	return h
}

// A note is split only when it is long; then no page shows one line of it.
const (
	longNote  = 4
	leastNote = 2
)

// splitNote divides pieces into those that stand in room, rule included, and
// what goes to the next page: the end of the last note. With force any piece is divided
// anywhere, for notes that are longer than a page.
func (t *setter) splitNote(foot []piece, room unit.Length, force bool) (here, rest []piece, ok bool) {
	room -= t.noteGap()
	for k, p := range foot {
		if h := p.height(); h <= room {
			room -= h
			continue
		}
		n := p.from
		for n < p.to && p.note.lines[n].height <= room {
			room -= p.note.lines[n].height
			n++
		}
		whole := len(p.note.lines)
		n = min(n, p.to-leastNote)
		if !force && (k < len(foot)-1 || whole < longNote || n-p.from < leastNote) {
			return nil, nil, false
		}
		here = append(here, foot[:k]...)
		if n > p.from {
			here = append(here, piece{p.note, p.from, n})
		}
		rest = append(rest, piece{p.note, max(n, p.from), p.to})
		return here, append(rest, foot[k+1:]...), true
	}
	return foot, nil, true
}

// placeNotes puts the notes of a page above foot.
func (t *setter) placeNotes(w *writer, f *filled, foot unit.Length) {
	if len(f.foot) == 0 {
		return
	}
	o := t.style.Footnote
	top := foot - t.footHeight(f.foot)
	w.page.Items = append(w.page.Items, artifact(page.Layout,
		page.Box{X: w.x, Y: w.top + top + t.noteGap()/2, W: w.measure.MulDiv(int64(o.RuleWidth), 1000), H: o.Rule})...)
	w.y = top + t.noteGap()
	for _, p := range f.foot {
		w.slabs(p.lines())
	}
	w.close()
}

// numberNotes numbers the notes whose marks stand on a page, from ①; where a
// note of the page before only begins on this one, they go on from its number.
// A second mark of a note repeats the number of the first.
func (t *setter) numberNotes(f *filled, flow []slab) {
	begins := func(p piece) bool { return p.from == 0 }
	if !slices.ContainsFunc(f.carried, begins) {
		t.noteNumber = 0
	}
	before := t.noteNumber
	var here []*note
	for k := f.start; k < f.end; k++ {
		for _, n := range flow[k].notes {
			at := slices.IndexFunc(here, n.same)
			if at < 0 {
				at = len(here)
				here = append(here, n)
			}
			n.number(before + at + 1)
		}
	}
	t.noteNumber = before + len(here)
}

// noteGap is what the rule above the notes takes, with its space.
func (t *setter) noteGap() unit.Length {
	return 2*t.style.Footnote.Gap.Of(t.style.Page.Em(t.style.Texts[style.FootnoteText].Size), t.pitch) + t.style.Footnote.Rule
}
