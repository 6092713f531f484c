package charset_test

import (
	"slices"
	"testing"
	"unicode"
	"unicode/utf8"

	"kan/pipeline/charset"
)

func TestWellKnownCharacters(t *testing.T) {
	for _, c := range []struct {
		char  rune
		part  charset.Part
		gbk   bool
		level charset.Level
	}{
		{'张', charset.Common, true, charset.Level1},
		{'啊', charset.Common, true, charset.Level1},
		{'座', charset.Common, true, charset.Level1}, // the last of row 55
		{'亍', charset.Uncommon, true, charset.Level1},
		{'齄', charset.Uncommon, true, charset.Level1}, // the last of row 87
		{'。', charset.Symbol, true, charset.Level1},
		{'①', charset.Symbol, true, charset.Level1},
		{'Ⅻ', charset.Symbol, true, charset.Level1},
		{'—', charset.Symbol, true, charset.Level1}, // U+2014, as everybody types it
		{'·', charset.Symbol, true, charset.Level1},
		{'ē', charset.Symbol, true, charset.Level1},
		{'A', charset.Outside, false, charset.Level1},
		{'堃', charset.Outside, true, charset.Level1},
		{'喆', charset.Outside, true, charset.Level1},
		{'玥', charset.Outside, true, charset.Level1},
		{'〇', charset.Outside, true, charset.Level1},
		{'㎡', charset.Outside, true, charset.Level1},
		{'ⅰ', charset.Outside, true, charset.Level1}, // GBK put it into a free cell of row 2
		{'ɡ', charset.Outside, true, charset.Level1}, // and this into row 8
		{'―', charset.Outside, true, charset.Level1}, // U+2015, no dash of ours
		{'€', charset.Outside, false, charset.Level1},
		{'㛃', charset.Outside, false, charset.Level1}, // extension A
		{'鿏', charset.Outside, false, charset.Level1}, // U+9FCF, since 2022
		{'\uFA0E', charset.Outside, true, charset.Level1},
		{'\uF92C', charset.Outside, true, charset.NoLevel}, // 郎 once more, dropped in 2022
		{'𬭎', charset.Outside, false, charset.Level2},
		{'𫓧', charset.Outside, false, charset.Level2},
		{'𩽾', charset.Outside, false, charset.Level2},
		{'𠮷', charset.Outside, false, charset.Level3},
		{'𠂇', charset.Outside, false, charset.Level3},
		{'⼀', charset.Outside, false, charset.Level3}, // U+2F00, a radical
		{'\u9FFF', charset.Outside, false, charset.NoLevel},
		{'\U00030000', charset.Outside, false, charset.NoLevel}, // extension G
		{'•', charset.Outside, false, charset.NoLevel},
		{'\uE000', charset.Outside, false, charset.NoLevel},
		{-1, charset.Outside, false, charset.NoLevel},
	} {
		part, gbk, level := charset.GB2312(c.char), charset.InGBK(c.char), charset.LevelOf(c.char)
		if part != c.part || gbk != c.gbk || level != c.level {
			t.Errorf("%c U+%04X: part %d, GBK %v, %v; want %d, %v, %v", c.char, c.char, part, gbk, level, c.part, c.gbk, c.level)
		}
	}
}

func TestCountsAreThoseOfTheStandards(t *testing.T) {
	parts := map[charset.Part]int{}
	han, radicals := map[charset.Level]int{}, map[charset.Level]int{}
	for r := rune(0); r <= 0x3FFFF; r++ {
		parts[charset.GB2312(r)]++
		switch {
		case unicode.Is(unicode.Unified_Ideograph, r):
			han[charset.LevelOf(r)]++
		case r >= 0x2E80 && r <= 0x2FDF:
			radicals[charset.LevelOf(r)]++
		}
	}
	if parts[charset.Symbol] != 682 || parts[charset.Common] != 3755 || parts[charset.Uncommon] != 3008 {
		t.Errorf("GB 2312 has %v", parts)
	}
	if n := han[charset.Level1] + radicals[charset.Level1]; n != 27584 || radicals[charset.Level1] != 14 {
		t.Errorf("level 1 has %d Han and components", n)
	}
	if han[charset.Level2] != charset.GeneralCount {
		t.Errorf("level 2 adds %d", han[charset.Level2])
	}
	if n := han[charset.Level1] + han[charset.Level2] + han[charset.Level3]; n != 87887 || radicals[charset.Level3] != 214 {
		t.Errorf("level 3 has %d Han and %d radicals", n, radicals[charset.Level3])
	}
}

func TestListsAreWhole(t *testing.T) {
	all := []rune(charset.GB2312Han())
	if len(all) != charset.GB2312Count {
		t.Errorf("GB 2312 lists %d Han", len(all))
	}
	for _, r := range all {
		if p := charset.GB2312(r); p != charset.Common && p != charset.Uncommon {
			t.Errorf("%c is listed, but in part %d", r, p)
		}
	}
	slices.Sort(all)
	if n := len(slices.Compact(all)); n != charset.GB2312Count {
		t.Errorf("only %d of them differ", n)
	}

	general := []rune(charset.General)
	if len(general) != charset.GeneralCount || !slices.IsSorted(general) || len(slices.Compact(general)) != charset.GeneralCount {
		t.Errorf("General has %d characters, sorted %v", utf8.RuneCountInString(charset.General), slices.IsSorted(general))
	}

	n := 0
	for r := range charset.Han() {
		if !unicode.Is(unicode.Unified_Ideograph, r) {
			t.Fatalf("U+%04X is listed", r)
		}
		n++
	}
	if n < 87887 {
		t.Errorf("only %d Han are listed", n)
	}
	for range charset.Han() {
		break // stopping early must not panic
	}
}
