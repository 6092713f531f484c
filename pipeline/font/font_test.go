package font

import (
	"bytes"
	"math"
	"os"
	"testing"

	gotext "github.com/go-text/typesetting/font"
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

const sample = "国家粮食安全，“三农”——AVhx 0129·…堃喆㛃玥翀𬭎①ǘǚ（）《》㐂𠮷"

func TestAgreesWithAnotherReader(t *testing.T) {
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
		if f.Metrics().UnitsPerEm != int(other.Upem()) {
			t.Errorf("%s: %d units per em", name, f.Metrics().UnitsPerEm)
		}
		for _, r := range sample {
			want, _ := other.NominalGlyph(r)
			g := f.Glyph(r)
			if uint32(g) != uint32(want) {
				t.Errorf("%s: %c is glyph %d, want %d", name, r, g, want)
				continue
			}
			if g == 0 {
				continue
			}
			if a, w := f.Advance(g), int(other.HorizontalAdvance(want)); a != w {
				t.Errorf("%s: %c is %d wide, want %d", name, r, a, w)
			}
			box, ok := f.Bounds(g)
			e, _ := other.GlyphExtents(want)
			if !ok {
				if e.Width != 0 {
					t.Errorf("%s: %c has no ink", name, r)
				}
				continue
			}
			near := func(a int, b float32) bool { return math.Abs(float64(a)-float64(b)) <= 2 }
			if !near(box.XMin, e.XBearing) || !near(box.YMax, e.YBearing) || !near(box.XMax, e.XBearing+e.Width) || !near(box.YMin, e.YBearing+e.Height) {
				t.Errorf("%s: %c inks %v, want %v", name, r, box, e)
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
	if m := f.Metrics(); f.Format() != TrueType || m.CapHeight < 600 || m.EmbeddingForbidden || m.Ascent < 800 || m.Weight != 400 {
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

func FuzzFace(f *testing.F) {
	for _, name := range files {
		if data, err := os.ReadFile("../../fonts/" + name); err == nil {
			f.Add(data[:4096])
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		face, err := Open(bytes.NewReader(data), int64(len(data)), "fuzz", 0)
		if err != nil {
			return
		}
		for _, r := range sample {
			g := face.Glyph(r)
			face.Advance(g)
			face.Bounds(g)
		}
		face.Metrics()
		face.PostScriptName()
	})
}

func BenchmarkOpenAndLookUp(b *testing.B) {
	for b.Loop() {
		f := open(b, files[1])
		for r := rune(0x4E00); r < 0x4E00+3000; r++ {
			f.Advance(f.Glyph(r))
		}
	}
}
