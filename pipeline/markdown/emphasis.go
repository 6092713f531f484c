package markdown

import (
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// emphasisParser reads * and _ as CommonMark 0.31 §6.2 does, but for what it
// calls punctuation. There, a run between punctuation and a letter can only
// open or only close, so that **加强领导。**各级 stays literal: western text has
// a space at that place, Chinese has none. Here, for *, a mark that chinese
// knows counts as a letter, and so does any other mark next to a Chinese
// character. Spaces count as ever, and _ is left alone.
type emphasisParser struct{}

// Trigger implements parser.InlineParser.
func (emphasisParser) Trigger() []byte { return []byte{'*', '_'} }

// Parse implements parser.InlineParser.
func (emphasisParser) Parse(_ ast.Node, block text.Reader, pc parser.Context) ast.Node {
	before := block.PrecendingCharacter()
	line, segment := block.PeekLine()
	node := parser.ScanDelimiter(line, before, 1, emphasisDelimiter{})
	if node == nil {
		return nil
	}
	if node.Char == '*' {
		after := ' '
		if n := node.OriginalLength; n < len(line) {
			after = util.ToRune(line, n)
		}
		node.CanOpen, node.CanClose = flanking(before, after)
	}
	node.Segment = segment.WithStop(segment.Start + node.OriginalLength)
	block.Advance(node.OriginalLength)
	pc.PushDelimiter(node)
	return node
}

// flanking tells whether a run of * between two characters can open and close.
func flanking(before, after rune) (open, close bool) {
	beforeMark := util.IsPunctRune(before) && !chinese(before)
	afterMark := util.IsPunctRune(after) && !chinese(after)
	beforeSpace, afterSpace := util.IsSpaceRune(before), util.IsSpaceRune(after)
	open = !afterSpace && (!afterMark || beforeSpace || beforeMark || chinese(before))
	close = !beforeSpace && (!beforeMark || afterSpace || afterMark || chinese(after))
	return open, close
}

type emphasisDelimiter struct{}

// IsDelimiter implements parser.DelimiterProcessor.
func (emphasisDelimiter) IsDelimiter(b byte) bool { return b == '*' || b == '_' }

// CanOpenCloser implements parser.DelimiterProcessor.
func (emphasisDelimiter) CanOpenCloser(opener, closer *parser.Delimiter) bool {
	return opener.Char == closer.Char
}

// OnMatch implements parser.DelimiterProcessor.
func (emphasisDelimiter) OnMatch(consumes int) ast.Node { return ast.NewEmphasis(consumes) }
