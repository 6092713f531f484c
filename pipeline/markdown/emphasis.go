package markdown

import (
	"unicode"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// emphasis reads * and _ runs. CommonMark's flanking rule takes Chinese marks
// for punctuation that must stand beside a space, so that **加强领导。**各级
// would stay as it is; Chinese has no such spaces. Here Chinese characters and
// marks count as letters on both sides of a run, and nothing else changes.
type emphasis struct{}

func (emphasis) Trigger() []byte { return []byte{'*', '_'} }

func (e emphasis) Parse(_ ast.Node, block text.Reader, pc parser.Context) ast.Node {
	before := block.PrecendingCharacter()
	line, segment := block.PeekLine()
	d := parser.ScanDelimiter(line, before, 1, e)
	if d == nil {
		return nil
	}
	after := rune(' ')
	if d.OriginalLength < len(line) {
		after = util.ToRune(line, d.OriginalLength)
	}
	if chinese(before) || chinese(after) {
		d.CanOpen = !util.IsSpaceRune(after) && (!mark(after) || util.IsSpaceRune(before) || mark(before) || chinese(before))
		d.CanClose = !util.IsSpaceRune(before) && (!mark(before) || util.IsSpaceRune(after) || mark(after) || chinese(after))
	}
	d.Segment = segment.WithStop(segment.Start + d.OriginalLength)
	block.Advance(d.OriginalLength)
	pc.PushDelimiter(d)
	return d
}

func (emphasis) IsDelimiter(b byte) bool { return b == '*' || b == '_' }

func (emphasis) CanOpenCloser(opener, closer *parser.Delimiter) bool {
	return opener.Char == closer.Char
}

func (emphasis) OnMatch(consumes int) ast.Node { return ast.NewEmphasis(consumes) }

// mark tells whether r is punctuation that is not Chinese.
func mark(r rune) bool { return util.IsPunctRune(r) && !chinese(r) }

// chinese tells whether r is a Han character, a mark of Chinese text, or one
// of the marks Chinese shares with Western text.
func chinese(r rune) bool {
	switch r {
	case '“', '”', '‘', '’', '—', '…', '·':
		return true
	}
	return r >= 0x2E80 && r <= 0x9FFF || r >= 0xF900 && r <= 0xFAFF || r >= 0xFE30 && r <= 0xFE4F ||
		r >= 0xFF00 && r <= 0xFFEF || unicode.Is(unicode.Han, r)
}
