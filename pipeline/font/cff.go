package font

import (
	"errors"
	"fmt"
	"io"
	"sort"
)

// CFFTable is the outlines of an OpenType/CFF face (Adobe Technical Note
// 5176), looked up and not decoded: indexes are positions in the file.
type CFFTable struct {
	r       *io.SectionReader
	Top     Dict
	Global  Index // global subroutines
	Strings Index
	chars   Index
	fds     []FontDict
	fdRaw   []byte // FDSelect, nil for name-keyed fonts
	CID     bool   // CID-keyed: has ROS, FDArray and FDSelect
	private int    // bytes of Private dicts read so far
}

// FontDict is one font of the FDArray with its private parts; a name-keyed
// font has exactly one.
type FontDict struct {
	Dict    Dict
	Private Dict
	Local   Index // local subroutines
}

// Index is a CFF INDEX in the file.
type Index struct {
	r       *io.SectionReader
	count   int
	offSize int
	offsets int64 // of the offset array
	end     int64 // behind the INDEX
}

// maxObject bounds an object of an INDEX: a charstring has at most 65,535 bytes
// (Technical Note 5177, appendix B), and a dict is never longer.
const maxObject = 1 << 16

// maxPrivate bounds all Private dicts of a table together: 256 font dicts may
// point at the same bytes, and a dict takes forty times the memory of its
// bytes. Real ones have a hundred bytes each.
const maxPrivate = 1 << 17

// errCFF says that a CFF table is broken.
var errCFF = errors.New("broken CFF table")

// Operators of the dicts kan looks at; two-byte operators are 0x0C00 | second byte.
const (
	opCharStrings = 17
	opPrivate     = 18
	opSubrs       = 19
	opROS         = 0x0C1E
	opFDArray     = 0x0C24
	opFDSelect    = 0x0C25
)

// CFF reads the structure of the CFF table; an error for other faces.
func (f *Face) CFF() (*CFFTable, error) {
	f.cffOnce.Do(func() {
		if r := f.TableSection("CFF "); r != nil {
			f.cff, f.cffErr = readCFF(r)
		} else {
			f.cffErr = errors.New("no CFF table")
		}
		if f.cffErr != nil {
			f.cffErr = fmt.Errorf("font %s: %w", f.name, f.cffErr)
		}
	})
	return f.cff, f.cffErr
}

func readCFF(r *io.SectionReader) (*CFFTable, error) {
	head, err := readAt(r, 0, 4)
	if err != nil || head[0] != 1 {
		return nil, errCFF
	}
	c := &CFFTable{r: r}
	names, err := readIndex(r, int64(head[2]))
	if err != nil {
		return nil, err
	}
	tops, err := readIndex(r, names.end)
	if err != nil || tops.count < 1 {
		return nil, errCFF
	}
	if c.Strings, err = readIndex(r, tops.end); err != nil {
		return nil, err
	}
	if c.Global, err = readIndex(r, c.Strings.end); err != nil {
		return nil, err
	}
	raw, err := tops.Get(0)
	if err != nil {
		return nil, err
	}
	if c.Top, err = ParseDict(raw); err != nil {
		return nil, err
	}
	if c.chars, err = readIndex(r, int64(c.Top.Int(opCharStrings, 0))); err != nil {
		return nil, err
	}
	_, c.CID = c.Top.Operands(opROS)
	if !c.CID {
		fd, err := c.readPrivate(c.Top)
		c.fds = []FontDict{fd}
		return c, err
	}
	return c, c.readFonts()
}

// readFonts reads the FDArray and FDSelect of a CID-keyed font.
func (c *CFFTable) readFonts() error {
	array, err := readIndex(c.r, int64(c.Top.Int(opFDArray, 0)))
	if err != nil || array.count == 0 || array.count > 256 {
		return errCFF
	}
	for k := range array.count {
		raw, err := array.Get(k)
		if err != nil {
			return err
		}
		d, err := ParseDict(raw)
		if err != nil {
			return err
		}
		fd, err := c.readPrivate(d)
		if err != nil {
			return err
		}
		c.fds = append(c.fds, fd)
	}
	at := int64(c.Top.Int(opFDSelect, 0))
	format, err := readAt(c.r, at, 1)
	if err != nil {
		return errCFF
	}
	var size int
	switch format[0] {
	case 0: // a byte for each glyph
		size = 1 + c.chars.count
	case 3: // ranges of first glyph and fd, and the glyph behind the last
		head, err := readAt(c.r, at, 3)
		if err != nil {
			return errCFF
		}
		size = 5 + 3*int(u16(head, 1))
	default:
		return errCFF
	}
	c.fdRaw, err = readAt(c.r, at, size)
	return err
}

