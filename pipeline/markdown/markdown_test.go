package markdown

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"kan/pipeline/diag"
	"kan/pipeline/doc"
	"kan/pipeline/source"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// front stands before every body in these tests, so that spans are seen to be
// of the file.
const front = "---\n题\n---\n"

func parse(body string) ([]doc.Block, *source.File, []diag.Diagnostic) {
	file := source.New("x.md", []byte(front+body))
	var diags diag.List
	blocks := Parse(file.Span(len(front), len(file.Text)), &diags)
	return blocks, file, diags.Sorted()
}

// TestGoldens compares trees and complaints; ␍ stands for a carriage return,
// ⇥ for a tab, · for a space. Spans count from the beginning of
// the body.
func TestGoldens(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no goldens", err)
	}
	for _, name := range files {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			ar, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			in := strings.NewReplacer("␍", "\r", "⇥", "\t", "·", " ").Replace(string(ar.Files[0].Data))
			file := source.New("in.md", []byte(in))
			var diags diag.List
			var out bytes.Buffer
			if err := doc.Dump(&out, Parse(file.Whole(), &diags)); err != nil {
				t.Fatal(err)
			}
			got := &txtar.Archive{Comment: ar.Comment, Files: []txtar.File{
				ar.Files[0], {Name: "out", Data: out.Bytes()}, {Name: "diags", Data: dumpDiags(diags.Sorted())},
			}}
			if *update {
				if err := os.WriteFile(name, txtar.Format(got), 0o666); err != nil {
					t.Fatal(err)
				}
				return
			}
			if want := txtar.Format(ar); !bytes.Equal(txtar.Format(got), want) {
				t.Errorf("got\n%s\nwant\n%s", txtar.Format(got), want)
			}
		})
	}
}

func dumpDiags(ds []diag.Diagnostic) []byte {
	var b bytes.Buffer
	for _, d := range ds {
		p := d.Span.File.Position(d.Span.Start)
		fmt.Fprintf(&b, "%d:%d %q %s %s：%s\n", p.Line, p.Column, d.Span.Text(), d.Severity, d.Code, d.Message)
		if d.Hint != "" {
			fmt.Fprintf(&b, "    = %s\n", d.Hint)
		}
	}
	return b.Bytes()
}

// shape writes emphasis as [strong] and <emph>.
func shape(in []doc.Inline) string {
	var b strings.Builder
	for _, i := range in {
		switch i := i.(type) {
		case doc.Text:
			b.WriteString(i.Text)
		case *doc.Styled:
			marks := [...]string{"[]", "<>", "{}", "{}", "{}", "{}"}[i.Kind]
			b.WriteString(marks[:1] + shape(i.Text) + marks[1:])
		case *doc.Ruby:
			b.WriteString(i.Base.Text + "~" + i.Reading)
		case *doc.Link:
			b.WriteString("(" + shape(i.Text) + ")")
		case *doc.Code:
			b.WriteString("`" + i.Text + "`")
		case doc.Break:
			b.WriteString("↵")
		case *doc.NoteRef:
			b.WriteString("^")
		}
	}
	return b.String()
}

