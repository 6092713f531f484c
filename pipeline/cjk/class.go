// Package cjk holds the rules of Chinese text setting that concern single
// characters and pairs of them: classes, em-boxes, line starts and ends,
// adjacent marks, the gap between Han and Western text.
//
// Runes come in, answers about them go out; all rules are those of horizontal
// simplified Chinese (clreq, GB/T 15834-2011 part 5). U+201C, 201D, 2018, 2019,
// 2014, 2026 and 00B7 are shared with Western text; here they are Chinese
// always. The caller who knows that they are Western must not ask. Nothing is
// known of fonts, lengths, lines, or of the meaning of a run of characters: a
// single — is a connector, two are a dash, and that is decided by who sees both.
package cjk

import "unicode"

// Class says how a character behaves on a line of Chinese (clreq, punctuation marks).
type Class uint8

// The classes. Those from Opener to Solidus are Chinese marks, though - – and /
// serve Western text as well.
const (
	Other      Class = iota // Western and unknown symbols: + & = ( ) , . " × …
	Han                     // ideographs, with 〇 々 and radicals
	Wide                    // full-width without rules of its own: ① ★ あ Ａ, U+3000
	Opener                  // “ ‘ （ 《: ink in the right half
	Closer                  // ” ’ ） 》: ink in the left half
	Mid                     // ， 、 ； ：
	Stop                    // 。 ． ？ ！
	Dash                    // — (in pairs) ⸺
	Ellipsis                // … ⋯ (in pairs)
	Connector               // ～ 〜 – ‐ -
	Interpunct              // · ‧ ・
	Solidus                 // / ／
	Letter                  // Western letters of any script
	Digit                   // 0 to 9
	Prefix                  // before a number: $ ¥ ￥ №
	Postfix                 // after a number: % ‰ ℃ °
	Space                   // word spaces of any width, not U+3000
	Combining               // marks that sit on the character before, and joiners
)

// span gives one class to a range of code points.
type span struct {
	lo, hi rune
	class  Class
}

// spans is sorted and does not overlap; ASCII and the letters of other scripts
// are not in it.
var spans = [...]span{
	{0x00A0, 0x00A0, Space}, {0x00A3, 0x00A5, Prefix}, {0x00AD, 0x00AD, Combining},
	{0x00B0, 0x00B0, Postfix}, {0x00B7, 0x00B7, Interpunct},
	{0x2000, 0x200A, Space}, {0x200B, 0x200B, Space}, {0x200C, 0x200F, Combining},
	{0x2010, 0x2011, Connector}, {0x2013, 0x2013, Connector}, {0x2014, 0x2014, Dash},
	{0x2018, 0x2018, Opener}, {0x2019, 0x2019, Closer}, {0x201C, 0x201C, Opener}, {0x201D, 0x201D, Closer},
	{0x2026, 0x2026, Ellipsis}, {0x2027, 0x2027, Interpunct},
	{0x202A, 0x202E, Combining}, {0x202F, 0x202F, Space},
	{0x2030, 0x2033, Postfix}, {0x203B, 0x203B, Wide}, {0x203C, 0x203C, Stop}, {0x2047, 0x2049, Stop},
	{0x205F, 0x205F, Space}, {0x2060, 0x2064, Combining}, {0x2066, 0x206F, Combining},
	{0x20A0, 0x20CF, Prefix}, {0x2103, 0x2103, Postfix}, {0x2109, 0x2109, Postfix}, {0x2116, 0x2116, Prefix},
	{0x2160, 0x217F, Wide}, {0x2190, 0x21FF, Wide}, {0x22EF, 0x22EF, Ellipsis}, {0x2460, 0x27BF, Wide},
	{0x2E3A, 0x2E3A, Dash}, {0x2E80, 0x2FD5, Han}, {0x2FF0, 0x3000, Wide},
	{0x3001, 0x3001, Mid}, {0x3002, 0x3002, Stop}, {0x3003, 0x3004, Wide}, {0x3005, 0x3007, Han},
	{0x3008, 0x3008, Opener}, {0x3009, 0x3009, Closer}, {0x300A, 0x300A, Opener}, {0x300B, 0x300B, Closer},
	{0x300C, 0x300C, Opener}, {0x300D, 0x300D, Closer}, {0x300E, 0x300E, Opener}, {0x300F, 0x300F, Closer},
	{0x3010, 0x3010, Opener}, {0x3011, 0x3011, Closer}, {0x3012, 0x3013, Wide},
	{0x3014, 0x3014, Opener}, {0x3015, 0x3015, Closer}, {0x3016, 0x3016, Opener}, {0x3017, 0x3017, Closer},
	{0x3018, 0x3018, Opener}, {0x3019, 0x3019, Closer}, {0x301A, 0x301A, Opener}, {0x301B, 0x301B, Closer},
	{0x301C, 0x301C, Connector}, {0x301D, 0x301D, Opener}, {0x301E, 0x301F, Closer}, {0x3020, 0x3020, Wide},
	{0x3021, 0x3029, Han}, {0x302A, 0x302F, Combining}, {0x3030, 0x3037, Wide}, {0x3038, 0x303B, Han},
	{0x303C, 0x3098, Wide}, {0x3099, 0x309A, Combining}, {0x309B, 0x30FA, Wide}, {0x30FB, 0x30FB, Interpunct},
	{0x30FC, 0x33FF, Wide}, {0x3400, 0x4DBF, Han}, {0x4DC0, 0x4DFF, Wide}, {0x4E00, 0x9FFF, Han},
	{0xA000, 0xA4CF, Wide}, {0xAC00, 0xD7A3, Wide}, {0xF900, 0xFAFF, Han},
	{0xFE00, 0xFE0F, Combining}, {0xFE10, 0xFE19, Wide}, {0xFE20, 0xFE2F, Combining}, {0xFE30, 0xFE4F, Wide},
	{0xFEFF, 0xFEFF, Combining}, {0xFF01, 0xFF01, Stop}, {0xFF02, 0xFF04, Wide}, {0xFF05, 0xFF05, Postfix},
	{0xFF06, 0xFF07, Wide}, {0xFF08, 0xFF08, Opener}, {0xFF09, 0xFF09, Closer}, {0xFF0A, 0xFF0B, Wide},
	{0xFF0C, 0xFF0C, Mid}, {0xFF0D, 0xFF0D, Wide}, {0xFF0E, 0xFF0E, Stop}, {0xFF0F, 0xFF0F, Solidus},
	{0xFF10, 0xFF19, Wide}, {0xFF1A, 0xFF1B, Mid}, {0xFF1C, 0xFF1E, Wide}, {0xFF1F, 0xFF1F, Stop},
	{0xFF20, 0xFF3A, Wide}, {0xFF3B, 0xFF3B, Opener}, {0xFF3C, 0xFF3C, Wide}, {0xFF3D, 0xFF3D, Closer},
	{0xFF3E, 0xFF5A, Wide}, {0xFF5B, 0xFF5B, Opener}, {0xFF5C, 0xFF5C, Wide}, {0xFF5D, 0xFF5D, Closer},
	{0xFF5E, 0xFF5E, Connector}, {0xFF5F, 0xFF5F, Opener}, {0xFF60, 0xFF60, Closer},
	{0xFFE0, 0xFFE1, Prefix}, {0xFFE2, 0xFFE4, Wide}, {0xFFE5, 0xFFE6, Prefix},
	{0x16FE2, 0x16FE3, Han}, {0x16FF0, 0x16FF6, Han}, {0x17000, 0x18AFF, Wide}, {0x1AFF0, 0x1B2FF, Wide},
	{0x1F000, 0x1F3FA, Wide}, {0x1F3FB, 0x1F3FF, Combining}, {0x1F400, 0x1FAFF, Wide},
	{0x20000, 0x3FFFD, Han}, {0xE0000, 0xE0FFF, Combining},
}

