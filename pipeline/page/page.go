// Package page is the display list: finished pages of six kinds of items, with
// every decision taken. Lengths are from the page's top left corner, y
// downwards; text stands on its baseline. There are no transforms, styles or
// glue. Writers draw items in order; Dump prints them for goldens.
package page

import (
	"time"

	"kan/pipeline/font"
	"kan/pipeline/picture"
	"kan/pipeline/source"
	"kan/pipeline/unit"
)

// Document is a laid-out issue.
type Document struct {
	Meta    Meta
	Pages   []Page
	Outline []Bookmark
}

// Meta is what the file says of itself.
type Meta struct {
	Title, Author, Subject, Keywords string
	Creator                          string // the program and its version
	Lang                             string // BCP 47: "zh-CN"
	Created                          time.Time
	Copy, Recipient                  string // 份号 of a numbered copy and who gets it; "" for others
	Commit, Lock                     string // of a closed issue: the commit it was closed on, the digest of its lock
}

// Page is one page. Label is its printed number, or "" when it shows none.
type Page struct {
	Width, Height unit.Length
	Label         string
	Items         []Item
}

// Bookmark is an entry of the outline; Anchor names its place.
type Bookmark struct {
	Level  int // 0 is the top; a child is one deeper than its parent
	Title  string
	Anchor string
}

// Item is one of *Glyphs, Box, *Image, Link, Anchor and Mark.
type Item interface{ item() }

// Color is 8-bit sRGB.
type Color struct{ R, G, B uint8 }

// Glyphs is a run of glyphs of one face, size and colour on one baseline.
// Text is what the run says; every glyph covers a byte range of it, the
// ranges are in order and together cover all of Text.
type Glyphs struct {
	X, Y   unit.Length // origin of the first glyph, baseline
	Face   *font.Face
	Size   unit.Length
	Color  Color
	Text   string
	Glyphs []Glyph
	Span   source.Span
	Lang   string // BCP 47, where it is not that of the document
	Turned bool   // runs downwards, a quarter turned to the right: X of the glyphs is along y, Rise along x
}

// Glyph is one placed glyph. X and Rise are offsets from the run's origin,
// Rise upwards (superscripts). Start and End delimit its part of the text.
type Glyph struct {
	ID         font.GID
	X, Rise    unit.Length
	Start, End int32
	At         int32 // byte offset in the run's source file; -1 when unknown
}

// Box is a filled rectangle; X, Y is its top left corner. Rules are boxes.
type Box struct {
	X, Y, W, H unit.Length
	Color      Color
}

// Image is an image scaled into a rectangle; X, Y is its top left corner.
type Image struct {
	X, Y, W, H unit.Length
	Info       picture.Info
	File       *source.File
	Alt        string
	Span       source.Span // where the author placed it
}

// Link is a clickable rectangle that leads to URL or, within the file, to Anchor.
type Link struct {
	X, Y, W, H unit.Length
	URL        string
	Anchor     string
	Contents   string // what is read out
}

// Empty tells whether a link has no area, as the part of one has that holds
// nothing but a space at the end of a line. Nobody can click it, and PDF wants
// rectangles with an area: writers pass it over.
func (l Link) Empty() bool { return l.W <= 0 || l.H <= 0 }

// Anchor is a named place links, bookmarks and contents entries lead to.
type Anchor struct {
	Name string
	X, Y unit.Length
}

// Mark opens or closes a structure element around the items between; marks
// nest. Close marks carry only the kind.
type Mark struct {
	Close    bool
	Kind     MarkKind
	ID       int          // equal for the parts of one element on several pages; 0 for elements in one part
	Alt      string       // Figure
	Title    string       // grouping elements: what they are called
	Ordered  bool         // L: its items are numbered
	Note     int          // Reference: the ID of the Note it leads to, 0 for other references
	Cell     *Cell        // TH and TD
	Artifact ArtifactKind // of an Artifact
}

// Cell is the place of a table cell: how many columns and rows it takes, and
// the IDs of the header cells over it, from the top.
type Cell struct {
	Across, Down int
	Heads        []int
}

// ArtifactKind says what an artifact is (PDF 32000-1 §14.8.2.2.2).
type ArtifactKind int8

// The kinds of artifacts: rules and leaders; page numbers; running heads; heads
// of tables that are repeated on further pages.
const (
	Layout ArtifactKind = iota
	Footer
	Header
	Repeated
)

// MarkKind is a structure type of PDF 1.7 §14.8.4, or Artifact.
type MarkKind int8

// The kinds of structure.
const (
	MarkArtifact MarkKind = iota
	MarkPart
	MarkSect
	MarkDiv
	MarkMasthead // 版头: a Sect
	MarkImprint  // 版记: a Sect
	MarkTOC
	MarkTOCI
	MarkReference
	MarkH1
	MarkH2
	MarkH3
	MarkH4
	MarkH5
	MarkH6
	MarkP
	MarkL
	MarkLI
	MarkLbl
	MarkLBody
	MarkTable
	MarkTR
	MarkTH
	MarkTD
	MarkFigure
	MarkCaption
	MarkNote
	MarkQuote
	MarkLink
	MarkRuby
	MarkRB
	MarkRT
)

// String is the structure type's name in PDF.
func (k MarkKind) String() string {
	return [...]string{"Artifact", "Part", "Sect", "Div", "Sect", "Sect", "TOC", "TOCI", "Reference",
		"H1", "H2", "H3", "H4", "H5", "H6", "P", "L", "LI", "Lbl", "LBody", "Table", "TR", "TH", "TD",
		"Figure", "Caption", "Note", "BlockQuote", "Link", "Ruby", "RB", "RT"}[k]
}

// Heading is the level of a heading, 1 to 6, and 0 for other kinds.
func (k MarkKind) Heading() int {
	if k < MarkH1 || k > MarkH6 {
		return 0
	}
	return int(k-MarkH1) + 1
}

// Inline tells whether elements of a kind stand inside lines of text and have
// no lines of their own.
func (k MarkKind) Inline() bool {
	switch k {
	case MarkReference, MarkLink, MarkRuby, MarkRB, MarkRT:
		return true
	}
	return false
}

func (*Glyphs) item() {}
func (Box) item()     {}
func (*Image) item()  {}
func (Link) item()    {}
func (Anchor) item()  {}
func (Mark) item()    {}
