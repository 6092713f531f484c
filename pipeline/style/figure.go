package style

import "kan/pipeline/unit"

// The lines that a page has at least beside a figure: for its caption, and on a
// turned page for the title of the attachment that it is.
const (
	aroundFigure = 4
	aroundTurned = 7
)

// FigureSize is how large an image of so many pixels is printed: never larger
// than its pixels carry at the style's resolution, never wider than room, never
// higher than the style allows and a page of that depth has room for.
func (s *Style) FigureSize(pixelsWide, pixelsHigh int, room, depth unit.Length, turned bool) (width, height unit.Length) {
	pitch := s.Page.Pitch()
	w, h := int64(pixelsWide), int64(pixelsHigh)
	width = min(unit.Points(1).MulDiv(w*72, int64(max(s.Figure.Resolution, 1))), room)
	height = width.MulDiv(h, w)
	around := aroundFigure * pitch
	if turned {
		around = aroundTurned * pitch
	}
	most := min(s.Figure.MaxHeight.Of(s.Page.Em(s.Texts[Body].Size), pitch), depth-around)
	if height > most {
		return most.MulDiv(w, h), most
	}
	return width, height
}
