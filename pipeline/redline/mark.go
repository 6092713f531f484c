package redline

import (
	"fmt"
	"strconv"

	"kan/pipeline/doc"
	"kan/pipeline/source"
)

// What is said where there is no text to mark.
const (
	saidPictureGone = "〔删去插图〕"
	saidPictureNew  = "〔新增插图〕"
	saidPicture     = "〔插图已更换〕"
	saidDividerGone = "〔删去分隔线〕"
	saidDividerNew  = "〔新增分隔线〕"
)

// marking is what stands in one version alone: all of it is of one kind.
type marking struct {
	*merger
	kind doc.Emphasis // Inserted or Deleted
}

// old tells whether it is the older version.
func (m marking) old() bool { return m.kind == doc.Deleted }

// markAll marks blocks that stand in one version alone.
func (m *merger) markAll(kind doc.Emphasis, blocks []doc.Block) []doc.Block {
	return marking{m, kind}.blocks(blocks)
}

// markText marks a running text that stands in one version alone.
func (m *merger) markText(kind doc.Emphasis, in []doc.Inline) []doc.Inline {
	return marking{m, kind}.text(in)
}

// markItem marks an item that stands in one version alone.
func (m *merger) markItem(kind doc.Emphasis, i *doc.Item) *doc.Item {
	return marking{m, kind}.item(i)
}

// text marks a running text, with the notes in it; an empty one stays empty.
func (m marking) text(in []doc.Inline) []doc.Inline {
	if len(in) == 0 {
		return nil
	}
	at := spanOf(in)
	return m.run(in, m.who(at, m.old()), at)
}

// run is text for which the note of the margin is known.
func (m marking) run(in []doc.Inline, who string, at source.Span) []doc.Inline {
	return []doc.Inline{&doc.Styled{Kind: m.kind, Who: who, Text: m.inside(in), Span: at}}
}

// inside counts text that is marked, and marks the notes in it.
func (m marking) inside(in []doc.Inline) []doc.Inline {
	out := make([]doc.Inline, len(in))
	for k, i := range in {
		out[k] = i
		switch i := i.(type) {
		case doc.Text:
			m.count.add(m.kind, i.Text)
		case *doc.Code:
			m.count.add(m.kind, i.Text)
		case *doc.Ruby:
			m.count.add(m.kind, i.Base.Text)
		case *doc.Styled:
			s := *i
			s.Text = m.inside(i.Text)
			out[k] = &s
		case *doc.Link:
			l := *i
			l.Text = m.inside(i.Text)
			out[k] = &l
		case *doc.NoteRef:
			out[k] = &doc.NoteRef{Blocks: m.blocks(i.Blocks), Span: i.Span}
		case doc.Break:
		default:
			panic(fmt.Sprintf("redline: unknown inline %T", i))
		}
	}
	return out
}

func (m marking) texts(texts [][]doc.Inline) [][]doc.Inline {
	out := make([][]doc.Inline, len(texts))
	for k, in := range texts {
		out[k] = m.text(in)
	}
	return out
}

// anchor is that of what is inserted. Deleted text has none: it could be one
// that the newer version uses for something else.
func (m marking) anchor(anchor string) string {
	if m.old() {
		return ""
	}
	return anchor
}

func (m marking) blocks(blocks []doc.Block) (out []doc.Block) {
	for _, b := range blocks {
		out = append(out, m.block(b)...)
	}
	return out
}

// block marks a block. What has no text of its own that could be marked is told
// by a remark, or set as paragraphs.
func (m marking) block(b doc.Block) []doc.Block {
	switch b := b.(type) {
	case *doc.Heading:
		return []doc.Block{&doc.Heading{Level: b.Level, Text: m.text(numbered(b)), Anchor: m.anchor(b.Anchor), Span: b.Span}}
	case *doc.Paragraph:
		return []doc.Block{&doc.Paragraph{Text: m.text(b.Text), Span: b.Span}}
	case *doc.List:
		l := *b
		l.Items = make([]doc.ListItem, len(b.Items))
		for k := range b.Items {
			l.Items[k] = m.listItem(&b.Items[k])
		}
		return []doc.Block{&l}
	case *doc.Quote:
		return []doc.Block{&doc.Quote{Blocks: m.blocks(b.Blocks), Span: b.Span}}
	case *doc.Table:
		return []doc.Block{m.table(b)}
	case *doc.Figure:
		return []doc.Block{m.figure(b)}
	case *doc.CodeBlock:
		return m.blocks(codeLines(b))
	case *doc.Divider:
		if m.old() {
			return []doc.Block{said(saidDividerGone, m.who(b.Span, true), b.Span)}
		}
		return []doc.Block{b, said(saidDividerNew, m.who(b.Span, false), b.Span)}
	case *doc.Landscape:
		return []doc.Block{&doc.Landscape{Blocks: m.blocks(b.Blocks), Span: b.Span}}
	case *doc.Signature:
		return []doc.Block{&doc.Signature{By: m.texts(b.By), Date: m.text(b.Date), Span: b.Span}}
	case *doc.Attachment:
		return []doc.Block{m.attachment(b)}
	case *doc.AttachmentList:
		before := m.count
		lines := m.blocks(attachmentLines(b))
		m.count = before // the titles count where they stand
		return lines
	}
	return m.matter(b)
}

