package layout_test

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/rogpeppe/go-internal/txtar"

	"kan/pipeline/date"
	"kan/pipeline/diag"
	"kan/pipeline/doc"
	"kan/pipeline/font/squares"
	"kan/pipeline/fontbook"
	"kan/pipeline/layout"
	"kan/pipeline/markdown"
	"kan/pipeline/page"
	"kan/pipeline/picture"
	"kan/pipeline/shape"
	"kan/pipeline/source"
	"kan/pipeline/style"
	"kan/templates"
)

var update = flag.Bool("update", false, "write the goldens anew")

// small is a style of tiny pages: 8 lines of 12 characters, without furniture.
const small = `extends: base
page: {inner: 28mm, outer: 110mm, bottom: 180mm, grid: {lines: 8, chars: 12, size: 三号}}
text:
  title: {size: 三号, leading: 1line, occupy: 2}
  table-cell: {size: 五号, leading: 1line}
  table-head: {size: 五号, leading: 1line}
  caption: {size: 五号, leading: 1line}
  footnote: {size: 五号, leading: 0.5line}
furniture:
  masthead: []
  footer: {outer: ""}
  imprint: {rows: []}
`

// set lays out blocks in a style given as YAML, in the font of squares.
func set(t *testing.T, blocks []doc.Block, yaml string) (*page.Document, []diag.Diagnostic) {
	t.Helper()
	return setFields(t, blocks, yaml, doc.Fields{OfficeName: "云州市政协办公室", SeriesName: "测试", Number: 3, Total: 30,
		Year: 2026, Date: date.Date{Year: 2026, Month: 8, Day: 7}, Copies: 80, ReportTo: "市委，市政府。"})
}

func setFields(t *testing.T, blocks []doc.Block, yaml string, fields doc.Fields) (*page.Document, []diag.Diagnostic) {
	t.Helper()
	var diags diag.List
	list := ""
	for _, role := range []string{"仿宋", "宋体", "小标宋", "黑体", "楷体"} {
		list += "- {role: " + role + ", file: squares.ttf}\n"
	}
	builtin := fstest.MapFS{"fonts.yaml": {Data: []byte(list)}, "squares.ttf": {Data: squares.Bytes()}}
	repo := fstest.MapFS{"templates/test/style.yaml": {Data: []byte(yaml)}}
	for _, name := range []string{"base", "public-opinion"} {
		data, err := templates.Files.ReadFile(name + "/style.yaml")
		if err != nil {
			t.Fatal(err)
		}
		repo["templates/"+name+"/style.yaml"] = &fstest.MapFile{Data: data}
	}
	book, err := fontbook.Load(source.NewTree(fstest.MapFS{}), builtin, &diags)
	if err != nil {
		t.Fatal(err)
	}
	tree := source.NewTree(repo)
	s, err := style.Loader{Repo: tree, Builtin: tree, FontRoles: book.Roles()}.Load("test", source.Span{}, &diags)
	if err != nil || s == nil {
		t.Fatal(err, diags.Sorted())
	}
	d := &doc.Document{Blocks: blocks, Fields: fields}
	p, err := layout.Pages(d, s, book, shape.New(), layout.Options{}, &diags)
	if err != nil {
		t.Fatal(err)
	}
	return p, diags.Sorted()
}

func parse(t *testing.T, md string) []doc.Block {
	t.Helper()
	var diags diag.List
	blocks := markdown.Parse(source.New("doc.md", []byte(md)).Whole(), &diags)
	if all := diags.Sorted(); len(all) > 0 {
		t.Fatal(all)
	}
	for _, b := range blocks {
		if f, ok := b.(*doc.Figure); ok {
			f.File = source.New("images/a.png", nil)
			f.Picture = picture.Info{Format: picture.PNG, Width: 300, Height: 150, Channels: 3}
		}
	}
	return blocks
}

