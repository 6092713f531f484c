package markdown

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"

	"kan/pipeline/cjk"
	"kan/pipeline/doc"
	"kan/pipeline/source"
)

// link gives a link, or only its text when its address cannot be used.
func (c *converter) link(n *ast.Link, depth int) []doc.Inline {
	text := c.inlines(n, depth+1)
	at := c.around(n.Pos(), text)
	_, end := c.target(at.End-c.base, n.Destination, n.Title)
	at = c.file.Span(at.Start, c.base+end)
	url := unescape(n.Destination)
	if !allowed(url) {
		c.refuse(at, url, "；不需要链接就只留文字")
		return text
	}
	if !cjk.Visible(doc.Plain(text)) {
		c.diags.Error(codeLink, at, "在 [ ] 里写上看得见的文字", "链接没有文字")
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
		c.refuse(at, url, "")
		return text
	}
	return &doc.Link{URL: url, Text: []doc.Inline{text}, Span: c.span(start-1, start+len(label)+1)}
}

// refuse tells that an address cannot be used, and what to do.
func (c *converter) refuse(at source.Span, url, or string) {
	if len(url) > maxURL {
		c.diags.Error(codeLink, at, "换成网站的短地址"+or, "链接的地址有 %d 个字节，超过了 %d 个", len(url), maxURL)
		return
	}
	c.diags.Error(codeLink, at, "写完整的网址，如 https://www.example.com/"+or, "链接的地址“%s”不能用", short(url))
}

// maxURL is how long an address is at most. No server takes longer ones, and
// escaped it must still fit into a string of a PDF/A file, 32,767 bytes.
const maxURL = 8000

// allowed tells the addresses that may be printed into a PDF.
func allowed(url string) bool {
	scheme, rest, ok := strings.Cut(url, ":")
	if !ok || rest == "" || len(url) > maxURL || strings.ContainsFunc(url, func(r rune) bool { return r <= ' ' || r == 0x7F }) {
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
