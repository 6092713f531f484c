package layout_test

import (
	"math/rand/v2"
	"strings"
	"testing"

	"kan/pipeline/doc"
	"kan/pipeline/page"
	"kan/pipeline/structure"
	"kan/pipeline/unit"
)

var (
	red  = page.Color{R: 0xC0}
	blue = page.Color{R: 0x1F, G: 0x4E, B: 0x9E}
	grey = page.Color{R: 0x59, G: 0x59, B: 0x59}
)

func inserted(who string, in ...doc.Inline) doc.Inline {
	return &doc.Styled{Kind: doc.Inserted, Who: who, Text: in}
}

func deleted(who string, in ...doc.Inline) doc.Inline {
	return &doc.Styled{Kind: doc.Deleted, Who: who, Text: in}
}

// rules are the boxes of one colour on a page.
func rules(p *page.Page, color page.Color) (out []page.Box) {
	for _, i := range p.Items {
		if b, ok := i.(page.Box); ok && b.Color == color {
			out = append(out, b)
		}
	}
	return out
}

// sameLength compares with a hundredth of a point to spare.
func sameLength(a, b unit.Length) bool { return a-b < unit.Pt/100 && b-a < unit.Pt/100 }

func TestLinesUnderNewAndThroughOldText(t *testing.T) {
	d, _ := set(t, one(text("甲乙"), deleted("", text("丙丁")), inserted("", text("戊己庚")), text("末")), small)
	at := texts(d, 0)
	was, is := at["丙丁"], at["戊己庚"]
	through, under := rules(&d.Pages[0], blue), rules(&d.Pages[0], red)
	if was == nil || is == nil || len(through) != 1 || len(under) != 1 {
		t.Fatalf("texts %v, lines through %+v, under %+v", at, through, under)
	}
	if was.Color != blue || is.Color != red || at["末"].Color != (page.Color{}) {
		t.Errorf("colours %v %v %v", was.Color, is.Color, at["末"].Color)
	}
	em := was.Size
	if l := through[0]; !sameLength(l.X, was.X) || !sameLength(l.W, 2*em) || l.Y > was.Y-em*3/10 || l.Y < was.Y-em/2 {
		t.Errorf("the line through the old text: %+v at baseline %v, %v", l, was.X, was.Y)
	}
	if l := under[0]; !sameLength(l.X, is.X) || !sameLength(l.W, 3*em) || l.Y < is.Y+em/10 || l.Y+l.H > is.Y+em/3 {
		t.Errorf("the line under the new text: %+v at baseline %v, %v", l, is.X, is.Y)
	}
	if gap := is.X - was.X - 2*em; gap < em/10 {
		t.Errorf("%v between old and new text: two numbers would look like one", gap)
	}
}

func TestALineOfAChangeIsUnbrokenOverStyles(t *testing.T) {
	d, _ := set(t, one(inserted("", text("甲"), &doc.Styled{Kind: doc.Strong, Text: words("乙")}, text("丙"))), small)
	if under := rules(&d.Pages[0], red); len(under) != 1 || under[0].W.Pt() < 50 {
		t.Errorf("lines %+v", under)
	}
}

func TestALineOfAChangeBreaksWithItsText(t *testing.T) {
	d, _ := set(t, one(text("甲乙"), deleted("", text(han(19)+"。"))), small)
	through := rules(&d.Pages[0], blue)
	if len(through) != 2 {
		t.Fatalf("lines %+v", through)
	}
	for _, l := range through {
		if right := (l.X + l.W).Pt(); l.X.Pt() < 79.36 || right > 79.37+204.1 {
			t.Errorf("a line runs from %.2f to %.2f, the type area from 79.37 to 283.46", l.X.Pt(), right)
		}
	}
}

func TestANewNameHasTwoLines(t *testing.T) {
	d, _ := set(t, one(inserted("", &doc.Styled{Kind: doc.ProperName, Text: []doc.Inline{&doc.Styled{Kind: doc.Dotted, Text: words("甲乙")}}})), small)
	dots, _ := marks(d, 0)
	under := rules(&d.Pages[0], red)
	if len(under) != 2 || len(dots) != 2 {
		t.Fatalf("lines %+v, %d dots", under, len(dots))
	}
	name, change := under[0], under[1]
	dot, _ := dots[0].Face.Bounds(dots[0].Glyphs[0].ID)
	top := dots[0].Y - dots[0].Size.MulDiv(int64(dot.YMax), int64(dots[0].Face.UnitsPerEm()))
	if name.Y+name.H >= change.Y || change.Y+change.H >= top {
		t.Errorf("the name's line at %v, the change's at %v, the dots at %v", name.Y, change.Y, top)
	}
}

func TestTheLabelGoesWithItsItem(t *testing.T) {
	item := func(in ...doc.Inline) doc.ListItem { return doc.ListItem{Blocks: one(in...)} }
	d, _ := set(t, []doc.Block{&doc.List{Ordered: true, Start: 1, Items: []doc.ListItem{
		item(text("甲")), item(deleted("", text("乙"))), item(text("丙"), inserted("", text("丁")))}}}, small)
	colors := map[string]page.Color{}
	for _, i := range d.Pages[0].Items {
		if g, ok := i.(*page.Glyphs); ok {
			colors[g.Text] = g.Color
		}
	}
	if colors["1."] != (page.Color{}) || colors["2."] != blue || colors["3."] != (page.Color{}) {
		t.Errorf("colours %v", colors)
	}
	if through := rules(&d.Pages[0], blue); len(through) != 1 || through[0].W.Pt() < 30 {
		t.Errorf("lines %+v", through)
	}
}

