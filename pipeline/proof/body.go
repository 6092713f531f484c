package proof

import (
	"kan/pipeline/font"
	"kan/pipeline/unit"
)

// body is the body text: what stands in the most frequent face and size of
// paragraphs and lists, outside of quotations, notes, tables and contents. So
// bylines, titles and figures in another face are none of it, and a document
// that is mostly tables still has its own body.
type body struct {
	face  *font.Face
	size  unit.Length
	pitch unit.Length // most frequent distance of two lines of one paragraph
	cell  unit.Length // most frequent distance of two Han that follow each other
}

func findBody(sheets []*sheet) (b body) {
	type kind struct {
		face *font.Face
		size unit.Length
	}
	var kinds []kind
	texts := func(yield func(*sheet, *line) bool) {
		for _, s := range sheets {
			for k := range s.lines {
				if !s.turned() && s.lines[k].place == text && !yield(s, &s.lines[k]) {
					return
				}
			}
		}
	}
	for _, ln := range texts {
		for _, g := range ln.glyphs {
			kinds = append(kinds, kind{g.run.Face, g.run.Size})
		}
	}
	k, _ := most(kinds)
	b.face, b.size = k.face, k.size
	var cells, pitches []unit.Length
	for _, ln := range texts {
		cells = append(cells, ln.cells(&b)...)
	}
	for _, s := range sheets {
		pitches = append(pitches, s.pitches(&b)...)
	}
	b.cell, _ = most(cells)
	b.pitch, _ = most(pitches)
	return b
}

// has tells whether g is of the body.
func (b *body) has(g *glyph) bool { return g.run.Face == b.face && g.run.Size == b.size }

// sized tells whether ln is a line of text in the size of the body, in whatever
// face: such lines stand on the grid.
func (b *body) sized(ln *line) bool {
	return (ln.place == text || ln.place == quote) && ln.first().run.Size == b.size
}

// slot is where the room of ln begins and ends: a line is as high as lines are
// distant from each other, and its characters stand in the middle of it.
func (b *body) slot(ln *line) (top, foot unit.Length) {
	top = ln.y - b.size.MulDiv(ascent, 1000) - (b.pitch-b.size)/2
	return top, top + b.pitch
}
