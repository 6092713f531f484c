package layout

import (
	_ "embed" // words.txt
	"strings"
	"sync"

	"kan/pipeline/cjk"
	"kan/pipeline/font"
)

// wordList is words of titles of reports; those with a * are used as verbs and
// adverbs nearly always. It is no dictionary: what it does not have is broken
// where particles and marks suggest, and the author may break a title by hand.
//
//go:embed words.txt
var wordList string

// longestWord is in characters.
const longestWord = 8

// words is wordList: each word, and whether it is a verb.
var words = sync.OnceValue(func() map[string]bool {
	set := map[string]bool{}
	for w := range strings.FieldsSeq(wordList) {
		w, verb := strings.CutSuffix(w, "*")
		set[w] = verb
	}
	return set
})

func inList(word string) bool {
	_, ok := words()[word]
	return ok
}

// scan is the text of a title, cluster by cluster.
type scan struct {
	cl   []font.Cluster
	text string
	at   []int // where each cluster begins in text, and where the last ends
}

func newScan(cl []font.Cluster) *scan {
	s := &scan{cl: cl, at: make([]int, 1, len(cl)+1)}
	var b strings.Builder
	for k := range cl {
		b.WriteString(cl[k].Text)
		s.at = append(s.at, b.Len())
	}
	s.text = b.String()
	return s
}

// of is the text of clusters [from, to).
func (s *scan) of(from, to int) string { return s.text[s.at[from]:s.at[to]] }

// Words of one character, by what they do to a line end beside them.
const (
	joiners   = "和与及或并暨"                    // a line begins with them
	leaders   = "对将把以为在从向由让使被给比按于至到用"       // and with these; no line ends with any of both
	modals    = "应需要能可须宜不未仍也才更最很再正又都只就已是有无" // the same
	trailers  = "的等了着过者们地得中上下内外里前后时"        // a line ends with them
	particles = joiners + leaders + modals + trailers
)

// token is a piece of a title: clusters [from, to).
type token struct {
	from, to int
	kind     kind
}

// kind is what a token is.
type kind uint8

const (
	unknown  kind = iota // a character by itself
	known                // a word of the list, a number with its counter, a Western word
	particle             // 的 和 对 不: a word of one character
	mark
)

// What pieces cost: of all ways to cut a title into pieces the cheapest is
// taken, which has the fewest unknown characters and then the longest words.
const (
	pieceWord    = 10
	pieceSmall   = 11 // a particle: where 和 may be part of a word, it is
	pieceCounter = 15
	pieceUnknown = 30
)

// segment cuts the title into pieces, from the end to the start.
func (s *scan) segment() []token {
	n := len(s.cl)
	cost := make([]int, n+1)
	piece := make([]token, n)
	for i := n - 1; i >= 0; i-- {
		cost[i] = 1 << 30
		try := func(to int, kind kind, price int) {
			if c := price + cost[to]; c < cost[i] {
				cost[i], piece[i] = c, token{i, to, kind}
			}
		}
		s.listed(i, try)
		s.numbers(i, try)
		switch r := s.rune(i); {
		case cjk.ClassOf(r) != cjk.Han:
			try(i+1, mark, 0)
		case isIn(r, particles):
			try(i+1, particle, pieceSmall)
		default:
			try(i+1, unknown, pieceUnknown)
		}
	}
	var out []token
	for i := 0; i < n; i = piece[i].to {
		out = append(out, piece[i])
	}
	return out
}

// listed tries the words of the list that begin at cluster i, the longest first.
func (s *scan) listed(i int, try func(to int, kind kind, price int)) {
	for to := min(len(s.cl), i+longestWord); to > i+1; to-- {
		if inList(s.of(i, to)) {
			try(to, known, pieceWord)
		}
	}
}

// numbers tries the number or Western word that begins at cluster i, by itself
// and with the character that counts: 62位, 十四届, 三难.
func (s *scan) numbers(i int, try func(to int, kind kind, price int)) {
	to := i
	for to < len(s.cl) && cjk.IsWestern(s.rune(to)) {
		to++
	}
	if to > i {
		try(to, known, pieceWord)
	}
	for to < len(s.cl) && isIn(s.rune(to), "第一二三四五六七八九十百千万亿几两") {
		to++
	}
	if to > i && to < len(s.cl) && cjk.IsHan(s.rune(to)) {
		try(to+1, known, pieceCounter)
	}
}

func isIn(r rune, set string) bool { return strings.ContainsRune(set, r) }
