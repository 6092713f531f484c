package proof

import (
	"kan/pipeline/page"
	"kan/pipeline/unit"
)

// Counts is how much of a document was not set as it naturally comes: glyphs
// by the colour of a proof, and the lines they stand on.
type Counts struct {
	Squeezed, Stretched, FellBack int
	SqueezedLines, StretchedLines int
}

// Count counts the coloured glyphs of d.
func Count(d *page.Document, c Colors) (n Counts) {
	type place struct {
		page int
		y    unit.Length
	}
	squeezed, stretched := map[place]bool{}, map[place]bool{}
	for k := range d.Pages {
		for _, item := range d.Pages[k].Items {
			g, ok := item.(*page.Glyphs)
			if !ok {
				continue
			}
			at := place{k, g.Y}
			switch g.Color {
			case c.Squeezed:
				n.Squeezed += len(g.Glyphs)
				squeezed[at] = true
			case c.Stretched:
				n.Stretched += len(g.Glyphs)
				stretched[at] = true
			case c.FellBack:
				n.FellBack += len(g.Glyphs)
			}
		}
	}
	n.SqueezedLines, n.StretchedLines = len(squeezed), len(stretched)
	return n
}
