package redline

import (
	"slices"

	"kan/pipeline/cjk"
)

// comparison is two texts and what they have in common, on the way from the
// shortest edit script to one that people read.
type comparison struct {
	a, b []atom
	runs []run
}

// clean makes a script readable: what is in common by chance is given up,
// changes stand between phrases, and two texts that have too little in common
// have nothing in common.
func (c *comparison) clean() {
	for range mostPasses {
		before := len(c.runs)
		c.giveUp()
		if len(c.runs) == before {
			break
		}
	}
	c.slide()
	if c.unlike() {
		c.runs = nil
	}
}

// mostPasses is how often runs are looked through: what is given up makes the
// changes beside it larger.
const mostPasses = 4

// giveUp gives up runs that are small beside the changes on both sides.
func (c *comparison) giveUp() {
	kept := c.runs[:0:0]
	for k, r := range c.runs {
		var before run
		if len(kept) > 0 {
			before = kept[len(kept)-1]
		}
		after := run{a: len(c.a), b: len(c.b)}
		if k+1 < len(c.runs) {
			after = c.runs[k+1]
		}
		left, right := c.change(before, r), c.change(r, after)
		if left == 0 || right == 0 || !c.chance(r, min(left, right)) {
			kept = append(kept, r)
		}
	}
	c.runs = kept
}

// change is how much is deleted or inserted between two runs, the larger of both.
func (c *comparison) change(p, q run) int {
	return max(worth(c.a[p.a+p.n:q.a]), worth(c.b[p.b+p.n:q.b]))
}

// A run between two changes is by chance when it is one character, or short
// and at most half as long as the smaller of the changes. The end of a clause
// never is: phrase by phrase is how people compare.
const shortRun = 4

func (c *comparison) chance(r run, change int) bool {
	list := c.a[r.a : r.a+r.n]
	for k := range list {
		if list[k].kind >= clause {
			return false
		}
	}
	w := worth(list)
	return w <= 1 || w <= shortRun && 2*w <= change
}

// worth is what atoms count against one another: marks nothing, so that they go
// with their phrase, but something where they are all there is.
func worth(list []atom) (n int) {
	for k := range list {
		switch list[k].kind {
		case plain:
			n++
		case word:
			n += 2
		}
	}
	if n == 0 && len(list) > 0 {
		return 1
	}
	return n
}

// slide moves insertions and deletions along equal text to where they begin
// and end with a phrase: in 甲，丙，乙 it is 丙， that was inserted, not ，丙.
func (c *comparison) slide() {
	// A change at either end lies between runs too, if only empty ones.
	c.runs = append(append([]run{{}}, c.runs...), run{len(c.a), len(c.b), 0})
	for k := 1; k < len(c.runs); k++ {
		p, q := &c.runs[k-1], &c.runs[k]
		switch a, b := p.a+p.n, p.b+p.n; {
		case a == q.a && b < q.b:
			c.slideOne(c.b, b, q.b, p, q)
		case b == q.b && a < q.a:
			c.slideOne(c.a, a, q.a, p, q)
		}
	}
	c.runs = slices.DeleteFunc(c.runs, func(r run) bool { return r.n == 0 })
}

// slideOne moves the change [from, to) of one text between the runs p and q. A
// run between two changes keeps an atom.
func (c *comparison) slideOne(text []atom, from, to int, p, q *run) {
	left, right := p.n, q.n
	if p.a+p.b > 0 {
		left--
	}
	if q.a+q.n < len(c.a) || q.b+q.n < len(c.b) {
		right--
	}
	best, by := edge(text, from)+edge(text, to), 0
	try := func(n int) {
		if s := edge(text, from+n) + edge(text, to+n); s > best {
			best, by = s, n
		}
	}
	for n := 1; n <= left && text[from-n].id == text[to-n].id; n++ {
		try(-n)
	}
	for n := 0; n < right && text[from+n].id == text[to+n].id; n++ {
		try(n + 1)
	}
	p.n += by
	q.a, q.b, q.n = q.a+by, q.b+by, q.n-by
}

// edge says how well a change begins or ends before atom k of a text.
func edge(text []atom, k int) int {
	if k == 0 || k == len(text) {
		return 8
	}
	before, after := text[k-1], text[k]
	switch {
	case before.kind == stop:
		return 7
	case after.kind == stop:
		return 4
	case before.kind == clause:
		return 6
	case after.kind == clause:
		return 3
	case before.text == "、":
		return 5
	}
	switch b, a := classOfText(before.text), classOfText(after.text); {
	case a == cjk.Opener, b == cjk.Closer:
		return 3
	case b == cjk.Opener, a == cjk.Closer:
		return 1
	case before.kind == mark || after.kind == mark:
		return 2
	case before.kind != after.kind:
		return 1
	}
	return 0
}

// classOfText is the class of the first character of an atom.
func classOfText(text string) cjk.Class {
	for _, r := range text {
		return cjk.ClassOf(r)
	}
	return cjk.Other
}

// leastCommon is the share of two texts, in thousandths, that they must have in
// common to be shown mixed.
const leastCommon = 300

func (c *comparison) unlike() bool {
	common := 0
	for _, r := range c.runs {
		common += worth(c.a[r.a : r.a+r.n])
	}
	return 2000*common < leastCommon*(worth(c.a)+worth(c.b))
}
