package paragraph

import (
	"unicode/utf8"

	"kan/pipeline/cjk"
	"kan/pipeline/font"
	"kan/pipeline/unit"
)

// item is a cluster as a line sees it, with the boundary after it.
type item struct {
	first, last rune      // of its text, joiners and combining marks left out
	class       cjk.Class // of first; Western marks are Other, a single — is a Connector
	western     bool      // part of a word or number
	pair        bool      // half of a —— or ……, the next cluster is the other half
	bound       bool      // the next cluster is of the same unit (units.go)
	ink         int32     // the last cluster up to this one that is no space, -1 before the first

	advance unit.Length // inside a line: 0 for spaces that have vanished
	half    unit.Length // adjustable space of a full-width mark
	side    cjk.Side    // where it is

	lead, trail slack       // what may be shrunk before it and after it inside a line
	join        unit.Length // kern (< 0) or gap (> 0) to the next cluster on the same line
	stretch     elastic     // how the boundary to the next cluster stretches
	legal       verdict     // whether a line may end after it
}

// slack is a place that may shrink: by cap at most, in a tier.
type slack struct {
	tier int8
	cap  unit.Length
}

// elastic is the tier in which a boundary stretches.
type elastic int8

const (
	rigid     elastic = iota
	wordSpace         // tier 1
	hanGap            // tier 2
	letters           // tier 3
	reluctant         // tier 3, but only where nothing else is left: next to ～ and /
)

// collect judges the clusters [start, end), which hold no forced break.
func (s *setter) collect(start, end int) {
	ink := int32(-1)
	for k := start; k < end; k++ {
		s.items[k] = s.read(&s.clusters[k])
		if s.items[k].class != cjk.Space {
			ink = int32(k)
		}
		s.items[k].ink = ink
		if ink < 0 {
			s.items[k].advance = 0
		}
	}
	for k := start; k < end; {
		k = s.pairs(k, end)
	}
	s.held = s.Units && s.hold(start, end)
	for k := start; k+1 < end; k++ {
		s.meet(k, end)
	}
	for k := start; k+1 < end; k++ {
		s.items[k].legal = s.judge(k)
	}
}

// read judges one cluster by itself.
func (s *setter) read(c *font.Cluster) item {
	first, _ := utf8.DecodeRuneInString(c.Text)
	it := item{first: first, last: first, class: cjk.ClassOf(first), advance: c.Advance}
	if c.Text == "" {
		it.class = cjk.Combining
	}
	for rest := c.Text; rest != ""; {
		r, n := utf8.DecodeLastRuneInString(rest)
		if rest = rest[:len(rest)-n]; cjk.ClassOf(r) != cjk.Combining {
			it.last = r
			break
		}
	}
	it.western = cjk.IsWestern(first)
	if c.Latin && cjk.Opener <= it.class && it.class <= cjk.Interpunct {
		it.class, it.western = cjk.Other, true
		return it
	}
	if it.side = cjk.Adjustable(first); it.side != cjk.NoSide {
		it.half = c.Advance / 2
		if 0 < c.Size && c.Size < c.Advance { // letterspaced: the space of the em-box only
			it.half = c.Size / 2
		}
	}
	if it.class == cjk.Interpunct && c.Advance >= c.Size && c.Size > 0 {
		quarter := slack{shrinkDot, c.Size / 4}
		it.lead, it.trail = quarter, quarter
	}
	return it
}

// pairs finds the run of dashes or ellipses at k and ties it in pairs; an odd
// one out is tied to the last pair, and one — alone is a connector. It returns
// the place after the run.
func (s *setter) pairs(k, end int) int {
	class := s.items[k].class
	if !double(class) || s.items[k].first == '⸺' {
		return k + 1
	}
	stop, runes := k, 0
	for stop < end && s.items[stop].class == class && s.items[stop].first != '⸺' {
		runes += utf8.RuneCountInString(s.clusters[stop].Text)
		stop++
	}
	if runes == 1 && class == cjk.Dash {
		s.items[k].class = cjk.Connector
	}
	done := 0
	for j := k; j < stop-1; j++ {
		done += utf8.RuneCountInString(s.clusters[j].Text)
		if done%2 == 1 || runes-done < 2 {
			s.items[j].pair = true
		}
	}
	return stop
}

// tied tells whether clusters k and k+1 are of one unit, inside which nothing
// breaks or stretches: a word, a number with its signs, a pair of dashes.
func (s *setter) tied(k int) bool {
	a, b := &s.items[k], &s.items[k+1]
	switch {
	case s.clusters[k].KeepNext, b.class == cjk.Combining, a.pair, a.western && b.western:
		return true
	case b.class == cjk.Postfix:
		return a.class == cjk.Digit
	case a.class == cjk.Prefix:
		return b.class == cjk.Digit
	}
	return false
}

// meet settles what lies between clusters k and k+1 on one line.
func (s *setter) meet(k, end int) {
	a, b := &s.items[k], &s.items[k+1]
	switch {
	case a.class == cjk.Space:
		s.space(a)
	case b.class == cjk.Space:
		s.collapse(k, end)
	case s.tied(k):
		// nothing moves inside a unit
	case cjk.Gap(a.last, b.first) && s.Gap > 0:
		s.gap(a)
	default:
		a.stretch = letters
		if stiff(a.class) || stiff(b.class) {
			a.stretch = reluctant
		}
	}
	if a.bound {
		a.stretch = rigid
	}
	s.kern(a, b)
}

// stiff marks keep their distance on a loose line.
func stiff(c cjk.Class) bool { return c == cjk.Connector || c == cjk.Solidus }

// kern takes the space between adjacent marks, or notes what may be shrunk there.
func (s *setter) kern(a, b *item) {
	switch cjk.Kern(a.last, b.first) {
	case cjk.After:
		if a.half > 0 && b.class != cjk.Other { // Other: Western quotes
			a.join = -a.half
			return
		}
	case cjk.Before:
		if b.half > 0 && a.class != cjk.Other {
			a.join = -b.half
			return
		}
	}
	s.shrinkAfter(a)
	if b.side == cjk.Before {
		b.lead = slack{shrinkQuote, b.half}
	}
}

// shrinkAfter notes the space after a mark that no neighbour has taken.
func (s *setter) shrinkAfter(a *item) {
	if a.side != cjk.After {
		return
	}
	switch a.class {
	case cjk.Closer:
		a.trail = slack{shrinkQuote, a.half}
	case cjk.Mid:
		a.trail = slack{shrinkMid, a.half}
	case cjk.Stop:
		if !s.FixPeriod {
			a.trail = slack{shrinkStop, a.half}
		}
	}
}

// gap puts the Han–Latin gap after a.
func (s *setter) gap(a *item) {
	a.join, a.stretch = s.Gap, hanGap
	a.trail = slack{shrinkGap, max(0, s.Gap-s.Em/8)}
}

// space notes the elasticity of a word space.
func (s *setter) space(a *item) {
	if a.advance > 0 {
		a.stretch = wordSpace
		a.trail = slack{shrinkSpace, max(0, a.advance-s.Em/4)}
	}
}

// collapse looks at the spaces after cluster k: between Han and Western text
// they vanish, and the gap takes their place.
func (s *setter) collapse(k, end int) {
	next := k + 1
	for next < end && s.items[next].class == cjk.Space {
		next++
	}
	if next == end || !cjk.Gap(s.items[k].last, s.items[next].first) {
		return
	}
	for j := k + 1; j < next; j++ {
		s.items[j].advance = 0
	}
	if s.Gap > 0 {
		s.gap(&s.items[k])
	} else {
		s.items[k].stretch = letters
	}
}
