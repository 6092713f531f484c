package markdown

import (
	"regexp"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"

	"kan/pipeline/doc"
	"kan/pipeline/source"
)

// numbers are the forms of a heading's number by level, GB/T 9704 7.3.3:
// 一、（一）1.（1）, with the variants that are often typed.
var numbers = [...]*regexp.Regexp{
	regexp.MustCompile(`^[一二三四五六七八九十百零〇]{1,5}[、．.，]`),
	regexp.MustCompile(`^[（(][一二三四五六七八九十百零〇]{1,5}[）)]、?`),
	regexp.MustCompile(`^[0-9０-９]{1,3}(?:[、．]|\.(?:[^0-9]|$))`),
	regexp.MustCompile(`^(?:[（(][0-9０-９]{1,3}[）)]|[0-9０-９]{1,3}[）)]|[①-⑳⑴-⒇])[、.．]?`),
}

// forms are the numbers as they should be, for messages.
var forms = [...]string{"一、", "（一）", "1.", "（1）"}

// typedNumber finds the number before a heading: its length in bytes with the
// space behind it, and the level its form belongs to (0 for none).
func typedNumber(s string) (size, skip, level int) {
	for i, re := range numbers {
		m := re.FindString(s)
		if m == "" {
			continue
		}
		if r, n := utf8.DecodeLastRuneInString(m); i == 2 && r != '.' && r != '、' && r != '．' {
			m = m[:len(m)-n] // the character that shows 1. is not 1.5
		}
		skip = len(m)
		for skip < len(s) {
			r, n := utf8.DecodeRuneInString(s[skip:])
			if r != ' ' && r != '\u3000' && r != '\u00A0' {
				break
			}
			skip += n
		}
		if skip == len(s) {
			return 0, 0, 0 // nothing but a number is the heading itself
		}
		return len(m), skip, i + 1
	}
	return 0, 0, 0
}

func (c *converter) heading(n *ast.Heading, at source.Span) []doc.Block {
	h := &doc.Heading{Level: n.Level, Text: c.inlines(n, 0), Span: at}
	if c.inNote { // it would stand among the headings of the text, at the mark of the note
		c.diags.Error(codeNoteHeading, at, "删去“#”，写成一段；要突出就加粗，写成 **…**", "脚注里不能有标题")
		return []doc.Block{&doc.Paragraph{Text: h.Text, Span: at}}
	}
	switch {
	case n.Level > 4:
		c.diags.Error(codeLevel, at, "改用四级以内的标题，或者写成一段正文", "标题只有四级（# 到 ####），这里是第 %d 级", n.Level)
		h.Level = 4
	case n.Level > c.level+1 && c.level > 0:
		c.diags.Warning(codeSkip, at, "改成 "+"####"[:c.level+1]+"，或者补上中间一级", "标题从第 %d 级跳到了第 %d 级", c.level, n.Level)
	case n.Level > 1 && c.level == 0:
		c.diags.Warning(codeSkip, at, "第一个标题用一个 #", "第一个标题是第 %d 级", n.Level)
	}
	c.level = h.Level
	plain := doc.Plain(h.Text)
	if plain == "" {
		c.diags.Error(codeEmptyHeading, at, "写上标题，或者删去“#”", "标题是空的")
		return nil
	}
	size, skip, level := typedNumber(plain)
	if level == 0 {
		return []doc.Block{h}
	}
	if level != n.Level && n.Level <= 4 {
		c.diags.Warning(codeNumber, c.place(h.Text, size, at), "删去序号，由排版自动编写；或者改成“"+forms[n.Level-1]+"”的样子",
			"第 %d 级标题的序号是“%s”，这里写成了“%s”", n.Level, forms[n.Level-1], plain[:size])
	}
	h.Number = plain[:size]
	h.Text = dropText(h.Text, skip)
	return []doc.Block{h}
}

// place is where the first size bytes of in stand, or at when that is not
// known exactly.
func (c *converter) place(in []doc.Inline, size int, at source.Span) source.Span {
	if t, ok := in[0].(doc.Text); ok && exact(t) && len(t.Text) >= size {
		at = t.Span
		at.End = at.Start + size
	}
	return at
}

// exact tells whether every character of t has its own place.
func exact(t doc.Text) bool { return t.Span.End-t.Span.Start == len(t.Text) }

// dropText takes the first n bytes of text away from in. Marks and breaks
// before the cut go with it.
func dropText(in []doc.Inline, n int) []doc.Inline {
	for n > 0 && len(in) > 0 {
		switch i := in[0].(type) {
		case doc.Text:
			if len(i.Text) > n {
				if exact(i) {
					i.Span.Start += n
				}
				i.Text = i.Text[n:]
				if len(i.Text) == i.Span.End-i.Span.Start && string(i.Span.Text()) != i.Text {
					i.Span.End = i.Span.Start
				}
				return append([]doc.Inline{i}, in[1:]...)
			}
			n -= len(i.Text)
		case *doc.Styled:
			size := len(doc.Plain(i.Text))
			if size > n {
				rest := *i
				rest.Text = dropText(i.Text, n)
				return append([]doc.Inline{&rest}, in[1:]...)
			}
			n -= size
		case *doc.Link:
			size := len(doc.Plain(i.Text))
			if size > n {
				rest := *i
				rest.Text = dropText(i.Text, n)
				return append([]doc.Inline{&rest}, in[1:]...)
			}
			n -= size
		case *doc.Code:
			if len(i.Text) > n {
				rest := *i
				rest.Text = i.Text[n:]
				return append([]doc.Inline{&rest}, in[1:]...)
			}
			n -= len(i.Text)
		case *doc.Ruby:
			n -= len(i.Base.Text)
		case doc.Break:
			n--
		case *doc.NoteRef:
			return in
		}
		in = in[1:]
	}
	return in
}
