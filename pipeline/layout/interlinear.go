package layout

import (
	"kan/pipeline/cjk"
	"kan/pipeline/doc"
	"kan/pipeline/page"
	"kan/pipeline/paragraph"
	"kan/pipeline/style"
	"kan/pipeline/unit"
)

// Marks between the lines (clreq, 行间标点, 行间注): dots and lines under the
// text, readings over it.

// addStyled appends text that is set off.
func (t *setter) addStyled(r *run, s *doc.Styled, family string, at int) {
	l := r.looks[at]
	from := len(r.clusters)
	switch s.Kind {
	case doc.Strong:
		if r.text.Strong != "" {
			family = r.text.Strong
		}
	case doc.Emph:
		if r.text.Emph != "" {
			family = r.text.Emph
		}
	case doc.Dotted:
		l.dotted = true
	case doc.ProperName:
		t.lastName++
		l.named = t.lastName
	case doc.Foreign:
		l.foreign, l.lang = true, s.Lang
	case doc.Inserted, doc.Deleted, doc.Editorial:
		l.change, l.color = &change{s.Kind, s.Who}, changeColor(s.Kind)
		r.partChange(s.Kind)
		if s.Kind == doc.Editorial && r.text.Emph != "" {
			family = r.text.Emph
		}
	}
	if l != r.looks[at] {
		r.looks = append(r.looks, l)
		at = len(r.looks) - 1
	}
	t.add(r, s.Text, family, at)
	if s.Kind == doc.Unbroken {
		r.keepWhole(from)
	}
}

// keepWhole forbids line breaks inside the clusters from one on, as far as the
// measure allows.
func (r *run) keepWhole(from int) {
	r.whole = append(r.whole, [2]int{from, len(r.clusters)})
	for k := from; k+1 < len(r.clusters); k++ {
		r.clusters[k].KeepNext = true
	}
}

// loosen lets text that should stay on one line be broken where half of the
// measure is too narrow for it: the lines around it would fall apart.
func (r *run) loosen(measure unit.Length) {
	for _, w := range r.whole {
		var width unit.Length
		for _, c := range r.clusters[w[0]:w[1]] {
			width += c.Advance
		}
		for k := w[0]; k+1 < w[1] && width > measure/2; k++ {
			r.clusters[k].KeepNext = false
		}
	}
}

// Readings, in thousandths of the size of their characters: half as large; how
// far they may stand over a neighbour without one; the least space between two
// (clreq: ¼ em of the reading); their distance from the characters.
const (
	rubySize     = 500
	rubyOverhang = 250
	rubySpace    = 125
	rubyGap      = 60
)

// pinyin is the language of readings (BCP 47; RFC 5646 registers the variant).
const pinyin = "zh-Latn-pinyin"

// addRuby appends the characters of in[k] with their reading. Where the
// reading is wider, they are spaced out, less what may stand over neighbours
// that have none. A reading that stands over what turns out to have one too
// gets that room back.
func (t *setter) addRuby(r *run, in []doc.Inline, k int, family string, at int) {
	ruby := in[k].(*doc.Ruby)
	reading := t.newRun(style.Ruby)
	reading.em = r.em.MulDiv(rubySize, 1000)
	reading.looks[0].color = r.looks[at].color
	if western(ruby.Reading) {
		reading.looks[0].lang = pinyin
	}
	t.shape(reading, ruby.Reading, ruby.Span, reading.text.Font, 0)
	over := r.em.MulDiv(rubyOverhang, 1000)
	if n := len(r.clusters); n > 0 {
		if before := &r.looks[r.clusters[n-1].Style]; before.reading != nil {
			r.clusters[n-1].Advance += before.over
			before.behind, over = before.over, 0
		}
	}
	if k+1 < len(in) && over > 0 {
		if _, ok := in[k+1].(*doc.Ruby); ok {
			over = 0
		}
	}
	l := r.looks[at]
	l.reading = reading
	l.ruby = t.tag(page.MarkRuby).ID
	t.tag(page.MarkRB) // l.ruby + 1
	t.tag(page.MarkRT) // l.ruby + 2
	from := len(r.clusters)
	t.shape(r, ruby.Base.Text, ruby.Base.Span, family, at)
	base := r.clusters[from:]
	if len(base) == 0 {
		return // no face has them; that has been said
	}
	r.keepWhole(from)
	var width unit.Length
	for _, c := range base {
		width += c.Advance
	}
	missing := reading.width() + r.em.MulDiv(rubySpace, 1000) - width
	l.over = max(0, min(over, missing/2))
	missing -= 2 * l.over
	l.color = r.looks[base[0].Style].color // of a proof, where the face lacks it
	r.looks = append(r.looks, l)
	for j := range base {
		base[j].Style = len(r.looks) - 1
		if missing <= 0 {
			continue
		}
		add := missing / unit.Length(len(base)-j)
		missing -= add
		base[j].Advance += add
		for g := range base[j].Glyphs {
			base[j].Glyphs[g].X += add / 2
		}
	}
}

