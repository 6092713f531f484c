package report_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"kan/pipeline/diag"
	"kan/pipeline/report"
	"kan/pipeline/source"
)

func FuzzParse(f *testing.F) {
	f.Add(whole)
	f.Add(front)
	f.Add("---\n---\n")
	f.Add("\ufeff---\r\n编号: 2026-0001\r\n标题: \"a\u200bb \"\r\n---\r\n![](../../../x)")
	f.Add(front + "classification: 秘密★6个月\nreviews:\n  - {stage: 初审, by: 王敏, on: 2026-03-13, decision: 退回, checks: [真]}\n---\n\n![a](%2e%2e/\\x)\n")
	f.Fuzz(func(t *testing.T, text string) {
		diags := &diag.List{}
		tree := source.NewTree(fstest.MapFS{})
		r := report.Parse(source.New(name, []byte(text)), &report.Registry{}, tree, diags)
		if r == nil || r.Broken && !diags.HasErrors() {
			t.Fatal("a broken report without a complaint")
		}
		for _, d := range diags.Sorted() {
			if d.Span.File == nil || d.Span.End > len(d.Span.File.Text) {
				t.Fatalf("%s stands nowhere: %v", d.Code, d.Span)
			}
		}
	})
}

func FuzzLoadRegistry(f *testing.F) {
	f.Add("office: {name: a}\nreviews: [{stages: [初审]}]\n", "- {id: a, name: b}\n")
	f.Add("rules: {a: off, b: {}}\nreviews: [1, {when: 2}]\nseries: [{id: x, before: -1}]\n", "[{}, [], a]")
	f.Fuzz(func(t *testing.T, settings, list string) {
		diags := &diag.List{}
		tree := source.NewTree(fstest.MapFS{
			"content/kan.yaml": {Data: []byte(settings)}, "content/units.yaml": {Data: []byte(list)},
			"content/people.yaml": {Data: []byte(list)}, "content/topics.yaml": {Data: []byte(list)},
		})
		reg := report.LoadRegistry(tree, diags)
		report.Parse(source.New(name, []byte(whole)), reg, tree, diags)
	})
}

// BenchmarkLoadAll reads a year of a busy office: 1,000 reports of about
// 1,200 characters each.
func BenchmarkLoadAll(b *testing.B) {
	files := fstest.MapFS{}
	body := strings.Repeat(strings.Repeat("近年来，社区康养服务发展较快。", 20)+"\n\n", 4)
	bytes := 0
	for n := 1; n <= 1000; n++ {
		id := fmt.Sprintf("2026-%04d", n)
		text := strings.Replace(whole, "2026-0001", id, 1) + "\n" + body
		files["content/reports/2026/"+id+".md"] = &fstest.MapFile{Data: []byte(text)}
		bytes += len(text)
	}
	b.SetBytes(int64(bytes))
	b.ReportAllocs()
	for b.Loop() {
		diags := &diag.List{}
		tree := source.NewTree(files)
		if got := report.LoadAll(tree, &report.Registry{}, diags, 2); len(got) != 1000 || diags.HasErrors() {
			b.Fatal(len(got), diags.Sorted())
		}
	}
}
