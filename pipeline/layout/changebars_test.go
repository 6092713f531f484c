package layout_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"kan/pipeline/doc"
	"kan/pipeline/page"
	"kan/pipeline/unit"
)

// TestBarsStandBesideChangedLines sets random text and looks at every line: it
// has a bar in the outer margin just when something on it has changed.
func TestBarsStandBesideChangedLines(t *testing.T) {
	r := rand.New(rand.NewPCG(9704, 8))
	var blocks []doc.Block
	for range 60 {
		in := words(han(1 + r.IntN(90)))
		if r.IntN(3) == 0 {
			in = append(in, inserted("周文博 3月12日", text(han(1+r.IntN(40)))), text(han(1+r.IntN(90))))
		}
		if r.IntN(4) == 0 {
			in = append(in, deleted("", text(han(1+r.IntN(40)))), text("末"))
		}
		blocks = append(blocks, &doc.Paragraph{Text: in})
	}
	d, _ := set(t, blocks, "extends: base\n")
	if len(d.Pages) < 3 {
		t.Fatalf("%d pages", len(d.Pages))
	}
	changed, plain := 0, 0
	for n := range d.Pages {
		p := &d.Pages[n]
		bars := rules(p, grey)
		left, right := margin(n)
		for _, b := range bars {
			if b.X < left || b.X+b.W > right {
				t.Errorf("page %d: a bar at %.1f, the outer margin from %.1f to %.1f", n+1, b.X.Pt(), left.Pt(), right.Pt())
			}
		}
		for y, has := range linesOf(p) {
			beside := 0
			for _, b := range bars {
				if b.Y < y && y < b.Y+b.H {
					beside++
				}
			}
			if has && beside != 1 || !has && beside != 0 {
				t.Errorf("page %d: %d bars beside the line at %.1f, changed: %v", n+1, beside, y.Pt(), has)
			}
			if has {
				changed++
			} else {
				plain++
			}
		}
	}
	if changed < 20 || plain < 20 {
		t.Errorf("%d changed lines, %d others", changed, plain)
	}
}

// margin is the outer margin of page n of the base style.
func margin(n int) (left, right unit.Length) {
	if n%2 == 1 {
		return 0, unit.MM(2600)
	}
	return unit.MM(21000 - 2600), unit.MM(21000)
}

// linesOf are the baselines of body text, each with whether it holds a change.
func linesOf(p *page.Page) map[unit.Length]bool {
	lines := map[unit.Length]bool{}
	for _, i := range p.Items {
		if g, ok := i.(*page.Glyphs); ok && g.Size.Pt() > 15 && strings.Contains("国家粮食安全末", firstOf(g.Text)) {
			lines[g.Y] = lines[g.Y] || g.Color == red || g.Color == blue
		}
	}
	return lines
}

func firstOf(s string) string {
	for _, r := range s {
		return string(r)
	}
	return "-"
}

func TestMarginNotesStandInTheOuterMargin(t *testing.T) {
	var blocks []doc.Block
	for k := range 50 {
		who := []string{"周文博 3月12日", "梁岳 3月14日", "阿卜杜拉·买买提江 12月28日", ""}[k%4]
		blocks = append(blocks, &doc.Paragraph{Text: []doc.Inline{text("国家"), inserted(who, text(han(30))), text(han(50))}})
	}
	d, _ := set(t, blocks, "extends: base\n")
	for n := range d.Pages {
		p := &d.Pages[n]
		left, right := margin(n)
		said, foot := "", unit.Length(0)
		for _, i := range p.Items {
			g, ok := i.(*page.Glyphs)
			if !ok || g.Size.Pt() > 9 {
				continue
			}
			said += g.Text
			end := g.X + g.Glyphs[len(g.Glyphs)-1].X + g.Size
			if g.X < left || end > right || g.X < unit.MM(500) || end > p.Width-unit.MM(500) {
				t.Errorf("page %d: %q runs from %.1f to %.1f, the margin from %.1f to %.1f", n+1, g.Text, g.X.Pt(), end.Pt(), left.Pt(), right.Pt())
			}
			if g.Y-g.Size < foot-unit.Pt*2 {
				t.Errorf("page %d: %q at %.1f runs into the note above it, which ends at %.1f", n+1, g.Text, g.Y.Pt(), foot.Pt())
			}
			foot = g.Y
		}
		if !strings.Contains(said, "周文博3月12日") || !strings.Contains(said, "梁岳3月14日") {
			t.Errorf("page %d says %q", n+1, said)
		}
	}
}

func TestANoteIsNotRepeatedForLinesOfOneChange(t *testing.T) {
	note := func(blocks ...doc.Block) int {
		d, _ := set(t, blocks, "extends: base\n")
		n := 0
		for _, line := range lines(d)[0] {
			n += strings.Count(line, "周文博")
		}
		return n
	}
	p := func(in ...doc.Inline) doc.Block { return &doc.Paragraph{Text: in} }
	changed := inserted("周文博 3月12日", text("改"))
	if n := note(p(changed, text(han(27*3)), changed)); n != 1 {
		t.Errorf("%d notes for two changes two lines apart, want 1", n)
	}
	if n := note(p(changed, text(han(27*6)), changed)); n != 2 {
		t.Errorf("%d notes for two changes far apart, want 2", n)
	}
	if n := note(p(inserted("梁岳", text("改"))), p(changed), p(inserted("梁岳", text("改")))); n != 1 {
		t.Errorf("%d notes of the second of three, want 1", n)
	}
}

