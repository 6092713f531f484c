package layout

import (
	"strings"

	"kan/pipeline/page"
	"kan/pipeline/source"
	"kan/pipeline/style"
	"kan/pipeline/unit"
)

// setMasthead sets the rows of the masthead (版头) from the top of the type
// area down.
func (t *setter) setMasthead() furniture {
	var f furniture
	for _, row := range t.style.Masthead {
		texts, ok := t.expand(row)
		if !ok {
			continue
		}
		r := t.newRun(row.Role)
		h := t.leading(r)
		if row.Fixed {
			f.height = max(f.height, row.Top.Of(r.em, t.pitch))
		}
		f.height += row.Before.Of(r.em, t.pitch)
		f.items, f.height = t.rule(f.items, row.Above, f.height)
		y := f.height + baseline(r.em, h)
		if row.Role == style.Masthead {
			var mark []page.Item
			mark, f.height = t.bigMark(nil, row, texts, f.height)
			f.items = append(f.items, t.paragraph(mark)...)
		} else {
			f.items = append(f.items, t.paragraphs(row, texts, y)...)
			f.height += h
		}
		if row.Rule.Weight > 0 {
			// The distance to a rule is from the foot of the characters (GB/T 9704 7.2.7).
			f.height -= (h - r.em) / 2
			f.items, f.height = t.rule(f.items, row.Rule, f.height)
		}
	}
	f.items = t.in(page.MarkMasthead, "版头", f.items)
	return f
}

// bigMark sets the great red mark: the top of its ink at the given height (the
// standard measures to the mark itself, 7.2.4), never wider than the type
// area. Joint issues name their organs beside it.
func (t *setter) bigMark(items []page.Item, row style.Row, texts rowTexts, top unit.Length) ([]page.Item, unit.Length) {
	em := t.newRun(row.Role).em
	if texts[0] != "" {
		return t.jointMark(items, row, texts, top, em)
	}
	r := t.markRun(row, texts[1], em)
	if w := r.width(); w > t.measure {
		r = t.markRun(row, texts[1], em.MulDiv(int64(t.measure), int64(w)))
	}
	rise, fall := ink(r)
	left, right := sides(r)
	x := (t.measure - r.width() - left + right) / 2
	return append(items, t.placeRun(r, x, top+rise)...), top + rise + fall
}

// markRun shapes the mark, without the tracking behind its last character.
func (t *setter) markRun(row style.Row, text string, em unit.Length) *run {
	r := t.newRun(row.Role)
	r.em = em
	t.shape(r, text, source.Span{}, r.text.Font, 0)
	if n := len(r.clusters); n > 0 {
		r.clusters[n-1].Advance -= r.text.Tracking.Of(r.em, t.pitch)
	}
	return r
}

// The proportions of a joint mark, in thousandths of the size of the mark when
// it stands alone: the organs' names, their distance, and the mark beside them.
const (
	organSize  = 550
	organLine  = 700
	jointSize  = 800
	jointSpace = 500
)

// jointMark sets the names of the organs that issue jointly, the host first,
// one over the other and all as wide as the longest, and the mark at their
// right in the middle of their height (GB/T 9704-2012 7.2.4).
func (t *setter) jointMark(items []page.Item, row style.Row, texts rowTexts, top, em unit.Length) ([]page.Item, unit.Length) {
	names := strings.Split(texts[0], "\n")
	var organs []*run
	var mark *run
	var widest, total unit.Length
	for range 2 {
		organs, widest = organs[:0], 0
		for _, name := range names {
			o := t.newRun(row.Role)
			o.em, o.text.Tracking = em.MulDiv(organSize, 1000), style.Measure{}
			t.shape(o, name, source.Span{}, o.text.Font, 0)
			organs, widest = append(organs, o), max(widest, o.width())
		}
		mark = t.markRun(row, texts[1], em.MulDiv(jointSize, 1000))
		total = widest + em.MulDiv(jointSpace, 1000) + mark.width()
		if total <= t.measure {
			break
		}
		em = em.MulDiv(int64(t.measure), int64(total))
	}
	x := max(0, (t.measure-total)/2)
	rise, fall := ink(organs[0])
	y := top + rise
	for k, o := range organs {
		if n := unit.Length(len(o.clusters)); n > 1 {
			for j := range o.clusters[:n-1] {
				o.clusters[j].Advance += (widest - o.width()) / (n - 1 - unit.Length(j))
			}
		}
		if k > 0 {
			y += em.MulDiv(organLine, 1000)
		}
		items = append(items, t.placeRun(o, x, y)...)
	}
	up, down := ink(mark)
	middle := (top + y + fall) / 2
	items = append(items, t.placeRun(mark, x+total-mark.width(), middle+(up-down)/2)...)
	return items, max(y+fall, middle+(up+down)/2)
}

// sides is how much room a run leaves before the ink of its first glyph and
// behind that of its last: large type is centred by its ink.
func sides(r *run) (left, right unit.Length) {
	for k, c := range r.clusters {
		for _, g := range c.Glyphs {
			box, ok := c.Face.Bounds(g.ID)
			if upem := int64(c.Face.UnitsPerEm()); ok && k == 0 {
				left = g.X + c.Size.MulDiv(int64(box.XMin), upem)
			} else if ok {
				right = c.Advance - g.X - c.Size.MulDiv(int64(box.XMax), upem)
			}
		}
	}
	return left, right
}

// ink is how far a run's glyphs rise above the baseline and fall below it.
func ink(r *run) (rise, fall unit.Length) {
	for _, c := range r.clusters {
		for _, g := range c.Glyphs {
			if box, ok := c.Face.Bounds(g.ID); ok {
				upem := int64(c.Face.Metrics().UnitsPerEm)
				up := lift(c.Face, c.Size)
				rise = max(rise, c.Size.MulDiv(int64(box.YMax), upem)+up)
				fall = max(fall, -c.Size.MulDiv(int64(box.YMin), upem)-up)
			}
		}
	}
	return rise, fall
}
