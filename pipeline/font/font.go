// Package font reads TrueType and OpenType/CFF font files on demand.
//
// A Face is opened over an io.ReaderAt and keeps only the table directory;
// cmap, hmtx, loca and the like are read when first asked for, glyph outlines
// one by one. Nothing is parsed whole. Files are hostile: every offset is
// checked, and a broken table is an error, never a panic. The package maps
// characters to glyphs and measures them; it does not shape, subset or choose
// between faces.
package font

// GID is a glyph index; 0 is .notdef.
type GID uint16

// Rect is a box in font units, y upwards.
type Rect struct{ XMin, YMin, XMax, YMax int }

// Metrics are a face's vertical measures and descriptor values in font units.
type Metrics struct {
	UnitsPerEm                int
	Ascent, Descent, LineGap  int // hhea; Descent is negative
	CapHeight, XHeight        int // OS/2, or measured from H and x
	ItalicAngle               int // 1/65536 degree
	Box                       Rect
	Weight                    int // OS/2 usWeightClass
	Serif, FixedPitch, Italic bool
	EmbeddingForbidden        bool // OS/2 fsType restricted
}
