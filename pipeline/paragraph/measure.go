package paragraph

import (
	"kan/pipeline/cjk"
	"kan/pipeline/unit"
)

// The tiers in which clreq adjusts a line. Places of a lower number are used
// up before those of a higher one are touched; within a tier all give or take
// the same.
const (
	shrinkEnd   = 1 // the mark at the line end, whole or not at all
	shrinkSpace = 2 // word spaces, to ¼ em
	shrinkDot   = 3 // an interpunct of 1 em, on both sides, to ½ em
	shrinkQuote = 4 // outside of brackets and quotes, to ½ em
	shrinkMid   = 5 // ， 、 ； ： to ½ em
	shrinkGap   = 6 // Han–Latin gaps, to ⅛ em
	shrinkStop  = 7 // 。 ？ ！ to ½ em
	shrinkFirst = shrinkSpace
	shrinkLast  = shrinkStop

	stretchSpace = 1 // word spaces, to ½ em
	stretchGap   = 2 // Han–Latin gaps, to ½ em
	stretchAny   = 3 // all other gaps between characters, without limit
)

// sum is what the clusters before a place add up to, each with the boundary
// after it.
type sum struct {
	natural unit.Length
	slack   unit.Length                 // shrink of all tiers
	shrink  [shrinkLast + 1]unit.Length // by tier
	room    [stretchAny]unit.Length     // stretch up to the limit, by tier
	places  [reluctant + 1]int32        // by elasticity
}

// sum fills sums for the clusters [start, end).
func (s *setter) sum(start, end int) {
	s.sums[start] = sum{}
	for k := start; k < end; k++ {
		it := &s.items[k]
		t := s.sums[k]
		t.natural += it.advance + it.join
		t.slack += it.lead.cap + it.trail.cap
		t.shrink[it.lead.tier] += it.lead.cap
		t.shrink[it.trail.tier] += it.trail.cap
		t.places[it.stretch]++
		switch it.stretch {
		case wordSpace:
			t.room[stretchSpace] += s.room(it.advance)
		case hanGap:
			t.room[stretchGap] += s.room(s.Gap)
		}
		s.sums[k+1] = t
	}
}

// room is how far a word space or gap of width w may stretch: to ½ em.
func (s *setter) room(w unit.Length) unit.Length { return max(0, s.Em/2-w) }

// extent is a candidate line, measured.
type extent struct {
	start, end         int // clusters with ink
	avail              unit.Length
	natural            unit.Length
	startTrim, endTrim unit.Length
	hung               bool
	give               unit.Length // what the mark at the end gives in shrink tier 1
	least              unit.Length // width when all is shrunk
	core               unit.Length // no line that starts here and reaches as far can be narrower
}

// seams is the end of the boundaries that may stretch: all between clusters
// with ink, but not the one before a mark that hangs outside.
func (e *extent) seams() int {
	if e.hung {
		return max(e.start, e.end-2)
	}
	return max(e.start, e.end-1)
}

// fits tells whether the line can be made narrow enough.
func (e *extent) fits() bool { return e.least <= e.avail }

// extent measures the line of clusters [from, to); last says that it ends a
// paragraph.
func (s *setter) extent(from, to int, last bool) extent {
	e := extent{start: from, end: int(s.items[to-1].ink) + 1, avail: s.avail(from)}
	for e.start < e.end && s.items[e.start].class == cjk.Space {
		e.start++
	}
	if e.end <= e.start {
		e.end = e.start
		return e
	}
	a, z := &s.items[e.start], &s.items[e.end-1]
	head, tail := &s.sums[e.start], &s.sums[e.end]
	e.natural = tail.natural - head.natural - z.join
	slack := tail.slack - head.slack - a.lead.cap - z.trail.cap
	e.core = e.natural - slack - z.advance - a.advance

	if s.trimsStart(from) {
		e.startTrim = -a.openSpace()
	}
	s.trimEnd(&e, last)
	e.natural += e.startTrim + e.endTrim
	if e.hung {
		e.natural -= z.advance
	}
	e.least = e.natural - slack - e.give
	return e
}

// trimsStart tells whether an opener that starts the line at cluster from
// loses its empty half.
func (s *setter) trimsStart(from int) bool {
	if from == 0 && s.Indent > 0 {
		return !s.KeepIndentOpen
	}
	return !s.KeepStart
}

// openSpace is the adjustable space before it.
func (it *item) openSpace() unit.Length {
	if it.side == cjk.Before {
		return it.half
	}
	return 0
}

// trimEnd treats the mark at the end of a line.
func (s *setter) trimEnd(e *extent, last bool) {
	z := &s.items[e.end-1]
	if z.side != cjk.After || s.EndTrim == EndNever {
		return
	}
	hangs := s.EndTrim == EndHang && cjk.Hangs(z.last) &&
		(e.end-1 == e.start || !mark(s.items[e.end-2].class))
	switch {
	case hangs && last:
		e.give = z.advance
	case hangs:
		e.hung = true
	case last || s.EndTrim == EndIfNeeded:
		e.give = z.half
	default:
		e.endTrim = -z.half
	}
}

// mark tells whether c is a class of marks that stand in runs.
func mark(c cjk.Class) bool { return cjk.Opener <= c && c <= cjk.Ellipsis }
