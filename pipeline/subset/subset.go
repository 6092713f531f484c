// Package subset makes font programs to embed: in go a face and the glyphs a
// document uses, out goes a TrueType or bare CFF program of just these, with
// compact glyph ids in the order in which they were added.
//
// The programs are for PDF's CIDFontType2 and CIDFontType0C: character codes
// are glyph ids, so there is no cmap, and a CFF program is CID-keyed with CID
// equal to glyph id whatever the source was. Outlines, widths and hints are
// copied as they are; nothing is redrawn. Faces are hostile: what a file
// claims is checked, sizes and depths are bounded, and a broken one is an
// error.
package subset

import (
	"errors"
	"fmt"

	"kan/pipeline/font"
)

// The bounds on what a face may make us hold. The largest outline in use is a
// few kilobytes, the largest subset a few megabytes.
const (
	maxOutline = 1 << 20  // one glyph or table of instructions, bytes
	maxProgram = 64 << 20 // all outlines and subroutines, bytes
)

var errTooLarge = errors.New("the outlines in use are larger than 64 MB")

// MaxGlyphs is the greatest number of glyphs in a program, .notdef among them.
const MaxGlyphs = 1<<16 - 1

// Subset collects the glyphs of one face. It is not safe for concurrent use.
type Subset struct {
	face   *font.Face
	glyphs []font.GID // by new id
}

// Program is a font program for embedding.
type Program struct {
	Format font.Format // TrueType: an sfnt file; CFF: a bare CFF table
	Data   []byte
	Glyphs int // with components that were not added by themselves
}

// New returns a Subset of .notdef only, whose new id is 0.
func New(face *font.Face) *Subset { return &Subset{face: face, glyphs: []font.GID{0}} }

// Add adds g and returns its new id, the next after the last. A glyph added
// twice gets two ids with equal outlines. ok is false when ids have run out.
func (s *Subset) Add(g font.GID) (id uint16, ok bool) {
	if len(s.glyphs) >= MaxGlyphs {
		return 0, false
	}
	s.glyphs = append(s.glyphs, g)
	return uint16(len(s.glyphs) - 1), true
}

// Program makes the program of the glyphs added so far.
func (s *Subset) Program() (Program, error) {
	for _, g := range s.glyphs {
		if int(g) >= s.face.NumGlyphs() {
			return Program{}, fmt.Errorf("there is no glyph %d", g)
		}
	}
	if s.face.Format() == font.CFF {
		data, err := cffProgram(s.face, s.glyphs)
		return Program{font.CFF, data, len(s.glyphs)}, err
	}
	b := &trueType{face: s.face, glyphs: append([]font.GID(nil), s.glyphs...), ids: map[font.GID]uint16{}}
	data, err := b.program()
	return Program{font.TrueType, data, len(b.glyphs)}, err
}
