package compose

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"kan/pipeline/diag"
	"kan/pipeline/doc"
	"kan/pipeline/issue"
	"kan/pipeline/report"
	"kan/pipeline/source"
)

var names = map[string]string{"public-opinion": "社情民意信息", "two-sessions": "两会专刊"}

// sample composes an issue of the sample content.
func sample(t *testing.T, id string, o Options) *doc.Document {
	t.Helper()
	var diags diag.List
	tree := source.NewTree(os.DirFS("../.."))
	reg := report.LoadRegistry(tree, &diags)
	reports := report.LoadAll(tree, reg, &diags, 2)
	issues := issue.LoadAll(tree, reg, report.NewIndex(reports), &diags)
	if diags.HasErrors() {
		t.Fatal(diags.Sorted())
	}
	ledger := issue.NewLedger(issues)
	for _, i := range issues {
		if i.ID() == id {
			o.SeriesNames = names
			return Document(i, reg, ledger, o)
		}
	}
	t.Fatalf("no issue %s", id)
	return nil
}

// outline is the shape of a document, a word for each block.
func outline(blocks []doc.Block) string {
	var out []string
	for _, b := range blocks {
		switch b := b.(type) {
		case *doc.Note:
			out = append(out, "note")
		case *doc.Contents:
			out = append(out, fmt.Sprintf("contents(%d)", len(b.Entries)))
		case *doc.Section:
			out = append(out, fmt.Sprintf("%s(%d)", doc.Plain(b.Title), len(b.Blocks)))
		default:
			out = append(out, fmt.Sprintf("%T", b))
		}
	}
	return strings.Join(out, " ")
}

func TestSpecialEdition(t *testing.T) {
	d := sample(t, "two-sessions/2026/001", Options{})
	want := "note contents(11) 民生关切(2) 基层医疗(1) 流域与治理(2) 县域与城区(2)"
	if got := outline(d.Blocks); got != want {
		t.Errorf("%s, want %s", got, want)
	}
	reused := d.Blocks[2].(*doc.Section).Blocks[0].(*doc.Item)
	if got := doc.Plain(reused.Remark); got != "（原载《社情民意信息》2026年第12期）" {
		t.Errorf("remark %q", got)
	}
	fresh := d.Blocks[3].(*doc.Section).Blocks[0].(*doc.Item)
	if len(fresh.Remark) > 0 {
		t.Errorf("an item printed for the first time says %q", doc.Plain(fresh.Remark))
	}
	if d.Fields.Urgency != "" || d.Fields.Title == "" {
		t.Errorf("%+v", d.Fields)
	}
	for _, i := range reused.Byline {
		if text, ok := i.(doc.Text); ok && text.Span.IsZero() {
			t.Errorf("%q has no place", text.Text)
		}
	}
}

func TestFieldsOfAnIssue(t *testing.T) {
	f := sample(t, "public-opinion/2026/016", Options{}).Fields
	if f.Total != 1240 || f.Number != 16 || f.Classification != "内部" || f.SeriesName != "社情民意信息" {
		t.Errorf("%+v", f)
	}
	if !strings.HasSuffix(f.ReportTo, "。") || !strings.Contains(f.ReportTo, "，") || strings.Contains(f.Editors, "-") {
		t.Errorf("报 %q, editors %q", f.ReportTo, f.Editors)
	}
}

func TestContentsListByManifestAndStyle(t *testing.T) {
	for _, c := range []struct {
		id    string
		least int
		want  bool
	}{{"public-opinion/2026/012", 0, true}, {"public-opinion/2026/013", 3, false}, {"public-opinion/2026/014", 3, true},
		{"public-opinion/2026/014", 0, false}} {
		got := strings.Contains(outline(sample(t, c.id, Options{ContentsLeast: c.least}).Blocks), "contents")
		if got != c.want {
			t.Errorf("%s from %d items: contents list %v", c.id, c.least, got)
		}
	}
}

func TestHeadingNumbers(t *testing.T) {
	heading := func(level int, number string) doc.Block {
		return &doc.Heading{Level: level, Number: number, Text: doc.Words("题", source.Span{})}
	}
	numbers := func(body []doc.Block) string {
		var out []string
		for _, b := range number(body, "a") {
			out = append(out, b.(*doc.Heading).Number)
		}
		return strings.Join(out, " ")
	}
	body := []doc.Block{heading(1, ""), heading(2, ""), heading(3, ""), heading(4, ""), heading(3, ""), heading(2, ""),
		heading(1, ""), heading(2, "")}
	if got := numbers(body); got != "一、 （一） 1. （1） 2. （二） 二、 （一）" {
		t.Errorf("generated: %s", got)
	}
	if body[0].(*doc.Heading).Number != "" {
		t.Error("the report's own tree was changed")
	}
	if got := numbers([]doc.Block{heading(1, "一、"), heading(1, ""), heading(2, "（一）")}); got != "一、  （一）" {
		t.Errorf("typed: %q", got)
	}
	for n, want := range map[int]string{1: "一", 10: "十", 11: "十一", 20: "二十", 99: "九十九", 100: "100"} {
		if han(n) != want {
			t.Errorf("%d is %s", n, han(n))
		}
	}
}

func TestAnchorsAreUnique(t *testing.T) {
	seen := map[string]bool{}
	var walk func([]doc.Block)
	check := func(anchor string) {
		if anchor == "" || seen[anchor] {
			t.Errorf("anchor %q again", anchor)
		}
		seen[anchor] = true
	}
	walk = func(blocks []doc.Block) {
		for _, b := range blocks {
			switch b := b.(type) {
			case *doc.Section:
				check(b.Anchor)
				walk(b.Blocks)
			case *doc.Item:
				check(b.Anchor)
				walk(b.Body)
			case *doc.Heading:
				check(b.Anchor)
			}
		}
	}
	walk(sample(t, "leaders-digest/2026/005", Options{}).Blocks)
	if len(seen) < 5 {
		t.Errorf("%d anchors", len(seen))
	}
}
