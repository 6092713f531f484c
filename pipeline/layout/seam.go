package layout

import (
	"kan/pipeline/cjk"
	"kan/pipeline/font"
)

// The costs of breaking a title at a place; outline.go has what they are
// weighed against.
const (
	seamGood = 0           // the end of a phrase
	seamNear = 6_000       // beside a quotation, after 问题, before a verb
	seamFair = 15_000      // before a counted word, after a place
	seamNoun = 25_000      // between the nouns of one phrase, between verb and object
	seamPoor = 60_000      // beside what is no known word
	seamBad  = 130_000     // between two such characters, after 对
	seamTown = 200_000     // before the 区 or 街道 of a place
	seamWord = 400_000     // inside a word
	seamNo   = 100_000_000 // inside a name
	never    = int64(-1)   // no break at all: inside a Western word, before 。
)

// seams is the cost of a line break before each cluster.
func seams(cl []font.Cluster, names []string) []int64 {
	s := newScan(cl)
	hold, quoted := s.whole(names)
	out := make([]int64, len(cl))
	tokens := s.segment()
	for n, tok := range tokens {
		for j := tok.from; j < tok.to; j++ {
			switch {
			case j < 2 || j > len(cl)-2 || s.forbidden(j): // a line of one character
				out[j] = never
			case hold[j]:
				out[j] = seamNo
			case j > tok.from:
				out[j] = s.inside(tok, j)
			default:
				out[j] = s.between(tokens[n-1], tok) + s.strands(j)
			}
			if quoted[j] && out[j] >= 0 {
				out[j] += seamPoor
			}
		}
	}
	return out
}

// forbidden tells whether no line may ever begin with cluster j.
func (s *scan) forbidden(j int) bool {
	a, b := s.rune(j-1), s.rune(j)
	switch {
	case s.cl[j-1].KeepNext, b == '的', cjk.IsGlue(a), cjk.IsGlue(b), cjk.ClassOf(b) == cjk.Space:
		return true
	case cjk.ClassOf(a) == cjk.Dash || cjk.ClassOf(a) == cjk.Connector:
		return true // —— begins a line
	}
	return cjk.NoStart(b, cjk.GB) || cjk.NoEnd(a, cjk.GB) || cjk.IsWestern(a) && cjk.IsWestern(b)
}

// inside is the cost of a break before cluster j inside a piece. A long word
// may be made of two: 新兴|产业.
func (s *scan) inside(t token, j int) int64 {
	if inList(s.of(t.from, j)) && inList(s.of(j, t.to)) {
		return seamPoor
	}
	return seamWord
}

// A break so few characters after a pause or before the next cuts a word or two
// off from their phrase: 短板、推动|污染防治.
const (
	strandedWord  = 2
	strandedWords = 4
)

// strands is what a break before cluster j costs more for that.
func (s *scan) strands(j int) (cost int64) {
	for k := j - 1; k > 0 && j-1-k <= strandedWords; k-- {
		if isIn(s.rune(k), pauses) {
			if k < j-1 {
				cost = seamPoor
			}
			break
		}
	}
	for k := j; k < len(s.cl) && k-j <= strandedWords; k++ {
		if !isIn(s.rune(k), pauses) {
			continue
		}
		if k-j <= strandedWord {
			return cost + seamPoor
		}
		return cost + seamFair
	}
	return cost
}

// pauses are the marks after which a phrase is over.
const pauses = "，、；：？！…　 "

// between is the cost of a break between two pieces.
func (s *scan) between(a, b token) int64 {
	before, after := s.rune(a.to-1), s.rune(b.from)
	switch {
	case a.kind == particle && isIn(before, joiners+leaders+modals):
		return seamBad
	case isIn(before, pauses), before == '的':
		return seamGood
	case cjk.ClassOf(after) == cjk.Dash:
		return seamGood
	case b.kind == particle && isIn(after, trailers):
		return seamBad
	case b.kind == particle && isIn(after, joiners):
		return seamGood
	case cjk.ClassOf(before) == cjk.Closer || cjk.ClassOf(after) == cjk.Opener:
		return seamNear
	case digit(before) && cjk.IsHan(after): // 12345|热线
		return seamPoor
	case a.kind == unknown && s.place(b):
		return seamTown
	case s.place(a) && b.kind != unknown:
		return seamFair
	case a.kind == unknown && b.kind == unknown:
		return seamBad
	case a.kind == unknown || b.kind == unknown:
		return seamPoor
	}
	return s.wordSeam(s.of(a.from, a.to), s.of(b.from, b.to))
}

// place tells whether a piece is what names of places end with.
func (s *scan) place(t token) bool {
	switch s.of(t.from, t.to) {
	case "省", "市", "县", "区", "州", "乡", "镇", "村", "街", "路", "街道", "社区", "小区", "新区":
		return true
	}
	return false
}

// wordSeam is the cost of a break between two known words: some end a phrase,
// some begin one, some belong to the word before or after them.
func (s *scan) wordSeam(a, b string) int64 {
	switch b {
	case "问题", "难题", "现象", "工作", "情况", "机制", "体系", "行业", "企业", "部门", "单位", "人员", "群众", "文件", "之间", "以上", "以下":
		return seamNoun + seamNear
	}
	switch a {
	case "关于", "有关", "对于", "针对", "围绕", "通过", "根据", "按照", "进一步", "切实", "着力":
		return seamPoor
	case "问题", "难题", "现象", "情况", "反映", "呼吁", "提出":
		return seamNear
	}
	switch verbs := words(); {
	case verbs[b] && verbs[a]:
		return seamFair
	case verbs[b]:
		return seamNear
	}
	return seamNoun
}

// isWord tells whether s is a character of a Western word or number.
func isWord(s string) bool {
	return len(s) == 1 && (s[0] >= '0' && s[0] <= '9' || s[0]|0x20 >= 'a' && s[0]|0x20 <= 'z' || s[0] == '.')
}
