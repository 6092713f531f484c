package check_test

import (
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/rogpeppe/go-internal/txtar"

	"kan/pipeline/check"
	"kan/pipeline/diag"
	"kan/pipeline/issue"
	"kan/pipeline/report"
	"kan/pipeline/source"
)

// TestMarkers reads every archive in testdata/markers over the files of
// base.txtar, as a driver would, and compares what is reported with the
// comments "want: code" in the line it is reported at. A line that can hold no
// comment is named at the head of the archive: "want: file:line code".
func TestMarkers(t *testing.T) {
	archives, err := filepath.Glob("testdata/markers/*.txtar")
	if err != nil || len(archives) == 0 {
		t.Fatal("no archives", err)
	}
	for _, name := range archives {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			files, want := archive(t, "testdata/base.txtar", name)
			diags, _, _ := run(files)
			compare(t, diags, want)
		})
	}
}

// run reads a content tree and applies all rules, as the driver does.
func run(files fstest.MapFS) (*diag.List, []*report.Report, []*issue.Issue) {
	diags := &diag.List{}
	tree := source.NewTree(files)
	reg := report.LoadRegistry(tree, diags)
	reports := report.LoadAll(tree, reg, diags, 2)
	issues := issue.LoadAll(tree, reg, report.NewIndex(reports), diags)
	check.Content(reg, reports, issues, nil, diags)
	return check.Settle(reg, diags), reports, issues
}

func archive(t *testing.T, names ...string) (fstest.MapFS, []string) {
	t.Helper()
	files := fstest.MapFS{}
	var want []string
	for _, name := range names {
		ar, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(ar.Comment)) {
			if w, ok := strings.CutPrefix(strings.TrimSpace(line), "want: "); ok {
				want = append(want, w)
			}
		}
		for _, f := range ar.Files {
			files[f.Name] = &fstest.MapFile{Data: marker.ReplaceAll(f.Data, nil)}
			for i, line := range strings.Split(string(f.Data), "\n") {
				_, codes, _ := strings.Cut(line, "want: ")
				for code := range strings.FieldsSeq(strings.TrimSuffix(codes, "-->")) {
					want = append(want, fmt.Sprintf("%s:%d %s", f.Name, i+1, code))
				}
			}
		}
	}
	return files, want
}

// marker is a marker in Markdown, which must not be there when it is read.
var marker = regexp.MustCompile(` *<!-- want: .* -->`)

func compare(t *testing.T, diags *diag.List, want []string) {
	t.Helper()
	for _, d := range diags.Sorted() {
		p := d.Span.File.Position(d.Span.Start)
		got := fmt.Sprintf("%s:%d %s", d.Span.File.Name, p.Line, d.Code)
		if i := slices.Index(want, got); i >= 0 {
			want = slices.Delete(want, i, i+1)
			continue
		}
		t.Errorf("unexpected %s (column %d) %s（%s）", got, p.Column, d.Message, d.Hint)
	}
	for _, w := range want {
		t.Errorf("missing    %s", w)
	}
}
