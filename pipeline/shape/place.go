package shape

import (
	"kan/pipeline/cjk"
	"kan/pipeline/font"
	"kan/pipeline/unit"
)

// place says how far right a glyph of width own goes in a box of another
// width. A face that draws the mark on the full box is left alone. Otherwise
// openers stand at the right edge of their box and closers and stops at the
// left, each with the face's own bearing, as a full-width face would have
// them (clreq §3.1.6.1); everything else stands in the middle.
func place(r rune, f *font.Face, id font.GID, size, own, box unit.Length) unit.Length {
	if d := own - box; d > -size/50 && d < size/50 {
		return 0
	}
	switch cjk.Adjustable(r) {
	case cjk.Before:
		return box - own
	case cjk.After:
		if own <= box {
			return 0
		}
	}
	if ink, ok := f.Bounds(id); ok {
		return (box - size.MulDiv(int64(ink.XMin+ink.XMax), int64(f.UnitsPerEm()))) / 2
	}
	return (box - own) / 2
}

// joinDash moves the halves of —— together until their ink touches, so that a
// face with short dashes still gives one unbroken line in the middle of 2 em.
// before is the number of dashes in front of this one; more, that one follows.
func joinDash(f *font.Face, id font.GID, size, box, x unit.Length, before int, more bool) unit.Length {
	ink, ok := f.Bounds(id)
	upem := int64(f.UnitsPerEm())
	switch {
	case !ok:
		return x
	case before%2 == 1:
		return min(x, -size.MulDiv(int64(ink.XMin), upem))
	case more:
		return max(x, box-size.MulDiv(int64(ink.XMax), upem))
	}
	return x
}

// narrowFigures tells whether the figures of a face have room in ½ em: their
// ink may fill the box, but not more. 0 is the widest of most faces.
func narrowFigures(f *font.Face) bool {
	return f.Advance(f.Glyph('0'))*100 <= f.UnitsPerEm()*57
}

// shared tells whether r is a quotation mark of both Chinese and Western text.
func shared(r rune) bool { return r == '“' || r == '”' || r == '‘' || r == '’' }

// narrow gives a full-width quotation mark the width it has in Western text,
// that of its ink and a little room: faces for Chinese draw “ ” ‘ ’ on the
// em-box only, and don’t would fall apart.
func narrow(f *font.Face, id font.GID, size unit.Length) (x, advance unit.Length) {
	ink, ok := f.Bounds(id)
	if !ok {
		return 0, size / 2
	}
	upem := int64(f.UnitsPerEm())
	return size/24 - size.MulDiv(int64(ink.XMin), upem), size.MulDiv(int64(ink.XMax-ink.XMin), upem) + size/12
}
