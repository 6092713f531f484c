package pdfcheck

import (
	"encoding/binary"
	"errors"

	"kan/pipeline/font"
)

// widthReader reads a Type 2 charstring (Adobe Technical Note 5177) as far as
// its first operator that clears the stack: a width, if there is one, is the
// number below its operands (section 3.1).
type widthReader struct {
	global, local font.Index
	stack         []int64 // in 1/65536
	width         int64
	has, done     bool
	calls         int
}

// The limits of Technical Note 5177, appendix B, and one on subroutines that
// lead to more and more of them.
const (
	maxStack     = 48
	maxCallDepth = 10
	maxCalls     = 1000
)

var errCharstring = errors.New("a broken charstring")

func (s *widthReader) run(code []byte, depth int) error {
	for i := 0; i < len(code) && !s.done; {
		b := code[i]
		if b >= 32 || b == 28 {
			n, size := charNumber(code[i:])
			if size == 0 || len(s.stack) == maxStack {
				return errCharstring
			}
			s.stack = append(s.stack, n)
			i += size
			continue
		}
		i++
		switch b {
		case 10: // callsubr
			if err := s.call(s.local, depth); err != nil {
				return err
			}
		case 29: // callgsubr
			if err := s.call(s.global, depth); err != nil {
				return err
			}
		case 11: // return
			return nil
		default:
			return s.clear(b)
		}
	}
	return nil
}

// clear ends the reading at an operator that clears the stack, and takes the
// width when there is a number more than its operands.
func (s *widthReader) clear(b byte) error {
	n := len(s.stack)
	switch b {
	case 1, 3, 18, 23, 19, 20: // stems and masks take pairs
		s.has = n%2 == 1
	case 21: // rmoveto
		s.has = n > 2
	case 4, 22: // vmoveto, hmoveto
		s.has = n > 1
	case 14: // endchar, in old fonts with four operands
		s.has = n == 1 || n == 5
	default:
		return errCharstring // arithmetic before the first stem is not in use
	}
	if s.has {
		s.width = s.stack[0]
	}
	s.done = true
	return nil
}

// call runs a subroutine; its number is biased by how many there are (section 4.7).
func (s *widthReader) call(subrs font.Index, depth int) error {
	n := len(s.stack)
	if s.calls++; n == 0 || depth >= maxCallDepth || s.calls > maxCalls {
		return errCharstring
	}
	bias := 107
	switch {
	case subrs.Len() >= 33900:
		bias = 32768
	case subrs.Len() >= 1240:
		bias = 1131
	}
	code, err := subrs.Get(int(s.stack[n-1]>>16) + bias)
	if err != nil {
		return err
	}
	s.stack = s.stack[:n-1]
	return s.run(code, depth+1)
}

// charNumber reads an operand in 1/65536; size is 0 when it is cut off.
func charNumber(b []byte) (n int64, size int) {
	v := int64(b[0])
	switch {
	case v == 28 && len(b) >= 3:
		return int64(int16(binary.BigEndian.Uint16(b[1:]))) << 16, 3
	case v >= 32 && v <= 246:
		return (v - 139) << 16, 1
	case v >= 247 && v <= 250 && len(b) >= 2:
		return ((v-247)*256 + int64(b[1]) + 108) << 16, 2
	case v >= 251 && v <= 254 && len(b) >= 2:
		return (-(v-251)*256 - int64(b[1]) - 108) << 16, 2
	case v == 255 && len(b) >= 5:
		return int64(int32(binary.BigEndian.Uint32(b[1:]))), 5
	}
	return 0, 0
}
