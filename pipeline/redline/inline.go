package redline

import (
	"kan/pipeline/doc"
)

// inlines merges two versions of a running text.
func (m *merger) inlines(old, new []doc.Inline) []doc.Inline {
	return m.compare(old, new, false)
}

// title is inlines for a text that stands by itself: where one title replaces
// another, each has its lines.
func (m *merger) title(old, new []doc.Inline) []doc.Inline {
	return m.compare(old, new, true)
}

func (m *merger) compare(old, new []doc.Inline, title bool) []doc.Inline {
	switch {
	case sameText(old, new):
		return new
	case len(old) == 0:
		return m.markText(doc.Inserted, new)
	case len(new) == 0:
		return m.markText(doc.Deleted, old)
	}
	ids := map[string]int32{}
	oldNotes, newNotes := m.notes(old, new)
	a, b := read(old, ids, oldNotes), read(new, ids, newNotes)
	c := &comparison{a: a.list, b: b.list, runs: m.script(a.list, b.list)}
	c.clean()
	w := &writer{merger: m, a: a, b: b, title: title, note: m.who(spanOf(new), false)}
	return w.write(c)
}

// notes pairs the notes of two texts and numbers them: two versions of a note
// have one number.
func (m *merger) notes(old, new []doc.Inline) (oldNumbers, newNumbers []int) {
	a, b := notesIn(nil, old), notesIn(nil, new)
	if len(a)+len(b) == 0 {
		return nil, nil
	}
	oldNumbers, newNumbers = make([]int, len(a)), make([]int, len(b))
	for n, p := range m.align(noteUnits(a), noteUnits(b)) {
		if p.old >= 0 {
			oldNumbers[p.old] = n
		}
		if p.new >= 0 {
			newNumbers[p.new] = n
		}
	}
	return oldNumbers, newNumbers
}

func notesIn(notes []*doc.NoteRef, in []doc.Inline) []*doc.NoteRef {
	doc.EachInline(in, func(i doc.Inline) {
		if n, ok := i.(*doc.NoteRef); ok {
			notes = append(notes, n)
		}
	})
	return notes
}

func noteUnits(notes []*doc.NoteRef) []unit {
	units := make([]unit, len(notes))
	for k, n := range notes {
		var c canon
		c.blocks(n.Blocks)
		units[k] = unit{key: string(c.b), least: leastRow}
	}
	return units
}

// writer makes one running text of a comparison.
type writer struct {
	*merger
	a, b  *atoms
	title bool
	note  string // who changed the text, for the margin
}

func (w *writer) write(c *comparison) (out []doc.Inline) {
	i, j := 0, 0
	change := func(iEnd, jEnd int) {
		out = append(out, w.marked(doc.Deleted, w.a, c.a[i:iEnd])...)
		if w.title && i == 0 && j == 0 && iEnd == len(c.a) && jEnd == len(c.b) {
			out = append(out, &doc.Styled{Kind: doc.Editorial, Text: []doc.Inline{doc.Break{}}})
		}
		out = append(out, w.marked(doc.Inserted, w.b, c.b[j:jEnd])...)
	}
	for _, r := range c.runs {
		change(r.a, r.b)
		out = append(out, w.common(c, r)...)
		i, j = r.a+r.n, r.b+r.n
	}
	change(len(c.a), len(c.b))
	return out
}

// common is what both versions have, as the newer one has it; notes are merged.
func (w *writer) common(c *comparison, r run) []doc.Inline {
	old := notesAt(w.a, c.a[r.a:r.a+r.n])
	return w.b.inlines(c.b[r.b:r.b+r.n], func(n *doc.NoteRef) *doc.NoteRef {
		o := old[0]
		old = old[1:]
		return &doc.NoteRef{Blocks: w.blocks(o.Blocks, n.Blocks), Span: n.Span}
	})
}

// notesAt are the notes among atoms.
func notesAt(a *atoms, list []atom) (notes []*doc.NoteRef) {
	for _, at := range list {
		if n, ok := a.leaves[at.leaf].inline.(*doc.NoteRef); ok {
			notes = append(notes, n)
		}
	}
	return notes
}

// marked is what one version alone has. A line break by itself is no change
// that could be shown: of the newer version it stands, of the older one it does not.
func (w *writer) marked(kind doc.Emphasis, a *atoms, list []atom) []doc.Inline {
	if len(list) == 0 {
		return nil
	}
	in := a.inlines(list, func(n *doc.NoteRef) *doc.NoteRef { return n })
	if onlyBreaks(in) {
		if kind == doc.Deleted {
			return nil
		}
		return in
	}
	return marking{w.merger, kind}.run(in, w.note, spanOf(in))
}

func onlyBreaks(in []doc.Inline) bool {
	only := true
	doc.EachInline(in, func(i doc.Inline) {
		switch i.(type) {
		case doc.Break, *doc.Styled, *doc.Link:
		default:
			only = false
		}
	})
	return only
}
