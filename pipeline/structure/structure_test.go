package structure_test

import (
	"slices"
	"strings"
	"testing"

	"kan/pipeline/page"
	"kan/pipeline/source"
)

func TestTreeIsInReadingOrder(t *testing.T) {
	for _, c := range []struct {
		name  string
		pages [][]page.Item
		want  string
	}{
		{"a paragraph over two pages is one element", [][]page.Item{
			{open(page.MarkSect, 1), open(page.MarkP, 2), text("一"), text("二"), shut(page.MarkP), shut(page.MarkSect)},
			{open(page.MarkSect, 1), open(page.MarkP, 2), text("三"), shut(page.MarkP), open(page.MarkP, 3), text("四"), shut(page.MarkP), shut(page.MarkSect)},
		}, `
Document
  Sect
    P 1:0 2:0
    P 2:1
`},
		{"a note is read after its mark, though it stands at the foot", [][]page.Item{{
			open(page.MarkP, 1), text("正文"), page.Mark{Kind: page.MarkReference, ID: 2, Note: 3}, text("①"), shut(page.MarkReference), text("后文"), shut(page.MarkP),
			open(page.MarkP, 4), text("下一段"), shut(page.MarkP),
			open(page.MarkNote, 3), open(page.MarkLbl, 5), text("①"), shut(page.MarkLbl), open(page.MarkP, 6), text("注"), shut(page.MarkP), shut(page.MarkNote),
		}}, `
Document
  P 1:0 1:2
    Reference 1:1
    Note
      Lbl 1:4
      P 1:5
  P 1:3
`},
		{"a link that is broken over a line has two annotations", [][]page.Item{{
			open(page.MarkP, 1), text("见"),
			open(page.MarkLink, 2), text("网"), page.Link{W: 1, H: 1, URL: "https://a.example"}, shut(page.MarkLink),
			open(page.MarkLink, 2), text("站"), page.Link{W: 1, H: 1, URL: "https://a.example"}, shut(page.MarkLink), shut(page.MarkP),
		}}, `
Document
  P 1:0
    Link 1:1 1@0 1@1
`},
		{"what an artifact holds is nowhere", [][]page.Item{{
			open(page.MarkTable, 1), open(page.MarkTR, 2), open(page.MarkTH, 3), text("头"), shut(page.MarkTH), shut(page.MarkTR), shut(page.MarkTable),
		}, {
			page.Mark{Kind: page.MarkArtifact, Artifact: page.Repeated}, open(page.MarkTR, 2), open(page.MarkTH, 3), text("头"), shut(page.MarkTH), shut(page.MarkTR), shut(page.MarkArtifact),
			open(page.MarkTable, 1), open(page.MarkTR, 4), open(page.MarkTD, 5), text("格"), shut(page.MarkTD), open(page.MarkTD, 6), shut(page.MarkTD), shut(page.MarkTR), shut(page.MarkTable),
		}}, `
Document
  Table
    TR
      TH 1:0
    TR
      TD 2:0
      TD
`},
		{"elements that hold nothing are gone, cells stay", [][]page.Item{{
			open(page.MarkSect, 1), open(page.MarkP, 2), shut(page.MarkP), shut(page.MarkSect), open(page.MarkP, 3), text("一"), shut(page.MarkP),
		}}, `
Document
  P 1:0
`},
		{"marks without end, ends without mark", [][]page.Item{
			{shut(page.MarkP), open(page.MarkP, 1), text("一")}, {open(page.MarkP, 2), text("二"), shut(page.MarkP), shut(page.MarkP), shut(page.MarkSect)},
		}, `
Document
  P 1:0
  P 2:0
`},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := dump(read(c.pages...)); got != strings.TrimPrefix(c.want, "\n") {
				t.Errorf("got\n%swant%s", got, c.want)
			}
		})
	}
}

// A row that cells above cover is gone, and they span a row less; the marks of
// the pages stay as they are.
func TestCoveredRowsAreClosed(t *testing.T) {
	cell := func(id, down int) []page.Item {
		return []page.Item{page.Mark{Kind: page.MarkTD, ID: id, Cell: &page.Cell{Across: 1, Down: down}}, text("格"), shut(page.MarkTD)}
	}
	row := func(id int, cells ...[]page.Item) []page.Item {
		return append(append([]page.Item{open(page.MarkTR, id)}, slices.Concat(cells...)...), shut(page.MarkTR))
	}
	items := slices.Concat([]page.Item{open(page.MarkTable, 1)}, row(2, cell(10, 4), cell(11, 3)), row(3), row(4), row(5, cell(12, 1)), row(6, cell(13, 2), cell(14, 2)), row(7), []page.Item{shut(page.MarkTable)})
	tree := read(items)
	if got, want := dump(tree), "Document\n  Table\n    TR\n      TD 1:0\n      TD 1:1\n    TR\n      TD 1:2\n    TR\n      TD 1:3\n      TD 1:4\n"; got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	want := map[int]int{10: 2, 11: 1, 12: 1, 13: 1, 14: 1}
	for _, e := range tree.Elements {
		if e.Cell != nil && e.Cell.Down != want[e.ID] {
			t.Errorf("cell %d spans %d rows, want %d", e.ID, e.Cell.Down, want[e.ID])
		}
	}
	if m := items[2].(page.Mark); m.Cell.Down != 4 {
		t.Errorf("the mark of the page says %d rows now", m.Cell.Down)
	}
}

