package markdown

import (
	"bytes"
	"regexp"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"

	"kan/pipeline/doc"
	"kan/pipeline/source"
)

// blocks converts the children of n.
func (c *converter) blocks(n ast.Node, depth int) []doc.Block {
	if depth > maxDepth {
		c.tooDeep(n)
		return nil
	}
	var out []doc.Block
	for k := n.FirstChild(); k != nil; k = k.NextSibling() {
		c.last = 0
		out = append(out, c.block(k, depth)...)
		if t, ok := last(out).(*doc.Table); ok && len(out) > 1 && k.Kind() == extast.KindTable {
			if p, ok := out[len(out)-2].(*doc.Paragraph); ok && isCaption(p.Text) {
				t.Caption = p.Text
				t.Span = t.Span.Join(p.Span)
				out = append(out[:len(out)-2], t)
			}
		}
	}
	return out
}

func last(b []doc.Block) doc.Block {
	if len(b) == 0 {
		return nil
	}
	return b[len(b)-1]
}

// reCaption is a table's number and the space before its name (表1　…).
var reCaption = regexp.MustCompile(`^表\s*[0-9]+(?:[-.][0-9]+)?[\s　]`)

func isCaption(in []doc.Inline) bool { return reCaption.MatchString(doc.Plain(in)) }

// block converts one node; most give one block.
func (c *converter) block(n ast.Node, depth int) []doc.Block {
	start, end := c.extent(n)
	at := c.span(start, end)
	switch n := n.(type) {
	case *ast.Heading:
		return c.heading(n, at)
	case *ast.Paragraph, *ast.TextBlock:
		return c.paragraph(n, at)
	case *ast.List:
		l := &doc.List{Ordered: n.IsOrdered(), Start: n.Start, Span: at}
		for k := n.FirstChild(); k != nil; k = k.NextSibling() {
			start, end := c.extent(k)
			l.Items = append(l.Items, doc.ListItem{Blocks: c.blocks(k, depth+1), Span: c.span(start, end)})
		}
		return []doc.Block{l}
	case *ast.Blockquote:
		return []doc.Block{&doc.Quote{Blocks: c.blocks(n, depth+1), Span: at}}
	case *ast.ThematicBreak:
		return []doc.Block{&doc.Divider{Span: at}}
	case *ast.CodeBlock:
		c.diags.Warning(codeIndented, at, "删去行首的空格，段首缩进由排版完成；确实要原样印出，就用 ``` 围起来",
			"行首空了四格，这几行会原样印出")
		return []doc.Block{&doc.CodeBlock{Lines: c.codeLines(n), Span: at}}
	case *ast.FencedCodeBlock:
		return []doc.Block{&doc.CodeBlock{Lines: c.codeLines(n), Span: at}}
	case *ast.HTMLBlock:
		c.html(at)
	case *extast.Table:
		return []doc.Block{c.table(n, at)}
	case *divNode:
		return c.div(n, at, depth)
	case *noteNode, *ast.LinkReferenceDefinition:
		// Notes are made where they are used; references are in their links.
	default:
		panic("markdown: unknown block " + n.Kind().String())
	}
	return nil
}

func (c *converter) html(at source.Span) {
	c.diags.Error(codeHTML, at, "删去它；要加粗用 **…**，要换行就另起一段，“<”本身写成“\\<”", "正文里不能用 HTML 标记，它不会印出来")
}

// paragraph gives a paragraph, or figures when there is nothing but images.
func (c *converter) paragraph(n ast.Node, at source.Span) []doc.Block {
	if images := onlyImages(n); len(images) > 0 {
		var out []doc.Block
		for _, i := range images {
			out = append(out, c.figure(i))
		}
		return out
	}
	text := c.inlines(n, 0)
	text = c.typedIndent(text)
	if len(text) == 0 {
		return nil
	}
	return []doc.Block{&doc.Paragraph{Text: text, Span: at}}
}

