package parity

// aligner finds paragraphs in the characters of one rendering. Mostly each
// stands behind the one before it; where it does not, the next place where
// text and paragraphs agree again ends a gap, and the gap is compared
// character by character.
type aligner struct {
	want  []Paragraph
	of    []int // the paragraphs that are looked for, by their numbers
	found []glyph

	places []place // by place in of
	owned  []bool  // characters that belong to a paragraph, or are allowed beside it
}

// place is where a paragraph was found: each of its characters, or none, and
// all that is there in their stead, found[from:to]. A paragraph that was not
// found has no places.
type place struct {
	at       []int
	from, to int
}

// none is the place of a character that was not found.
const none = -1

func (a *aligner) align() {
	a.places, a.owned = make([]place, len(a.of)), make([]bool, len(a.found))
	for k, pos := 0, 0; k < len(a.of); {
		if at, end, ok := a.match(k, pos); ok {
			a.settle(k, at, pos, end)
			k, pos = k+1, end
			continue
		}
		next, end := a.resume(k, pos)
		a.gap(k, next, pos, end)
		k, pos = next, end
	}
}

// settle notes where paragraph k was found. Numbers beside it are its own.
func (a *aligner) settle(k int, at []int, from, to int) {
	a.places[k] = place{at, from, to}
	for ; from < to; from++ {
		a.owned[from] = true
	}
}

// match tries paragraph k at pos, behind a table's head that is repeated there
// if need be.
func (a *aligner) match(k, pos int) (at []int, end int, ok bool) {
	p := &a.want[a.of[k]]
	if at, end, ok = a.exactly(p, pos); ok || p.head == nil {
		return at, end, ok
	}
	if pos == 0 || pos == len(a.found) || a.found[pos].page == a.found[pos-1].page {
		return nil, 0, false
	}
	if _, behind, again := a.exactly(p.head, pos); again {
		return a.exactly(p, behind)
	}
	return nil, 0, false
}

// exactly matches a paragraph at pos, trying what its numbers may be.
func (a *aligner) exactly(p *Paragraph, pos int) (at []int, end int, ok bool) {
	if !a.begins(p, pos) {
		return nil, 0, false
	}
	at = make([]int, len(p.Text))
	var from func(i, slots, pos int) (int, bool)
	from = func(i, slots, pos int) (int, bool) {
		for ; ; i, pos = i+1, pos+1 {
			if slots < len(p.slots) && p.slots[slots].at == i {
				for _, n := range p.slots[slots].kind.lengths(a.found[pos:]) {
					if end, ok := from(i, slots+1, pos+n); ok {
						return end, true
					}
				}
				return 0, false
			}
			if i == len(p.Text) {
				return pos, true
			}
			if pos == len(a.found) || a.found[pos].r != p.Text[i] {
				return 0, false
			}
			at[i] = pos
		}
	}
	end, ok = from(0, 0, pos)
	return at, end, ok
}

// begins tells whether a paragraph may begin at pos: most places are ruled out
// by their first character, before anything is put aside for the rest.
func (a *aligner) begins(p *Paragraph, pos int) bool {
	if len(p.slots) > 0 && p.slots[0].at == 0 || len(p.Text) == 0 {
		return true
	}
	return pos < len(a.found) && a.found[pos].r == p.Text[0]
}

// anchor is how many characters in a row agree by no accident.
const anchor = 8

// agrees tells whether the paragraphs from k on stand at pos, for as long as it
// takes to be sure.
func (a *aligner) agrees(k, pos int) bool {
	for sure := 0; sure < anchor && k < len(a.of); k++ {
		_, end, ok := a.match(k, pos)
		if !ok {
			return false
		}
		sure += len(a.want[a.of[k]].Text)
		pos = end
	}
	return true
}

// resume finds where text and paragraphs agree again: the place that leaves out
// the fewest characters of both.
func (a *aligner) resume(k, pos int) (next, end int) {
	skipped, total := 0, 0
	for _, n := range a.of[k:] {
		total += len(a.want[n].Text)
	}
	next, end = len(a.of), len(a.found)
	best := total + len(a.found) - pos
	for j := k; j < len(a.of) && skipped < best; j++ {
		for p := pos; p < len(a.found) && skipped+p-pos < best; p++ {
			if a.agrees(j, p) {
				next, end, best = j, p, skipped+p-pos
			}
		}
		skipped += len(a.want[a.of[j]].Text)
	}
	return next, end
}
