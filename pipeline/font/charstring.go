package font

import "math"

// boundsCFF runs g's charstring for its extremes. Control points count as if
// they were on the curve, which is right for faces drawn with points at
// extremes and at most a little too large for others. Coordinates have 16 bits
// before the point (Technical Note 5177, section 3.2), as those of TrueType: a
// glyph that goes beyond is broken.
func (f *Face) boundsCFF(g GID) (Rect, bool) {
	c, err := f.CFF()
	if err != nil {
		return Rect{}, false
	}
	code, err := c.CharString(g)
	if err != nil {
		return Rect{}, false
	}
	p := &pen{cff: c, local: c.fds[c.FDIndex(g)].Local}
	p.run(code, 0)
	if !p.inked || p.failed || min(p.xMin, p.yMin) < math.MinInt16 || max(p.xMax, p.yMax) > math.MaxInt16 {
		return Rect{}, false
	}
	return Rect{int(math.Floor(p.xMin)), int(math.Floor(p.yMin)), int(math.Ceil(p.xMax)), int(math.Ceil(p.yMax))}, true
}

// The limits of Type 2 charstrings (Technical Note 5177, appendix B). maxCode
// bounds what hostile subroutines make of one glyph; real ones have some KB, and
// a charstring without subroutines at most 64.
const (
	maxStack = 48
	maxCalls = 10
	maxCode  = 1 << 17
)

// pen interprets a Type 2 charstring for its extremes.
type pen struct {
	cff   *CFFTable
	local Index

	stack        []float64
	x, y         float64
	xMin, yMin   float64
	xMax, yMax   float64
	inked        bool
	hints        int
	code         int // bytes run so far, those of subroutines each time
	done, failed bool
}

func (p *pen) to(dx, dy float64) {
	p.x += dx
	p.y += dy
	if !p.inked {
		p.xMin, p.xMax, p.yMin, p.yMax, p.inked = p.x, p.x, p.y, p.y, true
	}
	p.xMin, p.xMax = min(p.xMin, p.x), max(p.xMax, p.x)
	p.yMin, p.yMax = min(p.yMin, p.y), max(p.yMax, p.y)
}

// run interprets code; depth counts subroutine calls.
func (p *pen) run(code []byte, depth int) {
	if p.code += len(code); p.code > maxCode {
		p.failed = true
	}
	for i := 0; i < len(code) && !p.done && !p.failed; {
		b := code[i]
		if b >= 32 || b == 28 {
			i += p.number(code[i:])
			continue
		}
		i++
		switch b {
		case 1, 3, 18, 23: // hstem vstem hstemhm vstemhm
			p.hints += len(p.stack) / 2
			p.stack = p.stack[:0]
		case 19, 20: // hintmask cntrmask
			p.hints += len(p.stack) / 2
			p.stack = p.stack[:0]
			i += (p.hints + 7) / 8
		case 10, 29: // callsubr callgsubr
			p.call(b == 29, depth)
		case 11: // return
			return
		case 12:
			if i < len(code) {
				p.flex(code[i])
				i++
			}
		case 14: // endchar
			p.done = true
		default:
			p.draw(b)
			p.stack = p.stack[:0]
		}
	}
}

// number pushes the operand at the head of code and returns its length.
func (p *pen) number(code []byte) int {
	n, size := Number{}, 0
	if code[0] == 255 {
		if len(code) >= 5 {
			n, size = Number{Value: float64(int32(u32(code, 1))) / 65536}, 5
		}
	} else {
		n, size = parseNumber(code)
	}
	if size == 0 || len(p.stack) >= maxStack {
		p.failed = true
		return len(code)
	}
	p.stack = append(p.stack, n.Value)
	return size
}

func (p *pen) call(global bool, depth int) {
	subrs := p.local
	if global {
		subrs = p.cff.Global
	}
	if len(p.stack) == 0 || depth >= maxCalls {
		p.failed = true
		return
	}
	// Of a fraction the whole part, as other interpreters take it.
	n := int(math.Floor(p.stack[len(p.stack)-1])) + SubrBias(subrs.Len())
	p.stack = p.stack[:len(p.stack)-1]
	code, err := subrs.Get(n)
	if err != nil {
		p.failed = true
		return
	}
	p.run(code, depth+1)
}

