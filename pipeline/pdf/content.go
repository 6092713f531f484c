package pdf

import (
	"strconv"

	"kan/pipeline/page"
	"kan/pipeline/structure"
	"kan/pipeline/unit"
)

// content builds one page's content stream (PDF 32000-1 §7.8.2): a method for
// every kind of item that draws. Coordinates are whole milli-points, so that
// moves relative to each other add up exactly.
type content struct {
	b      []byte
	height unit.Length // of the page: PDF counts y upwards

	// What the reader's graphics state holds.
	color  page.Color
	font   *fontUse
	size   int64 // written font size, in 1/10000 pt
	rise   int64 // milli-points
	inText bool
	x, y   int64 // start of the line in the text object
}

// milli is l in 1/1000 pt.
func milli(l unit.Length) int64 { return int64(l.MulDiv(1000, int64(unit.Pt))) }

// op ends an operation.
func (c *content) op(operator string) {
	c.b = append(c.b, ' ')
	c.b = append(c.b, operator...)
	c.b = append(c.b, '\n')
}

// end leaves the text object, as every other kind of object needs it.
func (c *content) end() {
	if c.inText {
		c.b = append(c.b, "ET\n"...)
	}
	c.inText = false
}

// fill sets the colour of text and boxes. A page begins with black.
func (c *content) fill(color page.Color) {
	if color == c.color {
		return
	}
	c.color = color
	for i, v := range [...]uint8{color.R, color.G, color.B} {
		if i > 0 {
			c.b = append(c.b, ' ')
		}
		// Three decimals tell 256 values apart.
		c.b = appendDecimal(c.b, (int64(v)*1000+127)/255, 3)
	}
	c.op("rg")
}

// box fills a rectangle. Edges are rounded, not sizes, so that boxes that
// touch still do. Each is a path of its own: readers sharpen a thin rectangle,
// but not several in one path.
func (c *content) box(b page.Box) {
	c.end()
	c.fill(b.Color)
	x0, y0, x1, y1 := c.rect(b.X, b.Y, b.W, b.H)
	c.b = appendMilli(c.b, x0, y0, x1-x0, y1-y0)
	c.op("re f")
}

// rect turns a rectangle of the page into left, bottom, right and top.
func (c *content) rect(x, y, w, h unit.Length) (x0, y0, x1, y1 int64) {
	x0, x1 = milli(x), milli(x+w)
	y0, y1 = milli(c.height-y-h), milli(c.height-y)
	return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)
}

// image draws an image in its rectangle.
func (c *content) image(im *page.Image, use *imageUse) {
	c.end()
	x0, y0, x1, y1 := c.rect(im.X, im.Y, im.W, im.H)
	c.b = append(c.b, "q "...)
	c.b = appendMilli(c.b, x1-x0, 0, 0, y1-y0, x0, y0)
	c.b = append(c.b, " cm /I"...)
	c.b = strconv.AppendInt(c.b, int64(use.number), 10)
	c.b = append(c.b, " Do Q\n"...)
}

// begin opens a stretch: marked content of a structure element (PDF 32000-1
// §14.7.4.2) or an artifact (§14.8.2.2).
func (c *content) begin(s structure.Stretch) {
	c.end()
	if s.MCID >= 0 {
		c.b = appendName(c.b, s.Kind.String())
		c.b = append(c.b, "<</MCID "...)
		c.b = strconv.AppendInt(c.b, int64(s.MCID), 10)
		c.b = append(c.b, ">>BDC\n"...)
		return
	}
	c.b = append(c.b, "/Artifact<</Type"...)
	switch s.Artifact {
	case page.Layout:
		c.b = append(c.b, "/Layout"...)
	case page.Footer:
		c.b = append(c.b, "/Pagination/Subtype/Footer"...)
	case page.Header:
		c.b = append(c.b, "/Pagination/Subtype/Header"...)
	case page.Repeated:
		c.b = append(c.b, "/Pagination"...)
	}
	c.b = append(c.b, ">>BDC\n"...)
}

// finish closes the stretch.
func (c *content) finish() {
	c.end()
	c.b = append(c.b, "EMC\n"...)
}

