package pdfcheck

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"math"

	"kan/pipeline/font"
)

// Operators of CFF dicts (Adobe Technical Note 5176, tables 9 and 23).
const (
	opCharset      = 15
	opDefaultWidth = 20
	opNominalWidth = 21
	opFontMatrix   = 0x0C07
)

// cffProgram is a bare CFF: its charset, and charstrings read for their widths.
type cffProgram struct {
	table *font.CFFTable
	gids  map[uint16]font.GID // by CID; nil when CIDs are glyph indices (ISO 32000-1 §9.7.4.2)
}

// openCFF opens a bare CFF. Package font reads CFF within an sfnt only, so it
// gets one round it, with tables that say nothing.
func openCFF(data []byte) (*program, error) {
	face, err := wrap(data)
	if err != nil {
		return nil, err
	}
	table, err := face.CFF()
	if err != nil {
		return nil, err
	}
	if table.NumGlyphs() == 0 {
		return nil, errors.New("it has no glyphs")
	}
	p := &cffProgram{table: table}
	if table.CID {
		if p.gids, err = readCharset(data, table.Top.Int(opCharset, 0), table.NumGlyphs()); err != nil {
			return nil, err
		}
	}
	return &program{face: face, cff: p, count: table.NumGlyphs()}, nil
}

// wrap makes an OpenType font of a CFF table.
func wrap(cff []byte) (*font.Face, error) {
	be := binary.BigEndian
	head, maxp := make([]byte, 54), make([]byte, 6)
	be.PutUint16(head[18:], 1000)
	be.PutUint16(maxp[4:], 1)
	b := append([]byte("OTTO"), 0, 3, 0, 0, 0, 0, 0, 0)
	at := len(b) + 3*16
	for _, t := range [...]struct {
		tag  string
		size int
	}{{"CFF ", len(cff)}, {"head", len(head)}, {"maxp", len(maxp)}} {
		b = append(b, t.tag...)
		b = be.AppendUint32(b, 0)
		b = be.AppendUint32(b, uint32(at))
		b = be.AppendUint32(b, uint32(t.size))
		at += t.size
	}
	b = append(append(append(b, cff...), head...), maxp...)
	return font.Open(bytes.NewReader(b), int64(len(b)), "embedded", 0)
}

// readCharset reads the CIDs of the glyphs (Technical Note 5176, section 13).
func readCharset(b []byte, at, glyphs int) (map[uint16]font.GID, error) {
	cut := errors.New("its charset is cut off")
	if at <= 2 || at >= len(b) {
		return nil, cut
	}
	gids := map[uint16]font.GID{0: 0}
	format, b := b[at], b[at+1:]
	if format > 2 {
		return nil, fmt.Errorf("its charset is of the format %d", format)
	}
	size := [...]int{2, 3, 4}[format]
	for g := 1; g < glyphs; {
		if len(b) < size {
			return nil, cut
		}
		low, more := int(binary.BigEndian.Uint16(b)), 0
		switch format {
		case 1:
			more = int(b[2])
		case 2:
			more = int(binary.BigEndian.Uint16(b[2:]))
		}
		b = b[size:]
		for k := 0; k <= more && g < glyphs; k++ {
			if _, ok := gids[uint16(low+k)]; ok || low+k > 0xFFFF {
				return nil, fmt.Errorf("its charset has the CID %d twice", low+k)
			}
			gids[uint16(low+k)] = font.GID(g)
			g++
		}
	}
	return gids, nil
}

func (p *cffProgram) glyph(cid uint16) (font.GID, bool) {
	if p.gids == nil {
		return font.GID(cid), int(cid) < p.table.NumGlyphs()
	}
	g, ok := p.gids[cid]
	return g, ok
}

// width is the advance of a glyph in 1/1000 em: the first number of its
// charstring and nominalWidthX, or defaultWidthX.
func (p *cffProgram) width(g font.GID) (number, error) {
	code, err := p.table.CharString(g)
	if err != nil {
		return 0, err
	}
	fd := p.table.Fonts()[p.table.FDIndex(g)]
	s := &widthReader{global: p.table.Global, local: fd.Local}
	if err := s.run(code, 0); err != nil {
		return 0, err
	}
	width := fixed(fd.Private, opDefaultWidth)
	if s.has {
		width = fixed(fd.Private, opNominalWidth) + s.width
	}
	em := p.unitsPerEm(fd)
	if em <= 0 || em > 16384 || width < 0 || width > 1<<32 {
		return 0, fmt.Errorf("a width of %d in an em of %d", width>>16, em)
	}
	return number(width * 1000 / int64(em) * int64(one) >> 16), nil
}

// fixed is an operand in 1/65536, 0 when there is none. CFF keeps it as a
// packed decimal, which package font reads as a float; it is rounded at once.
func fixed(d font.Dict, op int) int64 {
	n, _ := d.Operands(op)
	if len(n) == 0 || n[0].Value > math.MaxInt16 || n[0].Value < math.MinInt16 {
		return 0
	}
	return int64(math.Round(n[0].Value * 65536))
}

// unitsPerEm comes out of the font matrices, of which one is 0.001 as a rule:
// that of the whole font, that of the font dict, or their product.
func (p *cffProgram) unitsPerEm(fd font.FontDict) int {
	scale := 1.0
	found := false
	for _, d := range [...]font.Dict{p.table.Top, fd.Dict} {
		if m, ok := d.Operands(opFontMatrix); ok && len(m) == 6 {
			scale *= m[0].Value
			found = true
		}
		if !p.table.CID {
			break // both are the same
		}
	}
	if !found {
		return 1000
	}
	if scale <= 1.0/20000 {
		return 0
	}
	return int(math.Round(1 / scale))
}
