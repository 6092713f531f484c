// Package markdown turns the body of a report into the document tree. It is
// the only importer of goldmark: CommonMark with tables and footnotes, whose
// nodes are converted to ours at once.
//
// Emphasis works beside Chinese punctuation (emphasis.go); a line break in the
// source between Chinese characters adds nothing; a number typed at the head
// of a heading is split off, so that nobody writes it twice. What kan does not
// print — raw HTML, images inside text, headings below the fourth level — is a
// diagnostic with its place, and what can be kept is kept. Nothing is looked
// up: image paths stay as written.
package markdown

import (
	"bytes"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"kan/pipeline/diag"
	"kan/pipeline/doc"
	"kan/pipeline/source"
)

// Codes of the diagnostics of report bodies.
const (
	CodeHTML           diag.Code = "markdown/html"
	CodeInlineImage    diag.Code = "markdown/inline-image"
	CodeLink           diag.Code = "markdown/bad-link"
	CodeDeepHeading    diag.Code = "markdown/deep-heading"
	CodeSkippedLevel   diag.Code = "markdown/skipped-level"
	CodeNumberForm     diag.Code = "markdown/number-form"
	CodeEmptyHeading   diag.Code = "markdown/empty-heading"
	CodeNoteUndefined  diag.Code = "markdown/note-undefined"
	CodeNoteUnused     diag.Code = "markdown/note-unused"
	CodeTooLarge       diag.Code = "markdown/too-large"
	CodeTooDeep        diag.Code = "markdown/too-deep"
	CodeTooManySymbols diag.Code = "markdown/too-many-symbols"
)

// Limits of one body. They are far above any report and keep time and memory
// bounded on hostile input.
const (
	maxBytes   = 200_000
	maxDepth   = 32
	maxSymbols = 400 // of [ * _ ` < or ! in one paragraph without a blank line
)

// Parse reads the Markdown in span. Complaints go to diags; what can be read
// is returned all the same.
func Parse(span source.Span, diags *diag.List) []doc.Block {
	body := span.Text()
	if len(body) > maxBytes {
		diags.Error(CodeTooLarge, source.Span{File: span.File, Start: span.Start, End: span.Start},
			"把正文分成几篇，或者检查是不是误粘了别的内容", "正文有%d字节，太长了", len(body))
		return nil
	}
	if at := hostile(body); at >= 0 {
		diags.Error(CodeTooManySymbols, span.File.Span(span.Start+at, span.Start+at+1),
			"检查是不是误粘了别的内容", "这一段的标记符号太多，无法辨认")
		return nil
	}
	c := &converter{span: span, body: body, diags: diags, notes: map[int]*extast.Footnote{}, used: map[int]bool{}}
	root := newParser().Parse(text.NewReader(body))
	for n := root.FirstChild(); n != nil; n = n.NextSibling() {
		if list, ok := n.(*extast.FootnoteList); ok {
			for f := list.FirstChild(); f != nil; f = f.NextSibling() {
				if f, ok := f.(*extast.Footnote); ok {
					c.notes[f.Index] = f
				}
			}
		}
	}
	blocks := c.blocks(root, 0)
	c.checkNotes()
	c.checkHeadings(blocks)
	return blocks
}

// newParser is CommonMark without autolinks and typographic tricks, with
// tables, footnotes and our emphasis. It is made anew each time: goldmark's
// parsers keep state in their parts.
func newParser() parser.Parser {
	inlines := []util.PrioritizedValue{
		util.Prioritized(parser.NewCodeSpanParser(), 100),
		util.Prioritized(parser.NewLinkParser(), 200),
		util.Prioritized(parser.NewRawHTMLParser(), 400),
		util.Prioritized(emphasis{}, 500),
	}
	p := parser.NewParser(
		parser.WithBlockParsers(parser.DefaultBlockParsers()...),
		parser.WithInlineParsers(inlines...),
		parser.WithParagraphTransformers(parser.DefaultParagraphTransformers()...),
	)
	goldmark.New(goldmark.WithParser(p), goldmark.WithExtensions(extension.Table, extension.Footnote))
	return p
}

// hostile finds a run of lines without a blank one in which markup symbols are
// so many that matching them would take quadratic time; -1 when there is none.
func hostile(body []byte) int {
	count := 0
	blank := true
	for k, b := range body {
		switch {
		case b == '\n' && blank:
			count = 0
		case b == '\n':
			blank = true
			continue
		case bytes.IndexByte([]byte("[]*_`<!"), b) >= 0:
			if count++; count > maxSymbols {
				return k
			}
		}
		blank = blank && (b == ' ' || b == '\t' || b == '\r' || b == '\n')
	}
	return -1
}

// converter turns goldmark's nodes into ours.
type converter struct {
	span  source.Span
	body  []byte
	diags *diag.List
	notes map[int]*extast.Footnote
	used  map[int]bool
	depth int
}

// at is the place of body[from:to] in the file.
func (c *converter) at(from, to int) source.Span {
	return c.span.File.Span(c.span.Start+from, c.span.Start+to)
}

// place is where a block's text stands, from its first line to its last.
func (c *converter) place(n ast.Node) source.Span {
	if lines := n.Lines(); n.Type() == ast.TypeBlock && lines != nil && lines.Len() > 0 {
		end := lines.At(lines.Len() - 1).Stop
		for end > 0 && (c.body[end-1] == '\n' || c.body[end-1] == '\r') {
			end--
		}
		return c.at(lines.At(0).Start, max(end, lines.At(0).Start))
	}
	var out source.Span
	for k := n.FirstChild(); k != nil; k = k.NextSibling() {
		if k.Type() == ast.TypeBlock {
			out = out.Join(c.place(k))
		}
	}
	if out.IsZero() && n.Pos() >= 0 {
		return c.at(n.Pos(), n.Pos())
	}
	return out
}
