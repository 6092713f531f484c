package font

import "sort"

// cmap is the best Unicode subtable of the file, searched where it lies
// (OpenType "cmap", formats 4 and 12).
type cmap struct {
	format int
	data   []byte // from the subtable's start
	groups int    // segments of format 4, groups of format 12
}

// Glyph returns the glyph of r, 0 when the face has none.
func (f *Face) Glyph(r rune) GID {
	f.cmapOnce.Do(f.readCmap)
	var g GID
	switch f.cmap.format {
	case 4:
		g = f.cmap.bmp(r)
	case 12:
		g = f.cmap.full(r)
	}
	if int(g) >= f.glyphs {
		return 0
	}
	return g
}

// readCmap keeps the subtable that covers most: full Unicode before the BMP.
func (f *Face) readCmap() {
	table, err := f.Table("cmap")
	if err != nil || len(table) < 4 {
		return
	}
	best := 0
	for k := range int(u16(table, 2)) {
		platform, encoding := u16(table, 4+8*k), u16(table, 6+8*k)
		at := int(u32(table, 8+8*k))
		if at <= 0 || at >= len(table) {
			continue
		}
		unicode := platform == 0 && encoding != 5 || platform == 3 && (encoding == 1 || encoding == 10)
		data := table[at:]
		switch format := int(u16(data, 0)); {
		case !unicode:
		case format == 12 && best < 12:
			n := min(int(u32(data, 12)), (len(data)-16)/12)
			best, f.cmap = 12, cmap{12, data, max(n, 0)}
		case format == 4 && best < 4:
			best, f.cmap = 4, cmap{4, data, int(u16(data, 6)) / 2}
		}
	}
}

// bmp looks r up in format 4: parallel arrays of ends, starts, deltas and range offsets.
func (c cmap) bmp(r rune) GID {
	if r < 0 || r > 0xFFFF {
		return 0
	}
	n := c.groups
	k := sort.Search(n, func(k int) bool { return rune(u16(c.data, 14+2*k)) >= r })
	starts := 16 + 2*n
	start := rune(u16(c.data, starts+2*k))
	if k == n || r < start {
		return 0
	}
	delta := u16(c.data, starts+2*n+2*k)
	at := starts + 4*n + 2*k
	offset := int(u16(c.data, at))
	if offset == 0 {
		return GID(uint16(r) + delta)
	}
	g := u16(c.data, at+offset+2*int(r-start))
	if g == 0 {
		return 0
	}
	return GID(g + delta)
}

// full looks r up in format 12: sorted groups of start, end, first glyph.
func (c cmap) full(r rune) GID {
	k := sort.Search(c.groups, func(k int) bool { return rune(u32(c.data, 20+12*k)) >= r })
	if k == c.groups {
		return 0
	}
	start := u32(c.data, 16+12*k)
	if r < 0 || uint32(r) < start {
		return 0
	}
	g := uint64(u32(c.data, 24+12*k)) + uint64(uint32(r)-start)
	if g > 0xFFFF {
		return 0
	}
	return GID(g)
}
