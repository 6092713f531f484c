package layout

import (
	"cmp"
	"slices"
	"strings"

	"kan/pipeline/cjk"
	"kan/pipeline/doc"
	"kan/pipeline/font"
	"kan/pipeline/page"
	"kan/pipeline/paragraph"
	"kan/pipeline/source"
	"kan/pipeline/style"
	"kan/pipeline/unit"
)

// Marks of changes, where a document is made of two versions (package redline):
// a line under what is new, a line through what is gone, and in the outer
// margin a bar beside the lines that have either, with a note of who and when.
// The lines suffice in black and white; colour comes besides. A document
// without such marks is set as if this file were not there.

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
	empty := func(k int) bool { return len(r.clusters[k].Glyphs) == 0 || vanished(r.clusters, ln, k) }
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

// changedText is what a run of glyphs shows for the margin beside it.
type changedText struct {
	*change
	em, leading unit.Length // of its line
}

// seeChange notes a run of glyphs; where it stands on which page is known when
// the pages are.
func (t *setter) seeChange(g *page.Glyphs, r *run, c *change) {
	if c == nil {
		return
	}
	if t.changed == nil {
		t.changed = map[*page.Glyphs]changedText{}
	}
	t.changed[g] = changedText{c, r.em, t.leading(r)}
}

// bar is a rule in the margin beside lines that follow one another, with the
// notes that begin beside it.
type bar struct {
	top, foot unit.Length
	notes     []marginNote
}

type marginNote struct {
	top  unit.Length
	text string
}

// changeBars draws bars and notes on all pages.
func (t *setter) changeBars(d *page.Document) {
	if len(t.changed) == 0 {
		return
	}
	for n := range d.Pages {
		p := &d.Pages[n]
		if bars := t.bars(p); len(bars) > 0 {
			p.Items = append(p.Items, artifact(page.Layout, t.drawBars(n, p, bars)...)...)
		}
	}
}

// barTouch: lines nearer to each other than this part of a grid line, as the rows
// of a table are, have one bar.
const barTouch = 4

// A bar has a note unless it says what the one before says, at most so many
// lines of the grid above.
const noteAgain = 2

// bars are the bars of a page, from the top.
func (t *setter) bars(p *page.Page) (bars []bar) {
	type line struct {
		top, foot unit.Length
		who       string
	}
	var lines []line
	for _, i := range p.Items {
		g, ok := i.(*page.Glyphs)
		if !ok {
			continue
		}
		if c, ok := t.changed[g]; ok {
			top := g.Y - baseline(c.em, c.leading)
			lines = append(lines, line{top, top + c.leading, c.who})
		}
	}
	slices.SortStableFunc(lines, func(a, b line) int { return cmp.Compare(a.top, b.top) })
	who := ""
	for _, l := range lines {
		n := len(bars) - 1
		if n < 0 || l.top-bars[n].foot > t.pitch/barTouch {
			if n >= 0 && l.top-bars[n].foot > noteAgain*t.pitch {
				who = ""
			}
			bars = append(bars, bar{top: l.top})
			n++
		}
		b := &bars[n]
		b.foot = max(b.foot, l.foot)
		if l.who != "" && l.who != who {
			b.notes = append(b.notes, marginNote{l.top, l.who})
			who = l.who
		}
	}
	return bars
}

// The margin: how far the bar stands from the type area and how thick it is,
// how far the note stands from the bar and from the edge of the page at least,
// how wide it is at most; how large its type is, in thousandths of that of a
// running head, its leading in thousandths of its size, and how many lines it
// may have.
const (
	barWeight    = unit.Pt
	noteLines    = 3
	noteSize     = 760
	noteLeading  = 1200
	leastNoteEms = 2
)

func barGap() unit.Length     { return unit.MM(300) }
func marginGap() unit.Length  { return unit.MM(150) }
func marginEdge() unit.Length { return unit.MM(600) }
func marginMost() unit.Length { return unit.MM(1800) }

// drawBars draws the bars of page n in its outer margin; of a turned page it is
// the left one, for at its right are the running heads of the others.
func (t *setter) drawBars(n int, p *page.Page, bars []bar) (items []page.Item) {
	turned := p.Width != t.style.Page.Width
	fr := t.frame(n, turned)
	right := n%2 == 0 && !turned
	margin, x := fr.x, fr.x-barGap()-barWeight
	if right {
		x = fr.x + fr.measure + barGap()
		margin = p.Width - fr.x - fr.measure
	}
	room := min(margin-barGap()-barWeight-marginGap()-marginEdge(), marginMost())
	free := unit.Length(0) // from there down there are no notes yet
	for _, b := range bars {
		items = append(items, page.Box{X: x, Y: b.top, W: barWeight, H: b.foot - b.top, Color: editorialColor})
		for _, note := range b.notes {
			at := x - marginGap() - room
			if right {
				at = x + barWeight + marginGap()
			}
			set, height := t.marginNote(note.text, at, room, right)
			top := max(note.top, free)
			if top+height > p.Height-marginEdge() {
				continue
			}
			for _, i := range set {
				items = append(items, shift(i, 0, top))
			}
			free = top + height
		}
	}
	return items
}

// marginNote sets a note from the top of a page down, in a column at x of that
// width: left in a right margin, right in a left one, so that it stands by its
// bar. Spaces part its lines: who, when. A long one is cut.
func (t *setter) marginNote(text string, x, room unit.Length, left bool) (items []page.Item, height unit.Length) {
	r := t.newRun(style.RunningHead)
	r.em = r.em.MulDiv(noteSize, 1000)
	if room < leastNoteEms*r.em {
		return nil, 0
	}
	for k, word := range strings.Fields(text) {
		if k > 0 {
			r.clusters = append(r.clusters, font.Cluster{Text: "\n", Size: r.em})
		}
		t.shape(r, word, source.Span{}, r.text.Font, 0)
	}
	o := t.options(r, room)
	o.Indent, o.Align = 0, paragraph.Right
	if left {
		o.Align = paragraph.Left
	}
	leading := r.em.MulDiv(noteLeading, 1000)
	for _, ln := range paragraph.Break(r.clusters, o) {
		if height == noteLines*leading {
			break
		}
		set, _ := t.items(r, ln, x, height+baseline(r.em, leading))
		items = append(items, set...)
		height += leading
	}
	return items, height
}
