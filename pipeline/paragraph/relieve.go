package paragraph

// relieve lists the legal breaks of clusters [start, end). Where the text
// between two of them fits no line, the words in it are opened between
// letters, and between digits where that does not suffice.
func (s *setter) relieve(start, end int) {
	s.breaks = s.breaks[:0]
	for _, step := range [...]verdict{inWord, inNumber} {
		from := start
		for k := start; k < end; k++ {
			if k+1 < end && s.items[k].legal != allowed && s.items[k].legal != relieved {
				continue
			}
			if e := s.extent(from, k+1, k+1 == end); !e.fits() {
				s.open(from, k, step)
			}
			from = k + 1
		}
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

// open relieves the boundaries of one kind after clusters [from, to).
func (s *setter) open(from, to int, kind verdict) {
	for k := from; k < to; k++ {
		if s.items[k].legal == kind {
			s.items[k].legal = relieved
		}
	}
}
