package pdf

import (
	"image"
	"image/color"
	"path/filepath"
	"testing"

	"kan/pipeline/page"
	"kan/pipeline/unit"
)

// Another program finds the ink of every glyph where the font says it is.
func TestGlyphsAreDrawnInTheirPlaces(t *testing.T) {
	const side, x, y = 200, 40, 150 // of the page, and the glyph's origin
	for _, c := range []struct{ font, text string }{
		{serif, "国"}, {bold, "国"}, {sans, "国"}, {kai, "国"}, {fang, "国"},
		{serif, "ǘ"}, {sans, "ǚ"}, {kai, "ǜ"}, {fang, "g"}, {serif, "人⼈"},
	} {
		f := face(t, c.font)
		text := []rune(c.text)
		g := line(f, pt(100), pt(x), pt(y), string(text))
		for i := range g.Glyphs {
			g.Glyphs[i].X = 0 // of two glyphs, one upon the other
		}
		if len(text) == 2 && g.Glyphs[0].ID != g.Glyphs[1].ID {
			t.Fatalf("%s has two glyphs for %s", c.font, c.text)
		}
		d := onePage(g)
		d.Pages[0].Width, d.Pages[0].Height = pt(side), pt(side)
		got := ink(raster(t, write(t, d, Options{}), "72"))
		box, _ := f.Bounds(g.Glyphs[0].ID)
		em := f.Metrics().UnitsPerEm
		want := image.Rect(x+box.XMin*100/em, y-box.YMax*100/em, x+box.XMax*100/em, y-box.YMin*100/em)
		if !got.In(want.Inset(-2)) || !want.Inset(2).In(got) {
			t.Errorf("%s of %s: ink %v, want about %v", c.text, c.font, got, want)
		}
	}
}

func TestBoxesAreDrawnInTheirPlaces(t *testing.T) {
	d := onePage(page.Box{X: pt(10), Y: pt(20), W: pt(30), H: pt(5), Color: page.Color{R: 0xC0}},
		line(face(t, serif), unit.Pt, pt(90), pt(90), " "),
		page.Box{X: pt(30), Y: pt(25), W: pt(10), H: pt(40)})
	d.Pages[0].Width, d.Pages[0].Height = pt(100), pt(100)
	m := raster(t, write(t, d, Options{}), "72")
	if got, want := ink(m), image.Rect(10, 20, 40, 65); got != want {
		t.Errorf("ink %v, want %v", got, want)
	}
	for _, c := range []struct {
		x, y int
		want color.RGBA
	}{{15, 22, color.RGBA{0xC0, 0, 0, 255}}, {35, 22, color.RGBA{0xC0, 0, 0, 255}}, {35, 40, color.RGBA{0, 0, 0, 255}}, {15, 40, color.RGBA{255, 255, 255, 255}}} {
		if got := color.RGBAModel.Convert(m.At(c.x, c.y)); got != c.want {
			t.Errorf("pixel %d,%d is %v, want %v", c.x, c.y, got, c.want)
		}
	}
}

// raster draws page 1.
func raster(t testing.TB, data []byte, dpi string) image.Image {
	t.Helper()
	out := filepath.Join(t.TempDir(), "page")
	run(t, data, "pdftoppm", "-r", dpi, "-png", "-singlefile", "%s", out)
	return decoded(t, out+".png")
}

// ink is the smallest box around what is not white.
func ink(m image.Image) (box image.Rectangle) {
	b := m.Bounds()
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			if color.GrayModel.Convert(m.At(x, y)).(color.Gray).Y < 0xF0 {
				box = box.Union(image.Rect(x, y, x+1, y+1))
			}
		}
	}
	return box
}
