package markdown

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/rogpeppe/go-internal/txtar"

	"kan/pipeline/diag"
	"kan/pipeline/doc"
	"kan/pipeline/source"
)

// checkTree fails on spans that are not of the body, or exact ones that are
// not the same bytes, and returns the Han characters in reading order.
func checkTree(t *testing.T, blocks []doc.Block, file *source.File) string {
	var han strings.Builder
	doc.Walk(blocks, func(text string, at source.Span) {
		if text == "" {
			return
		}
		if at.File != file || at.Start < len(front) || at.Start > at.End || at.End > len(file.Text) {
			t.Errorf("%q outside the body: %v", text, at)
			return
		}
		han.WriteString(onlyHan(text))
	})
	var visit func(in []doc.Inline)
	visit = func(in []doc.Inline) {
		for _, i := range in {
			switch i := i.(type) {
			case doc.Text:
				if exact(i) && string(i.Span.Text()) != i.Text {
					t.Errorf("%q is said to be %q at %v", i.Text, i.Span.Text(), i.Span)
				}
			case *doc.Styled:
				visit(i.Text)
			case *doc.Ruby:
				visit([]doc.Inline{i.Base})
			case *doc.Link:
				visit(i.Text)
			}
		}
	}
	var walk func(blocks []doc.Block)
	walk = func(blocks []doc.Block) {
		for _, b := range blocks {
			switch b := b.(type) {
			case *doc.Heading:
				visit(b.Text)
			case *doc.Paragraph:
				visit(b.Text)
			case *doc.List:
				for _, i := range b.Items {
					walk(i.Blocks)
				}
			case *doc.Quote:
				walk(b.Blocks)
			case *doc.Table:
				visit(b.Caption)
				for _, rows := range [][][]doc.Cell{b.Head, b.Rows} {
					checkGrid(t, rows, len(b.Columns))
					for _, c := range slices.Concat(rows...) {
						visit(c.Text)
					}
				}
			case *doc.Landscape:
				walk(b.Blocks)
			case *doc.Attachment:
				visit(b.Title)
				walk(b.Blocks)
			case *doc.Signature:
				for _, organ := range b.By {
					visit(organ)
				}
				visit(b.Date)
			case *doc.Figure:
				visit(b.Caption)
			case *doc.CodeBlock:
				for _, l := range b.Lines {
					visit([]doc.Inline{l})
				}
			}
		}
	}
	walk(blocks)
	return han.String()
}

// checkGrid fails unless every place of a grid is taken by one cell.
func checkGrid(t *testing.T, rows [][]doc.Cell, columns int) {
	taken := map[[2]int]int{}
	for r, row := range rows {
		if len(row) != columns {
			t.Errorf("a row of %d cells under %d columns", len(row), columns)
		}
		for k, c := range row {
			for down := range c.Down {
				for across := range c.Across {
					taken[[2]int{r + down, k + across}]++
				}
			}
			if c.Covered() != (c.Across == 0 && c.Down == 0) || c.Covered() && len(c.Text) > 0 {
				t.Errorf("a covered cell of %d by %d says %q", c.Across, c.Down, doc.Plain(c.Text))
			}
		}
	}
	for r := range rows {
		for k := range columns {
			if taken[[2]int{r, k}] != 1 {
				t.Errorf("%d cells at row %d, column %d", taken[[2]int{r, k}], r, k)
			}
		}
	}
	if len(taken) != len(rows)*columns {
		t.Errorf("cells reach out of the grid of %d rows", len(rows))
	}
}

func onlyHan(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Han, r) {
			return r
		}
		return -1
	}, s)
}

// FuzzParse: no text makes the reader panic, spans are right, and no Han
// character outside links, notes, code and HTML gets lost or moved.
func FuzzParse(f *testing.F) {
	files, _ := filepath.Glob("testdata/*.txtar")
	for _, name := range files {
		ar, err := txtar.ParseFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(ar.Files[0].Data))
	}
	for _, s := range []string{"[^a]: 甲\n    [^b]: 乙\n\n[^a][^b]", "[^a]: [^a]\n\n[^a]", "甲\n===\n", "# \n", "###### 甲",
		"|a|\n|-|\n|`\\|`|", "> - 1. 甲\n\n  乙", "![](<>)", "![a](b \"c\")", "<!-- 甲", "\t甲", "-\t甲\n\n\t乙", "&ngE;", "[a]: b\n[a]", "[a]: b\n[a]{.dot}", "[[甲]{.专名}", "![甲]{.dot}",
		"[甲`]{.dot}`]{.dot}", "[&#x4e2d;儿]{拼音=r}", "> ::: 横排\n:::\n甲", "- ::: 附件 a\n:::", "::: 署名\n|a|\n|-|\n:::",
		"::: 横排\n[^a]: b\n:::\n[^a]", "|a|b|\n|-|-|\n|^|<|\n|<|^|", "::: 附件 [^a]\n[^a]: b\n:::", "[*甲]{.dot} [乙*]{.dot}"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, body string) {
		blocks, file, ds := parse(body)
		got := checkTree(t, blocks, file)
		for _, d := range ds {
			if d.Span.File != file || d.Span.Start < len(front) || d.Span.End > len(file.Text) {
				t.Errorf("%s outside the body: %v", d.Code, d.Span)
			}
		}
		if strings.ContainsAny(body, "[<`~!\x00") || strings.Contains(body, ":::") || strings.Contains(body, "&#") {
			return // not all that is printed is written so, or the other way round
		}
		for _, d := range ds {
			if d.Severity == diag.Error {
				return
			}
		}
		if want := onlyHan(body); got != want {
			t.Errorf("Han %q became %q", want, got)
		}
	})
}

func TestCorpusLosesNoHan(t *testing.T) {
	files, err := filepath.Glob("../../content/reports/*/*.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		_, body, ok := strings.Cut(string(b), "\n---\n")
		if !ok || strings.ContainsAny(body, "[<`!") {
			continue
		}
		blocks, file, ds := parse(body)
		if got, want := checkTree(t, blocks, file), onlyHan(body); got != want {
			t.Errorf("%s: Han characters differ; %v", name, ds)
		}
	}
}
