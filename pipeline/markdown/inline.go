package markdown

import (
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"

	"kan/pipeline/doc"
	"kan/pipeline/source"
)

// inlines converts the inline children of n.
func (c *converter) inlines(n ast.Node, depth int) []doc.Inline {
	if depth > maxDepth {
		c.tooDeep(n)
		return nil
	}
	var out []doc.Inline
	for k := n.FirstChild(); k != nil; k = k.NextSibling() {
		out = c.inline(out, k, depth)
	}
	return out
}

// inline adds what n becomes.
func (c *converter) inline(out []doc.Inline, n ast.Node, depth int) []doc.Inline {
	switch n := n.(type) {
	case *ast.Text:
		return c.text(out, n)
	case *ast.String:
		panic("markdown: text without a place")
	case *ast.CodeSpan:
		return append(out, c.code(n))
	case *ast.Emphasis:
		return append(out, c.styled(n, depth)...)
	case *spanNode:
		return append(out, c.attributed(n, depth)...)
	case *ast.Link:
		return append(out, c.link(n, depth)...)
	case *ast.AutoLink:
		return append(out, c.autoLink(n))
	case *ast.Image:
		c.diags.Error(codeInlineImage, c.imageSpan(n), "把图片移到单独的一段，前后各空一行", "图片要独占一段")
		return append(out, c.inlines(n, depth+1)...)
	case *ast.RawHTML:
		first, last := n.Segments.At(0), n.Segments.At(n.Segments.Len()-1)
		c.html(c.span(first.Start, last.Stop))
		return out
	case *noteRefNode:
		if r := c.noteRef(n); r != nil {
			out = append(out, r)
		}
		return out
	}
	panic("markdown: unknown inline " + n.Kind().String())
}

// words adds a piece of text without the line break behind it, and tells
// where it ends.
func (c *converter) words(out []doc.Inline, t *ast.Text) ([]doc.Inline, int) {
	start, stop := t.Segment.Start, t.Segment.Stop
	for stop > start && (c.src[stop-1] == '\n' || c.src[stop-1] == '\r') {
		stop--
	}
	if t.IsRaw() {
		return c.exact(out, start, stop), stop
	}
	return c.decode(out, start, stop), stop
}

// text adds a piece of text and the line break behind it.
func (c *converter) text(out []doc.Inline, t *ast.Text) []doc.Inline {
	out, stop := c.words(out, t)
	switch {
	case t.HardLineBreak():
		out = append(out, doc.Break{Span: c.newline(stop)})
		c.last = 0
	case t.SoftLineBreak() && c.last != 0:
		if next := c.nextRune(t); next != 0 && !chinese(c.last) && !chinese(next) && c.last != ' ' && next != ' ' {
			at := c.newline(stop)
			at.End = at.Start
			out = append(out, doc.Text{Text: " ", Span: at})
			c.last = ' '
		}
	}
	return out
}

// newline is the place of the line end at or behind offset.
func (c *converter) newline(offset int) source.Span {
	end := c.lineEnd(offset)
	start := end
	if start > offset && c.src[start-1] == '\r' {
		start--
	}
	return c.span(start, min(end+1, len(c.src)))
}

// nextRune is the first character of the text behind n, 0 if there is none
// before the end, a forced break or something that is no text.
func (c *converter) nextRune(n ast.Node) rune {
	for n.Type() == ast.TypeInline {
		for k := n.NextSibling(); k != nil; k = k.NextSibling() {
			if r, found := c.firstRune(k, 0); found {
				return r
			}
		}
		n = n.Parent()
	}
	return 0
}

func (c *converter) firstRune(n ast.Node, depth int) (rune, bool) {
	switch n := n.(type) {
	case *ast.Text:
		if n.Segment.Start < n.Segment.Stop {
			var out []doc.Inline
			before := c.last
			out = c.decode(out, n.Segment.Start, n.Segment.Stop)
			c.last = before
			if len(out) > 0 {
				r, _ := utf8.DecodeRuneInString(out[0].(doc.Text).Text)
				return r, true
			}
		}
		return 0, n.HardLineBreak()
	case *ast.AutoLink:
		return 'a', true
	case *ast.RawHTML, *noteRefNode:
		return 0, false
	}
	if depth > maxDepth {
		return 0, true
	}
	for k := n.FirstChild(); k != nil; k = k.NextSibling() {
		if r, found := c.firstRune(k, depth+1); found {
			return r, true
		}
	}
	return 0, false
}

// code is a code span; line ends in it are spaces.
func (c *converter) code(n *ast.CodeSpan) doc.Inline {
	var b []byte
	start, end := -1, -1
	for k := n.FirstChild(); k != nil; k = k.NextSibling() {
		if t, ok := k.(*ast.Text); ok && t.Segment.Start <= t.Segment.Stop {
			if start < 0 {
				start = t.Segment.Start
			}
			end = t.Segment.Stop
			b = append(b, c.src[t.Segment.Start:t.Segment.Stop]...)
		}
	}
	text := strings.NewReplacer("\r\n", " ", "\n", " ").Replace(string(b))
	if r, _ := utf8.DecodeLastRuneInString(text); text != "" {
		c.last = r
	}
	return &doc.Code{Text: text, Span: c.span(max(start, 0), max(end, 0))}
}

func (c *converter) styled(n *ast.Emphasis, depth int) []doc.Inline {
	kind := doc.Emph
	if n.Level == 2 {
		kind = doc.Strong
	}
	text := c.inlines(n, depth+1)
	if len(text) == 0 {
		return nil
	}
	at := c.around(n.Pos(), text)
	at.End = min(at.End+n.Level, c.base+len(c.src))
	return []doc.Inline{&doc.Styled{Kind: kind, Text: text, Span: c.file.Span(at.Start, at.End)}}
}

// around is the place from offset pos to the end of text.
func (c *converter) around(pos int, text []doc.Inline) source.Span {
	at := c.span(max(pos, 0), max(pos, 0))
	if len(text) > 0 {
		at.End = max(at.Start, spanOf(text[len(text)-1]).End)
	}
	return at
}

func spanOf(i doc.Inline) source.Span {
	switch i := i.(type) {
	case doc.Text:
		return i.Span
	case *doc.Styled:
		return i.Span
	case *doc.Ruby:
		return i.Span
	case *doc.Code:
		return i.Span
	case *doc.Link:
		return i.Span
	case *doc.NoteRef:
		return i.Span
	case doc.Break:
		return i.Span
	}
	return source.Span{}
}