func TestEmphasisBesideChinesePunctuation(t *testing.T) {
	for in, want := range map[string]string{
		"**加强领导。**各级":            "[加强领导。]各级",
		"**“两会”**专刊":             "[“两会”]专刊",
		"**问题：**":                "[问题：]",
		"**问题：**一是":              "[问题：]一是",
		"*（一）*内容":                "<（一）>内容",
		"甲**“乙”**丙":              "甲[“乙”]丙",
		"甲，**乙**，丙":              "甲，[乙]，丙",
		"甲**（乙）**、**《丙》**丁":      "甲[（乙）]、[《丙》]丁",
		"提高**80%**以上":            "提高[80%]以上",
		"提高**(80%)**以上":          "提高[(80%)]以上",
		"**\"两会\"**专刊":           `["两会"]专刊`,
		"**甲**乙**丙**":            "[甲]乙[丙]",
		"**甲。***乙。*丙":            "[甲。]<乙。>丙",
		"***甲。***乙":              "<[甲。]>乙",
		"**甲*乙。*丙**丁":            "[甲<乙。>丙]丁",
		"*甲**乙。**丙*丁":            "<甲[乙。]丙>丁",
		"**甲\n乙。**丙":             "[甲乙。]丙",
		"**加强——**各级":             "[加强——]各级",
		"**加强……**各级":             "[加强……]各级",
		"各级**——加强**领导":           "各级[——加强]领导",
		"**甲** 乙":                "[甲] 乙",
		"** 甲**乙":                "** 甲**乙",
		"**甲 **乙":                "**甲 **乙",
		"**　甲**乙":                "**　甲**乙",
		"5 * 3 * 2":              "5 * 3 * 2",
		`\*\*甲\*\*`:              "**甲**",
		"snake_case_name":        "snake_case_name",
		"_甲_ 乙":                  "<甲> 乙",
		"a*\"b\"*c":              "a*\"b\"*c",
		"**[链接](http://a.cn)**后": "[(链接)]后",
		"**`码`**后":               "[`码`]后",
		"**㐂𬭎。**𠮷":               "[㐂𬭎。]𠮷",
		"**甲**[^1]\n\n[^1]: 注":   "[甲]^",
		"**[甲]{.dot}**乙":         "[{甲}]乙",
		"各级**[甲。]{.dot}**乙":      "各级[{甲。}]乙",
		"[**甲。**乙]{.dot}丙":       "{[甲。]乙}丙",
		"*[甲*乙]{.dot}":           "*{甲*乙}",
		"[甲]{.dot}**乙**":         "{甲}[乙]",
		"[甲]{拼音=jiǎ}**乙**":       "甲~jiǎ[乙]",
	} {
		blocks, _, _ := parse(in)
		got := ""
		if len(blocks) > 0 {
			if p, ok := blocks[0].(*doc.Paragraph); ok {
				got = shape(p.Text)
			}
		}
		if got != want {
			t.Errorf("%s\n got %s\nwant %s", in, got, want)
		}
	}
}

func TestSoftBreaks(t *testing.T) {
	for in, want := range map[string]string{
		"甲\n乙":                 "甲乙",
		"甲，\n乙":                "甲，乙",
		"甲”\n“乙":               "甲”“乙",
		"word\nword":           "word word",
		"甲\nword":              "甲word",
		"word\n甲":              "word甲",
		"2025\n年":              "2025年",
		"a,\nb":                "a, b",
		"**a**\nb":             "[a] b",
		"a\n**b**":             "a [b]",
		"**甲**\n乙":             "[甲]乙",
		"**a\nb**":             "[a b]",
		"`a`\nb":               "`a` b",
		"a\n`b`":               "a `b`",
		"甲\n`b`":               "甲`b`",
		"甲  \n乙":               "甲↵乙",
		"甲\\\n乙":               "甲↵乙",
		"甲\r\n乙":               "甲乙",
		"a\r\nb":               "a b",
		"a \nb":                "a b",
		"a\n&lt;b":             "a <b",
		"a\n\\*b":              "a *b",
		"한국\n말":                "한국 말",
		"ア\nイ":                 "アイ",
		"a[^1]\nb\n\n[^1]: x":  "a^ b",
		"[a]{.dot}\n[b]{.dot}": "{a} {b}",
		"[甲]{拼音=jiǎ}\nb":       "甲~jiǎb",
		"[a\nb]{lang=en}":      "{a b}",
	} {
		blocks, _, _ := parse(in)
		got := ""
		if len(blocks) > 0 {
			got = shape(blocks[0].(*doc.Paragraph).Text)
		}
		if got != want {
			t.Errorf("%q: got %s, want %s", in, got, want)
		}
	}
}

