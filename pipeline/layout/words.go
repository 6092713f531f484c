package layout

import (
	"unicode/utf8"

	"kan/pipeline/cjk"
	"kan/pipeline/font"
	"kan/pipeline/page"
	"kan/pipeline/paragraph"
	"kan/pipeline/unit"
)

// Spaces at the ends of lines. Nobody sees them, and between Chinese they are
// none; but who hears the text or copies it must not get one word out of two.

// swallowed tells whether cluster k is a space that takes no room on its line:
// at its end, or where a Han–Latin gap took its place.
func swallowed(clusters []font.Cluster, ln paragraph.Line, k int) bool {
	return clusters[k].Text == " " && (k+1 >= ln.End || ln.X[k+1-ln.Start] == ln.X[k-ln.Start])
}

// vanished tells whether cluster k is a space that the line swallowed and that
// is not said either: between two Western words it stays.
func vanished(clusters []font.Cluster, ln paragraph.Line, k int) bool {
	return swallowed(clusters, ln, k) && (k+1 < ln.End || k == ln.Start || !betweenWords(clusters, k))
}

// forced tells whether cluster k is a line break that the author set.
func forced(clusters []font.Cluster, k int) bool { return clusters[k].Text == "\n" }

// betweenWords tells whether the line ends at cluster k between two Western words.
func betweenWords(clusters []font.Cluster, k int) bool {
	before := wordBefore(clusters, k)
	return before != nil && k+1 < len(clusters) && ofWord(&clusters[k+1])
}

// wordBefore is the last cluster before k that is no space, nil where it is
// not part of a Western word.
func wordBefore(clusters []font.Cluster, k int) *font.Cluster {
	for k--; k >= 0; k-- {
		if c := &clusters[k]; c.Text != " " {
			if ofWord(c) {
				return c
			}
			break
		}
	}
	return nil
}

// ofWord tells whether a cluster is part of a Western word or of its marks.
func ofWord(c *font.Cluster) bool {
	r, _ := utf8.DecodeRuneInString(c.Text)
	return r != '\n' && r != ' ' && len(c.Glyphs) > 0 && (c.Latin || r < utf8.RuneSelf || cjk.IsWestern(r))
}

// parted appends the space that a forced break, cluster k, stands for between
// two Western words, dx from the origin of the run.
func parted(g *page.Glyphs, text []byte, clusters []font.Cluster, k int, dx unit.Length) []byte {
	g.Span = g.Span.Join(clusters[k].Span)
	if !betweenWords(clusters, k) {
		return text
	}
	before := wordBefore(clusters, k)
	if g.Face == nil {
		g.Face, g.Size = before.Face, before.Size
	}
	space := font.Cluster{Text: " ", Span: clusters[k].Span, Face: g.Face, Size: g.Size}
	if id := g.Face.Glyph(' '); id != 0 {
		space.Glyphs = []font.Placed{{ID: id}}
	}
	return addGlyphs(g, text, &space, dx)
}