func TestFaults(t *testing.T) {
	file := source.New("a.md", []byte("# 甲\n"))
	figure := func(alt string) []page.Item {
		return []page.Item{page.Mark{Kind: page.MarkFigure, ID: 1, Alt: alt}, &page.Image{File: source.New("img/a.png", nil)}, shut(page.MarkFigure)}
	}
	heading := func(kind page.MarkKind, id int, s string) []page.Item {
		return []page.Item{open(kind, id), text(s), text("尾"), shut(kind)}
	}
	linked := func(kind page.MarkKind, id int, s string) []page.Item {
		return []page.Item{open(kind, id), open(page.MarkLink, id+100), text(s), page.Link{W: 1, H: 1}, shut(page.MarkLink), text("尾"), shut(kind)}
	}
	noted := func(id int) []page.Item {
		return []page.Item{open(page.MarkP, id), text("文"), page.Mark{Kind: page.MarkReference, ID: id + 100, Note: 9}, text("①"), shut(page.MarkReference), shut(page.MarkP)}
	}
	at := text("无主")
	at.Span = file.Span(2, 5)
	for _, c := range []struct {
		name  string
		items []page.Item
		want  string // the faults
	}{
		{"an image with alt", figure("图"), ""},
		{"an image without", figure(""), "no alt on page 1: img/a.png\n"},
		{"an image whose text does not show", figure(" \u200B　"), "no alt on page 1: img/a.png\n"},
		{"headings in order", append(heading(page.MarkH1, 1, "甲"), append(heading(page.MarkH2, 2, "乙"), heading(page.MarkH1, 3, "丙")...)...), ""},
		{"the first is no H1", heading(page.MarkH2, 1, "甲"), "heading skip on page 1: 甲 2 after 0\n"},
		{"a level is left out", append(heading(page.MarkH1, 1, "甲"), heading(page.MarkH3, 2, "乙")...), "heading skip on page 1: 乙 3 after 1\n"},
		{"a heading that begins with a link", append(heading(page.MarkH1, 1, "甲"), linked(page.MarkH3, 2, "乙")...), "heading skip on page 1: 乙 3 after 1\n"},
		{"one below it", append(heading(page.MarkH1, 1, "甲"), append(linked(page.MarkH2, 2, "乙"), heading(page.MarkH3, 3, "丙")...)...), ""},
		{"a note is read at its mark", append(heading(page.MarkH1, 1, "甲"), append(noted(2), append(heading(page.MarkH2, 3, "乙"), open(page.MarkNote, 9), open(page.MarkH3, 4), text("注"), shut(page.MarkH3), shut(page.MarkNote))...)...),
			"heading skip on page 1: 注 3 after 1\n"},
		{"text in no element", []page.Item{at}, "untagged on page 1: 无主\n"},
		{"a rule in no element", []page.Item{page.Box{}}, "untagged on page 1: \n"},
		{"text in an element that groups", []page.Item{open(page.MarkTable, 1), text("表"), shut(page.MarkTable)}, "untagged on page 1: 表\n"},
		{"a link in no Link", []page.Item{open(page.MarkP, 1), text("见"), page.Link{W: 1, H: 1}, shut(page.MarkP)}, "untagged on page 1: \n"},
		{"a link in an artifact", []page.Item{open(page.MarkArtifact, 0), text("见"), page.Link{W: 1, H: 1}, shut(page.MarkArtifact)}, "untagged on page 1: \n"},
		{"an artifact needs nothing", []page.Item{open(page.MarkArtifact, 0), page.Box{}, text("页"), open(page.MarkH3, 1), text("甲"), shut(page.MarkH3), shut(page.MarkArtifact)}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			tree := read(c.items)
			if got := faults(tree); got != c.want {
				t.Errorf("got\n%swant\n%s", got, c.want)
			}
			for _, f := range tree.Faults {
				if f.Text == "无主" && f.Span != at.Span {
					t.Errorf("the fault is at %v", f.Span)
				}
			}
		})
	}
}

// What is drawn in no element is drawn all the same: text as a paragraph.
func TestUntaggedTextIsNotLost(t *testing.T) {
	got := dump(read([]page.Item{text("甲"), open(page.MarkSect, 1), text("乙"), shut(page.MarkSect), page.Box{}}))
	if !strings.HasPrefix(got, "Document\n  P 1:0\n  Sect\n    P 1:1\n") {
		t.Errorf("got\n%s", got)
	}
}

func TestStretchesCoverWhatIsDrawn(t *testing.T) {
	tree := read([]page.Item{
		open(page.MarkP, 1), text("一"), page.Anchor{}, text("二"), shut(page.MarkP), // 0–4
		open(page.MarkArtifact, 0), page.Box{}, page.Box{}, shut(page.MarkArtifact), // 5–8
		page.Mark{Kind: page.MarkArtifact, Artifact: page.Footer}, text("— 1 —"), shut(page.MarkArtifact), // 9–11
		open(page.MarkP, 1), text("三"), &page.Glyphs{}, shut(page.MarkP), // 12–15
	})
	const want = "P 0 [1,4), artifact 0 [6,8), artifact 1 [10,11), P 1 [13,14)"
	if got := stretches(tree.Pages[0]); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if got := tree.Pages[0].Contents; len(got) != 2 || got[0] != got[1] {
		t.Errorf("contents belong to %v", got)
	}
}
