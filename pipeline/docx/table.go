package docx

import (
	"slices"

	"kan/pipeline/cjk"
	"kan/pipeline/doc"
	"kan/pipeline/style"
	"kan/pipeline/tabular"
	"kan/pipeline/unit"
)

// halves is the width of a text in half characters.
func halves(text string) (n int) {
	for _, r := range text {
		switch h := cjk.Halves(r); {
		case h > 0:
			n += h
		case cjk.ClassOf(r) != cjk.Combining:
			n++
		}
	}
	return n
}

// leastCell is how many characters of a longer text a column holds at least.
const leastCell = 4

// maxColumns is how many columns Word opens.
const maxColumns = 63

// table writes a table with its grid, the head repeated on every page.
func (b *writer) table(t *doc.Table, c context) {
	n := len(t.Columns)
	if n == 0 || len(t.Head)+len(t.Rows) == 0 {
		return
	}
	if n > maxColumns {
		b.table(folded(t), c)
		return
	}
	o, em := b.style.Table, b.cell(style.TableCell)
	if len(t.Caption) > 0 {
		p := b.text(style.Caption, t.Caption, c)
		p.before = twip(o.Before.Of(em, b.pitch))
		b.add(p)
	} else {
		b.space(o.Before.Of(em, b.pitch))
	}
	columns := b.columns(t, c.room())
	x := &xml{}
	x.open("w:tbl")
	x.open("w:tblPr")
	x.empty("w:tblW", "w:w", itoa(twip(c.room())), "w:type", "dxa")
	x.empty("w:tblInd", "w:w", itoa(twip(c.left)), "w:type", "dxa")
	x.open("w:tblBorders")
	border(x, "w:top", o.Outer)
	border(x, "w:bottom", o.Outer)
	border(x, "w:insideH", o.Inner)
	border(x, "w:insideV", o.Inner)
	x.close("w:tblBorders")
	x.empty("w:tblLayout", "w:type", "fixed")
	pad := itoa(twip(o.PadX.Of(em, b.pitch)))
	x.raw(`<w:tblCellMar>`)
	x.empty("w:left", "w:w", pad, "w:type", "dxa")
	x.empty("w:right", "w:w", pad, "w:type", "dxa")
	x.raw(`</w:tblCellMar>`)
	x.close("w:tblPr")
	grid(x, columns)
	g := b.gridOf(t, columns)
	for i := range g.rows {
		b.row(x, g, i)
	}
	x.close("w:tbl")
	b.began = true
	b.story.raw(x)
	b.afterTable(o.After.Of(em, b.pitch))
}

// folded is a table with all columns from the last that Word takes on in one,
// their texts one after the other.
func folded(t *doc.Table) *doc.Table {
	fold := func(rows [][]doc.Cell) (out [][]doc.Cell) {
		for _, row := range rows {
			cells := make([]doc.Cell, maxColumns)
			for k, cell := range row {
				at := &cells[min(k, maxColumns-1)]
				at.Across, at.Down, at.Span = 1, 1, cell.Span
				if k >= maxColumns && len(cell.Text) > 0 {
					at.Text = append(at.Text, doc.Text{Text: "　", Span: cell.Span})
				}
				at.Text = append(at.Text, cell.Text...)
			}
			out = append(out, cells)
		}
		return out
	}
	return &doc.Table{Caption: t.Caption, Columns: t.Columns[:maxColumns], Head: fold(t.Head), Rows: fold(t.Rows), Span: t.Span}
}

// afterTable puts a thin paragraph under a table: two tables would grow
// together, and a cell and a section end with a paragraph.
func (b *writer) afterTable(h unit.Length) {
	p := newPara(style.TableCell)
	p.line = max(20, twip(h))
	b.add(p)
}

func border(x *xml, side string, w unit.Length) {
	x.empty(side, "w:val", "single", "w:sz", itoa(eighths(w)), "w:space", "0", "w:color", "auto")
}

func grid(x *xml, columns []unit.Length) {
	x.open("w:tblGrid")
	for _, w := range columns {
		x.empty("w:gridCol", "w:w", itoa(twip(w)))
	}
	x.close("w:tblGrid")
}

