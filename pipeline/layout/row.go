package layout

import (
	"slices"

	"kan/pipeline/page"
	"kan/pipeline/style"
	"kan/pipeline/unit"
)

// setRows appends the rows: those that a merged cell ties together as one
// group. The head is set again where a page begins with a later row, or inside
// one; of a table without head, the rule above it.
func (ts *tableSetter) setRows(flow []slab, tagged context) []slab {
	o := ts.style.Table.Outer
	rule := artifact(page.Layout, page.Box{X: ts.c.left, Y: -o / 2, W: ts.width, H: o})
	head := []slab{{items: rule, path: tagged.path, turned: ts.c.turned}}
	for from := 0; from < len(ts.rows); {
		to := ts.group(from)
		lines := ts.groupSlabs(from, to, tagged)
		for j := range lines {
			lines[j].keep = lines[j].keep || from < ts.heads && to < len(ts.rows)
			if from >= ts.heads && (from > ts.heads || j > 0) {
				lines[j].repeat = head
			}
		}
		if from == 0 {
			lines[0].items = append(slices.Clip(rule), lines[0].items...)
		}
		if from < ts.heads && heightOf(lines) <= ts.c.depth/leastHead {
			head = copySlabs(lines) // placing moves what it places
		}
		flow = append(flow, lines...)
		from = to
	}
	return flow
}

// leastHead is the part of a page that a head which is set again may take.
const leastHead = 3

func heightOf(slabs []slab) (h unit.Length) {
	for _, s := range slabs {
		h += s.height
	}
	return h
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

// The most that rows in one group may have to stay on one page: lines, and
// their part of the page.
const (
	keepRow  = 12
	keepPart = 2
)

// groupSlabs sets rows [from, to): all on one slab where they stay on one page,
// else a slab for each line, so that they can break.
func (ts *tableSetter) groupSlabs(from, to int, c context) []slab {
	boxes, counts := ts.breakCells(from, to)
	leading := ts.leading(ts.newRun(style.TableCell))
	lines := 0
	for _, n := range counts {
		lines += n
	}
	height := leading*unit.Length(lines) + 2*ts.padY*unit.Length(to-from)
	if lines <= keepRow && height <= c.depth/keepPart {
		return ts.wholeGroup(from, boxes, counts, leading, c)
	}
	return ts.brokenGroup(from, boxes, counts, leading, c)
}

// wholeGroup sets rows on one slab, every text in the middle of its cell.
func (ts *tableSetter) wholeGroup(from int, boxes []cellBox, counts []int, leading unit.Length, c context) []slab {
	s := slab{path: c.path, turned: ts.c.turned}
	tops := make([]unit.Length, len(counts)+1)
	for i, n := range counts {
		tops[i+1] = tops[i] + leading*unit.Length(n) + 2*ts.padY
	}
	for i := range counts {
		row := ts.tag(page.MarkTR)
		s.items = append(s.items, row)
		for ; len(boxes) > 0 && boxes[0].row == from+i; boxes = boxes[1:] {
			b := boxes[0]
			free := tops[i+b.down] - tops[i] - leading*unit.Length(len(b.lines))
			items, notes := ts.cell(b, tops[i]+free/2, leading)
			s.items, s.notes = append(s.items, items...), append(s.notes, notes...)
		}
		s.items = append(s.items, page.Mark{Close: true, Kind: page.MarkTR})
		s.items = append(s.items, ts.rules(from+i, tops[i], tops[i+1], true)...)
	}
	s.height = tops[len(counts)]
	return []slab{s}
}

// brokenGroup sets rows line by line, every cell from the top of its first row on.
func (ts *tableSetter) brokenGroup(from int, boxes []cellBox, counts []int, leading unit.Length, c context) []slab {
	var slabs []slab
	starts := make([]int, len(counts)+1) // of each row in slabs
	for i, n := range counts {
		rc := c.in(ts.tag(page.MarkTR))
		for j := range n {
			s := slab{height: leading, path: rc.path, turned: ts.c.turned, keep: j == 0 && n > 1 || j == n-2}
			if j == 0 {
				s.height += ts.padY
			}
			if j == n-1 {
				s.height += ts.padY
			}
			slabs = append(slabs, s)
		}
		starts[i+1] = len(slabs)
	}
	for _, b := range boxes {
		tag, first := ts.cellTag(b), starts[b.row-from]
		for j := range max(len(b.lines), 1) {
			s := &slabs[min(first+j, len(slabs)-1)]
			s.items = append(s.items, tag)
			if j < len(b.lines) {
				y := baseline(ts.cells[b.row][b.column].em, leading)
				if first+j == starts[b.row-from] {
					y += ts.padY
				}
				items, notes := ts.cellLine(b, j, y)
				s.items, s.notes = append(s.items, items...), append(s.notes, notes...)
			}
			s.items = append(s.items, page.Mark{Close: true, Kind: tag.Kind})
		}
	}
	for i := range counts {
		for j := starts[i]; j < starts[i+1]; j++ {
			slabs[j].items = append(slabs[j].items, ts.rules(from+i, 0, slabs[j].height, j == starts[i+1]-1)...)
		}
	}
	return slabs
}

// rules are the rules between the columns of row i from top to foot and, at the
// end of the row, the one under it, but not through merged cells.
func (ts *tableSetter) rules(i int, top, foot unit.Length, end bool) (items []page.Item) {
	o := ts.style.Table
	x := ts.c.left
	for k, w := range ts.columns[:len(ts.columns)-1] {
		if x += w; ts.origins[i][k] != ts.origins[i][k+1] {
			items = append(items, page.Box{X: x - o.Inner/2, Y: top, W: o.Inner, H: foot - top})
		}
	}
	if !end {
		return ruled(items)
	}
	below := o.Inner
	if i == ts.heads-1 || i == len(ts.rows)-1 {
		below = o.Outer
	}
	x = ts.c.left
	for k := 0; k < len(ts.columns); {
		from := x
		for k < len(ts.columns) && (i+1 == len(ts.rows) || ts.origins[i][k] != ts.origins[i+1][k]) {
			x += ts.columns[k]
			k++
		}
		if x > from {
			items = append(items, page.Box{X: from, Y: foot - below/2, W: x - from, H: below})
		}
		if k < len(ts.columns) {
			x += ts.columns[k]
			k++
		}
	}
	return ruled(items)
}

// ruled encloses the rules of a table, if there are any.
func ruled(boxes []page.Item) []page.Item {
	if len(boxes) == 0 {
		return nil
	}
	return artifact(page.Layout, boxes...)
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
