package font

import (
	"kan/pipeline/source"
	"kan/pipeline/unit"
)

// Cluster is the smallest piece of shaped text a line is made of: one Chinese
// character or mark, one Western letter or digit (or what shaping joined), one
// space, or a forced break (Text "\n", no glyphs). Advance is its full width
// on an unadjusted line; the widths of Chinese marks are those of their em-box
// whatever the face says, and the glyphs' offsets place the ink in it.
type Cluster struct {
	Text     string
	Span     source.Span // of Text when known to the byte, else of its surroundings
	Face     *Face
	Size     unit.Length
	Advance  unit.Length
	Glyphs   []Placed
	Style    int  // the caller's own: an index into its colours, links, marks
	Latin    bool // the text is in a Western language: “ ” ‘ ’ — … · are Western
	KeepNext bool // no line break after this cluster
}

// Placed is a glyph of a cluster; X and Rise are offsets from the cluster's origin.
type Placed struct {
	ID      GID
	X, Rise unit.Length
}
