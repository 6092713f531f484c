package pdfcheck

// maxSpan bounds spans and columns; a page has no room for more.
const maxSpan = 1000

// grid is where the cells of a table fall.
type grid struct {
	c     *checker
	table *element
	until []int // by column: the row that is free again
	width int   // columns of the first row, -1 before it
	row   int
}

// checkTables checks that tables are regular: every row covers the same
// columns once, and spans end in their group of rows (ISO 14289-1 7.5, ISO
// 32000-1 §14.8.4.3.4); and that header cells say what they head.
func (c *checker) checkTables() {
	for _, e := range c.tree.elements {
		if e.kind != "Table" {
			continue
		}
		g := &grid{c: c, table: e, width: -1}
		var loose []*element // rows that are in no group
		for _, k := range e.kids {
			switch kind := kindOf(k); kind {
			case "TR":
				loose = append(loose, k.element)
			case "THead", "TBody", "TFoot":
				g.group(rowsOf(k.element))
			}
		}
		g.group(loose)
		c.checkHeaders(e)
	}
}

// kindOf is the type of a kid that is an element, "" for all else.
func kindOf(k kid) name {
	if k.element == nil {
		return ""
	}
	return k.element.kind
}

func rowsOf(e *element) (rows []*element) {
	for _, k := range e.kids {
		if kindOf(k) == "TR" {
			rows = append(rows, k.element)
		}
	}
	return rows
}

// group places the rows of a group; no cell reaches out of it.
func (g *grid) group(rows []*element) {
	end := g.row + len(rows)
	for _, r := range rows {
		g.place(r, end)
	}
}

// place lays the cells of a row into the columns that are free.
func (g *grid) place(row *element, end int) {
	col := 0
	for _, k := range row.kids {
		if kind := kindOf(k); kind != "TH" && kind != "TD" {
			continue
		}
		for col < len(g.until) && g.until[col] > g.row {
			col++
		}
		cell := k.element
		wide, high := g.c.intAttr(cell, "Table", "ColSpan", 1), g.c.intAttr(cell, "Table", "RowSpan", 1)
		if wide < 1 || high < 1 || wide > maxSpan || high > maxSpan || col+wide > maxSpan {
			g.c.fault("table/span", cell.at, "the cell spans %d columns and %d rows", wide, high)
			wide, high = 1, 1
		}
		if g.row+high > end {
			g.c.fault("table/span", cell.at, "the cell reaches %d rows below its group", g.row+high-end)
		}
		for k := range wide {
			if col+k == len(g.until) {
				g.until = append(g.until, 0)
			}
			if g.until[col+k] > g.row {
				g.c.fault("table/overlap", cell.at, "the cell lies over another in column %d", col+k+1)
			}
			g.until[col+k] = g.row + high
		}
		col += wide
	}
	g.measure(row)
	g.row++
}

// measure compares the columns that a row covers with those of the first row.
func (g *grid) measure(row *element) {
	width, end := 0, 0
	for col, until := range g.until {
		if until > g.row {
			width, end = width+1, col+1
		}
	}
	if g.width < 0 {
		g.width = width
	}
	if width != g.width || width != end {
		g.c.fault("table/columns", row.at, "the row covers %d columns, the first row %d", width, g.width)
	}
}

// checkHeaders wants that readers can tell the headers of each cell (ISO
// 14289-1 7.5): TH have a Scope, or all data cells name their headers, which
// are header cells of the same table.
func (c *checker) checkHeaders(table *element) {
	var heads, data []*element
	ids := map[str]bool{}
	cellsOf(table, 0, func(cell *element) {
		if cell.kind == "TH" {
			heads = append(heads, cell)
			ids[cell.id] = cell.id != ""
		} else {
			data = append(data, cell)
		}
	})
	named := len(data) > 0
	for _, cell := range append(data, heads...) {
		list := c.array(cell.attr("Table", "Headers"))
		if len(list) == 0 && cell.kind == "TD" {
			named = false
		}
		for _, o := range list {
			if id, _ := c.str(o); !ids[id] || id == cell.id {
				c.fault("table/headers", cell.at, "the table has no header cell %q", id.text())
			}
		}
	}
	for _, head := range heads {
		if c.claims.ua && head.attr("Table", "Scope") == nil && !named {
			c.fault("table/scope", head.at, "the header cell has no Scope, and not all cells name their headers")
		}
	}
}

// cellsOf visits the cells of a table, not those of tables within.
func cellsOf(e *element, depth int, visit func(*element)) {
	for _, k := range e.kids {
		switch kindOf(k) {
		case "TH", "TD":
			visit(k.element)
		case "TR", "THead", "TBody", "TFoot":
			if depth < 2 {
				cellsOf(k.element, depth+1, visit)
			}
		}
	}
}