// TestMarksChangeNoStructure looks whether what is drawn for changes is an
// artifact, and text stays text.
func TestMarksChangeNoStructure(t *testing.T) {
	blocks := []doc.Block{
		&doc.Heading{Level: 1, Text: []doc.Inline{deleted("甲", text("旧")), inserted("甲", text("新题"))}},
		&doc.Paragraph{Text: []doc.Inline{text("国家"), inserted("甲", text("新"), &doc.NoteRef{Blocks: one(inserted("甲", text("注")))}),
			&doc.Styled{Kind: doc.Editorial, Who: "甲", Text: words("〔说明〕")}}},
		&doc.Landscape{Blocks: []doc.Block{tableOf(1, grids("区 数", "甲 乙"))}},
	}
	blocks[2].(*doc.Landscape).Blocks[0].(*doc.Table).Rows[0][1].Text = []doc.Inline{deleted("乙 3月", text("丙")), inserted("乙 3月", text("丁"))}
	d, _ := set(t, blocks, "extends: base\n")
	if tree := structure.Read(d); len(tree.Faults) > 0 {
		t.Errorf("faults %+v", tree.Faults)
	}
	all := ""
	for _, p := range lines(d) {
		all += strings.Join(p, "")
	}
	for _, want := range []string{"旧新题", "国家新①〔说明〕", "丙丁", "①注"} {
		if !strings.Contains(all, want) {
			t.Errorf("%q is not in %q", want, all)
		}
	}
}

// TestLinesOfChangesStayInTheirPlace sets random text with marks and spaces: no
// line leaves the type area or runs into text that has not changed.
func TestLinesOfChangesStayInTheirPlace(t *testing.T) {
	r := rand.New(rand.NewPCG(9704, 9))
	alphabet := []string{"国", "家", "，", "。", "“", "”", "（", "）", "ab ", "12", " c", "、"}
	random := func(most int) (s string) {
		for range 1 + r.IntN(most) {
			s += alphabet[r.IntN(len(alphabet))]
		}
		return s
	}
	drawn := 0
	for _, yaml := range []string{small, small + "line: {end-trim: always}\n"} {
		var blocks []doc.Block
		for range 120 {
			blocks = append(blocks, one(text("国"+random(20)), inserted("", text(random(30))), text(random(9)), deleted("", text(random(30))), text(random(20)+"国"))...)
		}
		d, _ := set(t, blocks, yaml)
		for n := range d.Pages {
			left := []float64{79.37, 311.81}[n%2] // of the type area
			for _, l := range append(rules(&d.Pages[n], red), rules(&d.Pages[n], blue)...) {
				drawn++
				if from, to := l.X.Pt(), (l.X + l.W).Pt(); from < left-0.01 || to > left+204.1 {
					t.Fatalf("page %d: a line runs from %.2f to %.2f, the type area from %.2f to %.2f: %q", n+1, from, to, left, left+204.09, lines(d)[n])
				}
				for _, i := range d.Pages[n].Items {
					if g, ok := i.(*page.Glyphs); ok && g.Color == (page.Color{}) && runsInto(l, g) {
						t.Fatalf("page %d: a line from %.2f to %.2f runs into %q at %.2f", n+1, l.X.Pt(), (l.X + l.W).Pt(), g.Text, g.X.Pt())
					}
				}
			}
		}
	}
	if drawn < 400 {
		t.Errorf("%d lines", drawn)
	}
}

// runsInto tells whether a line under or through text ends inside of another
// text on its line of type. An opener may have lost the half that it is empty in.
func runsInto(l page.Box, g *page.Glyphs) bool {
	if l.Y-g.Y > g.Size/2 || g.Y-l.Y > g.Size {
		return false
	}
	ink := g.X
	if strings.Contains("“（", firstOf(g.Text)) {
		ink += g.Size / 2
	}
	return ink < l.X+l.W-unit.Pt/100 && ink > l.X+unit.Pt/100
}

func TestALineBeginsBehindTheMarkBefore(t *testing.T) {
	// The second bracket gives its empty half to the first, whose ink it would be under.
	d, _ := set(t, one(text("甲（"), inserted("", text("（乙"))), small)
	at := texts(d, 0)
	under := rules(&d.Pages[0], red)
	if before := at["甲（"]; len(under) != 1 || under[0].X < before.X+2*before.Size-unit.Pt/100 {
		t.Errorf("the line begins at %+v, the text before it at %.2f", under, before.X.Pt())
	}
}

// TestPlainReadsTheNewerVersion: names in lists and running heads.
func TestPlainReadsTheNewerVersion(t *testing.T) {
	for _, c := range []struct {
		in   []doc.Inline
		want string
	}{
		{[]doc.Inline{text("甲"), deleted("", text("乙")), inserted("", text("丙")), &doc.Styled{Kind: doc.Editorial, Text: words("〔移〕")}}, "甲丙"},
		{[]doc.Inline{deleted("", text("乙"))}, "乙"},
	} {
		if got := doc.Plain(c.in); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}
