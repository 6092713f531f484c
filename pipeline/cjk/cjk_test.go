package cjk

import (
	"testing"
	"unicode"
)

func TestSpansAreSortedAndApart(t *testing.T) {
	last := rune(0x7F)
	for _, s := range spans {
		if s.lo <= last || s.hi < s.lo {
			t.Errorf("span %U–%U is out of order after %U", s.lo, s.hi, last)
		}
		last = s.hi
	}
}

func TestClassesOfTheTable(t *testing.T) {
	for _, c := range []struct {
		class Class
		runes string
	}{
		{Opener, "“‘（《〈「『【〔〖［｛"}, {Closer, "”’）》〉」』】〕〗］｝"},
		{Mid, "，、；："}, {Stop, "。．？！‼⁇⁈⁉"}, {Dash, "—⸺"}, {Ellipsis, "…⋯"},
		{Connector, "～〜–‐-"}, {Interpunct, "·‧・"}, {Solidus, "/／"},
		{Han, "一龥〇々㐂𬭎⼀"}, {Wide, "①★□○あＡ１　"}, {Letter, "aZéΩЖ"}, {Digit, "09"},
		{Prefix, "$¥￥№£€"}, {Postfix, "%‰℃°％"}, {Space, " \t\u00A0\u2009"},
		{Combining, "\u0301\uFE00\u200D\u3099\U000E0100"}, {Other, "+&=(),.\"×"},
	} {
		for _, r := range c.runes {
			if got := ClassOf(r); got != c.class {
				t.Errorf("ClassOf(%q %U) = %d, want %d", r, r, got, c.class)
			}
		}
	}
}

func TestEveryHanCharacterOfUnicodeIsHan(t *testing.T) {
	for r := rune(0); r < 0x40000; r++ {
		if unicode.Is(unicode.Han, r) && !unicode.IsPunct(r) && !unicode.Is(unicode.M, r) && !IsHan(r) {
			t.Errorf("%U is not Han", r)
		}
	}
}

func TestLineStartsAndEnds(t *testing.T) {
	const (
		noStart = "、。，．：；！？‼⁇⁈⁉”’）》〉」』】〕〗］｝～〜–‐-·‧・/／)]},.:;!?%％‰℃°々…⋯"
		noEnd   = "“‘（《〈「『【〔〖［｛([{￥¥$£№"
		free    = "国A5①\"+"
	)
	for _, l := range []Level{Basic, GB, Strict} {
		for _, r := range noStart {
			if !NoStart(r, l) {
				t.Errorf("level %d: %q may start a line", l, r)
			}
		}
		for _, r := range noEnd {
			if !NoEnd(r, l) {
				t.Errorf("level %d: %q may end a line", l, r)
			}
		}
		for _, r := range free {
			if NoStart(r, l) || NoEnd(r, l) {
				t.Errorf("level %d: %q is held", l, r)
			}
		}
		for _, r := range "—⸺" {
			if NoStart(r, l) != (l == Strict) {
				t.Errorf("level %d: NoStart(%q) = %v", l, r, NoStart(r, l))
			}
		}
		for _, r := range "/／" {
			if NoEnd(r, l) != (l != Basic) {
				t.Errorf("level %d: NoEnd(%q) = %v", l, r, NoEnd(r, l))
			}
		}
	}
	for _, r := range noStart + noEnd {
		if NoStart(r, None) || NoEnd(r, None) {
			t.Errorf("level none holds %q", r)
		}
	}
}

// TestKernTable is the table of adjacent marks, row by row.
func TestKernTable(t *testing.T) {
	const columns = "（），。—…·/～国"
	for _, row := range []struct {
		first rune
		want  string // < cut before the second, > after the first, . none
	}{
		{'（', "<........."}, {'）', ">>>>......"}, {'，', ">>>>......"}, {'。', ">>>>......"}, {'？', ">>>>......"},
		{'—', ".........."}, {'…', ".........."}, {'·', ".........."}, {'～', ".........."}, {'国', ".........."},
		{'‼', "<........."},
	} {
		i := 0
		for _, second := range columns {
			if got := ".<>"[Kern(row.first, second)]; got != row.want[i] {
				t.Errorf("Kern(%q, %q) = %c, want %c", row.first, second, got, row.want[i])
			}
			i++
		}
	}
}

func TestGapStandsBetweenHanAndWesternOnly(t *testing.T) {
	for pair, want := range map[string]bool{
		"国A": true, "A国": true, "国3": true, "3国": true, "%国": true, "℃国": true, "国$": true, "〇1": true,
		"，A": false, "A，": false, "（A": false, "国(": false, ")国": false, "国国": false, "AA": false,
		"国%": false, "国￥": false, "％国": false, "国-": false, "/国": false, "①A": false, "国“": false, "…A": false,
	} {
		r := []rune(pair)
		if got := Gap(r[0], r[1]); got != want {
			t.Errorf("Gap(%q) = %v", pair, got)
		}
	}
}

func TestBoxes(t *testing.T) {
	for _, c := range []struct {
		halves int
		runes  string
	}{
		{2, "国，。“”‘’—…⋯～〜①〇々　Ａ％￥（【"}, {1, "·–／"}, {4, "⸺"}, {0, "a1 -/%.("},
	} {
		for _, r := range c.runes {
			if got := Halves(r); got != c.halves {
				t.Errorf("Halves(%q) = %d, want %d", r, got, c.halves)
			}
		}
	}
}

func TestWesternWordsAreOfHalfWidthCharacters(t *testing.T) {
	for _, r := range "aΩ9.,%℃‰$№-–/+&(\"°€" {
		if !IsWestern(r) {
			t.Errorf("%q is not Western", r)
		}
	}
	for _, r := range "国，—…·～／％￥① 　" {
		if IsWestern(r) {
			t.Errorf("%q is Western", r)
		}
	}
}

func BenchmarkClassOf(b *testing.B) {
	text := []rune("会议指出，“十四五”期间GDP增长5.3%，各级各部门要结合实际认真贯彻落实（2026年）。")
	for b.Loop() {
		for _, r := range text {
			ClassOf(r)
		}
	}
}
