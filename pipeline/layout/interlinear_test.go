package layout_test

import (
	"strings"
	"testing"

	"kan/pipeline/doc"
	"kan/pipeline/page"
	"kan/pipeline/source"
)

// one is a paragraph of inlines.
func one(in ...doc.Inline) []doc.Block { return []doc.Block{&doc.Paragraph{Text: in}} }

func text(s string) doc.Inline { return doc.Text{Text: s} }

// marks are the runs without text and the boxes of a page: what is drawn
// between the lines.
func marks(d *page.Document, n int) (dots []*page.Glyphs, rules []page.Box) {
	for _, i := range d.Pages[n].Items {
		switch i := i.(type) {
		case *page.Glyphs:
			if i.Text == "" {
				dots = append(dots, i)
			}
		case page.Box:
			rules = append(rules, i)
		}
	}
	return dots, rules
}

func TestADotUnderEveryCharacterButMarks(t *testing.T) {
	// The line breaks inside the dotted text: 12 characters, 10 on the first line.
	d, _ := set(t, one(text("甲乙丙丁戊己"), &doc.Styled{Kind: doc.Dotted, Text: words("一定要，办实事")}, text("末")), small)
	dots, _ := marks(d, 0)
	if len(dots) != 6 {
		t.Fatalf("%d dots, want 6: none under the comma", len(dots))
	}
	em := 204.09 / 12
	for k, g := range dots {
		box, _ := g.Face.Bounds(g.Glyphs[0].ID)
		middle := g.X.Pt() + g.Size.Pt()*float64(box.XMin+box.XMax)/2/float64(g.Face.UnitsPerEm())
		column := (middle-79.37)/em - 0.5
		if off := column - float64(int(column+0.5)); off > 0.02 || off < -0.02 {
			t.Errorf("dot %d stands %.2f characters in", k+1, column)
		}
	}
	if dots[0].Y == dots[5].Y {
		t.Error("the dots of two lines stand on one")
	}
}

func TestALineUnderAWholeName(t *testing.T) {
	name := func(text string) doc.Inline { return &doc.Styled{Kind: doc.ProperName, Text: words(text)} }
	d, _ := set(t, one(name("甲乙"), name("丙丁"), text("会见"), name("戊己庚辛壬癸")), small)
	_, rules := marks(d, 0)
	if len(rules) != 4 {
		t.Fatalf("%d lines, want 4: two names, and one over a line break", len(rules))
	}
	if gap := rules[1].X - rules[0].X - rules[0].W; gap < 65536 {
		t.Errorf("%v between the lines of two names", gap)
	}
	if rules[2].Y == rules[3].Y || rules[3].X.Pt() < 79 {
		t.Errorf("the parts of the broken name: %+v", rules[2:])
	}
}

func TestANameLineIsUnbrokenOverStyles(t *testing.T) {
	name := &doc.Styled{Kind: doc.ProperName, Text: []doc.Inline{text("甲"), &doc.Styled{Kind: doc.Strong, Text: words("乙")}, text("丙")}}
	d, _ := set(t, one(name), small)
	if _, rules := marks(d, 0); len(rules) != 1 || rules[0].W.Pt() < 40 {
		t.Errorf("lines %+v", rules)
	}
}

func TestReadingsStandOverTheirCharacters(t *testing.T) {
	ruby := func(base, reading string) doc.Inline {
		return &doc.Ruby{Base: doc.Text{Text: base}, Reading: reading, Span: source.Span{}}
	}
	d, _ := set(t, one(text("甲"), ruby("鄱", "po"), ruby("阳", "yangg"), text("湖乙")), small)
	at := texts(d, 0)
	po, yang := at["po"], at["yangg"]
	if po == nil || yang == nil {
		t.Fatalf("%v", at)
	}
	// The test font's letters are ½ em wide: yangg is wider than its character.
	for _, r := range []*page.Glyphs{po, yang} {
		if r.Size.Pt() < 8.4 || r.Size.Pt() > 8.6 || r.Y.Pt() > 125.52-0.88*17.01 {
			t.Errorf("%s: size %.2f, baseline %.2f", r.Text, r.Size.Pt(), r.Y.Pt())
		}
	}
	end := po.X.Pt() + po.Size.Pt()
	if gap := yang.X.Pt() - end; gap < 17.01/8-0.01 {
		t.Errorf("%.2f pt between two readings, want an eighth of 17.01", gap)
	}
}

func TestReadingsOfNeighboursStandApart(t *testing.T) {
	ruby := func(base string) doc.Inline { return &doc.Ruby{Base: doc.Text{Text: base}, Reading: "zhuang"} }
	for name, in := range map[string][]doc.Inline{
		"one after the other":        {text("乙"), ruby("鄱"), ruby("阳"), text("丙")},
		"the first inside emphasis":  {text("乙"), &doc.Styled{Kind: doc.Strong, Text: []doc.Inline{ruby("鄱")}}, ruby("阳"), text("丙")},
		"the second inside emphasis": {text("乙"), ruby("鄱"), &doc.Styled{Kind: doc.Strong, Text: []doc.Inline{ruby("阳")}}, text("丙")},
	} {
		d, _ := set(t, one(in...), small)
		var at []float64
		for _, i := range d.Pages[0].Items {
			if g, ok := i.(*page.Glyphs); ok && g.Text == "zhuang" {
				at = append(at, g.X.Pt(), g.X.Pt()+3*g.Size.Pt())
			}
		}
		if len(at) != 4 || at[2]-at[1] < 17.01/8-0.01 {
			t.Errorf("%s: the readings run %v, want an eighth of 17.01 between them", name, at)
		}
	}
	// At the right edge a reading does not leave the measure.
	d, _ := set(t, one(text(han(9)), ruby("鄱"), text(han(3))), small)
	for _, i := range d.Pages[0].Items {
		if g, ok := i.(*page.Glyphs); ok && g.Text == "zhuang" && g.X.Pt()+3*g.Size.Pt() > 79.37+204.1 {
			t.Errorf("the reading ends at %.2f", g.X.Pt()+3*g.Size.Pt())
		}
	}
}

func TestForeignTextTakesWesternMarks(t *testing.T) {
	d, _ := set(t, one(text("甲“a”乙"), &doc.Styled{Kind: doc.Foreign, Lang: "en", Text: words("“b”")}), small)
	at := texts(d, 0)
	// A square of the test font is as wide as its ink and a little room, as Western marks are.
	chinese := at["a"].X - at["甲“"].X - at["甲“"].Glyphs[1].X
	foreign := at["b"].X - at["“"].X
	if em := at["a"].Size; chinese != em || foreign == em {
		t.Errorf("the Chinese quote is %v wide, the English one %v, of an em of %v", chinese, foreign, em)
	}
}

func TestAParagraphWithoutChineseIsWestern(t *testing.T) {
	quote := func(md string) float64 {
		d, _ := set(t, parse(t, md), small)
		at := texts(d, 0)
		return (at["a"].X - at["“"].X).Pt()
	}
	if chinese, western := quote("“a”乙"), quote("“a”b"); chinese == western {
		t.Errorf("both quotes are %v wide", chinese)
	}
}

func TestUnbrokenTextStaysOnOneLine(t *testing.T) {
	for n := range 12 {
		d, _ := set(t, one(text(han(n)+"丁"), &doc.Styled{Kind: doc.Unbroken, Text: words("欧阳子")}, text(han(20))), small)
		found := false
		for _, line := range lines(d)[0] {
			found = found || strings.Contains(line, "欧阳子")
		}
		if !found {
			t.Errorf("after %d characters the name is broken: %q", n, lines(d)[0])
		}
	}
}
