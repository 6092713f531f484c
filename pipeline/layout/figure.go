package layout

import (
	"kan/pipeline/doc"
	"kan/pipeline/page"
	"kan/pipeline/style"
)

// figure sets an image with its caption under it: never wider than the
// measure, never higher than the style allows, never larger than its pixels
// carry at the style's resolution.
func (t *setter) figure(flow []slab, f *doc.Figure, c context) []slab {
	if f.File == nil || f.Picture.Width <= 0 || f.Picture.Height <= 0 {
		return flow
	}
	o := t.style.Figure
	em := t.style.Page.Em(t.style.Texts[style.Body].Size)
	width, height := t.style.FigureSize(f.Picture.Width, f.Picture.Height, c.room(), c.depth, c.turned)
	if len(f.Caption) > 0 {
		c = c.in(t.tag(page.MarkDiv)) // a caption inside the figure would be lost behind its alt text
	}
	tag := t.tag(page.MarkFigure)
	tag.Alt = f.Alt
	tagged := c.in(tag)
	start := len(flow)
	flow = append(flow, slab{height: height, path: tagged.path, keep: len(f.Caption) > 0, items: []page.Item{
		&page.Image{X: c.left + (c.room()-width)/2, W: width, H: height,
			Info: f.Picture, File: f.File, Alt: f.Alt, Span: f.Span}}})
	if len(f.Caption) > 0 {
		flow = addSpace(flow, t.pitch/4)
		first := len(flow)
		flow = t.line(flow, style.Caption, f.Caption, c.in(t.tag(page.MarkCaption)).in(t.tag(page.MarkP)))
		for k := first; k < len(flow); k++ {
			flow[k].keep = k < len(flow)-1 && !flow[len(flow)-1].space
		}
	}
	return t.balance(flow, start, o.Before.Of(em, t.pitch), o.After.Of(em, t.pitch))
}
