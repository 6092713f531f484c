package pipeline_test

import (
	"cmp"
	"encoding/xml"
	"fmt"
	"image"
	"image/draw"
	"image/png"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// Products are measured as a reader with a ruler would, from what other
// programs find in them: mutool says where characters and rectangles stand,
// poppler draws the page and the ink is measured. Nothing of ours is asked.

// mm is a millimetre in points.
const mm = 72 / 25.4

// printed is a product as mutool reads it.
type printed struct {
	t      *testing.T
	path   string
	leaves []leaf
}

// leaf is a page. Lengths are points from its top left corner.
type leaf struct {
	number        int
	width, height float64
	chars         []char
	rects         []rect
}

// char is a character: its origin and baseline, where its advance ends.
type char struct {
	r           rune
	x, y, right float64
	size        float64
	font        string
}

// rect is a filled rectangle, or the place of ink.
type rect struct{ left, top, right, bottom float64 }

// nowhere is the place of ink where there is none. NaN is never what it should be.
var nowhere = rect{math.NaN(), math.NaN(), math.NaN(), math.NaN()}

// readPDF lets mutool read a file.
func readPDF(t *testing.T, path string) *printed {
	t.Helper()
	p := &printed{t: t, path: path}
	var text struct {
		Pages []struct {
			Width  float64 `xml:"width,attr"`
			Height float64 `xml:"height,attr"`
			Fonts  []struct {
				Name  string  `xml:"name,attr"`
				Size  float64 `xml:"size,attr"`
				Chars []struct {
					X    float64 `xml:"x,attr"`
					Y    float64 `xml:"y,attr"`
					Quad string  `xml:"quad,attr"`
					C    string  `xml:"c,attr"`
				} `xml:"char"`
			} `xml:"block>line>font"`
		} `xml:"page"`
	}
	p.mutool("stext", &text)
	for n, pg := range text.Pages {
		l := leaf{number: n + 1, width: pg.Width, height: pg.Height}
		for _, f := range pg.Fonts {
			for _, c := range f.Chars {
				for _, r := range c.C {
					quad := strings.Fields(c.Quad) // the second of its corners is the top right one
					right, _ := strconv.ParseFloat(quad[2], 64)
					l.chars = append(l.chars, char{r, c.X, c.Y, right, f.Size, f.Name})
				}
			}
		}
		p.leaves = append(p.leaves, l)
	}
	p.readRects()
	return p
}

// readRects adds what mutool's trace has of filled paths. Coordinates there
// are those of PDF, y upwards.
func (p *printed) readRects() {
	type point struct {
		X float64 `xml:"x,attr"`
		Y float64 `xml:"y,attr"`
	}
	var trace struct {
		Pages []struct {
			Paths []struct {
				From point   `xml:"moveto"`
				To   []point `xml:"lineto"`
			} `xml:"fill_path"`
		} `xml:"page"`
	}
	p.mutool("trace", &trace)
	for n, pg := range trace.Pages {
		l := &p.leaves[n]
		for _, path := range pg.Paths {
			r := rect{path.From.X, l.height - path.From.Y, path.From.X, l.height - path.From.Y}
			for _, to := range path.To {
				r.left, r.right = min(r.left, to.X), max(r.right, to.X)
				r.top, r.bottom = min(r.top, l.height-to.Y), max(r.bottom, l.height-to.Y)
			}
			l.rects = append(l.rects, r)
		}
		slices.SortStableFunc(l.rects, func(a, b rect) int { return cmp.Compare(a.top, b.top) })
	}
}

// mutool has the file written in one of mutool's XML formats and decodes it.
func (p *printed) mutool(format string, into any) {
	p.t.Helper()
	name := filepath.Join(p.t.TempDir(), format)
	tool(p.t, "mutool", "draw", "-q", "-F", format, "-o", name, p.path)
	data, err := os.ReadFile(name)
	if err == nil {
		err = xml.Unmarshal(data, into)
	}
	if err != nil {
		p.t.Fatal(err)
	}
}

// left is the left edge of the type area in millimetres: the binding edge, 28
// mm wide, is left on odd pages and right on even ones (GB/T 9704 5.2.1).
func (l *leaf) left() float64 {
	if l.number%2 == 1 {
		return 28
	}
	return 26
}

// lines are the characters of about that size whose baseline is above the
// height to, by baseline.
func (l *leaf) lines(size, to float64) [][]char {
	var out [][]char
	for _, c := range l.chars {
		if math.Abs(c.size-size) > 0.9 || c.y > to || c.r == ' ' {
			continue
		}
		k := slices.IndexFunc(out, func(line []char) bool { return math.Abs(line[0].y-c.y) < 0.01 })
		if k < 0 {
			k = len(out)
			out = append(out, nil)
		}
		out[k] = append(out[k], c)
	}
	slices.SortFunc(out, func(a, b []char) int { return cmp.Compare(a[0].y, b[0].y) })
	return out
}

// scan is a part of a page as poppler draws it.
type scan struct {
	*image.RGBA
	dpi       float64
	left, top int // pixels of the page beside and above the part
}

// scan draws an area given in millimetres.
func (p *printed) scan(leaf int, dpi float64, area rect) *scan {
	p.t.Helper()
	px := func(v float64) int { return int(math.Round(v / 25.4 * dpi)) }
	s := &scan{dpi: dpi, left: px(area.left), top: px(area.top)}
	args := []string{"-png", "-singlefile"}
	for _, a := range []struct {
		flag  string
		value int
	}{{"-r", int(dpi)}, {"-f", leaf}, {"-l", leaf}, {"-x", s.left}, {"-y", s.top},
		{"-W", px(area.right) - s.left}, {"-H", px(area.bottom) - s.top}} {
		args = append(args, a.flag, strconv.Itoa(a.value))
	}
	out := filepath.Join(p.t.TempDir(), "page")
	tool(p.t, "pdftoppm", append(args, p.path, out)...)
	f, err := os.Open(out + ".png")
	if err != nil {
		p.t.Fatal(err)
	}
	defer f.Close()
	img, err := png.Decode(f)
	if err != nil {
		p.t.Fatal(err)
	}
	s.RGBA = image.NewRGBA(img.Bounds())
	draw.Draw(s.RGBA, s.Bounds(), img, img.Bounds().Min, draw.Src)
	return s
}

// dark and red judge a pixel: half covered by ink is ink.
func dark(r, g, b uint8) bool { return r < 128 && g < 128 && b < 128 }
func red(r, g, b uint8) bool  { return r > 160 && g < 128 && b < 140 }

// x and y turn pixels into millimetres of the page.
func (s *scan) x(px int) float64 { return float64(px+s.left) / s.dpi * 25.4 }
func (s *scan) y(px int) float64 { return float64(px+s.top) / s.dpi * 25.4 }

// row is the first inked pixel of a row, the last, and how many there are.
func (s *scan) row(y int, ink func(r, g, b uint8) bool) (first, last, count int) {
	for x, o := 0, s.PixOffset(0, y); x < s.Bounds().Dx(); x, o = x+1, o+4 {
		if ink(s.Pix[o], s.Pix[o+1], s.Pix[o+2]) {
			if count == 0 {
				first = x
			}
			last = x
			count++
		}
	}
	return first, last, count
}

// box is the smallest rectangle around the ink between two heights, all in
// millimetres of the page; it is of NaN where there is no ink.
func (s *scan) box(ink func(r, g, b uint8) bool, top, bottom float64) rect {
	b := nowhere
	for y := range s.Bounds().Dy() {
		if s.y(y) < top || s.y(y) >= bottom {
			continue
		}
		first, last, count := s.row(y, ink)
		if count == 0 {
			continue
		}
		if math.IsNaN(b.top) {
			b = rect{s.x(first), s.y(y), s.x(last + 1), 0}
		}
		b.left, b.right, b.bottom = min(b.left, s.x(first)), max(b.right, s.x(last+1)), s.y(y+1)
	}
	return b
}

// finding is a number of the standard and what was measured.
type finding struct {
	clause, what         string
	got, want, tolerance float64
}

// off tells whether the product deviates. What could not be measured, NaN, does.
func (f finding) off() bool { return !(math.Abs(f.got-f.want) <= f.tolerance) }

func (f finding) String() string {
	return fmt.Sprintf("%s %s: measured %.3f, the standard has %.3f ± %g", f.clause, f.what, f.got, f.want, f.tolerance)
}

// farthest is the value farthest from want.
func farthest(values []float64, want float64) float64 {
	far := math.NaN()
	for _, v := range values {
		if math.IsNaN(far) || math.Abs(v-want) > math.Abs(far-want) {
			far = v
		}
	}
	return far
}

// beyond is how far b reaches beyond a type area from left to right, top to bottom.
func (b rect) beyond(area rect) float64 {
	return max(0, area.left-b.left, area.top-b.top, b.right-area.right, b.bottom-area.bottom)
}
