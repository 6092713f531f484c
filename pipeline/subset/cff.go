package subset

import (
	"fmt"

	"kan/pipeline/font"
)

// Operators of CFF dicts that are kept or written (Adobe Technical Note 5176,
// tables 9, 10 and 23). Two-byte operators are 0x0C00 | second byte.
const (
	opFontBBox       = 5
	opCharset        = 15
	opCharStrings    = 17
	opPrivate        = 18
	opSubrs          = 19
	opCharstringType = 0x0C06
	opFontMatrix     = 0x0C07
	opROS            = 0x0C1E
	opCIDCount       = 0x0C22
	opFDArray        = 0x0C24
	opFDSelect       = 0x0C25
)

// sidAdobe is the first string of a String INDEX: those below are standard.
const sidAdobe = 391

// cffProgram writes a CID-keyed CFF table with CID = new glyph id. Charstrings
// are copied; subroutines keep their numbers, those not called are emptied.
func cffProgram(face *font.Face, glyphs []font.GID) ([]byte, error) {
	cff, err := face.CFF()
	if err != nil {
		return nil, err
	}
	if kind := cff.Top.Int(opCharstringType, 2); kind != 2 {
		return nil, fmt.Errorf("charstrings of type %d", kind)
	}
	used := newSubroutines(cff)
	fds := make([]int, len(cff.Fonts())) // new number + 1
	var kept []int                       // old numbers by new
	chars, fdOf := make([][]byte, len(glyphs)), make([]byte, len(glyphs))
	total := 0
	for id, g := range glyphs {
		if chars[id], err = cff.CharString(g); err != nil {
			return nil, fmt.Errorf("glyph %d: %w", g, err)
		}
		if total += len(chars[id]); total > maxProgram {
			return nil, errTooLarge
		}
		fd := cff.FDIndex(g)
		if fds[fd] == 0 {
			kept = append(kept, fd)
			fds[fd] = len(kept)
		}
		fdOf[id] = byte(fds[fd] - 1)
		if err := used.walk(chars[id], fd); err != nil {
			return nil, fmt.Errorf("glyph %d: %w", g, err)
		}
	}
	global, err := used.global.copy(&total)
	if err != nil {
		return nil, err
	}
	privates := make([]private, len(kept))
	for k, fd := range kept {
		local, err := used.local[fd].copy(&total)
		if err != nil {
			return nil, err
		}
		privates[k] = newPrivate(cff.Fonts()[fd].Private, local)
	}
	return assemble(face, cff, kept, chars, fdOf, global, privates, total+8*len(chars)+4096), nil
}

// private is a Private dict with its local subroutines behind it.
type private struct {
	dict  int // length of the dict alone
	bytes []byte
}

// newPrivate copies a Private dict; Subrs is the offset of the local
// subroutines from the start of the dict.
func newPrivate(d font.Dict, local [][]byte) private {
	var b []byte
	for _, e := range d {
		if e.Op != opSubrs {
			b = appendEntry(b, e)
		}
	}
	if len(local) == 0 {
		return private{len(b), b}
	}
	size := len(b) + 6
	b = appendOp(appendInt(b, size), opSubrs)
	return private{size, appendIndex(b, local)}
}

