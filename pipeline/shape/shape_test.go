package shape

import (
	"os"
	"strings"
	"sync"
	"testing"

	"kan/pipeline/font"
	"kan/pipeline/source"
	"kan/pipeline/unit"
)

func open(t testing.TB, name string) *font.Face {
	t.Helper()
	file, err := os.Open("../../fonts/" + name)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { file.Close() })
	info, _ := file.Stat()
	f, err := font.Open(file, info.Size(), name, 0)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func text(t testing.TB, s string, latin bool, names ...string) ([]font.Cluster, []Missing) {
	t.Helper()
	style := Style{Size: unit.Points(16), Latin: latin}
	for _, n := range names {
		style.Faces = append(style.Faces, open(t, n))
	}
	file := source.New("a.md", []byte(s))
	return New().Text(nil, s, file.Whole(), style)
}

const (
	fang = "FandolFang-Regular.otf"
	song = "NotoSerifSC-Regular.ttf"
	kai  = "LXGWWenKai-Regular.ttf"
)

func TestChineseMarksFillTheirEmBoxInEveryFace(t *testing.T) {
	for _, name := range []string{fang, song, kai, "NotoSansSC-Medium.ttf"} {
		clusters, missing := text(t, "国“”‘’—…，。、；：？！（）《》〔〕～·", false, name, song)
		if len(missing) > 0 {
			t.Fatalf("%s: %v", name, missing)
		}
		for _, c := range clusters {
			want := unit.Points(16)
			if c.Text == "·" {
				want /= 2
			}
			if c.Advance != want {
				t.Errorf("%s: %s is %s wide, want %s", name, c.Text, c.Advance, want)
			}
			ink, ok := c.Face.Bounds(c.Glyphs[0].ID)
			if !ok {
				t.Fatalf("%s: %s has no ink", name, c.Text)
			}
			left := c.Glyphs[0].X + c.Size*unit.Length(ink.XMin)/1000
			right := c.Glyphs[0].X + c.Size*unit.Length(ink.XMax)/1000
			half := c.Size / 2
			slack := c.Size / 12
			if strings.ContainsAny(c.Text, "“‘（《〔") && left < half-slack {
				t.Errorf("%s: ink of %s begins at %s", name, c.Text, left)
			}
			if strings.ContainsAny(c.Text, "”’）》〕，。、；：") && right > half+slack {
				t.Errorf("%s: ink of %s ends at %s", name, c.Text, right)
			}
		}
	}
}

func TestFiguresTakeHalfACharacterWhereTheyFit(t *testing.T) {
	for name, half := range map[string]bool{song: true, kai: false} {
		style := Style{Size: unit.Points(16), HalfFigures: true, Faces: []*font.Face{open(t, name)}}
		clusters, _ := New().Text(nil, "2026年1A", source.Span{}, style)
		for _, c := range clusters {
			digit := '0' <= c.Text[0] && c.Text[0] <= '9'
			if got := c.Advance == unit.Points(8); digit && got != half {
				t.Errorf("%s: %s is %v wide", name, c.Text, c.Advance)
			}
			own := c.Size * unit.Length(c.Face.Advance(c.Glyphs[0].ID)) / 1000
			if middle := c.Glyphs[0].X + own/2; digit && half && (middle < unit.Points(4)-2 || middle > unit.Points(4)+2) {
				t.Errorf("%s: the middle of %s is at %v", name, c.Text, middle)
			}
		}
	}
}

func TestDashIsOneLine(t *testing.T) {
	for _, name := range []string{fang, song, kai} {
		clusters, _ := text(t, "国——家", false, name, song)
		ends := func(c font.Cluster, x unit.Length) (unit.Length, unit.Length) {
			ink, _ := c.Face.Bounds(c.Glyphs[0].ID)
			return x + c.Glyphs[0].X + c.Size*unit.Length(ink.XMin)/1000, x + c.Glyphs[0].X + c.Size*unit.Length(ink.XMax)/1000
		}
		_, right := ends(clusters[1], 0)
		left, end := ends(clusters[2], unit.Points(16))
		if left > right+2 {
			t.Errorf("%s: a gap of %s in the dash", name, left-right)
		}
		if end > unit.Points(32)+unit.Pt {
			t.Errorf("%s: the dash ends at %s", name, end)
		}
	}
}

