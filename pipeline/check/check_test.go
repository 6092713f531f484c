package check_test

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"kan/pipeline/check"
	"kan/pipeline/diag"
	"kan/pipeline/issue"
	"kan/pipeline/report"
	"kan/pipeline/source"
)

// ours are the packages whose codes this package's tests answer for.
var ours = []string{"../report", "../issue", "../check"}

// declared finds the codes declared in a package: constant's name to code.
func declared(t *testing.T, dir string) map[string]string {
	t.Helper()
	re := regexp.MustCompile(`(?m)^\s*(?:const )?([cC]ode\w+)\s+(?:diag\.Code )?= "([a-z]+/[a-z0-9-]+)"`)
	out := map[string]string{}
	eachFile(t, dir, "*.go", func(name, text string) {
		if strings.HasSuffix(name, "_test.go") {
			return
		}
		for _, m := range re.FindAllStringSubmatch(strings.ReplaceAll(text, "diag.Code =", "="), -1) {
			out[m[1]] = m[2]
		}
	})
	return out
}

func eachFile(t *testing.T, dir, pattern string, visit func(name, text string)) {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(dir, pattern))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		visit(name, string(text))
	}
}

func TestEveryCodeIsExplainedAndTested(t *testing.T) {
	var explained, tested strings.Builder
	eachFile(t, "../diag/explain", "*.md", func(_, text string) { explained.WriteString(text) })
	for _, dir := range ours {
		for _, pattern := range []string{"*_test.go", "testdata/*.txtar", "testdata/markers/*.txtar"} {
			eachFile(t, dir, pattern, func(_, text string) { tested.WriteString(text) })
		}
	}
	for _, dir := range ours {
		codes := declared(t, dir)
		if len(codes) < 10 {
			t.Fatalf("%s: only %d codes found", dir, len(codes))
		}
		for _, code := range codes {
			if !strings.Contains(explained.String(), "\n## "+code+"\n") {
				t.Errorf("%s is not explained in diag/explain", code)
			}
			if !strings.Contains(tested.String(), code) {
				t.Errorf("%s stands in no test", code)
			}
		}
	}
}

// TestConfigurableNamesEveryWarning compares the list with the calls of
// Warning in the sources of the packages that read content.
func TestConfigurableNamesEveryWarning(t *testing.T) {
	var want []string
	for _, r := range check.Rules() {
		if r.Severity != diag.Error {
			want = append(want, string(r.Code))
		}
	}
	call := regexp.MustCompile(`\.Warning\(([cC]ode\w+)`)
	for _, dir := range []string{"../decode", "../markdown", "../report", "../issue", "../signoff"} {
		codes := declared(t, dir)
		eachFile(t, dir, "*.go", func(name, text string) {
			for _, m := range call.FindAllStringSubmatch(text, -1) {
				if codes[m[1]] == "" {
					t.Errorf("%s: no code for %s", name, m[1])
				}
				want = append(want, codes[m[1]])
			}
		})
	}
	slices.Sort(want)
	want = slices.Compact(want)
	var got []string
	for _, code := range check.Configurable() {
		got = append(got, string(code))
	}
	if !slices.Equal(got, want) {
		t.Errorf("kan.yaml may configure\n%q\nthe sources warn of\n%q", got, want)
	}
	text, err := os.ReadFile("../diag/explain/registry.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, code := range got {
		if !strings.Contains(string(text), code) {
			t.Errorf("registry/unknown-rule does not name %s", code)
		}
	}
}

