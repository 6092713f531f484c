package pdfcheck

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"

	"kan/pipeline/font"
)

// program is an embedded font program: which glyph a CID has, and how wide.
type program struct {
	face  *font.Face
	cff   *cffProgram // nil for TrueType
	gids  []byte      // CIDToGIDMap when it is a stream
	count int         // of glyphs
}

// program opens the font program (ISO 32000-1 §9.9): FontFile2 with TrueType
// tables, or FontFile3 with a bare CFF.
func (f *usedFont) program() (*program, error) {
	d := f.descriptor
	files := 0
	for _, key := range [...]name{"FontFile", "FontFile2", "FontFile3"} {
		if d[key] != nil {
			files++
		}
	}
	trueType := f.c.stream(d["FontFile2"])
	bare := f.c.stream(d["FontFile3"])
	switch kind := f.c.name(f.cid["Subtype"]); {
	case files != 1:
		return nil, fmt.Errorf("%d font programs are embedded", files)
	case kind == "CIDFontType2" && trueType != nil:
		if n, _ := f.c.int(trueType.dict["Length1"]); n != len(trueType.data) {
			return nil, fmt.Errorf("Length1 is %d, the program has %d bytes", n, len(trueType.data))
		}
		p, err := openTrueType(trueType.data)
		if s := f.c.stream(f.cid["CIDToGIDMap"]); s != nil && err == nil {
			p.gids = s.data
		}
		return p, err
	case kind == "CIDFontType0" && bare != nil:
		if sub := f.c.name(bare.dict["Subtype"]); sub != "CIDFontType0C" {
			return nil, fmt.Errorf("FontFile3 is of the subtype %q, this check takes CIDFontType0C", string(sub))
		}
		return openCFF(bare.data)
	}
	return nil, errors.New("the program is not of the kind of the CIDFont")
}

// openTrueType opens a program that must have the tables that draw: loca has
// an end for each glyph, in order and within glyf, and hmtx a width (OpenType;
// ISO 32000-1 §9.9, table 126).
func openTrueType(data []byte) (*program, error) {
	face, err := font.Open(bytes.NewReader(data), int64(len(data)), "embedded", 0)
	if err != nil {
		return nil, err
	}
	if face.Format() != font.TrueType {
		return nil, errors.New("it has no TrueType outlines")
	}
	tables := map[string][]byte{}
	for _, tag := range [...]string{"glyf", "head", "hhea", "hmtx", "loca", "maxp"} {
		b, err := face.Table(tag)
		if err != nil || b == nil && tag != "glyf" {
			return nil, fmt.Errorf("it has no table %s", tag)
		}
		tables[tag] = b
	}
	n := face.NumGlyphs()
	if err := checkLoca(tables["loca"], len(tables["glyf"]), n, tables["head"][51] != 0); err != nil {
		return nil, err
	}
	if len(tables["hhea"]) < 36 {
		return nil, errors.New("its table hhea is cut off")
	}
	wide := int(binary.BigEndian.Uint16(tables["hhea"][34:]))
	if wide < 1 || wide > n || len(tables["hmtx"]) < 4*wide+2*(n-wide) {
		return nil, errors.New("its table hmtx is cut off")
	}
	return &program{face: face, count: n}, nil
}

func checkLoca(loca []byte, glyf, n int, long bool) error {
	prev := 0
	for g := range n + 1 {
		var end int
		switch {
		case long && len(loca) >= 4*g+4:
			end = int(binary.BigEndian.Uint32(loca[4*g:]))
		case !long && len(loca) >= 2*g+2:
			end = 2 * int(binary.BigEndian.Uint16(loca[2*g:]))
		default:
			return errors.New("its table loca is cut off")
		}
		if end < prev || end > glyf {
			return fmt.Errorf("its glyph %d lies outside the table glyf", g)
		}
		prev = end
	}
	return nil
}

// glyph is the glyph of a CID; ok is false when the program has none.
func (p *program) glyph(cid uint16) (font.GID, bool) {
	if p.cff != nil {
		return p.cff.glyph(cid)
	}
	g := int(cid)
	if p.gids != nil {
		if 2*g+2 > len(p.gids) {
			return 0, false
		}
		g = int(binary.BigEndian.Uint16(p.gids[2*g:]))
	}
	return font.GID(g), g < p.count
}

// width is the advance of a glyph in 1/1000 em.
func (p *program) width(g font.GID) (number, error) {
	if p.cff != nil {
		return p.cff.width(g)
	}
	return number(p.face.Advance(g)) * 1000 * one / number(p.face.UnitsPerEm()), nil
}
