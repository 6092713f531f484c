package diag

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/mattn/go-runewidth"
)

// columns counts display columns: two for Han and other wide characters, one
// for those that are wide only in old CJK terminals. It is a value of its own
// because the package's default depends on the environment.
var columns = &runewidth.Condition{EastAsianWidth: false, StrictEmojiNeutral: true}

// tabStop is the distance of tab stops in columns.
const tabStop = 4

// show returns the first character of b as it is printed at column, its width
// in columns and its length in bytes.
func show(b []byte, column int) (text string, width, size int) {
	r, size := utf8.DecodeRune(b)
	switch {
	case r == '\t':
		width = tabStop - column%tabStop
		return strings.Repeat(" ", width), width, size
	case r == utf8.RuneError && size == 1:
		text = fmt.Sprintf("<%02X>", b[0])
	case r < ' ':
		return string('\u2400' + r), 1, size // control pictures
	case r == 0x7F:
		return "\u2421", 1, size
	case hidden(r):
		text = fmt.Sprintf("<U+%04X>", r)
	default:
		return string(r), columns.RuneWidth(r), size
	}
	return text, len(text), size
}

// hidden tells whether r would do something to the terminal or be misread:
// control characters, line and paragraph separators, zero-width marks and
// controls of direction (Unicode TR 36).
func hidden(r rune) bool {
	switch {
	case r < ' ', r >= 0x7F && r < 0xA0, r == utf8.RuneError,
		r >= 0x200B && r <= 0x200F, r >= 0x2028 && r <= 0x202E,
		r >= 0x2060 && r <= 0x206F, r == 0xFEFF, r == 0x61C:
		return true
	}
	return false
}
