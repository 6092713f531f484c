package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"

	"kan/pipeline/doc"
	"kan/pipeline/source"
)

func (c *converter) table(n *extast.Table, at source.Span) *doc.Table {
	t := &doc.Table{Span: at}
	for _, a := range n.Alignments {
		t.Columns = append(t.Columns, map[extast.Alignment]doc.Align{
			extast.AlignLeft: doc.AlignLeft, extast.AlignCenter: doc.AlignCenter, extast.AlignRight: doc.AlignRight,
		}[a])
	}
	for r := n.FirstChild(); r != nil; r = r.NextSibling() {
		row := c.row(r, len(t.Columns))
		if r.Kind() != extast.KindTableHeader {
			t.Rows = append(t.Rows, row)
			continue
		}
		for _, cell := range row {
			if len(cell.Text) > 0 {
				t.Head = [][]doc.Cell{row}
				break
			}
		}
	}
	c.merge(t)
	return t
}

// row converts a row; goldmark leaves out cells beyond the columns, which is
// reported.
func (c *converter) row(r ast.Node, columns int) []doc.Cell {
	start, end := c.extent(r)
	row := make([]doc.Cell, 0, columns)
	last := start
	for k := r.FirstChild(); k != nil && len(row) < columns; k = k.NextSibling() {
		at := c.span(end, end)
		if k.Lines().Len() > 0 {
			s := k.Lines().At(0)
			at = c.span(s.Start, s.Stop)
			last = s.Stop
		}
		c.last = 0
		row = append(row, doc.Cell{Text: c.inlines(k, 0), Across: 1, Down: 1, Span: at})
	}
	for len(row) < columns {
		row = append(row, doc.Cell{Across: 1, Down: 1, Span: c.span(end, end)})
	}
	rest := bytes.TrimRight(c.src[min(last, end):end], " \t\r|")
	trimmed := bytes.TrimLeft(rest, " \t|")
	if len(trimmed) > 0 {
		from := min(last, end) + len(rest) - len(trimmed)
		c.diags.Error(codeExtraCells, c.span(from, from+len(trimmed)), "在表头加上一列，或者把多出的内容并到前面的格里；文字里的“|”写成“\\|”",
			"这一行比表头多出了内容，不会印出来")
	}
	return row
}
