package parity

import "slices"

// gap compares paragraphs k to next with found[pos:end], where they are not the
// same, character by character.
func (a *aligner) gap(k, next, pos, end int) {
	var want []rune
	for _, n := range a.of[k:next] {
		want = append(want, a.want[n].Text...)
	}
	got := make([]rune, end-pos)
	for i := range got {
		got[i] = a.found[pos+i].r
	}
	all := common(want, got)
	for i, n := range all {
		if n != none {
			all[i] = pos + n
		}
	}
	ats := make([][]int, next-k)
	for j := range ats {
		n := len(a.want[a.of[k+j]].Text)
		at := all[:n:n]
		all = all[n:]
		// What shares a few characters by accident is not that paragraph; but
		// what stands alone where it should be is.
		if 2*hits(at) >= n || len(ats) == 1 && len(got) > 0 {
			ats[j] = at
		}
	}
	for j, at := range ats {
		if at == nil {
			continue
		}
		limit := end
		for _, later := range ats[j+1:] {
			if first, _ := ends(later); first != none {
				limit = first
				break
			}
		}
		from, to := a.extent(&a.want[a.of[k+j]], at, pos, limit)
		a.settle(k+j, at, from, to)
		pos = to
	}
}

// extent is what stands for a paragraph within found[pos:limit]: from its first
// character to its last, all there is beyond where these are not found, and its
// numbers.
func (a *aligner) extent(p *Paragraph, at []int, pos, limit int) (from, to int) {
	from, to = ends(at)
	to++
	if at[0] == none {
		from = pos
	}
	if at[len(at)-1] == none {
		to = limit
	}
	for _, s := range p.slots {
		switch s.at {
		case 0:
			for k := max(pos, from-5); k < from; k++ {
				if slices.Contains(s.kind.lengths(a.found[k:from]), from-k) {
					from = k
				}
			}
		case len(p.Text):
			to += s.kind.lengths(a.found[to:limit])[0]
		}
	}
	return from, to
}

func hits(at []int) (n int) {
	for _, p := range at {
		if p != none {
			n++
		}
	}
	return n
}

// ends is the first and the last place of a paragraph, none where it has none.
func ends(at []int) (first, last int) {
	first, last = none, none
	for _, n := range at {
		if n == none {
			continue
		}
		if first == none {
			first = n
		}
		last = n
	}
	return first, last
}
