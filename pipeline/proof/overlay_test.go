package proof

import (
	"slices"
	"strings"
	"testing"

	"kan/pipeline/font"
	"kan/pipeline/font/squares"
	"kan/pipeline/page"
	"kan/pipeline/style"
	"kan/pipeline/unit"
)

// house is a style of the standard's geometry.
func house() *style.Style {
	return &style.Style{Page: style.Page{Width: unit.MM(21000), Height: unit.MM(29700), Top: unit.MM(3700), Bottom: unit.MM(3500),
		Inner: unit.MM(2800), Outer: unit.MM(2600), Lines: 22, Chars: 28, GridSize: unit.Points(16)}}
}

// overlaid draws the overlay over d and gives what was put under the items of
// every page, without the marks around it.
func overlaid(t *testing.T, d *page.Document) [][]page.Item {
	t.Helper()
	var before, under [][]page.Item
	for _, p := range d.Pages {
		before = append(before, p.Items)
	}
	Overlay(d, house(), []*font.Face{squares.New()}, Colors{Squeezed: redInk})
	for n, p := range d.Pages {
		k := len(p.Items) - len(before[n])
		if !slices.Equal(p.Items[k:], before[n]) {
			t.Errorf("page %d: its items are not last and as they were", n+1)
		}
		open, closing := page.Mark{Kind: page.MarkArtifact}, page.Mark{Kind: page.MarkArtifact, Close: true}
		if k < 2 || p.Items[0] != page.Item(open) || p.Items[k-1] != page.Item(closing) {
			t.Fatalf("page %d: the overlay is no artifact", n+1)
		}
		under = append(under, p.Items[1:k-1])
	}
	return under
}

// boxes gives the boxes of a colour, without the thick ones of the legend.
func boxes(items []page.Item, c page.Color) (out []page.Box) {
	for _, i := range items {
		if b, ok := i.(page.Box); ok && b.Color == c && min(b.W, b.H) < unit.MM(30) {
			out = append(out, b)
		}
	}
	return out
}

// said gives the texts of a colour.
func said(items []page.Item, c page.Color) (out []string) {
	for _, i := range items {
		if g, ok := i.(*page.Glyphs); ok && g.Color == c {
			out = append(out, g.Text)
		}
	}
	return out
}

// Characters set by the standard stand in the squares, on the baselines.
func TestGridLiesUnderTheCharacters(t *testing.T) {
	d := set(standard())
	for n, under := range overlaid(t, d) {
		squares, baselines := boxes(under, gridColor), boxes(under, baselineColor)
		if len(squares) != 22*(2+29) || len(baselines) != 22 {
			t.Fatalf("page %d: %d lines of squares, %d baselines", n+1, len(squares), len(baselines))
		}
		for _, i := range d.Pages[n].Items {
			g, ok := i.(*page.Glyphs)
			if !ok || !strings.HasPrefix(g.Text, "国国国") {
				continue
			}
			if !slices.ContainsFunc(baselines, func(b page.Box) bool { return near(b.Y+b.H/2, g.Y) }) {
				t.Errorf("page %d: no baseline at %v", n+1, g.Y)
			}
			if !slices.ContainsFunc(squares, func(b page.Box) bool {
				return b.W < b.H && near(b.X+b.W/2, g.X+g.Glyphs[2].X) && near(b.Y, g.Y-g.Size.MulDiv(880, 1000)) && near(b.H, g.Size)
			}) {
				t.Errorf("page %d: no square at %v, %v", n+1, g.X+g.Glyphs[2].X, g.Y)
			}
		}
	}
}

func near(a, b unit.Length) bool { return distance(a, b) < unit.Pt/100 }

func TestRulesAreMarkedAndWeighed(t *testing.T) {
	under := overlaid(t, set(standard()))
	if got, want := said(under[3], ruleColor), []string{"0.35", "0.25", "0.35"}; !slices.Equal(got, want) {
		t.Errorf("weights %q, want %q", got, want)
	}
	if got := boxes(under[3], ruleColor); len(got) != 3*4 {
		t.Errorf("%d marks at three rules", len(got))
	}
	foot := unit.MM(26200)
	if !slices.ContainsFunc(boxes(under[3], ruleColor), func(b page.Box) bool { return near(b.Y+b.H/2, foot) }) {
		t.Error("nothing marks the foot of the last rule")
	}
}

func TestMarginsAreSaid(t *testing.T) {
	d := set(standard())
	d.Pages = append(d.Pages, page.Page{Width: unit.MM(29700), Height: unit.MM(21000)})
	under := overlaid(t, d)
	for n, want := range []string{"28 26 37 35", "26 28 37 35", "28 26 37 35", "26 28 37 35", "35 37 28 26"} {
		var got []string
		for _, s := range said(under[n], labelColor) {
			if mm, ok := strings.CutSuffix(s, " mm"); ok {
				got = append(got, mm)
			}
		}
		if strings.Join(got, " ") != want {
			t.Errorf("page %d: margins %q, want %q", n+1, got, want)
		}
	}
	area := boxes(under[4], areaColor) // top, foot, left, right
	if len(area) != 4 || !near(area[0].X, unit.MM(3500)) || !near(area[0].W, unit.MM(22500)) || !near(area[2].H, unit.MM(15600)) ||
		!near(area[2].Y, unit.MM(2800)) {
		t.Errorf("the type area of the turned page is %v", area)
	}
}

func TestLegendStandsOnTheFirstPage(t *testing.T) {
	for n, under := range overlaid(t, set(standard())) {
		if got := slices.Contains(said(under, redInk), "压缩　蓝"); got != (n == 0) {
			t.Errorf("page %d: the legend is there: %v", n+1, got)
		}
	}
}

func TestOverlayStaysOnThePage(t *testing.T) {
	d := set(standard())
	d.Pages = append(d.Pages, page.Page{Width: unit.MM(29700), Height: unit.MM(21000)})
	under := overlaid(t, d)
	for n, p := range d.Pages {
		for _, i := range under[n] {
			switch i := i.(type) {
			case page.Box:
				if slack := unit.MM(100); i.X < -slack || i.Y < -slack || i.X+i.W > p.Width+slack || i.Y+i.H > p.Height+slack || i.W <= 0 || i.H <= 0 {
					t.Errorf("page %d: box %+v", n+1, i)
				}
			case *page.Glyphs:
				if i.X < 0 || i.Y > p.Height || len(i.Glyphs) == 0 || int(i.Glyphs[len(i.Glyphs)-1].End) != len(i.Text) {
					t.Errorf("page %d: %q at %v, %v", n+1, i.Text, i.X, i.Y)
				}
			}
		}
	}
}
