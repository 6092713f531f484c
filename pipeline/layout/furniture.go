package layout

import (
	"kan/pipeline/page"
	"kan/pipeline/paragraph"
	"kan/pipeline/source"
	"kan/pipeline/style"
	"kan/pipeline/unit"
)

// furniture is what stands around the column, relative to its own top.
type furniture struct {
	items  []page.Item
	height unit.Length
}

// at moves furniture to its place.
func (f furniture) at(x, y unit.Length) []page.Item {
	out := make([]page.Item, len(f.items))
	for k, item := range f.items {
		out[k] = shift(item, x, y)
	}
	return out
}

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
			f.items, f.height = t.bigMark(f.items, row, texts, f.height)
		} else {
			f.items = append(f.items, t.oneLine(row, texts, y)...)
			f.height += h
		}
		if row.Rule.Weight > 0 {
			// The distance to a rule is from the foot of the characters (GB/T 9704 7.2.7).
			f.height -= (h - r.em) / 2
			f.items, f.height = t.rule(f.items, row.Rule, f.height)
		}
	}
	return f
}

// leading is the distance of baselines of a run's role.
func (t *setter) leading(r *run) unit.Length {
	if l := r.text.Leading.Of(r.em, t.pitch); l > 0 {
		return l
	}
	return t.pitch
}

// rowTexts are the texts of a row: left, centre, right.
type rowTexts [3]string

// expand fills in a row's placeholders; ok is false when it says nothing.
func (t *setter) expand(row style.Row) (texts rowTexts, ok bool) {
	for k, template := range [...]style.Template{row.Left, row.Center, row.Right} {
		text, empty := template.Expand(t.fields, "")
		if !empty && text != "" {
			texts[k], ok = text, true
		}
	}
	return texts, ok
}

// bigMark sets the great red mark: the top of its ink at the given height (the
// standard measures to the mark itself), never wider than the type area.
func (t *setter) bigMark(items []page.Item, row style.Row, texts rowTexts, top unit.Length) ([]page.Item, unit.Length) {
	r := t.newRun(row.Role)
	t.shape(r, texts[1], source.Span{}, r.text.Font, 0)
	tracking := r.text.Tracking.Of(r.em, t.pitch)
	if n := len(r.clusters); n > 0 {
		r.clusters[n-1].Advance -= tracking
	}
	if w := r.width(); w > t.measure {
		size := r.text.Size.MulDiv(int64(t.measure), int64(w))
		r = t.newRun(row.Role)
		r.em = size
		t.shape(r, texts[1], source.Span{}, r.text.Font, 0)
	}
	rise, fall := ink(r)
	x := (t.measure - r.width()) / 2
	return append(items, placeRun(r, x, top+rise)...), top + rise + fall
}

// ink is how far a run's glyphs rise above the baseline and fall below it.
func ink(r *run) (rise, fall unit.Length) {
	for _, c := range r.clusters {
		for _, g := range c.Glyphs {
			if box, ok := c.Face.Bounds(g.ID); ok {
				upem := int64(c.Face.Metrics().UnitsPerEm)
				rise = max(rise, c.Size.MulDiv(int64(box.YMax), upem))
				fall = max(fall, -c.Size.MulDiv(int64(box.YMin), upem))
			}
		}
	}
	return rise, fall
}

// oneLine sets a row's texts on one baseline. Texts that would meet are all
// made smaller together.
func (t *setter) oneLine(row style.Row, texts rowTexts, y unit.Length) []page.Item {
	base := t.newRun(row.Role)
	inset := row.Inset.Of(base.em, t.pitch)
	room := t.measure - 2*inset
	em := base.em
	var runs [3]*run
	for range 2 {
		var sum unit.Length
		for k, text := range texts {
			runs[k] = t.newRun(row.Role)
			runs[k].em = em
			t.shape(runs[k], text, source.Span{}, runs[k].text.Font, 0)
			sum += runs[k].width()
		}
		if sum <= room || sum == 0 {
			break
		}
		em = em.MulDiv(int64(room), int64(sum))
	}
	var items []page.Item
	for k, r := range runs {
		x := inset
		switch k {
		case 1:
			// In the middle, but never nearer than a character to its neighbours.
			from, to := inset+runs[0].width()+em, t.measure-inset-runs[2].width()-em
			x = max(min((t.measure-r.width())/2, to-r.width()), from)
			if x+r.width() > to {
				x = (from + to - r.width()) / 2
			}
		case 2:
			x = t.measure - inset - r.width()
		}
		items = append(items, placeRun(r, x, y)...)
	}
	return items
}

