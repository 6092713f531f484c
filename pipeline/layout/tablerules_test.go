package layout_test

import (
	"fmt"
	"strings"
	"testing"

	"kan/pipeline/doc"
	"kan/pipeline/layout"
	"kan/pipeline/page"
	"kan/pipeline/source"
)

// grids makes rows of cells from texts: "<" and "^" are covered by the cell at
// their left or above.
func grids(rows ...string) (out [][]doc.Cell) {
	for i, row := range rows {
		var cells []doc.Cell
		for k, text := range strings.Fields(row) {
			switch text {
			case "<":
				from := k - 1
				for cells[from].Covered() {
					from--
				}
				cells[from].Across++
				cells = append(cells, doc.Cell{})
			case "^":
				from := i - 1
				for out[from][k].Covered() {
					from--
				}
				out[from][k].Down++
				cells = append(cells, doc.Cell{})
			default:
				cells = append(cells, doc.Cell{Text: words(text), Across: 1, Down: 1})
			}
		}
		out = append(out, cells)
	}
	return out
}

func tableOf(heads int, rows [][]doc.Cell) *doc.Table {
	return &doc.Table{Columns: make([]doc.Align, len(rows[0])), Head: rows[:heads], Rows: rows[heads:]}
}

// texts are where the runs of a page begin, by text: the first of each.
func texts(d *page.Document, n int) map[string]*page.Glyphs {
	out := map[string]*page.Glyphs{}
	for _, i := range d.Pages[n].Items {
		if g, ok := i.(*page.Glyphs); ok && out[g.Text] == nil {
			out[g.Text] = g
		}
	}
	return out
}

// boxes are the rules of a page that are wider than high, or the others.
func boxes(d *page.Document, n int, wide bool) (out []page.Box) {
	for _, i := range d.Pages[n].Items {
		if b, ok := i.(page.Box); ok && (b.W > b.H) == wide {
			out = append(out, b)
		}
	}
	return out
}

func TestMergedHeadCells(t *testing.T) {
	rows := grids("区 排口 <", "^ 总数 已办", "甲 12 3", "乙 9 1")
	d, _ := set(t, []doc.Block{tableOf(2, rows)}, grid)
	at := texts(d, 0)
	if at["区"].Y <= at["排口"].Y || at["区"].Y >= at["总数"].Y {
		t.Errorf("区 stands at %v, not in the middle of %v and %v", at["区"].Y, at["排口"].Y, at["总数"].Y)
	}
	middle := (at["总数"].X + at["已办"].X) / 2
	if off := at["排口"].X - middle; off > 65536 || off < -65536 {
		t.Errorf("排口 is %v off the middle of its columns", off)
	}
	// The rule between 排口 and 总数 leaves the first column alone.
	for _, b := range boxes(d, 0, true) {
		if b.Y > at["排口"].Y && b.Y < at["总数"].Y && b.X < at["区"].X {
			t.Errorf("a rule at %v goes through the cell of 区", b.Y)
		}
	}
	for _, b := range boxes(d, 0, false) {
		if b.Y < at["排口"].Y && b.X > at["排口"].X && b.X < at["排口"].X+at["排口"].Size*2 {
			t.Errorf("a rule at %v goes through the cell of 排口", b.X)
		}
	}
}

func TestMergedHeadIsRepeatedWhole(t *testing.T) {
	lines := []string{"区 排口 <", "^ 总数 已办"}
	for k := range 40 {
		lines = append(lines, fmt.Sprintf("区%d %d %d", k, k, k*k))
	}
	d, _ := set(t, []doc.Block{tableOf(2, grids(lines...))}, grid)
	if len(d.Pages) < 2 {
		t.Fatalf("%d pages", len(d.Pages))
	}
	first := texts(d, 0)
	for n := range d.Pages {
		at := texts(d, n)
		for _, text := range []string{"区", "排口", "总数", "已办"} {
			g, inner := at[text], [2]float64{79.37, 73.70} // the type area's left edge, odd and even
			if g == nil {
				t.Fatalf("page %d has no whole head", n+1)
			}
			if !near(g.X.Pt()-inner[n%2], first[text].X.Pt()-inner[0]) || g.Y.Pt() > 104.88+3*pitchPt {
				t.Errorf("page %d: %s of the head stands at %.1f, %.1f", n+1, text, g.X.Pt(), g.Y.Pt())
			}
		}
	}
}

func TestTheHeadIsRepeatedInsideItsFirstRow(t *testing.T) {
	d, _ := set(t, []doc.Block{tableOf(1, grids("名 文", "甲 "+han(1500)))}, grid)
	for n := range d.Pages {
		if at := texts(d, n); at["名"] == nil || at["名"].Y.Pt() > 104.88+2*pitchPt {
			t.Errorf("page %d has no head", n+1)
		}
	}
}

func TestARepeatedHeadHasNoMarksOfNotes(t *testing.T) {
	rows := grids("名 数")
	for range 60 {
		rows = append(rows, grids("甲 1")[0])
	}
	rows[0][0].Text = append(rows[0][0].Text, &doc.NoteRef{Blocks: parse(t, "注")})
	d, _ := set(t, []doc.Block{tableOf(1, rows)}, grid)
	for n := range d.Pages {
		if got := strings.Contains(joined(d, n), "①"); got != (n == 0) {
			t.Errorf("page %d: a mark of a note %v", n+1, got)
		}
	}
}

