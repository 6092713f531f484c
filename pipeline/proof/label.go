package proof

import (
	"unicode/utf8"

	"kan/pipeline/font"
	"kan/pipeline/page"
	"kan/pipeline/unit"
)

// pen draws what lies under the items of a page.
type pen struct {
	faces []*font.Face // in order of preference
	items []page.Item
}

// box fills a rectangle.
func (p *pen) box(x, y, w, h unit.Length, c page.Color) {
	p.items = append(p.items, page.Box{X: x, Y: y, W: w, H: h, Color: c})
}

// across draws a line of a weight, its middle at height y.
func (p *pen) across(x, y, w, weight unit.Length, c page.Color) {
	p.box(x, y-weight/2, w, weight, c)
}

// down draws a line of a weight, its middle at x.
func (p *pen) down(x, y, h, weight unit.Length, c page.Color) {
	p.box(x-weight/2, y, weight, h, c)
}

// text sets s from x on the baseline y, in the first face that has each
// character, and returns where it ends. A character that none has is left out.
func (p *pen) text(s string, x, y, size unit.Length, c page.Color) unit.Length {
	var run *page.Glyphs
	for _, r := range s {
		face, id := p.find(r)
		if face == nil {
			continue
		}
		if run == nil || run.Face != face {
			run = &page.Glyphs{X: x, Y: y, Face: face, Size: size, Color: c}
			p.items = append(p.items, run)
		}
		start := len(run.Text)
		run.Text += string(r)
		run.Glyphs = append(run.Glyphs, page.Glyph{ID: id, X: x - run.X,
			Start: int32(start), End: int32(start + utf8.RuneLen(r)), At: -1})
		x += advance(face, id, size)
	}
	return x
}

// width is what text takes.
func (p *pen) width(s string, size unit.Length) (w unit.Length) {
	for _, r := range s {
		if face, id := p.find(r); face != nil {
			w += advance(face, id, size)
		}
	}
	return w
}

func (p *pen) find(r rune) (*font.Face, font.GID) {
	for _, f := range p.faces {
		if id := f.Glyph(r); id != 0 {
			return f, id
		}
	}
	return nil, 0
}

func advance(f *font.Face, id font.GID, size unit.Length) unit.Length {
	return size.MulDiv(int64(f.Advance(id)), int64(max(f.UnitsPerEm(), 1)))
}
