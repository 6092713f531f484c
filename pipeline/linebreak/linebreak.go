// Package linebreak chooses where the lines of a paragraph end, so that the
// paragraph as a whole is best (total fit: Knuth and Plass, Breaking
// Paragraphs into Lines, 1981).
//
// A paragraph comes in as a number of legal breaks and a function that judges
// the line between any two of them; the least costly chain of lines goes out.
// What boxes, glue and penalties the text is made of, what a line of them
// costs and how it is stretched is the caller's: a script with tiers of
// elasticity and marks that shrink at the margins judges its lines by other
// rules than English does, and the search is the same.
package linebreak

// Class orders lines by how they look: from tight over even to loose. Two
// lines, one above the other, of classes more than one apart disturb the page.
type Class int8

// The classes.
const (
	Tight Class = iota
	Even
	Loose
	VeryLoose
	classes
)

// Line is the judgement on one line. Cost is ≥ 0 and less than 2^48 for each
// line, so that no paragraph overflows.
type Line struct {
	Cost  int64
	Class Class
	// TooLong says that this line, and every other that begins at the same
	// break or before it and ends at the same or after it, is hopelessly too long.
	TooLong bool
}

// Measure judges the line from break from to break to, from < to. Break 0 is
// the start of the paragraph, break n its end.
type Measure func(from, to int) Line

// Clash is the cost of two lines in a row whose classes are more than one apart.
const Clash = 3000

// node is the best way to a break whose last line is of one class.
type node struct {
	cost  int64
	prev  int32 // break where that line begins
	class Class // of the line before it
}

// ways are the best ways to a break, by the class of the last line.
type ways [classes]node

const unreached = int64(1) << 62

// Best returns the breaks at which the lines of the cheapest paragraph end, the
// last of them n. Lines that are TooLong are left
// out, save those from one break to the next, so there is always an answer. Of two equal ones the one with
// the longer last lines wins. Best is linear in n for lines of bounded length.
func Best(n int, measure Measure) []int {
	if n <= 0 {
		return nil
	}
	nodes := make([]ways, n+1)
	for to := 1; to <= n; to++ {
		here := &nodes[to]
		for c := range here {
			here[c].cost = unreached
		}
		for from := to - 1; from >= 0; from-- {
			line := measure(from, to)
			if line.TooLong && from < to-1 {
				break
			}
			if from == 0 {
				here.reach(line, 0, 0, line.Class)
				continue
			}
			for c := range nodes[from] {
				if before := nodes[from][c].cost; before < unreached {
					here.reach(line, before, from, Class(c))
				}
			}
		}
	}
	return trace(nodes)
}

// reach notes a way to a break, if it is the cheapest of its class.
func (w *ways) reach(line Line, before int64, from int, above Class) {
	cost := before + line.Cost + clash(above, line.Class)
	if n := &w[line.Class]; cost <= n.cost {
		*n = node{cost, int32(from), above}
	}
}

func clash(a, b Class) int64 {
	if a-b > 1 || b-a > 1 {
		return Clash
	}
	return 0
}

// trace follows the cheapest way back from the last break.
func trace(nodes []ways) (ends []int) {
	at := len(nodes) - 1
	best := Tight
	for c := range nodes[at] {
		if nodes[at][c].cost < nodes[at][best].cost {
			best = Class(c)
		}
	}
	for at > 0 {
		ends = append(ends, at)
		n := nodes[at][best]
		at, best = int(n.prev), n.class
	}
	for i, j := 0, len(ends)-1; i < j; i, j = i+1, j-1 {
		ends[i], ends[j] = ends[j], ends[i]
	}
	return ends
}

// Total is the cost of a paragraph whose lines end at ends.
func Total(ends []int, measure Measure) (cost int64) {
	from, above := 0, Even
	for i, to := range ends {
		line := measure(from, to)
		if i == 0 {
			above = line.Class
		}
		cost += line.Cost + clash(above, line.Class)
		from, above = to, line.Class
	}
	return cost
}
