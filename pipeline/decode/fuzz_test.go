package decode

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"kan/pipeline/diag"
	"kan/pipeline/source"
)

// FuzzParse: no text makes the reader panic; what cannot be read has an error;
// spans lie inside one another and in the text; and a plain scalar of a text
// without complaints is what its span shows, but for white space.
func FuzzParse(f *testing.F) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range files {
		ar, err := txtar.ParseFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(ar.Files[0].Data), 0)
	}
	for _, s := range []string{"a: \"x\ny\": z", "? a\n: b", "%YAML 1.1\n---\na: b", "- - - a", "[[[]]", "{a: b: c}",
		"a: |\n\tb", "a: >+2\n\n   b", "a:\r b", "\xff", "甲：\n\t- 乙", "\"a\\", "'", "-甲\n-乙", "a: ［{", "|", "- |\n x\n- >"} {
		f.Add(s, 3)
	}
	f.Fuzz(func(t *testing.T, s string, lead int) {
		lead = min(max(lead, 0), 8)
		file := source.New("x.yaml", []byte(strings.Repeat("#", lead)+s))
		whole := file.Span(lead, lead+len(s))
		var diags diag.List
		n, ok := Parse(whole, &diags)
		if !ok {
			if !diags.HasErrors() {
				t.Fatal("not read, but no error says why")
			}
			return
		}
		clean := !diags.HasErrors()
		inside(t, n.v, whole, clean)
		readSample(n, &diags)
		for _, d := range diags.Sorted() {
			if d.Span.File != file || d.Span.Start < lead || d.Span.Start > d.Span.End || d.Span.End > len(file.Text) {
				t.Errorf("complaint %s outside the text: %v", d.Code, d.Span)
			}
			if d.Message == "" {
				t.Errorf("%s without message", d.Code)
			}
		}
	})
}

func inside(t *testing.T, v *value, outer source.Span, clean bool) {
	if v.span.File != outer.File || v.span.Start < outer.Start || v.span.End > outer.End || v.span.Start > v.span.End {
		t.Fatalf("%v is not inside %v", v.span, outer)
	}
	squash := func(s string) string { return strings.Join(strings.Fields(s), "") }
	if clean && v.plain && squash(v.text) != squash(string(v.span.Text())) {
		t.Fatalf("plain %q was read from %q", v.text, v.span.Text())
	}
	for _, c := range v.children {
		inside(t, c, v.span, clean)
	}
}

func TestLimitsAreRefusedWithOneError(t *testing.T) {
	for name, c := range map[string]struct {
		in   string
		want diag.Code
	}{
		"bytes":                  {strings.Repeat("甲", MaxBytes/3+1), codeTooLarge},
		"depth in flow":          {strings.Repeat("[", 40) + strings.Repeat("]", 40), codeTooDeep},
		"depth in blocks":        {strings.Repeat("- ", 40) + "x", codeTooDeep},
		"endless depth":          {strings.Repeat("[", MaxBytes-1), codeTooMany},
		"deep, not yet too many": {strings.Repeat("[", MaxNodes), codeTooDeep},
		"commas":                 {"[" + strings.Repeat("a,", MaxBytes/2-1) + "]", codeTooMany},
		"items":                  {strings.Repeat("- a\n", MaxNodes+1), codeTooMany},
		"pairs":                  {strings.Repeat("- a: b\n", MaxNodes/3+1), codeTooMany},
	} {
		t.Run(name, func(t *testing.T) {
			var diags diag.List
			_, ok := Parse(source.New("x.yaml", []byte(c.in)).Whole(), &diags)
			all := diags.Sorted()
			if ok || len(all) != 1 || all[0].Code != c.want {
				t.Errorf("ok %v, %d complaints, first %+v; want %s", ok, len(all), all[:min(1, len(all))], c.want)
			}
		})
	}
}

func TestManySlipsAreSaidInBounds(t *testing.T) {
	for _, in := range []string{
		strings.Repeat("a：b\n", 50_000),
		"{" + strings.Repeat("a：b，", 50_000) + "}",
		strings.Repeat("-甲\n", 50_000),
		strings.Repeat("\x00甲", 50_000),
		"[" + strings.Repeat("&a 甲, ", 50_000) + "]",
	} {
		var diags diag.List
		Parse(source.New("x.yaml", []byte(in)).Whole(), &diags)
		if n := len(diags.Sorted()); n == 0 || n > 2*maxSlips+1 {
			t.Errorf("%.20q…: %d complaints", in, n)
		}
	}
}

func TestNearest(t *testing.T) {
	for _, c := range []struct {
		word string
		of   string
		want string
	}{
		{"titel", "title unit", "title"}, {"Title", "title", "title"}, {"ｔｉｔｌｅ", "title", "title"},
		{"ab", "ac", ""}, {"标体", "标题 日期", "标题"}, {"标目", "标题 栏目", ""}, {"社会", "社会治理 民生", "社会治理"},
		{"catagory", "category", "category"}, {"abc", "xyz", ""}, {"", "a", ""}, {"统战与民族", "统战与民族宗教", "统战与民族宗教"},
		{"abd", "abc abe", "abc"}, {strings.Repeat("a", 100), strings.Repeat("a", 99), ""},
	} {
		if got := Nearest(c.word, strings.Fields(c.of)); got != c.want {
			t.Errorf("Nearest(%q, %s) = %q, want %q", c.word, c.of, got, c.want)
		}
	}
}

func BenchmarkParseFrontMatter(b *testing.B) {
	text := []byte("id: 2026-0187\ntitle: 关于完善社区康养服务网络的建议\ndate: 2026-03-12\nunit: minjian\nauthors:\n  - {name: 张𬭎, role: 市政协委员}\ncategory: 民生\nreviews:\n  - {stage: 初审, by: wang-min, on: 2026-03-13, decision: 通过, checks: [真, 实, 准, 新, 正]}\n")
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		var diags diag.List
		Parse(source.New("x.md", text).Whole(), &diags)
	}
}
