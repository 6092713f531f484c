package docx

import (
	"kan/pipeline/doc"
	"kan/pipeline/style"
	"kan/pipeline/unit"
)

// blocks writes blocks one after the other.
func (b *writer) blocks(blocks []doc.Block, c context) {
	for _, block := range blocks {
		if _, turned := block.(*doc.Landscape); !turned && !b.sideways && b.toSection(false) {
			c.measure = b.context().measure
		}
		switch block := block.(type) {
		case *doc.Heading:
			b.heading(block, c)
		case *doc.Paragraph:
			b.add(b.text(c.role, block.Text, c))
		case *doc.List:
			b.list(block, c)
		case *doc.Quote:
			inner := c
			inner.role = style.Quote
			b.blocks(block.Blocks, inner)
		case *doc.Table:
			b.table(block, c)
		case *doc.Figure:
			b.figure(block, c)
		case *doc.CodeBlock:
			for _, line := range block.Lines {
				b.add(b.text(style.CodeText, []doc.Inline{line}, c))
			}
		case *doc.Divider:
			b.divider(c)
		case *doc.Landscape:
			b.landscape(block)
		case *doc.Signature:
			b.signature(block, c)
		case *doc.AttachmentList:
			b.attachmentList(block, c)
		case *doc.Attachment:
			b.attachment(block)
		case *doc.Contents:
			b.contents(block, c)
		case *doc.Digest:
			b.digest(block, c)
		case *doc.Note:
			b.note(block, c)
		case *doc.Section:
			b.section(block)
		case *doc.Item:
			b.item(block)
		}
	}
}

// add appends a paragraph to the story that is being written.
func (b *writer) add(p *para) {
	b.began = true
	b.story.add(p)
}

// text is a paragraph of a role in a context.
func (b *writer) text(role style.Role, in []doc.Inline, c context) *para {
	p := newPara(role)
	if c.left != 0 || c.right != 0 {
		t, em := b.style.Texts[role], b.cell(role)
		p.indent = &indent{
			left:  twip(c.left + t.Left.Of(em, b.pitch)),
			right: twip(c.right + t.Right.Of(em, b.pitch)),
			first: twip(t.Indent.Of(em, b.pitch)),
		}
	}
	b.inlines(p, in, role, look{})
	return p
}

func (b *writer) heading(h *doc.Heading, c context) {
	role := style.Heading1 + style.Role(h.Level-1)
	p := newPara(role)
	b.mark(p, h.Anchor)
	b.run(&p.content, h.Number, b.style.Texts[role], look{})
	b.inlines(p, h.Text, role, look{})
	b.add(p)
}

// divider is a rule over the middle third of an empty line.
func (b *writer) divider(c context) {
	p := newPara(style.Body)
	third := c.room() / 3
	p.rules[1] = style.Rule{Weight: unit.Pt / 2}
	p.indent = &indent{left: twip(c.left + third), right: twip(c.right + third)}
	p.line = b.leading(style.Body) / 2
	p.after = p.line
	b.add(p)
}

// figure is an image on a line of its own, its caption under it.
func (b *writer) figure(f *doc.Figure, c context) {
	if f.File == nil || f.Picture.Width <= 0 || f.Picture.Height <= 0 {
		return
	}
	width, height := b.style.FigureSize(f.Picture.Width, f.Picture.Height, c.room(), b.depth(), b.turned)
	o, em := b.style.Figure, b.cell(style.Body)
	p := newPara(style.Caption)
	p.keep = len(f.Caption) > 0
	p.before = twip(o.Before.Of(em, b.pitch))
	if len(f.Caption) == 0 {
		p.after = twip(o.After.Of(em, b.pitch))
	}
	p.high = true
	b.drawing(&p.content, f, width, height)
	b.add(p)
	if len(f.Caption) > 0 {
		caption := b.text(style.Caption, f.Caption, c)
		caption.loose = true
		caption.before, caption.after = twip(b.pitch/4), twip(o.After.Of(em, b.pitch))
		b.add(caption)
	}
}

// note is the editors' note: the label runs in before the first paragraph.
func (b *writer) note(n *doc.Note, c context) {
	c.role = style.Note
	for k, block := range n.Blocks {
		p, ok := block.(*doc.Paragraph)
		if k > 0 || !ok {
			b.blocks([]doc.Block{block}, c)
			continue
		}
		first := newPara(style.Note)
		first.before = twip(b.pitch)
		b.run(&first.content, n.Label+"：", b.style.Texts[style.Note], look{family: b.style.Texts[style.NoteLabel].Font})
		b.inlines(first, p.Text, style.Note, look{})
		b.add(first)
	}
	b.space(b.pitch)
}

// space puts room under the last paragraph.
func (b *writer) space(h unit.Length) {
	if p := b.story.last; p != nil {
		p.after = max(p.after, twip(h))
	}
}
