package markdown

import (
	"fmt"
	"strings"
	"testing"

	"kan/pipeline/diag"
	"kan/pipeline/doc"
	"kan/pipeline/source"
)

// parse returns the blocks of a body and its complaints as "code line:col".
func parse(body string) ([]doc.Block, []string) {
	var diags diag.List
	f := source.New("a.md", []byte(body))
	blocks := Parse(f.Whole(), &diags)
	var out []string
	for _, d := range diags.Sorted() {
		p := f.Position(d.Span.Start)
		out = append(out, fmt.Sprintf("%s %d:%d", d.Code, p.Line, p.Column))
	}
	return blocks, out
}

// show writes inlines with their markup in brackets.
func show(in []doc.Inline) string {
	var b strings.Builder
	for _, i := range in {
		switch i := i.(type) {
		case doc.Text:
			b.WriteString(i.Text)
		case *doc.Styled:
			b.WriteString([...]string{"[b ", "[i "}[i.Kind] + show(i.Text) + "]")
		case *doc.Code:
			b.WriteString("[code " + i.Text + "]")
		case *doc.Link:
			b.WriteString("[a " + i.URL + " " + show(i.Text) + "]")
		case *doc.NoteRef:
			b.WriteString("[note " + show(i.Blocks[0].(*doc.Paragraph).Text) + "]")
		case doc.Break:
			b.WriteString("[br]")
		}
	}
	return b.String()
}

func TestInlines(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"**加强领导。**各级", "[b 加强领导。]各级"},
		{"**“两会”**专刊", "[b “两会”]专刊"},
		{"**问题：**各地", "[b 问题：]各地"},
		{"各地**“两会”**专刊", "各地[b “两会”]专刊"},
		{"*（一）*内容", "[i （一）]内容"},
		{"甲**乙**丙**丁**戊", "甲[b 乙]丙[b 丁]戊"},
		{"**甲**、**乙**。", "[b 甲]、[b 乙]。"},
		{"**甲*乙*丙**", "[b 甲[i 乙]丙]"},
		{"***甲***乙", "[i [b 甲]]乙"},
		{"2*3*4 与 a * b", "2[i 3]4 与 a * b"},
		{"甲__乙__丙", "甲[b 乙]丙"},
		{"snake_case_name", "snake_case_name"},
		{"**100%**的", "[b 100%]的"},
		{"第一行\n第二行", "第一行第二行"},
		{"第一行，\n  第二行", "第一行，第二行"},
		{"使用\nGitHub", "使用GitHub"},
		{"hello\nworld", "hello world"},
		{"**甲。**\n乙", "[b 甲。]乙"},
		{"甲\\\n乙", "甲[br]乙"},
		{"甲  \n乙", "甲[br]乙"},
		{"a &amp; b&#20013;&nosuch;", "a & b中&nosuch;"},
		{"\\*甲\\*", "*甲*"},
		{"见[网站](https://a.example/x)。", "见[a https://a.example/x 网站]。"},
		{"用`a*b*`", "用[code a*b*]"},
		{"甲[^1]乙\n\n[^1]: 注文。", "甲[note 注文。]乙"},
		{"--- ... \"甲\"", "--- ... \"甲\""},
	} {
		blocks, complaints := parse(c.in)
		if len(complaints) > 0 || len(blocks) == 0 {
			t.Errorf("%q: %d blocks, %v", c.in, len(blocks), complaints)
			continue
		}
		if got := show(blocks[0].(*doc.Paragraph).Text); got != c.want {
			t.Errorf("%q gives %q, want %q", c.in, got, c.want)
		}
	}
}

