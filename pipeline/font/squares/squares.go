// Package squares makes a test font in memory, so that goldens of layout do
// not depend on the fonts kan ships. Every character is a filled square or,
// where Chinese setting has half-width boxes, half a square: Han and
// full-width marks 1 em, ASCII ½ em, the word space ¼ em, · / – - ½ em and
// — … ～ “ ” ‘ ’ 1 em. Only tests import it.
package squares

import (
	"bytes"
	"encoding/binary"
	"sort"

	"kan/pipeline/font"
)

// upem is the font's units per em.
const upem = 1000

// ranges are the characters of 1 em that the font has; U+3000 has no ink.
var ranges = [][2]rune{{0x2014, 0x2014}, {0x2018, 0x2019}, {0x201C, 0x201D}, {0x2022, 0x2022}, {0x2026, 0x2026}, {0x2030, 0x2030},
	{0x2103, 0x2103}, {0x22EF, 0x22EF}, {0x2460, 0x2473}, {0x25CB, 0x25CF}, {0x2605, 0x2605},
	{0x3000, 0x3000}, {0x3001, 0x303F},
	{0x3251, 0x325F}, {0x32B1, 0x32BF}, {0x3400, 0x4DBF}, {0x4E00, 0x9FFF}, {0xFF00, 0xFFEF}, {0x20BB7, 0x20BB7},
	{0x2CB4E, 0x2CB4E}}

// glyph is what one glyph of the font looks like.
type glyph struct {
	width int
	ink   bool
}

// New opens the font.
func New() *font.Face {
	data := Bytes()
	f, err := font.Open(bytes.NewReader(data), int64(len(data)), "方块", 0)
	if err != nil {
		panic(err) // our own bytes
	}
	return f
}

// Bytes is the font file.
func Bytes() []byte {
	// Half-width glyphs come first: those after the last hmtx entry share its width.
	glyphs := []glyph{{upem, true}}
	var groups []byte
	n := uint32(0)
	add := func(lo, hi rune, g glyph) {
		groups = binary.BigEndian.AppendUint32(groups, uint32(lo))
		groups = binary.BigEndian.AppendUint32(groups, uint32(hi))
		groups = binary.BigEndian.AppendUint32(groups, uint32(len(glyphs)))
		n++
		for range hi - lo + 1 {
			glyphs = append(glyphs, g)
		}
	}
	add(' ', ' ', glyph{upem / 4, false})
	add('!', '~', glyph{upem / 2, true})
	add('·', '·', glyph{upem / 2, true})
	add('×', '×', glyph{upem / 2, true})
	add('–', '–', glyph{upem / 2, true})
	for _, r := range ranges {
		add(r[0], r[1], glyph{upem, r[0] != 0x3000})
	}
	return file(map[string][]byte{
		"cmap": cmap(groups, n), "head": head(), "hhea": hhea(glyphs), "hmtx": hmtx(glyphs),
		"maxp": maxp(len(glyphs)), "glyf": outlines(glyphs, nil), "loca": loca(glyphs), "name": name(), "post": make([]byte, 32),
	})
}

func be(values ...uint16) []byte {
	var b []byte
	for _, v := range values {
		b = binary.BigEndian.AppendUint16(b, v)
	}
	return b
}

// cmap is one subtable of format 12 for platform 3, encoding 10.
func cmap(groups []byte, n uint32) []byte {
	b := be(0, 1, 3, 10, 0, 12, 12, 0)
	b = binary.BigEndian.AppendUint32(b, uint32(16+len(groups)))
	b = binary.BigEndian.AppendUint32(b, 0)
	b = binary.BigEndian.AppendUint32(b, n)
	return append(b, groups...)
}

func head() []byte {
	b := be(1, 0, 1, 0, 0, 0, 0x5F0F, 0x3CF5, 0, upem)
	b = append(b, make([]byte, 16)...) // created, modified
	return append(b, be(0, 0xFFFF-119, upem, 880, 0, 8, 2, 1, 0)...)
}

// firstWide is the index of the first glyph after the half-width ones.
func firstWide(glyphs []glyph) int {
	last := 0
	for k, g := range glyphs {
		if g.width != upem {
			last = k
		}
	}
	return last + 1
}

func hhea(glyphs []glyph) []byte {
	b := be(1, 0, 880, 0xFFFF-119, 0, upem, 0, 0, upem, 1, 0, 0, 0, 0, 0, 0, 0)
	return append(b, be(uint16(firstWide(glyphs)+1))...)
}

func hmtx(glyphs []glyph) []byte {
	var b []byte
	long := firstWide(glyphs) + 1
	for k, g := range glyphs {
		if k < long {
			b = append(b, be(uint16(g.width))...)
		}
		b = append(b, be(0)...)
	}
	return b
}

func maxp(n int) []byte { return be(1, 0, uint16(n), 4, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0) }

// outlines appends the glyf entries; ends collects where each one ends.
func outlines(glyphs []glyph, ends *[]int) []byte {
	var b []byte
	for _, g := range glyphs {
		if g.ink {
			w := uint16(g.width)
			b = append(b, be(1, 0, 0xFFFF-119, w, 880, 3, 0)...) // one contour, its box, last point, no instructions
			b = append(b, 1, 1, 1, 1)                            // four points on the curve
			b = append(b, be(0, w, 0, 0xFFFF-w+1)...)            // x: 0 w w 0
			b = append(b, be(0xFFFF-119, 0, upem, 0)...)         // y: -120 -120 880 880
		}
		if ends != nil {
			*ends = append(*ends, len(b))
		}
	}
	return b
}

func loca(glyphs []glyph) []byte {
	var ends []int
	outlines(glyphs, &ends)
	b := binary.BigEndian.AppendUint32(nil, 0)
	for _, e := range ends {
		b = binary.BigEndian.AppendUint32(b, uint32(e))
	}
	return b
}

// name holds the PostScript name alone.
func name() []byte {
	const text = "Squares"
	b := be(0, 1, 18, 1, 0, 0, 6, uint16(len(text)), 0)
	return append(b, text...)
}

// file puts the tables behind a directory.
func file(tables map[string][]byte) []byte {
	tags := make([]string, 0, len(tables))
	for tag := range tables {
		tags = append(tags, tag)
	}
	sort.Strings(tags)
	b := append([]byte("\x00\x01\x00\x00"), be(uint16(len(tags)), 128, 3, 16)...)
	at := 12 + 16*len(tags)
	var body []byte
	for _, tag := range tags {
		data := append([]byte{}, tables[tag]...)
		length := len(data)
		for len(data)%4 != 0 {
			data = append(data, 0)
		}
		var sum uint32
		for k := 0; k < len(data); k += 4 {
			sum += binary.BigEndian.Uint32(data[k:])
		}
		b = append(b, tag...)
		b = binary.BigEndian.AppendUint32(b, sum)
		b = binary.BigEndian.AppendUint32(b, uint32(at+len(body)))
		b = binary.BigEndian.AppendUint32(b, uint32(length))
		body = append(body, data...)
	}
	return append(b, body...)
}
