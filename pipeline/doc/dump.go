package doc

import (
	"fmt"
	"io"
	"strings"
)

// Dump writes blocks as an indented tree with byte spans, for goldens:
//
//	paragraph 0-12
//	  text 0-12 "正文。"
//
// A text whose span is not exact has a ~ before its place. The error is w's.
func Dump(w io.Writer, blocks []Block) error {
	d := dumper{w: w}
	d.blocks(blocks, 0)
	return d.err
}

type dumper struct {
	w   io.Writer
	err error
}

func (d *dumper) line(depth int, format string, args ...any) {
	if d.err == nil {
		_, d.err = fmt.Fprintf(d.w, "%s%s\n", strings.Repeat("  ", depth), fmt.Sprintf(format, args...))
	}
}

func (d *dumper) blocks(blocks []Block, depth int) {
	for _, b := range blocks {
		d.block(b, depth)
	}
}

func (d *dumper) block(b Block, depth int) {
	switch b := b.(type) {
	case *Heading:
		d.line(depth, "heading %s level %d number %q anchor %q", at(b.Span.Start, b.Span.End), b.Level, b.Number, b.Anchor)
		d.inlines(b.Text, depth+1)
	case *Paragraph:
		d.line(depth, "paragraph %s", at(b.Span.Start, b.Span.End))
		d.inlines(b.Text, depth+1)
	case *List:
		d.line(depth, "list %s ordered %v start %d", at(b.Span.Start, b.Span.End), b.Ordered, b.Start)
		for _, i := range b.Items {
			d.line(depth+1, "item %s", at(i.Span.Start, i.Span.End))
			d.blocks(i.Blocks, depth+2)
		}
	case *Quote:
		d.line(depth, "quote %s", at(b.Span.Start, b.Span.End))
		d.blocks(b.Blocks, depth+1)
	case *Table:
		d.table(b, depth)
	case *Figure:
		d.line(depth, "figure %s source %s %q alt %q", at(b.Span.Start, b.Span.End), at(b.At.Start, b.At.End), b.Source, b.Alt)
		d.inlines(b.Caption, depth+1)
	case *CodeBlock:
		d.line(depth, "code block %s", at(b.Span.Start, b.Span.End))
		for _, l := range b.Lines {
			d.inlines([]Inline{l}, depth+1)
		}
	case *Divider:
		d.line(depth, "divider %s", at(b.Span.Start, b.Span.End))
	case *Landscape:
		d.line(depth, "landscape %s", at(b.Span.Start, b.Span.End))
		d.blocks(b.Blocks, depth+1)
	case *Signature:
		d.line(depth, "signature %s", at(b.Span.Start, b.Span.End))
		for _, organ := range b.By {
			d.part("by", organ, depth+1)
		}
		d.part("date", b.Date, depth+1)
	case *Attachment:
		d.line(depth, "attachment %s number %d anchor %q", at(b.Span.Start, b.Span.End), b.Number, b.Anchor)
		d.part("title", b.Title, depth+1)
		d.blocks(b.Blocks, depth+1)
	case *AttachmentList:
		d.line(depth, "attachment list of %d", len(b.Attachments))
	case *Digest:
		d.line(depth, "digest")
		for _, e := range b.Entries {
			d.line(depth+1, "entry anchor %q", e.Anchor)
			d.part("title", e.Title, depth+2)
			d.part("summary", e.Summary, depth+2)
		}
	case *Contents:
		d.line(depth, "contents")
		for _, e := range b.Entries {
			d.line(depth+1, "entry level %d anchor %q", e.Level, e.Anchor)
			d.inlines(e.Text, depth+2)
		}
	case *Note:
		d.line(depth, "note %s label %q", at(b.Span.Start, b.Span.End), b.Label)
		d.blocks(b.Blocks, depth+1)
	case *Section:
		d.line(depth, "section %s anchor %q", at(b.Span.Start, b.Span.End), b.Anchor)
		d.part("title", b.Title, depth+1)
		d.blocks(b.Blocks, depth+1)
	case *Item:
		d.item(b, depth)
	default:
		panic(fmt.Sprintf("doc: unknown block %T", b))
	}
}

func (d *dumper) item(b *Item, depth int) {
	d.line(depth, "item %s anchor %q", at(b.Span.Start, b.Span.End), b.Anchor)
	d.part("title", b.Title, depth+1)
	d.part("subtitle", b.Subtitle, depth+1)
	d.part("summary", b.Summary, depth+1)
	d.part("byline", b.Byline, depth+1)
	d.part("remark", b.Remark, depth+1)
	d.blocks(b.Body, depth+1)
	for _, a := range b.Attachments {
		d.block(a, depth+1)
	}
}

func (d *dumper) part(name string, in []Inline, depth int) {
	if len(in) > 0 {
		d.line(depth, "%s", name)
		d.inlines(in, depth+1)
	}
}

func (d *dumper) table(t *Table, depth int) {
	names := make([]string, len(t.Columns))
	for i, a := range t.Columns {
		names[i] = [...]string{"auto", "left", "center", "right"}[a]
	}
	d.line(depth, "table %s columns %s", at(t.Span.Start, t.Span.End), strings.Join(names, " "))
	d.part("caption", t.Caption, depth+1)
	for _, r := range t.Head {
		d.row("head", r, depth+1)
	}
	for _, r := range t.Rows {
		d.row("row", r, depth+1)
	}
}

func (d *dumper) row(name string, cells []Cell, depth int) {
	d.line(depth, "%s", name)
	for _, c := range cells {
		merged := ""
		if c.Across != 1 || c.Down != 1 {
			merged = fmt.Sprintf(" across %d down %d", c.Across, c.Down)
		}
		d.line(depth+1, "cell %s%s", at(c.Span.Start, c.Span.End), merged)
		d.inlines(c.Text, depth+2)
	}
}

func (d *dumper) inlines(in []Inline, depth int) {
	for _, i := range in {
		switch i := i.(type) {
		case Text:
			tilde := ""
			if i.Span.End-i.Span.Start != len(i.Text) {
				tilde = "~"
			}
			d.line(depth, "text %s%s %q", tilde, at(i.Span.Start, i.Span.End), i.Text)
		case *Styled:
			kind := [...]string{"strong", "emph", "dotted", "proper name", "unbroken", "foreign", "inserted", "deleted", "editorial"}[i.Kind]
			if i.Lang != "" {
				kind += " " + i.Lang
			}
			if i.Who != "" {
				kind += fmt.Sprintf(" by %q", i.Who)
			}
			d.line(depth, "%s %s", kind, at(i.Span.Start, i.Span.End))
			d.inlines(i.Text, depth+1)
		case *Ruby:
			d.line(depth, "ruby %s %q over %q", at(i.Span.Start, i.Span.End), i.Reading, i.Base.Text)
		case *Code:
			d.line(depth, "code %s %q", at(i.Span.Start, i.Span.End), i.Text)
		case *Link:
			d.line(depth, "link %s %q", at(i.Span.Start, i.Span.End), i.URL)
			d.inlines(i.Text, depth+1)
		case *NoteRef:
			d.line(depth, "note %s", at(i.Span.Start, i.Span.End))
			d.blocks(i.Blocks, depth+1)
		case Break:
			d.line(depth, "break %s", at(i.Span.Start, i.Span.End))
		default:
			panic(fmt.Sprintf("doc: unknown inline %T", i))
		}
	}
}

func at(start, end int) string { return fmt.Sprintf("%d-%d", start, end) }
