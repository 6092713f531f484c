// Package charset answers in which Chinese character sets a character is:
// GB 2312, GBK, and at which level of implementation of GB 18030.
//
// Characters come in, facts about them go out; the sets whose members are
// counted can be listed. The package knows nothing of fonts and does not
// judge: a character outside GB 2312 is no fault, but old fonts lack it, and
// whoever reads proof should look at it.
package charset

import (
	"iter"
	"unicode"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// Part is where in GB 2312 a character stands.
type Part int8

// The parts of GB/T 2312-1980: rows 1 to 9, 16 to 55 and 56 to 87.
const (
	Outside  Part = iota
	Symbol        // 682 signs, figures and letters, full width
	Common        // 一级汉字, 3,755
	Uncommon      // 二级汉字, 3,008
)

// The number of Han in GB 2312 by which faces are measured.
const GB2312Count = 3755 + 3008

// GB2312 tells where in GB 2312 r stands. ASCII is Outside: the standard has
// its letters and figures in full width only, and leaves the others to ISO 646.
func GB2312(r rune) Part {
	row, cell := rowCell(r)
	switch {
	case row < 16 && assigned(row, cell):
		return Symbol
	case row >= 16 && row <= 55:
		return Common
	case row >= 56 && row <= 87:
		return Uncommon
	}
	return Outside
}

// InGBK tells whether r has two bytes in GBK, by the table of the WHATWG
// Encoding Standard. ASCII is not meant.
func InGBK(r rune) bool { return len(encode(r)) == 2 }

// GB2312Han lists the 6,763 Han of GB 2312 in their order.
func GB2312Han() string {
	var codes []byte
	for row := 16; row <= 87; row++ {
		for cell := 1; cell <= 94 && (row != 55 || cell <= 89); cell++ {
			codes = append(codes, byte(0xA0+row), byte(0xA0+cell))
		}
	}
	text, err := simplifiedchinese.GBK.NewDecoder().Bytes(codes)
	if err != nil {
		panic(err) // every one of these codes has a character
	}
	return string(text)
}

// Han goes through the unified ideographs of Unicode, as many as the Go
// release has: GB 18030-2022 and what has been added since.
func Han() iter.Seq[rune] {
	return func(yield func(rune) bool) {
		for _, g := range unicode.Unified_Ideograph.R16 {
			for r := rune(g.Lo); r <= rune(g.Hi); r += rune(g.Stride) {
				if !yield(r) {
					return
				}
			}
		}
		for _, g := range unicode.Unified_Ideograph.R32 {
			for r := rune(g.Lo); r <= rune(g.Hi); r += rune(g.Stride) {
				if !yield(r) {
					return
				}
			}
		}
	}
}

// encode returns the bytes of r in GBK; nil when it has none.
func encode(r rune) []byte {
	b, err := simplifiedchinese.GBK.NewEncoder().Bytes([]byte(string(r)))
	if err != nil {
		return nil
	}
	return b
}

// rowCell is the place of r in the plane of 94 rows and 94 cells that GBK has
// from GB 2312; 0, 0 when it is elsewhere.
func rowCell(r rune) (row, cell int) {
	b := encode(r)
	if len(b) != 2 || b[0] < 0xA1 || b[1] < 0xA1 {
		return 0, 0
	}
	return int(b[0]) - 0xA0, int(b[1]) - 0xA0
}

// assigned tells whether GB 2312 has a sign in that cell of rows 1 to 9. GBK
// has filled some that were free: ⅰ in row 2, vertical marks in row 6, ɡ in row 8.
func assigned(row, cell int) bool {
	switch row {
	case 1, 3:
		return true
	case 2:
		return cell >= 17 && cell <= 66 || cell >= 69 && cell <= 78 || cell >= 81 && cell <= 92
	case 4:
		return cell <= 83
	case 5:
		return cell <= 86
	case 6:
		return cell <= 24 || cell >= 33 && cell <= 56
	case 7:
		return cell <= 33 || cell >= 49 && cell <= 81
	case 8:
		return cell <= 26 || cell >= 37 && cell <= 73
	case 9:
		return cell >= 4 && cell <= 79
	}
	return false
}
