package pdf

import (
	"strings"

	"kan/pipeline/page"
	"kan/pipeline/structure"
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

// foreign finds the passages of a document by run, in the texts that do not
// tell their language themselves (PDF 32000-1 §14.9.2: the language of every
// text must be known). A passage goes on over lines and pages, and over changes
// of face, as long as its paragraph does: so the runs of a paragraph are one
// text. Runs of artifacts stand alone.
func foreign(d *page.Document, tree *structure.Tree) map[*page.Glyphs]passages {
	found := map[*page.Glyphs]passages{}
	texts := map[int]*text{} // by element
	for n := range tree.Pages {
		for _, s := range tree.Pages[n].Stretches {
			t := &text{found: found}
			if s.MCID >= 0 {
				block := blockOf(tree, tree.Pages[n].Contents[s.MCID])
				if texts[block] == nil {
					texts[block] = t
				}
				t = texts[block]
			}
			for _, item := range d.Pages[n].Items[s.From:s.To] {
				if g, ok := item.(*page.Glyphs); ok {
					t.read(g)
				}
				if s.MCID < 0 {
					t.end()
				}
			}
		}
	}
	for _, t := range texts {
		t.end() // each fills in its own runs: the order makes no difference
	}
	return found
}

// blockOf is the element whose text e is part of: itself or, for one inside
// lines, that around it. Readings stand over a text and are not in it.
func blockOf(tree *structure.Tree, e int) int {
	for tree.Elements[e].Kind.Inline() && tree.Elements[e].Kind != page.MarkRT && tree.Elements[e].Parent > 0 {
		e = tree.Elements[e].Parent
	}
	return e
}

// text reads the runs of one text and adds its passages to found. While it
// reads, open is what may become one: a piece of each run that it stands in.
type text struct {
	found map[*page.Glyphs]passages
	words int
	open  []piece
}

type piece struct {
	g *page.Glyphs
	passage
}

// read reads on. Where a run ends, a word does.
func (t *text) read(g *page.Glyphs) {
	if g.Lang != "" {
		t.end()
		return
	}
	for k := 0; k < len(g.Text); {
		c := g.Text[k]
		switch {
		case letter(c):
			from := k
			for k < len(g.Text) && (letter(g.Text[k]) || g.Text[k] == '\'') {
				k++
			}
			t.word(g, int32(from), int32(k))
		case c < 0x80 && strings.IndexByte(" ,.;:-&/0123456789", c) >= 0:
			k++
		default:
			t.end()
			k++
		}
	}
}

// word lengthens the open passage by a word and by what stands before it.
func (t *text) word(g *page.Glyphs, from, to int32) {
	t.words++
	if n := len(t.open); n > 0 && t.open[n-1].g == g {
		t.open[n-1].to = to
		return
	} else if n > 0 {
		t.open[n-1].to = int32(len(t.open[n-1].g.Text))
		from = 0
	}
	t.open = append(t.open, piece{g, passage{from, to}})
}

// end ends the open passage. It counts when it has enough words.
func (t *text) end() {
	if t.words >= leastWords {
		for _, p := range t.open {
			t.found[p.g] = append(t.found[p.g], p.passage)
		}
	}
	t.words, t.open = 0, nil
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
