package markdown

import "strings"

// suggest returns the one of words that was probably meant by word, or "":
// the one that it shares most characters with, at least half of them for
// Chinese, and at least three from the beginning for others.
func suggest(word string, words []string) string {
	best, most := "", 0
	for _, w := range words {
		shared := 0
		if isEnglish(w) {
			shared = prefix(strings.ToLower(word), w)
			if shared < min(3, len(w)) {
				shared = 0
			}
		} else {
			for _, r := range w {
				if strings.ContainsRune(word, r) {
					shared += 2
				}
			}
			if shared < len([]rune(w)) {
				shared = 0
			}
		}
		if shared > most {
			best, most = w, shared
		}
	}
	return best
}

// prefix is the number of bytes that a and b begin with alike.
func prefix(a, b string) (n int) {
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n
}

func isEnglish(s string) bool { return strings.Trim(s, "abcdefghijklmnopqrstuvwxyz") == "" }
