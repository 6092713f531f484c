package markdown

import (
	"fmt"
	"regexp"
	"strings"
	"time"

	"github.com/yuin/goldmark/ast"

	"kan/pipeline/doc"
	"kan/pipeline/source"
)

var (
	// reDate is a date as GB/T 9704-2012 7.3.5.4 writes it, but for days that
	// do not exist.
	reDate = regexp.MustCompile(`^[0-9]{4}年[1-9][0-9]?月[1-9][0-9]?日$`)
	reISO  = regexp.MustCompile(`^[0-9]{4}-[0-9]{2}-[0-9]{2}$`)
	// reLikeDate is whatever else looks like a date, complete or not.
	reLikeDate = regexp.MustCompile(`^[0-9０-９〇○零一二三四五六七八九十]{2,5}\s*[-/.．—－年]\s*[0-9０-９〇○零一二三四五六七八九十]{1,3}\s*(?:[-/.．—－月]\s*(?:[0-9０-９〇○零一二三四五六七八九十]{1,3}\s*[日号]?)?)?$`)
)

// signature reads the lines of a signature: organs, then the date.
func (c *converter) signature(n *divNode, at source.Span) *doc.Signature {
	s := &doc.Signature{Span: at}
	for k := n.FirstChild(); k != nil; k = k.NextSibling() {
		start, end := c.extent(k)
		switch k.Kind() {
		case ast.KindParagraph, ast.KindTextBlock:
			for _, line := range c.lines(k) {
				if line = trimRight(c.typedIndent(line)); len(line) > 0 {
					s.By = append(s.By, line)
				}
			}
		case kindNote, ast.KindLinkReferenceDefinition:
		default:
			c.diags.Error(codeMisplacedBlock, c.span(start, min(end, c.lineEnd(start))), "署名里只写单位和日期，一行一个", "署名里不能有标题、列表、表格等")
		}
	}
	for i, line := range s.By {
		switch text := dateText(line); {
		case text == "":
		case i < len(s.By)-1:
			c.diags.Error(codeBadDate, whole(line), "日期写一处，放在最后一行", "日期后面还有别的字")
		default:
			s.By, s.Date = s.By[:i], c.date(line, text)
		}
	}
	return s
}

// dateText is what a line says when it reads like a date, otherwise "".
func dateText(line []doc.Inline) string {
	text := strings.TrimSpace(doc.Plain(line))
	if reDate.MatchString(text) || reLikeDate.MatchString(text) {
		return text
	}
	return ""
}

// date gives a line that reads like a date as it is printed. One that is
// written wrong is reported.
func (c *converter) date(line []doc.Inline, text string) []doc.Inline {
	layout := "2006年1月2日"
	switch {
	case reDate.MatchString(text):
	case reISO.MatchString(text):
		layout = "2006-01-02"
	default:
		c.diags.Error(codeBadDate, whole(line), "用阿拉伯数字写全年、月、日，月、日前面不加0，如 2026年3月12日",
			"日期“%s”的写法不对（GB/T 9704—2012 7.3.5.4）", short(text))
		return line
	}
	day, err := time.Parse(layout, text)
	switch {
	case err != nil:
		c.diags.Error(codeBadDate, whole(line), "核对年、月、日", "没有“%s”这一天", text)
		return line
	case reDate.MatchString(text):
		return line
	}
	return doc.Words(fmt.Sprintf("%d年%d月%d日", day.Year(), day.Month(), day.Day()), whole(line))
}

// lines converts the inlines of n line by line, as they stand in the source.
func (c *converter) lines(n ast.Node) [][]doc.Inline {
	var out [][]doc.Inline
	var line []doc.Inline
	c.last = 0
	for k := n.FirstChild(); k != nil; k = k.NextSibling() {
		t, ok := k.(*ast.Text)
		if !ok {
			line = c.inline(line, k, 0)
			continue
		}
		if line, _ = c.words(line, t); t.SoftLineBreak() || t.HardLineBreak() {
			out, line, c.last = append(out, line), nil, 0
		}
	}
	return append(out, line)
}

// trimRight drops the spaces at the end of a line.
func trimRight(line []doc.Inline) []doc.Inline {
	if len(line) == 0 {
		return nil
	}
	last := len(line) - 1
	t, ok := line[last].(doc.Text)
	if !ok {
		return line
	}
	rest := strings.TrimRight(t.Text, "\u3000\u00A0 ")
	if exact(t) {
		t.Span.End -= len(t.Text) - len(rest)
	}
	if t.Text = rest; rest == "" {
		return trimRight(line[:last])
	}
	line[last] = t
	return line
}

// whole is where inlines stand.
func whole(in []doc.Inline) source.Span {
	return spanOf(in[0]).Join(spanOf(in[len(in)-1]))
}
