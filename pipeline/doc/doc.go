// Package doc is the document tree: what an issue says, not how it looks.
//
// Markdown becomes Blocks and Inlines; compose joins the bodies of reports
// with front and back matter into one Document; layout, DOCX and HTML read
// it. Block and Inline are sealed: a new kind makes every reader's switch
// fail its exhaustiveness test. The tree has no parent pointers and no
// look of any kind; looks come from the style, by Role.
package doc

import (
	"unicode/utf8"

	"kan/pipeline/date"
	"kan/pipeline/picture"
	"kan/pipeline/source"
)

// Document is one issue, ready to be set.
type Document struct {
	Fields Fields
	Blocks []Block
	Names  []string // of people, units and places that the issue speaks of: no title is broken inside one
}

// Fields are the values that the placeholders of a style's furniture may
// name; the list is closed and style checks against it.
type Fields struct {
	OfficeName, OfficeShort, Region string
	SeriesID, SeriesName            string // "public-opinion", 社情民意信息
	Title                           string // name of a special edition, or of the only item
	Number, Total, Year             int    // 期号, 总期号, year of Date
	Date                            date.Date
	Classification                  string // 内部, 秘密★1年; "" when public
	Notice                          string // what the first page says of it: 内部资料　注意保存, 秘密★1年; "" when public
	State                           string // 草稿, 征求意见稿; "" for a final issue
	Urgency                         string // the highest of the items
	Copies                          int
	Editors, CheckedBy, SignedBy    string      // names, joined by a full-width space
	ReportTo, SendTo, IssueTo       string      // 报, 送, 发: names joined by ，; "" when absent
	Place                           source.Span // where the manifest tells of the issue, for complaints about the whole
	Copy                            string      // 份号: six digits, GB/T 9704 7.2.1; "" when copies are not numbered
	Recipient                       string      // who gets this numbered copy; "" for others
	Organs                          string      // 联合编印单位, the host first, one a line; "" when the office alone issues
}

// Block is one of Heading, Paragraph, List, Quote, Table, Figure, CodeBlock,
// Divider, Landscape, Signature, Attachment, AttachmentList, Contents, Digest,
// Note, Section and Item.
type Block interface{ block() }

// Heading is a heading inside a report. Level is 1 to 4: 一、（一）1.（1）.
// Number is the typed or generated number with its mark, or "".
type Heading struct {
	Level  int
	Number string
	Text   []Inline
	Anchor string // unique in the document; set by compose
	Span   source.Span
}

// Paragraph is running text.
type Paragraph struct {
	Text []Inline
	Span source.Span
}

// List is a bullet list, or an ordered one that begins at Start.
type List struct {
	Ordered bool
	Start   int
	Items   []ListItem
	Span    source.Span
}

// ListItem is the blocks of one item.
type ListItem struct {
	Blocks []Block
	Span   source.Span
}

// Quote is quoted blocks.
type Quote struct {
	Blocks []Block
	Span   source.Span
}

// Align is a table column's alignment; AlignAuto leaves it to the style.
type Align int8

// The alignments of table columns.
const (
	AlignAuto Align = iota
	AlignLeft
	AlignCenter
	AlignRight
)

// Table is a table. Every row of head and body has len(Columns) cells; those
// that a merged cell covers are among them.
type Table struct {
	Caption []Inline
	Columns []Align
	Head    [][]Cell // empty when there is none; of several rows when its cells are merged
	Rows    [][]Cell
	Span    source.Span
}

// Cell is one table cell. Across and Down say how many columns and rows it
// takes, 1 and 1 for a plain cell; both are 0 for a cell that another covers,
// which has no text. No cell of the head reaches into the body.
type Cell struct {
	Text         []Inline
	Across, Down int
	Span         source.Span
}

// Covered tells whether a merged cell stands in this one's place.
func (c *Cell) Covered() bool { return c.Across == 0 }

// Figure is an image that stands alone. Source is the path as written; report
// resolves it and sets File and Picture.
type Figure struct {
	Source  string
	File    *source.File
	Picture picture.Info
	Alt     string
	Caption []Inline
	Span    source.Span // of the whole image
	At      source.Span // of the path
}

// CodeBlock is text kept as it stands, one line each.
type CodeBlock struct {
	Lines []Text
	Span  source.Span
}

// Divider is a thematic break.
type Divider struct{ Span source.Span }

// Landscape is blocks that stand on pages turned sideways (GB/T 9704 clause 8),
// wide tables above all.
type Landscape struct {
	Blocks []Block
	Span   source.Span
}

// Signature is who signs and when (发文机关署名, 成文日期; GB/T 9704 7.3.5.2):
// one line for each organ, then the date.
type Signature struct {
	By   [][]Inline
	Date []Inline
	Span source.Span
}

// Attachment is an 附件: it begins a page after its item (GB/T 9704 7.3.7).
// Number is 0 when the item has no other.
type Attachment struct {
	Number int
	Title  []Inline
	Anchor string // set by compose
	Blocks []Block
	Span   source.Span
}

// AttachmentList names the attachments of an item after its body, before the
// signature (附件说明, GB/T 9704 7.3.4).
type AttachmentList struct{ Attachments []*Attachment }

// Digest is the page of abstracts that a leader reads first (送阅): every item
// with its summary; page numbers come from layout.
type Digest struct{ Entries []DigestEntry }

// DigestEntry is one item in a digest. Summary may be empty.
type DigestEntry struct {
	Title, Summary []Inline
	Anchor         string
}

