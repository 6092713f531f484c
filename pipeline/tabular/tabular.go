// Package tabular divides the width of a table among its columns. In come the
// width of every column with each text on one line and the least it can do
// with, out go the columns' widths; what texts there are and how wide they are
// set is the caller's, so that page and Word document get the same columns.
package tabular

import "kan/pipeline/unit"

// Widths divides width. When all fits, every column gets what it asks and a
// share of the rest in proportion. Otherwise the widest columns are cut to one
// width, so that as few as can be have to break their texts; none goes below
// its least, unless not even these fit: ok is false then.
func Widths(natural, least []unit.Length, width unit.Length) (columns []unit.Length, ok bool) {
	var sum, leastSum unit.Length
	for k := range natural {
		sum += natural[k]
		leastSum += least[k]
	}
	n := len(natural)
	columns = make([]unit.Length, n)
	limit := cut(natural, least, width)
	var used unit.Length
	for k := range columns {
		switch {
		case sum <= width:
			columns[k] = width.MulDiv(int64(natural[k]), int64(sum))
		case leastSum >= width:
			columns[k] = width.MulDiv(int64(least[k]), int64(leastSum))
		default:
			columns[k] = max(least[k], min(natural[k], limit))
		}
		used += columns[k]
	}
	columns[n-1] += width - used
	return columns, leastSum <= width
}

// cut is the greatest width to which columns wider than it can be cut, none
// below its least, so that all have room in width.
func cut(natural, least []unit.Length, width unit.Length) unit.Length {
	low, high := unit.Length(0), width
	for high-low > 1 {
		limit := (low + high) / 2
		var sum unit.Length
		for k := range natural {
			sum += max(least[k], min(natural[k], limit))
		}
		if sum <= width {
			low = limit
		} else {
			high = limit
		}
	}
	return low
}

// Spread widens columns equally until they hold w, as a merged cell asks of
// those it stands over.
func Spread(columns []unit.Length, w unit.Length) {
	for _, have := range columns {
		w -= have
	}
	for k := range columns {
		if w > 0 {
			add := w / unit.Length(len(columns)-k)
			columns[k] += add
			w -= add
		}
	}
}
