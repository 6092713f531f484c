package layout

import (
	"kan/pipeline/page"
	"kan/pipeline/source"
	"kan/pipeline/style"
	"kan/pipeline/unit"
)

// stateStamp draws the stamp of an issue that is not final (草稿, 征求意见稿): in a
// frame at the head of every page, at its outer edge. On the first page it is
// read out like the rest of the masthead; further on it is only repeated.
func (t *setter) stateStamp(d *page.Document, n int) {
	o := t.style.State
	text, empty := o.Text.Expand(t.fields, style.Here{})
	if empty || text == "" {
		return
	}
	r := t.newRun(o.Role)
	t.shape(r, text, source.Span{}, r.text.Font, 0)
	pad := o.Pad.Of(r.em, t.pitch)
	width, height := r.width()+4*pad, r.em+2*pad
	fr := t.frame(n, false)
	x, y := fr.x, o.Top.Of(r.em, t.pitch)
	if n%2 == 0 {
		x += fr.measure - width
	}
	said := t.placeRun(r, x+2*pad, y+pad+r.em.MulDiv(ascent, 1000))
	frame := framed(x, y, width, height, o.Frame)
	if n > 0 {
		t.artifact(d, n, page.Header, append(frame, said...))
		return
	}
	items := append(artifact(page.Layout, frame...), t.paragraph(said)...)
	d.Pages[0].Items = append(items, d.Pages[0].Items...)
}

// framed are the four sides of a frame whose outer edge is a rectangle.
func framed(x, y, w, h unit.Length, rule style.Rule) []page.Item {
	if rule.Weight <= 0 {
		return nil
	}
	color, b := page.Color(rule.Color), rule.Weight
	return []page.Item{
		page.Box{X: x, Y: y, W: w, H: b, Color: color},
		page.Box{X: x, Y: y + h - b, W: w, H: b, Color: color},
		page.Box{X: x, Y: y + b, W: b, H: h - 2*b, Color: color},
		page.Box{X: x + w - b, Y: y + b, W: b, H: h - 2*b, Color: color},
	}
}