// interlinear draws what stands under and over the clusters [from, to) of a
// line, which have one look.
func (t *setter) interlinear(r *run, ln paragraph.Line, from, to int, x, y unit.Length) []page.Item {
	l := r.looks[r.clusters[from].Style]
	left := x + ln.X[from-ln.Start]
	right := x + ln.X[to-1-ln.Start] + r.clusters[to-1].Advance
	var items []page.Item
	if l.reading != nil {
		middle := (left + right - l.behind) / 2
		at := max(middle-l.reading.width()/2, x)
		if to == ln.End {
			at = min(at, right-l.reading.width())
		}
		said := t.placeRun(l.reading, at, y-r.em.MulDiv(ascent+rubyGap, 1000)-l.reading.em.MulDiv(1000-ascent, 1000))
		items = append(items, enclosed([]page.Mark{{Kind: page.MarkRuby, ID: l.ruby}, {Kind: page.MarkRT, ID: l.ruby + 2}}, said...)...)
	}
	artifacts := t.nameLine(r, l.named, from, to, ln, left, right, y)
	under := len(artifacts) // lines
	if l.change != nil {
		line, lines := t.changeLine(r, ln, from, x, y)
		artifacts, under = append(artifacts, line...), max(under, lines)
	}
	if l.dotted {
		artifacts = append(artifacts, t.dots(r, ln, from, to, x, y, under)...)
	}
	if len(artifacts) > 0 {
		items = append(items, artifact(page.Layout, artifacts...)...)
	}
	return items
}

// The place of marks under the text, in thousandths of its size: how far below
// the em-box, how thick a line is, how much shorter than the name at each end
// so that two names show as two, how large a dot is.
const (
	underGap  = 60
	underLine = 45
	underCut  = 60
	dotSize   = 150
)

// nameLine is the line under a name (专名号), one piece for the part of the
// name on this line: the first cluster of it draws for all.
func (t *setter) nameLine(r *run, name, from, to int, ln paragraph.Line, left, right, y unit.Length) []page.Item {
	same := func(k int) bool {
		return k >= ln.Start && k < ln.End && r.looks[r.clusters[k].Style].named == name
	}
	if name == 0 || same(from-1) {
		return nil
	}
	for same(to) {
		right += ln.X[to-ln.Start] - ln.X[to-1-ln.Start] - r.clusters[to-1].Advance + r.clusters[to].Advance
		to++
	}
	cut := r.em.MulDiv(underCut, 1000)
	return []page.Item{page.Box{X: left + cut, Y: y + r.em.MulDiv(1000-ascent+underGap, 1000), W: right - left - 2*cut,
		H: r.em.MulDiv(underLine, 1000), Color: r.looks[r.clusters[from].Style].color}}
}

// underTop is the top of what stands under text with its baseline at y, below
// so many lines.
func underTop(em, y unit.Length, lines int) unit.Length {
	return y + em.MulDiv(1000-ascent+underGap, 1000) + unit.Length(lines)*em.MulDiv(underLine+underGap, 1000)
}

// dots puts a dot under every character that is no mark and no space (着重号),
// below so many lines.
func (t *setter) dots(r *run, ln paragraph.Line, from, to int, x, y unit.Length, lines int) (items []page.Item) {
	top := underTop(r.em, y, lines)
	for k := from; k < to; k++ {
		c := &r.clusters[k]
		switch cjk.ClassOf([]rune(c.Text + " ")[0]) {
		case cjk.Han, cjk.Wide, cjk.Letter, cjk.Digit:
			middle := x + ln.X[k-ln.Start] + c.Advance/2
			items = append(items, t.dot(r, middle, top))
		}
	}
	return items
}

// dot is one dot with its top at y: the bullet of a face, so that it is round,
// without text of its own; a square where no face has one.
func (t *setter) dot(r *run, middle, y unit.Length) page.Item {
	size, color := r.em.MulDiv(dotSize, 1000), r.looks[0].color
	for _, f := range t.families[r.text.Font] {
		id := f.Glyph('•')
		box, ok := f.Bounds(id)
		if id == 0 || !ok || box.YMax <= box.YMin {
			continue
		}
		upem := int64(f.UnitsPerEm())
		em := size.MulDiv(upem, int64(box.YMax-box.YMin))
		return &page.Glyphs{X: middle - em.MulDiv(int64(box.XMin+box.XMax), 2*upem), Y: y + em.MulDiv(int64(box.YMax), upem),
			Face: f, Size: em, Color: color, Glyphs: []page.Glyph{{ID: id, At: -1}}}
	}
	return page.Box{X: middle - size/2, Y: y, W: size, H: size, Color: color}
}
