package parity

import "slices"

// whole tells whether every character was found, with nothing between them but
// numbers that may stand there.
func (a *aligner) whole(p *Paragraph, at []int) bool {
	return at[0] != none && a.agreeing(p, at, at[0]) == len(at)
}

// agreeing is how many characters of a paragraph are found one behind the
// other, from pos on.
func (a *aligner) agreeing(p *Paragraph, at []int, pos int) int {
	for i, n := range at {
		if n == none || n != pos && !a.numbered(p, i, pos, n) {
			return i
		}
		pos = n + 1
	}
	return len(at)
}

// numbered tells whether found[from:to] may be a number before character i.
func (a *aligner) numbered(p *Paragraph, i, from, to int) bool {
	return from < to && slices.ContainsFunc(p.slots, func(s slot) bool {
		return s.at == i && slices.Contains(s.kind.lengths(a.found[from:to]), to-from)
	})
}

// around is how many characters are shown on both sides of a difference.
const around = 8

// difference shows the first place where a paragraph is not as it should be,
// with what is around.
func (a *aligner) difference(p *Paragraph, l place) (want, got string) {
	i, from := a.agreeing(p, l.at, l.from), l.from
	if i > 0 {
		from = l.at[i-1] + 1
	}
	j, to := i, l.to
	for j < len(l.at) && l.at[j] == none {
		j++
	}
	if j < len(l.at) {
		to = l.at[j]
	}
	return excerpt(p.Text, i, j), excerpt([]rune(text(a.found[l.from:l.to])), from-l.from, to-l.from)
}

// excerpt shows t[from:to] in a text.
func excerpt(t []rune, from, to int) string {
	first, last := max(0, from-around), min(len(t), to+around)
	out := string(t[first:from]) + "【" + string(t[from:to]) + "】" + string(t[to:last])
	if first > 0 {
		out = "…" + out
	}
	if last < len(t) {
		out += "…"
	}
	return out
}
