package diag

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"kan/pipeline/source"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// find returns the place of the first what in f.
func find(f *source.File, what string) source.Span {
	i := strings.Index(string(f.Text), what)
	return f.Span(i, i+len(what))
}

// samples are complaints about lines that are hard to underline.
func samples() []Diagnostic {
	f := source.New("content/reports/2026/2026-0187-x.md", []byte(
		"---\ntitle: 关于𬭎的建议\ntitel: 关于……\n\t- {name:\t张三, role: 委员}\n"+
			strings.Repeat("前文", 60)+"错处"+strings.Repeat("后文", 60)+"\n"+
			"坏\x1b[31m字\u202e符\xff\x00\n\n多行\n文字\ne\u0301tat "+strings.Repeat("x", 200)+"\nlast"))
	var l List
	l.Error("yaml/unknown-key", find(f, "titel"), "是不是 title（标题）？", "没有“titel”这个键")
	l.Add(Diagnostic{Code: "yaml/duplicate-key", Span: find(f, "title"), Message: "“title”写了两次", Hint: "两处留一处",
		Related: []Related{{find(f, "titel"), "第一次在这里"}}})
	l.Warning("text/width", find(f, "𬭎"), "", "宽字")
	l.Warning("text/tab", find(f, "张三"), "", "制表符后面")
	l.Warning("text/long", find(f, "错处"), "", "长行的中间")
	l.Warning("text/long", f.Span(find(f, "last").Start-1, find(f, "last").Start-1), "", "长行的末尾")
	l.Warning("text/long", find(f, "前文前文"), "", "长行的开头")
	l.Error("text/control", find(f, "\x1b"), "", "控制字符 \x1b[0m，换行\n还有")
	l.Error("text/control", find(f, "\xff"), "", "坏字节")
	l.Add(Diagnostic{Code: "text/lines", Severity: Hint, Span: find(f, "行\n文"), Message: "跨行"})
	l.Add(Diagnostic{Code: "text/blank", Severity: Hint, Span: f.Span(find(f, "\n多").Start, find(f, "\n多").Start), Message: "空行"})
	l.Error("text/combining", find(f, "tat"), "", "组合字符后面")
	l.Error("text/end", f.Span(len(f.Text), len(f.Text)), "", "文件末尾")
	l.Error("any/where", source.Span{}, "看看 kan.yaml", "没有地方，100%%：是")
	return l.Sorted()
}

