// Package parity tells whether two renderings of one issue say the same: our
// PDF, and the PDF that an office program makes of our Word file.
//
// In come the paragraphs that the issue must show (Expect), and what mutool
// finds in each file (Read). Out goes a Report: for every paragraph whether
// each rendering has it, once and in its place, word for word; how many pages
// there are; how many lines end at the same character. White space is dropped,
// and so are numbers that a program generates: labels of lists, marks of notes,
// page numbers of a contents list. Nothing else is normalised. The package also
// runs the two programs (Tools), with the environment it is given.
//
// It judges text and lines, not looks: nothing here measures where something
// stands, beyond telling text from the margins and notes from the text. Rows of
// a table that break inside over two pages are not put together again.
package parity

// Kind is what a paragraph is.
type Kind int8

// The kinds, named as the report shows them.
const (
	Masthead Kind = iota
	Title
	Heading
	Body
	Item
	Cell
	Caption
	Code
	Contents
	Sign
	Note
	Reading
	Imprint
	kindCount
)

// String is the kind's name in the report.
func (k Kind) String() string {
	return [...]string{Masthead: "版头", Title: "标题", Heading: "小标题", Body: "正文", Item: "列表项", Cell: "单元格",
		Caption: "图表名", Code: "原样文字", Contents: "目录和提要", Sign: "署名和附件说明", Note: "脚注", Reading: "注音", Imprint: "版记"}[k]
}

// running tells whether a kind is running text, whose lines are compared.
func (k Kind) running() bool { return k == Body || k == Heading || k == Item }

// Paragraph is one text that both renderings must show.
type Paragraph struct {
	Kind  Kind
	Text  []rune // without white space and generated numbers
	slots []slot
	head  *Paragraph // what may stand again before it at a page's head: a table's head
	again bool       // of a note that another mark has brought: our pages print it once each
}

// slot is a place where a program may write a number of its own.
type slot struct {
	at   int // before so many characters of the text
	kind generated
}

// Expected is what an issue must show, in reading order, and what tells its
// parts apart on a page. Lengths are points.
type Expected struct {
	Paragraphs []Paragraph

	top, bottom, inner, outer float64 // margins
	note, body                float64 // sizes of type
}

// The two renderings of an issue.
const (
	PDF = iota
	Word
)

// Compare reports how two renderings show what is expected.
func Compare(want *Expected, pdf, word *Rendering) *Report {
	r := &Report{Pages: [2]int{len(pdf.pages), len(word.pages)}}
	for _, p := range want.Paragraphs {
		r.Paragraphs = append(r.Paragraphs, Result{Kind: p.Kind, Text: string(p.Text)})
	}
	var chars [2][][]glyph
	for side, rendering := range [...]*Rendering{pdf, word} {
		flows := rendering.flows(want)
		r.margins[side] = flows.margins
		chars[side] = make([][]glyph, len(want.Paragraphs))
		for _, f := range [...]struct {
			in    func(Kind) bool
			found []glyph
		}{
			{func(k Kind) bool { return k != Note && k != Reading && k != Imprint }, flows.text},
			{func(k Kind) bool { return k == Note }, flows.notes},
			{func(k Kind) bool { return k == Reading }, flows.readings},
			{func(k Kind) bool { return k == Imprint }, flows.imprint},
		} {
			var of []int
			for n := range want.Paragraphs {
				if f.in(want.Paragraphs[n].Kind) {
					of = append(of, n)
				}
			}
			a := aligner{want: want.Paragraphs, of: of, found: f.found}
			a.align()
			a.report(r, side, chars[side])
		}
	}
	r.compareLines(chars)
	r.compareMargins()
	return r
}