// ClassOf returns the class of r in Chinese text.
func ClassOf(r rune) Class {
	if r < 0x80 {
		return asciiClass(r)
	}
	if 0x4E00 <= r && r <= 0x9FFF {
		return Han
	}
	lo, hi := 0, len(spans)
	for lo < hi {
		m := (lo + hi) / 2
		switch s := &spans[m]; {
		case r < s.lo:
			hi = m
		case r > s.hi:
			lo = m + 1
		default:
			return s.class
		}
	}
	switch {
	case unicode.IsLetter(r):
		return Letter
	case unicode.Is(unicode.M, r):
		return Combining
	}
	return Other
}

func asciiClass(r rune) Class {
	switch {
	case '0' <= r && r <= '9':
		return Digit
	case 'a' <= r && r <= 'z', 'A' <= r && r <= 'Z':
		return Letter
	}
	switch r {
	case ' ', '\t':
		return Space
	case '/':
		return Solidus
	case '-':
		return Connector
	case '$':
		return Prefix
	case '%':
		return Postfix
	}
	return Other
}

// IsHan tells whether r is a Han ideograph: all unified and compatibility
// blocks, radicals, and 〇 々 〆 with the Suzhou numerals.
func IsHan(r rune) bool { return ClassOf(r) == Han }

// IsWestern tells whether r may be part of a Western word or a number, which
// has no break and no stretch inside: letters, digits, what belongs to a
// number, and the half-width marks between them.
func IsWestern(r rune) bool {
	switch ClassOf(r) {
	case Letter, Digit, Other:
		return true
	case Prefix, Postfix, Connector, Solidus:
		return r < 0x2000 || r == 0x2010 || r == 0x2011 || r == 0x2013 || 0x2030 <= r && r < 0x2200
	}
	return false
}

// IsGlue tells whether r forbids a line break on both its sides (UAX #14
// classes GL and WJ): no-break spaces and joiners.
func IsGlue(r rune) bool {
	switch r {
	case 0x00A0, 0x2007, 0x2011, 0x202F, 0x200D, 0x2060, 0xFEFF:
		return true
	}
	return false
}
