package font_test

import (
	"bytes"
	"encoding/binary"
	"slices"
)

// Makers of small font files, whole or broken on purpose. Bytes are written
// out by hand, so that the files are the same for ever.

var be = binary.BigEndian

// u16s is numbers of 16 bits in a row.
func u16s(values ...int) (b []byte) {
	for _, v := range values {
		b = be.AppendUint16(b, uint16(v))
	}
	return b
}

// u32s is numbers of 32 bits in a row.
func u32s(values ...uint32) (b []byte) {
	for _, v := range values {
		b = be.AppendUint32(b, v)
	}
	return b
}

// basic is the tables that every face needs: 1000 units per em, and for all
// glyphs the width 500.
func basic(glyphs int) map[string][]byte {
	head, hhea, maxp := make([]byte, 54), make([]byte, 36), make([]byte, 32)
	be.PutUint16(head[18:], 1000)
	be.PutUint16(head[50:], 1) // long loca
	be.PutUint16(hhea[34:], 1)
	be.PutUint16(maxp[4:], uint16(glyphs))
	return map[string][]byte{"head": head, "hhea": hhea, "maxp": maxp, "hmtx": u16s(500, 0)}
}

// trueType is a face of these outlines.
func trueType(outlines ...[]byte) map[string][]byte {
	tables := basic(len(outlines))
	loca := u32s(0)
	for _, o := range outlines {
		tables["glyf"] = append(tables["glyf"], o...)
		loca = be.AppendUint32(loca, uint32(len(tables["glyf"])))
	}
	tables["loca"] = loca
	return tables
}

// square is the outline of a square of 100 units.
func square() []byte {
	b := u16s(1, 0, 0, 100, 100, 3, 0)
	b = append(b, 1, 1, 1, 1) // four points on the curve
	return append(b, u16s(0, 100, 0, -100, 0, 0, 100, 0)...)
}

// composite is an outline made of others, each in its place.
func composite(parts ...int) []byte {
	b := u16s(-1, 0, 0, 100, 100)
	for k, part := range parts {
		flags := 0x0002 // offsets, not points
		if k < len(parts)-1 {
			flags |= 0x0020 // more follow
		}
		b = append(b, u16s(flags, part, 0)...)
	}
	return b
}

// cmapTable is a character map of one subtable for Windows and encoding.
func cmapTable(encoding int, subtable []byte) []byte {
	return append(append(u16s(0, 1, 3, encoding), u32s(12)...), subtable...)
}

// segment is one of format 4.
type segment struct{ start, end, delta, offset int }

// format4 is a subtable of those segments, with glyph ids behind them.
func format4(segments []segment, ids ...int) []byte {
	n := len(segments)
	b := u16s(4, 16+8*n+2*len(ids), 0, 2*n, 0, 0, 0)
	for _, field := range []func(segment) int{
		func(s segment) int { return s.end }, nil, func(s segment) int { return s.start },
		func(s segment) int { return s.delta }, func(s segment) int { return s.offset },
	} {
		if field == nil {
			b = append(b, 0, 0) // between ends and starts
			continue
		}
		for _, s := range segments {
			b = append(b, u16s(field(s))...)
		}
	}
	return append(b, u16s(ids...)...)
}

// format12 is a subtable of groups of first character, last character and
// first glyph; it claims to have count.
func format12(count uint32, groups ...[3]uint32) []byte {
	b := append(u16s(12, 0), u32s(uint32(16+12*len(groups)), 0, count)...)
	for _, g := range groups {
		b = append(b, u32s(g[:]...)...)
	}
	return b
}

// nameTable says text under name ID 6, for Windows.
func nameTable(text string) []byte {
	b := u16s(0, 1, 18, 3, 1, 0x409, 6, 2*len(text), 0)
	for _, c := range []byte(text) {
		b = append(b, 0, c)
	}
	return b
}

// cffIndex is an INDEX of objects.
func cffIndex(objects ...[]byte) []byte {
	if len(objects) == 0 {
		return []byte{0, 0}
	}
	body := bytes.Join(objects, nil)
	wide := len(body) >= 1<<16-1
	out := append(u16s(len(objects)), 2)
	if wide {
		out[2] = 4
	}
	at := 1
	for k := range len(objects) + 1 {
		if wide {
			out = append(out, u32s(uint32(at))...)
		} else {
			out = append(out, u16s(at)...)
		}
		if k < len(objects) {
			at += len(objects[k])
		}
	}
	return append(out, body...)
}

// cffInt is a dict's operand; it takes five bytes whatever its value.
func cffInt(v int) []byte { return append([]byte{29}, u32s(uint32(v))...) }

// cffFont is what a CFF table is made of. With fdSelect it is CID-keyed and has
// a font dict for every entry of locals; else it has the first at most.
type cffFont struct {
	chars, global [][]byte
	locals        [][][]byte // subroutines by font dict
	private       []byte     // entries of a Private dict that all font dicts share
	fdSelect      []byte
}

// table lays the parts out: header, names, top dict, strings, global
// subroutines, charstrings, Private dicts, FDArray, FDSelect.
func (c cffFont) table() []byte {
	head := append([]byte{1, 0, 4, 4}, cffIndex([]byte("x"))...)
	base := len(head) + len(cffIndex(c.top(0, 0, 0, slices.Concat(cffInt(0), cffInt(0), []byte{18}))))
	body := append(cffIndex(), cffIndex(c.global...)...)
	chars := base + len(body)
	body = append(body, cffIndex(c.chars...)...)
	shared := base + len(body)
	body = append(body, c.private...)
	var dicts [][]byte
	for _, local := range c.locals {
		size, at := len(c.private), shared
		if local != nil {
			size, at = 6, base+len(body)
			body = slices.Concat(body, cffInt(6), []byte{19}, cffIndex(local...))
		}
		dicts = append(dicts, slices.Concat(cffInt(size), cffInt(at), []byte{18}))
	}
	var private []byte
	if len(dicts) > 0 {
		private = dicts[0]
	}
	array := base + len(body)
	body = append(body, cffIndex(dicts...)...)
	top := c.top(chars, array, base+len(body), private)
	return slices.Concat(head, cffIndex(top), body, c.fdSelect)
}

func (c cffFont) top(chars, array, fdSelect int, private []byte) []byte {
	b := append(cffInt(chars), 17)
	if c.fdSelect == nil {
		if len(c.locals) > 0 {
			b = append(b, private...)
		}
		return b
	}
	ros := []byte{139, 139, 139, 12, 30}
	return slices.Concat(ros, b, cffInt(array), []byte{12, 36}, cffInt(fdSelect), []byte{12, 37})
}

// face is the table in a font file.
func (c cffFont) face() []byte { return bareCFF(c.table(), len(c.chars)) }

func bareCFF(cff []byte, glyphs int) []byte {
	tables := basic(glyphs)
	tables["CFF "] = cff
	return file(tables, 0)
}
