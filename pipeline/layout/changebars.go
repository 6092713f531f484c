package layout

import (
	"cmp"
	"slices"
	"strings"

	"kan/pipeline/font"
	"kan/pipeline/page"
	"kan/pipeline/paragraph"
	"kan/pipeline/source"
	"kan/pipeline/style"
	"kan/pipeline/unit"
)

// Bars and notes in the margin beside what has changed. They are drawn when all
// pages stand, for only then is it known which margin is the outer one.

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
	margin := fr.x
	if right {
		margin = p.Width - fr.x - fr.measure
	}
	gap := min(barGap(), margin/2)
	x := fr.x - gap - barWeight
	if right {
		x = fr.x + fr.measure + gap
	}
	room := min(margin-gap-barWeight-marginGap()-marginEdge(), marginMost())
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
