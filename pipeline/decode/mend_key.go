package decode

import (
	"bytes"
	"regexp"
	"slices"
	"unicode"
)

// pop leaves the mappings that are indented deeper than col.
func (m *mender) pop(col int) {
	for len(m.indents) > 0 && m.indents[len(m.indents)-1] > col {
		m.indents = m.indents[:len(m.indents)-1]
	}
}

// key notes a key in column col.
func (m *mender) key(col int) {
	m.pop(col)
	if len(m.indents) == 0 || m.indents[len(m.indents)-1] != col {
		m.indents = append(m.indents, col)
	}
	m.last, m.inline, m.empty = col, false, true
}

// separator is the offset of the colon that ends a plain key, or -1.
func separator(work []byte, at, end int) int {
	for i := at; i < end; i++ {
		switch {
		case work[i] == ':' && (i+1 == end || isSpace(work[i+1]) || wideSpaceAt(work[i+1:end])):
			return i
		case work[i] == '#' && i > at && isSpace(work[i-1]):
			return -1
		case i == at && bytes.IndexByte([]byte("{[|>&*!@`%\"'"), work[i]) >= 0:
			return -1
		}
	}
	return -1
}

// wideSpaceAt tells whether b begins with a full-width or no-break space.
func wideSpaceAt(b []byte) bool {
	return bytes.HasPrefix(b, []byte("\u3000")) || bytes.HasPrefix(b, []byte("\u00A0"))
}

// head is the beginning of b, all that a pattern for keys needs to see: regexp
// may go over the rest even when it can no longer match.
func head(b []byte) []byte { return b[:min(len(b), 160)] }

// reScheme keeps addresses and times from being taken for keys.
var reScheme = regexp.MustCompile(`^(?:(?:https?|mailto|file|ftp):|[A-Za-z]:\\)`)

// slippedColon finds the colon that was probably meant to end a key: a
// full-width one, or one with no space behind it, after a single word.
func (m *mender) slippedColon(at, end int) (sep int, full bool) {
	line := m.t.work[at:end]
	n := 0
	for i, r := range string(line) {
		switch {
		case r == '：' || r == ':':
			if n == 0 || n > 24 || r == ':' && reScheme.Match(head(line)) {
				return -1, false
			}
			return at + i, r == '：'
		case unicode.IsLetter(r), n > 0 && (r == '_' || r == '-' || r == '/' || unicode.IsDigit(r)):
			n++
		default:
			return -1, false
		}
		if n > 24 {
			break
		}
	}
	return -1, false
}

// keyExpected tells whether a line with a slipped colon in column col stands
// where a key must stand: beside the keys of an open mapping, or at the very
// beginning; or, where text would do as well, before or behind such a line of
// the same column.
func (m *mender) keyExpected(at, end, col int, item bool) bool {
	if !item && (slices.Contains(m.indents, col) || len(m.indents) == 0 && m.last < 0) {
		return true
	}
	if !item && !m.empty {
		return false
	}
	return m.siblingKey(end, col)
}

// siblingKey tells whether the next line that is not blank begins in column
// col and looks like a key.
func (m *mender) siblingKey(from, col int) bool {
	at, end, indent := m.nextLine(from)
	if indent != col || m.t.work[at] == '-' {
		return false
	}
	sep, _ := m.slippedColon(at, end)
	return sep >= 0 || separator(m.t.work, at, end) >= 0
}

// nextLine finds the next line behind from's that is not blank: where it
// begins and ends without its white space, and its indentation, -1 when there
// is none.
func (m *mender) nextLine(from int) (at, end, indent int) {
	work := m.t.work
	for start := from; start < len(work); {
		i := bytes.IndexByte(work[start:], '\n')
		if i < 0 {
			break
		}
		start += i + 1
		end := len(work)
		if j := bytes.IndexByte(work[start:], '\n'); j >= 0 {
			end = start + j
		}
		end = trimEnd(work, start, end)
		if at, indent, _ := m.indentation(start, end); at < end {
			return at, end, indent
		}
	}
	return len(work), len(work), -1
}
