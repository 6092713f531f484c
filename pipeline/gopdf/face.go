package gopdf

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"kan/pipeline/font"
)

// The bounds on what a face may make us hold, as in package subset.
const (
	maxOutline = 1 << 20  // one glyph, bytes
	maxFace    = 64 << 20 // all outlines in use, bytes
)

// face is a face as the pages use it.
type face struct {
	*font.Face
	name     string              // in the file
	chars    map[rune]font.GID   // in use
	outlines map[font.GID][]byte // of the glyphs in use and their components
	size     int                 // of outlines, bytes
	back     map[font.GID]rune   // see character; made when first needed
}

// newFace is face number n of a document. Its name has a tag of six capitals,
// as subsets have it (ISO 32000-1 §9.6.4), and the letters of the face's own.
func newFace(f *font.Face, n int) *face {
	tag := []byte("KAN...")
	for k := 5; k > 2; k-- {
		tag[k] = 'A' + byte(n%26)
		n /= 26
	}
	name := strings.Map(func(r rune) rune {
		if r == '-' || r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' {
			return r
		}
		return -1
	}, f.PostScriptName())
	return &face{Face: f, name: string(tag) + "+" + name, chars: map[rune]font.GID{}, outlines: map[font.GID][]byte{}}
}

// character is what makes the library draw glyph id, which shows text: the one
// character of the text; for a glyph without text, as the dots under
// characters are, the first in the BMP whose glyph it is.
func (f *face) character(text string, id font.GID) (rune, bool) {
	if id == 0 {
		return 0, false // the library draws a space
	}
	if text != "" {
		r, n := utf8.DecodeRuneInString(text)
		return r, n == len(text) && f.Glyph(r) == id
	}
	if f.back == nil {
		f.back = map[font.GID]rune{}
		for r := rune(0xFFFE); r >= ' '; r-- {
			f.back[f.Glyph(r)] = r
		}
	}
	r, ok := f.back[id]
	return r, ok
}

// add reads the outlines of a glyph and of its components. nested tells that a
// component has components itself: the library leaves those out.
func (f *face) add(g font.GID) (nested bool, err error) {
	b, err := f.outline(g)
	if err != nil {
		return false, err
	}
	parts, err := components(b)
	if err != nil {
		return false, fmt.Errorf("glyph %d: %w", g, err)
	}
	for _, part := range parts {
		if int(part) >= f.NumGlyphs() {
			return false, fmt.Errorf("glyph %d: component %d does not exist", g, part)
		}
		b, err := f.outline(part)
		if err != nil {
			return false, err
		}
		nested = nested || isComposite(b)
	}
	return nested, nil
}

// outline reads the glyf entry of g.
func (f *face) outline(g font.GID) ([]byte, error) {
	if b, ok := f.outlines[g]; ok {
		return b, nil
	}
	b, err := f.Outline(g, maxOutline+1)
	if err != nil {
		return nil, err
	}
	if f.size += len(b); len(b) > maxOutline || f.size > maxFace {
		return nil, errors.New("the outlines in use are larger than 64 MB")
	}
	if len(b) > 0 && len(b) < 10 {
		return nil, fmt.Errorf("glyph %d is cut off", g)
	}
	f.outlines[g] = b
	return b, nil
}

// isComposite tells whether an outline is put together of others.
func isComposite(b []byte) bool { return len(b) > 0 && int16(be.Uint16(b)) < 0 }

// components are the glyphs that a composite glyph names (OpenType, glyf,
// "Composite glyph description"); a simple glyph names none.
func components(b []byte) (parts []font.GID, err error) {
	if !isComposite(b) {
		return nil, nil
	}
	const words, scale, xyScale, twoByTwo, more = 0x0001, 0x0008, 0x0040, 0x0080, 0x0020
	for at := 10; ; {
		if at+6 > len(b) {
			return nil, errors.New("composite glyph is cut off")
		}
		flags := be.Uint16(b[at:])
		parts = append(parts, font.GID(be.Uint16(b[at+2:])))
		at += 6
		if flags&words != 0 {
			at += 2
		}
		switch {
		case flags&scale != 0:
			at += 2
		case flags&xyScale != 0:
			at += 4
		case flags&twoByTwo != 0:
			at += 8
		}
		if flags&more == 0 {
			return parts, nil
		}
	}
}
