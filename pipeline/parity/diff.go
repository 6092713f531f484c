package parity

// most bounds how many characters of difference are looked for: finding them
// costs the square of their number, and behind that many nobody reads on.
const most = 3000

// common finds a longest common subsequence (Myers, An O(ND) Difference
// Algorithm, 1986): for every character of want its place in got, or none.
func common(want, got []rune) []int {
	at := make([]int, len(want))
	for k := range at {
		at[k] = none
	}
	// What both begin and end with is cheap, and mostly all there is.
	head := 0
	for head < len(want) && head < len(got) && want[head] == got[head] {
		at[head] = head
		head++
	}
	tail := 0
	for tail < len(want)-head && tail < len(got)-head && want[len(want)-1-tail] == got[len(got)-1-tail] {
		tail++
		at[len(want)-tail] = len(got) - tail
	}
	w, g := want[head:len(want)-tail], got[head:len(got)-tail]
	for _, pair := range shortestEdit(w, g) {
		at[head+pair[0]] = head + pair[1]
	}
	return at
}

// shortestEdit returns the pairs of equal characters that a shortest edit from
// w to g keeps.
func shortestEdit(w, g []rune) (pairs [][2]int) {
	if len(w) == 0 || len(g) == 0 {
		return nil
	}
	limit := min(len(w)+len(g), most)
	reach := make([]int, 2*limit+2) // farthest character of w on each diagonal
	at := func(k int) int { return k + limit }
	var trace [][]int
	for d := 0; d <= limit; d++ {
		trace = append(trace, append([]int{}, reach[at(-d):at(d)+1]...))
		for k := -d; k <= d; k += 2 {
			x := 0
			if k == -d || k != d && reach[at(k-1)] < reach[at(k+1)] {
				if d > 0 {
					x = reach[at(k+1)]
				}
			} else {
				x = reach[at(k-1)] + 1
			}
			y := x - k
			for x < len(w) && y < len(g) && w[x] == g[y] {
				x, y = x+1, y+1
			}
			reach[at(k)] = x
			if x >= len(w) && y >= len(g) {
				return walkBack(trace, len(w), len(g))
			}
		}
	}
	return nil
}

// walkBack follows a shortest edit from its end. trace[d] is the reach, before
// step d, of the diagonals -d to d.
func walkBack(trace [][]int, x, y int) (pairs [][2]int) {
	for d := len(trace) - 1; d > 0; d-- {
		before := func(k int) int { return trace[d][k+d] }
		k := x - y
		from := k - 1
		if k == -d || k != d && before(k-1) < before(k+1) {
			from = k + 1
		}
		px := before(from)
		py := px - from
		for x > px && y > py {
			x, y = x-1, y-1
			pairs = append(pairs, [2]int{x, y})
		}
		x, y = px, py
	}
	for x > 0 && y > 0 {
		x, y = x-1, y-1
		pairs = append(pairs, [2]int{x, y})
	}
	return pairs
}
