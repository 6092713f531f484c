package parity

import (
	"kan/pipeline/doc"
	"kan/pipeline/style"
)

// Expect lists what an issue must show in a house style.
func Expect(d *doc.Document, s *style.Style) *Expected {
	p := s.Page
	e := expecter{style: s, noted: map[doc.Block]bool{}, out: &Expected{
		top: p.Top.Pt(), bottom: p.Bottom.Pt(), inner: p.Inner.Pt(), outer: p.Outer.Pt(),
		note: s.Texts[style.FootnoteText].Size.Pt(), body: p.Em(s.Texts[style.Body].Size).Pt(),
	}}
	e.rows(Masthead, s.Masthead, &d.Fields)
	e.blocks(d.Blocks)
	e.rows(Imprint, s.Imprint.Rows, &d.Fields)
	return e.out
}

type expecter struct {
	style  *style.Style
	out    *Expected
	noted  map[doc.Block]bool // the first blocks of the notes so far
	labels []slot             // of items that do not begin with a paragraph: they stand before the next
}

// writing is a paragraph that is being put together.
type writing struct {
	Paragraph
	notes    []*doc.NoteRef
	readings []string
}

// begin begins a paragraph with a text of the style.
func begin(k Kind, text string) *writing {
	w := &writing{Paragraph: Paragraph{Kind: k}}
	w.text(text)
	return w
}

// text appends a text without its white space.
func (w *writing) text(s string) *writing {
	for _, r := range s {
		if !blank(r) {
			w.Text = append(w.Text, r)
		}
	}
	return w
}

// generated marks the place of a number.
func (w *writing) generated(g generated) *writing {
	w.slots = append(w.slots, slot{len(w.Text), g})
	return w
}

// inlines appends running text; readings and notes are paragraphs of their own.
func (w *writing) inlines(in []doc.Inline) *writing {
	doc.EachInline(in, func(i doc.Inline) {
		switch i := i.(type) {
		case doc.Text:
			w.text(i.Text)
		case *doc.Ruby:
			w.text(i.Base.Text)
			w.readings = append(w.readings, i.Reading)
		case *doc.Code:
			w.text(i.Text)
		case *doc.NoteRef:
			w.generated(noteMark)
			w.notes = append(w.notes, i)
		}
	})
	return w
}

// add appends what w has become; an empty text is nothing to look for.
func (e *expecter) add(w *writing) {
	if len(w.Text) > 0 {
		w.slots, e.labels = append(e.labels, w.slots...), nil
		e.out.Paragraphs = append(e.out.Paragraphs, w.Paragraph)
	}
	for _, r := range w.readings {
		e.add(begin(Reading, r))
	}
	for _, n := range w.notes {
		e.note(n)
	}
}

// note is a footnote: its paragraphs, the number before the first. Word files
// have one for each mark, pages one for all the marks on them.
func (e *expecter) note(n *doc.NoteRef) {
	inner := expecter{style: e.style, out: &Expected{}}
	inner.blocks(n.Blocks)
	again := len(n.Blocks) > 0 && e.noted[n.Blocks[0]]
	if len(n.Blocks) > 0 {
		e.noted[n.Blocks[0]] = true
	}
	for k, p := range inner.out.Paragraphs {
		p.Kind, p.again = Note, again
		if k == 0 {
			p.slots = append([]slot{{0, noteMark}}, p.slots...)
		}
		e.out.Paragraphs = append(e.out.Paragraphs, p)
	}
}

// rows are the texts of furniture, organs one by one.
func (e *expecter) rows(k Kind, rows []style.Row, f *doc.Fields) {
	for _, row := range rows {
		for _, t := range [...]style.Template{row.Left, row.Center, row.Right} {
			if text, empty := t.Expand(f, style.Here{}); !empty {
				e.add(begin(k, text))
			}
		}
	}
}

func (e *expecter) blocks(blocks []doc.Block) {
	for _, b := range blocks {
		switch b := b.(type) {
		case *doc.Heading:
			e.add(begin(Heading, b.Number).inlines(b.Text))
		case *doc.Paragraph:
			e.add(begin(Body, "").inlines(b.Text))
		case *doc.List:
			e.list(b)
		case *doc.Quote:
			e.blocks(b.Blocks)
		case *doc.Table:
			e.table(b)
		case *doc.Figure:
			e.add(begin(Caption, "").inlines(b.Caption))
		case *doc.CodeBlock:
			for _, line := range b.Lines {
				e.add(begin(Code, line.Text))
			}
		case *doc.Landscape:
			e.blocks(b.Blocks)
		case *doc.Signature:
			for _, by := range b.By {
				e.add(begin(Sign, "").inlines(by))
			}
			e.add(begin(Sign, "").inlines(b.Date))
		default:
			e.matter(b)
		}
	}
}

// list is the items; their labels are generated, each before the first text of
// its item, or before what comes after an item without any.
func (e *expecter) list(l *doc.List) {
	for _, item := range l.Items {
		rest := item.Blocks
		e.labels = append(e.labels, slot{0, listLabel})
		if len(rest) > 0 {
			if p, ok := rest[0].(*doc.Paragraph); ok {
				e.add(begin(Item, "").inlines(p.Text))
				rest = rest[1:]
			}
		}
		e.blocks(rest)
	}
}

// table is the caption and the cells, row by row. Its head may stand again
// before every row of the body.
func (e *expecter) table(t *doc.Table) {
	e.add(begin(Caption, "").inlines(t.Caption))
	head := &Paragraph{}
	for _, row := range t.Head {
		for _, c := range row {
			w := begin(Cell, "").inlines(c.Text)
			for _, s := range w.slots {
				head.slots = append(head.slots, slot{len(head.Text) + s.at, s.kind})
			}
			head.Text = append(head.Text, w.Text...)
			e.add(w)
		}
	}
	for _, row := range t.Rows {
		for _, c := range row {
			w := begin(Cell, "").inlines(c.Text)
			if len(head.Text) > 0 {
				w.head = head
			}
			e.add(w)
		}
	}
}
