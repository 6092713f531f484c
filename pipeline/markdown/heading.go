package markdown

import (
	"regexp"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"

	"kan/pipeline/doc"
)

// typed are the numbers authors write at the head of a heading, by the level
// whose form they have (GB/T 9704-2012 7.3.3), level 0 for other forms.
var typed = []struct {
	level int
	form  *regexp.Regexp
}{
	{1, regexp.MustCompile(`^[一二三四五六七八九十]{1,3}、[ 　]*`)},
	{2, regexp.MustCompile(`^（[一二三四五六七八九十]{1,3}）[ 　]*`)},
	{3, regexp.MustCompile(`^[0-9]{1,2}(?:\.|．)(?:[^0-9]|$)`)},
	{4, regexp.MustCompile(`^（[0-9]{1,2}）[ 　]*`)},
	{0, regexp.MustCompile(`^[0-9]{1,2}、[ 　]*`)},
	{0, regexp.MustCompile(`^\((?:[一二三四五六七八九十]{1,3}|[0-9]{1,2})\)[ 　]*`)},
	{0, regexp.MustCompile(`^[一二三四五六七八九十]{1,3}[．.，][ 　]*`)},
	{0, regexp.MustCompile(`^[①-⑳][ 　]*`)},
}

// forms are how the numbers of the four levels look, for messages.
var forms = [...]string{"", "一、", "（一）", "1.", "（1）"}

// splitNumber divides a heading's text into a typed number and the rest;
// level is that of the number's form.
func splitNumber(text string) (number, rest string, level int) {
	for _, t := range typed {
		m := t.form.FindString(text)
		if m == "" {
			continue
		}
		if t.level == 3 { // the form looks one character ahead, to leave 1.5亿元 alone
			if last, size := utf8.DecodeLastRuneInString(m); last != '.' && last != '．' {
				m = m[:len(m)-size]
			}
		}
		return m, text[len(m):], t.level
	}
	return "", text, 0
}

func (c *converter) heading(n *ast.Heading) doc.Block {
	h := &doc.Heading{Level: n.Level, Text: c.inlines(n), Span: c.place(n)}
	if h.Level > 4 {
		c.diags.Error(CodeDeepHeading, h.Span, "改用正文段落，或提高一级", "标题最多四级（# 到 ####），这里是第%d级", h.Level)
		h.Level = 4
	}
	if len(h.Text) == 0 {
		c.diags.Error(CodeEmptyHeading, h.Span, "写上标题，或删掉这一行的#", "标题是空的")
		return nil
	}
	first, ok := h.Text[0].(doc.Text)
	if !ok {
		return h
	}
	number, rest, level := splitNumber(first.Text)
	if number == "" || rest == "" && len(h.Text) == 1 {
		return h
	}
	if level != h.Level {
		c.diags.Warning(CodeNumberForm, h.Span, "删掉手写的序号（程序会编），或改成“"+forms[h.Level]+"”的样子",
			"第%d级标题的序号应是“%s”的样子，这里是“%s”", h.Level, forms[h.Level], trimSpaces(number))
	}
	h.Number = trimSpaces(number)
	if first.Span.End-first.Span.Start == len(first.Text) {
		first.Span.Start += len(number)
	}
	first.Text = rest
	if h.Text[0] = first; rest == "" {
		h.Text = h.Text[1:]
	}
	return h
}

func trimSpaces(s string) string { return regexp.MustCompile(`[ 　]+$`).ReplaceAllString(s, "") }

// checkHeadings complains of levels that are skipped: the reader loses the thread.
func (c *converter) checkHeadings(blocks []doc.Block) {
	level := 0
	for _, b := range blocks {
		h, ok := b.(*doc.Heading)
		if !ok {
			continue
		}
		if h.Level > level+1 {
			c.diags.Warning(CodeSkippedLevel, h.Span, "标题从#开始，一级一级往下写",
				"标题跳级：上一个是第%d级，这里是第%d级", level, h.Level)
		}
		level = h.Level
	}
}
