package paragraph

import (
	"kan/pipeline/unit"
)

// justify makes lines of clusters [start, end) at the chosen ends; the last
// line takes in the forced break before next.
func (s *setter) justify(start, end, next int) {
	if start == end {
		s.ends = append(s.ends[:0], end)
	}
	for i, to := range s.ends {
		last := i == len(s.ends)-1
		ln := Line{Start: start, End: to}
		if last {
			ln.End, ln.Forced = next, next > end
		}
		s.set(&ln, to, last)
		s.lines = append(s.lines, ln)
		start = to
	}
}

// set fills in a line whose text ends at to.
func (s *setter) set(ln *Line, to int, last bool) {
	e := extent{start: ln.Start, end: ln.Start, avail: s.avail(ln.Start)}
	if to > ln.Start {
		e = s.extent(ln.Start, to, last)
	}
	ln.Natural, ln.Set = e.natural, e.natural
	ln.StartTrim, ln.EndTrim, ln.Hung = e.startTrim, e.endTrim, e.hung
	clear(s.moved[e.start:max(e.end, e.start)])
	ln.Shrink = s.shrink(ln, &e)
	if s.Align == Justify && !last {
		ln.Stretch = s.stretch(ln, &e)
	}
	ln.Kerns = s.kernsOf(&e)
	s.place(ln, &e)
}

// shrink takes what is too wide, tier by tier.
func (s *setter) shrink(ln *Line, e *extent) []Tier {
	from := len(s.tiers)
	if ln.Set > e.avail && e.give > 0 {
		ln.Set -= e.give
		s.tiers = append(s.tiers, Tier{shrinkEnd, 1, e.give})
	}
	for t := shrinkFirst; t <= shrinkLast && ln.Set > e.avail; t++ {
		room := s.shrinkPlaces(e, int8(t))
		if room == 0 {
			continue
		}
		amount := min(ln.Set-e.avail, room)
		s.share(amount, -1)
		ln.Set -= amount
		s.tiers = append(s.tiers, Tier{t, len(s.places), amount})
	}
	return s.tiers[from:len(s.tiers):len(s.tiers)]
}

// shrinkPlaces gathers the places of a tier and returns what they can give.
func (s *setter) shrinkPlaces(e *extent, tier int8) (room unit.Length) {
	s.places = s.places[:0]
	for k := e.start; k < e.end; k++ {
		it := &s.items[k]
		if k > e.start && it.lead.tier == tier && it.lead.cap > 0 {
			s.places = append(s.places, place{k - 1, it.lead.cap})
			room += it.lead.cap
		}
		if k < e.end-1 && it.trail.tier == tier && it.trail.cap > 0 {
			s.places = append(s.places, place{k, it.trail.cap})
			room += it.trail.cap
		}
	}
	return room
}

// looseness is what a line lacks: what tiers 1 and 2 can add, and what is left
// for tier 3 and its places.
type looseness struct {
	add    [stretchAny]unit.Length
	rest   unit.Length
	places int32
	any    bool // there is nothing but word spaces, gaps, and reluctant boundaries to stretch
}

// looseness tells how a line narrower than the measure is to be stretched.
func (s *setter) looseness(e *extent) (l looseness) {
	head, tail := &s.sums[e.start], &s.sums[e.seams()]
	l.rest = max(0, e.avail-e.natural)
	for t := stretchSpace; t <= stretchGap; t++ {
		l.add[t] = min(l.rest, tail.room[t]-head.room[t])
		l.rest -= l.add[t]
	}
	l.places = tail.places[letters] - head.places[letters]
	if l.places == 0 {
		l.any = true
		for _, p := range [...]elastic{wordSpace, hanGap, reluctant} {
			l.places += tail.places[p] - head.places[p]
		}
	}
	return l
}

// stretch adds what is missing, tier by tier. Where a line has no gap for tier
// 3, it takes word spaces, Han–Latin gaps and the neighbours of ～ and / beyond
// their limits: an even edge is worth more.
func (s *setter) stretch(ln *Line, e *extent) []Tier {
	from := len(s.tiers)
	short := *e
	short.natural = ln.Set
	l := s.looseness(&short)
	for t := stretchSpace; t <= stretchAny; t++ {
		amount := l.rest
		if t < stretchAny {
			amount = l.add[t]
		}
		if amount == 0 {
			continue
		}
		s.stretchPlaces(e, t, l.any)
		if len(s.places) == 0 {
			continue
		}
		s.share(amount, 1)
		ln.Set += amount
		s.tiers = append(s.tiers, Tier{t, len(s.places), amount})
	}
	return s.tiers[from:len(s.tiers):len(s.tiers)]
}

// stretchPlaces gathers the places of a tier.
func (s *setter) stretchPlaces(e *extent, tier int, any bool) {
	s.places = s.places[:0]
	for k := e.start; k < e.seams(); k++ {
		it := &s.items[k]
		limit := unbounded
		switch {
		case tier == stretchSpace && it.stretch == wordSpace:
			limit = s.room(it.advance)
		case tier == stretchGap && it.stretch == hanGap:
			limit = s.room(s.Gap)
		case tier == stretchAny && (it.stretch == letters || any && it.stretch != rigid):
		default:
			continue
		}
		if limit > 0 {
			s.places = append(s.places, place{k, limit})
		}
	}
}

// place is the boundary after a cluster and what it can give or take.
type place struct {
	after int
	cap   unit.Length
}

const unbounded unit.Length = 1 << 62

// share divides amount equally among places, none beyond its cap; the first
// ones get the units that do not divide. sign is 1 to add, -1 to take.
func (s *setter) share(amount, sign unit.Length) {
	open := len(s.places)
	for again := true; again && open > 0; {
		again = false
		each := amount / unit.Length(open)
		for i := range s.places {
			if p := &s.places[i]; p.cap >= 0 && p.cap <= each {
				s.moved[p.after] += sign * p.cap
				amount -= p.cap
				p.cap, again = -1, true
				open--
			}
		}
	}
	if open == 0 {
		return
	}
	each, more := amount/unit.Length(open), amount%unit.Length(open)
	for i := range s.places {
		p := &s.places[i]
		if p.cap < 0 {
			continue
		}
		one := unit.Length(0)
		if more > 0 {
			one = 1
			more--
		}
		s.moved[p.after] += sign * (each + one)
	}
}

// kernsOf lists the kerns inside a line.
func (s *setter) kernsOf(e *extent) []Kern {
	from := len(s.kerns)
	for k := e.start; k < e.end-1; k++ {
		if j := s.items[k].join; j < 0 {
			s.kerns = append(s.kerns, Kern{k, j})
		}
	}
	return s.kerns[from:len(s.kerns):len(s.kerns)]
}

// place finds the origin of every cluster of a line.
func (s *setter) place(ln *Line, e *extent) {
	x := e.origin(s, ln)
	ln.X = s.x[ln.Start:ln.End:ln.End]
	for k := range ln.X {
		at := ln.Start + k
		if at == e.start {
			x += e.startTrim
		}
		ln.X[k] = x
		if at >= e.start && at < e.end {
			x += s.items[at].advance
			if at < e.end-1 {
				x += s.items[at].join + s.moved[at]
			}
		}
	}
}

// origin is where a line begins in the measure. A line too wide sticks out on
// the right only.
func (e *extent) origin(s *setter, ln *Line) unit.Length {
	left := s.Width - e.avail
	switch s.Align {
	case Center:
		left += max(0, (e.avail-ln.Set)/2)
	case Right:
		left += max(0, e.avail-ln.Set)
	}
	return left
}
