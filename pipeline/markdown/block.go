package markdown

import (
	"strings"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"

	"kan/pipeline/doc"
)

// blocks converts the children of n.
func (c *converter) blocks(n ast.Node, depth int) []doc.Block {
	if depth > maxDepth {
		c.diags.Error(CodeTooDeep, c.place(n), "减少列表和引文的层数", "套了%d层以上，排不出来", maxDepth)
		return nil
	}
	var out []doc.Block
	for k := n.FirstChild(); k != nil; k = k.NextSibling() {
		if b := c.block(k, depth+1); b != nil {
			out = append(out, b)
		}
	}
	return captions(out)
}

func (c *converter) block(n ast.Node, depth int) doc.Block {
	switch n := n.(type) {
	case *ast.Heading:
		return c.heading(n)
	case *ast.Paragraph, *ast.TextBlock:
		return c.paragraph(n)
	case *ast.List:
		l := &doc.List{Ordered: n.IsOrdered(), Start: n.Start, Span: c.place(n)}
		for k := n.FirstChild(); k != nil; k = k.NextSibling() {
			l.Items = append(l.Items, doc.ListItem{Blocks: c.blocks(k, depth), Span: c.place(k)})
		}
		return l
	case *ast.Blockquote:
		return &doc.Quote{Blocks: c.blocks(n, depth), Span: c.place(n)}
	case *ast.CodeBlock, *ast.FencedCodeBlock:
		return c.code(n)
	case *ast.ThematicBreak:
		return &doc.Divider{Span: c.place(n)}
	case *ast.HTMLBlock:
		at := c.place(n)
		if n.HasClosure() {
			at = at.Join(c.at(n.ClosureLine.Start, n.ClosureLine.Stop))
		}
		c.diags.Error(CodeHTML, at, "删掉它，用 Markdown 的写法；版式由模板决定", "正文里不能写 HTML")
	case *extast.Table:
		return c.table(n)
	}
	return nil
}

// paragraph converts a paragraph; one that is an image alone becomes a figure.
func (c *converter) paragraph(n ast.Node) doc.Block {
	if img, ok := n.FirstChild().(*ast.Image); ok && n.ChildCount() == 1 {
		return c.figure(img, n)
	}
	text := c.inlines(n)
	if len(text) == 0 {
		return nil
	}
	return &doc.Paragraph{Text: text, Span: c.place(n)}
}

func (c *converter) figure(img *ast.Image, n ast.Node) doc.Block {
	f := &doc.Figure{Source: string(img.Destination), Alt: doc.Plain(c.inlines(img)), Span: c.place(n)}
	f.At = f.Span
	raw := f.Span.Text()
	if at := strings.LastIndex(string(raw), f.Source); at >= 0 && f.Source != "" {
		f.At = f.Span.File.Span(f.Span.Start+at, f.Span.Start+at+len(f.Source))
	}
	if len(img.Title) > 0 {
		at := f.Span
		if k := strings.LastIndex(string(raw), string(img.Title)); k >= 0 {
			at = f.Span.File.Span(f.Span.Start+k, f.Span.Start+k+len(img.Title))
		}
		f.Caption = doc.Words(string(img.Title), at)
	}
	return f
}

func (c *converter) code(n ast.Node) doc.Block {
	b := &doc.CodeBlock{Span: c.place(n)}
	for k := range n.Lines().Len() {
		line := n.Lines().At(k)
		text := strings.TrimRight(string(line.Value(c.body)), "\r\n")
		b.Lines = append(b.Lines, doc.Text{Text: text, Span: c.at(line.Start, line.Start+len(text))})
	}
	return b
}

func (c *converter) table(n *extast.Table) doc.Block {
	t := &doc.Table{Span: c.place(n)}
	for _, a := range n.Alignments {
		t.Columns = append(t.Columns, map[extast.Alignment]doc.Align{extast.AlignLeft: doc.AlignLeft,
			extast.AlignCenter: doc.AlignCenter, extast.AlignRight: doc.AlignRight}[a])
	}
	for k := n.FirstChild(); k != nil; k = k.NextSibling() {
		row := make([]doc.Cell, len(t.Columns))
		i := 0
		for cell := k.FirstChild(); cell != nil && i < len(row); cell = cell.NextSibling() {
			row[i] = doc.Cell{Text: c.inlines(cell), Span: c.place(cell)}
			t.Span = t.Span.Join(row[i].Span)
			i++
		}
		if _, head := k.(*extast.TableHeader); head {
			t.Head = row
		} else {
			t.Rows = append(t.Rows, row)
		}
	}
	return t
}

// captions makes a paragraph such as “表1　各区情况” that stands directly
// before a table the table's caption.
func captions(blocks []doc.Block) []doc.Block {
	out := blocks[:0]
	for _, b := range blocks {
		if t, ok := b.(*doc.Table); ok && len(out) > 0 {
			if p, ok := out[len(out)-1].(*doc.Paragraph); ok && isCaption(doc.Plain(p.Text)) {
				t.Caption = p.Text
				out = out[:len(out)-1]
			}
		}
		out = append(out, b)
	}
	return out
}

// isCaption tells whether text begins like a table's caption: 表, digits, a space.
func isCaption(text string) bool {
	rest, ok := strings.CutPrefix(text, "表")
	trimmed := strings.TrimLeft(rest, "0123456789")
	return ok && len(trimmed) < len(rest) && (strings.HasPrefix(trimmed, "　") || strings.HasPrefix(trimmed, " "))
}
