package subset

import (
	"errors"

	"kan/pipeline/font"
)

// subroutines tells which subroutines the glyphs in use call. Type 2
// charstrings (Adobe Technical Note 5177) must be interpreted for that as far
// as the stack and the number of hints go. A charstring that computes what it
// calls, or takes too long, makes all subroutines kept.
type subroutines struct {
	cff    *font.CFFTable
	global routines
	local  []routines // by font dict
	steps  int        // that all glyphs together may still take
	all    bool       // gave up: keep everything
}

// routines is one INDEX of subroutines, read as they are called.
type routines struct {
	index font.Index
	all   *bool
	code  map[int][]byte
}

// The bounds of Technical Note 5177, appendix B, and one on all work together.
const (
	maxStack = 48
	maxCalls = 10
	maxSteps = 50_000_000
)

// errSeac: its parts are named by the standard encoding, which CIDs replace.
var errSeac = errors.New("an accented glyph composed by endchar (seac) has no place in a CID-keyed font")

func newSubroutines(cff *font.CFFTable) *subroutines {
	s := &subroutines{cff: cff, steps: maxSteps}
	s.global = routines{cff.Global, &s.all, map[int][]byte{}}
	for _, fd := range cff.Fonts() {
		s.local = append(s.local, routines{fd.Local, &s.all, map[int][]byte{}})
	}
	return s
}

// get reads subroutine k once.
func (r *routines) get(k int) ([]byte, error) {
	if b, ok := r.code[k]; ok {
		return b, nil
	}
	b, err := r.index.Get(k)
	if err == nil {
		r.code[k] = b
	}
	return b, err
}

// copy returns the subroutines by number, those not called empty, and adds
// their size and that of their offsets to total: 256 font dicts may name the
// same 65,535 empty ones.
func (r *routines) copy(total *int) ([][]byte, error) {
	if *total += 4 * (r.index.Len() + 1); *total > maxProgram {
		return nil, errTooLarge
	}
	out := make([][]byte, r.index.Len())
	for k := range out {
		b := r.code[k]
		if *r.all {
			var err error
			if b, err = r.index.Get(k); err != nil {
				return nil, err
			}
		}
		if *total += len(b); *total > maxProgram {
			return nil, errTooLarge
		}
		out[k] = b
	}
	return out, nil
}

// walk marks what the charstring of a glyph of font dict fd calls.
func (s *subroutines) walk(code []byte, fd int) error {
	w := walker{subroutines: s, local: &s.local[fd]}
	w.run(code, 0)
	if w.odd || s.steps <= 0 {
		s.all = true
	}
	if w.seac {
		return errSeac
	}
	return nil
}

// walker is the state of one charstring.
type walker struct {
	*subroutines
	local *routines
	stack [maxStack]int
	n     int // operands on the stack
	hints int
	done  bool
	odd   bool // something this walk does not follow
	seac  bool
}

func (w *walker) run(code []byte, depth int) {
	for i := 0; i < len(code) && !w.done && !w.odd; {
		if w.steps--; w.steps <= 0 {
			w.odd = true
			return
		}
		b := code[i]
		if b == 28 || b >= 32 {
			v, size := number(code[i:])
			if size == 0 || w.n >= maxStack {
				w.odd = true
				return
			}
			w.stack[w.n] = v
			w.n++
			i += size
			continue
		}
		i++
		switch b {
		case 1, 3, 18, 23: // hstem vstem hstemhm vstemhm
			w.hints += w.n / 2
			w.n = 0
		case 19, 20: // hintmask cntrmask, which may end a list of vertical stems
			w.hints += w.n / 2
			w.n = 0
			i += (w.hints + 7) / 8
		case 10:
			w.call(w.local, depth)
		case 29:
			w.call(&w.global, depth)
		case 11: // return
			return
		case 14: // endchar, with four operands the accented glyph of old
			w.done, w.seac = true, w.n >= 4
		case 12:
			if i >= len(code) || code[i] < 34 || code[i] > 37 { // other than the flexes: arithmetic
				w.odd = true
				return
			}
			i++
			w.n = 0
		default: // path operators clear the stack
			w.n = 0
		}
	}
}

// call runs the subroutine on top of the stack.
func (w *walker) call(r *routines, depth int) {
	if w.n == 0 || depth >= maxCalls {
		w.odd = true
		return
	}
	w.n--
	code, err := r.get(w.stack[w.n] + font.SubrBias(r.index.Len()))
	if err != nil {
		w.odd = true
		return
	}
	w.run(code, depth+1)
}

// number reads an operand (Technical Note 5177, section 3.2); of a fraction,
// which no call takes, the whole part.
func number(code []byte) (v, size int) {
	b := int(code[0])
	switch {
	case b == 28 && len(code) >= 3:
		return int(int16(be.Uint16(code[1:]))), 3
	case b >= 32 && b <= 246:
		return b - 139, 1
	case b >= 247 && b <= 250 && len(code) >= 2:
		return (b-247)*256 + int(code[1]) + 108, 2
	case b >= 251 && b <= 254 && len(code) >= 2:
		return -(b-251)*256 - int(code[1]) - 108, 2
	case b == 255 && len(code) >= 5:
		return int(int16(be.Uint16(code[1:]))), 5
	}
	return 0, 0
}
