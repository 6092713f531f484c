package markdown

import "kan/pipeline/doc"

// Cells are merged by marks: a cell with nothing but < belongs to the one on
// its left, one with nothing but ^ to the one above; \< and \^ are text.

// merge joins the cells of a table. Rows below the head with a cell that
// belongs to the head become rows of the head.
func (c *converter) merge(t *doc.Table) {
	for len(t.Head) > 0 && len(t.Rows) > 0 && reachesUp(t.Rows[0]) {
		t.Head, t.Rows = append(t.Head, t.Rows[0]), t.Rows[1:]
	}
	c.mergeRows(t.Head)
	c.mergeRows(t.Rows)
}

func reachesUp(row []doc.Cell) bool {
	for _, cell := range row {
		if mark(cell) == "^" {
			return true
		}
	}
	return false
}

// mark is the mark that is all a cell says, or "". Full-width ones, which are
// reported, are among them.
func mark(c doc.Cell) string {
	switch text := string(c.Span.Text()); text {
	case "<", "^", "＜", "＾":
		return text
	}
	return ""
}

// area is the cells that are merged into one, which is the first of them.
type area struct {
	row, column   int // of the first
	bottom, right int
	cells         int
	last          doc.Cell // in reading order
}

// isRectangle tells whether every cell between the first and the furthest
// belongs to a.
func (a *area) isRectangle() bool {
	return a.cells == (a.bottom-a.row+1)*(a.right-a.column+1)
}

// mergeRows joins cells within rows. Marks that cannot be obeyed are reported
// and leave empty cells.
func (c *converter) mergeRows(rows [][]doc.Cell) {
	areas := make([][]*area, len(rows))
	var all []*area
	for r, row := range rows {
		areas[r] = make([]*area, len(row))
		for k, cell := range row {
			a := c.joined(areas, r, k, cell)
			if a == nil {
				a = &area{row: r, column: k}
				all = append(all, a)
			}
			a.bottom, a.right, a.last = max(a.bottom, r), max(a.right, k), cell
			a.cells++
			areas[r][k] = a
		}
	}
	for _, a := range all {
		if !a.isRectangle() {
			c.diags.Error(codeBadMerge, a.last.Span, "补上或删去“<”“^”，使并成一格的地方上下左右对齐", "合并的格不是长方形")
		}
	}
	for r, row := range rows {
		for k := range row {
			settle(&row[k], areas[r][k], r, k)
		}
	}
}

// joined is the area that a cell is marked to belong to, nil if it is not.
func (c *converter) joined(areas [][]*area, r, k int, cell doc.Cell) *area {
	switch m := mark(cell); {
	case m == "":
	case m == "＜" || m == "＾":
		c.diags.Error(codeBadMerge, cell.Span, "合并的标记写成半角的“<”或“^”", "“%s”是全角的", m)
	case m == "<" && k > 0:
		return areas[r][k-1]
	case m == "^" && r > 0:
		return areas[r-1][k]
	case m == "<":
		c.diags.Error(codeBadMerge, cell.Span, "从第二列起才能并到左边；要印的就是这个符号，写成“\\<”", "它的左边没有格")
	default:
		c.diags.Error(codeBadMerge, cell.Span, "从第二行起才能并到上边；要印的就是这个符号，写成“\\^”", "它的上边没有格")
	}
	return nil
}

// settle gives a cell of area a its size.
func settle(cell *doc.Cell, a *area, r, k int) {
	if mark(*cell) != "" {
		cell.Text = nil
	}
	switch {
	case !a.isRectangle():
	case r == a.row && k == a.column:
		cell.Across, cell.Down = a.right-a.column+1, a.bottom-a.row+1
	default:
		cell.Across, cell.Down = 0, 0
	}
}
