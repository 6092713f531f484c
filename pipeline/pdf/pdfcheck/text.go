package pdfcheck

import (
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// The encoding of text strings (ISO 32000-1 §7.9.2.2, annex D.3): UTF-16BE
// behind a byte order mark, or PDFDocEncoding, which is Latin-1 but for these.
const (
	bomUTF16 = "\xFE\xFF"
	bomUTF8  = "\xEF\xBB\xBF" // of PDF 2.0; qpdf and many readers take it
)

// docEncoding are the characters of PDFDocEncoding that Latin-1 has not, by
// code; no real code stands for U+FFFD.
const docEncoding = "\x18˘\x19ˇ\x1Aˆ\x1B˙\x1C˝\x1D˛\x1E˚\x1F˜" +
	"\u0080•\u0081†\u0082‡\u0083…\u0084—\u0085–\u0086ƒ\u0087⁄\u0088‹\u0089›\u008A−\u008B‰\u008C„\u008D“\u008E”\u008F‘" +
	"\u0090’\u0091‚\u0092™\u0093ﬁ\u0094ﬂ\u0095Ł\u0096Œ\u0097Š\u0098Ÿ\u0099Ž\u009Aı\u009Bł\u009Cœ\u009Dš\u009Ež\u009F\uFFFD" +
	"\u00A0€\u00AD\uFFFD\u007F\uFFFD"

// docCodes gives the pairs of docEncoding, code and character.
func docCodes(yield func(code, r rune) bool) {
	for pairs := []rune(docEncoding); len(pairs) > 0; pairs = pairs[2:] {
		if !yield(pairs[0], pairs[1]) {
			return
		}
	}
}

// encode gives the bytes of a text that qpdf has decoded: PDFDocEncoding where
// it can, as qpdf itself does. A text that the file keeps in UTF-16 without
// need cannot be told from it.
func encode(text string) str {
	var b strings.Builder
	for _, r := range text {
		c, ok := docCode(r)
		if !ok {
			return encodeUTF16(text)
		}
		b.WriteByte(c)
	}
	return str(b.String())
}

func encodeUTF16(text string) str {
	b := []byte(bomUTF16)
	for _, u := range utf16.Encode([]rune(text)) {
		b = append(b, byte(u>>8), byte(u))
	}
	return str(b)
}

func docCode(r rune) (byte, bool) {
	if r >= ' ' && r <= '~' {
		return byte(r), true
	}
	for code, special := range docCodes {
		if special == r {
			return byte(code), r != utf8.RuneError
		}
		if code == r {
			return 0, false
		}
	}
	return byte(r), r <= 0xFF
}

// text decodes a text string. What is no text gets U+FFFD.
func (s str) text() string {
	switch {
	case strings.HasPrefix(string(s), bomUTF16):
		return decodeUTF16(string(s[2:]))
	case strings.HasPrefix(string(s), bomUTF8):
		return strings.ToValidUTF8(string(s[3:]), "\uFFFD")
	}
	var b strings.Builder
	for i := range len(s) {
		r := rune(s[i])
		if r >= ' ' && r <= '~' {
			b.WriteRune(r)
			continue
		}
		for code, special := range docCodes {
			if code == r {
				r = special
				break
			}
		}
		b.WriteRune(r)
	}
	return b.String()
}

// decodeUTF16 decodes UTF-16BE; half a unit and lone surrogates become U+FFFD.
func decodeUTF16(b string) string {
	units := make([]uint16, 0, len(b)/2)
	for ; len(b) >= 2; b = b[2:] {
		units = append(units, uint16(b[0])<<8|uint16(b[1]))
	}
	text := string(utf16.Decode(units))
	if b != "" {
		text += "\uFFFD"
	}
	return text
}

// text is a text string decoded, "" when o is no string.
func (d *document) text(o object) string {
	s, _ := d.str(o)
	return s.text()
}
