package font

import (
	"bytes"
	"io"
	"math"
	"os"
	"testing"

	gotext "github.com/go-text/typesetting/font"

	"kan/fonts"
)

var files = []string{"FandolFang-Regular.otf", "NotoSerifSC-Regular.ttf", "NotoSerifSC-Bold.ttf",
	"NotoSansSC-Medium.ttf", "LXGWWenKai-Regular.ttf"}

func open(t testing.TB, name string) *Face {
	t.Helper()
	file, err := os.Open("../../fonts/" + name)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { file.Close() })
	info, err := file.Stat()
	if err != nil {
		t.Fatal(err)
	}
	f, err := Open(file, info.Size(), name, 0)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestEveryGlyphAgreesWithAnotherReader(t *testing.T) {
	for _, name := range files {
		data, err := os.ReadFile("../../fonts/" + name)
		if err != nil {
			t.Fatal(err)
		}
		other, err := gotext.ParseTTF(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		f := open(t, name)
		if f.UnitsPerEm() != int(other.Upem()) {
			t.Errorf("%s: %d units per em", name, f.UnitsPerEm())
		}
		for r := rune(0); r < 0x32400; r++ {
			if want, _ := other.NominalGlyph(r); uint32(f.Glyph(r)) != uint32(want) {
				t.Errorf("%s: %U is glyph %d, want %d", name, r, f.Glyph(r), want)
			}
		}
		for g := range f.NumGlyphs() {
			if a, want := f.Advance(GID(g)), int(other.HorizontalAdvance(gotext.GID(g))); a != want {
				t.Errorf("%s: glyph %d is %d wide, want %d", name, g, a, want)
			}
			box, ok := f.Bounds(GID(g))
			e, _ := other.GlyphExtents(gotext.GID(g))
			near := func(a int, b float32) bool { return math.Abs(float64(a)-float64(b)) <= 2 }
			if ok != (e.Width != 0) || ok && (!near(box.XMin, e.XBearing) || !near(box.YMax, e.YBearing) ||
				!near(box.XMax, e.XBearing+e.Width) || !near(box.YMin, e.YBearing+e.Height)) {
				t.Errorf("%s: glyph %d inks %v (%v), want %v", name, g, box, ok, e)
			}
		}
	}
}

func TestRareCharactersAreWhereTheyAreSaidToBe(t *testing.T) {
	for _, name := range files {
		for _, r := range "𬭎㛃堃喆" {
			if has := open(t, name).Glyph(r) != 0; has == (name == files[0]) {
				t.Errorf("%s has %c: %v", name, r, has)
			}
		}
	}
}

func TestNames(t *testing.T) {
	if n := open(t, files[0]).PostScriptName(); n != "FandolFang-Regular" {
		t.Error(n)
	}
	f := open(t, files[1])
	if m := f.Metrics(); f.Format() != TrueType || !m.Serif || m.FixedPitch || m.CapHeight < 600 || m.EmbeddingForbidden || m.Ascent < 800 || m.Weight != 400 {
		t.Errorf("%+v", m)
	}
}

func TestWhatIsNoFont(t *testing.T) {
	for _, data := range []string{"", "OTTO", "%PDF-1.7 no font at all", "ttcf\x00\x01\x00\x00\x00\x00\x00\x00",
		"\x00\x01\x00\x00\xff\xff\x00\x00\x00\x00\x00\x00"} {
		if _, err := Open(bytes.NewReader([]byte(data)), int64(len(data)), "x", 0); err == nil {
			t.Errorf("%q is taken for a font", data)
		}
	}
}

func BenchmarkOpenAndLookUp(b *testing.B) {
	for _, name := range []string{files[0], files[1]} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				file, err := fonts.Files.Open(name)
				if err != nil {
					b.Fatal(err)
				}
				info, err := file.Stat()
				if err != nil {
					b.Fatal(err)
				}
				f, err := Open(file.(io.ReaderAt), info.Size(), name, 0)
				if err != nil {
					b.Fatal(err)
				}
				for r := rune(0x4E00); r < 0x4E00+3000; r++ {
					f.Advance(f.Glyph(r))
				}
			}
		})
	}
}

func BenchmarkBounds(b *testing.B) {
	for _, name := range []string{files[0], files[1]} {
		b.Run(name, func(b *testing.B) {
			f := open(b, name)
			g := f.Glyph('国')
			for b.Loop() {
				f.Bounds(g)
			}
		})
	}
}
