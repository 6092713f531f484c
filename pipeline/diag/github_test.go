package diag

import (
	"bytes"
	"fmt"
	"html"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"

	"kan/pipeline/source"
)

// many makes so many diagnostics of each severity, one to a line, hints before
// errors.
func many(errors, warnings, hints int) []Diagnostic {
	left := [3]int{errors, warnings, hints}
	f := source.New("content/a.md", []byte(strings.Repeat("甲\n", errors+warnings+hints)))
	var l List
	for i := 0; left != [3]int{}; {
		for s := Hint; s >= Error; s-- {
			if left[s] > 0 {
				left[s]--
				l.Add(Diagnostic{Code: "a/b", Severity: s, Span: f.Span(4*i, 4*i+3), Message: fmt.Sprintf("第%d处", i)})
				i++
			}
		}
	}
	return l.Sorted()
}

func TestGitHubShowsTheFirstTenOfEachLevel(t *testing.T) {
	const notice = "::notice title=还有 "
	for _, c := range []struct {
		errors, warnings, hints             int
		wantErrors, wantWarnings, wantHints int
		rest                                string
	}{
		{0, 0, 0, 0, 0, 0, ""},
		{10, 10, 10, 10, 10, 10, ""},
		{11, 0, 0, 10, 0, 0, "1 个错误"},
		{11, 0, 10, 10, 0, 9, "1 个错误、1 个提示"},
		{3, 12, 9, 3, 10, 9, "2 个警告"},
		{30, 20, 40, 10, 10, 9, "20 个错误、10 个警告、31 个提示"},
	} {
		var b bytes.Buffer
		if err := PrintGitHub(&b, many(c.errors, c.warnings, c.hints), true); err != nil {
			t.Fatal(err)
		}
		var kinds []string // of the lines
		for line := range strings.Lines(b.String()) {
			kind, _, _ := strings.Cut(strings.TrimPrefix(line, "::"), " ")
			switch {
			case strings.HasPrefix(line, notice):
				kind = "closing"
				if !strings.HasPrefix(line, notice+c.rest+"::") || !strings.Contains(line, "步骤摘要") {
					t.Errorf("%+v: %s", c, line)
				}
			case !strings.HasPrefix(line, "::"):
				kind = "log"
			}
			kinds = append(kinds, kind)
		}
		closing := min(len(c.rest), 1)
		log := c.errors + c.warnings + c.hints - c.wantErrors - c.wantWarnings - c.wantHints
		var want []string
		for _, k := range []struct {
			kind string
			n    int
		}{{"error", c.wantErrors}, {"warning", c.wantWarnings}, {"notice", c.wantHints}, {"closing", closing}, {"log", log}} {
			want = append(want, slices.Repeat([]string{k.kind}, k.n)...)
		}
		if !slices.Equal(kinds, want) {
			t.Errorf("%+v:\ngot  %q\nwant %q", c, kinds, want)
		}
	}
}

func TestGitHubKeepsTheOrderOfALevel(t *testing.T) {
	var b bytes.Buffer
	PrintGitHub(&b, many(12, 12, 12), false)
	last := map[string]int{}
	for line := range strings.Lines(b.String()) {
		var n int
		_, tail, ok := strings.Cut(line, "第")
		if !ok {
			if !strings.Contains(line, "在本机运行 kan check") {
				t.Errorf("closing notice: %s", line)
			}
			clear(last) // the log begins
			continue
		}
		fmt.Sscanf(tail, "%d", &n)
		word := strings.Fields(strings.TrimPrefix(line, "::"))[0]
		if strings.HasPrefix(line, "content/") {
			word = strings.Fields(line)[1]
		}
		if n < last[word] {
			t.Errorf("%s stands behind %d", line, last[word])
		}
		last[word] = n
	}
}

