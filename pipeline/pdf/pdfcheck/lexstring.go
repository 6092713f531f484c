package pdfcheck

import "fmt"

// hexDigit is the value of a hexadecimal digit, -1 for what is none.
func hexDigit(c byte) int {
	switch {
	case c >= '0' && c <= '9':
		return int(c - '0')
	case c >= 'a' && c <= 'f':
		return int(c-'a') + 10
	case c >= 'A' && c <= 'F':
		return int(c-'A') + 10
	}
	return -1
}

// hex reads a hexadecimal string (§7.3.4.3). ISO 19005-2 6.1.6 wants an even
// number of digits.
func (l *lexer) hex() (object, error) {
	start := l.at
	var b []byte
	half := -1
	for l.at++; l.at < len(l.b); l.at++ {
		c := l.b[l.at]
		d := hexDigit(c)
		switch {
		case c == '>':
			l.at++
			if half >= 0 {
				return nil, fmt.Errorf("a hexadecimal string with an odd number of digits at byte %d", start)
			}
			return str(b), nil
		case d >= 0 && half < 0:
			half = d
		case d >= 0:
			b = append(b, byte(half<<4|d))
			half = -1
		case !isSpace(c):
			return nil, fmt.Errorf("%q in a hexadecimal string at byte %d", c, l.at)
		}
	}
	return nil, errCut
}

// escapes are those of literal strings but for octal ones and ends of lines.
var escapes = map[byte]byte{'n': '\n', 'r': '\r', 't': '\t', 'b': '\b', 'f': '\f'}

// literal reads a string in parentheses (§7.3.4.2).
func (l *lexer) literal() (object, error) {
	var b []byte
	open := 0
	for ; l.at < len(l.b); l.at++ {
		switch c := l.b[l.at]; c {
		case '(':
			if open++; open > 1 {
				b = append(b, c)
			}
		case ')':
			if open--; open == 0 {
				l.at++
				return str(b), nil
			}
			b = append(b, c)
		case '\\':
			b = l.escape(b)
		case '\r': // any end of line is a line feed
			b = append(b, '\n')
			if l.at+1 < len(l.b) && l.b[l.at+1] == '\n' {
				l.at++
			}
		default:
			b = append(b, c)
		}
	}
	return nil, errCut
}

// escape reads what follows a backslash and leaves l at its last byte.
func (l *lexer) escape(b []byte) []byte {
	l.at++
	if l.at >= len(l.b) {
		return b
	}
	c := l.b[l.at]
	switch {
	case c >= '0' && c <= '7':
		v := 0
		n := 0
		for ; n < 3 && l.at+n < len(l.b) && l.b[l.at+n] >= '0' && l.b[l.at+n] <= '7'; n++ {
			v = v<<3 | int(l.b[l.at+n]-'0')
		}
		l.at += n - 1
		return append(b, byte(v))
	case c == '\n':
		return b
	case c == '\r':
		if l.at+1 < len(l.b) && l.b[l.at+1] == '\n' {
			l.at++
		}
		return b
	}
	if e, ok := escapes[c]; ok {
		c = e
	}
	return append(b, c)
}
