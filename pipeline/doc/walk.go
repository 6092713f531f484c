package doc

import "kan/pipeline/source"

// Walk calls visit for every text of the blocks in reading order, notes where
// their marks stand.
func Walk(blocks []Block, visit func(text string, at source.Span)) {
	w := walker{visit}
	w.blocks(blocks)
}

type walker struct {
	visit func(string, source.Span)
}

func (w walker) blocks(blocks []Block) {
	for _, b := range blocks {
		switch b := b.(type) {
		case *Heading:
			w.visit(b.Number, b.Span)
			w.inlines(b.Text)
		case *Paragraph, *Table, *Figure, *Signature:
			for _, text := range Runs(b) {
				w.inlines(text)
			}
		case *List:
			for _, i := range b.Items {
				w.blocks(i.Blocks)
			}
		case *Quote:
			w.blocks(b.Blocks)
		case *CodeBlock:
			for _, l := range b.Lines {
				w.visit(l.Text, l.Span)
			}
		case *Landscape:
			w.blocks(b.Blocks)
		case *Attachment:
			w.inlines(b.Title)
			w.blocks(b.Blocks)
		case *Note:
			w.visit(b.Label, b.Span)
			w.blocks(b.Blocks)
		case *Section:
			w.inlines(b.Title)
			w.blocks(b.Blocks)
		case *Item:
			for _, text := range [][]Inline{b.Title, b.Subtitle, b.Summary} {
				w.inlines(text)
			}
			w.blocks(b.Body)
			w.inlines(b.Byline)
			w.inlines(b.Remark)
			for _, a := range b.Attachments {
				w.blocks([]Block{a})
			}
		case *Contents, *Digest, *AttachmentList, *Divider:
			// They repeat what stands elsewhere.
		}
	}
}

func (w walker) inlines(in []Inline) {
	for _, i := range in {
		switch i := i.(type) {
		case Text:
			w.visit(i.Text, i.Span)
		case *Styled:
			w.inlines(i.Text)
		case *Ruby:
			w.visit(i.Base.Text, i.Base.Span)
			w.visit(i.Reading, i.Span)
		case *Code:
			w.visit(i.Text, i.Span)
		case *Link:
			w.inlines(i.Text)
		case *NoteRef:
			w.blocks(i.Blocks)
		case Break:
		}
	}
}
