package pdf

import (
	"strings"

	"kan/pipeline/page"
)

// passage is the bytes [from, to) of a run's text that are in English.
type passage struct{ from, to int32 }

type passages []passage

// english is the language of Latin passages whose language nobody has told: by
// far the most frequent one in Chinese official writing. `[…]{lang=fr}` in a
// report tells another.
const english = "en"

// leastWords is how many Latin words make a passage. One or two (App, WTO,
// Wi-Fi 6) are read as part of the Chinese sentence around them.
const leastWords = 3

// foreign finds the passages of a run that does not tell its language itself
// (PDF 32000-1 §14.9.2: the language of every text must be known).
func foreign(g *page.Glyphs) (found passages) {
	if g.Lang != "" {
		return nil
	}
	words, from, to := 0, 0, 0
	end := func() {
		if words >= leastWords {
			found = append(found, passage{int32(from), int32(to)})
		}
		words = 0
	}
	for k := 0; k < len(g.Text); {
		c := g.Text[k]
		switch {
		case letter(c):
			if words == 0 {
				from = k
			}
			words++
			for k < len(g.Text) && (letter(g.Text[k]) || g.Text[k] == '\'') {
				k++
			}
			to = k
		case c < 0x80 && strings.IndexByte(" ,.;:-&/0123456789", c) >= 0:
			k++
		default:
			end()
			k++
		}
	}
	end()
	return found
}

func letter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

// cut returns how many of gs, whose texts lie in order, are in the language of
// the first.
func (ps passages) cut(gs []page.Glyph) (n int, lang string) {
	at, next := gs[0].Start, int32(1<<31-1)
	for _, p := range ps {
		if at < p.from {
			next = p.from
			break
		}
		if at < p.to {
			next, lang = p.to, english
			break
		}
	}
	for n = 1; n < len(gs) && gs[n].Start < next; n++ {
	}
	return n, lang
}
