package layout

import (
	"slices"
	"unicode/utf8"

	"kan/pipeline/cjk"
	"kan/pipeline/doc"
	"kan/pipeline/font"
	"kan/pipeline/page"
	"kan/pipeline/paragraph"
	"kan/pipeline/shape"
	"kan/pipeline/source"
	"kan/pipeline/style"
	"kan/pipeline/unit"
)

// look is what a cluster's Style index stands for.
type look struct {
	color page.Color
	link  string // URL, "" when none
	said  string // what the link says
	note  *note  // the cluster is this note's number, still to be filled in
	lang  string // BCP 47, "" for that of the document

	// Structure elements around the clusters, 0 for none.
	linked, ref, labels, ruby int

	dotted  bool        // 着重号
	named   int         // 专名号: equal for the characters of one name, 0 for none
	reading *run        // 拼音 over the characters of this look, all of one Ruby
	over    unit.Length // how far the reading stands over what follows them
	behind  unit.Length // room behind the last of them that is not theirs
	foreign bool        // not Chinese: the marks it shares with Chinese are Western
	change  *change     // of compared versions: what was inserted or deleted; nil for none
}

// run is shaped text with its looks.
type run struct {
	clusters []font.Cluster
	looks    []look
	text     style.Text
	em       unit.Length
	whole    [][2]int // clusters that should stay on one line
}

// newRun begins text in the look of a role.
func (t *setter) newRun(role style.Role) *run {
	text := t.style.Texts[role]
	return &run{text: text, em: t.style.Page.Em(text.Size),
		looks: []look{{color: page.Color(text.Color)}}}
}

// add appends inlines set in family; look is the index of their look.
func (t *setter) add(r *run, in []doc.Inline, family string, at int) {
	for k, i := range in {
		switch i := i.(type) {
		case doc.Text:
			t.shape(r, i.Text, i.Span, family, at)
		case *doc.Styled:
			t.addStyled(r, i, family, at)
		case *doc.Ruby:
			t.addRuby(r, in, k, family, at)
		case *doc.Code:
			t.shape(r, i.Text, i.Span, family, at)
		case *doc.Link:
			l := r.looks[at]
			l.link, l.said, l.linked = i.URL, doc.Plain(i.Text), t.tag(page.MarkLink).ID
			r.looks = append(r.looks, l)
			t.add(r, i.Text, family, len(r.looks)-1)
		case *doc.NoteRef:
			t.addNote(r, i, family, at)
		case doc.Break:
			r.clusters = append(r.clusters, font.Cluster{Text: "\n", Span: i.Span, Size: r.em, Style: at})
		}
	}
}

// marks are the structure elements around the clusters of a look.
func (l *look) marks() (marks []page.Mark) {
	if l.labels != 0 {
		marks = append(marks, page.Mark{Kind: page.MarkLbl, ID: l.labels})
	}
	if l.linked != 0 {
		marks = append(marks, page.Mark{Kind: page.MarkLink, ID: l.linked})
	}
	if l.ref != 0 {
		marks = append(marks, page.Mark{Kind: page.MarkReference, ID: l.ref, Note: l.note.id})
	}
	if l.ruby != 0 {
		marks = append(marks, page.Mark{Kind: page.MarkRuby, ID: l.ruby}, page.Mark{Kind: page.MarkRB, ID: l.ruby + 1})
	}
	return marks
}

// label adds the look of a label, the structure element id.
func (r *run) label(id int) int {
	l := r.looks[0]
	l.labels = id
	r.looks = append(r.looks, l)
	return len(r.looks) - 1
}

// shape appends text as clusters and reports what no face has.
func (t *setter) shape(r *run, text string, at source.Span, family string, look int) {
	faces := t.families[family]
	from := len(r.clusters)
	var missing []shape.Missing
	how := shape.Style{Faces: faces, Size: r.em, Style: look, Latin: r.looks[look].foreign, HalfFigures: t.style.Line.HalfFigures}
	if family == r.text.Font && r.text.Latin != "" {
		how.Western = t.families[r.text.Latin][:1]
	}
	r.clusters, missing = t.shaper.Text(r.clusters, text, at, how)
	for _, m := range missing {
		t.missing(m.Rune, m.Span)
	}
	fallen := look
	for k, c := range r.clusters[from:] {
		if len(c.Glyphs) > 0 && len(faces) > 0 && c.Face != faces[0] && !asked(how.Western, c) {
			t.fellBack(c, family)
			if t.proof {
				fallen = r.recolor(look, fallen, FellBack)
				r.clusters[from+k].Style = fallen
			}
		}
	}
	if extra := r.text.Tracking.Of(r.em, t.pitch); extra != 0 {
		for k := from; k < len(r.clusters); k++ {
			r.clusters[k].Advance += extra
		}
	}
}

// asked tells whether a cluster is in the face that the style has for Western
// letters and figures. Han in that face fell back to it.
func asked(western []*font.Face, c font.Cluster) bool {
	r, _ := utf8.DecodeRuneInString(c.Text)
	return len(western) > 0 && c.Face == western[0] && (r < 0x80 || cjk.ClassOf(r) == cjk.Letter)
}

// recolor is the look like look at in another colour: made, where made is not
// look itself.
func (r *run) recolor(at, made int, color page.Color) int {
	if made != at {
		return made
	}
	l := r.looks[at]
	l.color = color
	r.looks = append(r.looks, l)
	return len(r.looks) - 1
}

// options are the paragraph options for text of this run in that width.
func (t *setter) options(r *run, width unit.Length) paragraph.Options {
	l := t.style.Line
	o := paragraph.Options{
		Width: width, Indent: r.text.Indent.Of(r.em, t.pitch), Em: r.em,
		Gap: l.Gap.Of(r.em, t.pitch), Orphan: l.Orphan, Units: l.Units, PushOut: l.PushOut, FixPeriod: l.FixPeriod, KeepIndentOpen: !l.TrimIndent,
	}
	switch l.Level {
	case "none":
		o.Level = cjk.None
	case "basic":
		o.Level = cjk.Basic
	case "strict":
		o.Level = cjk.Strict
	}
	switch l.EndTrim {
	case "ifneeded":
		o.EndTrim = paragraph.EndIfNeeded
	case "never":
		o.EndTrim = paragraph.EndNever
	case "hang":
		o.EndTrim = paragraph.EndHang
	}
	if l.Breaking == "optimal" {
		o.Breaking = paragraph.Optimal
	}
	o.Align = [...]paragraph.Align{style.Justify: paragraph.Justify, style.Left: paragraph.Left,
		style.Center: paragraph.Center, style.Right: paragraph.Right}[r.text.Align]
	return o
}

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
		if !vanished(r.clusters, ln, n) {
			text = addGlyphs(g, text, &r.clusters[n], x+ln.X[n-ln.Start]-g.X)
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

// vanished tells whether cluster k is a space that the line swallowed: at its
// end, or where a Han–Latin gap took its place. Between two Western words the
// space stays, though nobody sees it at the end of a line: who hears the text
// or copies it must not get one word out of two.
func vanished(clusters []font.Cluster, ln paragraph.Line, k int) bool {
	if clusters[k].Text != " " {
		return false
	}
	if k+1 < ln.End {
		return ln.X[k+1-ln.Start] == ln.X[k-ln.Start]
	}
	return k == ln.Start || k+1 >= len(clusters) || !clusters[k-1].Latin || !clusters[k+1].Latin
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
