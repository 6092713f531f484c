package pipeline

import (
	"maps"
	"slices"
	"unicode"

	"kan/pipeline/charset"
	"kan/pipeline/diag"
	"kan/pipeline/font"
	"kan/pipeline/page"
	"kan/pipeline/shape"
	"kan/pipeline/source"
)

// Rare is a character outside GB 2312 that an issue prints.
type Rare struct {
	Char  rune
	Han   bool
	GBK   bool
	Level charset.Level
	Uses  []Use // by face, in the order of printing
}

// Use is a face that prints a character.
type Use struct {
	Face    string        // its role
	Instead string        // the role that was asked for and lacks the character; "" when it is Face itself
	Places  []source.Span // where the content has what is printed so, each once; none when only a template has it
}

// Rare lists the characters outside GB 2312 that an issue prints, in the order
// of printing, without ASCII and without the signs that kan itself sets (the
// bullets of lists, the numbers of notes). It is read off the laid-out pages:
// nothing that stands on one is forgotten, and the face is the one that is
// there. With an error in diags nothing was laid out, and the list is empty.
func (c *Content) Rare(i *Issue, diags *diag.List) ([]Rare, error) {
	d, err := c.Pages(i, Stamp{}, diags)
	if err != nil || diags.HasErrors() {
		return nil, err
	}
	a := audit{at: map[rune]int{}}
	a.byID, a.furniture = c.unplaced(i)
	fonts := c.styles[i.Series.V].Fonts
	for _, family := range slices.Sorted(maps.Keys(fonts)) {
		faces, err := c.book.Faces(fonts[family])
		if err != nil {
			return nil, err
		}
		a.families = append(a.families, faces)
	}
	for k := range d.Pages {
		for _, line := range lines(&d.Pages[k]) {
			a.line(line)
		}
	}
	return a.found, nil
}

// letter is a character on a page.
type letter struct {
	char rune
	run  *page.Glyphs
	at   int // byte offset in the run's file, -1 when unknown
}

// lines gives the characters of a page, those of runs that follow each other
// on one baseline together.
func lines(p *page.Page) (out [][]letter) {
	var before *page.Glyphs
	for _, item := range p.Items {
		run, ok := item.(*page.Glyphs)
		if !ok {
			continue
		}
		if before == nil || run.Turned != before.Turned || !run.Turned && run.Y != before.Y || run.Turned && run.X != before.X {
			out = append(out, nil)
		}
		before = run
		line := &out[len(out)-1]
		for _, g := range run.Glyphs {
			for offset, r := range run.Text[g.Start:g.End] {
				at := -1
				if g.At >= 0 {
					at = int(g.At) + offset
				}
				*line = append(*line, letter{r, run, at})
			}
		}
	}
	return out
}

// audit gathers the rare characters of an issue.
type audit struct {
	families        [][]*font.Face  // of the house style, each in order of preference
	byID, furniture [][]source.Span // see unplaced
	found           []Rare
	at              map[rune]int // index in found
}

func (a *audit) line(line []letter) {
	for n, l := range line {
		if l.char < 0x80 || !shape.NeedsGlyph(l.char) || charset.GB2312(l.char) != charset.Outside {
			continue
		}
		places := a.places(l)
		if len(places) == 0 && !unicode.Is(unicode.Han, l.char) {
			continue // a sign of kan's own
		}
		f := a.rare(l.char)
		use := f.use(l.run.Face, a.asked(line, n))
		for _, s := range places {
			if !slices.Contains(use.Places, s) {
				use.Places = append(use.Places, s)
			}
		}
	}
}

// rare is the entry of a character, made when it is met first.
func (a *audit) rare(char rune) *Rare {
	k, seen := a.at[char]
	if !seen {
		k = len(a.found)
		a.at[char] = k
		a.found = append(a.found, Rare{Char: char, Han: unicode.Is(unicode.Han, char),
			GBK: charset.InGBK(char), Level: charset.LevelOf(char)})
	}
	return &a.found[k]
}

// use is the entry of a face, made when it is met first.
func (r *Rare) use(face, asked *font.Face) *Use {
	u := Use{Face: face.Name()}
	if asked != face {
		u.Instead = asked.Name()
	}
	k := slices.IndexFunc(r.Uses, func(o Use) bool { return o.Face == u.Face && o.Instead == u.Instead })
	if k < 0 {
		k = len(r.Uses)
		r.Uses = append(r.Uses, u)
	}
	return &r.Uses[k]
}

// asked finds the face that the house style asks for where line[n] stands. The
// page has only the face that is used; but a family whose first face that has
// the character is this one must have been asked for, and if there are several,
// it is the one whose own face sets the Chinese nearest on the line.
func (a *audit) asked(line []letter, n int) *font.Face {
	l := line[n]
	var heads []*font.Face
	for _, faces := range a.families {
		k := slices.IndexFunc(faces, func(f *font.Face) bool { return f.Glyph(l.char) != 0 })
		if k >= 0 && faces[k] == l.run.Face {
			heads = append(heads, faces[0])
		}
	}
	for d := 1; d < len(line) && !western(l.char); d++ {
		for _, k := range [2]int{n - d, n + d} {
			if k >= 0 && k < len(line) && common(line[k].char) && slices.Contains(heads, line[k].run.Face) {
				return line[k].run.Face
			}
		}
	}
	if len(heads) == 0 || slices.Contains(heads, l.run.Face) {
		return l.run.Face
	}
	return heads[0]
}

// western tells whether the house style may have a face of its own for r.
func western(r rune) bool {
	return r < 0x80 || unicode.IsLetter(r) && !unicode.Is(unicode.Han, r)
}

// common tells whether r is a Chinese character or sign that any face has.
func common(r rune) bool {
	return !western(r) && (charset.GB2312(r) != charset.Outside || !unicode.IsLetter(r))
}
