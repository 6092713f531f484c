package pipeline

import (
	"kan/pipeline/diag"
	"kan/pipeline/doc"
	"kan/pipeline/layout"
	"kan/pipeline/shape"
	"kan/pipeline/source"
)

// cover complains of characters that no font has, in every report, whether it
// stands in an issue or not: before anything is laid out, at the first place
// in each file.
func (c *Content) cover(diags *diag.List) {
	faces, err := c.book.Faces(nil)
	if err != nil {
		return // building says which file is broken
	}
	known := map[rune]bool{'\n': true, '\t': true, ' ': true}
	has := func(r rune) bool {
		ok, seen := known[r]
		if !seen && !shape.NeedsGlyph(r) {
			ok, known[r] = true, true
		} else if !seen {
			for _, f := range faces {
				if ok = f.Glyph(r) != 0; ok {
					break
				}
			}
			known[r] = ok
		}
		return ok
	}
	for _, r := range c.Reports {
		complained := map[rune]bool{}
		look := func(text string, at source.Span) {
			for offset, char := range text {
				if has(char) || complained[char] {
					continue
				}
				complained[char] = true
				place := at
				if at.End-at.Start == len(text) {
					place.Start += offset
					place.End = place.Start + len(string(char))
				}
				layout.MissingGlyph(diags, char, place)
			}
		}
		look(r.Title.V, r.Title.Span)
		look(r.Subtitle.V, r.Subtitle.Span)
		look(r.Summary.V, r.Summary.Span)
		for _, a := range r.Authors {
			look(a.Name.V, a.Name.Span)
			look(a.Role.V, a.Role.Span)
		}
		doc.Walk(r.Body, look)
	}
}
