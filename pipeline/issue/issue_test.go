package issue_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"kan/pipeline/date"
	"kan/pipeline/decode"
	"kan/pipeline/diag"
	"kan/pipeline/issue"
	"kan/pipeline/report"
	"kan/pipeline/source"
)

func text(s string) report.Text { return report.Text{V: s, Set: s != ""} }

// written makes a report as its reader would have.
func written(id, day, category, importance string, status report.Status) *report.Report {
	d, err := date.Parse(day)
	if err != nil {
		panic(err)
	}
	return &report.Report{
		File: source.New("content/reports/2026/"+id+".md", nil), ID: text(id), Date: report.Day{V: d, Set: true},
		Category: text(category), Importance: text(importance), Unit: text("minjian"),
		Status: decode.Value[report.Status]{V: status, Set: true},
	}
}

// office is eight reports, two of which may not be printed.
func office() *report.Index {
	return report.NewIndex([]*report.Report{
		written("2026-0001", "2026-01-05", "民生", "", report.Approved),
		written("2026-0002", "2026-01-04", "民生", report.Important, report.Published),
		written("2026-0003", "2026-01-05", "经济", report.Ordinary, report.Archived),
		written("2026-0004", "2026-02-01", "民生", report.Important, report.Approved),
		written("2026-0005", "2026-02-02", "民生", "", report.Draft),
		written("2026-0006", "2026-02-03", "民生", "", report.Returned),
		written("2026-0007", "2026-02-28", "经济", "", report.Approved),
		written("2026-0008", "2026-03-01", "民生", "", report.Approved),
	})
}

func load(t *testing.T, sections string) *issue.Issue {
	t.Helper()
	manifest := "series: speeches\nnumber: 1\ndate: 2026-03-10\nstatus: open\nsections:\n" + sections
	diags := &diag.List{}
	i := issue.Load(source.New("content/issues/speeches/2026/001.yaml", []byte(manifest)), &report.Registry{}, office(), diags)
	if diags.Count(diag.Error)+diags.Count(diag.Warning) > 0 {
		t.Fatal(diags.Sorted())
	}
	return i
}

func ids(reports []*report.Report) string {
	var out []string
	for _, r := range reports {
		out = append(out, strings.TrimPrefix(r.ID.V, "2026-000"))
	}
	return strings.Join(out, " ")
}

func TestQueriesChooseAndOrder(t *testing.T) {
	for _, c := range []struct{ query, want string }{
		{"{}", "2 1 3 4 7 8"},
		{"{order: date}", "2 1 3 4 7 8"},
		{"{order: -date}", "8 7 4 1 3 2"},
		{"{order: id}", "1 2 3 4 7 8"},
		{"{order: -id}", "8 7 4 3 2 1"},
		{"{order: importance}", "2 4 1 3 7 8"},
		{"{order: -importance}", "1 3 7 8 2 4"},
		{"{category: 经济}", "3 7"},
		{"{importance: 一般}", "1 3 7 8"},
		{"{importance: 重要}", "2 4"},
		{"{from: 2026-01-05, to: 2026-02-28}", "1 3 4 7"},
		{"{from: 2026-02-28}", "7 8"},
		{"{to: 2026-01-04}", "2"},
		{"{limit: 2}", "2 1"},
		{"{unit: minjian, limit: 100}", "2 1 3 4 7 8"},
	} {
		if got := ids(load(t, "  - select: "+c.query+"\n").Items()); got != c.want {
			t.Errorf("%s chooses %s, want %s", c.query, got, c.want)
		}
	}
}

func TestQueriesTakeNothingThatAListNames(t *testing.T) {
	i := load(t, "  - {title: 一, select: {category: 民生, limit: 2}}\n  - {title: 二, reports: [2026-0004, 2026-0001]}\n  - {title: 三, select: {}}\n")
	var got []string
	for _, s := range i.Sections {
		got = append(got, ids(s.Items))
	}
	if want := "[2 8 4 1 3 7]"; fmt.Sprint(got) != want {
		t.Errorf("sections hold %q, want %s", got, want)
	}
}

func TestListComesBeforeQueryInASection(t *testing.T) {
	i := load(t, "  - {reports: [2026-0008, 2026-0003], select: {importance: 重要}}\n")
	if got := ids(i.Items()); got != "8 3 2 4" {
		t.Error(got)
	}
}