// Contents is the contents list of an issue; page numbers come from layout.
type Contents struct{ Entries []Entry }

// Entry is a line of the contents list; Level 0 is a section, 1 an item.
type Entry struct {
	Level  int
	Text   []Inline
	Anchor string
}

// Note is a labelled note of the editors before the items: 编者按.
type Note struct {
	Label  string
	Blocks []Block
	Span   source.Span
}

// Section is a column of an issue (栏目) with its items. Title may be empty.
type Section struct {
	Title  []Inline
	Anchor string
	Blocks []Block
	Span   source.Span
}

// Item is one report as printed.
type Item struct {
	Anchor   string
	Title    []Inline
	Subtitle []Inline
	Summary  []Inline // 摘要; printed when the style says so
	Byline   []Inline // authors, posts and unit, to stand after the body, without brackets
	Speaker  []Inline // the authors alone, to stand under the title
	Remark   []Inline // 首刊 and 续报 notes; "" when none
	Body     []Block

	Attachments []*Attachment // compose takes them out of the body
	Span        source.Span
}

func (*Heading) block()        {}
func (*Paragraph) block()      {}
func (*List) block()           {}
func (*Quote) block()          {}
func (*Table) block()          {}
func (*Figure) block()         {}
func (*CodeBlock) block()      {}
func (*Divider) block()        {}
func (*Landscape) block()      {}
func (*Signature) block()      {}
func (*Attachment) block()     {}
func (*AttachmentList) block() {}
func (*Digest) block()         {}
func (*Contents) block()       {}
func (*Note) block()           {}
func (*Section) block()        {}
func (*Item) block()           {}

// Inline is one of Text, Styled, Ruby, Code, Link, NoteRef and Break.
type Inline interface{ inline() }

// Text is a run of characters. When Span is as long as Text, they are the
// same bytes and every character's place is known exactly; otherwise (an
// entity, generated text) the whole run has one place.
type Text struct {
	Text string
	Span source.Span
}

// Emphasis is what sets a text off from the one around it.
type Emphasis int8

// The kinds of emphasis: **…** and *…*, and what attributes say.
const (
	Strong     Emphasis = iota
	Emph                // 楷体 in most styles
	Dotted              // 着重号: a dot under every character
	ProperName          // 专名号: a line under the whole name
	Unbroken            // kept on one line
	Foreign             // in another language than Chinese, see Styled.Lang
	Inserted            // of two versions that are compared, in the newer alone
	Deleted             // in the older alone
	Editorial           // in neither: what is said of a change, 〔整篇删去〕
)

// Styled is text set off. Lang is the BCP 47 tag of Foreign text: “ ” ‘ ’ — …
// and · in it are Western marks, not Chinese ones. Who tells, for the margin
// beside the last three kinds, who made the change and when; "" when the margin
// says nothing.
type Styled struct {
	Kind Emphasis
	Lang string
	Who  string
	Text []Inline
	Span source.Span
}

// Ruby is a character, or a few that are read as one, with the reading above
// it: 拼音. Base is text of one line.
type Ruby struct {
	Base    Text
	Reading string
	Span    source.Span
}

// Code is text kept as it stands inside a line.
type Code struct {
	Text string
	Span source.Span
}

// Link is text that leads to URL (http, https or mailto).
type Link struct {
	URL  string
	Text []Inline
	Span source.Span
}

// NoteRef is the mark of a footnote, with the footnote itself. Layout
// numbers notes per page. Marks of one note have the same blocks.
type NoteRef struct {
	Blocks []Block
	Span   source.Span // of the mark
}

// Break is a line break the author forced.
type Break struct{ Span source.Span }

func (Text) inline()     {}
func (*Styled) inline()  {}
func (*Ruby) inline()    {}
func (*Code) inline()    {}
func (*Link) inline()    {}
func (*NoteRef) inline() {}
func (Break) inline()    {}

// Plain is the text of inlines on one line, without notes and readings. A
// forced break is a space between Western words and nothing beside Han. Of
// compared versions it is the newer one, and the older one only where the newer
// has nothing: what was dropped as a whole keeps its name in lists.
func Plain(in []Inline) string {
	b := plain(nil, in, Deleted)
	if len(b) == 0 {
		b = plain(nil, in, Inserted)
	}
	out := b[:0]
	for k, c := range b {
		if c != '\n' {
			out = append(out, c)
		} else if len(out) > 0 && k+1 < len(b) && out[len(out)-1] < utf8.RuneSelf && b[k+1] < utf8.RuneSelf && b[k+1] != '\n' {
			out = append(out, ' ')
		}
	}
	return string(out)
}

// plain leaves out what is of the kind without, and what is said of changes.
func plain(b []byte, in []Inline, without Emphasis) []byte {
	for _, i := range in {
		switch i := i.(type) {
		case Text:
			b = append(b, i.Text...)
		case *Styled:
			if i.Kind != without && i.Kind != Editorial {
				b = plain(b, i.Text, without)
			}
		case *Ruby:
			b = append(b, i.Base.Text...)
		case *Code:
			b = append(b, i.Text...)
		case *Link:
			b = plain(b, i.Text, without)
		case Break:
			b = append(b, '\n')
		case *NoteRef:
		}
	}
	return b
}

// Words wraps generated text, or text of a known place, as inlines.
func Words(text string, at source.Span) []Inline {
	if text == "" {
		return nil
	}
	return []Inline{Text{text, at}}
}