// readPrivate reads the Private dict a dict points to and its subroutines.
func (c *CFFTable) readPrivate(d Dict) (FontDict, error) {
	fd := FontDict{Dict: d}
	where, _ := d.Operands(opPrivate)
	if len(where) != 2 {
		return fd, nil
	}
	size, at := where[0].Int(), where[1].Int()
	if size < 0 || c.private+size > maxPrivate {
		return fd, errCFF
	}
	c.private += size
	raw, err := readAt(c.r, int64(at), size)
	if err != nil {
		return fd, err
	}
	if fd.Private, err = ParseDict(raw); err != nil {
		return fd, err
	}
	if subrs := fd.Private.Int(opSubrs, 0); subrs != 0 {
		fd.Local, err = readIndex(c.r, int64(at+subrs))
	}
	return fd, err
}

// NumGlyphs is the number of charstrings.
func (c *CFFTable) NumGlyphs() int { return c.chars.count }

// CharString reads the charstring of g.
func (c *CFFTable) CharString(g GID) ([]byte, error) { return c.chars.Get(int(g)) }

// Fonts are the font dicts, by FDIndex.
func (c *CFFTable) Fonts() []FontDict { return c.fds }

// FDIndex tells which of Fonts g belongs to.
func (c *CFFTable) FDIndex(g GID) int {
	fd := 0
	switch {
	case len(c.fdRaw) == 0:
	case c.fdRaw[0] == 0:
		if int(g)+1 < len(c.fdRaw) {
			fd = int(c.fdRaw[int(g)+1])
		}
	default:
		k := sort.Search(int(u16(c.fdRaw, 1)), func(k int) bool { return u16(c.fdRaw, 3+3*k) > uint16(g) })
		if k > 0 {
			fd = int(c.fdRaw[2+3*k])
		}
	}
	return min(fd, len(c.fds)-1)
}

// readIndex reads the head of the INDEX at off.
func readIndex(r *io.SectionReader, off int64) (Index, error) {
	head, err := readAt(r, off, 2)
	if err != nil || off <= 0 {
		return Index{}, errCFF
	}
	x := Index{r: r, count: int(u16(head, 0)), end: off + 2}
	if x.count == 0 {
		return x, nil
	}
	if head, err = readAt(r, off+2, 1); err != nil {
		return Index{}, errCFF
	}
	x.offSize = int(head[0])
	if x.offSize < 1 || x.offSize > 4 {
		return Index{}, errCFF
	}
	x.offsets = off + 3
	last, err := x.offset(x.count)
	x.end = x.data() + last
	if err != nil || last < 1 || x.end > r.Size() {
		return Index{}, errCFF
	}
	return x, nil
}

// data is where the objects begin, less one: offsets count from 1.
func (x Index) data() int64 { return x.offsets + int64((x.count+1)*x.offSize) - 1 }

func (x Index) offset(k int) (int64, error) {
	b, err := readAt(x.r, x.offsets+int64(k*x.offSize), x.offSize)
	if err != nil {
		return 0, err
	}
	var off int64
	for _, c := range b {
		off = off<<8 | int64(c)
	}
	return off, nil
}

// Len is the number of objects.
func (x Index) Len() int { return x.count }

// Get reads object k.
func (x Index) Get(k int) ([]byte, error) {
	if k < 0 || k >= x.count {
		return nil, errCFF
	}
	from, err := x.offset(k)
	if err != nil {
		return nil, err
	}
	to, err := x.offset(k + 1)
	if err != nil || from < 1 || to < from || to-from > maxObject {
		return nil, errCFF
	}
	return readAt(x.r, x.data()+from, int(to-from))
}

func readAt(r *io.SectionReader, off int64, n int) ([]byte, error) {
	if off < 0 || n < 0 || off+int64(n) > r.Size() {
		return nil, errCFF
	}
	b := make([]byte, n)
	if got, err := r.ReadAt(b, off); got < n {
		return nil, err
	}
	return b, nil
}
