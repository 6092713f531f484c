// Package shape turns text into glyph clusters.
//
// In come text with its place, a list of faces to take characters from, and a
// size; out go clusters whose widths are those of Chinese setting: a Chinese
// character or mark is as wide as its em-box whatever the face says, with the
// ink put where its class wants it. Characters that no face has are returned,
// never set as blanks. Western text takes the face's own widths and kerning;
// ligatures and other substitutions are left out, so that every character
// stays a cluster of its own and every glyph is the one the face's cmap names.
// The package breaks no lines and squeezes nothing.
package shape

import (
	"slices"
	"unicode/utf8"

	"kan/pipeline/cjk"
	"kan/pipeline/font"
	"kan/pipeline/source"
	"kan/pipeline/unit"
)

// Style is how a text is set.
type Style struct {
	Faces []*font.Face // in order of preference; a character comes from the first that has it
	// Western, if any, comes before Faces for Western letters, digits and the
	// marks of ASCII: a house may set figures in another face than Chinese.
	Western []*font.Face
	Size    unit.Length
	Style   int // handed on in the clusters
	// HalfFigures gives every digit a box of ½ em with the figure in its middle,
	// so that figures stand on the grid of Chinese type and under each other. A
	// face with figures too wide for that keeps them.
	HalfFigures bool
	Latin       bool // the text is in a Western language: “ ” ‘ ’ — … · are Western
}

// Missing is a character that no face has, and where it stands.
type Missing struct {
	Rune rune
	Span source.Span
}

// Text appends the clusters of text to dst. When at is as long as text, it is
// taken to be the same bytes and every cluster gets its exact place; else all
// get the whole of it.
func (s *Shaper) Text(dst []font.Cluster, text string, at source.Span, style Style) ([]font.Cluster, []Missing) {
	t := typing{shaper: s, style: style, text: text, at: at,
		exact:  at.File != nil && at.End-at.Start == len(text),
		out:    slices.Grow(dst, utf8.RuneCountInString(text)),
		word:   len(dst),
		placed: make([]font.Placed, 0, len(text)/3+1)}
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		end := i + size
		var marks []rune
		if !invisible(r) {
			end, marks = t.joined(end)
		}
		t.add(r, marks, i, end)
		t.before = r
		i = end
	}
	t.endWord()
	return t.out, t.missing
}

// typing is the state of shaping one text.
type typing struct {
	shaper  *Shaper
	style   Style
	text    string
	at      source.Span
	exact   bool
	before  rune // the character before, 0 at the start
	dashes  int  // how many — stand directly before
	word    int  // where in out the letters and digits begin that end out
	letters bool // among them are letters
	out     []font.Cluster
	placed  []font.Placed // the clusters' glyphs, one allocation for many
	missing []Missing
}

// add appends the character r with its combining marks; they are text[from:to].
func (t *typing) add(r rune, marks []rune, from, to int) {
	dashes := t.dashes
	t.dashes = 0
	class := cjk.ClassOf(r)
	inWord := (class == cjk.Letter || class == cjk.Digit) && len(marks) == 0
	if !inWord {
		t.endWord()
	}
	c := font.Cluster{Text: t.text[from:to], Span: t.span(from, to), Size: t.style.Size, Style: t.style.Style, Latin: t.style.Latin}
	if r == '\n' || r == '\t' || r == '\r' {
		r, class, c.Text = ' ', cjk.Space, " "
	}
	switch {
	case invisible(r) || selector(r): // a selector with no character before it
	case class == cjk.Space || r == ideographicSpace:
		t.space(&c, r)
	case len(marks) > 0:
		if !t.stack(&c, r, marks) {
			return
		}
	default:
		face, id := t.face(r)
		if face == nil {
			t.missing = append(t.missing, Missing{r, c.Span})
			return
		}
		c.Face = face
		c.Latin = c.Latin || r == '’' && t.apostrophe(to)
		x := t.box(&c, r, &id)
		if r == '—' && !c.Latin {
			x = joinDash(face, id, c.Size, c.Advance, x, dashes, t.follows(to, '—'))
			t.dashes = dashes + 1
		}
		t.ink(&c, font.Placed{ID: id, X: x})
	}
	if inWord {
		t.growWord(c.Face, class == cjk.Letter)
	}
	t.out = append(t.out, c)
	if !inWord {
		t.word = len(t.out)
	}
}

// box gives the cluster its advance and says how far right the glyph goes.
func (t *typing) box(c *font.Cluster, r rune, id *font.GID) (x unit.Length) {
	own := advance(c.Face, *id, c.Size)
	c.Advance = own
	halves := cjk.Halves(r)
	switch {
	case c.Latin && shared(r) && own > c.Size*3/4:
		x, c.Advance = narrow(c.Face, *id, c.Size)
	case c.Latin && (shared(r) || r == '—' || r == '…' || r == '·'):
	case t.style.HalfFigures && '0' <= r && r <= '9' && narrowFigures(c.Face):
		c.Advance = c.Size / 2
		x = (c.Advance - own) / 2
	case halves > 0:
		c.Advance = c.Size * unit.Length(halves) / 2
		if r == '／' && own > c.Advance {
			// The full-width stroke would run through its neighbours.
			if slash := c.Face.Glyph('/'); slash != 0 {
				*id, own = slash, advance(c.Face, slash, c.Size)
			}
		}
		x = place(r, c.Face, *id, c.Size, own, c.Advance)
	}
	return x
}

// ink gives the cluster its one glyph.
func (t *typing) ink(c *font.Cluster, p font.Placed) {
	t.placed = append(t.placed, p)
	c.Glyphs = t.placed[len(t.placed)-1 : len(t.placed) : len(t.placed)]
}

func (t *typing) span(from, to int) source.Span {
	if !t.exact {
		return t.at
	}
	return source.Span{File: t.at.File, Start: t.at.Start + from, End: t.at.Start + to}
}

// face finds the first face that has r.
func (t *typing) face(r rune) (*font.Face, font.GID) {
	if r < 0x80 || cjk.ClassOf(r) == cjk.Letter {
		for _, f := range t.style.Western {
			if id := f.Glyph(r); id != 0 {
				return f, id
			}
		}
	}
	for _, f := range t.style.Faces {
		if id := f.Glyph(r); id != 0 {
			return f, id
		}
	}
	return nil, 0
}

// growWord counts one more letter or digit, about to be appended, to the word
// that ends out; a change of face begins another.
func (t *typing) growWord(f *font.Face, letter bool) {
	if n := len(t.out); n > t.word && t.out[n-1].Face != f {
		t.endWord()
	}
	t.letters = t.letters || letter
}

// endWord kerns the letters and digits that end out. Digits by themselves are
// left as they are: figures stand in columns.
func (t *typing) endWord() {
	if t.letters && len(t.out)-t.word > 1 {
		t.shaper.kern(t.out[t.word:])
	}
	t.word, t.letters = len(t.out), false
}

// apostrophe tells whether the ’ that ends at offset to stands inside a Western
// word, where it is no Chinese quotation mark.
func (t *typing) apostrophe(to int) bool {
	next, _ := utf8.DecodeRuneInString(t.text[to:])
	return cjk.ClassOf(t.before) == cjk.Letter && cjk.ClassOf(next) == cjk.Letter
}

func (t *typing) follows(to int, r rune) bool {
	next, _ := utf8.DecodeRuneInString(t.text[to:])
	return next == r
}

// advance is a glyph's own width at a size.
func advance(f *font.Face, id font.GID, size unit.Length) unit.Length {
	return size.MulDiv(int64(f.Advance(id)), int64(f.UnitsPerEm()))
}
