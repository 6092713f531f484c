package pdf

import (
	"strconv"
	"testing"

	"kan/pipeline/font"
	"kan/pipeline/page"
	"kan/pipeline/structure"
	"kan/pipeline/unit"
)

// book is pages of 22 lines of 28 characters, 2,700 distinct ones, in three
// faces, five lines to a paragraph.
func book(t testing.TB, pages int, faces ...string) *page.Document {
	var fs []*font.Face
	for _, name := range faces {
		fs = append(fs, face(t, name))
	}
	var han []rune // characters all faces have
	for r := rune(0x4E00); len(han) < 2700; r++ {
		ok := true
		for _, f := range fs {
			ok = ok && f.Glyph(r) != 0
		}
		if ok {
			han = append(han, r)
		}
	}
	d := onePage()
	d.Pages = nil
	n := 0
	for p := range pages {
		page1 := page.Page{Width: unit.MM(21000), Height: unit.MM(29700), Label: strconv.Itoa(p + 1)}
		for l := range 22 {
			if l%5 == 0 {
				page1.Items = append(page1.Items, page.Mark{Kind: page.MarkP})
			}
			var text []rune
			for range 28 {
				text = append(text, han[n*7919%len(han)])
				n++
			}
			f := fs[0]
			if l%11 == 0 {
				f = fs[(p+l)%len(fs)]
			}
			g := line(f, pt(16), unit.MM(2800), unit.MM(3700)+pt(29)*unit.Length(l), string(text))
			for i := range g.Glyphs {
				g.Glyphs[i].X += unit.Length(i*i%5) * unit.Pt / 7 * unit.Length(l%2)
			}
			page1.Items = append(page1.Items, g)
			if l%5 == 4 || l == 21 {
				page1.Items = append(page1.Items, page.Mark{Kind: page.MarkP, Close: true})
			}
		}
		d.Pages = append(d.Pages, page1)
	}
	return d
}

func BenchmarkWrite(b *testing.B) {
	for _, level := range []int{1, 3, 5, DefaultLevel, 7, 9} {
		b.Run("50pages/level"+strconv.Itoa(level), func(b *testing.B) {
			benchmark(b, book(b, 50, serif, bold, sans), Options{Level: level})
		})
	}
	b.Run("50pages/CFF", func(b *testing.B) { benchmark(b, book(b, 50, fang, serif, sans), Options{}) })
	b.Run("50pages/cached", func(b *testing.B) { benchmark(b, book(b, 50, serif, bold, sans), Options{Cache: NewCache()}) })
	b.Run("500pages", func(b *testing.B) { benchmark(b, book(b, 500, serif, bold, sans), Options{}) })
}

// benchmark reads the structure and writes the file, again and again.
func benchmark(b *testing.B, d *page.Document, o Options) {
	b.ReportAllocs()
	for b.Loop() {
		var n counter
		if err := Write(&n, d, structure.Read(d), o); err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(n), "bytes")
	}
}

type counter int

func (c *counter) Write(b []byte) (int, error) { *c += counter(len(b)); return len(b), nil }
