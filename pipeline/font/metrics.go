package font

import (
	"strings"
	"unicode/utf16"
)

// Metrics returns the face's measures. What a file does not say is filled in:
// ascent 880 and descent -120 per mille of the em, as Chinese faces have them.
func (f *Face) Metrics() Metrics {
	f.metOnce.Do(f.readMetrics)
	return f.metrics
}

func (f *Face) readMetrics() {
	m := Metrics{UnitsPerEm: f.unitsPerEm, Box: f.box, Weight: 400}
	hhea, _ := f.Table("hhea")
	m.Ascent, m.Descent, m.LineGap = i16(hhea, 4), i16(hhea, 6), i16(hhea, 8)
	if m.Ascent == 0 && m.Descent == 0 {
		m.Ascent, m.Descent = f.unitsPerEm*880/1000, -f.unitsPerEm*120/1000
	}
	if os2, _ := f.Table("OS/2"); len(os2) >= 78 {
		m.Weight = int(u16(os2, 4))
		fsType := u16(os2, 8)
		m.EmbeddingForbidden = fsType&0xF == 2
		m.Serif = serif(os2)
		m.Italic = u16(os2, 62)&1 != 0
		if u16(os2, 0) >= 2 && len(os2) >= 90 {
			m.XHeight, m.CapHeight = i16(os2, 86), i16(os2, 88)
		}
	}
	if post := f.head("post", 16); post != nil { // what follows are glyph names, many
		m.ItalicAngle = int(int32(u32(post, 4)))
		m.FixedPitch = u32(post, 12) != 0
	}
	if box, ok := f.Bounds(f.Glyph('H')); ok && m.CapHeight <= 0 {
		m.CapHeight = box.YMax
	}
	if box, ok := f.Bounds(f.Glyph('x')); ok && m.XHeight <= 0 {
		m.XHeight = box.YMax
	}
	f.metrics = m
}

// sampleHan are characters of every build, whose ink on the average shows where
// a face has its em-box.
const sampleHan = "国家人民政治协商会议发展改革经济社会文化教育城市农村建设管理服务工作问题意见要求加强提高保障"

// HanCenter is how high the middle of the face's Han stands above the baseline,
// in font units: the mean of the ink of some fifty of them. Faces
// disagree by a tenth of an em, and what stands on one line should stand
// level. ok is false for a face without these characters.
func (f *Face) HanCenter() (y int, ok bool) {
	f.hanOnce.Do(func() {
		sum, n := 0, 0
		for _, r := range sampleHan {
			if id := f.Glyph(r); id != 0 {
				if box, inked := f.Bounds(id); inked {
					sum, n = sum+box.YMin+box.YMax, n+1
				}
			}
		}
		if n > 0 {
			f.hanCenter, f.hasHan = sum/(2*n), true
		}
	})
	return f.hanCenter, f.hasHan
}

// head reads the first n bytes of a table; nil when it is shorter or absent.
func (f *Face) head(tag string, n int) []byte {
	e := f.tables[tag]
	if e.length < int64(n) {
		return nil
	}
	b, err := f.read(e.offset, n)
	if err != nil {
		return nil
	}
	return b
}

// serif tells from OS/2 whether the Latin letters have serifs: by PANOSE, or
// by the family class where PANOSE is silent, as in most Chinese faces.
func serif(os2 []byte) bool {
	if family, style := os2[32], os2[33]; family == 2 && style >= 2 {
		return style <= 10
	}
	class := u16(os2, 30) >> 8
	return class >= 1 && class <= 5 || class == 7
}

// Advance is g's width in font units.
func (f *Face) Advance(g GID) int {
	f.hmtxOnce.Do(func() {
		hhea, _ := f.Table("hhea")
		f.hmtx, _ = f.Table("hmtx")
		f.hMetrics = min(int(u16(hhea, 34)), len(f.hmtx)/4)
	})
	if f.hMetrics == 0 {
		return 0
	}
	return int(u16(f.hmtx, 4*min(int(g), f.hMetrics-1)))
}

// Bounds is the ink box of g; ok is false for an empty glyph.
func (f *Face) Bounds(g GID) (box Rect, ok bool) {
	if int(g) >= f.glyphs {
		return Rect{}, false
	}
	if f.format == CFF {
		return f.boundsCFF(g)
	}
	head, err := f.Outline(g, 10)
	if err != nil || len(head) < 10 {
		return Rect{}, false
	}
	return Rect{i16(head, 2), i16(head, 4), i16(head, 6), i16(head, 8)}, true
}

// Outline reads the glyf entry of g, at most limit bytes of it (0 is all); it
// is empty for an empty glyph.
func (f *Face) Outline(g GID, limit int) ([]byte, error) {
	f.locaOnce.Do(func() { f.loca, _ = f.Table("loca") })
	var from, to int64
	if f.longLoca {
		from, to = int64(u32(f.loca, 4*int(g))), int64(u32(f.loca, 4*int(g)+4))
	} else {
		from, to = 2*int64(u16(f.loca, 2*int(g))), 2*int64(u16(f.loca, 2*int(g)+2))
	}
	glyf := f.tables["glyf"]
	if from >= to || to > glyf.length {
		return nil, nil
	}
	n := int(to - from)
	if limit > 0 {
		n = min(n, limit)
	}
	return f.read(glyf.offset+from, n)
}

// PostScriptName is name ID 6 of the file, or the name given to Open.
func (f *Face) PostScriptName() string {
	f.nameOnce.Do(func() { f.psName = f.readName(6) })
	if f.psName == "" {
		return f.name
	}
	return f.psName
}

// FamilyName is the family as programs list it: name ID 16 or 1 of the file, or
// the name given to Open.
func (f *Face) FamilyName() string {
	for _, id := range [...]uint16{16, 1} {
		if name := f.readName(id); name != "" {
			return name
		}
	}
	return f.name
}

// maxName is the greatest length of a PostScript name (OpenType, name, name ID
// 6). PDF and Word have longer names, but every reader a limit of its own.
const maxName = 63

// readName reads a string of the name table: a Windows or Unicode entry, else
// a Macintosh one. Only printable ASCII is kept, as PostScript names need it,
// and of that no more than maxName.
func (f *Face) readName(id uint16) string {
	table, _ := f.Table("name")
	strings0 := int(u16(table, 4))
	var found string
	for k := range int(u16(table, 2)) {
		at := 6 + 12*k
		if u16(table, at+6) != id {
			continue
		}
		from := strings0 + int(u16(table, at+10))
		to := from + int(u16(table, at+8))
		if to > len(table) {
			continue
		}
		text := table[from:to]
		if u16(table, at) == 1 {
			if found == "" {
				found = string(text)
			}
			continue
		}
		units := make([]uint16, len(text)/2)
		for j := range units {
			units[j] = u16(text, 2*j)
		}
		found = string(utf16.Decode(units))
		break
	}
	name := strings.Map(func(r rune) rune {
		if r <= ' ' || r > '~' || strings.ContainsRune("[](){}<>/%", r) {
			return -1
		}
		return r
	}, found)
	return name[:min(len(name), maxName)]
}
