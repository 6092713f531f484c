package check_test

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"kan/pipeline/check"
	"kan/pipeline/diag"
	"kan/pipeline/issue"
	"kan/pipeline/lock"
	"kan/pipeline/report"
	"kan/pipeline/source"
)

const (
	closedIssue   = "content/issues/public-opinion/2026/001.yaml"
	printedReport = "content/reports/2026/2026-0001.md"
)

// lockOf is the lock of the good archive's closed issue.
func lockOf(t *testing.T, files fstest.MapFS) []byte {
	t.Helper()
	_, _, issues := run(files)
	i := issues[slices.IndexFunc(issues, func(i *issue.Issue) bool { return i.File.Name == closedIssue })]
	l := lock.Lock{Issue: i.ID(), Number: i.Number.V, Total: i.Total, Date: i.Date.V, Commit: strings.Repeat("0", 40), Tool: "kan",
		Outputs: []lock.Output{{Path: "a.pdf", Bytes: 1, SHA256: strings.Repeat("0", 64)}, {Path: "a.docx", Bytes: 1, SHA256: strings.Repeat("0", 64)}},
		Inputs:  []lock.Input{{Role: lock.Manifest, Path: i.File.Name, Blob: lock.BlobAs(i.File.Name, i.File.Text)}}}
	for _, r := range i.Items() {
		l.Inputs = append(l.Inputs, lock.Input{Role: lock.Report, Path: r.File.Name, Blob: lock.BlobAs(r.File.Name, r.File.Text), Printed: r.Printed()})
	}
	return l.Text()
}

// heldTo reads files and holds them to the lock; it gives the codes of what is
// said of locks, each with its place and that in the lock.
func heldTo(t *testing.T, files fstest.MapFS, text []byte) (out []string) {
	t.Helper()
	diags := &diag.List{}
	tree := source.NewTree(files)
	reg := report.LoadRegistry(tree, diags)
	reports := report.LoadAll(tree, reg, diags, 1)
	issues := issue.LoadAll(tree, reg, report.NewIndex(reports), diags)
	l := lock.Read(source.New(lock.Path(closedIssue), text), diags)
	if l == nil {
		t.Fatal(diags.Sorted())
	}
	locks := map[*issue.Issue]*lock.Lock{}
	for _, i := range issues {
		if i.File.Name == closedIssue {
			locks[i] = l
		}
	}
	check.Content(reg, reports, issues, locks, diags)
	for _, d := range diags.Sorted() {
		if !strings.HasPrefix(string(d.Code), "lock/") {
			continue
		}
		at := string(d.Code) + " " + d.Span.String()[:strings.Index(d.Span.String(), ":")]
		for _, r := range d.Related {
			at += " " + strings.TrimSpace(string(r.Span.Text()))
		}
		out = append(out, at)
	}
	return out
}

func TestWhatWasPrintedStaysAsItWas(t *testing.T) {
	edit := func(name, old, with string) func(fstest.MapFS) {
		return func(files fstest.MapFS) {
			text := string(files[name].Data)
			if !strings.Contains(text, old) {
				panic(name + " has no " + old)
			}
			files[name] = &fstest.MapFile{Data: []byte(strings.Replace(text, old, with, 1))}
		}
	}
	for _, c := range []struct {
		name  string
		spoil func(fstest.MapFS)
		want  string // code and file of the complaint; "" for none
	}{
		{"nothing", func(fstest.MapFS) {}, ""},
		{"the text of a report", edit(printedReport, "发展较快", "发展很快"), "lock/report " + printedReport},
		{"the title of a report", edit(printedReport, "关于康养的建议", "关于养老的建议"), "lock/report " + printedReport},
		{"the author of a report", edit(printedReport, "张𬭎", "张宏"), "lock/report " + printedReport},
		{"the state of a report", edit(printedReport, "status: published", "status: archived"), ""},
		{"a note beside a report", edit(printedReport, "category: 民生", "category: 民生 # 采用"), ""},
		{"a report that is gone", func(files fstest.MapFS) { delete(files, printedReport) }, "lock/gone " + lock.Path(closedIssue)},
		{"the manifest", edit(closedIssue, "copies: 80", "copies: 90"), "lock/manifest " + closedIssue},
		{"an issue that is opened again", edit(closedIssue, "status: closed", "status: open"), "lock/reopened " + closedIssue},
		{"the issues before it", edit("content/kan.yaml", "before: 1236", "before: 1200"), "lock/total " + closedIssue},
	} {
		t.Run(c.name, func(t *testing.T) {
			files, _ := archive(t, "testdata/base.txtar", "testdata/markers/good.txtar")
			text := lockOf(t, files)
			c.spoil(files)
			got := heldTo(t, files, text)
			if c.want == "" && len(got) > 0 || c.want != "" && (len(got) != 1 || !strings.HasPrefix(got[0], c.want)) {
				t.Errorf("got %q, want %q", got, c.want)
			}
			if strings.HasPrefix(c.want, "lock/report") && len(got) == 1 && !strings.Contains(got[0], "role: report, path: \""+printedReport) {
				t.Errorf("%q does not name the line of the lock", got[0])
			}
		})
	}
}
