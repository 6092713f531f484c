package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"

	"kan/pipeline/doc"
	"kan/pipeline/source"
)

// onlyImages returns the images of a paragraph that has nothing else.
func onlyImages(n ast.Node) []*ast.Image {
	var out []*ast.Image
	for k := n.FirstChild(); k != nil; k = k.NextSibling() {
		switch k := k.(type) {
		case *ast.Image:
			out = append(out, k)
		case *ast.Text:
			if k.Segment.Start < k.Segment.Stop {
				return nil
			}
		default:
			return nil
		}
	}
	return out
}

func (c *converter) figure(n *ast.Image) *doc.Figure {
	c.last = 0
	alt := c.inlines(n, 1)
	f := &doc.Figure{Source: unescape(n.Destination), Alt: doc.Plain(alt), Span: c.imageSpan(n)}
	f.At = f.Span
	at, _ := c.target(c.altEnd(n, alt), n.Destination, n.Title)
	from := 0
	if at >= 0 {
		f.At = c.span(at, at+len(n.Destination))
		from = at + len(n.Destination)
	}
	if len(bytes.TrimSpace(n.Title)) > 0 {
		f.Caption = c.title(n.Title, from, f.Span)
	}
	c.last = 0
	return f
}

// title makes the caption of a figure: exact when it stands in the source.
func (c *converter) title(title []byte, from int, at source.Span) []doc.Inline {
	if i := bytes.Index(c.src[from:], title); from > 0 && i >= 0 && bytes.IndexByte(title, '\n') < 0 {
		return c.decode(nil, from+i, from+i+len(title))
	}
	at.End = at.Start
	return doc.Words(unescape(bytes.ReplaceAll(title, []byte("\n"), nil)), at)
}

func (c *converter) altEnd(n *ast.Image, alt []doc.Inline) int {
	if len(alt) > 0 {
		return max(spanOf(alt[len(alt)-1]).End-c.base, 0)
	}
	return max(n.Pos(), 0)
}

// imageSpan is the place of a whole image.
func (c *converter) imageSpan(n *ast.Image) source.Span {
	start := max(n.Pos(), 0)
	last := start
	for k := ast.Node(n); k != nil; k = k.LastChild() {
		switch k := k.(type) {
		case *ast.Text:
			last = max(last, k.Segment.Stop)
		case *spanNode:
			last = max(last, k.end)
		}
	}
	_, end := c.target(last, n.Destination, n.Title)
	return c.span(start, max(end, last))
}

// unescape resolves backslashes and entities where no place is kept.
func unescape(b []byte) string {
	return string(util.UnescapePunctuations(util.ResolveEntityNames(util.ResolveNumericReferences(b))))
}
