package structure

import "kan/pipeline/page"

// closeRows lowers the cells of every table by the rows that they cover alone.
// A row in which no cell begins is nothing to a reader, and a TR without cells
// is not allowed (PDF 32000-1 table 337), so prune takes it away; a RowSpan
// that still counted it would reach into rows below, or out of the table.
func (r *reader) closeRows() {
	for e := range r.Elements {
		if r.Elements[e].Kind == page.MarkTable {
			r.closeRowsOf(e)
		}
	}
}

func (r *reader) closeRowsOf(table int) {
	var rows []int
	for _, k := range r.Elements[table].Kids {
		if k.Kind == ElementKid && r.Elements[k.N].Kind == page.MarkTR {
			rows = append(rows, k.N)
		}
	}
	empty := make([]int, len(rows)+1) // how many rows above each are empty
	for k, row := range rows {
		empty[k+1] = empty[k]
		if len(r.Elements[row].Kids) == 0 {
			empty[k+1]++
		}
	}
	for k, row := range rows {
		for _, kid := range r.Elements[row].Kids {
			if kid.Kind != ElementKid || r.Elements[kid.N].Cell == nil {
				continue
			}
			cell := r.Elements[kid.N].Cell
			if gone := empty[min(k+max(cell.Down, 1), len(rows))] - empty[k]; gone > 0 {
				lower := *cell // the mark's own belongs to the page
				lower.Down -= gone
				r.Elements[kid.N].Cell = &lower
			}
		}
	}
}
