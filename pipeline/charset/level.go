package charset

import (
	"slices"
	"strings"
)

// Level is a level of implementation of GB 18030-2022 (clause 9): each holds
// those below it. A character's level is the lowest that asks for it.
type Level int8

// The levels. What no level asks for still has a code: GB 18030 encodes all
// of Unicode.
const (
	NoLevel Level = iota
	Level1        // 9.2: the parts of one and two bytes, and the 27,584 Han and components of its ranges
	Level2        // 9.3: and all of 通用规范汉字表
	Level3        // 9.4: and all 87,887 Han of the standard, and the Kangxi radicals
)

// String is the level in Chinese, as the standard writes it.
func (l Level) String() string {
	return [...]string{"不在级别内", "级别1", "级别2", "级别3"}[l]
}

// LevelOf returns the level of GB 18030-2022 that asks for r.
//
// Certain for Han, because the ranges below add up to the numbers that belong
// to the standard: 27,584 at level 1 (14 of them components among the radicals
// of the part of two bytes), 196 more at level 2, 87,887 in all. Nine ideographs
// for compatibility that earlier editions had (U+F92C and others) are not among
// them and have no level; six components that once stood in the part of two
// bytes (U+20087 and others) count at level 3, in extension B.
//
// For what is not Han, level 1 is the part of two bytes as the usual tables
// have it. Other scripts, for which the standard has clauses of their own, and
// what amendment 1 adds, have no level here.
func LevelOf(r rune) Level {
	switch {
	case r >= 0 && r < 0x80 || within(level1, r):
		return Level1
	case r >= 0xF900 && r <= 0xFAFF:
		return NoLevel // what is not unified there
	case r == '€' || InGBK(r):
		return Level1
	case strings.ContainsRune(General, r):
		return Level2
	case within(level3, r):
		return Level3
	}
	return NoLevel
}

// span is a range of code points, both ends included.
type span struct{ lo, hi rune }

// level1 is what level 1 has beside the characters of GBK: the unified
// ideographs up to Unicode 11, extension A as it was until Unicode 13, the 12
// unified ideographs among those for compatibility, and characters that GBK had
// for private use: ḿ and the marks for vertical setting.
var level1 = []span{{0x1E3F, 0x1E3F}, {0x3400, 0x4DB5}, {0x4E00, 0x9FEF}, {0xFA0E, 0xFA0F}, {0xFA11, 0xFA11},
	{0xFA13, 0xFA14}, {0xFA1F, 0xFA1F}, {0xFA21, 0xFA21}, {0xFA23, 0xFA24}, {0xFA27, 0xFA29}, {0xFE10, 0xFE19}}

// level3 is the Kangxi radicals and extensions B to F as Unicode 11 has them.
var level3 = []span{{0x2F00, 0x2FD5}, {0x20000, 0x2A6D6}, {0x2A700, 0x2B734}, {0x2B740, 0x2B81D},
	{0x2B820, 0x2CEA1}, {0x2CEB0, 0x2EBE0}}

// within tells whether r is in one of spans.
func within(spans []span, r rune) bool {
	return slices.ContainsFunc(spans, func(s span) bool { return s.lo <= r && r <= s.hi })
}
