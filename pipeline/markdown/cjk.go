package markdown

import "unicode"

// chinese tells Han characters, kana, and the marks that stand among them:
// CJK and full-width punctuation, and the quotes, dashes and dots that
// GB/T 15834 shares with western text.
func chinese(r rune) bool {
	switch {
	case r >= 0x3000 && r <= 0x30FF, r >= 0x31F0 && r <= 0x31FF, r >= 0xFE10 && r <= 0xFE1F, r >= 0xFE30 && r <= 0xFE4F, r >= 0xFF00 && r <= 0xFFEF:
		return true
	case r == '“', r == '”', r == '‘', r == '’', r == '—', r == '…', r == '·', r == '⸺':
		return true
	}
	return unicode.Is(unicode.Han, r)
}
