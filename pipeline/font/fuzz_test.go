package font_test

import (
	"bytes"
	"io"
	"math"
	"testing"

	"kan/pipeline/font"
)

// glyphReads is more than one charstring may have read of a file: it runs
// 128 KB at most, a call takes two bytes of it and reads two offsets of four.
const glyphReads = 1 << 20

// counted is a file that counts the bytes that are asked for. What is read is
// held, so it bounds memory as well.
type counted struct {
	file *bytes.Reader
	n    int
}

func (c *counted) ReadAt(b []byte, off int64) (int, error) {
	c.n += len(b)
	return c.file.ReadAt(b, off)
}

// files are data as a font file, as the CFF table of one, and as the tables of
// one that are for look-ups: chance alone rarely keeps a whole file whole.
func files(data []byte) [][]byte {
	lookups := trueType(square(), square())
	for _, tag := range []string{"cmap", "name", "OS/2", "post"} {
		lookups[tag] = data
	}
	return [][]byte{data, bareCFF(data, 9), file(lookups, 0)}
}

// FuzzFace calls every method of a face. None panics, none answers what cannot
// be, and none reads more than so many tables, each as long as the file at
// most, and so many glyphs.
func FuzzFace(f *testing.F) {
	for _, name := range []string{"NotoSerifSC-Regular.ttf", "FandolFang-Regular.otf"} {
		data := small(f, name)
		f.Add(data)
		f.Add(collection(data))
	}
	for name, data := range seeds() {
		face, err := font.Open(bytes.NewReader(data), int64(len(data)), name, 0)
		if err != nil {
			continue
		}
		for _, tag := range []string{"CFF ", "cmap", "name"} {
			if table, err := face.Table(tag); err == nil && table != nil {
				f.Add(table)
			}
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, data := range files(data) {
			for index := range 2 {
				file := &counted{file: bytes.NewReader(data)}
				u := user{T: t, file: file, size: len(data)}
				u.does("Open", 4, 0, func() { u.face, u.err = font.Open(file, int64(len(data)), "fuzz", index) })
				if u.err == nil && (index == 0 || string(data[:4]) == "ttcf") {
					u.tables()
					u.metrics()
					u.glyphs()
					u.cff()
				}
			}
		}
	})
}

// user is one who asks a face for all it can tell.
type user struct {
	*testing.T
	file *counted
	size int
	face *font.Face
	err  error
}

// does f, which may read some tables and glyphs.
func (u *user) does(what string, tables, glyphs int, f func()) {
	before := u.file.n
	f()
	if n := u.file.n - before; n > tables*(u.size+4096)+glyphs*glyphReads {
		u.Errorf("%s reads %d bytes of a file of %d", what, n, u.size)
	}
}

func (u *user) tables() {
	for _, tag := range []string{"head", "glyf", "CFF ", "name", "none"} {
		u.does("Table "+tag, 1, 0, func() {
			b, err := u.face.Table(tag)
			r := u.face.TableSection(tag)
			if err == nil && (r == nil) != (b == nil) || r != nil && r.Size() > int64(u.size) {
				u.Errorf("table %s of %d bytes, %v", tag, len(b), err)
			}
			if r != nil {
				io.CopyN(io.Discard, r, 9)
			}
		})
	}
}

func (u *user) metrics() {
	f := u.face
	u.does("Metrics", 5, 2, func() {
		m := f.Metrics()
		if m.UnitsPerEm != f.UnitsPerEm() || m.UnitsPerEm < 16 || m.CapHeight < 0 && m.XHeight < math.MinInt16 {
			u.Errorf("%+v", m)
		}
	})
	u.does("HanCenter", 3, 60, func() {
		if y, _ := f.HanCenter(); y < math.MinInt16 || y > math.MaxInt16 {
			u.Errorf("the middle of Han is at %d", y)
		}
	})
	u.does("names", 4, 0, func() {
		for _, name := range []string{f.PostScriptName(), f.FamilyName()} {
			if name == "" || len(name) > 63 {
				u.Errorf("the name is %q", name)
			}
		}
	})
	if f.Name() != "fuzz" || f.Format() != font.TrueType && f.Format() != font.CFF {
		u.Errorf("%s of format %d", f.Name(), f.Format())
	}
}

