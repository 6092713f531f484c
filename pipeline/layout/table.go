package layout

import (
	"unicode/utf8"

	"kan/pipeline/diag"
	"kan/pipeline/doc"
	"kan/pipeline/page"
	"kan/pipeline/style"
	"kan/pipeline/tabular"
	"kan/pipeline/unit"
)

// tableSetter sets one table: columns as wide as their contents ask, rows of
// lines that may break over pages, the head repeated on each.
type tableSetter struct {
	*setter
	table      *doc.Table
	c          context
	width      unit.Length // of the whole table
	padX, padY unit.Length
	columns    []unit.Length
	aligns     []style.Align
	decimals   []decimal
	rows       [][]doc.Cell // head and body
	heads      int          // rows of the head
	cells      [][]*run     // of rows; nil where another cell covers
	origins    [][]int      // of the grid: equal for the places of one cell
	headIDs    [][]int      // of the grid of the head: the structure element of the cell there
}

// shortCell is the longest text, in characters, that a column of AlignAuto
// still centres; longer texts stand left.
const shortCell = 8

func (t *setter) table(flow []slab, table *doc.Table, c context) []slab {
	if len(table.Columns) == 0 || len(table.Head)+len(table.Rows) == 0 {
		return flow
	}
	body := t.style.Texts[style.TableCell]
	em := t.style.Page.Em(body.Size)
	o := t.style.Table
	ts := &tableSetter{setter: t, table: table, c: c, width: c.room(), heads: len(table.Head),
		padX: o.PadX.Of(em, t.pitch), padY: o.PadY.Of(em, t.pitch)}
	ts.rows = append(append(ts.rows, table.Head...), table.Rows...)
	ts.findOrigins()
	ts.headIDs = make([][]int, ts.heads)
	for k := range ts.headIDs {
		ts.headIDs[k] = make([]int, len(table.Columns))
	}
	ts.shapeCells()
	ts.alignColumns()
	ts.measureColumns()
	first := len(flow)
	tagged := c.in(t.tag(page.MarkTable))
	if len(table.Caption) > 0 {
		flow = t.line(flow, style.Caption, table.Caption, tagged.in(t.tag(page.MarkCaption)).in(t.tag(page.MarkP)))
		for len(flow) > first && flow[len(flow)-1].space {
			flow = flow[:len(flow)-1]
		}
	}
	flow = ts.setRows(flow, tagged)
	return t.balance(flow, first, o.Before.Of(em, t.pitch), o.After.Of(em, t.pitch))
}

func (ts *tableSetter) shapeCells() {
	for i, cells := range ts.rows {
		role := style.TableCell
		if i < ts.heads {
			role = style.TableHead
		}
		row := make([]*run, len(cells))
		for k := range cells {
			if cells[k].Covered() {
				continue
			}
			row[k] = ts.newRun(role)
			ts.add(row[k], cells[k].Text, row[k].text.Font, 0)
		}
		ts.cells = append(ts.cells, row)
	}
}

// alignColumns decides how the cells of each column stand: as the author said,
// or in the middle unless a text is long. Numbers stand on their decimal points.
func (ts *tableSetter) alignColumns() {
	ts.aligns = make([]style.Align, len(ts.table.Columns))
	ts.decimals = make([]decimal, len(ts.table.Columns))
	for k, a := range ts.table.Columns {
		switch a {
		case doc.AlignLeft:
			ts.aligns[k] = style.Left
		case doc.AlignRight:
			ts.aligns[k] = style.Right
		case doc.AlignCenter:
			ts.aligns[k] = style.Center
		case doc.AlignAuto:
			ts.aligns[k] = style.Center
			for _, row := range ts.table.Rows {
				if row[k].Across <= 1 && utf8.RuneCountInString(doc.Plain(row[k].Text)) > shortCell {
					ts.aligns[k] = style.Left
				}
			}
		}
		if a != doc.AlignLeft {
			ts.decimals[k] = ts.findDecimal(k)
		}
	}
}

// leastCell is how many characters of a longer text a column holds at least.
const leastCell = 4

// measureColumns divides the width.
func (ts *tableSetter) measureColumns() {
	natural, least := ts.asked()
	var ok bool
	if ts.columns, ok = tabular.Widths(natural, least, ts.width); !ok {
		ts.tooNarrow()
	}
}

// asked is how wide each column would be with every text on one line, and the
// least it can do with. A merged cell asks the same of each of its columns,
// for what they do not have without it.
func (ts *tableSetter) asked() (natural, least []unit.Length) {
	n := len(ts.table.Columns)
	natural, least = make([]unit.Length, n), make([]unit.Length, n)
	for k := range n {
		natural[k], least[k] = 2*ts.padX+unit.Pt, 2*ts.padX+unit.Pt
	}
	merged := func(across int) {
		for i, row := range ts.cells {
			for k, r := range row {
				if r == nil || min(ts.rows[i][k].Across, n-k) != across {
					continue
				}
				tabular.Spread(natural[k:k+across], r.width()+2*ts.padX)
				tabular.Spread(least[k:k+across], min(r.width(), leastCell*r.em)+2*ts.padX)
			}
		}
	}
	for across := 1; across <= n; across++ {
		merged(across)
	}
	for k := range n {
		natural[k] = max(natural[k], ts.decimals[k].width()+2*ts.padX)
		least[k] = min(max(least[k], ts.decimals[k].width()+2*ts.padX), natural[k])
	}
	return natural, least
}

// tooNarrow tells that a table has more columns than the page has room for.
func (ts *tableSetter) tooNarrow() {
	hint := "减少几列，或把表格放在“::: 横排”和“:::”两行之间，印在横放的一页上"
	if ts.c.turned {
		hint = "减少几列，或拆成两个表"
	}
	ts.diags.Add(diag.Diagnostic{Code: CodeNarrowTable, Severity: diag.Warning, Span: ts.table.Span,
		Message: "表格太宽，每一列放不下几个字", Hint: hint})
}
