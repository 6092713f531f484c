// Package shape turns text into glyph clusters.
//
// In come text with its place, a list of faces to take characters from, and a
// size; out go clusters whose widths are those of Chinese setting: a Chinese
// character or mark is as wide as its em-box whatever the face says, with the
// ink put where its class wants it. Characters that no face has are returned,
// never set as blanks. Western text takes the face's own widths. The package
// breaks no lines and squeezes nothing.
package shape

import (
	"unicode/utf8"

	"kan/pipeline/cjk"
	"kan/pipeline/font"
	"kan/pipeline/source"
	"kan/pipeline/unit"
)

// Style is how a text is set.
type Style struct {
	Faces []*font.Face // in order of preference; a character comes from the first that has it
	Size  unit.Length
	Style int  // handed on in the clusters
	Latin bool // the text is in a Western language: “ ” ‘ ’ — … · are Western
}

// Missing is a character that no face has, and where it stands.
type Missing struct {
	Rune rune
	Span source.Span
}

// Shaper shapes text. It is safe for concurrent use.
type Shaper struct{}

// New returns a Shaper.
func New() *Shaper { return &Shaper{} }

// Text appends the clusters of text to dst. When at is as long as text, it is
// taken to be the same bytes and every cluster gets its exact place; else all
// get the whole of it.
func (s *Shaper) Text(dst []font.Cluster, text string, at source.Span, style Style) ([]font.Cluster, []Missing) {
	t := typing{style: style, text: text, at: at, exact: at.File != nil && at.End-at.Start == len(text), out: dst,
		placed: make([]font.Placed, 0, len(text)/3+1)}
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		t.add(r, i, i+size)
		t.before = r
		i += size
	}
	return t.out, t.missing
}

// typing is the state of shaping one text.
type typing struct {
	style   Style
	text    string
	at      source.Span
	exact   bool
	before  rune // the character before, 0 at the start
	dashes  int  // how many — stand directly before
	out     []font.Cluster
	placed  []font.Placed // the clusters' glyphs, one allocation for many
	missing []Missing
}

// add appends the character r, which is text[from:to].
func (t *typing) add(r rune, from, to int) {
	dash := t.dashes
	t.dashes = 0
	switch {
	case r == '\n' || r == '\t' || r == '\r':
		t.space(" ", t.span(from, to))
		return
	case r == ' ' || r == 0x00A0:
		t.space(t.text[from:to], t.span(from, to))
		return
	case r == 0x200B || cjk.ClassOf(r) == cjk.Combining:
		t.combine(r, from, to)
		return
	}
	c := t.cluster(t.text[from:to], t.span(from, to))
	face, id := t.face(r)
	if face == nil {
		t.missing = append(t.missing, Missing{r, c.Span})
		return
	}
	c.Face = face
	c.Latin = t.style.Latin || r == '’' && t.apostrophe(to)
	own := advance(face, id, c.Size)
	c.Advance = own
	var x unit.Length
	if c.Latin && own > c.Size*3/4 && cjk.Adjustable(r) != cjk.NoSide {
		x, c.Advance = narrow(face, id, c.Size)
	} else if halves := cjk.Halves(r); halves > 0 && !c.Latin {
		c.Advance = c.Size * unit.Length(halves) / 2
		x = place(r, face, id, c.Size, own, c.Advance)
		if r == '—' {
			x = joinDash(face, id, c.Size, c.Advance, x, dash, t.follows(to, '—'))
			t.dashes = dash + 1
		}
	}
	t.placed = append(t.placed, font.Placed{ID: id, X: x})
	c.Glyphs = t.placed[len(t.placed)-1 : len(t.placed) : len(t.placed)]
	t.out = append(t.out, c)
}

func (t *typing) cluster(text string, at source.Span) font.Cluster {
	return font.Cluster{Text: text, Span: at, Size: t.style.Size, Style: t.style.Style, Latin: t.style.Latin}
}

func (t *typing) span(from, to int) source.Span {
	if !t.exact {
		return t.at
	}
	return source.Span{File: t.at.File, Start: t.at.Start + from, End: t.at.Start + to}
}

// face finds the first face that has r.
func (t *typing) face(r rune) (*font.Face, font.GID) {
	for _, f := range t.style.Faces {
		if id := f.Glyph(r); id != 0 {
			return f, id
		}
	}
	return nil, 0
}

// space appends a word space: the face's own, but a quarter em where that is
// none or, as in many Chinese faces, wider than half an em.
func (t *typing) space(text string, at source.Span) {
	c := t.cluster(text, at)
	if len(t.style.Faces) > 0 {
		c.Face = t.style.Faces[0]
		id := c.Face.Glyph(' ')
		c.Advance = advance(c.Face, id, c.Size)
		if id != 0 {
			c.Glyphs = []font.Placed{{ID: id}}
		}
	}
	if c.Advance == 0 || c.Advance > c.Size/2 {
		c.Advance = c.Size / 4
	}
	t.out = append(t.out, c)
}

// combine puts a combining mark on the character before it. Joiners, variation
// selectors and other invisible characters leave no glyph.
func (t *typing) combine(r rune, from, to int) {
	if r == 0x200B || len(t.out) == 0 || t.before == 0 {
		t.out = append(t.out, t.cluster(t.text[from:to], t.span(from, to)))
		return
	}
	base := &t.out[len(t.out)-1]
	visible := r >= 0x0300 && r < 0x0370 || r >= 0x1AB0 && r < 0x1B00 || r >= 0x3099 && r <= 0x309A
	if visible {
		id := font.GID(0)
		if base.Face != nil {
			id = base.Face.Glyph(r)
		}
		if id == 0 {
			t.missing = append(t.missing, Missing{r, t.span(from, to)})
			return
		}
		base.Glyphs = append(base.Glyphs, font.Placed{ID: id, X: base.Advance})
	}
	base.Text += t.text[from:to]
	base.Span = base.Span.Join(t.span(from, to))
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
	return size.MulDiv(int64(f.Advance(id)), int64(f.Metrics().UnitsPerEm))
}
