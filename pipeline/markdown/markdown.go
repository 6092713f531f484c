// Package markdown reads the body of a report into the document tree. It is
// the only importer of goldmark.
//
// In comes the place of the body in its file; out go blocks whose spans are
// exact. The dialect is CommonMark with tables and footnotes, with emphasis
// that works beside Chinese punctuation, and with what print needs and has no
// marks of its own: attributes of text ([text]{.着重}), blocks between lines of
// colons (::: 附件 标题) and cells merged by < and ^. A soft line break between
// Han characters adds no space. Headings # to #### are the levels 一、（一）1.
// （1）; a number typed before a heading is split off, never doubled. What
// cannot be printed (raw HTML, images inside a line, other links than http,
// https and mailto) is reported and left out. Numbers and anchors are not
// given here, and pictures are not read.
package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"kan/pipeline/diag"
	"kan/pipeline/doc"
	"kan/pipeline/source"
)

// Limits for one body; a report has some 1,500 characters.
const (
	maxBytes = 200 << 10
	maxDepth = 32   // blocks, and emphasis and links, inside one another
	maxMarks = 2000 // of each kind that goldmark may read over again for each
	maxPipes = 100  // in one line: columns of a table
	maxCells = 20_000
	maxDivs  = 100 // lines of colons
)

const (
	codeTooLarge     diag.Code = "markdown/too-large"
	codeTooComplex   diag.Code = "markdown/too-complex"
	codeTooDeep      diag.Code = "markdown/too-deep"
	codeHTML         diag.Code = "markdown/html"
	codeLink         diag.Code = "markdown/link"
	codeInlineImage  diag.Code = "markdown/inline-image"
	codeLevel        diag.Code = "markdown/heading-level"
	codeSkip         diag.Code = "markdown/heading-skip"
	codeNumber       diag.Code = "markdown/heading-number"
	codeEmptyHeading diag.Code = "markdown/empty-heading"
	codeUndefined    diag.Code = "markdown/undefined-note"
	codeUnused       diag.Code = "markdown/unused-note"
	codeTwice        diag.Code = "markdown/duplicate-note"
	codeNoteInNote   diag.Code = "markdown/note-in-note"
	codeEmptyNote    diag.Code = "markdown/empty-note"
	codeNoteHeading  diag.Code = "markdown/heading-in-note"
	codeExtraCells   diag.Code = "markdown/extra-cells"
	codeIndented     diag.Code = "markdown/indented-code"
	codeTypedIndent  diag.Code = "markdown/typed-indent"

	codeUnknownAttribute diag.Code = "markdown/unknown-attribute"
	codeBadAttribute     diag.Code = "markdown/bad-attribute"
	codeBadReading       diag.Code = "markdown/bad-reading"

	codeUnknownBlock   diag.Code = "markdown/unknown-block"
	codeOpenBlock      diag.Code = "markdown/open-block"
	codeEmptyBlock     diag.Code = "markdown/empty-block"
	codeMisplacedBlock diag.Code = "markdown/misplaced-block"
	codeBadFence       diag.Code = "markdown/bad-fence"
	codeAttachmentMark diag.Code = "markdown/attachment-mark"
	codeBadDate        diag.Code = "markdown/bad-date"

	codeBadMerge diag.Code = "markdown/bad-merge"
)

// Parse reads the bytes of span.
func Parse(span source.Span, diags *diag.List) []doc.Block {
	src := span.Text()
	if !withinLimits(span, src, diags) {
		return nil
	}
	root := newParser().Parse(text.NewReader(src))
	c := &converter{src: src, file: span.File, base: span.Start, diags: diags, notes: map[string]*note{}}
	c.collectNotes(root, 0)
	c.arrangement(root)
	blocks := c.blocks(root, 0)
	c.unusedNotes()
	return blocks
}