// commands counts what the runner would take for a workflow command: “::” at
// the head of a line, “##[” anywhere.
func commands(out string) (n int) {
	for line := range strings.SplitSeq(strings.ReplaceAll(out, "\r", "\n"), "\n") {
		if strings.HasPrefix(strings.TrimSpace(line), "::") || strings.Contains(line, "##[") {
			n++
		}
	}
	return n
}

func TestTextIsNoCommand(t *testing.T) {
	f := source.New("::error::x,y", []byte("x"))
	var ds []Diagnostic
	for range maxAnnotations + 5 {
		ds = append(ds, Diagnostic{Code: "a/b", Span: f.Whole(), Message: "甲\n::error::乙\r::error::\x1b[31m##[error]丙", Hint: "\n::stop-commands::x"})
	}
	var b bytes.Buffer
	PrintGitHub(&b, ds, false)
	if n := commands(b.String()); n != maxAnnotations+1 {
		t.Errorf("%d commands in\n%s", n, b.String())
	}
	if strings.Contains(b.String(), "\x1b") {
		t.Errorf("a control character in\n%q", b.String())
	}
}

// unescaped is what the runner makes of a property, or of data, of a command.
func unescaped(s string, isProperty bool) string {
	pairs := []string{"%0D", "\r", "%0A", "\n"}
	if isProperty {
		pairs = append(pairs, "%3A", ":", "%2C", ",")
	}
	for pairs = append(pairs, "%25", "%"); len(pairs) > 0; pairs = pairs[2:] {
		s = strings.ReplaceAll(s, pairs[0], pairs[1])
	}
	return s
}

func FuzzWorkflowCommand(f *testing.F) {
	f.Add("content/a,b:c%3A.md", "100%\r\n::error::%0A##[error]\x1b")
	f.Fuzz(func(t *testing.T, name, message string) {
		if got := unescaped(property(name), true); got != spelt(name) {
			t.Errorf("%q is read as %q", name, got)
		}
		if got := unescaped(data(message), false); got != spelt(message) {
			t.Errorf("%q is read as %q", message, got)
		}
		file := source.New(name, []byte(message))
		ds := make([]Diagnostic, maxAnnotations+1)
		for i := range ds {
			ds[i] = Diagnostic{Code: "a/b", Span: file.Whole(), Message: message, Hint: message}
		}
		var b bytes.Buffer
		PrintGitHub(&b, ds, false)
		lines := strings.SplitAfter(b.String(), "\n")
		if len(lines) != maxAnnotations+3 { // what is shown, the notice, the rest and what is behind it
			t.Fatalf("%d lines in\n%q", len(lines), b.String())
		}
		for i, line := range lines[:maxAnnotations+2] {
			if strings.HasPrefix(line, "::") != (i <= maxAnnotations) || i > maxAnnotations && commands(line) > 0 {
				t.Errorf("line %d is %q", i, line)
			}
		}
		for _, r := range b.String() {
			if hidden(r) && r != '\n' {
				t.Errorf("%U in\n%q", r, b.String())
			}
		}
	})
}