func TestSettleChangesWarningsAndNeverErrors(t *testing.T) {
	at := source.New("a", []byte("abc")).Whole()
	diags := &diag.List{}
	diags.Warning("report/too-long", at, "", "a")
	diags.Warning("image/no-alt", at, "", "b")
	diags.Warning("report/bom", at, "", "c")
	diags.Error("report/empty", at, "", "d")
	set := func(code string, off bool, s diag.Severity) report.Setting {
		return report.Setting{Code: report.Text{V: code}, Off: off, Severity: s}
	}
	reg := &report.Registry{Settings: []report.Setting{
		set("report/too-long", true, 0), set("image/no-alt", false, diag.Error), set("report/bom", false, diag.Hint), set("report/empty", true, 0),
	}}
	var got []string
	for _, d := range check.Settle(reg, diags).Sorted() {
		got = append(got, fmt.Sprint(d.Code, "=", d.Severity))
	}
	if want := "[image/no-alt=错误 report/empty=错误 report/bom=提示]"; fmt.Sprint(got) != want {
		t.Errorf("got %v, want %s", got, want)
	}
}

func TestEveryReportIsPrintedOrListedWithItsReason(t *testing.T) {
	files, _ := archive(t, "testdata/base.txtar", "testdata/leftout.txtar")
	_, reports, issues := run(files)
	var got strings.Builder
	for _, e := range check.LeftOut(reports, issues) {
		fmt.Fprintf(&got, "%s %s\n", e.Report.ID.V, e.Reason)
	}
	want := string(files["want"].Data)
	if got.String() != want {
		t.Errorf("got\n%swant\n%s", got.String(), want)
	}
	printed := map[*report.Report]bool{}
	for _, i := range issues {
		if i.IsVoid() {
			continue
		}
		for _, r := range i.Items() {
			printed[r] = true
		}
	}
	if n := strings.Count(want, "\n"); len(printed)+n != len(reports) {
		t.Errorf("%d printed and %d left out of %d", len(printed), n, len(reports))
	}
}

// odd opens some files in a way that a folder of plain files cannot show.
type odd struct {
	fstest.MapFS
	err map[string]error
}

func (o odd) Open(name string) (fs.File, error) {
	if err := o.err[name]; err != nil {
		return nil, err
	}
	return o.MapFS.Open(name)
}

func TestManifestsThatCannotBeRead(t *testing.T) {
	const folder = "content/issues/speeches/2026/"
	files := odd{fstest.MapFS{
		folder + "001.yaml": {Data: make([]byte, issue.MaxBytes+1)},
		folder + "002.yaml": {Data: []byte("x")},
		folder + "003.yaml": {Data: []byte("004.yaml"), Mode: fs.ModeSymlink | 0o777},
		folder + "005.yaml": {Data: []byte("刊物: \xff")},
	}, map[string]error{folder + "002.yaml": &fs.PathError{Op: "open", Err: errors.ErrUnsupported}}}
	diags := &diag.List{}
	issues := issue.LoadAll(source.NewTree(files), &report.Registry{}, report.NewIndex(nil), diags)
	var got []string
	for _, d := range diags.Sorted() {
		got = append(got, filepath.Base(d.Span.File.Name)+" "+string(d.Code))
	}
	want := []string{"001.yaml issue/too-large", "002.yaml issue/unreadable", "003.yaml issue/link", "005.yaml yaml/not-utf8"}
	if len(issues) != 0 || !slices.Equal(got, want) {
		t.Errorf("%d issues, %q", len(issues), got)
	}
}

func TestLongLineageIsWalkedWithoutRecursion(t *testing.T) {
	var reports []*report.Report
	const n = 50_000
	for i := range n {
		id := func(i int) report.Text { return report.Text{V: fmt.Sprintf("%09d", i), Set: true} }
		file := source.New("r", nil)
		reports = append(reports, &report.Report{File: file, ID: id(i), Follows: []report.Text{{V: id((i + 1) % n).V, Set: true, Span: file.Whole()}}})
	}
	diags := &diag.List{}
	check.Content(&report.Registry{}, reports, nil, nil, diags)
	if all := diags.Sorted(); len(all) != 1 || all[0].Code != "report/follows-cycle" || len(all[0].Message) > 200 {
		t.Errorf("%d complaints: %.200v", len(all), all)
	}
}
