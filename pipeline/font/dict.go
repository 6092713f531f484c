package font

import (
	"math"
	"strconv"
	"strings"
)

// Dict is a CFF DICT: operators with their operands, in order of the file.
type Dict []Entry

// Entry is one operator; two-byte operators are 0x0C00 | second byte.
type Entry struct {
	Op       int
	Operands []Number
}

// Number is an operand: its bytes as they stand, for copying, and its value.
type Number struct {
	Raw   []byte
	Value float64
}

// Int is the value as a whole number.
func (n Number) Int() int {
	if n.Value > math.MaxInt32 || n.Value < math.MinInt32 {
		return 0
	}
	return int(n.Value)
}

// Operands returns the operands of op.
func (d Dict) Operands(op int) ([]Number, bool) {
	for _, e := range d {
		if e.Op == op {
			return e.Operands, true
		}
	}
	return nil, false
}

// Int is the first operand of op, or without if there is none.
func (d Dict) Int(op, without int) int {
	if n, _ := d.Operands(op); len(n) > 0 {
		return n[0].Int()
	}
	return without
}

// ParseDict reads a DICT (Technical Note 5176, section 4).
func ParseDict(raw []byte) (Dict, error) {
	var d Dict
	var operands []Number
	for i := 0; i < len(raw); {
		b := raw[i]
		if b <= 21 {
			op := int(b)
			i++
			if b == 12 {
				if i >= len(raw) {
					return nil, errCFF
				}
				op = 0x0C00 | int(raw[i])
				i++
			}
			d = append(d, Entry{op, operands})
			operands = nil
			continue
		}
		n, size := parseNumber(raw[i:])
		if size == 0 || len(operands) >= 48 {
			return nil, errCFF
		}
		operands = append(operands, n)
		i += size
	}
	return d, nil
}

// parseNumber reads one operand; size is 0 when there is none.
func parseNumber(raw []byte) (n Number, size int) {
	b := int(raw[0])
	switch {
	case b >= 32 && b <= 246:
		return Number{raw[:1], float64(b - 139)}, 1
	case b >= 247 && b <= 250 && len(raw) >= 2:
		return Number{raw[:2], float64((b-247)*256 + int(raw[1]) + 108)}, 2
	case b >= 251 && b <= 254 && len(raw) >= 2:
		return Number{raw[:2], float64(-(b-251)*256 - int(raw[1]) - 108)}, 2
	case b == 28 && len(raw) >= 3:
		return Number{raw[:3], float64(i16(raw, 1))}, 3
	case b == 29 && len(raw) >= 5:
		return Number{raw[:5], float64(int32(u32(raw, 1)))}, 5
	case b == 30:
		return parseReal(raw)
	}
	return Number{}, 0
}

// parseReal reads a packed decimal: a nibble a digit, 0xF ends it.
func parseReal(raw []byte) (Number, int) {
	var s strings.Builder
	for i := 1; i < len(raw) && i < 32; i++ {
		for _, nibble := range [...]byte{raw[i] >> 4, raw[i] & 15} {
			switch {
			case nibble <= 9:
				s.WriteByte('0' + nibble)
			case nibble == 10:
				s.WriteByte('.')
			case nibble == 11:
				s.WriteByte('E')
			case nibble == 12:
				s.WriteString("E-")
			case nibble == 14:
				s.WriteByte('-')
			case nibble == 15:
				v, err := strconv.ParseFloat(s.String(), 64)
				if err != nil {
					return Number{}, 0
				}
				return Number{raw[:i+1], v}, i + 1
			}
		}
	}
	return Number{}, 0
}