// lines are the texts of each page, a string for each baseline.
func lines(d *page.Document) [][]string {
	var out [][]string
	for _, p := range d.Pages {
		var texts []string
		last := int64(-1)
		for _, item := range p.Items {
			g, ok := item.(*page.Glyphs)
			if !ok {
				continue
			}
			if int64(g.Y) != last {
				texts = append(texts, "")
				last = int64(g.Y)
			}
			texts[len(texts)-1] += g.Text
		}
		out = append(out, texts)
	}
	return out
}

func TestGoldens(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, name := range files {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			a, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			in := map[string]string{"style.yaml": small}
			for _, f := range a.Files {
				in[f.Name] = string(f.Data)
			}
			d, _ := set(t, parse(t, in["doc.md"]), in["style.yaml"])
			var b bytes.Buffer
			page.Dump(&b, d)
			if b.String() == in["pages"] {
				return
			}
			if !*update {
				t.Fatalf("pages differ (run with -update and read the difference):\n%s", b.String())
			}
			kept := a.Files[:0]
			for _, f := range a.Files {
				if f.Name != "pages" {
					kept = append(kept, f)
				}
			}
			a.Files = append(kept, txtar.File{Name: "pages", Data: b.Bytes()})
			if err := os.WriteFile(name, txtar.Format(a), 0o644); err != nil {
				t.Fatal(err)
			}
		})
	}
}

// paragraphs are n paragraphs of one line each.
func paragraphs(n int) string {
	var b strings.Builder
	for k := range n {
		fmt.Fprintf(&b, "第%d段\n\n", k+1)
	}
	return b.String()
}

// han is running text of n characters, which make ceil((n+2)/12) lines.
func han(n int) string { return strings.Repeat("国家粮食安全", n/6+1)[:3*n] }

// TestPageBreaks holds the rules of clreq on what may stand at a page's foot
// and head, on pages of 8 lines.
func TestPageBreaks(t *testing.T) {
	for _, c := range []struct {
		name, md string
		want     []int // lines on each page
	}{
		{"a heading is not the last line", paragraphs(7) + "# 甲\n\n" + han(20), []int{7, 3}},
		{"a heading of two lines moves whole", paragraphs(6) + "# " + han(14) + "\n\n" + han(20), []int{6, 4}},
		{"the last line of five does not stand alone", paragraphs(4) + han(12*5-2), []int{7, 2}},
		{"a first line alone at the foot is allowed", paragraphs(7) + han(12*3-2), []int{8, 2}},
		{"a paragraph of two lines is not split", paragraphs(7) + han(12*2-2), []int{7, 2}},
		{"what fits stays", paragraphs(8), []int{8}},
		{"no page has a single line", paragraphs(9), []int{7, 2}},
	} {
		t.Run(c.name, func(t *testing.T) {
			d, _ := set(t, parse(t, c.md), small)
			var got []int
			for _, p := range lines(d) {
				got = append(got, len(p))
			}
			if fmt.Sprint(got) != fmt.Sprint(c.want) {
				t.Errorf("lines on pages: %v, want %v\n%q", got, c.want, lines(d))
			}
		})
	}
}

func TestEveryLineStandsOnTheGrid(t *testing.T) {
	d, _ := set(t, parse(t, han(28*22*3)), "extends: base\n")
	p := d.Pages[1]
	seen := map[string]bool{}
	top, pitch := 104.88, 637.80/22
	for _, item := range p.Items {
		g, ok := item.(*page.Glyphs)
		if !ok || g.Y.Pt() > 745 {
			continue
		}
		k := (g.Y.Pt() - top - pitch*0.5) / pitch
		seen[fmt.Sprintf("%.2f", k-float64(int(k+0.01)))] = true
	}
	if len(seen) != 1 {
		t.Errorf("baselines off the grid: %v", seen)
	}
}