// columns divides the width as the page does, by the widths of texts in
// characters.
func (b *writer) columns(t *doc.Table, room unit.Length) []unit.Length {
	n := len(t.Columns)
	em := b.cell(style.TableCell)
	pad := 2 * b.style.Table.PadX.Of(em, b.pitch)
	natural, least := make([]unit.Length, n), make([]unit.Length, n)
	for k := range n {
		natural[k], least[k] = pad+unit.Pt, pad+unit.Pt
	}
	rows := slices.Concat(t.Head, t.Rows)
	for across := 1; across <= n; across++ {
		for _, row := range rows {
			for k := range row {
				if row[k].Covered() || min(row[k].Across, n-k) != across {
					continue
				}
				w := b.width(doc.Plain(row[k].Text), style.TableCell)
				tabular.Spread(natural[k:k+across], w+pad)
				tabular.Spread(least[k:k+across], min(w, leastCell*em)+pad)
			}
		}
	}
	for k := range n {
		least[k] = min(least[k], natural[k])
	}
	columns, _ := tabular.Widths(natural, least, room)
	return columns
}

// tableGrid is a table as its rows are written.
type tableGrid struct {
	rows    [][]doc.Cell
	heads   int
	columns []unit.Length
	aligns  []string // of the columns
	origins [][]int  // which cell stands at each place, counted row by row
}

func (b *writer) gridOf(t *doc.Table, columns []unit.Length) *tableGrid {
	g := &tableGrid{rows: slices.Concat(t.Head, t.Rows), heads: len(t.Head), columns: columns}
	for k, a := range t.Columns {
		g.aligns = append(g.aligns, [...]string{doc.AlignAuto: autoAlign(t, k), doc.AlignLeft: "left", doc.AlignCenter: "center", doc.AlignRight: "right"}[a])
	}
	n := len(columns)
	for i := range g.rows {
		g.origins = append(g.origins, make([]int, n))
		for k := range n {
			g.origins[i][k] = i*n + k
		}
	}
	for i, row := range g.rows {
		for k, c := range row {
			for down := range min(c.Down, len(g.rows)-i) {
				for across := range min(c.Across, n-k) {
					g.origins[i+down][k+across] = i*n + k
				}
			}
		}
	}
	return g
}

// row writes row i; a cell merged downwards is repeated empty, as Word wants.
func (b *writer) row(x *xml, g *tableGrid, i int) {
	n := len(g.columns)
	head := i < g.heads
	x.open("w:tr")
	x.open("w:trPr")
	x.empty("w:cantSplit")
	if head {
		x.empty("w:tblHeader")
	}
	x.close("w:trPr")
	for k := 0; k < n; {
		o, p := g.origins[i][k]/n, g.origins[i][k]%n
		cell := &g.rows[o][p]
		across := min(max(cell.Across, 1), n-k)
		var width unit.Length
		for _, w := range g.columns[k : k+across] {
			width += w
		}
		x.open("w:tc")
		x.open("w:tcPr")
		x.empty("w:tcW", "w:w", itoa(twip(width)), "w:type", "dxa")
		if across > 1 {
			x.value("w:gridSpan", itoa(across))
		}
		if cell.Down > 1 && o == i {
			x.value("w:vMerge", "restart")
		} else if cell.Down > 1 {
			x.empty("w:vMerge")
		}
		if head && i == g.heads-1 || i == len(g.rows)-1 {
			x.open("w:tcBorders")
			border(x, "w:bottom", b.style.Table.Outer)
			x.close("w:tcBorders")
		}
		x.value("w:vAlign", "center")
		x.close("w:tcPr")
		b.cellText(x, cell, g.aligns[p], head, o == i)
		x.close("w:tc")
		k += across
	}
	x.close("w:tr")
}

// cellText is the paragraph of a cell.
func (b *writer) cellText(x *xml, cell *doc.Cell, align string, head, own bool) {
	role := style.TableCell
	if head {
		role = style.TableHead
	}
	p := newPara(role)
	if pad := twip(b.style.Table.PadY.Of(b.cell(role), b.pitch)); pad > 0 {
		p.before, p.after = pad, pad
	}
	if !head {
		p.align = align
	}
	if own {
		b.inlines(p, cell.Text, role, look{})
	}
	p.write(x)
}

// shortCell is the longest text of a column that stands in the middle.
const shortCell = 8

func autoAlign(t *doc.Table, column int) string {
	for _, row := range t.Rows {
		if row[column].Across <= 1 && halves(doc.Plain(row[column].Text)) > 2*shortCell {
			return "left"
		}
	}
	return "center"
}
