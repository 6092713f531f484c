package paragraph

// relieve lists the legal breaks of clusters [start, end). Where the text
// between two of them fits no line, the units in it are dissolved; where that
// does not suffice, words are opened between letters, and at last between digits.
func (s *setter) relieve(start, end int) {
	s.breaks = s.breaks[:0]
	for _, step := range [...]verdict{inUnit, inWord, inNumber} {
		if step == inUnit && !s.held {
			continue
		}
		from := start
		for k := start; k < end; k++ {
			if k+1 < end && s.items[k].legal != allowed && s.items[k].legal != relieved {
				continue
			}
			if e := s.extent(from, k+1, k+1 == end); !e.fits() {
				s.open(from, k, end, step)
			}
			from = k + 1
		}
	}
	if s.stale {
		s.sum(start, end)
		s.stale = false
	}
	for k := start; k+1 < end; k++ {
		if l := s.items[k].legal; l == allowed || l == relieved {
			s.breaks = append(s.breaks, k+1)
		}
	}
	if start < end {
		s.breaks = append(s.breaks, end)
	}
}

// open relieves the boundaries of one kind after clusters [from, to). What fits
// no line is no unit: its boundaries are then as without Options.Units, and
// what was rigid stretches.
func (s *setter) open(from, to, end int, kind verdict) {
	for k := from; k < to; k++ {
		switch it := &s.items[k]; {
		case kind == inUnit && it.bound:
			it.bound = false
			s.meet(k, end)
			it.legal = s.judge(k)
			s.stale = true
		case it.legal == kind:
			it.legal = relieved
		}
	}
}
