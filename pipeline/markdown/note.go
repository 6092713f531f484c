package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"kan/pipeline/diag"
	"kan/pipeline/doc"
	"kan/pipeline/source"
)

// Footnotes are read here and not by goldmark's extension, which drops notes
// that are not used and loses those inside one another. A definition begins
// with [^label]: and goes on like a list item, indented by four columns.

// noteNode is a footnote where it is defined.
type noteNode struct {
	ast.BaseBlock
	label      string
	start, end int // of [^label]
}

// noteRefNode is the mark of a footnote in the text.
type noteRefNode struct {
	ast.BaseInline
	label      string
	start, end int
}

var (
	kindNote    = ast.NewNodeKind("Note")
	kindNoteRef = ast.NewNodeKind("NoteRef")
)

// Kind implements ast.Node.
func (*noteNode) Kind() ast.NodeKind { return kindNote }

// Dump implements ast.Node.
func (n *noteNode) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

// Kind implements ast.Node.
func (*noteRefNode) Kind() ast.NodeKind { return kindNoteRef }

// Dump implements ast.Node.
func (n *noteRefNode) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

// label reads [^label] at the beginning of line; size is its length, 0 if
// there is none.
func label(line []byte) (name string, size int) {
	if len(line) < 4 || line[0] != '[' || line[1] != '^' {
		return "", 0
	}
	end := bytes.IndexAny(line, "]\n\\")
	if end < 3 || line[end] != ']' || end > 200 || bytes.IndexByte(line[1:end], '[') >= 0 || bytes.ContainsAny(line[2:end], " \t") {
		return "", 0
	}
	return string(line[2:end]), end + 1
}

type noteParser struct{}

// Trigger implements parser.BlockParser.
func (noteParser) Trigger() []byte { return []byte{'['} }

// Open implements parser.BlockParser.
func (noteParser) Open(_ ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, segment := reader.PeekLine()
	pos := pc.BlockOffset()
	if pos < 0 {
		return nil, parser.NoChildren
	}
	name, size := label(line[pos:])
	if size == 0 || pos+size >= len(line) || line[pos+size] != ':' {
		return nil, parser.NoChildren
	}
	start := segment.Start - segment.Padding + pos
	node := &noteNode{label: name, start: start, end: start + size}
	reader.Advance(pos + size + 1)
	return node, parser.HasChildren
}

// Continue implements parser.BlockParser.
func (noteParser) Continue(_ ast.Node, reader text.Reader, _ parser.Context) parser.State {
	line, _ := reader.PeekLine()
	if util.IsBlank(line) {
		return parser.Continue | parser.HasChildren
	}
	pos, padding := util.IndentPosition(line, reader.LineOffset(), 4)
	if pos < 0 {
		return parser.Close
	}
	reader.AdvanceAndSetPadding(pos, padding)
	return parser.Continue | parser.HasChildren
}

// Close implements parser.BlockParser.
func (noteParser) Close(ast.Node, text.Reader, parser.Context) {}

// CanInterruptParagraph implements parser.BlockParser.
func (noteParser) CanInterruptParagraph() bool { return true }

// CanAcceptIndentedLine implements parser.BlockParser.
func (noteParser) CanAcceptIndentedLine() bool { return false }

type noteRefParser struct{}

// Trigger implements parser.InlineParser.
func (noteRefParser) Trigger() []byte { return []byte{'['} }

// Parse implements parser.InlineParser.
func (noteRefParser) Parse(_ ast.Node, block text.Reader, _ parser.Context) ast.Node {
	line, segment := block.PeekLine()
	name, size := label(line)
	if size == 0 {
		return nil
	}
	block.Advance(size)
	return &noteRefNode{label: name, start: segment.Start, end: segment.Start + size}
}

// note is a defined footnote; its blocks are made when it is first used.
type note struct {
	node   *noteNode
	at     source.Span
	used   bool
	blocks []doc.Block
}

func (c *converter) collectNotes(n ast.Node, depth int) {
	for k := n.FirstChild(); k != nil; k = k.NextSibling() {
		if k.Type() != ast.TypeBlock {
			return
		}
		if d, ok := k.(*noteNode); ok {
			c.addNote(&note{node: d, at: c.span(d.start, d.end)})
		}
		if depth < 4*maxDepth {
			c.collectNotes(k, depth+1)
		}
	}
}

func (c *converter) addNote(n *note) {
	if first := c.notes[n.node.label]; first != nil {
		c.diags.Add(diag.Diagnostic{
			Code: codeTwice, Span: n.at, Hint: "换一个编号，正文里的标记也跟着改",
			Message: "脚注“" + n.node.label + "”写了两次",
			Related: []diag.Related{{Span: first.at, Message: "第一次在这里"}},
		})
		return
	}
	c.notes[n.node.label] = n
	c.order = append(c.order, n)
}

// noteRef makes the mark of a footnote, or text when there is no such note.
func (c *converter) noteRef(r *noteRefNode) doc.Inline {
	at := c.span(r.start, r.end)
	n := c.notes[r.label]
	switch {
	case n == nil:
		c.diags.Error(codeUndefined, at, "在正文后面加一段“[^"+r.label+"]: …”；如果不是脚注，写成“\\["+"^"+r.label+"]”", "没有脚注“%s”的内容", r.label)
		c.last = ']'
		return doc.Text{Text: string(at.Text()), Span: at}
	case c.inNote:
		c.diags.Error(codeNoteInNote, at, "把两个脚注的内容写在一起", "脚注里不能再用脚注")
		n.used = true
		return nil
	}
	if !n.used {
		n.used = true
		outer := *c
		c.inNote, c.last = true, 0
		n.blocks = c.blocks(n.node, 1)
		c.inNote, c.last, c.level = outer.inNote, outer.last, outer.level
		if len(n.blocks) == 0 {
			c.diags.Error(codeEmptyNote, n.at, "在冒号后面写上内容，或者连正文里的标记“[^"+r.label+"]”一起删去", "脚注“%s”没有内容", r.label)
		}
	}
	return &doc.NoteRef{Blocks: n.blocks, Span: at}
}

func (c *converter) unusedNotes() {
	for _, n := range c.order {
		if !n.used {
			c.diags.Error(codeUnused, n.at, "在正文里加上标记“[^"+n.node.label+"]”，或者删去这个脚注", "脚注“%s”在正文里没有用到，不会印出来", n.node.label)
		}
	}
}
