package paragraph

import (
	"kan/pipeline/cjk"
	"kan/pipeline/font"
)

// This file finds the units of Options.Units: things that a reader takes in at
// one glance and that no line may tear, though every character of them might
// end a line by clreq. A rule is here when tearing reads badly and what it
// ties is short, for a line that cannot take a unit is opened by its width:
//
//   - a number and its unit: 5 kg, 2026年, 5.3万亿元, 120平方公里 (GB/T 15835
//     5.1.7.2); a date may end a line after its 年 or 月;
//   - what counts or orders: ¥ 5, № 3, 第12号, 〔2026〕12号;
//   - numbers in full-width digits, which are not Western words: １２．５％;
//   - 二〇二六年 in Han digits;
//   - names joined by ·, 买买提·吐尔逊, as far as they can be told.
//
// Numbers and words by themselves, with % and ℃, are units always (see tied).

// hold binds the clusters of each unit in [start, end) together, in one pass.
// It tells whether there are any.
func (s *setter) hold(start, end int) (any bool) {
	for k := start; k < end; {
		from, to, next := 0, 0, k+1
		switch it := &s.items[k]; {
		case it.digit():
			from, to = s.quantity(start, k, end)
			next = max(to, next)
		case it.class == cjk.Interpunct:
			from, to, next = s.name(start, k, end)
		case it.first == '年':
			from, to = s.hanYear(start, k)
		}
		for j := from; j+1 < to; j++ {
			s.items[j].bound, any = true, true
		}
		k = next
	}
	return any
}

// digit tells whether it is a digit of either width.
func (it *item) digit() bool {
	return it.class == cjk.Digit || '０' <= it.first && it.first <= '９'
}

// quantity is the unit around the number that begins at k. Digits that a
// letter or a note's word leads are part of those.
func (s *setter) quantity(start, k, end int) (from, to int) {
	z := s.number(k, end)
	if k > start && (s.items[k-1].class == cjk.Letter || s.clusters[k-1].KeepNext) {
		return k, z
	}
	if to := s.reference(start, k, z, end); to > z {
		return k - 1, to
	}
	from = s.lead(start, k)
	ordinal := from < k && s.items[from].first == '第'
	return from, s.measured(z, end, ordinal)
}

// number returns the end of the number that begins at k. A full-width comma is
// in it before three digits, a full-width colon before two.
func (s *setter) number(k, end int) int {
	for k < end && s.items[k].digit() {
		k++
		if k+1 >= end || !s.items[k+1].digit() {
			continue
		}
		after := s.digits(k+1, end)
		switch s.items[k].first {
		case '.', ',', ':', '/', '-', '．':
			k++
		case '，':
			if after == 3 && s.items[k-1].class == cjk.Wide {
				k++
			}
		case '：':
			if after == 2 {
				k++
			}
		}
	}
	return k
}

// digits counts the digits from k on; more than four are as good as four.
func (s *setter) digits(k, end int) (n int) {
	for k+n < end && n < 4 && s.items[k+n].digit() {
		n++
	}
	return n
}

// reference returns the end of a document's number, 〔2026〕12号, whose year is
// [k, z), or z.
func (s *setter) reference(start, k, z, end int) int {
	if z-k != 4 || k == start || z == end {
		return z
	}
	if a, b := s.items[k-1].class, s.items[z].class; a != cjk.Opener || b != cjk.Closer {
		return z
	}
	at := z + 1
	if at < end && s.items[at].first == '第' {
		at++
	}
	if at == end || !s.items[at].digit() {
		return z
	}
	if at = s.number(at, end); at < end && s.items[at].first == '号' {
		return at + 1
	}
	return z
}

// lead returns where the unit of a number that begins at k begins: at the 第 or
// sign before it, over a space even.
func (s *setter) lead(start, k int) int {
	at := k - 1
	if at > start && s.items[at].class == cjk.Space {
		at--
	}
	if at < start {
		return k
	}
	if s.items[at].first == '第' || s.items[at].class == cjk.Prefix {
		return at
	}
	if at < k-1 && s.items[at].western {
		from := at
		for from > start && s.items[from-1].western && at-from < longest {
			from--
		}
		if w, ok := s.word(from, at+1); ok && isCode(string(w.buf[:w.n])) {
			return from
		}
	}
	return k
}

