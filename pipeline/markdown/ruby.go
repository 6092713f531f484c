package markdown

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"kan/pipeline/doc"
	"kan/pipeline/source"
)

// maxSyllable is the longest reading of a character in letters: zhuāngr has 7.
const maxSyllable = 8

// ruby puts a reading over every character of text. A 儿 that is no syllable of
// its own stands together with the character before it (花儿 huār). What does
// not fit is reported, and text given back.
func (c *converter) ruby(text []doc.Inline, a attribute, n *spanNode) []doc.Inline {
	at := c.span(n.inside+a.from, n.inside+a.to)
	syllables := strings.Fields(a.value)
	for _, s := range syllables {
		if !isReading(s) {
			c.diags.Error(codeBadReading, at, "写标声调的拼音，各字的读音之间空一格，如 {拼音=\"pó yáng\"}", "“%s”不是一个字的读音", short(s))
			return text
		}
	}
	base, ok := c.characters(text, c.span(n.start, n.end))
	if !ok {
		return text
	}
	whole := len(base)
	var out []doc.Inline
	for _, s := range syllables {
		if len(base) == 0 {
			out = nil
			break
		}
		one := base[0]
		base = base[1:]
		if len(base) > 0 && base[0].Text == "儿" && strings.HasSuffix(s, "r") {
			one = doc.Text{Text: one.Text + base[0].Text, Span: one.Span.Join(base[0].Span)}
			base = base[1:]
		}
		out = append(out, &doc.Ruby{Base: one, Reading: s, Span: c.span(n.start, n.end)})
	}
	if out == nil || len(base) > 0 {
		c.diags.Error(codeBadReading, at, "一个字写一个读音，中间空一格，如 [鄱阳]{拼音=\"pó yáng\"}；儿化的“儿”并在前一个字里，如 [花儿]{拼音=huār}",
			"%d个字写了%d个读音", whole, len(syllables))
		return text
	}
	return out
}

// isReading tells whether s can be the reading of a character: Latin letters
// with their tone marks, or 注音符号.
func isReading(s string) bool {
	for _, r := range s {
		if !unicode.In(r, unicode.Latin, unicode.Bopomofo, unicode.Mn) && !strings.ContainsRune("ˉˊˇˋ˙", r) {
			return false
		}
	}
	return utf8.RuneCountInString(strings.Map(letter, s)) <= maxSyllable
}

// letter drops marks that stand over letters.
func letter(r rune) rune {
	if unicode.Is(unicode.Mn, r) {
		return -1
	}
	return r
}

// characters parts text into Han characters, each in its place. It reports
// anything else at the place all.
func (c *converter) characters(text []doc.Inline, all source.Span) (out []doc.Text, ok bool) {
	for _, i := range text {
		t, plain := i.(doc.Text)
		if !plain {
			c.diags.Error(codeBadReading, all, "方括号里只写要注音的字，加粗、链接等写在方括号外面", "注音的文字里有别的标记")
			return nil, false
		}
		for offset, r := range t.Text {
			one := doc.Text{Text: string(r), Span: t.Span}
			if exact(t) {
				one.Span.Start += offset
				one.Span.End = one.Span.Start + len(one.Text)
			}
			switch {
			case unicode.Is(unicode.Variation_Selector, r) && len(out) > 0:
				before := &out[len(out)-1]
				*before = doc.Text{Text: before.Text + one.Text, Span: before.Span.Join(one.Span)}
			case unicode.Is(unicode.Han, r) || r == '〇':
				out = append(out, one)
			default:
				c.diags.Error(codeBadReading, one.Span, "方括号里只写要注音的汉字", "“%c”不是汉字，不能注音", r)
				return nil, false
			}
		}
	}
	return out, true
}
