package proof

import (
	"fmt"
	"strings"

	"kan/pipeline/font"
	"kan/pipeline/page"
	"kan/pipeline/style"
	"kan/pipeline/unit"
)

// The colours of the overlay: light, so that the text stays easy to read.
var (
	gridColor     = page.Color{R: 0xB4, G: 0xDA, B: 0xE6} // squares of the characters
	areaColor     = page.Color{R: 0x5A, G: 0xB4, B: 0xCC} // edge of the type area
	baselineColor = page.Color{R: 0xF2, G: 0xB0, B: 0xB0}
	ruleColor     = page.Color{R: 0x58, G: 0xA8, B: 0x6C} // edges of rules
	labelColor    = page.Color{R: 0x80, G: 0x80, B: 0x80}
)

// Weights and sizes of the overlay, in hundredths of a millimetre.
const (
	hair      = 8
	outline   = 15
	edgeHair  = 5   // of the marks at a rule, which may be 25 thick itself
	edgeMark  = 350 // how far they reach
	labelSize = 230
	labelGap  = 60
	dimension = 400 // distance of the measuring lines of margins from the type area
)

// Overlay draws the geometry of style s under the items of every page of d: the
// type area, the squares of its grid, the baselines, the edges of rules with
// their weights and the margins, in millimetres. A legend of the colours c
// stands under the type area of page 1. Labels are set in faces.
func Overlay(d *page.Document, s *style.Style, faces []*font.Face, c Colors) {
	for n := range d.Pages {
		p := &d.Pages[n]
		a := areaOf(s.Page, p, n)
		under := &pen{faces: faces}
		under.grid(a)
		under.outline(a)
		under.rules(a, p)
		under.margins(a, p)
		if n == 0 {
			under.legend(a, c)
		}
		items := append([]page.Item{page.Mark{Kind: page.MarkArtifact}}, under.items...)
		items = append(items, page.Mark{Close: true, Kind: page.MarkArtifact})
		p.Items = append(items, p.Items...)
	}
}

// area is the type area of a page as it lies.
type area struct {
	x, y, w, h        unit.Length
	pitch, cell       unit.Length
	firstBaseline     unit.Length // from its top
	squareTop         unit.Length // of the first line's characters, from its top
	lines, characters int
}

// areaOf is the type area of page n, counted from 0. The binding edge is left on
// odd pages. A turned page has its head at what is the left edge of others
// (clause 8), and as many whole lines and characters as fit.
func areaOf(g style.Page, p *page.Page, n int) area {
	left := g.Inner
	if n%2 == 1 {
		left = g.Outer
	}
	a := area{x: left, y: g.Top, w: g.Measure(), h: g.Depth(), pitch: g.Pitch(), cell: g.Cell(), lines: g.Lines, characters: g.Chars}
	if p.Width > p.Height {
		a.x, a.y, a.w, a.h = g.Bottom, left, g.Depth(), g.Measure()
		a.lines, a.characters = int(a.h/a.pitch), int(a.w/a.cell)
	}
	// Characters of the grid fill their squares and stand in the middle of the line.
	a.squareTop = (a.pitch - a.cell) / 2
	a.firstBaseline = a.squareTop + a.cell.MulDiv(ascent, 1000)
	return a
}

// grid draws a square for every character, and the baselines.
func (p *pen) grid(a area) {
	w := unit.Length(a.characters) * a.cell
	for line := range unit.Length(a.lines) {
		top := a.y + line*a.pitch + a.squareTop
		p.across(a.x, top, w, unit.MM(hair), gridColor)
		p.across(a.x, top+a.cell, w, unit.MM(hair), gridColor)
		for k := range unit.Length(a.characters + 1) {
			p.down(a.x+k*a.cell, top, a.cell, unit.MM(hair), gridColor)
		}
	}
	for line := range unit.Length(a.lines) {
		p.across(a.x, a.y+line*a.pitch+a.firstBaseline, a.w, unit.MM(hair), baselineColor)
	}
}

// outline draws the edge of the type area.
func (p *pen) outline(a area) {
	w := unit.MM(outline)
	p.across(a.x, a.y, a.w, w, areaColor)
	p.across(a.x, a.y+a.h, a.w, w, areaColor)
	p.down(a.x, a.y, a.h, w, areaColor)
	p.down(a.x+a.w, a.y, a.h, w, areaColor)
}

