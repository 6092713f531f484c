package layout

import (
	"kan/pipeline/page"
	"kan/pipeline/paragraph"
	"kan/pipeline/style"
	"kan/pipeline/unit"
)

// keepRow is the most lines a row, or rows under one merged cell, may have to
// stay on one page.
const keepRow = 12

// unitCell is how many characters wide a cell is at least in which numbers stay
// with their units: in a narrower one that would tear lines open.
const unitCell = 12

// setRows appends the rows: those that a merged cell ties together as one
// group. The head is set again when a page begins with a later group.
func (ts *tableSetter) setRows(flow []slab, tagged context) []slab {
	var head []slab
	for from := 0; from < len(ts.rows); {
		to := ts.group(from)
		lines := ts.groupSlabs(from, to, tagged)
		if from == 0 {
			o := ts.style.Table.Outer
			lines[0].items = append([]page.Item{page.Box{X: ts.c.left, Y: -o / 2, W: ts.width, H: o}}, lines[0].items...)
		}
		switch {
		case from < ts.heads:
			for j := range lines {
				lines[j].keep = true
			}
			head = append(head, copySlabs(lines)...) // placing moves what it places
		case head != nil && from > ts.heads:
			for j := range lines {
				lines[j].repeat = head
			}
		}
		flow = append(flow, lines...)
		from = to
	}
	if n := len(flow); ts.heads == len(ts.rows) && n > 0 {
		flow[n-1].keep = false // a head without a body
	}
	return flow
}

// group is the end of the rows from row i on that merged cells tie together.
// The head is a group of its own.
func (ts *tableSetter) group(i int) int {
	end := i + 1
	if i < ts.heads {
		return ts.heads
	}
	for ; i < end; i++ {
		for _, c := range ts.rows[i] {
			end = max(end, min(i+c.Down, len(ts.rows)))
		}
	}
	return end
}

// cellBox is a cell with its lines broken and the width it has for them.
type cellBox struct {
	row, column, across, down int
	lines                     []paragraph.Line
	inner                     unit.Length
}

// groupSlabs sets rows [from, to), a slab for each line of each row, so that
// long rows can break.
func (ts *tableSetter) groupSlabs(from, to int, c context) []slab {
	boxes, counts := ts.breakCells(from, to)
	leading := ts.leading(ts.newRun(style.TableCell))
	var slabs []slab
	starts := make([]int, to-from+1) // of each row in slabs
	total := 0
	for i := from; i < to; i++ {
		starts[i-from] = len(slabs)
		total += counts[i-from]
		rc := c.in(ts.tag(page.MarkTR))
		for j := range counts[i-from] {
			s := slab{height: leading, path: rc.path, turned: ts.c.turned}
			if j == 0 {
				s.height += ts.padY
			}
			if j == counts[i-from]-1 {
				s.height += ts.padY
			}
			slabs = append(slabs, s)
		}
	}
	starts[to-from] = len(slabs)
	whole := total <= keepRow
	for j := range slabs {
		slabs[j].keep = j < len(slabs)-1 && (whole || j == 0 || j == len(slabs)-2)
	}
	for _, b := range boxes {
		ts.placeCell(slabs, starts[b.row-from], starts[b.row-from+b.down], b, leading, whole)
	}
	for i := from; i < to; i++ {
		ts.rules(slabs[starts[i-from]:starts[i-from+1]], i)
	}
	return slabs
}

// breakCells breaks the cells of rows into lines and counts the lines of each
// row: those of its own cells, and what a cell over several rows has more.
func (ts *tableSetter) breakCells(from, to int) (boxes []cellBox, counts []int) {
	counts = make([]int, to-from)
	for i := from; i < to; i++ {
		counts[i-from] = 1
		for k, r := range ts.cells[i] {
			if r == nil {
				continue
			}
			cell := &ts.rows[i][k]
			b := cellBox{row: i, column: k, across: min(max(cell.Across, 1), len(ts.columns)-k), down: min(max(cell.Down, 1), to-i)}
			b.inner = ts.span(k, b.across) - 2*ts.padX
			o := ts.options(r, max(b.inner, r.em))
			o.Indent = 0
			o.Units = o.Units && b.inner >= unitCell*r.em
			if i >= ts.heads {
				o.Align = [...]paragraph.Align{style.Left: paragraph.Left, style.Center: paragraph.Center,
					style.Right: paragraph.Right, style.Justify: paragraph.Left}[ts.aligns[k]]
			}
			b.lines = paragraph.Break(r.clusters, o)
			if b.down == 1 {
				counts[i-from] = max(counts[i-from], len(b.lines))
			}
			boxes = append(boxes, b)
		}
	}
	for _, b := range boxes {
		have := 0
		for _, n := range counts[b.row-from : b.row-from+b.down] {
			have += n
		}
		counts[b.row-from+b.down-1] += max(0, len(b.lines)-have)
	}
	return boxes, counts
}

