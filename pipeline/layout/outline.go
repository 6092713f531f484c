package layout

import "kan/pipeline/unit"

// maxTitle and maxLines bound the search; longer titles are broken as running
// text. For each number of lines it looks at every pair of lines, one above the
// other, twice: with n clusters, l of them to a line at most, at 2·n·l² pairs,
// and at n³/3 where characters have no width.
const (
	maxTitle = 120
	maxLines = 12
)

// shape returns the best breaks: into as few lines as can be, or one more, or
// as many as it takes for no name to be torn.
func (t *title) shape() []int {
	if n := len(t.edges); n == 0 || t.fits(0, n) {
		return nil
	}
	var chain []layer
	best, least, fewest := 0, int64(0), 0
	for k := 1; k <= maxLines && (fewest == 0 || k <= fewest+1 || least >= seamNo); k++ {
		chain = append(chain, t.next(chain))
		end := chain[k-1].end()
		if !end.ok {
			continue
		}
		if fewest == 0 {
			fewest = k
		}
		if cost := end.cost + int64(k-fewest)*extraLine; best == 0 || cost < least {
			best, least = k, cost
		}
	}
	if best == 0 {
		return nil
	}
	return trace(chain[:best])
}

// What lines cost, beside their seams (seam.go). The numbers are a matter of
// taste, their order is not: a name is torn last, a known word next to last; a
// bad outline is better than that, and worse than a seam between two words.
const (
	extraLine  = 45_000  // a line more than needed
	shortLine  = 250_000 // less than a third of the measure
	hourglass  = 200_000 // a line shorter than both the one above and one below
	levelLines = 15_000  // two lines of one length, which is no outline
	stepFree   = 4       // em that a line may be longer or shorter than the one above
	stepCost   = 2_000   // of one em more, growing with the square
)

// lineCost is the cost of a line by itself.
func (t *title) lineCost(w unit.Length) int64 {
	if 3*w < t.o.Width {
		return shortLine
	}
	return 0
}

// step is the cost of two lines, one above the other. falling tells whether
// lines have been growing shorter and is brought up to date.
func (t *title) step(above, below unit.Length, falling bool) (cost int64, falls bool) {
	d := max(above-below, below-above)
	if d < t.em {
		cost = levelLines
	}
	if over := d - stepFree*t.em; over > 0 {
		tenths := int64(over * 10 / t.em)
		cost += stepCost * tenths * tenths / 100
	}
	if falling && below > above {
		return cost + hourglass, false
	}
	return cost, below < above || falling && below == above
}

// way is the cheapest way to a last line, and the line before that.
type way struct {
	cost    int64
	from    int16 // where the line before begins
	falling bool  // the lines before it were growing shorter
	ok      bool
}

// layer holds the ways of so many lines, by the last line and by whether lines
// are growing shorter there.
type layer struct {
	n    int // clusters
	ways []way
}

func (l *layer) at(i, j int, falling bool) *way {
	k := 2 * (i*(l.n+1) + j)
	if falling {
		k++
	}
	return &l.ways[k]
}

// end is the best way whose last line ends the text.
func (l *layer) end() (best way) {
	_, _, best = l.last()
	return best
}

// last finds the line that ends it.
func (l *layer) last() (i int, falling bool, best way) {
	for k := range l.n {
		for _, f := range [...]bool{false, true} {
			if w := *l.at(k, l.n, f); w.ok && (!best.ok || w.cost < best.cost) {
				i, falling, best = k, f, w
			}
		}
	}
	return i, falling, best
}

// reach notes a way to the line [i, j), if it is the cheapest.
func (l *layer) reach(i, j int, falling bool, w way) {
	if p := l.at(i, j, falling); !p.ok || w.cost < p.cost {
		*p = w
	}
}

// next returns the layer of one line more.
func (t *title) next(chain []layer) layer {
	n := len(t.edges)
	l := layer{n: n, ways: make([]way, 2*n*(n+1))}
	if len(chain) == 0 {
		t.lines(0, func(j int, w unit.Length, cost int64) { l.reach(0, j, false, way{cost: cost, ok: true}) })
		return l
	}
	prev := &chain[len(chain)-1]
	for i := range n {
		for j := i + 1; j < n; j++ {
			for _, falling := range [...]bool{false, true} {
				from := *prev.at(i, j, falling)
				if !from.ok {
					continue
				}
				above := t.width(i, j)
				t.lines(j, func(end int, below unit.Length, cost int64) {
					step, falls := t.step(above, below, falling)
					l.reach(j, end, falls, way{from.cost + step + cost, int16(i), falling, true})
				})
			}
		}
	}
	return l
}

// lines calls f for every line that may begin at cluster i: its end, its width
// and its cost. No line is a single character.
func (t *title) lines(i int, f func(j int, w unit.Length, cost int64)) {
	for j := i + 1; j < len(t.sum) && t.sum[j]-t.sum[i] <= t.o.Width+3*t.em; j++ {
		last := j == len(t.sum)-1
		if j-i < 2 || !t.fits(i, j) || !last && t.seams[j] == never {
			continue
		}
		w := t.width(i, j)
		cost := t.lineCost(w)
		if !last {
			cost += t.seams[j]
		}
		f(j, w, cost)
	}
}

// trace follows the best way back from the last layer.
func trace(chain []layer) []int {
	at := make([]int, len(chain)-1)
	i, falling, w := chain[len(chain)-1].last()
	for k := len(chain) - 1; k > 0; k-- {
		at[k-1] = i
		i, falling = int(w.from), w.falling
		w = *chain[k-1].at(i, at[k-1], falling)
	}
	return at
}
