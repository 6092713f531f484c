package pdf

import (
	"iter"
	"unicode/utf8"

	"kan/pipeline/page"
)

// part is glyphs of a run that are shown alike: in one language, and with one
// text of their own when their codes do not say it.
type part struct {
	glyphs []page.Glyph // Start and End are what their codes stand for
	lang   string       // "" for that of the document
	spoken bool         // actual is what is read out, not what the codes stand for
	actual string
}

// parts divides a run: at the edges of its passages in another language, and
// around clusters whose glyphs have no text each.
func parts(g *page.Glyphs, passages passages) iter.Seq[part] {
	return func(yield func(part) bool) {
		for rest := g.Glyphs; len(rest) > 0; {
			n, joint := span(rest)
			p := part{glyphs: rest[:n], lang: g.Lang}
			switch {
			case joint:
				p.glyphs = share(g.Text, p.glyphs)
				if last := p.glyphs[n-1]; last.Start == last.End { // still without text
					p.spoken, p.actual = true, g.Text[rest[0].Start:rest[n-1].End]
				}
				if len(passages) > 0 {
					_, p.lang = passages.cut(p.glyphs)
				}
			case len(passages) > 0:
				n, p.lang = passages.cut(p.glyphs)
				p.glyphs = p.glyphs[:n]
			}
			if !yield(p) {
				return
			}
			rest = rest[n:]
		}
	}
}

// span returns how many glyphs from the first on are of one kind: glyphs that
// each have their text (joint is false), or the glyphs of one cluster, whose
// text is the range of one of them while those of the others are empty.
func span(gs []page.Glyph) (n int, joint bool) {
	empty := func(k int) bool { return k < len(gs) && gs[k].Start == gs[k].End }
	if !empty(0) && !empty(1) {
		for n = 1; n < len(gs) && !empty(n) && !empty(n+1); n++ {
		}
		return n, false
	}
	for empty(n) {
		n++
	}
	for n++; empty(n); n++ {
	}
	return min(n, len(gs)), true
}

// share gives the glyphs of a joint cluster a character of its text each, the
// last one all that is left. Where characters are too few, the last glyphs
// stay without: readers take an empty ToUnicode entry for a missing one, so
// their codes say U+200B, which does not show, and the cluster says its text
// once more as ActualText (PDF 32000-1 §14.9.4).
func share(text string, gs []page.Glyph) []page.Glyph {
	at, end := gs[0].Start, gs[len(gs)-1].End
	out := make([]page.Glyph, len(gs))
	for k, g := range gs {
		_, size := utf8.DecodeRuneInString(text[at:end])
		next := at + int32(size)
		if k == len(gs)-1 {
			next = end
		}
		g.Start, g.End = at, next
		out[k], at = g, next
	}
	return out
}

// noText is what a code stands for whose glyph has no part of the text.
const noText = "\u200B"
