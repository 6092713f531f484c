package markdown

import (
	"regexp"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// Blocks that Markdown has no marks for stand between two lines of colons, as
// in pandoc: ::: 附件 标题 opens, ::: closes the one that was opened last.

// divNode is the blocks between such lines. The title, if any, is a TextBlock
// before them. Without a name it is a line of colons that closes nothing.
type divNode struct {
	ast.BaseBlock
	start, end int    // of the opening line; end is that of the closing one when closed
	name       string // as written
	at         int    // where the name begins
	titled     bool
	closed     bool
	wide       int // where the colons are full-width, or -1
}

var kindDiv = ast.NewNodeKind("Div")

// Kind implements ast.Node.
func (*divNode) Kind() ast.NodeKind { return kindDiv }

// Dump implements ast.Node.
func (n *divNode) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

// title is what stands behind the name, nil when nothing does.
func (n *divNode) title() ast.Node {
	if !n.titled {
		return nil
	}
	return n.FirstChild()
}

// reFence is a line of colons, name and title; full-width colons are read to
// be complained of.
var reFence = regexp.MustCompile(`^(:{3,}|：{3,})[ \t　]*([^ \t　\r\n]*)[ \t　]*([^\r\n]*?)[ \t　]*\r?\n?$`)

type divParser struct{}

// Trigger implements parser.BlockParser; the second byte begins ：.
func (divParser) Trigger() []byte { return []byte{':', "："[0]} }

// Open implements parser.BlockParser.
func (divParser) Open(_ ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, segment := reader.PeekLine()
	pos := pc.BlockOffset()
	if pos < 0 {
		return nil, parser.NoChildren
	}
	m := reFence.FindSubmatchIndex(line[pos:])
	if m == nil {
		return nil, parser.NoChildren
	}
	start := segment.Start - segment.Padding + pos
	n := &divNode{start: start, end: start + m[3], wide: wideAt(line[pos], start), name: string(line[pos+m[4] : pos+m[5]]), at: start + m[4]}
	reader.AdvanceToEOL()
	if n.name == "" {
		return n, parser.NoChildren
	}
	n.end = start + m[5]
	if m[6] < m[7] {
		n.end, n.titled = start+m[7], true
		title := ast.NewTextBlock()
		title.Lines().Append(text.NewSegment(start+m[6], n.end))
		title.SetPos(start + m[6])
		n.AppendChild(n, title)
	}
	return n, parser.HasChildren
}

// Continue implements parser.BlockParser.
func (divParser) Continue(node ast.Node, reader text.Reader, pc parser.Context) parser.State {
	n := node.(*divNode)
	if n.name == "" {
		return parser.Close
	}
	line, segment := reader.PeekLine()
	width, pos := util.IndentWidth(line, reader.LineOffset())
	if width > 3 || pos >= len(line) || line[pos] != ':' && line[pos] != "："[0] {
		return parser.Continue | parser.HasChildren
	}
	m := reFence.FindSubmatchIndex(line[pos:])
	if m == nil || m[4] < m[5] || forInner(n, pc.OpenedBlocks()) {
		return parser.Continue | parser.HasChildren
	}
	start := segment.Start - segment.Padding + pos
	n.closed, n.end = true, start+m[3]
	n.wide = max(n.wide, wideAt(line[pos], start))
	reader.AdvanceToEOL()
	return parser.Close
}

// wideAt is the place of a line of colons when the first byte of one is that
// of a full-width colon, otherwise -1.
func wideAt(first byte, start int) int {
	if first == ':' {
		return -1
	}
	return start
}

// forInner tells whether a line of colons is for the block right inside n: a
// further div, or code, in which it is text.
func forInner(n *divNode, opened []parser.Block) bool {
	for i := range len(opened) - 1 {
		if opened[i].Node == n {
			switch inner := opened[i+1].Node.(type) {
			case *divNode:
				return inner.name != ""
			case *ast.FencedCodeBlock:
				return true
			}
		}
	}
	return false
}

// Close implements parser.BlockParser.
func (divParser) Close(ast.Node, text.Reader, parser.Context) {}

// CanInterruptParagraph implements parser.BlockParser.
func (divParser) CanInterruptParagraph() bool { return true }

// CanAcceptIndentedLine implements parser.BlockParser.
func (divParser) CanAcceptIndentedLine() bool { return false }
