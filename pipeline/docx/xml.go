package docx

import (
	"strconv"
	"unicode/utf8"
)

// xml is a piece of XML under construction.
type xml struct{ b []byte }

// open begins an element; attrs are names and values in turn. An attribute
// without a value is left out.
func (x *xml) open(name string, attrs ...string) {
	x.start(name, attrs)
	x.b = append(x.b, '>')
}

// empty is an element without content.
func (x *xml) empty(name string, attrs ...string) {
	x.start(name, attrs)
	x.b = append(x.b, "/>"...)
}

func (x *xml) start(name string, attrs []string) {
	x.b = append(x.b, '<')
	x.b = append(x.b, name...)
	for k := 0; k+1 < len(attrs); k += 2 {
		if attrs[k+1] == "" {
			continue
		}
		x.b = append(x.b, ' ')
		x.b = append(x.b, attrs[k]...)
		x.b = append(x.b, `="`...)
		x.text(attrs[k+1])
		x.b = append(x.b, '"')
	}
}

func (x *xml) close(name string) {
	x.b = append(x.b, "</"...)
	x.b = append(x.b, name...)
	x.b = append(x.b, '>')
}

// value is an element with one w:val.
func (x *xml) value(name, v string) { x.empty(name, "w:val", v) }

// leaf is an element with text.
func (x *xml) leaf(name, text string, attrs ...string) {
	x.open(name, attrs...)
	x.text(text)
	x.close(name)
}

// text escapes: the characters of markup, and everything that XML 1.0 does not
// allow, which becomes U+FFFD. It is the only way text gets into a part.
func (x *xml) text(s string) {
	from := 0 // what is not yet written
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		if instead := escape(r); instead != "" {
			x.b = append(append(x.b, s[from:i]...), instead...)
			from = i + size
		}
		i += size
	}
	x.b = append(x.b, s[from:]...)
}

// escape is what stands for a character that cannot stand for itself.
func escape(r rune) string {
	switch {
	case r == '&':
		return "&amp;"
	case r == '<':
		return "&lt;"
	case r == '>':
		return "&gt;"
	case r == '"':
		return "&quot;"
	case r == '\t' || r == '\n' || r == '\r':
		return " "
	case r < ' ' || r == utf8.RuneError || r == 0xFFFE || r == 0xFFFF:
		return "\uFFFD"
	}
	return ""
}

// join appends another piece.
func (x *xml) join(y *xml) { x.b = append(x.b, y.b...) }

// raw appends XML as it is.
func (x *xml) raw(s string) { x.b = append(x.b, s...) }

func itoa(n int) string { return strconv.Itoa(n) }

// on is the value of a switch that is off by default: absent when it is.
func on(yes bool) string {
	if yes {
		return "1"
	}
	return ""
}
