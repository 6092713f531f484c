package gopdf

import (
	"encoding/binary"
	"errors"
	"maps"
	"slices"

	"kan/pipeline/font"
)

var be = binary.BigEndian

// maxChars is for how many characters a cmap has room: the length of format 4
// is a 16-bit number, and a character may need a segment of 8 bytes of its own.
const maxChars = (0xFFFF-16)/8 - 1

// copied are the tables that the library reads as the face has them, with the
// length that it expects at least; nothing drawn depends on what is missing.
var copied = [...]struct {
	tag  string
	size int
}{{"OS/2", 96}, {"cvt ", 0}, {"fpgm", 0}, {"head", 54}, {"hhea", 36}, {"hmtx", 0}, {"maxp", 32}, {"post", 32}, {"prep", 0}}

// file is a TrueType font file of the face with the outlines and characters in
// use, at the glyph ids of the face. The library is not given the whole face:
// it believes every offset and expands every range, however broken.
func (f *face) file() ([]byte, error) {
	tables := map[string][]byte{"cmap": cmap(f.chars), "name": nameTable(f.name)}
	for _, t := range copied {
		b, err := f.Table(t.tag)
		if err != nil {
			return nil, err
		}
		tables[t.tag] = append(b, make([]byte, max(0, t.size-len(b)))...)
	}
	if n := int(be.Uint16(tables["hhea"][34:])); n == 0 || len(tables["hmtx"]) < 4*n {
		return nil, errors.New("table hmtx is missing or cut off")
	}
	var glyf, loca []byte
	for g := range f.NumGlyphs() {
		loca = be.AppendUint32(loca, uint32(len(glyf)))
		glyf = append(glyf, f.outlines[font.GID(g)]...)
		glyf = append(glyf, make([]byte, -len(glyf)&3)...)
	}
	tables["glyf"], tables["loca"] = glyf, be.AppendUint32(loca, uint32(len(glyf)))
	f.box(tables["head"])
	be.PutUint16(tables["head"][50:], 1) // loca has 32-bit offsets
	return sfnt(tables), nil
}

// box makes the box of head that of the glyphs in the file, as OpenType wants
// it: a reader may place glyphs of a small box more finely.
func (f *face) box(head []byte) {
	var box font.Rect
	for g := range f.outlines {
		b, ok := f.Bounds(g)
		if ok && box == (font.Rect{}) {
			box = b
		}
		if ok {
			box = font.Rect{XMin: min(box.XMin, b.XMin), YMin: min(box.YMin, b.YMin), XMax: max(box.XMax, b.XMax), YMax: max(box.YMax, b.YMax)}
		}
	}
	for k, v := range [...]int{box.XMin, box.YMin, box.XMax, box.YMax} {
		be.PutUint16(head[36+2*k:], uint16(v))
	}
}

// cmap maps chars in format 4, and those outside the BMP in format 12
// (OpenType, "cmap"). The library does not read the search fields.
func cmap(chars map[rune]font.GID) []byte {
	type segment struct{ start, end, glyph int }
	var low, high []segment
	for _, r := range slices.Sorted(maps.Keys(chars)) {
		to := &low
		if r > 0xFFFF {
			to = &high
		}
		s := segment{int(r), int(r), int(chars[r])}
		if n := len(*to); n > 0 && (*to)[n-1].end == s.start-1 && (*to)[n-1].glyph+s.start-(*to)[n-1].start == s.glyph {
			(*to)[n-1].end++
		} else {
			*to = append(*to, s)
		}
	}
	low = append(low, segment{0xFFFF, 0xFFFF, 0})
	size := 16 + 8*len(low)
	b := []byte{0, 0, 0, 2, 0, 3, 0, 1, 0, 0, 0, 20, 0, 3, 0, 10} // two subtables: Windows, BMP and all
	b = be.AppendUint32(b, uint32(20+size))
	for _, v := range [...]int{4, size, 0, 2 * len(low), 0, 0, 0} {
		b = be.AppendUint16(b, uint16(v))
	}
	for _, s := range low {
		b = be.AppendUint16(b, uint16(s.end))
	}
	b = append(b, 0, 0)
	for _, s := range low {
		b = be.AppendUint16(b, uint16(s.start))
	}
	for _, s := range low {
		b = be.AppendUint16(b, uint16(s.glyph-s.start))
	}
	b = append(b, make([]byte, 2*len(low))...) // no range offsets
	for _, v := range [...]int{12 << 16, 16 + 12*len(high), 0, len(high)} {
		b = be.AppendUint32(b, uint32(v))
	}
	for _, s := range high {
		for _, v := range [...]int{s.start, s.end, s.glyph} {
			b = be.AppendUint32(b, uint32(v))
		}
	}
	return b
}

// nameTable has the one name that the library looks for, the PostScript name.
func nameTable(name string) []byte {
	b := be.AppendUint16([]byte{0, 0, 0, 1, 0, 18, 0, 3, 0, 1, 0x04, 0x09, 0, 6}, uint16(len(name)))
	return append(append(b, 0, 0), name...)
}

// sfnt puts tables into a file (OpenType, "Font file"), without checksums: the
// library copies none that matters, and readers look at none.
func sfnt(tables map[string][]byte) []byte {
	tags := slices.Sorted(maps.Keys(tables))
	out := be.AppendUint16([]byte{0, 1, 0, 0}, uint16(len(tags)))
	out = append(out, make([]byte, 6)...)
	at := 12 + 16*len(tags)
	for _, tag := range tags {
		out = append(append(out, tag...), 0, 0, 0, 0)
		out = be.AppendUint32(out, uint32(at))
		out = be.AppendUint32(out, uint32(len(tables[tag])))
		at += (len(tables[tag]) + 3) &^ 3
	}
	for _, tag := range tags {
		out = append(out, tables[tag]...)
		out = append(out, make([]byte, -len(out)&3)...)
	}
	return out
}
