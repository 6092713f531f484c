package layout

import (
	"slices"
	"strings"
	"unicode/utf8"

	"kan/pipeline/cjk"
	"kan/pipeline/paragraph"
)

// A title is not broken inside quotation marks or brackets around so few
// characters, nor inside the title of a book or law.
const (
	shortQuote = 8
	shortBook  = 12
)

// whole finds what a title keeps on one line: hold[j] says that a break before
// cluster j would tear a name, a unit, a date, a short quotation; quoted[j] that
// it would stand in a long one.
func (s *scan) whole(names []string) (hold, quoted []bool) {
	hold = make([]bool, len(s.cl)+1)
	for k, unit := range paragraph.Units(s.cl) {
		hold[k+1] = unit
	}
	for j := 2; j < len(s.cl); j++ {
		// 2026年|8月|7日: in running text a line may end there
		if before := s.rune(j - 1); (before == '年' || before == '月') && digit(s.rune(j-2)) && digit(s.rune(j)) {
			hold[j] = true
		}
	}
	for k := range s.cl {
		s.holdName(hold, k, names)
	}
	return hold, s.holdQuotes(hold)
}

// holdName holds every name that begins at cluster k. Names are sorted.
func (s *scan) holdName(hold []bool, k int, names []string) {
	rest := s.text[s.at[k]:]
	first := s.cl[k].Text
	from, _ := slices.BinarySearch(names, first)
	for _, name := range names[from:] {
		if !strings.HasPrefix(name, first) {
			break
		}
		if strings.HasPrefix(rest, name) {
			end, _ := slices.BinarySearch(s.at, s.at[k]+len(name))
			s.hold(hold, k, end)
		}
	}
}

// hold forbids breaks between the clusters [from, to).
func (s *scan) hold(hold []bool, from, to int) {
	for j := from + 1; j < to && j < len(hold); j++ {
		hold[j] = true
	}
}

// holdQuotes holds what stands in quotation marks and brackets, if it is short,
// and returns what stands in others.
func (s *scan) holdQuotes(hold []bool) (quoted []bool) {
	quoted = make([]bool, len(hold))
	var open []int
	for k := range s.cl {
		switch r := s.rune(k); cjk.ClassOf(r) {
		case cjk.Opener:
			open = append(open, k)
		case cjk.Closer:
			if len(open) == 0 {
				continue
			}
			from := open[len(open)-1]
			open = open[:len(open)-1]
			most := shortQuote
			if r == '》' {
				most = shortBook
			}
			if k-from-1 <= most {
				s.hold(hold, from, k+1)
			} else {
				s.hold(quoted, from, k+1)
			}
		}
	}
	return quoted
}

// rune is the character of cluster k.
func (s *scan) rune(k int) rune {
	r, _ := utf8.DecodeRuneInString(s.cl[k].Text)
	return r
}

func digit(r rune) bool { return cjk.ClassOf(r) == cjk.Digit || '０' <= r && r <= '９' }
