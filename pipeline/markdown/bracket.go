package markdown

import (
	"regexp"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// Text with attributes is written [text]{attributes}, as in pandoc. goldmark's
// link parser pairs brackets, so bracketParser stands in its place and lets it
// do that; of a pair that braces follow directly it makes a spanNode, whatever
// the link parser would have made of it.

// spanNode is text in brackets with the braces behind it. Without closed, the
// braces do not end: they are no part of it and go on as text. Without
// brackets, it is attributes that belong to no text.
type spanNode struct {
	ast.BaseInline
	start, end       int // from [ to }
	braces, inside   int // where the braces begin, and what stands in them
	attributes       string
	brackets, closed bool
}

var kindSpan = ast.NewNodeKind("Span")

// Kind implements ast.Node.
func (*spanNode) Kind() ast.NodeKind { return kindSpan }

// Dump implements ast.Node.
func (n *spanNode) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

var (
	reBraces = regexp.MustCompile(`^(?:\{|｛)([^{}｛｝\r\n]{0,200})(?:\}|｝)`)
	// reOpen is braces that do not end, but can have been meant for nothing else.
	reOpen = regexp.MustCompile(`^\{[ 　]*(?:[.．。]\p{L}|\p{L}{1,20}[ 　]*[=＝])`)
	// reWide is in full-width braces that were meant for attributes.
	reWide = regexp.MustCompile(`[.．。=＝]`)
)

// braces finds the attributes at the beginning of rest, ok when there are any.
// size is the length with the braces, 0 when they do not end.
func braces(rest []byte) (inside string, size int, ok bool) {
	m := reBraces.FindSubmatch(rest)
	switch {
	case m == nil:
		return "", 0, reOpen.Match(rest)
	case rest[0] != '{' && !reWide.Match(m[1]):
		return "", 0, false
	}
	return string(m[1]), len(m[0]), true
}

type bracketParser struct {
	links interface {
		parser.InlineParser
		parser.CloseBlocker
	}
	open []bracket // those that links holds open, too; in the order of the text
}

// bracket is an opening bracket.
type bracket struct {
	node   ast.Node // that links put in its place
	start  int
	image  bool
	bottom ast.Node // the last mark of emphasis before it
}

func newBracketParser() *bracketParser {
	p := &bracketParser{}
	p.links = parser.NewLinkParser().(interface {
		parser.InlineParser
		parser.CloseBlocker
	})
	return p
}

// Trigger implements parser.InlineParser.
func (p *bracketParser) Trigger() []byte { return p.links.Trigger() }

// Parse implements parser.InlineParser.
func (p *bracketParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, segment := block.PeekLine()
	if line[0] != ']' {
		b := bracket{start: segment.Start, image: line[0] == '!'}
		if d := pc.LastDelimiter(); d != nil {
			b.bottom = d
		}
		if b.node = p.links.Parse(parent, block, pc); b.node != nil {
			p.open = append(p.open, b)
		}
		return b.node
	}
	if len(p.open) == 0 {
		return p.links.Parse(parent, block, pc)
	}
	b := p.open[len(p.open)-1]
	p.open = p.open[:len(p.open)-1]
	inside, size, ok := braces(line[1:])
	if !ok || b.image {
		return p.links.Parse(parent, block, pc)
	}
	n := &spanNode{start: b.start, braces: segment.Start + len("]"), attributes: inside, brackets: true, closed: size > 0}
	n.end, n.inside = n.braces+size, n.braces+len("{")
	if line[1] != '{' {
		n.inside = n.braces + len("｛")
	}
	n.SetPos(b.start)
	p.fill(n, b, parent, block, pc)
	return n
}

// fill moves what stands between the brackets into n.
func (p *bracketParser) fill(n *spanNode, b bracket, parent ast.Node, block text.Reader, pc parser.Context) {
	lineNumber, position := block.Position()
	parser.ProcessDelimiters(b.bottom, pc)
	child := b.node.NextSibling()
	if link := p.links.Parse(parent, block, pc); link != nil {
		parent, child = link, link.FirstChild() // a reference is defined by this name, too
	} else {
		// links took its node away and left the bracket as text.
		last := parent.LastChild()
		if child != nil {
			last = child.PreviousSibling()
		}
		t := last.(*ast.Text)
		if t.Segment = t.Segment.WithStop(b.start); t.Segment.IsEmpty() {
			parent.RemoveChild(parent, t)
		}
	}
	for child != nil {
		next := child.NextSibling()
		parent.RemoveChild(parent, child)
		n.AppendChild(n, child)
		child = next
	}
	block.SetPosition(lineNumber, position)
	block.Advance(n.end - position.Start)
}

// CloseBlock implements parser.CloseBlocker.
func (p *bracketParser) CloseBlock(parent ast.Node, block text.Reader, pc parser.Context) {
	p.open = p.open[:0]
	p.links.CloseBlock(parent, block, pc)
}

// braceParser finds attributes that do not follow brackets: they were meant to.
type braceParser struct{}

// Trigger implements parser.InlineParser.
func (braceParser) Trigger() []byte { return []byte{'{'} }

// Parse implements parser.InlineParser.
func (braceParser) Parse(_ ast.Node, block text.Reader, _ parser.Context) ast.Node {
	line, segment := block.PeekLine()
	inside, size, ok := braces(line)
	if !ok || size == 0 {
		return nil
	}
	if list, fault := readAttributes(inside); fault != nil || len(list) == 0 {
		return nil // braces of the prose
	}
	block.Advance(size)
	return &spanNode{start: segment.Start, end: segment.Start + size, closed: true}
}
