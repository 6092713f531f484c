package paragraph

import (
	"kan/pipeline/linebreak"
	"kan/pipeline/unit"
)

// optimal chooses the lines of clusters [start, end) together, so that they
// are as even as the text allows. A paragraph that fits one line is one line.
func (s *setter) optimal(start, end int) {
	s.ends = s.ends[:0]
	if start == end {
		return
	}
	if e := s.extent(start, end, true); e.fits() {
		s.ends = append(s.ends, end)
		return
	}
	for _, b := range linebreak.Best(len(s.breaks), s.judgement(start, end)) {
		s.ends = append(s.ends, s.breaks[b-1])
	}
}

// What lines cost. Badness is 0 for a line set naturally and about 100 for
// one just bearable; a line costs (lineBadness+badness)², as in TeX.
const (
	lineBadness   = 10      // fewer lines rather than more
	maxBadness    = 10_000  // of a line that cannot be stretched enough
	orphanBadness = 400     // of a single Han character as last line
	inWordCost    = 50 * 50 // of a break inside a word too wide for the measure
	overfull      = int64(1) << 34
	window        = 512 // breaks in one line: a bound for text of no width
)

// hopeless is the judgement on a line that is as loose as can be.
var hopeless = linebreak.Line{Cost: (lineBadness + maxBadness) * (lineBadness + maxBadness), Class: linebreak.VeryLoose}

// tierBadness is the badness of a line that has used up a shrink tier: later
// tiers are those that readers notice.
var tierBadness = [shrinkLast + 1]int64{
	shrinkEnd: 1, shrinkSpace: 2, shrinkDot: 2, shrinkQuote: 2, shrinkMid: 3, shrinkGap: 8, shrinkStop: 10,
}

// judgement gives the measure of the stretch [start, end): break k of it is
// s.breaks[k-1].
func (s *setter) judgement(start, end int) linebreak.Measure {
	widest := max(s.Width, s.Width-s.Indent)
	return func(from, to int) linebreak.Line {
		a, z := start, s.breaks[to-1]
		if from > 0 {
			a = s.breaks[from-1]
		}
		if s.Align == Justify && z < end && to-from > 1 && 2*(s.sums[z].natural-s.sums[a].natural) < s.avail(a) {
			return hopeless // not half full: spares the work of measuring it
		}
		e := s.extent(a, z, z == end)
		bad, class := s.badness(&e, z == end)
		line := linebreak.Line{Class: class, TooLong: e.core > widest || to-from > window}
		if z == end && s.Orphan && s.orphan(a, end) {
			bad += orphanBadness
		}
		line.Cost = (lineBadness + bad) * (lineBadness + bad)
		if s.items[z-1].legal == relieved && z < end {
			line.Cost += inWordCost
		}
		if !e.fits() {
			line.Cost = overfull + min(int64(e.least-e.avail), overfull)
			if to-from > 1 { // dearer than each piece on a line of its own
				line.Cost = 4 * overfull * int64(to-from)
			}
		}
		return line
	}
}

// badness tells how bad a line will look when it is set.
func (s *setter) badness(e *extent, last bool) (int64, linebreak.Class) {
	switch {
	case e.natural > e.avail:
		return s.tightness(e), linebreak.Tight
	case last || e.natural == e.avail || e.end == e.start:
		return 0, linebreak.Even
	case s.Align != Justify:
		return cube(e.avail-e.natural, 3*s.Em), linebreak.Even
	}
	l := s.looseness(e)
	bad := int64(0)
	if l.add[stretchSpace]+l.add[stretchGap] > 0 {
		bad = 2
	}
	if l.rest == 0 {
		return bad, linebreak.Even
	}
	if l.places == 0 {
		return maxBadness, linebreak.VeryLoose
	}
	bad += cube(l.rest/unit.Length(l.places), s.Em/8)
	switch {
	case bad < 12: // ¹⁄₁₆ em a gap
		return bad, linebreak.Even
	case bad < 100:
		return bad, linebreak.Loose
	}
	return min(bad, maxBadness), linebreak.VeryLoose
}

// tightness is the badness of a line that must be shrunk.
func (s *setter) tightness(e *extent) (bad int64) {
	need := e.natural - e.avail
	if e.give > 0 {
		bad += tierBadness[shrinkEnd]
		need -= e.give
	}
	if e.end == e.start {
		return bad
	}
	head, tail := &s.sums[e.start], &s.sums[e.end]
	a, z := s.items[e.start].lead, s.items[e.end-1].trail
	for t := int8(shrinkFirst); t <= shrinkLast && need > 0; t++ {
		room := tail.shrink[t] - head.shrink[t]
		if a.tier == t {
			room -= a.cap
		}
		if z.tier == t {
			room -= z.cap
		}
		if room <= 0 {
			continue
		}
		used := min(need, room)
		bad += tierBadness[t] * cube(used, room) / 100
		need -= used
	}
	return bad
}

// cube is 100·(part/whole)³, at most maxBadness.
func cube(part, whole unit.Length) int64 {
	if part <= 0 {
		return 0
	}
	if whole <= 0 || part >= 5*whole {
		return maxBadness
	}
	r := int64(part) * 1000 / int64(whole)
	return min(maxBadness, r*r*r/10_000_000)
}
