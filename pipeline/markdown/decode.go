package markdown

import (
	"html"
	"regexp"
	"unicode/utf8"

	"github.com/yuin/goldmark/util"

	"kan/pipeline/doc"
)

// reEntity is a character reference (CommonMark 0.31 §2.5).
var reEntity = regexp.MustCompile(`^&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});`)

// decode adds the text of the bytes start to stop, with backslashes and
// character references resolved, in runs as long as can be exact.
func (c *converter) decode(out []doc.Inline, start, stop int) []doc.Inline {
	from := start
	for i := start; i < stop; i++ {
		switch c.src[i] {
		case '\\':
			if i+1 < stop && util.IsPunct(c.src[i+1]) {
				out = c.exact(out, from, i)
				from = i + 1
				i++
			}
		case '&':
			m := reEntity.Find(c.src[i:stop])
			if m == nil {
				continue
			}
			text := html.UnescapeString(string(m))
			if text == string(m) {
				continue
			}
			out = c.exact(out, from, i)
			at := c.span(i, i+len(m))
			if len(text) == len(m) {
				at.End = at.Start // as long, but not the same
			}
			out = append(out, doc.Text{Text: text, Span: at})
			c.last, _ = utf8.DecodeLastRuneInString(text)
			i += len(m) - 1
			from = i + 1
		}
	}
	return c.exact(out, from, stop)
}

// exact adds the bytes start to stop as they are, to the run before them when
// they follow it without a gap.
func (c *converter) exact(out []doc.Inline, start, stop int) []doc.Inline {
	if start >= stop {
		return out
	}
	at := c.span(start, stop)
	text := string(c.src[start:stop])
	c.last, _ = utf8.DecodeLastRuneInString(text)
	if len(out) > 0 {
		if t, ok := out[len(out)-1].(doc.Text); ok && exact(t) && t.Span.End == at.Start {
			out[len(out)-1] = doc.Text{Text: t.Text + text, Span: t.Span.Join(at)}
			return out
		}
	}
	return append(out, doc.Text{Text: text, Span: at})
}
