package font

import "io"

// Format tells how outlines are stored.
type Format int8

// The outline formats.
const (
	TrueType Format = iota + 1
	CFF
)

// Face is one face of a font file. It is immutable to its users and safe for
// concurrent use.
type Face struct{}

// Open reads the table directory of face number index of the file behind r.
// name is for messages. A file that is not a usable font is an error.
func Open(r io.ReaderAt, size int64, name string, index int) (*Face, error) { panic("todo") }

// Name is the name given to Open; PostScriptName is name ID 6 of the file.
func (f *Face) Name() string           { panic("todo") }
func (f *Face) PostScriptName() string { panic("todo") }

// Format tells how outlines are stored; NumGlyphs how many there are.
func (f *Face) Format() Format { panic("todo") }
func (f *Face) NumGlyphs() int { panic("todo") }

// Metrics returns the face's measures.
func (f *Face) Metrics() Metrics { panic("todo") }

// Glyph returns the glyph of r, 0 when the face has none.
func (f *Face) Glyph(r rune) GID { panic("todo") }

// Advance is g's width in font units.
func (f *Face) Advance(g GID) int { panic("todo") }

// Bounds is the ink box of g; ok is false for an empty glyph.
func (f *Face) Bounds(g GID) (box Rect, ok bool) { panic("todo") }

// Table reads a whole table; it is nil when the file has none of that tag.
func (f *Face) Table(tag string) ([]byte, error) { panic("todo") }

// TableSection gives access to a table without reading it; nil when absent.
func (f *Face) TableSection(tag string) *io.SectionReader { panic("todo") }
