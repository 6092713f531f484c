package redline

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"strconv"

	"kan/pipeline/doc"
)

// canon writes down what blocks say, so that two of them give the same bytes
// just when nothing in them has to be marked: kinds, texts, addresses, readings
// and pictures, but no places, anchors or emphasis.
type canon struct{ b []byte }

// sign is what stands before a part, one for each kind. Signs are no UTF-8 and
// stand in no text, so that parts are never taken for one another.
type sign byte

const (
	escape sign = 0x80 + iota // a byte 0xFF of a text
	end
	aNumber
	aHeading
	aParagraph
	aList
	aListItem
	aQuote
	aTable
	aRow
	aCell
	aFigure
	aCode
	aDivider
	aLandscape
	aSignature
	anAttachment
	aNameOfAttachment
	aDigest
	aContents
	anEntry
	aNote
	aSection
	anItem
	aText
	aRuby
	aLink
	aNoteRef
	aBreak
)

func (c *canon) sign(s sign) { c.b = append(c.b, 0xFF, byte(s)) }

// number writes numbers that belong to a part.
func (c *canon) number(numbers ...int) {
	for _, n := range numbers {
		c.sign(aNumber)
		c.b = strconv.AppendInt(c.b, int64(n), 10)
	}
}

func (c *canon) text(s string) {
	for k := range len(s) {
		if c.b = append(c.b, s[k]); s[k] == 0xFF {
			c.b = append(c.b, byte(escape))
		}
	}
}

// texts writes running texts that follow one another.
func (c *canon) texts(texts ...[]doc.Inline) {
	for _, in := range texts {
		c.sign(aText)
		c.inlines(in)
	}
}

func (c *canon) inlines(in []doc.Inline) {
	for _, i := range in {
		switch i := i.(type) {
		case doc.Text:
			c.text(i.Text)
		case *doc.Styled:
			c.inlines(i.Text)
		case *doc.Code:
			c.text(i.Text)
		case *doc.Ruby:
			c.sign(aRuby)
			c.text(i.Base.Text)
			c.sign(end)
			c.text(i.Reading)
			c.sign(end)
		case *doc.Link:
			c.sign(aLink)
			c.text(i.URL)
			c.sign(end)
			c.inlines(i.Text)
			c.sign(end)
		case *doc.NoteRef:
			c.sign(aNoteRef)
			c.blocks(i.Blocks)
			c.sign(end)
		case doc.Break:
			c.sign(aBreak)
		default:
			panic(fmt.Sprintf("redline: unknown inline %T", i))
		}
	}
}

func (c *canon) blocks(blocks []doc.Block) {
	for _, b := range blocks {
		c.block(b)
		c.sign(end)
	}
}

func (c *canon) block(b doc.Block) {
	switch b := b.(type) {
	case *doc.Heading:
		c.sign(aHeading)
		c.text(b.Number)
		c.texts(b.Text)
		c.number(b.Level)
	case *doc.Paragraph:
		c.sign(aParagraph)
		c.inlines(b.Text)
	case *doc.List:
		c.list(b)
	case *doc.Quote:
		c.sign(aQuote)
		c.blocks(b.Blocks)
	case *doc.Table:
		c.table(b)
	case *doc.Figure:
		c.sign(aFigure)
		c.texts(b.Caption)
		c.text(pictureOf(b))
	case *doc.CodeBlock:
		c.sign(aCode)
		for _, line := range b.Lines {
			c.texts([]doc.Inline{line})
		}
	case *doc.Divider:
		c.sign(aDivider)
	case *doc.Landscape:
		c.sign(aLandscape)
		c.blocks(b.Blocks)
	case *doc.Signature:
		c.sign(aSignature)
		c.texts(b.By...)
		c.sign(end)
		c.texts(b.Date)
	case *doc.Attachment:
		c.sign(anAttachment)
		c.texts(b.Title)
		c.blocks(b.Blocks)
	case *doc.AttachmentList:
		c.sign(aNameOfAttachment)
		for _, a := range b.Attachments {
			c.number(a.Number)
			c.texts(a.Title)
		}
	default:
		c.matter(b)
	}
}

// matter writes the blocks that compose makes.
func (c *canon) matter(b doc.Block) {
	switch b := b.(type) {
	case *doc.Digest:
		c.sign(aDigest)
		for _, e := range b.Entries {
			c.entry(e.Anchor, e.Title, e.Summary)
		}
	case *doc.Contents:
		c.sign(aContents)
		for _, e := range b.Entries {
			c.number(e.Level)
			c.entry(e.Anchor, e.Text)
		}
	case *doc.Note:
		c.sign(aNote)
		c.text(b.Label)
		c.sign(end)
		c.blocks(b.Blocks)
	case *doc.Section:
		c.sign(aSection)
		c.texts(b.Title)
		c.blocks(b.Blocks)
	case *doc.Item:
		c.sign(anItem)
		c.texts(b.Title, b.Subtitle, b.Summary, b.Byline, b.Speaker, b.Remark)
		c.blocks(b.Body)
		for _, a := range b.Attachments {
			c.block(a)
		}
	default:
		panic(fmt.Sprintf("redline: unknown block %T", b))
	}
}

func (c *canon) entry(anchor string, texts ...[]doc.Inline) {
	c.sign(anEntry)
	c.text(reportOf(anchor)) // sections are numbered as they come
	c.texts(texts...)
}

func (c *canon) list(l *doc.List) {
	c.sign(aList)
	c.text(strconv.FormatBool(l.Ordered))
	for k := range l.Items {
		c.listItem(&l.Items[k])
	}
}

func (c *canon) listItem(i *doc.ListItem) {
	c.sign(aListItem)
	c.blocks(i.Blocks)
}

func (c *canon) table(t *doc.Table) {
	c.sign(aTable)
	c.texts(t.Caption)
	c.number(len(t.Columns), len(t.Head))
	c.rows(t.Head)
	c.rows(t.Rows)
}

func (c *canon) rows(rows [][]doc.Cell) {
	for _, row := range rows {
		c.sign(aRow)
		for k := range row {
			c.sign(aCell)
			if row[k].Across != 1 || row[k].Down != 1 {
				c.number(row[k].Across, row[k].Down)
			}
			c.inlines(row[k].Text)
		}
	}
}

// pictureOf names a picture by its bytes, or by its path where they are not read.
func pictureOf(f *doc.Figure) string {
	if f.File == nil {
		return f.Source
	}
	sum := sha256.Sum256(f.File.Text)
	return string(sum[:])
}

// sameItem tells whether two versions of an item say the same.
func sameItem(old, new *doc.Item) bool {
	var a, b canon
	a.block(old)
	b.block(new)
	return bytes.Equal(a.b, b.b)
}

// sameText tells whether two running texts say the same.
func sameText(old, new []doc.Inline) bool {
	var a, b canon
	a.inlines(old)
	b.inlines(new)
	return bytes.Equal(a.b, b.b)
}
