package decode

import (
	"strings"
	"unicode"
)

// Nearest returns the candidate that word is probably meant to be, or "".
//
// Distance is counted in characters, a swap of neighbours as one, full-width
// letters and capitals as their plain selves; longest allowed is 1 for words
// of 3, 2 for 6 and so on. Two Han characters may differ in one when only one
// candidate does. A word that begins just one candidate also means it.
func Nearest(word string, candidates []string) string {
	w := fold(word)
	if len(w) == 0 || len(w) > 64 {
		return ""
	}
	allowed := len(w) / 3
	if len(w) == 2 && unicode.Is(unicode.Han, w[0]) && unicode.Is(unicode.Han, w[1]) {
		allowed = 1
	}
	best, least, ties := "", allowed+1, 0
	begun, beginners := "", 0
	for _, c := range candidates {
		f := fold(c)
		if len(w) >= 2 && len(f) > len(w) && string(f[:len(w)]) == string(w) {
			begun, beginners = c, beginners+1
		}
		if len(f)-len(w) > allowed || len(w)-len(f) > allowed {
			continue
		}
		if d := distance(w, f); d < least {
			best, least, ties = c, d, 1
		} else if d == least {
			ties++
		}
	}
	if best != "" && (len(w) > 2 || least == 0 || ties == 1) {
		return best
	}
	if beginners == 1 {
		return begun
	}
	return ""
}

// fold maps full-width ASCII to ASCII and capitals to small letters.
func fold(s string) []rune {
	var out []rune
	for _, r := range strings.TrimSpace(s) {
		if r >= '！' && r <= '～' {
			r -= '！' - '!'
		}
		out = append(out, unicode.ToLower(r))
		if len(out) > 64 {
			break
		}
	}
	return out
}

// distance is the number of insertions, deletions, substitutions and swaps of
// neighbours that lead from a to b (optimal string alignment).
func distance(a, b []rune) int {
	prev2, prev := make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range prev {
		prev[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row := make([]int, len(b)+1)
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(prev[j]+1, row[j-1]+1, prev[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], prev2[j-2]+1)
			}
		}
		prev2, prev = prev, row
	}
	return prev[len(b)]
}
