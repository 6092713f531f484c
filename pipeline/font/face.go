package font

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"sync"
)

// Format tells how outlines are stored.
type Format int8

// The outline formats.
const (
	TrueType Format = iota + 1
	CFF
)

// ErrNotFont says that a file is no font kan can read.
var ErrNotFont = errors.New("not a TrueType or OpenType font")

// maxTables and maxTable bound what a directory may claim; no real font comes near.
const (
	maxTables = 128
	maxTable  = 64 << 20
)

// Face is one face of a font file. It is immutable to its users and safe for
// concurrent use.
type Face struct {
	name   string
	r      io.ReaderAt
	size   int64
	format Format
	tables map[string]extent

	glyphs     int // maxp
	longLoca   bool
	unitsPerEm int
	box        Rect // head

	cmapOnce  sync.Once
	cmap      cmap
	hmtxOnce  sync.Once
	hmtx      []byte
	hMetrics  int // numberOfHMetrics
	locaOnce  sync.Once
	loca      []byte
	metOnce   sync.Once
	hanOnce   sync.Once
	hasHan    bool
	hanCenter int
	metrics   Metrics
	nameOnce  sync.Once
	psName    string
	cffOnce   sync.Once
	cff       *CFFTable
	cffErr    error
}

// extent is where a table lies in the file.
type extent struct{ offset, length int64 }

// Open reads the table directory of face number index of the file behind r
// (OpenType, "Organization of an OpenType Font"). name is for messages. A file
// that is not a usable font is an error.
func Open(r io.ReaderAt, size int64, name string, index int) (*Face, error) {
	f := &Face{name: name, r: r, size: size, tables: map[string]extent{}}
	if err := f.readDirectory(index); err != nil {
		return nil, fmt.Errorf("font %s: %w", name, err)
	}
	if err := f.readHead(); err != nil {
		return nil, fmt.Errorf("font %s: %w", name, err)
	}
	return f, nil
}

func (f *Face) readDirectory(index int) error {
	var start int64
	head, err := f.read(0, 12)
	if err != nil {
		return ErrNotFont
	}
	if string(head[:4]) == "ttcf" {
		n := int64(binary.BigEndian.Uint32(head[8:]))
		if int64(index) >= n || index < 0 {
			return fmt.Errorf("%w: no face %d in the collection", ErrNotFont, index)
		}
		at, err := f.read(12+4*int64(index), 4)
		if err != nil {
			return ErrNotFont
		}
		start = int64(binary.BigEndian.Uint32(at))
		if head, err = f.read(start, 12); err != nil {
			return ErrNotFont
		}
	}
	switch string(head[:4]) {
	case "\x00\x01\x00\x00", "true":
		f.format = TrueType
	case "OTTO":
		f.format = CFF
	default:
		return ErrNotFont
	}
	n := int(binary.BigEndian.Uint16(head[4:]))
	if n > maxTables {
		return fmt.Errorf("%w: %d tables", ErrNotFont, n)
	}
	records, err := f.read(start+12, 16*n)
	if err != nil {
		return ErrNotFont
	}
	for ; len(records) > 0; records = records[16:] {
		e := extent{int64(binary.BigEndian.Uint32(records[8:])), int64(binary.BigEndian.Uint32(records[12:]))}
		if e.offset+e.length > f.size || e.length > maxTable {
			return fmt.Errorf("%w: table %q lies outside the file", ErrNotFont, records[:4])
		}
		f.tables[string(records[:4])] = e
	}
	return nil
}

// readHead reads what every later look-up needs: head and maxp.
func (f *Face) readHead() error {
	head, err := f.Table("head")
	if err != nil || len(head) < 54 {
		return fmt.Errorf("%w: no head table", ErrNotFont)
	}
	maxp, err := f.Table("maxp")
	if err != nil || len(maxp) < 6 {
		return fmt.Errorf("%w: no maxp table", ErrNotFont)
	}
	f.unitsPerEm = int(binary.BigEndian.Uint16(head[18:]))
	if f.unitsPerEm < 16 || f.unitsPerEm > 16384 {
		return fmt.Errorf("%w: %d units per em", ErrNotFont, f.unitsPerEm)
	}
	f.box = Rect{i16(head, 36), i16(head, 38), i16(head, 40), i16(head, 42)}
	f.longLoca = i16(head, 50) != 0
	f.glyphs = int(binary.BigEndian.Uint16(maxp[4:]))
	if f.glyphs == 0 {
		return fmt.Errorf("%w: no glyphs", ErrNotFont)
	}
	return nil
}

// read returns n bytes of the file at off.
func (f *Face) read(off int64, n int) ([]byte, error) {
	if off < 0 || n < 0 || off+int64(n) > f.size {
		return nil, io.ErrUnexpectedEOF
	}
	b := make([]byte, n)
	if got, err := f.r.ReadAt(b, off); got < n {
		return nil, fmt.Errorf("font %s: %w", f.name, err)
	}
	return b, nil
}

// Name is the name given to Open.
func (f *Face) Name() string { return f.name }

// Format tells how outlines are stored.
func (f *Face) Format() Format { return f.format }

// UnitsPerEm is the size of the em in font units (head).
func (f *Face) UnitsPerEm() int { return f.unitsPerEm }

// NumGlyphs is the number of glyphs (maxp).
func (f *Face) NumGlyphs() int { return f.glyphs }

// Table reads a whole table; it is nil when the file has none of that tag.
func (f *Face) Table(tag string) ([]byte, error) {
	e, ok := f.tables[tag]
	if !ok {
		return nil, nil
	}
	return f.read(e.offset, int(e.length))
}

// TableSection gives access to a table without reading it; nil when absent.
func (f *Face) TableSection(tag string) *io.SectionReader {
	e, ok := f.tables[tag]
	if !ok {
		return nil
	}
	return io.NewSectionReader(f.r, e.offset, e.length)
}

// i16 reads a signed 16-bit number; past the end it is 0.
func i16(b []byte, at int) int { return int(int16(u16(b, at))) }

// u16 reads an unsigned 16-bit number; past the end it is 0.
func u16(b []byte, at int) uint16 {
	if at < 0 || at+2 > len(b) {
		return 0
	}
	return binary.BigEndian.Uint16(b[at:])
}

// u32 reads an unsigned 32-bit number; past the end it is 0.
func u32(b []byte, at int) uint32 {
	if at < 0 || at+4 > len(b) {
		return 0
	}
	return binary.BigEndian.Uint32(b[at:])
}