// matter marks the blocks that compose makes.
func (m marking) matter(b doc.Block) []doc.Block {
	switch b := b.(type) {
	case *doc.Digest, *doc.Contents:
		if m.old() {
			return nil // lists of what stands in the issue, no part of it
		}
		return []doc.Block{b} // fillLists
	case *doc.Note:
		return []doc.Block{&doc.Note{Label: b.Label, Blocks: m.blocks(b.Blocks), Span: b.Span}}
	case *doc.Section:
		return []doc.Block{&doc.Section{Title: m.text(b.Title), Anchor: m.anchor(b.Anchor), Blocks: m.blocks(b.Blocks), Span: b.Span}}
	case *doc.Item:
		return []doc.Block{m.item(b)}
	}
	panic(fmt.Sprintf("redline: unknown block %T", b))
}

// item keeps the anchor of a dropped item: no other has it, and the contents
// list leads there.
func (m marking) item(i *doc.Item) *doc.Item {
	out := &doc.Item{Anchor: i.Anchor, Title: m.text(i.Title), Subtitle: m.text(i.Subtitle), Summary: m.text(i.Summary),
		Body: m.blocks(i.Body), Byline: m.text(i.Byline), Remark: m.text(i.Remark), Span: i.Span}
	before := m.count
	out.Speaker = m.text(i.Speaker) // the authors are in the byline
	m.count = before
	for _, a := range i.Attachments {
		out.Attachments = append(out.Attachments, m.attachment(a))
	}
	return out
}

// attachment is shortened like an item when it is dropped.
func (m marking) attachment(a *doc.Attachment) *doc.Attachment {
	before := m.count
	out := &doc.Attachment{Number: a.Number, Title: m.text(a.Title), Anchor: m.anchor(a.Anchor), Blocks: m.blocks(a.Blocks), Span: a.Span}
	if chars := m.count.minus(before).Deleted; m.old() && chars > m.options.Whole {
		out.Blocks = []doc.Block{said(loss("附件全文删去", a.Blocks, chars), m.who(a.Span, true), a.Span)}
	}
	return out
}

func (m marking) listItem(i *doc.ListItem) doc.ListItem {
	return doc.ListItem{Blocks: m.blocks(i.Blocks), Span: i.Span}
}

func (m marking) table(t *doc.Table) *doc.Table {
	out := *t
	out.Caption, out.Head, out.Rows = m.text(t.Caption), m.rows(t.Head), m.rows(t.Rows)
	return &out
}

func (m marking) rows(rows [][]doc.Cell) [][]doc.Cell {
	out := make([][]doc.Cell, len(rows))
	for i, row := range rows {
		out[i] = make([]doc.Cell, len(row))
		for k, c := range row {
			c.Text = m.text(c.Text)
			out[i][k] = c
		}
	}
	return out
}

// figure shows a new picture with a remark; of one that is gone, remark and
// caption stay.
func (m marking) figure(f *doc.Figure) doc.Block {
	who := m.who(f.Span, m.old())
	if m.old() {
		text := append(remark(saidPictureGone, who, f.Span), m.text(f.Caption)...)
		return &doc.Paragraph{Text: text, Span: f.Span}
	}
	out := *f
	out.Caption = append(m.text(f.Caption), remark(saidPictureNew, who, f.Span)...)
	return &out
}

// remark is text that belongs to neither version.
func remark(text, who string, at source.Span) []doc.Inline {
	return []doc.Inline{&doc.Styled{Kind: doc.Editorial, Who: who, Text: doc.Words(text, at), Span: at}}
}

// said is a paragraph that belongs to neither version.
func said(text, who string, at source.Span) doc.Block {
	return &doc.Paragraph{Text: remark(text, who, at), Span: at}
}

// numbered is the text of a heading with its number.
func numbered(h *doc.Heading) []doc.Inline {
	return append(doc.Words(h.Number, h.Span), h.Text...)
}

// codeLines are the lines of a code block as paragraphs: the block itself has
// no text that could be marked.
func codeLines(b *doc.CodeBlock) (out []doc.Block) {
	for _, line := range b.Lines {
		out = append(out, &doc.Paragraph{Text: []doc.Inline{&doc.Code{Text: line.Text, Span: line.Span}}, Span: line.Span})
	}
	return out
}

// attachmentLines are the names of the attachments as paragraphs, as layout
// sets them (GB/T 9704-2012 7.3.4), for the list itself repeats titles.
func attachmentLines(l *doc.AttachmentList) (out []doc.Block) {
	lead := "附件："
	for _, a := range l.Attachments {
		number := ""
		if a.Number > 0 {
			number = strconv.Itoa(a.Number) + "."
		}
		out = append(out, &doc.Paragraph{Text: doc.Words(lead+number+doc.Plain(a.Title), a.Span), Span: a.Span})
		lead = "　　　" // as wide
	}
	return out
}