// SubrBias is added to the operand of a subroutine call, by the number of
// subroutines (Technical Note 5177, section 4.7).
func SubrBias(count int) int {
	switch {
	case count < 1240:
		return 107
	case count < 33900:
		return 1131
	}
	return 32768
}

// draw does one path operator with the whole stack.
func (p *pen) draw(op byte) {
	s := p.stack
	switch op {
	case 21: // rmoveto
		if n := len(s); n >= 2 {
			p.to(s[n-2], s[n-1])
		}
	case 22: // hmoveto
		if n := len(s); n >= 1 {
			p.to(s[n-1], 0)
		}
	case 4: // vmoveto
		if n := len(s); n >= 1 {
			p.to(0, s[n-1])
		}
	case 5: // rlineto
		p.lines(s)
	case 6, 7: // hlineto vlineto
		for k, d := range s {
			if (k%2 == 0) == (op == 6) {
				p.to(d, 0)
			} else {
				p.to(0, d)
			}
		}
	case 8: // rrcurveto
		p.curves(s)
	case 24: // rcurveline
		if n := len(s); n >= 2 {
			p.curves(s[:n-2])
			p.to(s[n-2], s[n-1])
		}
	case 25: // rlinecurve
		if n := len(s); n >= 6 {
			p.lines(s[:n-6])
			p.curves(s[n-6:])
		}
	case 26, 27: // vvcurveto hhcurveto
		p.parallel(s, op == 26)
	case 30, 31: // vhcurveto hvcurveto
		p.alternating(s, op == 31)
	}
}

func (p *pen) lines(s []float64) {
	for ; len(s) >= 2; s = s[2:] {
		p.to(s[0], s[1])
	}
}

func (p *pen) curves(s []float64) {
	for ; len(s) >= 6; s = s[6:] {
		p.to(s[0], s[1])
		p.to(s[2], s[3])
		p.to(s[4], s[5])
	}
}

// parallel draws curves that begin and end in the same direction.
func (p *pen) parallel(s []float64, vertical bool) {
	cross := 0.0
	if len(s)%4 == 1 {
		cross, s = s[0], s[1:]
	}
	for ; len(s) >= 4; s = s[4:] {
		if vertical {
			p.to(cross, s[0])
			p.to(s[1], s[2])
			p.to(0, s[3])
		} else {
			p.to(s[0], cross)
			p.to(s[1], s[2])
			p.to(s[3], 0)
		}
		cross = 0
	}
}

// alternating draws curves that begin in one direction and end in the other.
func (p *pen) alternating(s []float64, horizontal bool) {
	for len(s) >= 4 {
		last := 0.0
		if len(s) == 5 {
			last = s[4]
		}
		if horizontal {
			p.to(s[0], 0)
			p.to(s[1], s[2])
			p.to(last, s[3])
		} else {
			p.to(0, s[0])
			p.to(s[1], s[2])
			p.to(s[3], last)
		}
		horizontal = !horizontal
		s = s[4:]
		if len(s) == 1 {
			return
		}
	}
}

// flex does the two-byte flex operators (section 4.1); other two-byte
// operators, arithmetic that fonts no longer use, fail the glyph.
func (p *pen) flex(op byte) {
	s := p.stack
	switch {
	case op == 35 && len(s) >= 12: // flex
		p.curves(s[:12])
	case op == 34 && len(s) >= 7: // hflex
		p.curves([]float64{s[0], 0, s[1], s[2], s[3], 0, s[4], 0, s[5], -s[2], s[6], 0})
	case op == 36 && len(s) >= 9: // hflex1
		p.curves([]float64{s[0], s[1], s[2], s[3], s[4], 0, s[5], 0, s[6], s[7], s[8], -(s[1] + s[3] + s[7])})
	case op == 37 && len(s) >= 11: // flex1
		dx, dy := s[0]+s[2]+s[4]+s[6]+s[8], s[1]+s[3]+s[5]+s[7]+s[9]
		ex, ey := s[10], -dy
		if math.Abs(dx) <= math.Abs(dy) {
			ex, ey = -dx, s[10]
		}
		p.curves(append(append([]float64{}, s[:10]...), ex, ey))
	default:
		p.failed = true
	}
	p.stack = p.stack[:0]
}