// span is the width of columns [k, k+across).
func (ts *tableSetter) span(k, across int) (w unit.Length) {
	for _, c := range ts.columns[k : k+across] {
		w += c
	}
	return w
}

// free is how much of spare room stands left of what column k holds.
func (ts *tableSetter) free(k int, spare unit.Length) unit.Length {
	switch ts.aligns[k] {
	case style.Center:
		return spare / 2
	case style.Right:
		return spare
	}
	return 0
}

// placeCell puts the lines of a cell on slabs[start:end). Where these stay on
// one page, all go with the first, in the middle of the height; else each goes
// with its own.
func (ts *tableSetter) placeCell(slabs []slab, start, end int, b cellBox, leading unit.Length, whole bool) {
	r, cell := ts.cells[b.row][b.column], &ts.rows[b.row][b.column]
	kind := page.MarkTD
	if b.row < ts.heads {
		kind = page.MarkTH
	}
	var height unit.Length
	for j := start; j < end; j++ {
		height += slabs[j].height
	}
	left := ts.c.left + ts.span(0, b.column) + ts.padX
	y := baseline(r.em, leading) + ts.padY
	if whole {
		y = (height-leading*unit.Length(len(b.lines)))/2 + baseline(r.em, leading)
	}
	tag := ts.tag(kind)
	for j, ln := range b.lines {
		x := left
		if at, ok := ts.point(b.column, cell, r, b.inner); ok && len(b.lines) == 1 && b.row >= ts.heads {
			x += at - ln.X[0]
		}
		s := &slabs[start]
		dy := y + leading*unit.Length(j)
		if !whole {
			s = &slabs[min(start+j, end-1)]
			if dy = baseline(r.em, leading); j == 0 {
				dy += ts.padY
			}
		}
		items, notes := ts.items(r, ln, x, dy)
		if !whole || j == 0 {
			s.items = append(s.items, page.Mark{Kind: kind, ID: tag.id})
		}
		s.items = append(s.items, items...)
		if !whole || j == len(b.lines)-1 {
			s.items = append(s.items, page.Mark{Close: true, Kind: kind})
		}
		s.notes = append(s.notes, notes...)
	}
	if len(b.lines) == 0 {
		s := &slabs[start]
		s.items = append(s.items, page.Mark{Kind: kind, ID: tag.id}, page.Mark{Close: true, Kind: kind})
	}
}

// rules draws the rules under row i and between its columns, but not through
// merged cells.
func (ts *tableSetter) rules(slabs []slab, i int) {
	o := ts.style.Table
	below := o.Inner
	if i == ts.heads-1 || i == len(ts.rows)-1 {
		below = o.Outer
	}
	x := ts.c.left
	for k, w := range ts.columns[:len(ts.columns)-1] {
		x += w
		if ts.origins[i][k] == ts.origins[i][k+1] {
			continue
		}
		for j := range slabs {
			slabs[j].items = append(slabs[j].items, page.Box{X: x - o.Inner/2, W: o.Inner, H: slabs[j].height})
		}
	}
	last := &slabs[len(slabs)-1]
	x = ts.c.left
	for k := 0; k < len(ts.columns); {
		from, width := x, unit.Length(0)
		for k < len(ts.columns) && (i+1 == len(ts.rows) || ts.origins[i][k] != ts.origins[i+1][k]) {
			width += ts.columns[k]
			k++
		}
		if width > 0 {
			last.items = append(last.items, page.Box{X: from, Y: last.height - below/2, W: width, H: below})
		}
		x = from + width
		if k < len(ts.columns) {
			x += ts.columns[k]
			k++
		}
	}
}

// findOrigins notes for every place of the grid which cell stands there.
func (ts *tableSetter) findOrigins() {
	ts.origins = make([][]int, len(ts.rows))
	for i, row := range ts.rows {
		ts.origins[i] = make([]int, len(row))
		for k := range row {
			ts.origins[i][k] = i*len(row) + k
		}
	}
	for i, row := range ts.rows {
		for k, c := range row {
			for down := range min(c.Down, len(ts.rows)-i) {
				for across := range min(c.Across, len(row)-k) {
					ts.origins[i+down][k+across] = i*len(row) + k
				}
			}
		}
	}
}