func TestStepSummaryGroupsByFile(t *testing.T) {
	f, g := source.New("content/a_b.md", []byte("一二\n三\n")), source.New("content/c.md", []byte("x"))
	ds := []Diagnostic{
		{Code: "a/where", Message: "没有地方"},
		{Code: "a/b", Span: f.Span(3, 6), Message: "甲|乙", Hint: "改"},
		{Code: "a/c", Severity: Warning, Span: g.Span(0, 1), Message: "<b>", Related: []Related{{f.Span(7, 10), "先前"}, {source.Span{}, "别处"}}},
		{Code: "a/b", Span: f.Span(7, 10), Message: "丙"},
	}
	got, all := StepSummary(ds, MaxStepSummary)
	const want = `
### 不在哪一个文件里（1 个错误）

| 行:列 | 级别 | 问题 | 怎么改 |
|---|---|---|---|
|  | 错误 | 没有地方<br>` + "`a/where`" + ` |  |

### content/a&#95;b.md（2 个错误）

| 行:列 | 级别 | 问题 | 怎么改 |
|---|---|---|---|
| 1:2 | 错误 | 甲&#124;乙<br>` + "`a/b`" + ` | 改 |
| 2:1 | 错误 | 丙<br>` + "`a/b`" + ` |  |

### content/c.md（1 个警告）

| 行:列 | 级别 | 问题 | 怎么改 |
|---|---|---|---|
| 1:1 | 警告 | &#60;b&#62;<br>→ content/a&#95;b.md:2:1 先前<br>→ 别处<br>` + "`a/c`" + ` |  |
`
	if got != want || !all {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestStepSummaryKeepsToItsRoom(t *testing.T) {
	ds := many(7, 5, 3)
	whole, all := StepSummary(ds, MaxStepSummary)
	if !all {
		t.Fatal("15 rows do not fit")
	}
	for room := -1; room <= len(whole)+100; room++ {
		got, all := StepSummary(ds, room)
		rows := strings.Count(got, "\n| ") - strings.Count(got, "\n| 行")
		if len(got) > max(room, 0) || !utf8.ValidString(got) || got != "" && !strings.HasSuffix(got, "\n") {
			t.Fatalf("%d bytes in room for %d:\n%s", len(got), room, got)
		}
		if all != (rows == len(ds)) || !all && got != "" && !strings.Contains(got, fmt.Sprintf("另有 %d 条", len(ds)-rows)) {
			t.Fatalf("%d rows, all: %v\n%s", rows, all, got)
		}
	}
	if _, all := StepSummary(nil, -1); !all {
		t.Error("nothing does not fit")
	}
}

func TestNoDiagnosticTakesTheRoomOfOthers(t *testing.T) {
	f := source.New("content/"+strings.Repeat("长", 300)+".md", []byte("x"))
	d := Diagnostic{Code: "a/b", Span: f.Whole(), Message: strings.Repeat("\u202e", 1<<20), Hint: strings.Repeat("<", 1<<20)}
	for range 1000 {
		d.Related = append(d.Related, Related{f.Whole(), strings.Repeat("@", 1<<10)})
	}
	if got, _ := StepSummary([]Diagnostic{d}, MaxStepSummary); len(got) > 64<<10 {
		t.Errorf("one diagnostic takes %d bytes", len(got))
	}
}

// Whatever a message quotes, a table and a heading of GitHub's Markdown show
// it as it is, in one cell and without elements.
func FuzzMarkdownCell(f *testing.F) {
	for _, s := range []string{"甲|乙\\|丙\\", "*a* _b_ ~~c~~ `d` $e$ <b>&amp;", "[x](y) ![x](y) [^1] https://example.org www.example.org a@example.org", "# - 1. \t> \x1b\u202e\xff", "&#124;"} {
		f.Add(s)
	}
	md := goldmark.New(goldmark.WithExtensions(extension.GFM, extension.Footnote))
	f.Fuzz(func(t *testing.T, s string) {
		cell := MarkdownCell(s)
		want := strings.Join(strings.Fields(visible(s)), " ")
		if utf8.RuneCountInString(visible(s)) > maxSummaryText/2 {
			return // cut
		}
		for before, after := range map[string]string{"| h |\n|---|\n| 甲": "乙 |\n", "### 甲": "乙\n"} {
			var b bytes.Buffer
			if err := md.Convert([]byte(before+cell+after), &b); err != nil {
				t.Fatal(err)
			}
			_, rest, _ := strings.Cut(b.String(), "甲")
			shown, _, found := strings.Cut(rest, "乙</")
			text := strings.ReplaceAll(html.UnescapeString(shown), "\u2060", "")
			if strings.ContainsAny(shown, "<>") || !found || strings.Join(strings.Fields(text), " ") != want {
				t.Errorf("%q is shown as %q in\n%s", s, text, b.String())
			}
		}
	})
}
