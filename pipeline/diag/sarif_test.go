package diag

import (
	"bytes"
	"encoding/json"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"kan/pipeline/source"
)

// printedSARIF is the log of ds, as text and read back.
func printedSARIF(t testing.TB, ds []Diagnostic, version string) (string, sarifRun) {
	t.Helper()
	var b bytes.Buffer
	if err := PrintSARIF(&b, ds, version); err != nil {
		t.Fatal(err)
	}
	dec := json.NewDecoder(bytes.NewReader(b.Bytes()))
	dec.DisallowUnknownFields()
	var log sarifLog
	if err := dec.Decode(&log); err != nil || log.Version != "2.1.0" || len(log.Runs) != 1 {
		t.Fatalf("%v in\n%s", err, b.String())
	}
	return b.String(), log.Runs[0]
}

// The golden file is also what .ci/sarif holds to the schema.
func TestSamplesAsSARIF(t *testing.T) {
	const name = "testdata/samples.sarif"
	got, _ := printedSARIF(t, samples(), "1.2.3")
	if *update {
		if err := os.WriteFile(name, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// What the schema cannot say: references lead to what they name, places are in
// order, and nothing is said twice.
func TestSARIFHoldsTogether(t *testing.T) {
	ds := samples()
	_, run := printedSARIF(t, ds, "")
	rules := run.Tool.Driver.Rules
	for i, r := range rules {
		if i > 0 && rules[i-1].ID >= r.ID {
			t.Errorf("rule %s stands behind %s", r.ID, rules[i-1].ID)
		}
	}
	if len(run.Results) != len(ds) {
		t.Fatalf("%d results of %d diagnostics", len(run.Results), len(ds))
	}
	prints := map[string]bool{}
	for i, r := range run.Results {
		d := ds[i]
		if r.Rule != d.Code || rules[r.Index].ID != d.Code || r.Level != sarifLevel(d.Severity) {
			t.Errorf("%s is a result of rule %s with level %s", d.Code, rules[r.Index].ID, r.Level)
		}
		if prints[r.Prints.LineHash] {
			t.Errorf("%s: fingerprint %s is not its own", d.Code, r.Prints.LineHash)
		}
		prints[r.Prints.LineHash] = true
		if len(r.Locations) == 0 {
			if d.Span.File != nil {
				t.Errorf("%s has no location", d.Code)
			}
			continue
		}
		p := r.Locations[0].Place
		want := placeOf(d.Span)
		if p.Artifact.URI != want.File || p.Artifact.Base != sarifRoot || p.Region != (sarifRegion{want.Line, want.Column, want.EndLine, want.EndColumn}) {
			t.Errorf("%s is at %+v, want %+v", d.Code, p, want)
		}
		if g := p.Region; g.EndLine < g.StartLine || g.EndLine == g.StartLine && g.EndColumn < g.StartColumn {
			t.Errorf("%s ends before it starts: %+v", d.Code, g)
		}
	}
}

func TestSARIFTellsWhatWasSaid(t *testing.T) {
	f, g := source.New("content/甲 乙.md", []byte("一\n二\n")), source.New("content/丙.md", []byte("三\n"))
	text, run := printedSARIF(t, []Diagnostic{
		{Code: "a/b", Severity: Warning, Span: f.Span(4, 7), Message: "坏\x1b[31m字\u202e\xff", Hint: "写成 ![图](图.png)",
			Related: []Related{{g.Span(0, 3), "第一次"}, {g.Span(0, 3), "第一次"}, {source.Span{}, "别处"}}},
		{Code: "a/b", Span: f.Whole(), Message: "{0}"},
		{Code: "a/c", Severity: Hint, Message: "没有地方"},
	}, "")
	r := run.Results[0]
	if want := "坏␛[31m字<U+202E><FF>\n写成 ![图\\](图.png)\n别处"; r.Message.Text != want {
		t.Errorf("message %q, want %q", r.Message.Text, want)
	}
	if got := r.Locations[0].Place.Artifact.URI; got != "content/%E7%94%B2%20%E4%B9%99.md" {
		t.Errorf("uri %q", got)
	}
	if len(r.Related) != 2 || r.Related[0].ID != 1 || r.Related[1].ID != 2 || r.Related[0].Message.Text != "第一次" {
		t.Errorf("related %+v", r.Related)
	}
	if got := run.Results[1].Message.Text; got != "{0}" {
		t.Errorf("message %q", got)
	}
	if run.Results[2].Locations != nil || strings.Contains(text, `"locations": []`) {
		t.Error("a complaint without a file has a location")
	}
	if rules := run.Tool.Driver.Rules; len(rules) != 2 || rules[0].Default.Level != "error" || rules[1].Default.Level != "note" {
		t.Errorf("rules %+v", rules)
	}
}

func TestSARIFOfNothing(t *testing.T) {
	text, run := printedSARIF(t, nil, "")
	if run.Results == nil || run.Tool.Driver.Rules == nil {
		t.Errorf("lists are absent, not empty:\n%s", text)
	}
	if strings.Contains(text, `"version": ""`) {
		t.Errorf("no version is a version:\n%s", text)
	}
	if _, run := printedSARIF(t, nil, "1.2.3"); run.Tool.Driver.Version != "1.2.3" {
		t.Errorf("version %q", run.Tool.Driver.Version)
	}
}

// Code scanning cuts descriptions behind 1024 characters.
func TestEveryRuleIsDescribed(t *testing.T) {
	for _, code := range Codes() {
		r := sarifRuleOf(code, Error)
		if r.Short == nil || r.Full == nil || r.Help == nil {
			t.Errorf("%s is not described", code)
			continue
		}
		if n := utf8.RuneCountInString(r.Full.Text); n > 1024 || !strings.HasPrefix(r.Full.Text, r.Short.Text) {
			t.Errorf("%s: %d characters; %q begins with %q", code, n, r.Full.Text, r.Short.Text)
		}
		if strings.Contains(r.Help.Text, "```") || strings.Contains(r.Help.Text, "**") || strings.Contains(r.Help.Text, "\n正例\n") {
			t.Errorf("%s: help has markup: %q", code, r.Help.Text)
		}
		if want, _ := Explain(code); r.Help.Markdown != want {
			t.Errorf("%s: help is not its explanation", code)
		}
	}
}

func TestFingerprintsStayWithTheLine(t *testing.T) {
	prints := func(name, text string, code Code) (out []string) {
		f := source.New(name, []byte(text))
		var l List
		for i := range text {
			if text[i] == 'x' {
				l.Error(code, f.Span(i, i+1), "", "第 %d 个", i)
			}
		}
		_, run := printedSARIF(t, l.Sorted(), "")
		for _, r := range run.Results {
			out = append(out, r.Prints.LineHash)
		}
		return out
	}
	before := prints("f", "a x\nb x\na x\n", "a/b")
	if after := prints("f", "new\r\n\na x\r\nother\nb x\nlast\na x", "a/b"); !slices.Equal(before, after) {
		t.Errorf("lines between and their ends change %q to %q", before, after)
	}
	if before[0] == before[1] || before[0] == before[2] || before[0][:32] != before[2][:32] {
		t.Errorf("of two equal lines and another: %q", before)
	}
	for what, after := range map[string][]string{
		"code": prints("f", "a x\n", "a/c"), "file": prints("g", "a x\n", "a/b"), "line": prints("f", "a  x\n", "a/b"),
	} {
		if after[0] == before[0] {
			t.Errorf("another %s has the same fingerprint", what)
		}
	}
	long := strings.Repeat("y", maxHashed)
	if got := prints("f", "x"+long+"x", "a/b"); got[0][:32] != got[1][:32] || got[0] == got[1] {
		t.Errorf("in one line: %q", got)
	}
	if a, b := prints("f", "x"+long+"1", "a/b"), prints("f", "x"+long+"2", "a/b"); a[0] != b[0] {
		t.Error("all of a long line is hashed")
	}
}

func TestLinksAreEscaped(t *testing.T) {
	for in, want := range map[string]string{
		"[a](b)": `[a\](b)`, `[a\](b)`: `[a\](b)`, `[a\\](b)`: `[a\\\](b)`, "[a] (b)": "[a] (b)", "](](": `\](\](`, "[甲, 乙]": "[甲, 乙]",
	} {
		if got := unlinked(in); got != want {
			t.Errorf("%s becomes %s, want %s", in, got, want)
		}
	}
}

// link is the end of the text of an embedded link.
var link = regexp.MustCompile(`(^|[^\\])(\\\\)*\]\(`)

// Whatever a file is called and a message quotes, the log is JSON without
// characters that command a terminal, names the file, and links to nothing.
func FuzzSARIF(f *testing.F) {
	f.Add("content/甲:乙 %41.md", "坏\x1b[31m字\u202e\xff\u009b", "[甲](乙) {0}")
	f.Add("//x/../y", "\x00\r\n\t", `\](`)
	f.Fuzz(func(t *testing.T, name, message, hint string) {
		file := source.New(name, []byte(message))
		text, run := printedSARIF(t, []Diagnostic{{Code: "a/b", Span: file.Whole(), Message: message, Hint: hint,
			Related: []Related{{file.Whole(), message}}}}, "")
		for _, r := range text {
			if hidden(r) && r != '\n' {
				t.Errorf("%U in\n%s", r, text)
			}
		}
		r := run.Results[0]
		for _, said := range []string{r.Message.Text, r.Related[0].Message.Text} {
			if link.MatchString(said) {
				t.Errorf("a link in %q", said)
			}
			for _, c := range said {
				if hidden(c) && c != '\n' {
					t.Errorf("%U in %q", c, said)
				}
			}
		}
		address := r.Locations[0].Place.Artifact.URI
		if back, err := url.PathUnescape(address); err != nil || back != name {
			t.Errorf("%q names %q, not %q: %v", address, back, name, err)
		}
		if u, err := url.Parse(address); err != nil || u.Scheme != "" || u.RawQuery != "" || u.Fragment != "" {
			t.Errorf("%q is not a path: %+v, %v", address, u, err)
		}
	})
}

func BenchmarkSARIF(b *testing.B) {
	f := source.New("content/a.md", []byte(strings.Repeat("甲 乙\n", 10000)))
	var l List
	for i := 3; i < len(f.Text); i += 8 {
		l.Warning("text/space-between-han", f.Span(i, i+1), "删去空格", "两个汉字之间有空格")
	}
	ds := l.Sorted()
	for b.Loop() {
		var out bytes.Buffer
		if err := PrintSARIF(&out, ds, ""); err != nil {
			b.Fatal(err)
		}
		b.SetBytes(int64(out.Len()))
	}
}
