package paragraph

import (
	"kan/pipeline/cjk"
	"kan/pipeline/font"
	"kan/pipeline/unit"
)

// em is the type size of the tests.
const em = 16 * unit.Pt

// squares shapes text in the test font of squares: Han and full-width marks
// 1 em, ASCII ½ em, the space ¼ em, · / – - ½ em, — … ～ 1 em.
func squares(text string) []font.Cluster { return squaresOf(text, em) }

func squaresOf(text string, em unit.Length) (out []font.Cluster) {
	for _, r := range text {
		c := font.Cluster{Text: string(r), Size: em, Advance: em}
		switch {
		case r == '\n':
			c.Advance = 0
		case r == ' ' || r == 0xA0:
			c.Advance = em / 4
		case r < 0x250 || cjk.Halves(r) == 1:
			c.Advance = em / 2
		case cjk.Halves(r) == 4:
			c.Advance = 2 * em
		case cjk.ClassOf(r) == cjk.Combining || r == 0x200B:
			c.Advance = 0
		}
		out = append(out, c)
	}
	return out
}

// textOf puts clusters together again.
func textOf(clusters []font.Cluster) (s string) {
	for _, c := range clusters {
		s += c.Text
	}
	return s
}

// profile are the options of the vectors where they say nothing.
func profile(width unit.Length) Options {
	return Options{Width: width, Em: em, Gap: em / 4}
}

// newSetter is a paragraph about to be set.
func newSetter(clusters []font.Cluster, o Options) *setter {
	var s setter
	s.begin(clusters, o)
	return &s
}
