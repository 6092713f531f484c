package proof

import (
	"strconv"
	"strings"

	"kan/pipeline/font"
	"kan/pipeline/font/squares"
	"kan/pipeline/page"
	"kan/pipeline/unit"
)

// figures are the numbers by which a sample is set.
type figures struct {
	top, inner, outer    unit.Length
	pitch, cell          unit.Length
	lines, chars         int
	markTop, markSize    unit.Length
	redWidth, redGap     unit.Length
	first, between, last unit.Length // of the imprint
	lastFoot, wide       unit.Length
	folioTop, folioSize  unit.Length
	oddInset, evenInset  unit.Length
}

// standard are the figures of GB/T 9704—2012, typed from the standard.
func standard() figures {
	return figures{
		top: unit.MM(3700), inner: unit.MM(2800), outer: unit.MM(2600),
		pitch: unit.MM(22500) / 22, cell: unit.MM(15600) / 28, lines: 22, chars: 28,
		markTop: unit.MM(7200), markSize: unit.Points(52), redWidth: unit.MM(15600), redGap: unit.MM(400),
		first: unit.MM(35), between: unit.MM(25), last: unit.MM(35), lastFoot: unit.MM(26200), wide: unit.MM(15600),
		folioTop: unit.MM(26900), folioSize: unit.Points(14), oddInset: unit.Points(14), evenInset: unit.Points(14),
	}
}

// red and black ink.
var (
	redInk = page.Color{R: 0xE6, G: 0x00, B: 0x12}
	black  = page.Color{}
)

// sample is a document that is being set by hand, in a face of squares.
type sample struct {
	figures
	face *font.Face
	doc  page.Document
}

// set sets four pages of one long paragraph: a masthead on the first, the grid
// full of text on the second and third, an imprint on the fourth.
func set(f figures) *page.Document {
	s := &sample{figures: f, face: squares.New()}
	for n := range 4 {
		s.doc.Pages = append(s.doc.Pages, page.Page{Width: unit.MM(21000), Height: unit.MM(29700), Label: strconv.Itoa(n + 1)})
		from, to := 0, f.lines
		switch n {
		case 0:
			s.masthead()
			from = 12
		case 3:
			to = 10
		}
		s.paragraph(n, from, to, n == 0, n == 3)
		if n == 3 {
			s.imprint()
		}
		s.folio(n)
	}
	return &s.doc
}

func (s *sample) put(n int, items ...page.Item) {
	s.doc.Pages[n].Items = append(s.doc.Pages[n].Items, items...)
}

func (s *sample) left(n int) unit.Length {
	if n%2 == 1 {
		return s.outer
	}
	return s.inner
}

// run sets text on the baseline y, every character one size wide and a space a quarter.
func (s *sample) run(text string, x, y, size unit.Length, c page.Color) *page.Glyphs {
	g := &page.Glyphs{X: x, Y: y, Face: s.face, Size: size, Color: c, Text: text}
	var at unit.Length
	for k, r := range text {
		g.Glyphs = append(g.Glyphs, page.Glyph{ID: s.face.Glyph(r), X: at, Start: int32(k), End: int32(k + len(string(r))), At: -1})
		at += size.MulDiv(int64(s.face.Advance(s.face.Glyph(r))), 1000)
	}
	return g
}

// baseline is that of line k of the grid.
func (s *sample) baseline(k int) unit.Length {
	return s.top + unit.Length(k)*s.pitch + (s.pitch-s.cell)/2 + s.cell.MulDiv(880, 1000)
}

// paragraph sets the lines [from, to) of page n; begun with an indent, or ended
// with a short line.
func (s *sample) paragraph(n, from, to int, begins, ends bool) {
	s.put(n, page.Mark{Kind: page.MarkP, ID: 1})
	for k := from; k < to; k++ {
		x, chars := s.left(n), s.chars
		if begins && k == from {
			x, chars = x+2*s.cell, chars-2
		}
		if ends && k == to-1 {
			chars = 5
		}
		s.put(n, s.run(strings.Repeat("国", chars), x, s.baseline(k), s.cell, black))
	}
	s.put(n, page.Mark{Kind: page.MarkP, Close: true})
}

// masthead sets the mark, a line under it and the red rule.
func (s *sample) masthead() {
	s.put(0, s.run("社情民意", unit.MM(6000), s.markTop+s.markSize.MulDiv(880, 1000), s.markSize, redInk))
	y := unit.MM(11000)
	s.put(0, s.run("云州市", s.inner, y, s.cell, black),
		page.Box{X: s.inner, Y: y + s.cell.MulDiv(120, 1000) + s.redGap, W: s.redWidth, H: unit.Points(2), Color: redInk})
}

// imprint sets three rules with a line between each two.
func (s *sample) imprint() {
	x := s.left(3)
	s.put(3, page.Box{X: x, Y: unit.MM(24000), W: s.wide, H: s.first},
		s.run("报国", x+unit.Points(14), unit.MM(24800), unit.Points(14), black),
		page.Box{X: x, Y: unit.MM(25000), W: s.wide, H: s.between},
		s.run("云州市", x+unit.Points(14), unit.MM(25800), unit.Points(14), black),
		page.Box{X: x, Y: s.lastFoot - s.last, W: s.wide, H: s.last})
}

// folio sets the page number of page n.
func (s *sample) folio(n int) {
	g := s.run("— "+s.doc.Pages[n].Label+" —", 0, s.folioTop+s.folioSize.MulDiv(880, 1000), s.folioSize, black)
	width := g.Glyphs[len(g.Glyphs)-1].X + s.folioSize
	g.X = unit.MM(2600) + s.evenInset
	if n%2 == 0 {
		g.X = unit.MM(18400) - s.oddInset - width
	}
	s.put(n, page.Mark{Kind: page.MarkArtifact}, g, page.Mark{Kind: page.MarkArtifact, Close: true})
}