func TestGridHolds28Characters22Lines(t *testing.T) {
	d, _ := set(t, parse(t, han(28*22*3)), "extends: base\n")
	p := lines(d)[1]
	if len(p) < 22 {
		t.Fatalf("%d lines", len(p))
	}
	for k, line := range p[:22] {
		if n := len([]rune(line)); n != 28 {
			t.Errorf("line %d has %d characters: %s", k+1, n, line)
		}
	}
}

func TestNotesAreNumberedOnEachPage(t *testing.T) {
	d, _ := set(t, parse(t, "甲[^a]乙[^b]\n\n"+paragraphs(7)+"丙[^c]\n\n[^a]: 注一\n\n[^b]: 注二\n\n[^c]: 注三\n"), small)
	got := lines(d)
	first := strings.Join(got[0], "|")
	if !strings.Contains(first, "甲①乙②") && !strings.Contains(strings.ReplaceAll(first, "|", ""), "甲①乙②") {
		t.Errorf("page 1: %s", first)
	}
	if !strings.Contains(strings.ReplaceAll(first, "|", ""), "①注一②注二") {
		t.Errorf("notes of page 1: %s", first)
	}
	last := strings.ReplaceAll(strings.Join(got[len(got)-1], ""), "|", "")
	if !strings.Contains(last, "丙①") || !strings.Contains(last, "①注三") {
		t.Errorf("last page: %s", last)
	}
}

func TestTableHeadIsRepeated(t *testing.T) {
	md := "| 区 | 数 |\n|---|---|\n"
	for k := range 12 {
		md += fmt.Sprintf("| 区%d | %d |\n", k+1, k)
	}
	d, _ := set(t, parse(t, md), small)
	if len(d.Pages) < 2 {
		t.Fatalf("%d pages", len(d.Pages))
	}
	for n, p := range lines(d) {
		if p[0] != "区数" {
			t.Errorf("page %d begins with %q", n+1, p[0])
		}
	}
}

func TestImprintStandsOnTheFootOfTheTypeArea(t *testing.T) {
	for _, n := range []int{1, 11, 12, 13, 22} {
		d, _ := set(t, parse(t, paragraphs(n)), "extends: public-opinion\n")
		last := d.Pages[len(d.Pages)-1]
		foot := 0.0
		for _, item := range last.Items {
			if b, ok := item.(page.Box); ok {
				foot = max(foot, (b.Y + b.H).Pt())
			}
		}
		if foot < 742.67 || foot > 742.69 {
			t.Errorf("%d paragraphs: the last rule ends at %.2f pt, want 742.68", n, foot)
		}
		text := 0
		for _, item := range last.Items {
			g, ok := item.(*page.Glyphs)
			if !ok || !strings.HasPrefix(g.Text, "第") {
				continue
			}
			text++
			if g.Y.Pt() > 600 {
				t.Errorf("%d paragraphs: text %q runs into the imprint", n, g.Text)
			}
		}
		if text == 0 {
			t.Errorf("%d paragraphs: the imprint has a page to itself", n)
		}
	}
}

func TestNothingIsLost(t *testing.T) {
	md := "# 甲标题\n\n" + han(300) + "\n\n1. 一项\n2. 二项\n   - 内项\n\n> 引文" + han(50) + "\n\n```\n代码\n```\n\n---\n\n末段\n"
	blocks := parse(t, md)
	d, _ := set(t, blocks, small)
	var all string
	for _, p := range lines(d) {
		all += strings.Join(p, "")
	}
	doc.Walk(blocks, func(text string, _ source.Span) {
		if !strings.Contains(all, strings.TrimSpace(text)) {
			t.Errorf("%q is not on the pages", text)
		}
	})
}

func TestMissingGlyphIsAnErrorAtItsPlace(t *testing.T) {
	_, complaints := set(t, parse(t, "甲乙é丙"), small)
	if len(complaints) != 1 || complaints[0].Code != layout.CodeMissingGlyph || string(complaints[0].Span.Text()) != "é" {
		t.Errorf("%+v", complaints)
	}
}
