package paragraph

import (
	"kan/pipeline/cjk"
	"kan/pipeline/unit"
)

// greedy chooses the lines of clusters [start, end) one after the other:
//
//  1. what is left of the paragraph, if it fits;
//  2. else up to the last break where the line is not wider than the measure;
//  3. if it is narrower, rather up to the next break where it can be shrunk
//     enough (squeeze in before push out, 先挤进后推出), unless PushOut says no;
//  4. else stretch it.
func (s *setter) greedy(start, end int) {
	s.ends = s.ends[:0]
	for next := 0; start < end; {
		if rest := s.extent(start, end, true); rest.fits() {
			s.ends = append(s.ends, end)
			break
		}
		next = s.fill(start, next)
		start = s.breaks[next]
		s.ends = append(s.ends, start)
		next++
	}
	if s.Orphan {
		s.adopt(end)
	}
}

// fill returns the index of the break that ends the line from start; next is
// the first that may.
func (s *setter) fill(start, next int) int {
	natural, squeezed, exact := -1, -1, false
	for b := next; b < len(s.breaks)-1; b++ {
		e := s.extent(start, s.breaks[b], false)
		switch {
		case e.natural <= e.avail:
			natural, squeezed, exact = b, -1, e.natural == e.avail
		case squeezed < 0 && e.fits():
			squeezed = b
		}
		if e.core > e.avail {
			break
		}
	}
	switch {
	case squeezed >= 0 && !exact && !(s.PushOut && natural >= 0):
		return squeezed
	case natural >= 0:
		return natural
	}
	return next
}

// adopt gives an orphan at the paragraph's end company from the line above
// (孤字不成行), which is stretched instead. A line that would fall apart,
// with more than an em in each gap, keeps its characters.
func (s *setter) adopt(end int) {
	n := len(s.ends)
	if n < 2 || !s.orphan(s.ends[n-2], end) {
		return
	}
	from := 0
	if n > 2 {
		from = s.ends[n-3]
	} else {
		from = s.first(end)
	}
	for b := len(s.breaks) - 2; b >= 0 && s.breaks[b] > from; b-- {
		at := s.breaks[b]
		if at >= s.ends[n-2] || s.items[at-1].legal == relieved || s.orphan(at, end) {
			continue
		}
		above, below := s.extent(from, at, false), s.extent(at, end, true)
		if below.fits() && !s.gapes(&above) {
			s.ends[n-2] = at
		}
		return
	}
}

// first is where the stretch of clusters that ends at end begins.
func (s *setter) first(end int) int {
	for end > 0 && !forced(&s.clusters[end-1]) {
		end--
	}
	return end
}

// gapes tells whether a line must be stretched by more than an em in each gap.
func (s *setter) gapes(e *extent) bool {
	if s.Align != Justify || e.end == e.start {
		return e.end == e.start
	}
	l := s.looseness(e)
	return l.rest > unit.Length(l.places)*s.Em
}

// orphan tells whether clusters [from, end) are one Han character, with or
// without marks.
func (s *setter) orphan(from, end int) bool {
	han := 0
	for k := from; k < end; k++ {
		switch c := s.items[k].class; {
		case k > from && s.clusters[k-1].KeepNext:
			// a note's number is no company
		case c == cjk.Han || c == cjk.Wide:
			han++
		case c < cjk.Opener || c > cjk.Interpunct && c != cjk.Space && c != cjk.Combining:
			return false
		}
		if han > 1 {
			return false
		}
	}
	return han == 1
}
