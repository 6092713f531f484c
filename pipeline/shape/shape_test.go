package shape

import (
	"os"
	"strings"
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

func TestInvisibleCharacters(t *testing.T) {
	clusters, missing := text(t, "国\u200b家\ufe0f\u00a0\tA", false, song)
	if len(missing) > 0 || len(clusters) != 6 {
		t.Fatalf("%d clusters, %v", len(clusters), missing)
	}
	if clusters[1].Advance != 0 || len(clusters[1].Glyphs) != 0 || clusters[2].Text != "家\ufe0f" {
		t.Errorf("%+v", clusters)
	}
	var all string
	for _, c := range clusters {
		all += c.Text
	}
	if all != "国\u200b家\ufe0f\u00a0 A" {
		t.Errorf("%q", all)
	}
}

func BenchmarkText(b *testing.B) {
	s := Style{Faces: []*font.Face{open(b, fang), open(b, song)}, Size: unit.Points(16)}
	p := strings.Repeat("会议指出，当前和今后一个时期，要把推动高质量发展作为首要任务。", 32)
	file := source.New("a.md", []byte(p))
	var dst []font.Cluster
	b.ReportAllocs()
	for b.Loop() {
		dst, _ = New().Text(dst[:0], p, file.Whole(), s)
	}
}
