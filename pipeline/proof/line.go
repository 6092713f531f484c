package proof

import (
	"unicode"

	"kan/pipeline/font"
	"kan/pipeline/page"
	"kan/pipeline/unit"
)

// ascent is how far the em-box of a Chinese face rises above the baseline, in
// per mille: 880 over 120 units, as in the supplied faces and in those of the
// usual systems.
const ascent = 880

// line is the glyphs that stand on one baseline, one after the other and in one
// element.
type line struct {
	y       unit.Length
	place   place
	element element
	glyphs  []glyph // never none
}

// glyph is a glyph at its place on the page.
type glyph struct {
	x, y unit.Length // origin, y with its rise
	id   font.GID
	char rune // the first it stands for, 0 for none
	run  *page.Glyphs
}

// add appends the glyphs of a run that begins at (x, y).
func (ln *line) add(r *page.Glyphs, x, y unit.Length) {
	for _, g := range r.Glyphs {
		out := glyph{x: x + g.X, y: y - g.Rise, id: g.ID, run: r}
		for _, c := range r.Text[g.Start:g.End] {
			out.char = c
			break
		}
		ln.glyphs = append(ln.glyphs, out)
	}
}

// first and last are the glyphs at the ends of the line.
func (ln *line) first() *glyph { return &ln.glyphs[0] }
func (ln *line) last() *glyph  { return &ln.glyphs[len(ln.glyphs)-1] }

// emFoot is the foot of the em-box that a glyph of g's size has on ln. The rise
// of the glyph is left out: it brings faces with other boxes onto one line.
func (ln *line) emFoot(g *glyph) unit.Length { return ln.y + g.run.Size.MulDiv(1000-ascent, 1000) }

// cells are the distances of neighbouring Han of the body.
func (ln *line) cells(b *body) (out []unit.Length) {
	for k := 1; k < len(ln.glyphs); k++ {
		l, r := &ln.glyphs[k-1], &ln.glyphs[k]
		if b.has(l) && b.has(r) && l.han() && r.han() {
			out = append(out, r.x-l.x)
		}
	}
	return out
}

// han tells whether g is a Han character, which fills its em-box and stands at
// its left edge.
func (g *glyph) han() bool { return unicode.Is(unicode.Han, g.char) }

// scale turns font units of g's face into a length.
func (g *glyph) scale(units int) unit.Length {
	return g.run.Size.MulDiv(int64(units), int64(max(g.run.Face.UnitsPerEm(), 1)))
}

// ink is the box of g's ink on the page; ok is false when it has none.
func (g *glyph) ink() (left, top, right unit.Length, ok bool) {
	box, ok := g.run.Face.Bounds(g.id)
	return g.x + g.scale(box.XMin), g.y - g.scale(box.YMax), g.x + g.scale(box.XMax), ok
}

// cell is where the em-box of g begins and ends, in the middle of which it
// stands when it is narrower: a dash of a face that draws it short.
func (g *glyph) cell() (left, right unit.Length) {
	middle := g.x + g.scale(g.run.Face.Advance(g.id))/2
	return middle - g.run.Size/2, middle + g.run.Size/2
}
