package pdfcheck

// cidWidths are the widths of a CIDFont in 1/1000 em (ISO 32000-1 §9.7.4.3).
type cidWidths struct {
	byCID map[uint16]number
	other number // DW
}

func (w cidWidths) of(cid uint16) number {
	if n, ok := w.byCID[cid]; ok {
		return n
	}
	return w.other
}

// set notes a width; false when there is no such CID, or it has one already.
func (w cidWidths) set(cid int, n number) bool {
	if _, ok := w.byCID[uint16(cid)]; ok || cid > 0xFFFF {
		return false
	}
	w.byCID[uint16(cid)] = n
	return true
}

// readWidths reads W and DW. W holds "first [widths]" and "first last width".
func (f *usedFont) readWidths() cidWidths {
	w := cidWidths{map[uint16]number{}, 1000 * one}
	if n, ok := f.c.number(f.cid["DW"]); ok {
		w.other = n
	}
	a := f.c.array(f.cid["W"])
	if _, ok := f.c.number(f.cid["DW"]); !ok && f.cid["DW"] != nil || a == nil && f.cid["W"] != nil {
		f.fault("font/width-form", "DW is no number, or W no array")
	}
	for len(a) > 0 {
		n := f.readGroup(w, a)
		if n == 0 {
			f.fault("font/width-form", "W is not in groups of first CID and widths, %d elements before its end", len(a))
			break
		}
		a = a[n:]
	}
	return w
}

// readGroup reads a group of W and tells how many elements it has, 0 when it is none.
func (f *usedFont) readGroup(w cidWidths, a array) int {
	low, ok := f.c.int(a[0])
	if !ok || low < 0 || low > 0xFFFF || len(a) < 2 {
		return 0
	}
	if list := f.c.array(a[1]); list != nil {
		for i, o := range list {
			n, ok := f.c.number(o)
			if !ok || !w.set(low+i, n) {
				return 0
			}
		}
		return 2
	}
	if len(a) < 3 {
		return 0
	}
	high, ok := f.c.int(a[1])
	n, isNumber := f.c.number(a[2])
	if !ok || !isNumber || high < low {
		return 0
	}
	for cid := low; cid <= high; cid++ {
		if !w.set(cid, n) {
			return 0
		}
	}
	return 3
}
