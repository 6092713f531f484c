package layout

import (
	"unicode/utf8"

	"kan/pipeline/doc"
	"kan/pipeline/page"
	"kan/pipeline/paragraph"
	"kan/pipeline/style"
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
	cells      [][]*run // head first, when there is one
}

// shortCell is the longest text, in characters, that a column of AlignAuto
// still centres; longer texts stand left.
const shortCell = 8

func (t *setter) table(flow []slab, table *doc.Table, c context) []slab {
	body := t.style.Texts[style.TableCell]
	em := t.style.Page.Em(body.Size)
	o := t.style.Table
	ts := &tableSetter{setter: t, table: table, c: c, width: t.measure - c.left - c.right,
		padX: o.PadX.Of(em, t.pitch), padY: o.PadY.Of(em, t.pitch)}
	ts.shapeCells()
	ts.measureColumns()
	first := len(flow)
	tagged := c.in(t.tag(page.MarkTable))
	if len(table.Caption) > 0 {
		flow = t.line(flow, style.Caption, table.Caption, tagged.in(t.tag(page.MarkCaption)))
		for len(flow) > 0 && flow[len(flow)-1].space {
			flow = flow[:len(flow)-1]
		}
	}
	flow = ts.rows(flow, tagged)
	return t.balance(flow, first, o.Before.Of(em, t.pitch), o.After.Of(em, t.pitch))
}

func (ts *tableSetter) shapeCells() {
	add := func(cells []doc.Cell, role style.Role) {
		row := make([]*run, len(cells))
		for k, cell := range cells {
			row[k] = ts.newRun(role)
			ts.add(row[k], cell.Text, row[k].text.Font, 0)
		}
		ts.cells = append(ts.cells, row)
	}
	for _, row := range ts.table.Head {
		add(row, style.TableHead)
	}
	for _, row := range ts.table.Rows {
		add(row, style.TableCell)
	}
	ts.aligns = make([]style.Align, len(ts.table.Columns))
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
				if utf8.RuneCountInString(doc.Plain(row[k].Text)) > shortCell {
					ts.aligns[k] = style.Left
				}
			}
		}
	}
}

// measureColumns divides the width. When all fits, every column gets what it
// asks and a share of the rest in proportion; otherwise columns shrink towards
// four characters in proportion to what they have above that.
func (ts *tableSetter) measureColumns() {
	n := len(ts.table.Columns)
	natural, least := make([]unit.Length, n), make([]unit.Length, n)
	var sum, leastSum unit.Length
	for k := range natural {
		for _, row := range ts.cells {
			natural[k] = max(natural[k], row[k].width()+2*ts.padX)
			least[k] = max(least[k], min(row[k].width(), 4*row[k].em)+2*ts.padX)
		}
		natural[k] = max(natural[k], 2*ts.padX+unit.Pt)
		least[k] = min(max(least[k], 2*ts.padX+unit.Pt), natural[k])
		sum += natural[k]
		leastSum += least[k]
	}
	ts.columns = make([]unit.Length, n)
	var used unit.Length
	for k := range ts.columns {
		switch {
		case sum <= ts.width:
			ts.columns[k] = ts.width.MulDiv(int64(natural[k]), int64(sum))
		case leastSum >= ts.width || sum == leastSum:
			ts.columns[k] = ts.width / unit.Length(n)
		default:
			ts.columns[k] = least[k] + (ts.width-leastSum).MulDiv(int64(natural[k]-least[k]), int64(sum-leastSum))
		}
		used += ts.columns[k]
	}
	ts.columns[n-1] += ts.width - used
}

func (ts *tableSetter) rows(flow []slab, tagged context) []slab {
	o := ts.style.Table
	var head []slab
	for k, row := range ts.cells {
		isHead := k == 0 && len(ts.table.Head) > 0
		kind := page.MarkTD
		if isHead {
			kind = page.MarkTH
		}
		below := o.Inner
		if isHead || k == len(ts.cells)-1 {
			below = o.Outer
		}
		lines := ts.row(row, tagged.in(ts.tag(page.MarkTR)), kind, below)
		if k == 0 {
			lines[0].items = append(lines[0].items, page.Box{X: ts.c.left, Y: -o.Outer / 2, W: ts.width, H: o.Outer})
		}
		if isHead {
			for j := range lines {
				lines[j].keep = true
			}
			head = lines
		} else if head != nil && k > 1 {
			lines[0].repeat = head
		}
		flow = append(flow, lines...)
	}
	return flow
}

// keepRow is the most lines a row may have to stay on one page.
const keepRow = 6

// row sets one row as slabs, a text line each, so that long rows can break.
// Cells with fewer lines stand in the middle.
func (ts *tableSetter) row(cells []*run, c context, kind page.MarkKind, below unit.Length) []slab {
	broken := make([][]paragraph.Line, len(cells))
	most := 1
	for k, r := range cells {
		o := ts.options(r, max(ts.columns[k]-2*ts.padX, r.em))
		o.Indent = 0
		if kind == page.MarkTD {
			o.Align = [...]paragraph.Align{style.Left: paragraph.Left, style.Center: paragraph.Center,
				style.Right: paragraph.Right, style.Justify: paragraph.Left}[ts.aligns[k]]
		}
		broken[k] = paragraph.Break(r.clusters, o)
		most = max(most, len(broken[k]))
	}
	leading := cells[0].text.Leading.Of(cells[0].em, ts.pitch)
	if leading == 0 {
		leading = ts.pitch
	}
	slabs := make([]slab, most)
	for j := range slabs {
		slabs[j] = slab{height: leading, path: c.path, keep: j < most-1 && (most <= keepRow || j == 0 || j == most-2)}
	}
	x := ts.c.left
	for k, r := range cells {
		free := most - len(broken[k])
		dy := baseline(r.em, leading) + ts.padY
		if free%2 == 1 && most <= keepRow {
			dy += leading / 2
		}
		cell := ts.tag(kind)
		for j, ln := range broken[k] {
			s := &slabs[j+free/2]
			y := dy
			if j+free/2 > 0 {
				y -= ts.padY // only the first slab carries the padding
			}
			items, notes := r.items(ln, x+ts.padX, y)
			s.items = append(s.items, page.Mark{Kind: kind, ID: cell.id})
			s.items = append(append(s.items, items...), page.Mark{Close: true, Kind: kind})
			s.notes = append(s.notes, notes...)
		}
		x += ts.columns[k]
	}
	slabs[0].height += ts.padY
	slabs[most-1].height += ts.padY
	ts.rules(slabs, below)
	return slabs
}

// rules draws the rule under a row and those between its columns.
func (ts *tableSetter) rules(slabs []slab, below unit.Length) {
	inner := ts.style.Table.Inner
	for j := range slabs {
		s := &slabs[j]
		x := ts.c.left
		for _, w := range ts.columns[:len(ts.columns)-1] {
			x += w
			s.items = append(s.items, page.Box{X: x - inner/2, W: inner, H: s.height})
		}
	}
	last := &slabs[len(slabs)-1]
	last.items = append(last.items, page.Box{X: ts.c.left, Y: last.height - below/2, W: ts.width, H: below})
}
