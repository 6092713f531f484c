package report_test

import (
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/rogpeppe/go-internal/txtar"

	"kan/pipeline/diag"
	"kan/pipeline/report"
	"kan/pipeline/source"
)

// TestMarkers reads every archive in testdata over the files of base.txtar
// and compares what is reported with the comments "want: code" in the line it
// is reported at. A line that can hold no comment is named at the head of the
// archive: "want: file:line code". "without: file" takes a file of the base away.
func TestMarkers(t *testing.T) {
	archives, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(archives) < 2 {
		t.Fatal("no archives", err)
	}
	for _, name := range archives {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			files, want := archive(t, name)
			diags := &diag.List{}
			tree := source.NewTree(files)
			report.LoadAll(tree, report.LoadRegistry(tree, diags), diags, 2)
			compare(t, diags, want)
		})
	}
}

func archive(t *testing.T, name string) (fstest.MapFS, []string) {
	t.Helper()
	files := fstest.MapFS{}
	var want []string
	for _, part := range []string{"testdata/base.txtar", name} {
		ar, err := txtar.ParseFile(part)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(ar.Comment)) {
			if file, ok := strings.CutPrefix(strings.TrimSpace(line), "without: "); ok {
				delete(files, file)
			} else if w, ok := strings.CutPrefix(strings.TrimSpace(line), "want: "); ok {
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
	var got []string
	text := map[string]string{}
	for _, d := range diags.Sorted() {
		p := d.Span.File.Position(d.Span.Start)
		g := fmt.Sprintf("%s:%d %s", d.Span.File.Name, p.Line, d.Code)
		got = append(got, g)
		text[g] = fmt.Sprintf("%d: %s（%s）", p.Column, d.Message, d.Hint)
	}
	slices.Sort(got)
	slices.Sort(want)
	for _, g := range got {
		if i := slices.Index(want, g); i >= 0 {
			want = slices.Delete(want, i, i+1)
			continue
		}
		t.Errorf("unexpected %s %s", g, text[g])
	}
	for _, w := range want {
		t.Errorf("missing    %s", w)
	}
}