func TestAHeadAsHighAsAPageIsNotRepeated(t *testing.T) {
	rows := []string{"名 文"}
	for k := range 29 {
		rows = append(rows, fmt.Sprintf("^ 子%d", k))
	}
	heads := len(rows)
	for k := range 10 {
		rows = append(rows, fmt.Sprintf("行%d 文", k))
	}
	d, _ := set(t, []doc.Block{tableOf(heads, grids(rows...))}, grid)
	all := ""
	for n := range d.Pages {
		all += joined(d, n)
	}
	for k := range 10 {
		if !strings.Contains(all, fmt.Sprintf("行%d", k)) {
			t.Errorf("row %d is on no page", k)
		}
	}
	if len(d.Pages) > 4 || strings.Count(all, "子7") != 1 {
		t.Errorf("%d pages, 子7 on %d", len(d.Pages), strings.Count(all, "子7"))
	}
}

func TestMergedRowsStayTogether(t *testing.T) {
	lines := []string{"类 名 数"}
	for k := range 12 {
		lines = append(lines, fmt.Sprintf("类%d 名%da 1", k, k), fmt.Sprintf("^ 名%db 2", k), fmt.Sprintf("^ 名%dc 3", k))
	}
	d, _ := set(t, []doc.Block{tableOf(1, grids(lines...))}, grid)
	if len(d.Pages) < 2 {
		t.Fatalf("%d pages", len(d.Pages))
	}
	for n := range d.Pages {
		at := texts(d, n)
		for k := range 12 {
			a, b, c := at[fmt.Sprintf("名%da", k)], at[fmt.Sprintf("名%db", k)], at[fmt.Sprintf("名%dc", k)]
			label := at[fmt.Sprintf("类%d", k)]
			if (a == nil) != (c == nil) || (a == nil) != (label == nil) {
				t.Errorf("the rows of 类%d are on two pages", k)
			} else if a != nil && label.Y != b.Y {
				t.Errorf("类%d stands at %v, not in the middle: %v", k, label.Y, b.Y)
			}
		}
	}
}

func TestNumbersStandOnTheirDecimalPoints(t *testing.T) {
	rows := grids("名 数", "甲 1,234.5", "乙 6", "丙 0.25", "丁 12.125%", "戊 —")
	d, _ := set(t, []doc.Block{tableOf(1, rows)}, grid)
	at := texts(d, 0)
	unit := at["6"].X + at["6"].Size/2 // where the digit 6 ends: the test font's are ½ em wide
	for text, digits := range map[string]int{"1,234.5": 5, "0.25": 1, "12.125%": 2} {
		g := at[text]
		if got := g.X + g.Glyphs[digits].X; got != unit {
			t.Errorf("the point of %s stands at %v, 6 ends at %v", text, got, unit)
		}
	}
	if at["—"].X+at["—"].Size == unit {
		t.Error("a dash stands as a number does")
	}
	mixed := grids("名 数", "甲 1.5", "乙 不详细", "丙 200.25")
	d, _ = set(t, []doc.Block{tableOf(1, mixed)}, grid)
	at = texts(d, 0)
	if at["1.5"].X+at["1.5"].Glyphs[1].X == at["200.25"].X+at["200.25"].Glyphs[3].X {
		t.Error("a column with words stands on decimal points")
	}
}

func TestATableTooWideIsComplainedOf(t *testing.T) {
	row := strings.TrimSpace(strings.Repeat("一二三四五 ", 10))
	table := tableOf(1, grids(row, row))
	table.Span = source.New("a.md", []byte("|表|")).Whole()
	_, diags := set(t, []doc.Block{table}, grid)
	if len(diags) != 1 || diags[0].Code != layout.CodeNarrowTable || !strings.Contains(diags[0].Hint, "::: 横排") {
		t.Errorf("complaints %+v", diags)
	}
	if _, diags := set(t, []doc.Block{&doc.Landscape{Blocks: []doc.Block{table}}}, grid); len(diags) > 0 {
		t.Errorf("on a turned page: %+v", diags)
	}
}

func TestLongCellsBreakOverPages(t *testing.T) {
	rows := grids("名 文", "甲 "+han(1500))
	d, _ := set(t, []doc.Block{tableOf(1, rows)}, grid)
	all := ""
	for n := range d.Pages {
		all += strings.ReplaceAll(joined(d, n), "|", "")
	}
	if len(d.Pages) < 2 || strings.Count(all, "国") != 250 {
		t.Errorf("%d of 250 words on %d pages", strings.Count(all, "国"), len(d.Pages))
	}
	for n := range d.Pages {
		for _, b := range boxes(d, n, false) {
			if b.Y.Pt() < 104 || (b.Y+b.H).Pt() > 743 {
				t.Errorf("page %d: a rule from %.1f to %.1f", n+1, b.Y.Pt(), (b.Y + b.H).Pt())
			}
		}
	}
}