func TestHeadingNumbersAreSplitOff(t *testing.T) {
	for _, c := range []struct{ in, number, rest, complaint string }{
		{"# 一、现状", "一、", "现状", ""},
		{"# 十二、 现状", "十二、", "现状", ""},
		{"# 现状", "", "现状", ""},
		{"# 2026年工作", "", "2026年工作", ""},
		{"# 一三五", "", "一三五", ""},
		{"# 1.5亿元的去向", "", "1.5亿元的去向", ""},
		{"# （一）现状", "（一）", "现状", "markdown/number-form 1:3"},
		{"# 1、现状", "1、", "现状", "markdown/number-form 1:3"},
		{"# (一)现状", "(一)", "现状", "markdown/number-form 1:3"},
		{"# 一、**现状**", "一、", "[b 现状]", ""},
	} {
		blocks, complaints := parse(c.in)
		h := blocks[0].(*doc.Heading)
		if h.Number != c.number || show(h.Text) != c.rest || strings.Join(complaints, "") != c.complaint {
			t.Errorf("%q: %q %q %v", c.in, h.Number, show(h.Text), complaints)
		}
	}
	blocks, _ := parse("# 甲\n\n## （三）乙\n\n### 1.丙\n\n#### （2）丁")
	for k, want := range []string{"", "（三）", "1.", "（2）"} {
		if h := blocks[k].(*doc.Heading); h.Number != want || h.Level != k+1 {
			t.Errorf("level %d has number %q", h.Level, h.Number)
		}
	}
}

func TestBlocks(t *testing.T) {
	blocks, complaints := parse(`表1　各区情况

| 区 | 数 |
|:---|---:|
| 甲 | 1 |
| 乙 | **2** |

![柱状图](../../images/a.png "图1　说明")

> 引文

1. 一
   - 内
2. 二

---
`)
	if len(complaints) > 0 || len(blocks) != 5 {
		t.Fatalf("%d blocks, %v", len(blocks), complaints)
	}
	table := blocks[0].(*doc.Table)
	if doc.Plain(table.Caption) != "表1　各区情况" || len(table.Rows) != 2 || table.Columns[1] != doc.AlignRight || doc.Plain(table.Head[0].Text) != "区" {
		t.Errorf("%+v", table)
	}
	f := blocks[1].(*doc.Figure)
	if f.Source != "../../images/a.png" || f.Alt != "柱状图" || doc.Plain(f.Caption) != "图1　说明" || string(f.At.Text()) != f.Source {
		t.Errorf("%+v at %s", f, f.At.Text())
	}
	l := blocks[3].(*doc.List)
	if !l.Ordered || len(l.Items) != 2 || l.Items[0].Blocks[1].(*doc.List).Ordered {
		t.Errorf("%+v", l)
	}
}

func TestComplaints(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"甲<b>乙</b>", "markdown/html 1:2,markdown/html 1:6"},
		{"<div>\n甲\n</div>", "markdown/html 1:1"},
		{"甲\n\n<!-- 注 -->", "markdown/html 3:1"},
		{"甲![图](a.png)乙", "markdown/inline-image 1:2"},
		{"[甲](javascript:alert(1))", "markdown/bad-link 1:1"},
		{"# 甲\n\n### 乙", "markdown/skipped-level 3:5"},
		{"##### 甲", "markdown/deep-heading 1:7,markdown/skipped-level 1:7"},
		{"甲[^1]", "markdown/note-undefined 1:2"},
		{"甲\n\n[^1]: 注", "markdown/note-unused 3:1"},
		{"甲\n\n#", "markdown/empty-heading 3:1"},
	} {
		_, complaints := parse(c.in)
		if got := strings.Join(complaints, ","); got != c.want {
			t.Errorf("%q: %s, want %s", c.in, got, c.want)
		}
	}
}

func TestHostileBodiesAreRefusedQuickly(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{strings.Repeat("[", 50_000), "markdown/too-many-symbols"},
		{strings.Repeat("*a", 50_000), "markdown/too-many-symbols"},
		{strings.Repeat("甲", 80_000), "markdown/too-large"},
		{strings.Repeat("> ", 90) + "甲", "markdown/too-deep"},
	} {
		_, complaints := parse(c.in)
		if len(complaints) != 1 || !strings.HasPrefix(complaints[0], c.want) {
			t.Errorf("%.20q: %v, want %s", c.in, complaints, c.want)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"# 一、甲\n\n**乙。**丙[^1]\n\n[^1]: 丁", "| a | b |\n|---|---|\n| 1 | 2 |", "![a](b \"c\")",
		"- a\n  1. b\n\n> c", "&amp;&#0;\\*<b>`x`", "甲  \n乙\\\n丙"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, body string) {
		blocks, _ := parse(body)
		doc.Walk(blocks, func(text string, at source.Span) {
			if len(text) == at.End-at.Start && text != string(at.Text()) && at.File != nil {
				t.Errorf("%q has the place of %q", text, at.Text())
			}
		})
	})
}