// measured returns the end of what counts as the unit of a number that ends at
// z, over a space even: all of 万亿元, one character after 第 and a number, a
// sign or a symbol.
func (s *setter) measured(z, end int, ordinal bool) int {
	at := z
	if at+1 < end && s.items[at].class == cjk.Space {
		at++
	}
	if at >= end {
		return z
	}
	switch it := &s.items[at]; {
	case it.class == cjk.Han && ordinal:
		return at + 1
	case it.class == cjk.Han:
		if to := s.measure(at, end); to > at {
			return s.symbol(to, end) // 5万kW
		}
	case it.class == cjk.Postfix: // °C goes on
		for at++; at < end && s.items[at].class == cjk.Letter && at-z < longest; {
			at++
		}
		return at
	case at > z:
		if to := s.symbol(at, end); to > at {
			return to
		}
	}
	return z
}

// measure returns the end of the Chinese measure that begins at k: 年, 万亿元,
// 多万元, 平方公里; k where there is none.
func (s *setter) measure(k, end int) int {
	at := s.scale(k, end)
	if at < end && (s.items[at].first == '多' || s.items[at].first == '余') {
		if next := s.scale(at+1, end); next > at+1 || s.measureWord(next, end) > next {
			at = next
		}
	}
	return s.measureWord(at, end)
}

// scale returns the end of 千 万 亿 from k on.
func (s *setter) scale(k, end int) int {
	for k < end && (s.items[k].first == '千' || s.items[k].first == '万' || s.items[k].first == '亿') {
		k++
	}
	return k
}

// hanYear is the unit of a year in Han digits that ends with the 年 at k.
func (s *setter) hanYear(start, k int) (from, to int) {
	if k-4 < start {
		return k, k
	}
	for j := k - 4; j < k; j++ {
		switch s.items[j].first {
		case '〇', '○', '零', '一', '二', '三', '四', '五', '六', '七', '八', '九':
		default:
			return k, k
		}
	}
	return k - 4, k + 1
}

// The parts of a name: as far as characters of transliteration go, at most
// longPart between two · and outerPart outside of them; of other characters,
// shortPart between two ·.
const (
	outerPart = 6
	longPart  = 8
	shortPart = 3
)

// name is the unit of a name around the · at k, and where to look on: at the
// next · of the same name.
func (s *setter) name(start, k, end int) (from, to, next int) {
	if k == start || k+1 == end || !s.items[k-1].spells() || !s.items[k+1].spells() {
		return k, k, k + 1
	}
	from, to = k-1, k+1
	for s.sounds(from) && from > start && k-from < outerPart && s.sounds(from-1) {
		from--
	}
	for long := true; to < end && to-k <= longPart && s.items[to].spells(); to++ {
		if long = long && s.sounds(to); !long && to-k > shortPart {
			break
		}
	}
	if to+1 < end && s.items[to].class == cjk.Interpunct && s.items[to+1].spells() {
		return from, to + 1, to
	}
	to = k + 1
	for to < end && to-k <= outerPart && s.sounds(to) {
		to++
	}
	return from, max(to, k+2), max(to, k+1)
}

// spells tells whether it may stand beside the · of a name, or of 3·15.
func (it *item) spells() bool {
	return it.class == cjk.Han || it.class == cjk.Letter || it.digit()
}

func (s *setter) sounds(k int) bool { return cjk.Transliterates(s.items[k].first) }

// Units tells for each cluster whether it and the next are of one unit, which
// no line may tear, with Options.Units on: for those who break text themselves.
func Units(clusters []font.Cluster) []bool {
	var s setter
	s.begin(clusters, Options{Units: true})
	out := make([]bool, len(clusters))
	for start := 0; start < len(clusters); start++ {
		end := start
		for end < len(clusters) && !forced(&clusters[end]) {
			end++
		}
		s.collect(start, end)
		for k := start; k+1 < end; k++ {
			out[k] = s.items[k].bound || s.tied(k)
		}
		start = end
	}
	return out
}