// typedIndent takes away full-width spaces before a paragraph.
func (c *converter) typedIndent(in []doc.Inline) []doc.Inline {
	if len(in) == 0 {
		return in
	}
	t, ok := in[0].(doc.Text)
	if !ok {
		return in
	}
	rest := bytes.TrimLeft([]byte(t.Text), "\u3000\u00A0 ")
	n := len(t.Text) - len(rest)
	if n == 0 {
		return in
	}
	at := t.Span
	if exact(t) {
		at.End = at.Start + n
	}
	c.diags.Warning(codeTypedIndent, at, "删去这些空格，段首缩进由排版完成", "段首打了空格")
	return dropText(in, n)
}

// codeLines are the lines of a code block, without their line ends.
func (c *converter) codeLines(n ast.Node) []doc.Text {
	var out []doc.Text
	for i := range n.Lines().Len() {
		s := n.Lines().At(i)
		line := bytes.TrimRight(c.src[s.Start:s.Stop], "\r\n")
		t := doc.Text{Text: string(line), Span: c.span(s.Start, s.Start+len(line))}
		if s.Padding > 0 {
			t.Text = string(bytes.Repeat([]byte(" "), s.Padding)) + t.Text
		}
		out = append(out, t)
	}
	return out
}

// extent is where n begins and ends in the source: the text of its lines, the
// marks before and behind them, and all its children.
func (c *converter) extent(n ast.Node) (start, end int) {
	start = c.begin(n)
	end = max(start, c.finish(n, start))
	for end > start && (c.src[end-1] == '\n' || c.src[end-1] == '\r' || c.src[end-1] == ' ') {
		end--
	}
	return start, end
}

// begin follows the first children down to the first place that is known.
func (c *converter) begin(n ast.Node) int {
	for ; n != nil; n = n.FirstChild() {
		switch n := n.(type) {
		case *noteNode:
			return n.start
		case *divNode:
			return n.start
		}
		if p := n.Pos(); p >= 0 {
			return min(p, len(c.src))
		}
		if n.Type() == ast.TypeBlock && n.Lines().Len() > 0 {
			return n.Lines().At(0).Start
		}
	}
	return 0
}

// finish follows the last children down to the last line.
func (c *converter) finish(n ast.Node, start int) (end int) {
	for ; n != nil && n.Type() == ast.TypeBlock; n = n.LastChild() {
		if i := n.Lines().Len(); i > 0 {
			end = max(end, n.Lines().At(i-1).Stop)
		}
		switch n := n.(type) {
		case *ast.Heading:
			end = max(end, c.headingEnd(c.begin(n), end))
		case *ast.FencedCodeBlock:
			end = max(end, c.lineEnd(max(end, start)))
		case *ast.HTMLBlock:
			if n.HasClosure() {
				end = max(end, n.ClosureLine.Stop)
			}
		case *noteNode:
			end = max(end, n.end)
		case *divNode:
			if end = max(end, n.end); n.closed {
				return end
			}
		case *ast.ListItem:
			if n.FirstChild() == nil {
				end = max(end, c.lineEnd(c.begin(n)))
			}
		case *extast.Table, *extast.TableRow, *extast.TableHeader, *ast.ThematicBreak:
			end = max(end, c.lineEnd(c.begin(n)))
		}
	}
	return end
}

// lineEnd is the end of the line that offset is in.
func (c *converter) lineEnd(offset int) int {
	if i := bytes.IndexByte(c.src[offset:], '\n'); i >= 0 {
		return offset + i
	}
	return len(c.src)
}

// headingEnd is the end of a heading's line, closing marks included, or of the
// line of = or - below it.
func (c *converter) headingEnd(start, end int) int {
	if start < len(c.src) && c.src[start] == '#' {
		return c.lineEnd(start)
	}
	next := c.lineEnd(max(start, end-1)) + 1
	if next >= len(c.src) {
		return max(end, start)
	}
	return c.lineEnd(next)
}