func TestFallbackAndPlaces(t *testing.T) {
	clusters, missing := text(t, "张𬭎、张堃A", false, fang, song)
	if len(missing) > 0 || len(clusters) != 6 {
		t.Fatal(clusters, missing)
	}
	if clusters[1].Face.Name() != song || clusters[0].Face.Name() != fang {
		t.Error("𬭎 is not from the second face, or 张 not from the first")
	}
	for _, c := range clusters {
		if string(c.Span.Text()) != c.Text {
			t.Errorf("%q has the place of %q", c.Text, c.Span.Text())
		}
	}
}

func TestMissingCharactersAreReturned(t *testing.T) {
	_, missing := text(t, "甲𬭎乙", false, fang)
	if len(missing) != 1 || missing[0].Rune != '𬭎' || string(missing[0].Span.Text()) != "𬭎" {
		t.Errorf("%v", missing)
	}
}

func TestWesternWidths(t *testing.T) {
	clusters, _ := text(t, "don’t ‘x’", false, song)
	if !clusters[3].Latin || clusters[3].Advance == unit.Points(16) {
		t.Error("the apostrophe of a word is set as a Chinese quotation mark")
	}
	if clusters[6].Advance != unit.Points(16) {
		t.Error("a quotation mark in Chinese text is not full width")
	}
	latin, _ := text(t, "“x”", true, song)
	if latin[0].Advance == unit.Points(16) {
		t.Error("a quotation mark in Western text is full width")
	}
}

func TestInvisibleCharactersHaveNeitherWidthNorGlyph(t *testing.T) {
	clusters, missing := text(t, "国\u200b家\ufe0f\u2060\ufeff\u00ad\u200dA", false, song)
	if len(missing) > 0 {
		t.Fatal(missing)
	}
	var all []string
	for _, c := range clusters {
		all = append(all, c.Text)
		if visible := c.Text == "国" || c.Text == "家\ufe0f" || c.Text == "A"; !visible && (c.Advance != 0 || len(c.Glyphs) != 0) {
			t.Errorf("%q is %s wide with %d glyphs", c.Text, c.Advance, len(c.Glyphs))
		}
	}
	if got := strings.Join(all, "|"); got != "国|\u200b|家\ufe0f|\u2060|\ufeff|\u00ad|\u200d|A" {
		t.Errorf("%q", got)
	}
}

func TestSpaces(t *testing.T) {
	em := unit.Points(16)
	for _, c := range []struct {
		face, in, out string
		width         unit.Length
	}{
		{song, " ", " ", em.MulDiv(256, 1000)},
		{song, "\t", " ", em.MulDiv(256, 1000)},
		{song, "\u00a0", "\u00a0", em.MulDiv(256, 1000)},
		{song, "\u3000", "\u3000", em},
		{song, "\u2009", "\u2009", em / 5}, // the face has none
		{fang, "\u2003", "\u2003", em},
	} {
		clusters, missing := text(t, c.in, false, c.face)
		if len(missing) > 0 || len(clusters) != 1 || clusters[0].Text != c.out || clusters[0].Advance != c.width || len(clusters[0].Glyphs) != 1 {
			t.Errorf("%s: %q gives %+v, %v, want %s", c.face, c.in, clusters, missing, c.width)
		}
	}
}