// rule draws a rule at height y, its gap above it; it returns the foot of the rule.
func (t *setter) rule(items []page.Item, rule style.Rule, y unit.Length) ([]page.Item, unit.Length) {
	if rule.Weight <= 0 {
		return items, y
	}
	y += rule.Gap.Of(t.style.Page.Em(t.style.Texts[style.Body].Size), t.pitch)
	return append(items, page.Box{Y: y, W: t.measure, H: rule.Weight, Color: page.Color(rule.Color)}), y + rule.Weight
}

// setImprint sets the imprint (版记): rows between rules, the last rule's foot
// on the foot of the type area (GB/T 9704-2012 7.4).
func (t *setter) setImprint() furniture {
	o := t.style.Imprint
	var f furniture
	pad := o.Pad.Of(t.style.Page.Em(t.style.Texts[style.ImprintText].Size), t.pitch)
	for _, row := range o.Rows {
		texts, ok := t.expand(row)
		if !ok {
			continue
		}
		if len(f.items) == 0 {
			f.items, f.height = t.rule(nil, style.Rule{Weight: o.Outer}, 0)
			f.height += pad
		} else if row.Above.Weight > 0 {
			f.items, f.height = t.rule(f.items, row.Above, f.height+pad)
			f.height += pad
		}
		f.items, f.height = t.imprintRow(f.items, row, texts, f.height)
	}
	if len(f.items) > 0 {
		f.items, f.height = t.rule(f.items, style.Rule{Weight: o.Outer}, f.height+pad)
	}
	return f
}

// imprintRow sets one row: a text that stands alone at the left may wrap, with
// its further lines under the first name (7.4.2).
func (t *setter) imprintRow(items []page.Item, row style.Row, texts rowTexts, y unit.Length) ([]page.Item, unit.Length) {
	r := t.newRun(row.Role)
	h := t.leading(r)
	if texts[1] != "" || texts[2] != "" {
		return append(items, t.oneLine(row, texts, y+baseline(r.em, h))...), y + h
	}
	t.shape(r, texts[0], source.Span{}, r.text.Font, 0)
	inset, hang := row.Inset.Of(r.em, t.pitch), row.Hang.Of(r.em, t.pitch)
	r.text.Indent = style.Measure{Abs: -hang}
	for _, ln := range paragraph.Break(r.clusters, t.options(r, t.measure-2*inset-hang)) {
		placed, _ := r.items(ln, inset+hang, y+baseline(r.em, h))
		items = append(items, placed...)
		y += h
	}
	return items, y
}

// footer draws the page number of page n, unless it shows none: outside, the
// top of its dashes at the style's distance below the type area (7.5).
func (t *setter) footer(d *page.Document, n int) {
	p := &d.Pages[n]
	o := t.style.Footer
	if p.Label == "" || len(o.Outer) == 0 {
		return
	}
	text, _ := o.Outer.Expand(t.fields, p.Label)
	r := t.newRun(o.Role)
	t.shape(r, text, source.Span{}, r.text.Font, 0)
	y := t.style.Page.Top + t.depth + o.Top.Of(r.em, t.pitch) + dashTop(r)
	inset := o.Inset.Of(r.em, t.pitch)
	x := t.left(n) + inset
	if n%2 == 0 {
		x = t.left(n) + t.measure - inset - r.width()
	}
	p.Items = append(p.Items, page.Mark{Kind: page.MarkArtifact})
	p.Items = append(p.Items, placeRun(r, x, y)...)
	p.Items = append(p.Items, page.Mark{Close: true, Kind: page.MarkArtifact})
}

// dashTop is how far the ink of the run's first glyph, the dash, rises above
// the baseline.
func dashTop(r *run) unit.Length {
	for _, c := range r.clusters {
		for _, g := range c.Glyphs {
			if box, ok := c.Face.Bounds(g.ID); ok {
				return c.Size.MulDiv(int64(box.YMax), int64(c.Face.Metrics().UnitsPerEm))
			}
		}
	}
	return 0
}
