// Package docx writes an issue as a Word document (ECMA-376, transitional
// WordprocessingML), to look in Word, WPS and LibreOffice like the printed one.
//
// In come the document tree and the resolved house style, and what only the
// layout knows: the printed page of every anchor and where titles break. Out
// goes one .docx file, equal to the byte for equal input. Every role of the style is an
// editable paragraph style; running text has no looks of its own. The package
// writes XML with the standard library alone, knows only constructs that all
// three programs show, and neither breaks lines nor reads Word files.
package docx

import (
	"fmt"
	"io"
	"time"

	"kan/pipeline/doc"
	"kan/pipeline/source"
	"kan/pipeline/style"
	"kan/pipeline/unit"
)

// Options is what document and style do not say.
type Options struct {
	Count  int               // pages of the printed issue
	Pages  map[string]string // printed page numbers by anchor, for contents list and digest
	Breaks map[string][]int  // by the anchor of a title: how many characters its lines have, but for the last
	Fonts  map[string]Font   // by role of fonts.yaml

	Title, Author, Subject, Keywords, Creator string
	Created                                   time.Time

	// Of a closed issue: the commit it was closed on, and the digest of its lock.
	Commit, Lock string
}

// Font is the name by which an office has a face, and other names for it, those
// of the supplied file among them, for programs that lack the first.
type Font struct {
	Name string
	Alt  []string
}

// Write writes the file. The error is w's, or tells of an image whose bytes are
// not at hand.
func Write(w io.Writer, d *doc.Document, s *style.Style, o Options) error {
	b := newWriter(d, s, o)
	b.masthead()
	b.blocks(d.Blocks, b.context())
	b.imprint()
	parts, err := b.parts()
	if err != nil {
		return fmt.Errorf("docx: %w", err)
	}
	return zipParts(w, parts, o.Created)
}

// writer is the state of writing one document.
type writer struct {
	doc     *doc.Document
	style   *style.Style
	options Options

	body     story             // word/document.xml
	notes    story             // word/footnotes.xml
	story    *story            // the one that is being written
	noteIDs  int               // footnotes so far
	anchors  map[string]int    // numbers of bookmarks
	leads    map[string]bool   // anchors that something in the document has
	names    map[string]string // their names, by anchor
	taken    map[string]bool   // names of bookmarks
	images   []image
	imageOf  map[*source.File]int
	drawings int // images shown so far, for unique ids
	lists    []list

	pitch     unit.Length
	heads     []style.Here // what the running heads of each section say; the last is that of the current one
	column    string       // title of the column (栏目) that is being written
	turned    bool         // the section that is being written
	began     bool         // something stands in the column
	breakNext bool         // the next section or item begins a page
	sideways  bool         // inside a turned block
	gap       bool         // an item stands before the next one on the same page
}

func newWriter(d *doc.Document, s *style.Style, o Options) *writer {
	b := &writer{doc: d, style: s, options: o, pitch: s.Page.Pitch(), anchors: map[string]int{}, names: map[string]string{}, taken: map[string]bool{}, heads: make([]style.Here, 1), leads: map[string]bool{}, imageOf: map[*source.File]int{}}
	b.story = &b.body
	doc.Each(d.Blocks, func(block doc.Block) (inside bool) {
		switch block := block.(type) {
		case *doc.Section:
			b.leads[block.Anchor] = len(block.Title) > 0
		case *doc.Item:
			b.leads[block.Anchor] = true
		case *doc.Attachment:
			b.leads[block.Anchor] = true
		case *doc.Heading:
			b.leads[block.Anchor] = true
		}
		return true
	})
	delete(b.leads, "")
	return b
}

// context is where blocks stand: in which column, how far in, in which role.
type context struct {
	measure     unit.Length
	left, right unit.Length
	role        style.Role
	lists       int
	cell        bool
}

func (c context) room() unit.Length { return c.measure - c.left - c.right }

// context is that of the section that is being written.
func (b *writer) context() context {
	if b.turned {
		return context{measure: b.style.Page.Depth()}
	}
	return context{measure: b.style.Page.Measure()}
}

// depth is how deep the column of the section is.
func (b *writer) depth() unit.Length {
	if b.turned {
		return b.style.Page.Measure()
	}
	return b.style.Page.Depth()
}

// em is the size of a role's type.
func (b *writer) em(role style.Role) unit.Length { return b.style.Texts[role].Size }

// cell is how wide a character of a role is set: on the grid where its size is.
func (b *writer) cell(role style.Role) unit.Length { return b.style.Page.Em(b.em(role)) }

// twip is a length in twentieths of a point, rounded.
func twip(l unit.Length) int { return int(l.MulDiv(20, int64(unit.Pt))) }

// floorTwip is a length in twentieths of a point, rounded down: lines that must
// fill a page may not be higher than they are.
func floorTwip(l unit.Length) int {
	n := int64(l) * 20
	if n < 0 {
		return int(-((-n + int64(unit.Pt) - 1) / int64(unit.Pt)))
	}
	return int(n / int64(unit.Pt))
}

// emu is a length in English metric units, 12,700 to the point.
func emu(l unit.Length) int { return int(l.MulDiv(12700, int64(unit.Pt))) }