func TestCombiningMarksStayWithTheirBase(t *testing.T) {
	for _, name := range []string{song, kai} {
		clusters, missing := text(t, "中u\u0308\u0304e\u0301", false, name)
		if len(missing) > 0 || len(clusters) != 3 {
			t.Fatalf("%s: %v, %v", name, clusters, missing)
		}
		for k, composed := range []rune{'中', 'ǖ', 'é'} {
			if g := clusters[k].Glyphs; len(g) != 1 || g[0].ID != clusters[k].Face.Glyph(composed) {
				t.Errorf("%s: %q has the glyphs %v, want that of %c", name, clusters[k].Text, g, composed)
			}
		}
		if clusters[1].Text != "u\u0308\u0304" || string(clusters[1].Span.Text()) != clusters[1].Text {
			t.Errorf("%s: %q", name, clusters[1].Text)
		}
	}
	// Nothing composes x with a macron: it is put over the middle of x.
	clusters, missing := text(t, "x\u0304", false, song)
	if len(missing) > 0 || len(clusters) != 1 || len(clusters[0].Glyphs) != 2 {
		t.Fatal(clusters, missing)
	}
	middle := func(k int) unit.Length {
		ink, _ := clusters[0].Face.Bounds(clusters[0].Glyphs[k].ID)
		return clusters[0].Glyphs[k].X + clusters[0].Size*unit.Length(ink.XMin+ink.XMax)/2000
	}
	if d := middle(0) - middle(1); d < -2 || d > 2 {
		t.Errorf("the macron is %s off", d)
	}
	// The base takes the face that has both.
	clusters, missing = text(t, "x\u0304", false, fang, song)
	if len(missing) > 0 || clusters[0].Face.Name() != song {
		t.Errorf("%v, %v", clusters, missing)
	}
}

func TestMarksThatNoFaceHasAreReturned(t *testing.T) {
	for _, in := range []string{"甲1\u20e3", "\u20e3", "甲\u20e3", "A\U0001F3FB"} {
		_, missing := text(t, in, false, fang, song)
		if len(missing) != 1 {
			t.Errorf("%q: %v", in, missing)
		}
	}
}

func TestWesternFacesComeFirstForWesternText(t *testing.T) {
	f, w := open(t, fang), open(t, song)
	clusters, missing := New().Text(nil, "国A b1%e\u0301，", source.Span{}, Style{Faces: []*font.Face{f}, Western: []*font.Face{w}, Size: unit.Points(16)})
	if len(missing) > 0 || len(clusters) != 8 {
		t.Fatal(clusters, missing)
	}
	for k, c := range clusters {
		if western := k > 0 && k < 7; (c.Face == w) != western {
			t.Errorf("%q is from %s", c.Text, c.Face.Name())
		}
	}
}

// A character that needs no glyph is never missing, and no other is set blank.
func TestNeedsGlyphIsWhatTextReports(t *testing.T) {
	style := Style{Size: unit.Points(16), Faces: []*font.Face{open(t, fang)}}
	s := New()
	for r := rune(0x20); r < 0xE0200; r++ {
		if r >= 0x3400 && r < 0xF900 || r >= 0x20000 && r < 0xE0000 || style.Faces[0].Glyph(r) != 0 {
			continue
		}
		if clusters, missing := s.Text(nil, string(r), source.Span{}, style); (len(missing) > 0) != NeedsGlyph(r) {
			t.Errorf("%U: NeedsGlyph %v, %d clusters, missing %v", r, NeedsGlyph(r), len(clusters), missing)
		}
	}
}

func TestWesternWordsAreKerned(t *testing.T) {
	width := func(clusters []font.Cluster) (w unit.Length) {
		for _, c := range clusters {
			w += c.Advance
		}
		return w
	}
	letters := func(s, name string) (w unit.Length) {
		for _, r := range s {
			c, _ := text(t, string(r), false, name)
			w += width(c)
		}
		return w
	}
	for _, c := range []struct {
		name, in string
		tight    bool
	}{{song, "AVATAR", true}, {song, "国AV家", true}, {"NotoSansSC-Medium.ttf", "Tokyo", true},
		{song, "1171", false}, {song, "A V", false}, {song, "A国V", false}, {fang, "AVATAR", false}, {kai, "AVATAR", false}} {
		clusters, _ := text(t, c.in, false, c.name)
		if len(clusters) != len([]rune(c.in)) {
			t.Errorf("%s: %q has %d clusters", c.name, c.in, len(clusters))
		}
		if got, loose := width(clusters), letters(c.in, c.name); got < loose != c.tight || got > loose {
			t.Errorf("%s: %q is %s wide, letter by letter %s", c.name, c.in, got, loose)
		}
		for _, k := range clusters {
			r := []rune(k.Text)[0]
			if k.Glyphs[0].ID != k.Face.Glyph(r) {
				t.Errorf("%s: %c has glyph %d, the cmap has %d", c.name, r, k.Glyphs[0].ID, k.Face.Glyph(r))
			}
		}
	}
}

