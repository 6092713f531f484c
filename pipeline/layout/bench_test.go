package layout_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"kan/fonts"
	"kan/pipeline/diag"
	"kan/pipeline/doc"
	"kan/pipeline/fontbook"
	"kan/pipeline/layout"
	"kan/pipeline/markdown"
	"kan/pipeline/shape"
	"kan/pipeline/source"
	"kan/pipeline/style"
	"kan/templates"
)

// report is a hundred paragraphs of some 150 characters, as reports have them,
// with a table and a note among them.
var report = "# 情况\n\n" + strings.Repeat("会议指出，当前和今后一个时期，要把推动高质量发展作为首要任务，2025年全市GDP增长5.3%；"+
	"各级各部门要结合实际**认真贯彻落实**，完善社区康养服务网络（见附件）。市民张𬭎反映，“最后一公里”还有堵点，"+
	"请按照云政办发〔2026〕12号文件办理，并于2026年8月7日前回复，联系电话0571—1234567。\n\n", 100) +
	"| 区 | 数 |\n|---|---:|\n| 甲 | 1.5 |\n| 乙 | 20.25 |\n\n末段[^1]。\n\n[^1]: 注文。\n"

// BenchmarkPages sets the report in the real faces; µs/paragraph is what one
// paragraph takes with its share of pages and furniture.
func BenchmarkPages(b *testing.B) {
	var diags diag.List
	book, err := fontbook.Load(source.NewTree(fstest.MapFS{}), fonts.Files, &diags)
	if err != nil {
		b.Fatal(err)
	}
	defer book.Close()
	repo := fstest.MapFS{}
	for _, name := range []string{"base", "public-opinion"} {
		data, err := templates.Files.ReadFile(name + "/style.yaml")
		if err != nil {
			b.Fatal(err)
		}
		repo["templates/"+name+"/style.yaml"] = &fstest.MapFile{Data: data}
	}
	tree := source.NewTree(repo)
	s, err := style.Loader{Repo: tree, Builtin: tree, FontRoles: book.Roles()}.Load("public-opinion", source.Span{}, &diags)
	if err != nil || diags.HasErrors() {
		b.Fatal(err, diags.Sorted())
	}
	blocks := markdown.Parse(source.New("doc.md", []byte(report)).Whole(), &diags)
	shaper := shape.New()
	d := &doc.Document{Blocks: blocks, Fields: doc.Fields{OfficeName: "云州市政协办公室", SeriesName: "社情民意信息", Number: 3}}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := layout.Pages(d, s, book, shaper, layout.Options{}, &diags); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/100, "µs/paragraph")
}