// TestBarsOfTurnedPages: on pages of either parity they stand left of the text.
func TestBarsOfTurnedPages(t *testing.T) {
	for _, before := range []int{1, 30} {
		table := tableOf(1, grids("区 数", "甲 乙"))
		table.Rows[0][1].Text = []doc.Inline{deleted("乙 3月", text("丙")), inserted("乙 3月", text("丁"))}
		blocks := append(parse(t, paragraphs(before)), &doc.Landscape{Blocks: []doc.Block{table}})
		d, _ := set(t, blocks, "extends: base\n")
		at := slices.IndexFunc(d.Pages, func(p page.Page) bool { return p.Width > p.Height })
		if at < 0 {
			t.Fatal("no page is turned")
		}
		bars := rules(&d.Pages[at], grey)
		if len(bars) != 1 || bars[0].X.Pt() > 99.21 || bars[0].X.Pt() < 80 || bars[0].H.Pt() < 15 {
			t.Errorf("bars of page %d: %+v", at+1, bars)
		}
	}
}

// TestBarsOfTablesAreJoined: the lines of a row are beside one another, in any
// order.
func TestBarsOfTablesAreJoined(t *testing.T) {
	table := tableOf(1, grids("区 数", "甲 乙", "丙 丁"))
	for _, row := range table.Rows {
		for k := range row {
			row[k].Text = []doc.Inline{inserted("甲", text(han(60)))}
		}
	}
	d, _ := set(t, []doc.Block{table}, "extends: base\n")
	if bars := rules(&d.Pages[0], grey); len(bars) != 1 || bars[0].H.Pt() < 100 {
		t.Errorf("bars %+v", bars)
	}
}

// TestTheFirstOfLinesSideBySideHasItsBar: a cell changed in its last line stands
// before one changed in its first.
func TestTheFirstOfLinesSideBySideHasItsBar(t *testing.T) {
	table := tableOf(1, grids("区 数", "甲 乙"))
	table.Rows[0][0].Text = []doc.Inline{text(han(60)), inserted("甲", text("改"))}
	table.Rows[0][1].Text = []doc.Inline{inserted("甲", text("改")), text(han(60))}
	d, _ := set(t, []doc.Block{table}, "extends: base\n")
	p := &d.Pages[0]
	for _, i := range p.Items {
		g, ok := i.(*page.Glyphs)
		if !ok || g.Color != red {
			continue
		}
		if !slices.ContainsFunc(rules(p, grey), func(b page.Box) bool { return b.Y < g.Y && g.Y < b.Y+b.H }) {
			t.Errorf("no bar beside %q at %.1f: %+v", g.Text, g.Y.Pt(), rules(p, grey))
		}
	}
}

// noteLines are the baselines of what is set in the smallest type, from the top.
func noteLines(p *page.Page) (at []unit.Length) {
	for _, i := range p.Items {
		if g, ok := i.(*page.Glyphs); ok && g.Size.Pt() < 9 {
			at = append(at, g.Y)
		}
	}
	slices.Sort(at)
	return slices.Compact(at)
}

func TestALongNoteIsCut(t *testing.T) {
	for who, want := range map[string]int{"梁岳": 1, "周文博 3月12日": 2, "阿卜杜拉·买买提江 3月12日": 3, strings.Repeat("很长的名字", 9): 3, "　 ": 0} {
		d, _ := set(t, one(inserted(who, text("改"))), "extends: base\n")
		if got := noteLines(&d.Pages[0]); len(got) != want {
			t.Errorf("%q has %d lines, want %d", who, len(got), want)
		}
	}
}

// TestManyNotesStandOneUnderTheOther, also where their lines are nearer to each
// other than they; the last are left out where the page ends.
func TestManyNotesStandOneUnderTheOther(t *testing.T) {
	table := tableOf(1, grids(strings.Split(strings.Repeat("甲 乙,", 39)+"丙 丁", ",")...))
	for k, row := range table.Rows {
		row[0].Text = []doc.Inline{inserted(strings.Repeat("很长的名字", 9)[k%5*3:], text("改"))}
	}
	d, _ := set(t, []doc.Block{table}, "extends: base\ntext: {table-cell: {leading: 13pt}}\nfurniture: {masthead: [], imprint: {rows: []}}\n")
	p := &d.Pages[0]
	at := noteLines(p)
	if len(at) < 60 || len(at) >= 3*len(rules(p, red)) {
		t.Errorf("%d lines of notes for %d changes", len(at), len(rules(p, red)))
	}
	for k := 1; k < len(at); k++ {
		if gap := at[k] - at[k-1]; gap.Pt() < 9 {
			t.Errorf("the lines of notes at %.1f and %.1f are too near", at[k-1].Pt(), at[k].Pt())
		}
	}
	if last := at[len(at)-1]; last > p.Height-unit.MM(500) {
		t.Errorf("the last stands at %.1f on a page of %.1f", last.Pt(), p.Height.Pt())
	}
}
