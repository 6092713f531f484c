package parity

import (
	"cmp"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"unicode"
)

// Rendering is the text of a file, page by page, in the order of its content
// streams: there the cells of a table follow one another whole, which no
// sorting by place would find out again. Only what follows one another on one
// line is sorted: LibreOffice draws characters of stand-in faces last.
type Rendering struct{ pages []sheet }

// sheet is one page. Lengths are points from its top left corner.
type sheet struct {
	width, height float64
	glyphs        []glyph
}

// turned tells whether a page lies on its side.
func (s sheet) turned() bool { return s.width > s.height }

// glyph is one character with its origin on the baseline; white space is not
// among them.
type glyph struct {
	r          rune
	page       int // from 0
	x, y, size float64
}

// sameLine tells whether two characters stand on one line. Marks of notes are
// raised, and faces that stand in for others may sit a little higher.
func (g glyph) sameLine(o glyph) bool {
	return g.page == o.page && math.Abs(g.y-o.y) < max(g.size, o.size)*0.6
}

// Read reads what `mutool draw -F stext` writes.
func Read(r io.Reader) (*Rendering, error) {
	var file struct {
		Pages []struct {
			Width  float64 `xml:"width,attr"`
			Height float64 `xml:"height,attr"`
			Fonts  []struct {
				Size  float64 `xml:"size,attr"`
				Chars []struct {
					X float64 `xml:"x,attr"`
					Y float64 `xml:"y,attr"`
					C string  `xml:"c,attr"`
				} `xml:"char"`
			} `xml:"block>line>font"`
		} `xml:"page"`
	}
	if err := xml.NewDecoder(r).Decode(&file); err != nil {
		return nil, fmt.Errorf("mutool 的输出读不懂：%w", err)
	}
	if len(file.Pages) == 0 {
		return nil, errors.New("mutool 没有读出任何一页")
	}
	out := &Rendering{}
	for n, p := range file.Pages {
		s := sheet{width: p.Width, height: p.Height}
		for _, f := range p.Fonts {
			for _, c := range f.Chars {
				for _, r := range c.C {
					if !blank(r) {
						s.glyphs = append(s.glyphs, glyph{r, n, c.X, c.Y, f.Size})
					}
				}
			}
		}
		sortLines(s.glyphs)
		out.pages = append(out.pages, s)
	}
	return out, nil
}

// blank tells what is dropped as white space. Mutool writes a zero-width space
// for every glyph more than a text has characters.
func blank(r rune) bool { return unicode.IsSpace(r) || r == '\u200b' }

// line is characters that follow one another at one height.
type line []glyph

func lines(glyphs []glyph) (out []line) {
	start := 0
	for k := range glyphs {
		if k > 0 && !glyphs[k].sameLine(glyphs[k-1]) {
			out, start = append(out, glyphs[start:k]), k
		}
	}
	if len(glyphs) > 0 {
		out = append(out, glyphs[start:])
	}
	return out
}

// sortLines sorts each line from left to right.
func sortLines(glyphs []glyph) {
	for _, l := range lines(glyphs) {
		slices.SortStableFunc(l, func(a, b glyph) int { return cmp.Compare(a.x, b.x) })
	}
}