// rules marks the edges of every rule at both of its ends, and says beside the
// type area how thick it is. Rules of one height and weight, as in the rows of
// a table, are said once.
func (p *pen) rules(a area, on *page.Page) {
	type told struct{ y, h unit.Length }
	said := map[told]bool{}
	for _, item := range on.Items {
		r, ok := item.(page.Box)
		if !ok || r.W <= r.H {
			continue
		}
		reach, weight := unit.MM(edgeMark), unit.MM(edgeHair)
		for _, y := range [2]unit.Length{r.Y, r.Y + r.H} {
			p.across(r.X-reach, y, reach, weight, ruleColor)
			p.across(r.X+r.W, y, reach, weight, ruleColor)
		}
		if key := (told{r.Y, r.H}); !said[key] {
			said[key] = true
			size := unit.MM(labelSize)
			p.text(Millimetres(r.H), a.x+a.w+reach+unit.MM(labelGap), r.Y+r.H/2+size.MulDiv(35, 100), size, ruleColor)
		}
	}
}

// margins draws measuring lines from the type area to the edges of the page.
func (p *pen) margins(a area, on *page.Page) {
	size, gap := unit.MM(labelSize), unit.MM(labelGap)
	right, foot := a.x+a.w, a.y+a.h
	label := func(l unit.Length) string { return trimmed(l) + " mm" }

	y := foot + unit.MM(dimension)
	for _, m := range [2]struct{ x, w unit.Length }{{0, a.x}, {right, on.Width - right}} {
		p.across(m.x, y, m.w, unit.MM(hair), labelColor)
		p.ticks(m.x, y, m.w, 0)
		s := label(m.w)
		p.text(s, m.x+(m.w-p.width(s, size))/2, y-gap, size, labelColor)
	}
	x := a.x - unit.MM(dimension)
	for _, m := range [2]struct{ y, h unit.Length }{{0, a.y}, {foot, on.Height - foot}} {
		p.down(x, m.y, m.h, unit.MM(hair), labelColor)
		p.ticks(x, m.y, 0, m.h)
		s := label(m.h)
		p.text(s, x-gap-p.width(s, size), m.y+(m.h+size)/2, size, labelColor)
	}
}

// ticks draws the short strokes at the ends of a measuring line of width w or
// height h.
func (p *pen) ticks(x, y, w, h unit.Length) {
	const length = 160
	for _, end := range [2]unit.Length{0, 1} {
		if w > 0 {
			p.down(x+end*w, y-unit.MM(length)/2, unit.MM(length), unit.MM(hair), labelColor)
		} else {
			p.across(x-unit.MM(length)/2, y+end*h, unit.MM(length), unit.MM(hair), labelColor)
		}
	}
}

// trimmed is a length in millimetres without zeros at its end.
func trimmed(l unit.Length) string {
	return strings.TrimSuffix(strings.TrimRight(Millimetres(l), "0"), ".")
}

// legend says what the colours of the glyphs and lines mean.
func (p *pen) legend(a area, c Colors) {
	size := unit.MM(300)
	x, y := a.x, a.y+a.h+unit.MM(1500)
	for _, e := range [...]struct {
		word  string
		color page.Color
	}{{"压缩　蓝", c.Squeezed}, {"拉伸　橙", c.Stretched}, {"代用字体　紫", c.FellBack}} {
		x = p.text(e.word, x, y, size, e.color) + size
	}
	x, y = a.x, y+size*3/2
	for _, e := range [...]struct {
		word  string
		color page.Color
	}{{"版心", areaColor}, {"字格", gridColor}, {"基线", baselineColor}, {"线的上下边和粗细", ruleColor}} {
		p.across(x, y-size.MulDiv(35, 100), 2*size, unit.MM(30), e.color)
		x = p.text(e.word, x+2*size+size/3, y, size, labelColor) + size
	}
	p.text(fmt.Sprintf("每面%d行，每行%d字；单位毫米", a.lines, a.characters), a.x, y+size*3/2, size, labelColor)
}