func TestFullWidthSolidusFitsItsHalfBox(t *testing.T) {
	clusters, _ := text(t, "和／或", false, song)
	c := clusters[1]
	ink, _ := c.Face.Bounds(c.Glyphs[0].ID)
	if width := c.Size * unit.Length(ink.XMax-ink.XMin) / 1000; c.Advance != unit.Points(8) || width > c.Advance {
		t.Errorf("ink of %s in %s", width, c.Advance)
	}
}

func TestHanInWesternTextKeepsItsEmBox(t *testing.T) {
	clusters, _ := text(t, "国，（“", true, kai)
	for k, want := range []unit.Length{unit.Points(16), unit.Points(16), unit.Points(16), unit.Points(16).MulDiv(350, 1000)} {
		if clusters[k].Advance != want {
			t.Errorf("%s is %s wide, want %s", clusters[k].Text, clusters[k].Advance, want)
		}
	}
}

func TestOneShaperServesManyAtOnce(t *testing.T) {
	style := Style{Faces: []*font.Face{open(t, song)}, Size: unit.Points(16)}
	s := New()
	want, _ := s.Text(nil, "AVATAR，国家 Tokyo", source.Span{}, style)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 50 {
				got, _ := s.Text(nil, "AVATAR，国家 Tokyo", source.Span{}, style)
				for k := range got {
					if got[k].Advance != want[k].Advance {
						t.Errorf("%q is %s wide, then %s", got[k].Text, want[k].Advance, got[k].Advance)
					}
				}
			}
		})
	}
	wg.Wait()
}

func FuzzText(f *testing.F) {
	faces := []*font.Face{open(f, fang), open(f, song)}
	for _, s := range []string{"国——家", "u\u0308\u0304", "\u0301\u20e3", "AV\u200d’x", "\xff\xfe", "A\ufe0f\u0301 \u0301", "⸺／—"} {
		f.Add(s, false)
	}
	shaper := New()
	f.Fuzz(func(t *testing.T, in string, latin bool) {
		file := source.New("a.md", []byte(in))
		clusters, missing := shaper.Text(nil, in, file.Whole(), Style{Faces: faces, Size: unit.Points(16), Latin: latin})
		covered := 0
		for _, c := range clusters {
			covered += c.Span.End - c.Span.Start
			if c.Advance < 0 {
				t.Errorf("%q is %s wide", c.Text, c.Advance)
			}
		}
		if covered != len(in) && len(missing) == 0 {
			t.Errorf("%q: %d of %d bytes are set and nothing is missing", in, covered, len(in))
		}
	})
}

func BenchmarkKernOneWordCold(b *testing.B) {
	style := Style{Faces: []*font.Face{open(b, song)}, Size: unit.Points(16)}
	for b.Loop() {
		New().Text(nil, "AVATAR", source.Span{}, style)
	}
}

func BenchmarkText(b *testing.B) {
	style := Style{Faces: []*font.Face{open(b, fang), open(b, song)}, Size: unit.Points(16)}
	p := strings.Repeat("会议指出，当前和今后一个时期，要把推动高质量发展作为首要任务。", 32) // 992 characters
	file := source.New("a.md", []byte(p))
	shaper := New()
	var dst []font.Cluster
	b.ReportAllocs()
	for b.Loop() {
		dst, _ = shaper.Text(dst[:0], p, file.Whole(), style)
	}
}
