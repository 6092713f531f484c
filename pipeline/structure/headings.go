package structure

import (
	"cmp"
	"slices"

	"kan/pipeline/page"
	"kan/pipeline/source"
)

// opening is where a heading begins: its first run of glyphs.
type opening struct {
	page int
	span source.Span
	text string
}

// begin notes the openings of the headings that g stands in. The first run may
// stand inside a link, a reading or the mark of a note.
func (r *reader) begin(g *page.Glyphs) {
	if r.hidden > 0 {
		return
	}
	for _, e := range r.open {
		if _, begun := r.openings[e]; !begun && r.Elements[e].Kind.Heading() > 0 {
			r.openings[e] = opening{r.number, g.Span, g.Text}
		}
	}
}

// headings looks at the levels of headings as they are read (ISO 14289-1
// 7.4.2), which is not as they are drawn: what a note holds is drawn at the foot
// of a page but stands behind its mark. So it waits for the whole tree.
func (r *reader) headings() {
	above := 0
	var walk func(e int)
	walk = func(e int) {
		if level := r.Elements[e].Kind.Heading(); level > 0 {
			if o := r.openings[e]; level > above+1 {
				r.Faults = append(r.Faults, Fault{Kind: HeadingSkip, Page: o.page + 1, Span: o.span, Text: o.text, Level: level, Before: above})
			}
			above = level
		}
		for _, k := range r.Elements[e].Kids {
			if k.Kind == ElementKid {
				walk(k.N)
			}
		}
	}
	walk(0)
	slices.SortStableFunc(r.Faults, func(a, b Fault) int { return cmp.Compare(a.Page, b.Page) })
}
