package layout

import (
	"slices"

	"kan/pipeline/page"
	"kan/pipeline/paragraph"
	"kan/pipeline/style"
	"kan/pipeline/unit"
)

// cellBox is a cell with its lines broken and the width it has for them.
type cellBox struct {
	row, column, across, down int
	lines                     []paragraph.Line
	inner                     unit.Length
}

// unitCell is how many characters wide a cell is at least in which numbers stay
// with their units: in a narrower one that would tear lines open.
const unitCell = 12

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
			r.loosen(2 * b.inner)
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

// cell is the lines of a cell from y on, between the marks of its element.
func (ts *tableSetter) cell(b cellBox, y, leading unit.Length) (items []page.Item, notes []*note) {
	tag := ts.cellTag(b)
	items = append(items, tag)
	for j := range b.lines {
		more, marks := ts.cellLine(b, j, y+leading*unit.Length(j)+baseline(ts.cells[b.row][b.column].em, leading))
		items, notes = append(items, more...), append(notes, marks...)
	}
	return append(items, page.Mark{Close: true, Kind: tag.Kind}), notes
}

// cellTag is the structure element of a cell. It names the header cells over
// its columns, each once, from the top (PDF 32000-1 §14.8.5.7, Headers).
func (ts *tableSetter) cellTag(b cellBox) page.Mark {
	kind := page.MarkTD
	if b.row < ts.heads {
		kind = page.MarkTH
	}
	tag := ts.tag(kind)
	tag.Cell = &page.Cell{Across: b.across, Down: b.down}
	for _, row := range ts.headIDs[:min(b.row, ts.heads)] {
		for _, id := range row[b.column : b.column+b.across] {
			if id != 0 && !slices.Contains(tag.Cell.Heads, id) {
				tag.Cell.Heads = append(tag.Cell.Heads, id)
			}
		}
	}
	if kind == page.MarkTH {
		for _, row := range ts.headIDs[b.row:min(b.row+b.down, ts.heads)] {
			for k := range b.across {
				row[b.column+k] = tag.ID
			}
		}
	}
	return tag
}

// cellLine is line j of a cell with its baseline at y; a number stands where
// its decimal point has to.
func (ts *tableSetter) cellLine(b cellBox, j int, y unit.Length) ([]page.Item, []*note) {
	r, ln := ts.cells[b.row][b.column], b.lines[j]
	x := ts.c.left + ts.span(0, b.column) + ts.padX
	if at, ok := ts.point(b.column, &ts.rows[b.row][b.column], r, b.inner); ok && len(b.lines) == 1 && b.row >= ts.heads {
		x += at - ln.X[0]
	}
	return ts.items(r, ln, x, y)
}
