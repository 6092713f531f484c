package layout_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"kan/pipeline/doc"
	"kan/pipeline/page"
	"kan/pipeline/picture"
	"kan/pipeline/source"
)

// grid is the page of GB/T 9704, 22 lines of 28 characters, with nothing around it.
const grid = `extends: base
furniture: {masthead: [], footer: {outer: ""}, imprint: {rows: []}}
`

// counts are the lines on each page.
func counts(d *page.Document) string {
	var out []string
	for _, p := range lines(d) {
		out = append(out, fmt.Sprint(len(p)))
	}
	return strings.Join(out, " ")
}

// The page-level vectors of clreq.md §12: 22 lines of 28 characters.
func TestPageVectors(t *testing.T) {
	para := func(n int) string { return han(28*n-2) + "\n\n" } // exactly n lines
	for _, c := range []struct{ id, md, want string }{
		{"G1 a heading is not the last line", paragraphs(21) + "# 甲\n\n" + para(3), "21 4"},
		{"G2 nor is one of two lines", paragraphs(20) + "# " + han(34) + "\n\n" + para(3), "20 5"},
		{"G3 a run-in heading may be", paragraphs(21) + "**甲。**" + para(3), "22 3"},
		{"G4 the last line of five is not alone", paragraphs(18) + para(5), "21 2"},
		{"G5 a first line may be alone at the foot", paragraphs(21) + para(3), "22 2"},
		{"G6 two lines are not split", paragraphs(21) + para(2), "21 2"},
		{"G7 no page has one character", paragraphs(20) + han(28*3-2) + "务。", "22 2"},
		{"G7 nor one line", para(22) + "末段\n\n", "20 3"},
	} {
		t.Run(c.id, func(t *testing.T) {
			d, _ := set(t, parse(t, c.md), grid)
			if got := counts(d); got != c.want {
				t.Errorf("lines on pages %s, want %s\n%q", got, c.want, lines(d))
			}
		})
	}
	t.Run("G7 the last page", func(t *testing.T) {
		d, _ := set(t, parse(t, han(28*22-2)+"务。"), grid)
		last := lines(d)[1]
		if got := len([]rune(last[len(last)-1])); len(last) < 2 || got < 3 {
			t.Errorf("the last page is %q", last)
		}
	})
}

func TestG8ATitleTakesWholeLinesOfTheGrid(t *testing.T) {
	for n, title := range []string{"短题", han(30)} {
		found := false
		item := &doc.Item{Anchor: "a", Title: doc.Words(title, source.Span{}), Body: parse(t, han(60))}
		d, _ := set(t, []doc.Block{item}, grid)
		for _, i := range d.Pages[0].Items {
			if g, ok := i.(*page.Glyphs); ok && strings.HasPrefix(g.Text, "国家粮食安全国家粮食安全国家") && g.Size.Pt() < 17 {
				k := (g.Y.Pt() - firstBaseline) / pitchPt
				found = true
				if math.Abs(k-math.Round(k)) > 0.001 {
					t.Errorf("title of %d lines: the text begins at line %.3f", n+1, k+1)
				}
				break
			}
		}
		if !found {
			t.Errorf("title of %d lines: no text", n+1)
		}
	}
}

// pitchPt is the distance of lines, firstBaseline where the first stands: its
// em-box in the middle of the line.
const (
	pitchPt       = 637.80 / 22
	firstBaseline = 104.88 + (pitchPt-442.2/28)/2 + 0.88*442.2/28
)

// signed is text of n one-line paragraphs, then a signature.
func signed(t *testing.T, n int) []doc.Block {
	sign := &doc.Signature{By: [][]doc.Inline{doc.Words("云州市政协办公室", source.Span{})},
		Date: doc.Words("2026年8月7日", source.Span{})}
	return append(parse(t, paragraphs(n)), sign)
}

func TestG9ASignatureIsNeverAlone(t *testing.T) {
	for n := 1; n < 50; n++ {
		d, _ := set(t, signed(t, n), grid)
		for k, p := range lines(d) {
			text := 0
			for _, line := range p {
				if strings.HasPrefix(line, "第") {
					text++
				} else if text < 2 && n > 1 {
					t.Errorf("%d lines: page %d is %q", n, k+1, p)
					break
				}
			}
		}
	}
	// The blank line and two of signature need 23 or 24 lines: they are set nearer.
	for n, want := range map[int]string{19: "21", 20: "22", 21: "23", 22: "20 4"} {
		d, _ := set(t, signed(t, n), grid)
		if got := counts(d); got != want {
			t.Errorf("%d lines and a signature: pages of %s, want %s", n, got, want)
		}
		for _, i := range d.Pages[0].Items {
			if g, ok := i.(*page.Glyphs); ok && g.Y.Pt() > 742.69 {
				t.Errorf("%d lines: %q stands at %.2f, under the type area", n, g.Text, g.Y.Pt())
			}
		}
	}
}

