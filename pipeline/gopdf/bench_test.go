package gopdf_test

import (
	"io"
	"strconv"
	"testing"

	"kan/pipeline/diag"
	"kan/pipeline/font"
	"kan/pipeline/gopdf"
	"kan/pipeline/page"
	"kan/pipeline/pdf"
	"kan/pipeline/structure"
	"kan/pipeline/unit"
)

// book is pages of 22 lines of 28 characters, 2,700 distinct ones, in three
// faces; every second line is spaced unevenly.
func book(t testing.TB, pages int) *page.Document {
	faces := []*font.Face{face(t, serif), face(t, bold), face(t, sans)}
	var han []rune // characters all faces have
	for r := rune(0x4E00); len(han) < 2700; r++ {
		if faces[0].Glyph(r) != 0 && faces[1].Glyph(r) != 0 && faces[2].Glyph(r) != 0 {
			han = append(han, r)
		}
	}
	d := document()
	d.Pages = nil
	n := 0
	for p := range pages {
		pg := page.Page{Width: unit.MM(21000), Height: unit.MM(29700), Label: strconv.Itoa(p + 1)}
		for l := range 22 {
			var text []rune
			for range 28 {
				text = append(text, han[n*7919%len(han)])
				n++
			}
			f := faces[0]
			if l%11 == 0 {
				f = faces[(p+l)%len(faces)]
			}
			g := line(f, pt(16), unit.MM(2800), unit.MM(3700)+pt(29)*unit.Length(l), string(text))
			for i := range g.Glyphs {
				g.Glyphs[i].X += unit.Length(i*i%5) * unit.Pt / 7 * unit.Length(l%2)
			}
			pg.Items = append(pg.Items, g)
		}
		d.Pages = append(d.Pages, pg)
	}
	return d
}

// counter is how many bytes were written.
type counter int

func (c *counter) Write(b []byte) (int, error) { *c += counter(len(b)); return len(b), nil }

// Ours tags the file, so that it writes more than gopdf; gopdf is handed only
// the outlines in use, so that it reads less than it would by itself.
func BenchmarkEngines(b *testing.B) {
	engines := []struct {
		name  string
		write func(io.Writer, *page.Document) error
	}{
		{"kan", func(w io.Writer, d *page.Document) error { return pdf.Write(w, d, structure.Read(d), pdf.Options{}) }},
		{"gopdf", func(w io.Writer, d *page.Document) error { return gopdf.Write(w, d, &diag.List{}) }},
	}
	for _, pages := range []int{50, 500} {
		for _, e := range engines {
			b.Run(e.name+"/"+strconv.Itoa(pages), func(b *testing.B) {
				d := book(b, pages)
				b.ReportAllocs()
				for b.Loop() {
					var n counter
					if err := e.write(&n, d); err != nil {
						b.Fatal(err)
					}
					b.ReportMetric(float64(n), "bytes")
				}
			})
		}
	}
}