func (u *user) glyphs() {
	f := u.face
	for _, r := range sample + "\x00BHx\uFFFF\U00010000\U00020000\U0010FFFF" {
		u.does("Glyph", 1, 0, func() {
			if g := f.Glyph(r); int(g) >= f.NumGlyphs() {
				u.Errorf("%U is glyph %d of %d", r, g, f.NumGlyphs())
			}
		})
	}
	f.Glyph(-1)
	f.Glyph(math.MaxInt32)
	for _, g := range u.some() {
		u.does("a glyph", 8, 2, func() {
			if a := f.Advance(g); a < 0 || a > math.MaxUint16 {
				u.Errorf("glyph %d is %d wide", g, a)
			}
			whole, err := f.Outline(g, 0)
			head, err2 := f.Outline(g, 10)
			if len(whole) > u.size || !bytes.HasPrefix(whole, head) || len(head) > 10 || (err == nil) != (err2 == nil) {
				u.Errorf("the outline of glyph %d has %d bytes", g, len(whole))
			}
			box, ok := f.Bounds(g)
			if again, ok2 := f.Bounds(g); again != box || ok2 != ok || ok && int(g) >= f.NumGlyphs() {
				u.Errorf("glyph %d has the bounds %v, then %v", g, box, again)
			}
			if min(box.XMin, box.YMin) < math.MinInt16 || max(box.XMax, box.YMax) > math.MaxInt16 {
				u.Errorf("glyph %d has the bounds %v", g, box)
			}
		})
	}
}

// some are the first glyphs, the last, and some that are not there.
func (u *user) some() (glyphs []font.GID) {
	n := u.face.NumGlyphs()
	for g := range min(n, 12) {
		glyphs = append(glyphs, font.GID(g))
	}
	return append(glyphs, font.GID(n-1), font.GID(n), 0x8000, 0xFFFF)
}

func (u *user) cff() {
	u.does("CFF", 6, 1, func() { // the Private dicts have a bound of their own
		c, err := u.face.CFF()
		if err != nil {
			return
		}
		for _, g := range append(u.some(), font.GID(c.NumGlyphs())) {
			code, err := c.CharString(g)
			if err == nil && (int(g) >= c.NumGlyphs() || len(code) > min(u.size, 1<<16)) {
				u.Errorf("charstring %d of %d has %d bytes", g, c.NumGlyphs(), len(code))
			}
			if fd := c.FDIndex(g); fd < 0 || fd >= len(c.Fonts()) {
				u.Errorf("glyph %d is of font dict %d of %d", g, fd, len(c.Fonts()))
			}
			u.file.n -= len(code) // whole, once for each glyph
		}
		indexes := []font.Index{c.Global, c.Strings}
		for _, fd := range c.Fonts()[:min(len(c.Fonts()), 3)] {
			indexes = append(indexes, fd.Local)
			if n, ok := fd.Private.Operands(20); ok && fd.Private.Int(20, 7) != 7 && len(n) == 0 {
				u.Error("a number without operand")
			}
		}
		for _, x := range indexes {
			for _, k := range []int{-1, 0, 1, x.Len() - 1, x.Len()} {
				if b, err := x.Get(k); err == nil && (k < 0 || k >= x.Len() || len(b) > u.size) {
					u.Errorf("object %d of %d has %d bytes", k, x.Len(), len(b))
				} else {
					u.file.n -= len(b)
				}
			}
		}
	})
}

// FuzzParseDict reads what is in a dict, or no dict at all.
func FuzzParseDict(f *testing.F) {
	f.Add([]byte{139, 29, 0, 0, 1, 0, 18, 28, 1, 0, 30, 0xE1, 0xA2, 0xFF, 12, 7, 247, 0, 255 - 4, 0, 5})
	f.Fuzz(func(t *testing.T, raw []byte) {
		d, err := font.ParseDict(raw)
		if err != nil {
			return
		}
		n := 0
		for _, e := range d {
			n++
			if e.Op >= 0x0C00 {
				n++
			}
			if len(e.Operands) > 48 {
				t.Errorf("operator %X has %d operands", e.Op, len(e.Operands))
			}
			for _, o := range e.Operands {
				n += len(o.Raw)
				if v := o.Int(); v < math.MinInt32 || v > math.MaxInt32 || math.IsNaN(o.Value) {
					t.Errorf("an operand is %v", o.Value)
				}
			}
		}
		if n > len(raw) {
			t.Errorf("%d bytes in a dict of %d", n, len(raw))
		}
	})
}
