package shape

import (
	"slices"
	"unicode"
	"unicode/utf8"

	"kan/pipeline/cjk"
	"kan/pipeline/font"
	"kan/pipeline/unit"
)

// NeedsGlyph tells whether r is lost when no face has it. Spaces, joiners and
// variation selectors are set without a glyph of their own.
func NeedsGlyph(r rune) bool {
	return cjk.ClassOf(r) != cjk.Space && r != ideographicSpace && r != '\n' && r != '\r' && !invisible(r) && !selector(r)
}

// invisible tells whether r is one of the characters that steer text and have
// neither ink nor width: U+200B, the soft hyphen, joiners, marks of direction.
// They become clusters of their own, for the line breaker to see.
func invisible(r rune) bool {
	return r == 0x200B || cjk.ClassOf(r) == cjk.Combining && !visible(r) && !selector(r)
}

// visible tells whether r is drawn upon the character before it.
func visible(r rune) bool {
	return r >= 0x300 && cjk.ClassOf(r) == cjk.Combining && unicode.In(r, unicode.M, unicode.Sk) &&
		!selector(r) && r != 0x034F
}

// selector tells whether r chooses a variant of the character before it. The
// variants are not looked up: the common form is set.
func selector(r rune) bool { return unicode.Is(unicode.Variation_Selector, r) }

// joined finds the marks and selectors that follow at offset to; it returns
// where they end and which of them are to be drawn.
func (t *typing) joined(to int) (end int, marks []rune) {
	for to < len(t.text) && t.text[to] >= 0x80 {
		r, size := utf8.DecodeRuneInString(t.text[to:])
		if visible(r) {
			marks = append(marks, r)
		} else if !selector(r) {
			break
		}
		to += size
	}
	return to, marks
}

// stack sets r with combining marks, from the first face that has them all,
// composed where the face has the composed character. What no face has is
// reported; without r itself there is no cluster.
func (t *typing) stack(c *font.Cluster, r rune, marks []rune) bool {
	text := append([]rune{r}, marks...)
	faces := t.style.Faces
	if cjk.ClassOf(r) == cjk.Letter {
		faces = slices.Concat(t.style.Western, faces)
	}
	for _, f := range faces {
		if f.Glyph(r) == 0 {
			continue
		}
		if ids := t.shaper.compose(f, text); ids != nil {
			c.Face = f
			t.pile(c, r, ids)
			return true
		}
	}
	face, id := t.face(r)
	if face == nil {
		t.missing = append(t.missing, Missing{r, c.Span})
		return false
	}
	for _, m := range marks {
		if face.Glyph(m) == 0 {
			t.missing = append(t.missing, Missing{m, c.Span})
		}
	}
	c.Face = face
	t.pile(c, r, []font.GID{id})
	return true
}

// pile puts marks over the middle of their base, raised where they would run
// into it or into each other. It is what OpenType engines do for fonts
// without anchors; Chinese faces have few.
func (t *typing) pile(c *font.Cluster, r rune, ids []font.GID) {
	x := t.box(c, r, &ids[0])
	c.Glyphs = []font.Placed{{ID: ids[0], X: x}}
	base, ok := c.Face.Bounds(ids[0])
	upem := int64(c.Face.UnitsPerEm())
	at := func(n int) unit.Length { return c.Size.MulDiv(int64(n), upem) }
	top := base.YMax
	for _, id := range ids[1:] {
		p := font.Placed{ID: id, X: x}
		if ink, inked := c.Face.Bounds(id); ok && inked {
			p.X += at(base.XMin+base.XMax-ink.XMin-ink.XMax) / 2
			if lift := top + int(upem)/20 - ink.YMin; ink.YMin > base.YMin+(base.YMax-base.YMin)/2 {
				p.Rise = at(max(lift, 0))
				top = ink.YMax + max(lift, 0)
			}
		}
		c.Glyphs = append(c.Glyphs, p)
	}
}

const ideographicSpace = 0x3000

// space sets a space of any kind with the face's own glyph or, where it has
// none, the width Unicode gives it. The word space is a quarter em where the
// face has none or, as many Chinese faces, one wider than half an em; U+3000
// is an em always.
func (t *typing) space(c *font.Cluster, r rune) {
	word := r == ' ' || r == 0x00A0
	var id font.GID
	faces := t.style.Faces
	if word && len(t.style.Western) > 0 {
		faces = t.style.Western
	}
	if len(faces) > 0 {
		c.Face = faces[0]
		if id = c.Face.Glyph(r); id == 0 || r == 0x00A0 {
			id = c.Face.Glyph(' ')
		} else {
			c.Advance = advance(c.Face, id, c.Size)
		}
		if word {
			c.Advance = advance(c.Face, id, c.Size)
		}
	}
	switch {
	case r == ideographicSpace:
		c.Advance = c.Size
	case word && (c.Advance == 0 || c.Advance > c.Size/2), !word && c.Advance == 0:
		c.Advance = c.Size.MulDiv(1, spaceParts(r))
	}
	if id != 0 {
		t.ink(c, font.Placed{ID: id})
	}
}

// spaceParts tells how many spaces r fill an em (Unicode 15, table 6-2).
func spaceParts(r rune) int64 {
	switch r {
	case 0x2001, 0x2003:
		return 1
	case 0x2000, 0x2002, 0x2007:
		return 2
	case 0x2004:
		return 3
	case 0x2006:
		return 6
	case 0x2009, 0x202F, 0x205F:
		return 5
	case 0x200A:
		return 10
	}
	return 4 // the word space and U+2005, 2008
}