func TestSignatureStandsBy7352(t *testing.T) {
	em := 442.2 / 28
	at := func(organ, date string) (x, y [2]float64) {
		sign := &doc.Signature{By: [][]doc.Inline{doc.Words(organ, source.Span{})}, Date: doc.Words(date, source.Span{})}
		d, _ := set(t, append(parse(t, "正文"), sign), grid)
		k := 0
		for _, i := range d.Pages[0].Items {
			if g, ok := i.(*page.Glyphs); ok && g.Text != "正文" && (k == 0 || g.Y.Pt() != y[0]) && k < 2 {
				x[k], y[k] = (g.X.Pt()-79.37)/em, (g.Y.Pt()-firstBaseline)/pitchPt
				k++
			}
		}
		return x, y
	}
	// Eight characters end two characters in; the date begins two further right.
	x, y := at("云州市政协办公室", "二〇二六年")
	if near(x[0], 18) && near(x[1], 20) && near(y[0], 2) && near(y[1], 3) {
		// as computed in gbt9704.md §4
	} else {
		t.Errorf("organ at %.3f, date at %.3f em; lines %.3f, %.3f", x[0], x[1], y[0]+1, y[1]+1)
	}
	// A longer date ends two characters in, and the organ moves.
	if x, _ := at("市政协", "二〇二六年十二月三十一日"); !near(x[1], 14) || !near(x[0], 12) {
		t.Errorf("organ at %.3f, long date at %.3f em", x[0], x[1])
	}
}

func near(a, b float64) bool { return math.Abs(a-b) < 0.01 }

func TestG10FoliosStandOutside(t *testing.T) {
	d, _ := set(t, parse(t, paragraphs(60)), "extends: base\nfurniture: {masthead: [], imprint: {rows: []}}\n")
	for n, p := range d.Pages[:2] {
		found := false
		defer func() {
			if !found {
				t.Errorf("page %d has no folio", n+1)
			}
		}()
		for _, i := range p.Items {
			g, ok := i.(*page.Glyphs)
			if !ok || !strings.HasPrefix(g.Text, "—") {
				continue
			}
			found = true
			last := g.Glyphs[len(g.Glyphs)-1]
			left, right := g.X.Pt(), (g.X+last.X).Pt()+14
			if n == 0 && !near(right, 521.57-14) || n == 1 && !near(left, 73.70+14) {
				t.Errorf("page %d: the folio takes %.2f to %.2f", n+1, left, right)
			}
		}
	}
}

func TestG11ImprintOnAnEvenPage(t *testing.T) {
	const even = "extends: base\nfurniture: {masthead: [], imprint: {even-page: true}}\n"
	for _, c := range []struct {
		lines  int
		labels string
	}{
		{3, `"1" "2"`},          // room on page 1, but the imprint wants an even one
		{30, `"1" "2"`},         // room on page 2
		{44, `"1" "2" "3" "4"`}, // text moves over to page 3, the imprint alone on page 4
		{22, `"1" "2"`},         // some text goes with it
		{44 + 20, `"1" "2" "3" "4"`},
	} {
		d, _ := set(t, parse(t, paragraphs(c.lines)), even)
		var labels []string
		for _, p := range d.Pages {
			labels = append(labels, fmt.Sprintf("%q", p.Label))
		}
		if got := strings.Join(labels, " "); got != c.labels || len(d.Pages)%2 != 0 {
			t.Errorf("%d lines: pages %s, want %s", c.lines, got, c.labels)
		}
	}
	// A figure leaves no text to go along: page 3 stays blank, and neither it
	// nor the page of the imprint shows a number.
	figure := &doc.Figure{File: source.New("a.png", nil), Picture: picture.Info{Format: picture.PNG, Width: 1000, Height: 1500, Channels: 3}}
	d, _ := set(t, append(parse(t, paragraphs(22)), figure), even+"figure: {max-height: 18line}\n")
	if len(d.Pages) != 4 || d.Pages[1].Label != "2" || d.Pages[2].Label+d.Pages[3].Label != "" || len(d.Pages[2].Items) > 0 {
		t.Errorf("%d pages, the last %+v", len(d.Pages), d.Pages[2:])
	}
	for _, p := range d.Pages[2:] {
		for _, i := range p.Items {
			if g, ok := i.(*page.Glyphs); ok && strings.HasPrefix(g.Text, "—") {
				t.Errorf("a folio on a page without number: %s", g.Text)
			}
		}
	}
}