// glyphs shows a run of text, with its passages in another language.
func (c *content) glyphs(g *page.Glyphs, use *fontUse, foreign passages) {
	c.fill(g.Color)
	if g.Turned {
		c.turn(g)
		defer c.end() // the next run is upright again
	}
	if !c.inText {
		c.b = append(c.b, "BT\n"...)
		c.inText, c.x, c.y = true, 0, 0
	}
	size := int64(g.Size.MulDiv(10000, int64(unit.Pt)))
	if use != c.font || size != c.size {
		c.font, c.size = use, size
		c.b = append(c.b, "/F"...)
		c.b = strconv.AppendInt(c.b, int64(use.number), 10)
		c.b = append(c.b, ' ')
		c.b = appendDecimal(c.b, size, 4)
		c.op("Tf")
	}
	for part := range parts(g, foreign) {
		c.span(part)
		c.lines(g, part.glyphs)
		if part.lang != "" || part.spoken {
			c.b = append(c.b, "EMC\n"...)
		}
	}
}

// span opens marked content for a part in another language (§14.9.2) or of
// another text than its codes stand for (§14.9.4); for others it does nothing.
func (c *content) span(p part) {
	if p.lang == "" && !p.spoken {
		return
	}
	c.b = append(c.b, "/Span<<"...)
	if p.lang != "" {
		c.b = append(c.b, "/Lang"...)
		c.b = appendText(c.b, p.lang)
	}
	if p.spoken {
		c.b = append(c.b, "/ActualText"...)
		c.b = appendText(c.b, p.actual)
	}
	c.b = append(c.b, ">>BDC\n"...)
}

// turn begins a text object whose lines run downwards from the run's origin:
// (x, y) of it is (y, -x) of the page.
func (c *content) turn(g *page.Glyphs) {
	c.end()
	c.x, c.y = milli(g.X), milli(c.height-g.Y)
	c.b = append(c.b, "BT 0 -1 1 0 "...)
	c.b = appendMilli(c.b, c.x, c.y)
	c.op("Tm")
	c.inText = true
}

// lines writes as many show operators as the glyphs need.
func (c *content) lines(g *page.Glyphs, rest []page.Glyph) {
	for len(rest) > 0 {
		rest = rest[c.line(g, rest):]
	}
}

// maxShift is how far one TJ adjustment may go, in 1/10000 em: readers of old
// kept them in 16 bits.
const maxShift = 300_000

// line writes one show operator for the first glyphs of rest, which share a
// rise, and returns how many. It follows the reader's pen in whole numbers:
// the pen moves by the widths in W, in 1/1000 em; when that leaves it more
// than slack beside the place of the next glyph, an adjustment of 1/10000 em
// resolution sets it right. So errors do not add up along a line.
func (c *content) line(g *page.Glyphs, rest []page.Glyph) int {
	first := rest[0]
	if rise := milli(first.Rise); rise != c.rise {
		c.rise = rise
		c.b = appendMilli(c.b, rise)
		c.op("Ts")
	}
	c.move(milli(g.X+first.X), milli(c.height-g.Y))

	const slack = 5 * perPoint / 1000 // 0.005 pt
	start := len(c.b)
	c.b = append(c.b, "[<"...)
	plain := true // no adjustment so far
	pen := int64(0)
	n := 0
	for ; n < len(rest) && rest[n].Rise == first.Rise; n++ {
		p := rest[n]
		if off := pen*c.size*256 - int64(p.X-first.X)*(perPoint/int64(unit.Pt)); off > slack || off < -slack {
			shift := divRound(off, c.size*256)
			if shift > maxShift || shift < -maxShift {
				break
			}
			if shift != 0 {
				pen -= shift
				c.b = append(c.b, '>')
				c.b = appendDecimal(c.b, shift, 1)
				c.b = append(c.b, '<')
				plain = false
			}
		}
		code := c.font.code(p.ID, g.Text[p.Start:p.End])
		c.b = appendHex4(c.b, code)
		pen += c.font.widths[code] * 10
	}
	if plain {
		// One string needs no array.
		c.b = append(c.b[:start], c.b[start+1:]...)
		c.b = append(c.b, '>')
		c.op("Tj")
	} else {
		c.b = append(c.b, ">]"...)
		c.op("TJ")
	}
	return n
}

// perPoint is a point in the units of the pen: 1/10000 em of a size in 1/10000 pt, and
// 256 times finer to make 1/65536 pt a whole number of it.
const perPoint = 10_000 * 10_000 * 256

// move begins a line at x, y.
func (c *content) move(x, y int64) {
	c.b = appendMilli(c.b, x-c.x, y-c.y)
	c.op("Td")
	c.x, c.y = x, y
}

// appendNew appends v unless it is there: a page uses few fonts and images.
func appendNew[T comparable](s []T, v T) []T {
	for _, have := range s {
		if have == v {
			return s
		}
	}
	return append(s, v)
}

// divRound is a/b rounded half away from zero, b > 0.
func divRound(a, b int64) int64 {
	if a < 0 {
		return -((-a + b/2) / b)
	}
	return (a + b/2) / b
}