func TestPrintedAs(t *testing.T) {
	const name = "testdata/print.txtar"
	got := &txtar.Archive{Comment: []byte("The samples of print_test.go in all formats.\n")}
	for _, c := range []struct {
		name string
		f    Format
		o    Options
	}{{"text", FormatText, Options{Width: 60}}, {"color", FormatText, Options{Color: true, Width: 40}},
		{"short", FormatShort, Options{}}, {"json", FormatJSON, Options{}}, {"github", FormatGitHub, Options{}}} {
		var b bytes.Buffer
		if err := Print(&b, samples(), c.f, c.o); err != nil {
			t.Fatal(err)
		}
		got.Files = append(got.Files, txtar.File{Name: c.name, Data: bytes.ReplaceAll(b.Bytes(), []byte("\x1b"), []byte("␛"))})
	}
	if *update {
		if err := os.WriteFile(name, txtar.Format(got), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if have := txtar.Format(got); !bytes.Equal(have, want) {
		t.Errorf("got\n%s\nwant\n%s", have, want)
	}
}

func TestCaretsStandBelowThePlace(t *testing.T) {
	for _, c := range []struct {
		line, what   string
		width        int
		shown, under string
	}{
		{"title: 关于", "关于", 80, "title: 关于", "       ^^^^"},
		{"关于：title", "title", 80, "关于：title", "      ^^^^^"},
		{"“甲”乙", "乙", 80, "“甲”乙", "    ^^"},
		{"\t甲", "甲", 80, "    甲", "    ^^"},
		{"a\tb", "b", 80, "a   b", "    ^"},
		{"e\u0301x", "x", 80, "e\u0301x", " ^"},
		{"a\u200bb", "\u200b", 80, "a<U+200B>b", " ^^^^^^^^"},
		{"", "", 80, "", "^"},
		{strings.Repeat("甲", 50) + "乙" + strings.Repeat("丙", 50), "乙", 20, "…甲甲甲乙丙丙丙丙丙…", "       ^^"},
	} {
		start := strings.Index(c.line, c.what)
		shown, under := excerpt([]byte(c.line), start, start+len(c.what), c.width)
		if shown != c.shown || under != c.under {
			t.Errorf("%q:\n got %q\n     %q\nwant %q\n     %q", c.line, shown, under, c.shown, c.under)
		}
		if n := columns.StringWidth(shown); n > c.width {
			t.Errorf("%q takes %d columns of %d", shown, n, c.width)
		}
	}
}

func TestGitHubKeepsToTheLimits(t *testing.T) {
	f := source.New("content/a,b:c.md", []byte("甲\n乙\n"))
	var l List
	for i := range 25 {
		l.Error("a/error", f.Span(0, 3), "", "第 %d 个", i)
		l.Add(Diagnostic{Code: "a/hint", Severity: Hint, Span: f.Span(0, 3), Message: fmt.Sprint("提示", i)})
	}
	l.Warning("a/warning", f.Span(0, 7), "下一步", "100%%\r\n完")
	var b bytes.Buffer
	Print(&b, l.Sorted(), FormatGitHub, Options{})
	for word, want := range map[string]int{"::error ": 10, "::warning ": 1, "::notice ": 10} {
		if n := strings.Count(b.String(), word); n != want {
			t.Errorf("%d of %q, want %d", n, word, want)
		}
	}
	for _, want := range []string{
		"::error file=content/a%2Cb%3Ac.md,line=1,col=1,endLine=1,endColumn=1,title=错误 a/error::第 0 个\n",
		"::warning file=content/a%2Cb%3Ac.md,line=1,endLine=2,title=警告 a/warning::100%25%0D%0A完%0A下一步\n",
		"::notice title=还有 15 个错误、16 个提示::",
		"content/a,b:c.md:1:1: error a/error: 第 9 个\n",
	} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("no %q in\n%s", want, b.String())
		}
	}
}

func TestJSONIsOneObject(t *testing.T) {
	var b bytes.Buffer
	Print(&b, nil, FormatJSON, Options{})
	if got := b.String(); !strings.Contains(got, `"diagnostics": []`) {
		t.Errorf("nothing to say is %s", got)
	}
	b.Reset()
	Print(&b, samples(), FormatJSON, Options{})
	var r report
	if err := json.Unmarshal(b.Bytes(), &r); err != nil || r.Version != 1 || r.Summary.Errors != 7 || len(r.Diagnostics) != 14 {
		t.Errorf("%v: %+v", err, r.Summary)
	}
}

func TestSummary(t *testing.T) {
	if got := Summary(samples()); got != "共 7 个错误、5 个警告、2 个提示" {
		t.Error(got)
	}
	if got := Summary(nil); got != "没有发现问题" {
		t.Error(got)
	}
}

func FuzzExcerpt(f *testing.F) {
	f.Add([]byte("title: 关于\t\x00\u202e"), 3, 9, 20)
	f.Fuzz(func(t *testing.T, line []byte, start, end, width int) {
		if bytes.IndexByte(line, '\n') >= 0 {
			return
		}
		file := source.New("x", line)
		s := file.Span(start, end)
		width = min(max(width, 20), 500)
		shown, under := excerpt(line, s.Start, s.End, width)
		if strings.ContainsAny(shown, "\x00\x1b\r\t\u202e") {
			t.Errorf("%q shows control characters", shown)
		}
		if !strings.Contains(under, "^") {
			t.Errorf("no caret below %q", shown)
		}
	})
}
