package layout

import (
	"kan/pipeline/cjk"
	"kan/pipeline/doc"
	"kan/pipeline/page"
	"kan/pipeline/paragraph"
	"kan/pipeline/unit"
)

// Marks of changes, where a document is made of two versions (package redline):
// a line under what is new, a line through what is gone, and in the outer margin
// a bar beside the lines that have either, with a note of who and when
// (changebars.go). The lines suffice in black and white; colour comes besides.
// All of it is artifacts. A document without such marks is set as if these files
// were not there.

// change is what became of a text.
type change struct {
	kind doc.Emphasis // Inserted, Deleted or Editorial
	who  string       // what the margin says
}

// The colours of marks: red for what is new, blue for what is gone, grey for
// what is said of a change.
var (
	insertedColor  = page.Color{R: 0xC0, G: 0x00, B: 0x00}
	deletedColor   = page.Color{R: 0x1F, G: 0x4E, B: 0x9E}
	editorialColor = page.Color{R: 0x59, G: 0x59, B: 0x59}
)

func changeColor(kind doc.Emphasis) page.Color {
	switch kind {
	case doc.Inserted:
		return insertedColor
	case doc.Deleted:
		return deletedColor
	}
	return editorialColor
}

// strikeRise is how far above the baseline the line through deleted text runs,
// in thousandths of its size: through the middle of the em-box.
const strikeRise = ascent - 500

// changeLine is the line under or through the inserted or deleted text of a
// line of type which the cluster from is part of: one piece, drawn by its first
// cluster. An insertion line runs below that of a name; under is how many lines
// stand there with it.
func (t *setter) changeLine(r *run, ln paragraph.Line, from int, x, y unit.Length) (items []page.Item, under int) {
	kind := r.looks[r.clusters[from].Style].change.kind
	if kind == doc.Editorial {
		return nil, 0
	}
	first, end := from, from+1
	for first > ln.Start && r.changeAt(first-1) == kind {
		first--
	}
	for end < ln.End && r.changeAt(end) == kind {
		end++
	}
	if kind == doc.Inserted {
		under = 1
		for k := first; k < end; k++ {
			if r.looks[r.clusters[k].Style].named > 0 {
				under = 2
			}
		}
	}
	if first < from {
		return nil, under
	}
	left, right := x+leftOf(r, ln, first), x+rightOf(r, ln, end)
	if kind == doc.Deleted && end < len(r.clusters) && r.changeAt(end) == doc.Inserted {
		right -= r.em.MulDiv(changeSpace, 1000)
	}
	line := page.Box{X: left, Y: underTop(r.em, y, max(under-1, 0)), W: right - left,
		H: r.em.MulDiv(underLine, 1000), Color: changeColor(kind)}
	if kind == doc.Deleted {
		line.Y = y - r.em.MulDiv(strikeRise, 1000) - line.H/2
	}
	if line.W <= 0 {
		return nil, under
	}
	return []page.Item{line}, under
}

// changeAt is what became of cluster k; Strong, which is no change, for nothing.
func (r *run) changeAt(k int) doc.Emphasis {
	if c := r.looks[r.clusters[k].Style].change; c != nil {
		return c.kind
	}
	return doc.Strong
}

// changeLabel marks the label at the head of a line, the number of a list item
// or note, like the text behind it when all of that is of one kind.
func (r *run) changeLabel(ln paragraph.Line) {
	if ln.Start >= ln.End {
		return
	}
	l := &r.looks[r.clusters[ln.Start].Style]
	if l.labels == 0 || l.change != nil {
		return
	}
	var behind *change
	for k := ln.Start; k < len(r.clusters); k++ {
		switch c := &r.looks[r.clusters[k].Style]; {
		case c.labels != 0:
		case c.change == nil || behind != nil && behind.kind != c.change.kind:
			return
		default:
			behind = c.change
		}
	}
	if behind != nil {
		l.change, l.color = behind, changeColor(behind.kind)
	}
}

// changeSpace is what is set between deleted text and what stands in its place,
// in thousandths of the size: two numbers must not look like one.
const changeSpace = 120

// partChange sets that space, when text of a kind is about to be added.
func (r *run) partChange(kind doc.Emphasis) {
	if n := len(r.clusters); n > 0 && kind == doc.Inserted && r.changeAt(n-1) == doc.Deleted {
		r.clusters[n-1].Advance += r.em.MulDiv(changeSpace, 1000)
	}
}

// leftOf is where cluster k begins on its line, without the half em that an
// opener lost at the head of the line or behind another mark.
func leftOf(r *run, ln paragraph.Line, k int) unit.Length {
	left := ln.X[k-ln.Start]
	if k == ln.Start {
		return left - ln.StartTrim
	}
	for _, kern := range ln.Kerns {
		if kern.After == k-1 && cjk.Kern(firstRune(r.clusters[k-1].Text), firstRune(r.clusters[k].Text)) == cjk.Before {
			left -= kern.Amount
		}
	}
	return left
}

// rightOf is where the text before cluster end ends on its line: spaces that
// the line swallowed and what the last mark lost are no part of it.
func rightOf(r *run, ln paragraph.Line, end int) unit.Length {
	empty := func(k int) bool { return len(r.clusters[k].Glyphs) == 0 || swallowed(r.clusters, ln, k) }
	last, next := end-1, end
	for last > ln.Start && empty(last) {
		last--
	}
	for next < ln.End && empty(next) {
		next++
	}
	right := ln.X[last-ln.Start] + r.clusters[last].Advance
	switch {
	case next < ln.End:
		return min(right, leftOf(r, ln, next))
	case shrunk(ln):
		right -= ln.Shrink[0].Amount
	}
	return right + ln.EndTrim
}
