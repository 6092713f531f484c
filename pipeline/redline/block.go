package redline

import (
	"kan/pipeline/doc"
)

// blocks merges two versions of a list of blocks.
func (m *merger) blocks(old, new []doc.Block) (out []doc.Block) {
	for _, p := range m.align(blockUnits(old), blockUnits(new)) {
		switch {
		case p.new < 0:
			out = append(out, m.markAll(doc.Deleted, old[p.old:p.old+1])...)
		case p.old < 0:
			out = append(out, m.markAll(doc.Inserted, new[p.new:p.new+1])...)
		case p.same:
			out = append(out, new[p.new])
		default:
			out = append(out, m.block(old[p.old], new[p.new])...)
		}
	}
	return out
}

// block merges two versions of a block, which are of one type.
func (m *merger) block(old, new doc.Block) []doc.Block {
	switch b := new.(type) {
	case *doc.Heading:
		return []doc.Block{m.heading(old.(*doc.Heading), b)}
	case *doc.Paragraph:
		return []doc.Block{&doc.Paragraph{Text: m.inlines(old.(*doc.Paragraph).Text, b.Text), Span: b.Span}}
	case *doc.List:
		return m.list(old.(*doc.List), b)
	case *doc.Quote:
		return []doc.Block{&doc.Quote{Blocks: m.blocks(old.(*doc.Quote).Blocks, b.Blocks), Span: b.Span}}
	case *doc.Table:
		return m.table(old.(*doc.Table), b)
	case *doc.Figure:
		return []doc.Block{m.figure(old.(*doc.Figure), b)}
	case *doc.CodeBlock:
		return m.blocks(codeLines(old.(*doc.CodeBlock)), codeLines(b))
	case *doc.Landscape:
		return []doc.Block{&doc.Landscape{Blocks: m.blocks(old.(*doc.Landscape).Blocks, b.Blocks), Span: b.Span}}
	case *doc.Signature:
		o := old.(*doc.Signature)
		return []doc.Block{&doc.Signature{By: m.lines(o.By, b.By), Date: m.inlines(o.Date, b.Date), Span: b.Span}}
	case *doc.Attachment:
		o := old.(*doc.Attachment)
		return []doc.Block{&doc.Attachment{Number: b.Number, Title: m.title(o.Title, b.Title), Anchor: b.Anchor,
			Blocks: m.blocks(o.Blocks, b.Blocks), Span: b.Span}}
	case *doc.AttachmentList:
		before := m.count
		lines := m.blocks(attachmentLines(old.(*doc.AttachmentList)), attachmentLines(b))
		m.count = before // the titles count where they stand
		return lines
	case *doc.Digest, *doc.Contents:
		return []doc.Block{b} // fillLists
	case *doc.Note:
		return []doc.Block{&doc.Note{Label: b.Label, Blocks: m.blocks(old.(*doc.Note).Blocks, b.Blocks), Span: b.Span}}
	case *doc.Item:
		return []doc.Block{m.item(old.(*doc.Item), b)}
	}
	// Sections stand at the top of a document alone, and dividers are all equal.
	return append(m.markAll(doc.Deleted, []doc.Block{old}), m.markAll(doc.Inserted, []doc.Block{new})...)
}

// heading merges two headings. Where the number is another one it becomes part
// of the text, so that it can be marked.
func (m *merger) heading(old, new *doc.Heading) *doc.Heading {
	out := *new
	if old.Number == new.Number {
		out.Text = m.inlines(old.Text, new.Text)
	} else {
		out.Number, out.Text = "", m.inlines(numbered(old), numbered(new))
	}
	return &out
}

// item merges two versions of a report.
func (m *merger) item(old, new *doc.Item) *doc.Item {
	out := *new
	out.Title = m.title(old.Title, new.Title)
	out.Subtitle = m.inlines(old.Subtitle, new.Subtitle)
	out.Summary = m.inlines(old.Summary, new.Summary)
	out.Body = m.blocks(old.Body, new.Body)
	out.Byline = m.inlines(old.Byline, new.Byline)
	before := m.count
	out.Speaker = m.inlines(old.Speaker, new.Speaker) // the authors are in the byline
	m.count = before
	out.Remark = m.inlines(old.Remark, new.Remark)
	out.Attachments = nil
	for _, b := range m.blocks(attachmentBlocks(old), attachmentBlocks(new)) {
		out.Attachments = append(out.Attachments, b.(*doc.Attachment))
	}
	return &out
}

func attachmentBlocks(i *doc.Item) []doc.Block {
	out := make([]doc.Block, len(i.Attachments))
	for k, a := range i.Attachments {
		out[k] = a
	}
	return out
}

// lines merges lists of lines: the organs of a signature.
func (m *merger) lines(old, new [][]doc.Inline) (out [][]doc.Inline) {
	for _, p := range m.align(lineUnits(old), lineUnits(new)) {
		switch {
		case p.new < 0:
			out = append(out, m.markText(doc.Deleted, old[p.old]))
		case p.old < 0:
			out = append(out, m.markText(doc.Inserted, new[p.new]))
		default:
			out = append(out, m.inlines(old[p.old], new[p.new]))
		}
	}
	return out
}

func lineUnits(lines [][]doc.Inline) []unit {
	units := make([]unit, len(lines))
	for k, in := range lines {
		var c canon
		c.inlines(in)
		units[k] = unit{key: string(c.b), least: leastText}
	}
	return units
}

// figure merges two versions of a picture with its caption.
func (m *merger) figure(old, new *doc.Figure) doc.Block {
	out := *new
	out.Caption = m.inlines(old.Caption, new.Caption)
	if pictureOf(old) != pictureOf(new) {
		out.Caption = append(out.Caption[:len(out.Caption):len(out.Caption)], remark(saidPicture, m.who(new.Span, false), new.Span)...)
	}
	return &out
}
