package pdf

import (
	"strings"
	"testing"

	"kan/pipeline/page"
	"kan/pipeline/unit"
)

func TestTextCopiesAsWritten(t *testing.T) {
	for _, c := range []struct{ name, font, text string }{
		{"common characters", serif, "关于完善社区康养服务网络的建议，2026年3月“三农”问题"},
		{"characters of the supplementary planes", serif, "张𬭎与㛃𫖮"},
		{"one glyph for two characters", serif, "⼈人⼈人"},
		{"one glyph for two characters in a sans face", sans, "人⼈"},
		{"latin", serif, "CPPCC (2026) 3.5% \\a"},
		{"nested composite glyphs", kai, "ǖǘǚǜ lǜ"},
		{"CFF", fang, "国家粮食安全，ABC 123"},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := face(t, c.font)
			for _, r := range c.text {
				if f.Glyph(r) == 0 {
					t.Fatalf("%s lacks %c", c.font, r)
				}
			}
			data := write(t, onePage(line(f, pt(16), pt(80), pt(100), c.text)), Options{})
			check(t, data)
			wantText(t, "pdftotext", run(t, data, "pdftotext", "%s", "-"), c.text)
			wantText(t, "mutool", run(t, data, "mutool", "draw", "-q", "-N", "-F", "txt", "%s"), c.text)
			fonts := run(t, data, "pdffonts", "%s")
			if !strings.Contains(fonts, "yes yes yes") {
				t.Errorf("font is not embedded, subset and mapped:\n%s", fonts)
			}
		})
	}
}

// A cluster of several characters in one glyph, and of two characters in two
// glyphs, the range of the first.
func TestClustersCopyAsWritten(t *testing.T) {
	f := face(t, serif)
	a, b, i := f.Glyph('甲'), f.Glyph('乙'), f.Glyph('丙')
	const text = "中fi国m\u0300文"
	data := write(t, onePage(&page.Glyphs{X: pt(80), Y: pt(100), Face: f, Size: pt(16), Text: text, Glyphs: []page.Glyph{
		{ID: a, Start: 0, End: 3},
		{ID: b, X: pt(16), Start: 3, End: 5},
		{ID: a, X: pt(32), Start: 5, End: 8},
		{ID: b, X: pt(48), Start: 8, End: 11},
		{ID: i, X: pt(64), Start: 11, End: 11}, // the accent
		{ID: a, X: pt(80), Start: 11, End: 14},
	}}), Options{})
	check(t, data)
	wantText(t, "pdftotext", run(t, data, "pdftotext", "-raw", "%s", "-"), text)
	wantText(t, "mutool", run(t, data, "mutool", "draw", "-q", "-N", "-F", "txt", "%s"), text)
}

// One character in two glyphs: ActualText has it, and readers that do not know
// it find nothing visible beside the character.
func TestCharacterOfTwoGlyphs(t *testing.T) {
	f := face(t, serif)
	data := write(t, onePage(&page.Glyphs{X: pt(80), Y: pt(100), Face: f, Size: pt(16), Text: "国é文", Glyphs: []page.Glyph{
		{ID: f.Glyph('国'), Start: 0, End: 3},
		{ID: f.Glyph('e'), X: pt(16), Start: 3, End: 3},
		{ID: f.Glyph('乙'), X: pt(32), Start: 3, End: 5},
		{ID: f.Glyph('文'), X: pt(48), Start: 5, End: 8},
	}}), Options{})
	check(t, data)
	visible := strings.NewReplacer(" ", "", "\u200B", "").Replace // programs guess spaces from gaps
	wantText(t, "pdftotext", visible(run(t, data, "pdftotext", "-raw", "%s", "-")), "国é文")
	wantText(t, "mutool", visible(run(t, data, "mutool", "draw", "-q", "-N", "-F", "txt", "%s")), "国é文")
}

func TestReadingOrderIsTheOrderOfItems(t *testing.T) {
	f := face(t, serif)
	data := write(t, onePage(
		line(f, pt(16), pt(80), pt(100), "第一行"),
		page.Box{X: pt(80), Y: pt(110), W: pt(100), H: pt(1), Color: page.Color{R: 255}},
		page.Mark{Kind: page.MarkP},
		line(f, pt(10), pt(80), pt(130), "第二行"),
		page.Mark{Kind: page.MarkP, Close: true},
		&page.Glyphs{Face: f, Size: pt(10)},
		line(face(t, fang), pt(16), pt(80), pt(160), "第三行"),
	), Options{})
	wantText(t, "pdftotext", run(t, data, "pdftotext", "-raw", "%s", "-"), "第一行", "第二行", "第三行")
}

// The content stream is small and plain where widths and places agree.
func TestContentStream(t *testing.T) {
	f := face(t, serif)
	shifted := line(f, pt(10), pt(20), pt(40), "甲乙丙丁")
	shifted.Glyphs[2].X += pt(5)
	shifted.Glyphs[3].X += pt(5)
	raised := line(f, pt(10), pt(20), pt(60), "注①")
	raised.Glyphs[1].Rise = unit.Pt * 7 / 2
	red := line(f, pt(10), pt(20), pt(80), "甲")
	red.Color = page.Color{R: 0xC0}
	d := onePage(page.Mark{Kind: page.MarkP}, line(f, pt(10), pt(20), pt(20), "甲乙"), shifted, raised, red, page.Mark{Close: true},
		page.Mark{Kind: page.MarkArtifact},
		page.Box{X: pt(1), Y: pt(2), W: pt(3), H: pt(4), Color: red.Color},
		page.Box{X: pt(1), Y: pt(9), W: pt(3), H: pt(1), Color: red.Color}, page.Mark{Close: true})
	d.Pages[0].Height = pt(100)
	got := string(write(t, d, Options{Uncompressed: true}))
	want := `stream
/P<</MCID 0>>BDC
BT
/F1 10 Tf
20 80 Td
<00060004> Tj
0 -20 Td
[<00060004>-500<00030002>] TJ
0 -20 Td
<0005> Tj
3.5 Ts
10 0 Td
<0001> Tj
0.753 0 0 rg
0 Ts
-10 -20 Td
<0006> Tj
ET
EMC
/Artifact<</Type/Layout>>BDC
1 94 3 4 re f
1 90 3 1 re f
EMC

endstream`
	if _, after, _ := strings.Cut(got, "stream\n"); !strings.HasPrefix("stream\n"+after, want) {
		t.Errorf("got %.600s\nwant %s", after, want)
	}
}

// A line of many glyphs, each off its natural place by an odd amount, ends
// where it should: the reader's pen is followed in whole numbers.
func TestPlacesDoNotDrift(t *testing.T) {
	for _, size := range []unit.Length{pt(9), pt(16), 2*unit.Pt*7/3 + 11, pt(48)} {
		f := face(t, sans)
		g := line(f, size, pt(20)+7, pt(100), strings.Repeat("国家Type，", 12))
		for i := range g.Glyphs {
			g.Glyphs[i].X += unit.Length(i) * 9973
		}
		u, err := newFontUse(f, 1, 1)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range g.Glyphs {
			if err := u.collect(p.ID, g.Text[p.Start:p.End]); err != nil {
				t.Fatal(err)
			}
		}
		if err := u.assign(); err != nil {
			t.Fatal(err)
		}
		c := &content{height: pt(1000)}
		c.glyphs(g, u, nil)
		for i, x := range replay(t, c, u) {
			want := (g.X + g.Glyphs[i].X).Pt()
			if d := x - want; d > 0.01 || d < -0.01 {
				t.Fatalf("size %v: glyph %d is %.4f pt off", size, i, d)
			}
		}
	}
}
