package markdown

import (
	"bytes"
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
		switch k := k.(type) {
		case *ast.Text:
			out = c.text(out, k)
		case *ast.String:
			panic("markdown: text without a place")
		case *ast.CodeSpan:
			out = append(out, c.code(k))
		case *ast.Emphasis:
			out = append(out, c.styled(k, depth)...)
		case *ast.Link:
			out = append(out, c.link(k, depth)...)
		case *ast.AutoLink:
			out = append(out, c.autoLink(k))
		case *ast.Image:
			at := c.imageSpan(k)
			c.diags.Error(codeInlineImage, at, "把图片移到单独的一段，前后各空一行", "图片要独占一段")
			out = append(out, c.inlines(k, depth+1)...)
		case *ast.RawHTML:
			first, last := k.Segments.At(0), k.Segments.At(k.Segments.Len()-1)
			c.html(c.span(first.Start, last.Stop))
		case *noteRefNode:
			if r := c.noteRef(k); r != nil {
				out = append(out, r)
			}
		default:
			panic("markdown: unknown inline " + k.Kind().String())
		}
	}
	return out
}

// text adds a piece of text and the line break behind it.
func (c *converter) text(out []doc.Inline, t *ast.Text) []doc.Inline {
	start, stop := t.Segment.Start, t.Segment.Stop
	for stop > start && (c.src[stop-1] == '\n' || c.src[stop-1] == '\r') {
		stop--
	}
	if t.IsRaw() {
		out = c.exact(out, start, stop)
	} else {
		out = c.decode(out, start, stop)
	}
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

// link gives a link, or only its text when its address cannot be used.
func (c *converter) link(n *ast.Link, depth int) []doc.Inline {
	text := c.inlines(n, depth+1)
	at := c.around(n.Pos(), text)
	_, end := c.target(at.End-c.base, n.Destination, n.Title)
	at = c.file.Span(at.Start, c.base+end)
	url := unescape(n.Destination)
	if !allowed(url) {
		c.diags.Error(codeLink, at, "写完整的网址，如 https://www.example.com/；不需要链接就只留文字", "链接的地址“%s”不能用", short(url))
		return text
	}
	if len(text) == 0 {
		c.diags.Error(codeLink, at, "在 [ ] 里写上文字", "链接没有文字")
		return nil
	}
	return []doc.Inline{&doc.Link{URL: url, Text: text, Span: at}}
}

func (c *converter) autoLink(n *ast.AutoLink) doc.Inline {
	label := n.Label(c.src)
	start := max(n.Pos(), 0)
	if start < len(c.src) && c.src[start] == '<' {
		start++
	}
	at := c.span(start, start+len(label))
	c.last = 'a'
	text := doc.Text{Text: string(label), Span: at}
	url := string(label)
	if n.AutoLinkType == ast.AutoLinkEmail && !strings.HasPrefix(url, "mailto:") {
		url = "mailto:" + url
	}
	if !allowed(url) {
		c.diags.Error(codeLink, at, "写完整的网址，如 https://www.example.com/", "链接的地址“%s”不能用", short(url))
		return text
	}
	return &doc.Link{URL: url, Text: []doc.Inline{text}, Span: c.span(start-1, start+len(label)+1)}
}

// allowed tells the addresses that may be printed into a PDF.
func allowed(url string) bool {
	scheme, rest, ok := strings.Cut(url, ":")
	if !ok || rest == "" || strings.ContainsFunc(url, func(r rune) bool { return r <= ' ' || r == 0x7F }) {
		return false
	}
	switch strings.ToLower(scheme) {
	case "http", "https":
		return strings.HasPrefix(rest, "//") && len(rest) > 2
	case "mailto":
		return true
	}
	return false
}

func short(s string) string {
	if r := []rune(s); len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return s
}

// target finds what follows the text of a link or image that ends near offset:
// (address "title"), or [label] of a reference. It returns where the address
// begins, -1 when it stands elsewhere, and where the whole ends.
func (c *converter) target(offset int, dest, title []byte) (at, end int) {
	src := c.src
	i := offset
	if j := bytes.IndexByte(src[i:], ']'); j >= 0 {
		i += j + 1
	}
	if i < len(src) && src[i] == '[' {
		if j := bytes.IndexByte(src[i:], ']'); j >= 0 {
			return -1, i + j + 1
		}
	}
	if i >= len(src) || src[i] != '(' {
		return -1, i
	}
	begin := i
	for i++; i < len(src) && (src[i] == ' ' || src[i] == '\t' || src[i] == '\n' || src[i] == '\r' || src[i] == '<'); i++ {
	}
	if !bytes.HasPrefix(src[i:], dest) {
		return -1, begin
	}
	at, end = i, i+len(dest)
	if len(title) > 0 {
		if j := bytes.Index(src[end:], title); j >= 0 {
			end += j + len(title)
		}
	}
	if j := bytes.IndexByte(src[end:], ')'); j >= 0 {
		end += j + 1
		if len(title) > 0 && end < len(src) && src[end-2] != ' ' && src[end] == ')' && src[end-2] != '"' && src[end-2] != '\'' {
			end++ // a title in parentheses
		}
	}
	return at, end
}
