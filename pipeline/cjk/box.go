package cjk

// Halves is the width of r's em-box in half ems: 2 for a full-width character,
// 1 for the interpunct, the en dash and the solidus ／ (fixed at ½ em in GB
// style, whatever the face says), 4 for ⸺, and 0 where the face decides.
func Halves(r rune) int {
	switch r {
	case 0x00B7, 0x2027, 0x30FB, 0x2013, 0xFF0F:
		return 1
	case 0x2E3A:
		return 4
	}
	switch ClassOf(r) {
	case Han, Wide, Opener, Closer, Mid, Stop, Dash, Ellipsis:
		return 2
	case Connector, Prefix, Postfix:
		if r == 0x301C || r >= 0xFF00 {
			return 2
		}
	}
	return 0
}

// FullWidth tells whether r's em-box is exactly 1 em in Chinese text.
func FullWidth(r rune) bool { return Halves(r) == 2 }

// Side is where a full-width mark has its adjustable space of ½ em (clreq,
// punctuation adjustment space).
type Side int8

// The sides.
const (
	NoSide Side = iota
	Before      // openers
	After       // closers, ， 、 ； ： and 。 ． ？ ！
)

// Adjustable returns the side of r that may lose ½ em. The double marks
// ‼ ⁇ ⁈ ⁉ fill their box (GB/T 15834 5.1.2: such a pair is one em) and have none.
func Adjustable(r rune) Side {
	switch ClassOf(r) {
	case Opener:
		return Before
	case Closer, Mid:
		return After
	case Stop:
		if r < 0x203C || r > 0x2049 {
			return After
		}
	}
	return NoSide
}

// Kern returns which adjustable space disappears where a and b stand side by
// side on a line (clreq, 连续标点挤压): two marks take 1½ em. After is
// the ½ em after a, Before the ½ em before b, NoSide that none does.
func Kern(a, b rune) Side {
	ca, cb := ClassOf(a), ClassOf(b)
	switch ca {
	case Opener:
		if cb == Opener {
			return Before
		}
	case Closer, Mid, Stop:
		switch cb {
		case Opener, Closer, Mid, Stop:
			if Adjustable(a) == After {
				return After
			}
			if cb == Opener {
				return Before
			}
		}
	}
	return NoSide
}

// Gap tells whether a and b, side by side on a line, have the Han–Latin gap
// between them (clreq, 中西间距): one is Han, the other a Western letter or digit,
// or a sign that belongs to a number on that side, as % does. Marks, brackets
// and full-width signs have none.
func Gap(a, b rune) bool {
	switch ClassOf(a) {
	case Han:
		switch ClassOf(b) {
		case Letter, Digit:
			return true
		case Prefix:
			return b < 0xFF00
		}
	case Letter, Digit:
		return IsHan(b)
	case Postfix:
		return a < 0xFF00 && IsHan(b)
	}
	return false
}

// Hangs tells whether r may hang outside the measure (clreq: one of
// 、 ， 。 only).
func Hangs(r rune) bool { return r == 0x3001 || r == 0xFF0C || r == 0x3002 }
