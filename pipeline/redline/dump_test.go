package redline

import (
	"fmt"
	"strings"

	"kan/pipeline/doc"
)

// dump writes blocks as text for goldens: {+inserted+} [-deleted-] ‹said›, a
// line for each text, notes in ⟦⟧ where their marks stand.
func dump(blocks []doc.Block) string {
	var d dumper
	d.blocks(blocks, "")
	return d.b.String()
}

type dumper struct{ b strings.Builder }

func (d *dumper) line(lead, text string) {
	if text != "" {
		d.b.WriteString(lead + text + "\n")
	}
}

func (d *dumper) blocks(blocks []doc.Block, lead string) {
	for _, b := range blocks {
		switch b := b.(type) {
		case *doc.Heading:
			d.line(lead+strings.Repeat("#", b.Level)+" ", b.Number+inline(b.Text))
		case *doc.Paragraph:
			d.line(lead, inline(b.Text))
		case *doc.List:
			for k, i := range b.Items {
				label := "- "
				if b.Ordered {
					label = fmt.Sprintf("%d. ", b.Start+k)
				}
				d.line(lead, label)
				d.blocks(i.Blocks, lead+"   ")
			}
		case *doc.Quote:
			d.blocks(b.Blocks, lead+"> ")
		case *doc.Table:
			d.line(lead+"table ", inline(b.Caption)+".")
			for _, row := range append(append([][]doc.Cell{}, b.Head...), b.Rows...) {
				text := "|"
				for _, c := range row {
					text += " " + inline(c.Text) + " |"
				}
				d.line(lead, text)
			}
		case *doc.Figure:
			d.line(lead+"figure ", b.Source+" "+inline(b.Caption))
		case *doc.CodeBlock:
			for _, l := range b.Lines {
				d.line(lead+"    ", l.Text)
			}
		case *doc.Divider:
			d.line(lead, "---")
		case *doc.Landscape:
			d.blocks(b.Blocks, lead+"~ ")
		case *doc.Signature:
			for _, by := range b.By {
				d.line(lead+"by ", inline(by))
			}
			d.line(lead+"on ", inline(b.Date))
		case *doc.Attachment:
			d.line(lead+"attachment ", fmt.Sprint(b.Number, " ", inline(b.Title)))
			d.blocks(b.Blocks, lead+"   ")
		case *doc.AttachmentList:
			for _, a := range b.Attachments {
				d.line(lead+"attached ", fmt.Sprint(a.Number, " ", inline(a.Title)))
			}
		case *doc.Digest:
			for _, e := range b.Entries {
				d.line(lead+"digest ", inline(e.Title)+" / "+inline(e.Summary))
			}
		case *doc.Contents:
			for _, e := range b.Entries {
				d.line(lead+"contents ", fmt.Sprint(e.Level, " ", inline(e.Text)))
			}
		case *doc.Note:
			d.blocks(b.Blocks, lead+b.Label+"：")
		case *doc.Section:
			d.line(lead+"=== ", inline(b.Title)+" ")
			d.blocks(b.Blocks, lead)
		case *doc.Item:
			d.line(lead+"== ", reportOf(b.Anchor)+" "+inline(b.Title))
			d.line(lead+"subtitle ", inline(b.Subtitle))
			d.line(lead+"summary ", inline(b.Summary))
			d.blocks(b.Body, lead)
			d.line(lead+"byline ", inline(b.Byline))
			d.line(lead+"remark ", inline(b.Remark))
			for _, a := range b.Attachments {
				d.blocks([]doc.Block{a}, lead)
			}
		}
	}
}

func inline(in []doc.Inline) string {
	var b strings.Builder
	for _, i := range in {
		switch i := i.(type) {
		case doc.Text:
			b.WriteString(i.Text)
		case *doc.Code:
			b.WriteString(i.Text)
		case *doc.Ruby:
			b.WriteString(i.Base.Text + "(" + i.Reading + ")")
		case *doc.Link:
			b.WriteString(inline(i.Text))
		case doc.Break:
			b.WriteString("⏎")
		case *doc.NoteRef:
			b.WriteString("⟦" + strings.TrimSpace(dump(i.Blocks)) + "⟧")
		case *doc.Styled:
			switch i.Kind {
			case doc.Inserted:
				b.WriteString("{+" + inline(i.Text) + "+}")
			case doc.Deleted:
				b.WriteString("[-" + inline(i.Text) + "-]")
			case doc.Editorial:
				b.WriteString("‹" + inline(i.Text) + "›")
			default:
				b.WriteString(inline(i.Text))
			}
		}
	}
	return b.String()
}

// side is what one version says by a merged document: without what the other
// has alone and what is said of changes. Every text is a line; lists that
// repeat others are left out.
func side(blocks []doc.Block, without doc.Emphasis) (lines []string) {
	put := func(texts ...[]doc.Inline) {
		for _, in := range texts {
			if s := sideText(in, without); s != "" {
				lines = append(lines, s)
			}
		}
	}
	for _, b := range blocks {
		switch b := b.(type) {
		case *doc.Heading:
			put(numbered(b))
		case *doc.Paragraph, *doc.Figure, *doc.Signature, *doc.Table:
			put(doc.Runs(b)...)
		case *doc.List:
			for _, i := range b.Items {
				lines = append(lines, side(i.Blocks, without)...)
			}
		case *doc.Quote:
			lines = append(lines, side(b.Blocks, without)...)
		case *doc.CodeBlock:
			lines = append(lines, side(codeLines(b), without)...)
		case *doc.Landscape:
			lines = append(lines, side(b.Blocks, without)...)
		case *doc.Attachment:
			put(b.Title)
			lines = append(lines, side(b.Blocks, without)...)
		case *doc.AttachmentList:
			lines = append(lines, side(attachmentLines(b), without)...)
		case *doc.Digest:
			for _, e := range b.Entries {
				put(e.Title, e.Summary)
			}
		case *doc.Contents:
			for _, e := range b.Entries {
				put(e.Text)
			}
		case *doc.Note:
			lines = append(lines, side(b.Blocks, without)...)
		case *doc.Section:
			put(b.Title)
			lines = append(lines, side(b.Blocks, without)...)
		case *doc.Item:
			put(b.Title, b.Subtitle, b.Summary)
			lines = append(lines, side(b.Body, without)...)
			put(b.Byline, b.Speaker, b.Remark)
			for _, a := range b.Attachments {
				lines = append(lines, side([]doc.Block{a}, without)...)
			}
		}
	}
	return lines
}

// sideText is the text of one version, with readings and notes, without breaks.
func sideText(in []doc.Inline, without doc.Emphasis) string {
	var b strings.Builder
	for _, i := range in {
		switch i := i.(type) {
		case doc.Text:
			b.WriteString(i.Text)
		case *doc.Code:
			b.WriteString(i.Text)
		case *doc.Ruby:
			b.WriteString(i.Base.Text + "(" + i.Reading + ")")
		case *doc.Link:
			b.WriteString(sideText(i.Text, without))
		case *doc.NoteRef:
			b.WriteString("⟦" + strings.Join(side(i.Blocks, without), "|") + "⟧")
		case *doc.Styled:
			if i.Kind != without && i.Kind != doc.Editorial {
				b.WriteString(sideText(i.Text, without))
			}
		}
	}
	return b.String()
}
