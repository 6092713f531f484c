package layout

import (
	"kan/pipeline/page"
	"kan/pipeline/source"
	"kan/pipeline/style"
	"kan/pipeline/unit"
)

// footer draws the page number of page n, unless it shows none: outside, the
// top of its dashes at the style's distance below the type area (GB/T
// 9704-2012 7.5). On a turned page it stands where it stands on the others.
func (t *setter) footer(d *page.Document, n int, here style.Here) {
	o := t.style.Footer
	if here.Page == "" || len(o.Outer) == 0 {
		return
	}
	text, _ := o.Outer.Expand(t.fields, here)
	r := t.newRun(o.Role)
	t.shape(r, text, source.Span{}, r.text.Font, 0)
	fr := t.frame(n, false)
	y := fr.y + fr.depth + o.Top.Of(r.em, t.pitch) + dashTop(r)
	inset := o.Inset.Of(r.em, t.pitch)
	x := fr.x + inset
	if n%2 == 0 {
		x = fr.x + fr.measure - inset - r.width()
	}
	t.artifact(d, n, page.Footer, t.placeRun(r, x, y))
}

// copyLine draws who has a numbered copy, at the inner edge of the footer's line
// of every page, numbered or not: a page that leaks by itself can be traced.
func (t *setter) copyLine(d *page.Document, n int) {
	o := t.style.Footer
	if t.fields.Recipient == "" || len(o.Copy) == 0 {
		return
	}
	text, _ := o.Copy.Expand(t.fields, style.Here{})
	r := t.newRun(o.CopyRole)
	t.shape(r, text, source.Span{}, r.text.Font, 0)
	fr := t.frame(n, false)
	folio := t.newRun(o.Role)
	t.shape(folio, "—", source.Span{}, folio.text.Font, 0)
	room := fr.measure - 8*folio.em // for the page number
	if w := r.width(); w > room {
		r = t.newRun(o.CopyRole)
		r.em = r.em.MulDiv(int64(room), int64(w))
		t.shape(r, text, source.Span{}, r.text.Font, 0)
	}
	y := fr.y + fr.depth + o.Top.Of(folio.em, t.pitch) + dashTop(folio)
	x := fr.x
	if n%2 == 1 {
		x += fr.measure - r.width()
	}
	t.artifact(d, n, page.Footer, t.placeRun(r, x, y))
}

// header draws the running head of page n: its texts outside and inside, a
// rule under them. The first page has its masthead, and a page without number
// nothing at all.
func (t *setter) header(d *page.Document, n int, here style.Here) {
	o := t.style.Header
	outer, noOuter := o.Outer.Expand(t.fields, here)
	inner, noInner := o.Inner.Expand(t.fields, here)
	if n == 0 || here.Page == "" || len(o.Outer)+len(o.Inner) == 0 || noOuter && noInner {
		return
	}
	outer = t.shorten(o.Role, outer, inner)
	texts := rowTexts{inner, "", outer} // an odd page has its outer edge right
	if n%2 == 1 {
		texts = rowTexts{outer, "", inner}
	}
	fr := t.frame(n, false)
	em := t.newRun(o.Role).em
	foot := fr.y - o.Gap.Of(em, t.pitch) - o.Rule.Weight
	var items []page.Item
	if o.Rule.Weight > 0 {
		items = append(items, page.Box{X: fr.x, Y: foot, W: fr.measure, H: o.Rule.Weight, Color: page.Color(o.Rule.Color)})
	}
	baseline := foot - o.Rule.Gap.Of(em, t.pitch) - em.MulDiv(1000-ascent, 1000)
	for _, text := range t.oneLine(style.Row{Role: o.Role}, texts, baseline) {
		for _, item := range text {
			items = append(items, shift(item, fr.x, 0))
		}
	}
	t.artifact(d, n, page.Header, items)
}

// shorten cuts the end of a running head's outer text where both do not stand
// on one line.
func (t *setter) shorten(role style.Role, outer, inner string) string {
	width := func(text string) unit.Length {
		r := t.newRun(role)
		t.shape(r, text, source.Span{}, r.text.Font, 0)
		return r.width()
	}
	room := t.uprightColumn().measure - width(inner) - 2*t.newRun(role).em
	if width(outer) <= room {
		return outer
	}
	text := []rune(outer)
	for len(text) > 1 && width(string(text)+"……") > room {
		text = text[:len(text)-1]
	}
	return string(text) + "……"
}

// artifact appends items that are no part of what the page says, turned where
// the page is.
func (t *setter) artifact(d *page.Document, n int, kind page.ArtifactKind, items []page.Item) {
	p := &d.Pages[n]
	if p.Width > p.Height {
		for k, item := range items {
			items[k] = turn(item, t.style.Page.Height)
		}
	}
	p.Items = append(p.Items, artifact(kind, items...)...)
}

// dashTop is how far the ink of the run's first glyph, the dash, rises above
// the baseline.
func dashTop(r *run) unit.Length {
	for _, c := range r.clusters {
		for _, g := range c.Glyphs {
			if box, ok := c.Face.Bounds(g.ID); ok {
				return c.Size.MulDiv(int64(box.YMax), int64(c.Face.UnitsPerEm())) + lift(c.Face, c.Size)
			}
		}
	}
	return 0
}