func TestTypedNumbersAreSplitOff(t *testing.T) {
	for _, c := range []struct {
		in, number, text string
		warned           bool
	}{
		{"# 一、加强领导", "一、", "加强领导", false},
		{"# 一、　加强领导", "一、", "加强领导", false},
		{"# 十二、加强领导", "十二、", "加强领导", false},
		{"# 一.加强领导", "一.", "加强领导", false},
		{"# （一）加强领导", "（一）", "加强领导", true},
		{"# (一) 加强领导", "(一)", "加强领导", true},
		{"# 1. 加强领导", "1.", "加强领导", true},
		{"# 1.加强领导", "1.", "加强领导", true},
		{"# 1、加强领导", "1、", "加强领导", true},
		{"# 1．加强领导", "1．", "加强领导", true},
		{"# ①加强领导", "①", "加强领导", true},
		{"# （1）加强领导", "（1）", "加强领导", true},
		{"# 1\\. 加强领导", "1.", "加强领导", true},
		{"# **一、加强领导**", "一、", "加强领导", false},
		{"# **一、**加强领导", "一、", "加强领导", false},
		{"# 1.5万人的需求", "", "1.5万人的需求", false},
		{"# 2026年工作", "", "2026年工作", false},
		{"# 一是加强领导", "", "一是加强领导", false},
		{"# 一、", "", "一、", false},
		{"# 加强领导", "", "加强领导", false},
		{"# 三农问题", "", "三农问题", false},
	} {
		blocks, _, ds := parse(c.in)
		h, ok := blocks[0].(*doc.Heading)
		if !ok || h.Number != c.number || doc.Plain(h.Text) != c.text || (len(ds) > 0) != c.warned {
			t.Errorf("%s: %+v %v", c.in, blocks[0], ds)
		}
	}
}

func TestLimits(t *testing.T) {
	many := func(s string, n int) string { return strings.Repeat(s, n) }
	for name, c := range map[string]struct {
		in   string
		want diag.Code
	}{
		"bytes":          {many("甲", maxBytes/3+1), codeTooLarge},
		"brackets":       {many("[", maxMarks+1), codeTooComplex},
		"stars":          {many("*a ", maxMarks+1), codeTooComplex},
		"columns":        {"|" + many("a|", 200) + "\n|" + many("-|", 200) + "\n" + many("|\n", 50_000), codeTooComplex},
		"cells":          {"|" + many("a|", 90) + "\n|" + many("-|", 90) + "\n" + many("|\n", 90_000), codeTooComplex},
		"quotes":         {many(">", 40) + "甲", codeTooDeep},
		"lists":          {many("- ", 40) + "甲", codeTooDeep},
		"indented lists": {deepList(40), codeTooDeep},
		"emphasis":       {many("*a **b ", 40) + many("b** a*", 40), codeTooDeep},
		"attributes":     {many("[甲", 40) + many("]{.dot}", 40), codeTooDeep},
		"divs":           {many("::: 横排\n", maxDivs+1), codeTooComplex},
		"wide divs":      {many("：：： 横排\n", maxDivs+1), codeTooComplex},
		"nested divs":    {many("::: 横排\n", 50) + "甲\n" + many(":::\n", 50), codeTooDeep},
	} {
		_, _, ds := parse(c.in)
		found := 0
		for _, d := range ds {
			if d.Code == c.want {
				found++
			}
		}
		if found != 1 {
			t.Errorf("%s: %d of %s in %d complaints", name, found, c.want, len(ds))
		}
	}
}

func deepList(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(strings.Repeat("  ", i) + "- 甲\n")
	}
	return b.String()
}

func BenchmarkParse(b *testing.B) {
	body := strings.Repeat("# 一、加强领导\n\n**一是健全机制。**各级各部门要提高认识，\n把康养服务网络建设摆上重要位置[^1]。2025年，全市有65岁以上老人41.2万人。\n\n", 12) + "[^1]: 数据来自市统计局。\n"
	file := source.New("x.md", []byte(body))
	b.SetBytes(int64(len(body)))
	b.ReportAllocs()
	for b.Loop() {
		var diags diag.List
		Parse(file.Whole(), &diags)
	}
}
