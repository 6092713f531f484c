package redline

import "slices"

// run is a stretch that two texts have in common: n atoms from a of the older
// and from b of the newer one.
type run struct{ a, b, n int }

// mostEdits bounds the atoms that may differ for an edit script to be sought,
// and its memory: the square of it, in 4 bytes each.
const mostEdits = 1500

// script finds what two texts have in common with as few edits as possible
// (Myers, An O(ND) Difference Algorithm and Its Variations, 1986), in rising
// order. Where there are too many edits, or no work is left, it is only the
// beginning and the end.
func (m *merger) script(a, b []atom) []run {
	head := 0
	for head < min(len(a), len(b)) && a[head].id == b[head].id {
		head++
	}
	tail := 0
	for tail < min(len(a), len(b))-head && a[len(a)-1-tail].id == b[len(b)-1-tail].id {
		tail++
	}
	var runs []run
	if head > 0 {
		runs = append(runs, run{0, 0, head})
	}
	for _, r := range m.edits(a[head:len(a)-tail], b[head:len(b)-tail]) {
		runs = append(runs, run{head + r.a, head + r.b, r.n})
	}
	if tail > 0 {
		runs = append(runs, run{len(a) - tail, len(b) - tail, tail})
	}
	return runs
}

// edits is script without common beginning and end. reach[d] has, for every
// diagonal k = x-y that d edits come to, -d to d by twos, the farthest x.
func (m *merger) edits(a, b []atom) []run {
	if len(a) == 0 || len(b) == 0 {
		return nil
	}
	var reach [][]int32
	far := make([]int32, 2*mostEdits+3) // by diagonal, mostEdits+1 is diagonal 0
	for d := 0; d <= mostEdits; d++ {
		if m.work -= 2*d + 2; m.work < 0 {
			return nil
		}
		row := make([]int32, d+1)
		for i := range row {
			k := 2*i - d
			at := mostEdits + 1 + k
			var x int32
			switch {
			case d == 0:
			case k == -d || k != d && far[at-1] < far[at+1]:
				x = far[at+1] // b's atom is inserted
			default:
				x = far[at-1] + 1 // a's atom is deleted
			}
			from := x
			for int(x) < len(a) && int(x)-k >= 0 && int(x)-k < len(b) && a[x].id == b[int(x)-k].id {
				x++
			}
			m.work -= int(x - from)
			far[at], row[i] = x, x
			if int(x) >= len(a) && int(x)-k >= len(b) {
				return trace(append(reach, row), len(a), len(b))
			}
		}
		reach = append(reach, row)
	}
	return nil
}

// trace goes back from the end of both texts to their beginning and gathers
// the diagonals.
func trace(reach [][]int32, x, y int) (runs []run) {
	for d := len(reach) - 1; d >= 0; d-- {
		k := x - y
		var fromX, fromY int // where the diagonal of this step begins
		var beforeX, beforeY int
		if d > 0 {
			row := reach[d-1]
			at := func(k int) int { // the x of diagonal k in d-1 edits
				if k < -(d-1) || k > d-1 {
					return -1
				}
				return int(row[(k+d-1)/2])
			}
			if k == -d || k != d && at(k-1) < at(k+1) {
				beforeX = at(k + 1)
				beforeY = beforeX - k - 1
				fromX, fromY = beforeX, beforeY+1
			} else {
				beforeX = at(k - 1)
				beforeY = beforeX - k + 1
				fromX, fromY = beforeX+1, beforeY
			}
		}
		if x > fromX {
			runs = append(runs, run{fromX, fromY, x - fromX})
		}
		x, y = beforeX, beforeY
	}
	slices.Reverse(runs)
	return joined(runs)
}

// joined makes one of runs that touch.
func joined(runs []run) []run {
	out := runs[:0]
	for _, r := range runs {
		if n := len(out); n > 0 && out[n-1].a+out[n-1].n == r.a && out[n-1].b+out[n-1].n == r.b {
			out[n-1].n += r.n
		} else {
			out = append(out, r)
		}
	}
	return out
}
