package pdf

import (
	"strconv"
	"unicode/utf16"
)

// ref is the number of an indirect object; every generation is 0.
type ref int

// object is the text of one object while it is put together (PDF 32000-1
// §7.3). Methods that take a key write a dictionary entry.
type object struct{ b []byte }

// Write lets fmt print into o.
func (o *object) Write(p []byte) (int, error) { o.b = append(o.b, p...); return len(p), nil }

func (o *object) open()            { o.b = append(o.b, "<<"...) }
func (o *object) close()           { o.b = append(o.b, ">>"...) }
func (o *object) raw(s string)     { o.b = append(o.b, s...) }
func (o *object) key(k string)     { o.b = appendName(o.b, k); o.b = append(o.b, ' ') }
func (o *object) name(k, v string) { o.b = appendName(o.b, k); o.b = appendName(o.b, v) }
func (o *object) ref(k string, r ref) {
	o.key(k)
	o.b = appendRef(o.b, r)
}
func (o *object) int(k string, n int) {
	o.key(k)
	o.b = strconv.AppendInt(o.b, int64(n), 10)
}

// text writes a text string entry, nothing when s is empty.
func (o *object) text(k, s string) {
	if s != "" {
		o.key(k)
		o.b = appendText(o.b, s)
	}
}

// refs writes an array of references.
func (o *object) refs(k string, rs []ref) {
	o.key(k)
	o.b = appendRefs(o.b, rs)
}

func appendRefs(b []byte, rs []ref) []byte {
	b = append(b, '[')
	for i, r := range rs {
		if i > 0 {
			b = append(b, ' ')
		}
		b = appendRef(b, r)
	}
	return append(b, ']')
}

// rect writes a rectangle of milli-points.
func (o *object) rect(k string, x0, y0, x1, y1 int64) {
	o.key(k)
	o.b = append(o.b, '[')
	o.b = appendMilli(o.b, x0, y0, x1, y1)
	o.b = append(o.b, ']')
}

func appendRef(b []byte, r ref) []byte {
	return append(strconv.AppendInt(b, int64(r), 10), " 0 R"...)
}

const hexDigits = "0123456789ABCDEF"

// appendName writes a name; what is not a regular character of §7.2.2, and
// '#', is written as #xx.
func appendName(b []byte, s string) []byte {
	b = append(b, '/')
	for i := range len(s) {
		c := s[i]
		switch {
		case c <= ' ', c > '~', c == '#', c == '/', c == '%', c == '(', c == ')', c == '<', c == '>',
			c == '[', c == ']', c == '{', c == '}':
			b = append(b, '#', hexDigits[c>>4], hexDigits[c&15])
		default:
			b = append(b, c)
		}
	}
	return b
}

// appendBytes writes a byte string: literal when it is printable ASCII, else
// in hexadecimal.
func appendBytes(b []byte, s string) []byte {
	if !printable(s) {
		b = append(b, '<')
		for i := range len(s) {
			b = append(b, hexDigits[s[i]>>4], hexDigits[s[i]&15])
		}
		return append(b, '>')
	}
	b = append(b, '(')
	for i := range len(s) {
		if c := s[i]; c == '(' || c == ')' || c == '\\' {
			b = append(b, '\\')
		}
		b = append(b, s[i])
	}
	return append(b, ')')
}

// appendText writes a text string (§7.9.2.2): ASCII, where PDFDocEncoding
// agrees with it, else UTF-16BE with its byte order mark.
func appendText(b []byte, s string) []byte {
	if printable(s) {
		return appendBytes(b, s)
	}
	b = append(b, "<FEFF"...)
	return append(appendUTF16(b, s), '>')
}

// appendUTF16 writes s as UTF-16BE in hexadecimal; what is not UTF-8 becomes U+FFFD.
func appendUTF16(b []byte, s string) []byte {
	for _, r := range s {
		if r1, r2 := utf16.EncodeRune(r); r > 0xFFFF {
			b = appendHex4(appendHex4(b, uint16(r1)), uint16(r2))
		} else {
			b = appendHex4(b, uint16(r))
		}
	}
	return b
}

func appendHex4(b []byte, v uint16) []byte {
	return append(b, hexDigits[v>>12], hexDigits[v>>8&15], hexDigits[v>>4&15], hexDigits[v&15])
}

// appendDecimal writes v/10^places without needless digits.
func appendDecimal(b []byte, v int64, places int) []byte {
	if v < 0 {
		b, v = append(b, '-'), -v
	}
	scale := int64(1)
	for range places {
		scale *= 10
	}
	b = strconv.AppendInt(b, v/scale, 10)
	frac := v % scale
	if frac == 0 {
		return b
	}
	b = append(b, '.')
	for frac > 0 {
		scale /= 10
		b = append(b, byte('0'+frac/scale))
		frac %= scale
	}
	return b
}

// appendMilli writes lengths given in milli-points, with spaces between.
func appendMilli(b []byte, vs ...int64) []byte {
	for i, v := range vs {
		if i > 0 {
			b = append(b, ' ')
		}
		b = appendDecimal(b, v, 3)
	}
	return b
}

func printable(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' {
			return false
		}
	}
	return true
}
