// Package style reads house styles from templates/: what an issue looks like,
// as data. In comes templates/<series>/style.yaml with the parents it extends;
// out goes one resolved Style that layout, DOCX and HTML read alike. The
// vocabulary is closed: an unknown key, role, font or placeholder is a
// diagnostic. There are no expressions; what YAML cannot say becomes a new
// field here, with a test. The package opens no fonts and sets no type.
package style

import (
	"kan/pipeline/source"
	"kan/pipeline/unit"
)

// Style is a resolved house style.
type Style struct {
	Files    []*source.File // that it was read from, its own first, those of its parents after it
	ID, Name string         // "public-opinion", 社情民意信息
	Page     Page
	Fonts    map[string][]string // family → roles of fonts.yaml, in order of fallback
	Texts    [roleCount]Text
	Line     Line
	Item     Item
	Contents Contents
	Table    Table
	Figure   Figure
	Footnote Footnote
	Digest   Digest
	Masthead []Row // on page 1, from the top of the type area down
	Header   Header
	Footer   Footer
	State    State
	Stamps   Stamps
	Imprint  Imprint // 版记
	Word     Word
}

// Page is the geometry of specs GB/T 9704-2012 clause 5: the type area lies
// between the margins; Inner is the binding edge (left on odd pages).
type Page struct {
	Width, Height             unit.Length
	Top, Bottom, Inner, Outer unit.Length
	Lines, Chars              int         // of the grid
	GridSize                  unit.Length // type of this size is set on the grid's cells
}

// Measure is the width of the type area.
func (p Page) Measure() unit.Length { return p.Width - p.Inner - p.Outer }

// Depth is the height of the type area.
func (p Page) Depth() unit.Length { return p.Height - p.Top - p.Bottom }

// Pitch is the distance of baselines: the type area divided by its lines.
func (p Page) Pitch() unit.Length { return p.Depth() / unit.Length(p.Lines) }

// Cell is the width of one character on the grid.
func (p Page) Cell() unit.Length { return p.Measure() / unit.Length(p.Chars) }

// Em is the type size as set: GridSize becomes the cell, so that a line holds
// exactly Chars characters (28 × 16 pt would be wider than 156 mm).
func (p Page) Em(size unit.Length) unit.Length {
	if size == p.GridSize && p.Chars > 0 {
		return p.Cell()
	}
	return size
}

// Align is how lines stand in the measure.
type Align int8

// The alignments.
const (
	Justify Align = iota
	Left
	Center
	Right
)

// Text is how text of one role looks.
type Text struct {
	Font, Strong, Emph string // families
	Latin              string // family of Western letters and digits where Font is set; "" is Font itself
	Size               unit.Length
	Color              Color
	Align              Align
	Indent             Measure // of the first line
	Left, Right        Measure // added to the margins
	Before, After      Measure
	Leading            Measure // distance of baselines; zero is the grid's pitch
	Occupy             int     // least number of grid lines the block takes; 0 is free
	Tracking           Measure // added between characters
	Shape              bool    // break titles into a pleasing outline
	Keep               bool    // stays with what follows
}

// Color is 8-bit sRGB.
type Color struct{ R, G, B uint8 }

// Line is the setting of lines (clreq; see package paragraph for the terms).
type Line struct {
	Level                         string // none, basic, gb, strict
	Gap                           Measure
	EndTrim                       string // always, ifneeded, never, hang
	Orphan, FixPeriod, TrimIndent bool
	Units                         bool   // numbers stay with their units, 〔2026〕12号 and names with · stay whole
	PushOut                       bool   // stretch lines rather than squeeze one more character in
	HalfFigures                   bool   // digits take half a character each
	Breaking                      string // greedy, optimal
}

// Item is how one report stands in the issue.
type Item struct {
	NewPage    bool    // every item begins a page
	Gap        Measure // between items on one page
	BylineHead bool    // byline under the title instead of after the body
	Brackets   bool    // byline in （）
	Summary    bool    // print the summary
}

// Contents is the contents list.
type Contents struct {
	Title   string
	Least   int  // items from which a list is printed when the manifest does not say; 0 is never
	NewPage bool // the items begin on a new page after it
}

// Digest is the page of abstracts before the items (送阅).
type Digest struct {
	Title string
	Least int // items from which there is one; 0 is never
}

// Table is how tables look.
type Table struct {
	Outer, Inner  unit.Length // weight of the rules at head and foot, and between rows
	PadX, PadY    Measure
	Before, After Measure
}

// Figure is how figures are placed.
type Figure struct {
	MaxHeight     Measure
	Before, After Measure
	Resolution    int // dots per inch of images that do not say
}

// Footnote is how notes stand at a page's foot.
type Footnote struct {
	Rule      unit.Length // weight
	RuleWidth int         // per mille of the measure
	Gap       Measure     // between text and rule, and rule and notes
}

// Word is what only the Word document needs to know.
type Word struct {
	OwnFonts  bool // name the supplied faces instead of those that offices have
	TextLists bool // labels of lists are text, not numbering
	CharGrid  bool // grid of lines and characters, as Word's dialog writes it; LibreOffice shows it wrong
}

// Row is one line of furniture with up to three texts. A row all of whose
// placeholders are empty is left out. In a row of role Masthead the text at the
// left is a list of organs, one over the other; the one in the centre stands
// beside it, in the middle of its height (joint documents, GB/T 9704 7.2.4).
type Row struct {
	Role                Role
	Left, Center, Right Template
	Top                 Measure // from the top of the type area; only when Fixed
	Fixed               bool
	Before              Measure
	Hang                Measure // indent of wrapped lines of Left
	Inset               Measure // kept free on both sides
	Rule                Rule    // under the row
	Above               Rule    // over the row
}

// Rule is a horizontal rule as wide as the type area; no weight, no rule.
type Rule struct {
	Weight unit.Length
	Color  Color
	Gap    Measure // between the row and the rule
}

// Header is the running head, above the type area of every page but the first
// and those that show no page number. A Header without templates is none.
type Header struct {
	Role         Role
	Outer, Inner Template // Outer is right on odd pages, left on even ones
	Gap          Measure  // from its rule, or its text where there is none, to the type area
	Rule         Rule     // under the text
}

// Footer is the page number's line.
type Footer struct {
	Role  Role
	Outer Template // right on odd pages, left on even ones
	Top   Measure  // from the foot of the type area to the top of the dashes
	Inset Measure

	// On numbered copies alone: who has this one, at the inner edge of the same line.
	Copy     Template
	CopyRole Role
}

// State is the stamp of an issue that is not final, at the head of every page:
// a text in a frame at the outer edge. A State without a text is none.
type State struct {
	Role  Role
	Text  Template
	Top   Measure // from the edge of the page to the frame
	Pad   Measure // between frame and text, beside it twice as much
	Frame Rule    // weight and colour
}

// Stamps are the words for what an issue is, "" for none.
type Stamps struct {
	Draft, Comment string // of issues in these states
	Internal       string // of issues classified 内部
}

// Imprint is the closing block (版记) at the foot of the last page.
type Imprint struct {
	Outer, Inner unit.Length // weights of the first and last rule, and of those between
	EvenPage     bool
	Pad          Measure // between rules and text
	Rows         []Row   // a row with Above.Weight 0 has no rule over it
}
