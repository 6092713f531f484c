package layout

import (
	"slices"

	"kan/pipeline/font"
	"kan/pipeline/page"
	"kan/pipeline/paragraph"
	"kan/pipeline/unit"
)

// width is the natural width of a run on one line.
func (r *run) width() unit.Length {
	var w unit.Length
	for _, c := range r.clusters {
		w += c.Advance
	}
	return w
}

// ascent is how far the em-box of a Chinese face rises above the baseline, in
// per mille: the ideographic em-box of 880 over 120 units that the supplied
// faces and those of the usual systems share.
const ascent = 880

// baseline is where text of size em stands in a line of height h: the em-box
// is centred in the line.
func baseline(em, h unit.Length) unit.Length { return (h-em)/2 + em.MulDiv(ascent, 1000) }

// leastLift is the difference, in thousandths of the em, that nobody sees.
const leastLift = 10

// lift is how much higher than the baseline of the line text of a face has to
// stand so that the middle of its Han is the middle of the em-box: 仿宋, 黑体 and
// 宋体 on one line are level then, whatever the makers of the faces took for
// the baseline of Han.
func lift(f *font.Face, size unit.Length) unit.Length {
	if f == nil {
		return 0
	}
	center, ok := f.HanCenter()
	off := ascent - 500 - center*1000/f.UnitsPerEm()
	if !ok || -leastLift < off && off < leastLift {
		return 0
	}
	return size.MulDiv(int64(off), 1000)
}

// items places the clusters of one line: x is the left edge of the measure, y
// the baseline. It returns the items and the notes whose marks stand there.
func (t *setter) items(r *run, ln paragraph.Line, x, y unit.Length) (items []page.Item, notes []*note) {
	var between []page.Item
	r.changeLabel(ln)
	for k := ln.Start; k < ln.End; {
		from := k
		l := r.looks[r.clusters[from].Style]
		var g *page.Glyphs
		marks := l.marks()
		for _, m := range marks {
			items = append(items, m)
		}
		if g, k = t.glyphs(r, ln, k, x, y); len(g.Glyphs) > 0 {
			items = append(items, g)
			t.seeChange(g, r, l.change)
			if l.note != nil && l.note.own(g) {
				notes = append(notes, l.note)
			}
		}
		if l.dotted || l.named > 0 || l.reading != nil || l.change != nil {
			between = append(between, t.interlinear(r, ln, from, k, x, y)...)
		}
		if l.link != "" {
			right := x + ln.X[k-1-ln.Start] + r.clusters[k-1].Advance
			items = append(items, page.Link{X: x + ln.X[from-ln.Start], Y: y - r.em.MulDiv(ascent, 1000),
				W: right - x - ln.X[from-ln.Start], H: r.em, URL: l.link, Contents: l.said})
		}
		for _, m := range slices.Backward(marks) {
			items = append(items, page.Mark{Close: true, Kind: m.Kind})
		}
	}
	return append(items, between...), notes
}

// glyphs gathers the clusters from k on that share a look, a face, a size and a
// colour in one run; it returns the place after them.
func (t *setter) glyphs(r *run, ln paragraph.Line, k int, x, y unit.Length) (*page.Glyphs, int) {
	first := &r.clusters[k]
	g := &page.Glyphs{X: x + ln.X[k-ln.Start], Y: y, Face: first.Face, Size: first.Size, Color: t.tint(r, ln, k), Lang: r.looks[first.Style].lang}
	from, glyphs, bytes := k, 0, 0
	for ; k < ln.End; k++ {
		c := &r.clusters[k]
		if len(c.Glyphs) > 0 && g.Face == nil {
			g.Face, g.Size = c.Face, c.Size
		}
		if len(c.Glyphs) > 0 && (c.Face != g.Face || c.Size != g.Size) || c.Style != first.Style || t.proof && t.tint(r, ln, k) != g.Color {
			break
		}
		glyphs, bytes = glyphs+len(c.Glyphs), bytes+len(c.Text)
	}
	g.Glyphs = make([]page.Glyph, 0, glyphs)
	text := make([]byte, 0, bytes)
	for n := from; n < k; n++ {
		dx := x + ln.X[n-ln.Start] - g.X
		if forced(r.clusters, n) {
			text = parted(g, text, r.clusters, n, dx)
		} else if !vanished(r.clusters, ln, n) {
			text = addGlyphs(g, text, &r.clusters[n], dx)
		}
	}
	g.Text = string(text)
	if up := lift(g.Face, g.Size); up != 0 {
		for n := range g.Glyphs {
			g.Glyphs[n].Rise += up
		}
	}
	return g, k
}

// tint is the colour of cluster k of a line: that of its look, or, on a proof,
// what became of the space after it.
func (t *setter) tint(r *run, ln paragraph.Line, k int) page.Color {
	c := &r.clusters[k]
	color := r.looks[c.Style].color
	if !t.proof || color == FellBack || c.Text == " " {
		return color
	}
	var moved unit.Length
	if k+1 < ln.End {
		moved = ln.X[k+1-ln.Start] - ln.X[k-ln.Start] - c.Advance
	}
	switch {
	case moved < 0, k == ln.Start && ln.StartTrim < 0, k == ln.End-1 && (ln.EndTrim < 0 || shrunk(ln)):
		return Squeezed
	case moved > 0 && len(ln.Stretch) > 0:
		return Stretched
	}
	return color
}

// shrunk tells whether the mark at a line's end gave its half to make the line fit.
func shrunk(ln paragraph.Line) bool { return len(ln.Shrink) > 0 && ln.Shrink[0].Tier == 1 }

// placeLine sets a run on one line from x, without justification.
func (t *setter) placeLine(r *run, x, y unit.Length) (items []page.Item, notes []*note) {
	ln := paragraph.Line{End: len(r.clusters)}
	var at unit.Length
	for _, c := range r.clusters {
		ln.X = append(ln.X, at)
		at += c.Advance
	}
	return t.items(r, ln, x, y)
}

// placeRun is placeLine for texts that have no notes.
func (t *setter) placeRun(r *run, x, y unit.Length) []page.Item {
	items, _ := t.placeLine(r, x, y)
	return items
}

// addGlyphs appends a cluster's glyphs to a run, dx from its origin, and its
// text to that of the run.
func addGlyphs(g *page.Glyphs, text []byte, c *font.Cluster, dx unit.Length) []byte {
	at := int32(-1)
	if c.Span.File != nil {
		at = int32(c.Span.Start)
	}
	start := int32(len(text))
	if len(c.Glyphs) > 0 {
		text = append(text, c.Text...)
	}
	end := int32(len(text))
	for _, p := range c.Glyphs {
		g.Glyphs = append(g.Glyphs, page.Glyph{ID: p.ID, X: dx + p.X, Rise: p.Rise, Start: start, End: end, At: at})
		start = end
	}
	g.Span = g.Span.Join(c.Span)
	return text
}