// assemble lays the parts out. Offsets in dicts take five bytes whatever their
// value, so that lengths are known before the offsets are. size is about that
// of the whole.
func assemble(face *font.Face, cff *font.CFFTable, kept []int, chars [][]byte, fdOf []byte, global [][]byte, privates []private, size int) []byte {
	const offSize = 4
	head := []byte{1, 0, 4, offSize}
	head = appendIndex(head, [][]byte{[]byte(face.PostScriptName())})
	rest := appendIndex(make([]byte, 0, size), [][]byte{[]byte("Adobe"), []byte("Identity")})
	rest = appendIndex(rest, global)

	top := func(charset, fdSelect, charStrings, fdArray int) []byte {
		var b []byte
		b = appendInt(appendInt(appendInt(b, sidAdobe), sidAdobe+1), 0)
		b = appendOp(b, opROS) // must come first
		for _, op := range [...]int{opFontMatrix, opFontBBox} {
			if n, ok := cff.Top.Operands(op); ok {
				b = appendEntry(b, font.Entry{Op: op, Operands: n})
			}
		}
		b = appendOp(appendInt(b, len(chars)), opCIDCount)
		b = appendOp(appendInt(b, charset), opCharset)
		b = appendOp(appendInt(b, fdSelect), opFDSelect)
		b = appendOp(appendInt(b, charStrings), opCharStrings)
		return appendOp(appendInt(b, fdArray), opFDArray)
	}
	base := len(appendIndex(head, [][]byte{top(0, 0, 0, 0)}))

	charset := base + len(rest)
	rest = appendCharset(rest, len(chars))
	fdSelect := base + len(rest)
	rest = appendFDSelect(rest, fdOf)
	charStrings := base + len(rest)
	rest = appendIndex(rest, chars)
	fontDicts := make([][]byte, len(kept))
	for k, fd := range kept {
		var b []byte
		// The matrix of a name-keyed font stands in its top dict, which is copied.
		if n, ok := cff.Fonts()[fd].Dict.Operands(opFontMatrix); ok && cff.CID {
			b = appendEntry(b, font.Entry{Op: opFontMatrix, Operands: n})
		}
		b = appendInt(appendInt(b, privates[k].dict), base+len(rest))
		fontDicts[k] = appendOp(b, opPrivate)
		rest = append(rest, privates[k].bytes...)
	}
	fdArray := base + len(rest)
	rest = appendIndex(rest, fontDicts)
	return append(appendIndex(head, [][]byte{top(charset, fdSelect, charStrings, fdArray)}), rest...)
}

// appendCharset writes the identity: CIDs from 1 for all glyphs but .notdef
// (format 2, one range).
func appendCharset(b []byte, glyphs int) []byte {
	if glyphs == 1 {
		return append(b, 0) // format 0 without entries
	}
	b = be.AppendUint16(append(b, 2), 1)
	return be.AppendUint16(b, uint16(glyphs-2))
}

// appendFDSelect writes ranges of glyphs of one font dict (format 3).
func appendFDSelect(b []byte, fdOf []byte) []byte {
	b = append(b, 3)
	at, n := len(b), 0
	b = append(b, 0, 0)
	for id, fd := range fdOf {
		if id == 0 || fd != fdOf[id-1] {
			b = append(be.AppendUint16(b, uint16(id)), fd)
			n++
		}
	}
	be.PutUint16(b[at:], uint16(n))
	return be.AppendUint16(b, uint16(len(fdOf)))
}

// appendIndex writes an INDEX.
func appendIndex(b []byte, items [][]byte) []byte {
	b = be.AppendUint16(b, uint16(len(items)))
	if len(items) == 0 {
		return b
	}
	last := 1
	for _, item := range items {
		last += len(item)
	}
	size := 1
	for last>>(8*size) != 0 {
		size++
	}
	b = append(b, byte(size))
	offset := 1
	for k := 0; ; k++ {
		for s := size - 1; s >= 0; s-- {
			b = append(b, byte(offset>>(8*s)))
		}
		if k == len(items) {
			break
		}
		offset += len(items[k])
	}
	for _, item := range items {
		b = append(b, item...)
	}
	return b
}

// appendEntry copies a dict entry with its operands as they stood.
func appendEntry(b []byte, e font.Entry) []byte {
	for _, n := range e.Operands {
		b = append(b, n.Raw...)
	}
	return appendOp(b, e.Op)
}

func appendOp(b []byte, op int) []byte {
	if op >= 0x0C00 {
		b = append(b, 12)
	}
	return append(b, byte(op))
}

// appendInt writes a dict operand in five bytes.
func appendInt(b []byte, v int) []byte { return be.AppendUint32(append(b, 29), uint32(v)) }
