package layout

import (
	"slices"

	"kan/pipeline/doc"
	"kan/pipeline/font"
	"kan/pipeline/page"
	"kan/pipeline/style"
)

// note is a footnote on its way to a page's foot. Its number is known when its
// page is; until then marks and note show ①, which is as wide as any other.
type note struct {
	id      int       // of its structure element
	text    doc.Block // its first block, which all marks of one note share
	lines   []slab
	numbers []*page.Glyphs // where the number stands: in the text, in the note
	faces   []*font.Face
	inText  bool // the mark in the text has been placed
}

// own takes a run that shows the note's number; it tells whether this is the
// first, which brings the note to the foot of its page.
func (n *note) own(g *page.Glyphs) (first bool) {
	n.numbers = append(n.numbers, g)
	first = n.inText
	n.inText = false
	return first
}

// same tells whether two marks are of one note: on one page they show one
// number, and the note is printed once.
func (n *note) same(o *note) bool { return n == o || n.text != nil && n.text == o.text }

// ofNote tells whether a run is the number of one of notes.
func ofNote(notes []*note, g *page.Glyphs) bool {
	return slices.ContainsFunc(notes, func(n *note) bool { return slices.Contains(n.numbers, g) })
}

// markSize and markRise set note marks: 6/10 of the text's size, raised by 4/10.
const (
	markSize = 6
	markRise = 4
)

// addNote appends a note mark to r and sets the note itself.
func (t *setter) addNote(r *run, ref *doc.NoteRef, family string, at int) {
	n := &note{id: t.tag(page.MarkNote).ID, faces: t.families[family]}
	if len(ref.Blocks) > 0 {
		n.text = ref.Blocks[0]
	}
	n.lines = t.setNote(n, ref)
	n.inText = true
	l := r.looks[at]
	l.link, l.said, l.linked = "", "", 0 // a mark leads to its note and nowhere else
	l.note, l.ref = n, t.tag(page.MarkReference).ID
	r.looks = append(r.looks, l)
	from := len(r.clusters)
	em := r.em
	r.em = em.MulDiv(markSize, 10)
	t.shape(r, circled(1), ref.Span, family, len(r.looks)-1)
	r.em = em
	if from > 0 {
		r.clusters[from-1].KeepNext = true
	}
	for k := from; k < len(r.clusters); k++ {
		for j := range r.clusters[k].Glyphs {
			r.clusters[k].Glyphs[j].Rise += em.MulDiv(markRise, 10)
		}
	}
}

// setNote sets a note's blocks in the footnote role, the number before the first.
func (t *setter) setNote(n *note, ref *doc.NoteRef) []slab {
	c := context{column: t.uprightColumn(), role: style.FootnoteText, path: []page.Mark{{Kind: page.MarkNote, ID: n.id}}}
	var flow []slab
	for k, b := range ref.Blocks {
		p, ok := b.(*doc.Paragraph)
		if !ok && k == 0 {
			p = &doc.Paragraph{} // the number on a line of its own
		} else if !ok {
			flow = t.blocks(flow, []doc.Block{b}, c)
			continue
		}
		r := t.newRun(style.FootnoteText)
		if k == 0 {
			t.shape(r, circled(1), ref.Span, r.text.Font, r.label(t.tag(page.MarkLbl).ID))
			r.looks[1].note = n
			r.clusters[len(r.clusters)-1].Advance += r.em / 2
			r.text.Indent, r.text.Left = style.Measure{Abs: -r.em * 3 / 2}, style.Measure{Abs: r.em * 3 / 2}
		}
		t.add(r, p.Text, r.text.Font, 0)
		if k == 0 {
			flow = t.setLabelled(flow, r, c, t.tag(page.MarkP))
		} else {
			flow = t.set(flow, r, c.in(t.tag(page.MarkP)))
		}
		if !ok {
			flow = t.blocks(flow, []doc.Block{b}, c)
		}
	}
	// Notes stand at the foot by their own leading, not on the grid.
	out := flow[:0]
	for _, s := range flow {
		if !s.space {
			out = append(out, s)
		}
	}
	return out
}

// number fills in a note's number, n from 1 on every page.
func (n *note) number(k int) {
	text := circled(k)
	for _, g := range n.numbers {
		for _, f := range n.faces {
			if id := f.Glyph([]rune(text)[0]); id != 0 {
				g.Face, g.Text, g.Glyphs = f, text, g.Glyphs[:1]
				g.Glyphs[0].ID, g.Glyphs[0].Start, g.Glyphs[0].End = id, 0, int32(len(text))
				break
			}
		}
	}
}

// circled is k in a circle, ① to ⑳ and ㉑ to ㊿; a page with more notes than
// that begins again.
func circled(k int) string {
	switch k = (k-1)%50 + 1; {
	case k <= 20:
		return string(rune('①' + k - 1))
	case k <= 35:
		return string(rune('㉑' + k - 21))
	}
	return string(rune('㊱' + k - 36))
}