func TestWhatALimitCutsOffIsTold(t *testing.T) {
	i := load(t, "  - {title: 民生, select: {category: 民生, limit: 3}}\n")
	left := i.Sections[0].LeftOut
	if len(left) != 1 || left[0].Report.ID.V != "2026-0008" ||
		left[0].Reason != "符合speeches/2026/001“民生”栏目的选稿条件，但超出上限3件" {
		t.Errorf("%+v", left)
	}
}

func TestTotalsAndFirstAppearance(t *testing.T) {
	manifest := func(series, number, day, kind, status, sections string) *fstest.MapFile {
		return &fstest.MapFile{Data: []byte(fmt.Sprintf("series: %s\nnumber: %s\ndate: %s\nkind: %s\nstatus: %s\nsections:\n%s",
			series, number, day, kind, status, sections))}
	}
	files := fstest.MapFS{
		"content/kan.yaml": {Data: []byte("office: {name: 市政协}\ncategories: [民生, 经济]\nsource_kinds: [社情民意]\nreviews: [{stages: [初审]}]\n" +
			"series: [{id: speeches, before: 41}]\n")},
		"content/issues/speeches/2025/030.yaml":     manifest("speeches", "30", "2025-12-31", "issue", "closed", "  - {reports: [2026-0001]}\n"),
		"content/issues/speeches/2026/001.yaml":     manifest("speeches", "1", "2026-03-01", "issue", "void", "  - {reports: [2026-0002]}\n"),
		"content/issues/speeches/2026/002.yaml":     manifest("speeches", "2", "2026-03-02", "issue", "open", "  - {reports: [2026-0003]}\n"),
		"content/issues/speeches/2026/003.yaml":     manifest("speeches", "3", "2026-03-02", "special", "open", "  - {reports: [2026-0001, 2026-0002]}\n"),
		"content/issues/two-sessions/2026/001.yaml": manifest("two-sessions", "1", "2026-03-02", "special", "open", "  - {reports: [2026-0002, 2026-0004]}\n"),
	}
	diags := &diag.List{}
	tree := source.NewTree(files)
	index := office()
	issues := issue.LoadAll(tree, report.LoadRegistry(tree, diags), index, diags)
	var totals []string
	for _, i := range issues {
		totals = append(totals, fmt.Sprintf("%s=%d", i.ID(), i.Total))
	}
	if got, want := strings.Join(totals, " "), "speeches/2025/030=42 speeches/2026/001=0 speeches/2026/002=43 speeches/2026/003=44 two-sessions/2026/001=1"; got != want {
		t.Errorf("totals\n got %s\nwant %s", got, want)
	}
	ledger := issue.NewLedger(issues)
	for id, want := range map[string]string{
		"2026-0001": "speeches/2025/030", "2026-0002": "speeches/2026/003", "2026-0003": "speeches/2026/002", "2026-0004": "two-sessions/2026/001",
	} {
		r, _ := index.Report(id)
		if first, ok := ledger.FirstPrinted(r); !ok || first.ID() != want {
			t.Errorf("%s was first printed in %v, want %s", id, first, want)
		}
	}
	if r, _ := index.Report("2026-0007"); r != nil {
		if i, ok := ledger.FirstPrinted(r); ok {
			t.Errorf("2026-0007 was never printed, but in %s", i.ID())
		}
	}
}

func FuzzLoad(f *testing.F) {
	f.Add("series: speeches\nnumber: 1\ndate: 2026-03-10\nstatus: open\nsections:\n  - {title: a, reports: [2026-0001], select: {limit: 1, order: -date}}\n")
	f.Add("刊物: a\n期号: -1\n日期: 2026-03-10\n状态: 已作废\n分送: {报: [a], 送: b}\n栏目: [1, {}, {选稿: {自: 2026-03-10, 至: 2026-01-01}}]\n")
	f.Add("sections: {}\neditors: a\n")
	f.Fuzz(func(t *testing.T, manifest string) {
		diags := &diag.List{}
		i := issue.Load(source.New("content/issues/speeches/2026/001.yaml", []byte(manifest)), &report.Registry{}, office(), diags)
		if i == nil && !diags.HasErrors() {
			t.Fatal("nothing read and nothing said")
		}
		if i == nil {
			return
		}
		seen := map[*report.Report]bool{}
		for _, r := range i.Items() {
			if seen[r] || i.Place(r).IsZero() {
				t.Fatalf("%s stands twice or nowhere", r.ID.V)
			}
			seen[r] = true
		}
		issue.NewLedger([]*issue.Issue{i})
	})
}