func newParser() parser.Parser {
	return parser.NewParser(
		parser.WithBlockParsers(append(parser.DefaultBlockParsers(),
			util.Prioritized(divParser{}, 750), util.Prioritized(noteParser{}, 950))...),
		parser.WithInlineParsers(
			util.Prioritized(parser.NewCodeSpanParser(), 100),
			util.Prioritized(noteRefParser{}, 150),
			util.Prioritized(newBracketParser(), 200),
			util.Prioritized(braceParser{}, 250),
			util.Prioritized(parser.NewAutoLinkParser(), 300),
			util.Prioritized(parser.NewRawHTMLParser(), 400),
			util.Prioritized(emphasisParser{}, 500),
		),
		parser.WithParagraphTransformers(
			util.Prioritized(parser.LinkReferenceParagraphTransformer, 100),
			util.Prioritized(extension.NewTableParagraphTransformer(), 200),
		),
		parser.WithASTTransformers(util.Prioritized(extension.NewTableASTTransformer(), 100)),
	)
}

// withinLimits refuses texts that would cost goldmark far more time or memory
// than their length: it reads on from every opening mark, fills every row of a
// table up to its columns, and copies its position for every container.
func withinLimits(span source.Span, src []byte, diags *diag.List) bool {
	at := span
	at.End = at.Start
	if len(src) > maxBytes {
		diags.Error(codeTooLarge, at, "把正文分成几篇", "正文太长，最多 %d KB", maxBytes>>10)
		return false
	}
	for _, mark := range "[<`!*_" {
		if runs(src, byte(mark)) > maxMarks {
			diags.Error(codeTooComplex, at, "删去多余的符号，或者在它前面加“\\”", "正文里的“%c”太多，最多 %d 处", mark, maxMarks)
			return false
		}
	}
	if bytes.Count(src, []byte(":::"))+bytes.Count(src, []byte("：：：")) > maxDivs {
		diags.Error(codeTooComplex, at, "把正文分成几篇", "正文里的“:::”太多，最多 %d 处", maxDivs)
		return false
	}
	offset := span.Start
	rows, columns := 0, 0 // of what may be a table
	for line := range bytes.Lines(src) {
		here := span.File.Span(offset, offset+len(bytes.TrimRight(line, "\r\n")))
		pipes := bytes.Count(line, []byte("|"))
		rows, columns = rows+1, max(columns, pipes)
		if util.IsBlank(line) {
			rows, columns = 0, 0
		}
		if pipes > maxPipes || rows*columns > maxCells {
			diags.Error(codeTooComplex, here, "把表格拆成几个", "表格太大，最多 %d 列、%d 格", maxPipes-1, maxCells)
			return false
		}
		if containers(line) > maxDepth {
			diags.Error(codeTooDeep, here, "减少引用和列表的层次", "引用和列表套得太深，最多 %d 层", maxDepth)
			return false
		}
		offset += len(line)
	}
	return true
}

// runs counts the runs of c; brackets count one by one.
func runs(src []byte, c byte) int {
	if c == '[' || c == '<' {
		return bytes.Count(src, []byte{c})
	}
	n := 0
	for i, b := range src {
		if b == c && (i == 0 || src[i-1] != c) {
			n++
		}
	}
	return n
}

// containers counts the quotes and list items that a line may open.
func containers(line []byte) int {
	n := 0
	for i, b := range line {
		switch {
		case b == '>':
			n++
		case (b == '-' || b == '+' || b == '*' || b == '.' || b == ')') && i+1 < len(line) && util.IsSpace(line[i+1]):
			n++
		case util.IsSpace(b) || util.IsNumeric(b) || b == '-' || b == '+' || b == '*':
		default:
			return n
		}
	}
	return n
}

// converter turns goldmark's tree into ours.
type converter struct {
	src   []byte // goldmark's source: the body alone
	file  *source.File
	base  int // offset of src in file
	diags *diag.List

	notes  map[string]*note
	order  []*note
	inNote bool
	level  int  // of the last heading
	last   rune // the last character of the running text, 0 at its beginning
	deep   bool // that something is too deep was said
}

func (c *converter) span(start, end int) source.Span {
	return c.file.Span(c.base+start, c.base+end)
}

// tooDeep reports nesting once.
func (c *converter) tooDeep(n ast.Node) {
	if !c.deep {
		start, end := c.extent(n)
		c.diags.Error(codeTooDeep, c.span(start, end), "减少层次", "这里套得太深，最多 %d 层", maxDepth)
	}
	c.deep = true
}
