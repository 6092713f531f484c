// Package layout sets a document in a house style: document tree and resolved
// style come in, finished pages go out.
//
// Blocks become slabs, atomic pieces of a column with what they need to know
// about breaking (slab.go, block.go, item.go, matter.go, table.go, row.go,
// figure.go, title.go). The pages are planned (plan.go, foot.go for notes) and
// filled (pages.go), upright or turned (frame.go), and furniture is drawn around
// the column (masthead.go, folio.go, imprint.go). Page numbers of contents list
// and digest are filled in last: their room is reserved, so one pass settles them. Everything stands on
// the grid of the style: 22 lines of 28 characters for GB/T 9704-2012 5.2.3.
//
// The package decides every position and draws nothing. It takes type from
// faces it is given and complains about characters none of them has.
package layout

import (
	"fmt"

	"kan/pipeline/diag"
	"kan/pipeline/doc"
	"kan/pipeline/font"
	"kan/pipeline/fontbook"
	"kan/pipeline/page"
	"kan/pipeline/paragraph"
	"kan/pipeline/shape"
	"kan/pipeline/source"
	"kan/pipeline/style"
	"kan/pipeline/unit"
)

// Codes of the diagnostics raised while setting type.
const (
	CodeMissingGlyph diag.Code = "font/missing-glyph"
	CodeFallback     diag.Code = "font/fallback"
	CodeNarrowTable  diag.Code = "layout/narrow-table"
	CodeLongDigest   diag.Code = "layout/long-digest"
	CodeHighImprint  diag.Code = "layout/high-imprint"
)

// Options is what a caller may ask beside the pages as they are printed.
type Options struct {
	Proof bool // colour what was squeezed, stretched or taken from another face
}

// The colours of a proof: clusters whose space was taken, after which space was
// added, and those that the face asked for does not have.
var (
	Squeezed  = page.Color{R: 0x00, G: 0x5B, B: 0xD3}
	Stretched = page.Color{R: 0xC8, G: 0x6A, B: 0x00}
	FellBack  = page.Color{R: 0xC0, G: 0x00, B: 0xC0}
)

// Pages sets d in style s. Characters that no face has are errors in diags,
// and the pages are then not to be used. The error is that of a font file.
func Pages(d *doc.Document, s *style.Style, book *fontbook.Book, shaper *shape.Shaper, o Options, diags *diag.List) (*page.Document, error) {
	t := &setter{style: s, proof: o.Proof, shaper: shaper, diags: diags, fields: &d.Fields,
		families: map[string][]*font.Face{}, reported: map[rune]bool{},
		pitch: s.Page.Pitch(), measure: s.Page.Measure(), names: d.Names}
	for family, roles := range s.Fonts {
		faces, err := book.Faces(roles)
		if err != nil {
			return nil, err
		}
		t.families[family] = faces
	}
	flow := t.blocks(nil, d.Blocks, context{column: t.uprightColumn()})
	p := t.fill(flow)
	t.fillPageNumbers(p)
	t.changeBars(p)
	return p, nil
}

// setter is the state of setting one document.
type setter struct {
	style    *style.Style
	shaper   *shape.Shaper
	diags    *diag.List
	fields   *doc.Fields
	families map[string][]*font.Face
	reported map[rune]bool // characters already complained of or reported as set in another face

	pitch        unit.Length
	measure      unit.Length // of upright pages
	names        []string    // no title is broken inside one
	lastTag      int
	lastName     int // of 专名号
	breaker      paragraph.Breaker
	proof        bool
	noteNumber   int // of the last note on the page
	pageRefs     []pageRef
	breakNext    bool        // the next section or item begins a page
	digestSpan   source.Span // of the last summary in it
	digestAt     [2]int      // where the digest begins and ends in the flow
	sectionTitle string      // of the section that is being set
	changed      map[*page.Glyphs]changedText
}

// tag is a new structure element; marks of equal ids are one element.
func (t *setter) tag(kind page.MarkKind) page.Mark {
	t.lastTag++
	return page.Mark{Kind: kind, ID: t.lastTag}
}

// missing reports a character no face has, once a document.
func (t *setter) missing(r rune, at source.Span) {
	if t.reported[r] {
		return
	}
	t.reported[r] = true
	MissingGlyph(t.diags, r, at)
}

// MissingGlyph complains of a character that no font has.
func MissingGlyph(diags *diag.List, r rune, at source.Span) {
	diags.Error(CodeMissingGlyph, at, "换一个写法，或把含有这个字的字体放进 fonts/ 并登记到 fonts.yaml",
		"没有一种字体有“%c”（U+%04X）这个字", r, r)
}

// fellBack tells, once a document and character, that another face stood in
// for the first of the family: the page shows it, so the editor should know.
func (t *setter) fellBack(c font.Cluster, family string) {
	r := []rune(c.Text)[0]
	if t.reported[r] {
		return
	}
	t.reported[r] = true
	t.diags.Add(diag.Diagnostic{Code: CodeFallback, Severity: diag.Hint, Span: c.Span,
		Message: fmt.Sprintf("“%s”（U+%04X）用%s排出：%s里没有这个字", c.Text, r, c.Face.Name(), t.families[family][0].Name())})
}
