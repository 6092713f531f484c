package gopdf

import (
	"fmt"
	"strings"

	lib "github.com/signintech/gopdf"

	"kan/pipeline/page"
	"kan/pipeline/unit"
)

// painter draws pages through the library.
type painter struct {
	*survey
	pdf   *lib.GoPdf
	marks map[string][]string // titles of the bookmarks to an anchor
	first int64               // height of the first page, 1/100 pt
	below int64               // how much lower the page is than the first
	font  *face
	size  int64 // 1/1000 pt, as the library writes it
}

func newPainter(d *page.Document, s *survey) *painter {
	p := &painter{survey: s, pdf: &lib.GoPdf{}, marks: map[string][]string{}, first: centi(d.Pages[0].Height)}
	for _, b := range d.Outline {
		p.marks[b.Anchor] = append(p.marks[b.Anchor], b.Title)
	}
	p.pdf.Start(lib.Config{Unit: lib.UnitPT, PageSize: lib.Rect{W: pt(centi(d.Pages[0].Width)), H: pt(p.first)}})
	return p
}

// centi is l in 1/100 pt, the finest that the library writes.
func centi(l unit.Length) int64 { return int64(l.MulDiv(100, int64(unit.Pt))) }

// pt is a length in 1/100 pt as the library takes it. It comes back the same
// from there: whole hundredths survive its additions and its rounding.
func pt(hundredths int64) float64 { return float64(hundredths) / 100 }

// page draws one page.
func (p *painter) page(pg *page.Page) error {
	p.pdf.AddPageWithOption(lib.PageOption{PageSize: &lib.Rect{W: pt(centi(pg.Width)), H: pt(centi(pg.Height))}})
	p.pdf.SetFillColor(0, 0, 0) // the library spoils a page without content
	p.below = p.first - centi(pg.Height)
	for _, item := range pg.Items {
		var err error
		switch item := item.(type) {
		case *page.Glyphs:
			err = p.glyphs(item)
		case page.Box:
			p.pdf.SetFillColor(item.Color.R, item.Color.G, item.Color.B)
			x, y, w, h := rect(item.X, item.Y, item.W, item.H)
			p.pdf.RectFromUpperLeftWithStyle(pt(x), pt(y), pt(w), pt(h), "F")
		case *page.Image:
			x, y, w, h := rect(item.X, item.Y, item.W, item.H)
			if err = p.pdf.ImageByHolder(p.pictures[item.File], pt(x), pt(y), &lib.Rect{W: pt(w), H: pt(h)}); err != nil {
				err = fmt.Errorf("image %s: %w", item.File.Name, err)
			}
		case page.Link:
			p.link(item)
		case page.Anchor:
			p.anchor(item)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// rect rounds edges, not sizes, so that boxes that touch still do.
func rect(x, y, w, h unit.Length) (x0, y0, w0, h0 int64) {
	x0, y0 = centi(min(x, x+w)), centi(min(y, y+h))
	return x0, y0, centi(max(x, x+w)) - x0, centi(max(y, y+h)) - y0
}

// glyphs shows a run of text.
func (p *painter) glyphs(g *page.Glyphs) error {
	if len(g.Glyphs) == 0 {
		return nil
	}
	f := p.faces[g.Face]
	size := int64(g.Size.MulDiv(1000, int64(unit.Pt)))
	if f != p.font || size != p.size {
		if err := p.pdf.SetFont(f.name, "", float64(size)/1000); err != nil {
			return err
		}
		p.font, p.size = f, size
	}
	p.pdf.SetTextColor(g.Color.R, g.Color.G, g.Color.B)
	if g.Turned {
		p.pdf.Rotate(-90, pt(centi(g.X)), pt(centi(g.Y)))
		defer p.pdf.RotateReset()
	}
	for rest := g.Glyphs; len(rest) > 0; {
		text, n := p.stretch(g, rest)
		p.pdf.SetXY(pt(centi(g.X+rest[0].X)), pt(centi(g.Y-rest[0].Rise)))
		if err := p.pdf.Text(text); err != nil {
			return fmt.Errorf("font %s: %w", g.Face.Name(), err)
		}
		rest = rest[n:]
	}
	return nil
}

// slack is how far beside its place, in 1/1,000,000 pt, a glyph may be drawn:
// as far as rounding may put it that begins a stretch.
const slack = 5000

// stretch is the characters of the first n glyphs of rest, which the library
// puts in their places by itself. It follows the reader's pen as W moves it, in
// 1/1000 em and rounded down as the library does.
func (p *painter) stretch(g *page.Glyphs, rest []page.Glyph) (string, int) {
	var text strings.Builder
	start, pen := 10_000*centi(g.X+rest[0].X), int64(0)
	for n, glyph := range rest {
		off := start + pen*p.size - int64((g.X+glyph.X).MulDiv(1_000_000, int64(unit.Pt)))
		if n > 0 && (glyph.Rise != rest[0].Rise || off > slack || off < -slack) {
			return text.String(), n
		}
		r, _ := p.font.character(g.Text[glyph.Start:glyph.End], glyph.ID)
		text.WriteRune(r)
		pen += int64(g.Face.Advance(glyph.ID)) * 1000 / int64(g.Face.UnitsPerEm())
	}
	return text.String(), len(rest)
}

// link makes a link annotation. The library counts its y from the top of the
// first page.
func (p *painter) link(l page.Link) {
	x, y, w, h := rect(l.X, l.Y, l.W, l.H)
	if l.URL != "" {
		p.pdf.AddExternalLink(asciiURI(l.URL), pt(x), pt(y+p.below), pt(w), pt(h))
	} else {
		p.pdf.AddInternalLink(l.Anchor, pt(x), pt(y+p.below), pt(w), pt(h))
	}
}

// anchor makes a place that links lead to, and its bookmarks. The library puts
// an anchor a type size and a bookmark 20 pt too high, on the first page.
func (p *painter) anchor(a page.Anchor) {
	y := centi(a.Y) + p.below
	p.pdf.SetFontSize(0)
	p.font = nil
	p.pdf.SetXY(pt(centi(a.X)), pt(y))
	p.pdf.SetAnchor(a.Name)
	for _, title := range p.marks[a.Name] {
		p.pdf.SetY(pt(y + 2000))
		p.pdf.AddOutlineWithPosition(title)
	}
}

// asciiURI writes what a URI cannot hold (ISO 32000-1 §12.6.4.7, RFC 3986) as
// percent-encoded UTF-8.
func asciiURI(url string) string {
	var b strings.Builder
	for _, c := range []byte(url) {
		if c <= ' ' || c > '~' || strings.IndexByte(`"<>\^{|}`+"`", c) >= 0 {
			fmt.Fprintf(&b, "%%%02X", c)
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}
