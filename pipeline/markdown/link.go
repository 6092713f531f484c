package markdown

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"

	"kan/pipeline/doc"
)

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
