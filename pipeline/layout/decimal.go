package layout

import (
	"regexp"

	"kan/pipeline/doc"
	"kan/pipeline/unit"
)

// decimal is a column of numbers that stand with their decimal points one
// under the other: how wide they are at most before the point and from it on.
// The zero decimal is no such column.
type decimal struct {
	before, after unit.Length
}

func (d decimal) width() unit.Length { return d.before + d.after }

// aNumber is a number as tables have it, with a unit of up to three characters
// behind it.
var aNumber = regexp.MustCompile(`^([+\-−±约]?\d[\d,]*)((?:\.\d+)?(?:[%‰℃°]|[^\d\s]{0,3}))$`)

// noNumber is what stands in a column of numbers where there is none.
var noNumber = regexp.MustCompile(`^(?:[-—－–…]{1,2}|/|无|缺)?$`)

// findDecimal measures column k when all of its body is numbers, at least two
// of them and not all alike in shape: those need no more than their alignment.
func (ts *tableSetter) findDecimal(k int) (d decimal) {
	numbers, pointed := 0, false
	for i, row := range ts.rows[ts.heads:] {
		if row[k].Across == 0 {
			continue
		}
		text := doc.Plain(row[k].Text)
		if noNumber.MatchString(text) {
			continue
		}
		m := aNumber.FindStringSubmatch(text)
		if m == nil || row[k].Across > 1 {
			return decimal{}
		}
		numbers++
		pointed = pointed || len(m[2]) > 0
		before, after := ts.split(ts.cells[ts.heads+i][k], len(m[1]))
		d.before, d.after = max(d.before, before), max(d.after, after)
	}
	if numbers < 2 || !pointed {
		return decimal{}
	}
	return d
}

// split is how wide the first bytes of a cell are, and the rest.
func (ts *tableSetter) split(r *run, bytes int) (before, after unit.Length) {
	for _, c := range r.clusters {
		if bytes > 0 {
			before += c.Advance
			bytes -= len(c.Text)
		} else {
			after += c.Advance
		}
	}
	return before, after
}

// point is how far right of the cell's left edge a number begins, in a column
// of that inner width where the block of numbers stands as the column is
// aligned; ok is false for a text that is no number.
func (ts *tableSetter) point(k int, cell *doc.Cell, r *run, inner unit.Length) (x unit.Length, ok bool) {
	d := ts.decimals[k]
	m := aNumber.FindStringSubmatch(doc.Plain(cell.Text))
	if d.width() == 0 || m == nil || d.width() > inner {
		return 0, false
	}
	before, _ := ts.split(r, len(m[1]))
	return ts.free(k, inner-d.width()) + d.before - before, true
}
