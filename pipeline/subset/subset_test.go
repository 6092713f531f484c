package subset

import (
	"bytes"
	"encoding/binary"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kan/pipeline/font"
)

func face(t testing.TB, name string) *font.Face {
	t.Helper()
	f, err := os.Open(filepath.Join("..", "..", "fonts", name))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	info, err := f.Stat()
	if err != nil {
		t.Fatal(err)
	}
	face, err := font.Open(f, info.Size(), name, 0)
	if err != nil {
		t.Fatal(err)
	}
	return face
}

// of makes the program of the glyphs of text, which get ids 1, 2, … in order.
func of(t testing.TB, f *font.Face, text string) (Program, []font.GID) {
	t.Helper()
	s := New(f)
	glyphs := []font.GID{0}
	for _, r := range text {
		g := f.Glyph(r)
		if g == 0 {
			t.Fatalf("%s lacks %c", f.Name(), r)
		}
		if id, ok := s.Add(g); !ok || int(id) != len(glyphs) {
			t.Fatalf("new id %d, want %d", id, len(glyphs))
		}
		glyphs = append(glyphs, g)
	}
	p, err := s.Program()
	if err != nil {
		t.Fatal(err)
	}
	return p, glyphs
}

// reopen opens a program; a bare CFF table gets the file around it that Open
// needs, with the metrics of the old face.
func reopen(t testing.TB, old *font.Face, p Program, glyphs []font.GID) *font.Face {
	t.Helper()
	data := p.Data
	if p.Format == font.CFF {
		data = opentype(t, old, p.Data, glyphs)
	}
	f, err := font.Open(bytes.NewReader(data), int64(len(data)), "subset", 0)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func opentype(t testing.TB, old *font.Face, cff []byte, glyphs []font.GID) []byte {
	t.Helper()
	tables := map[string][]byte{"CFF ": cff}
	for _, tag := range []string{"head", "hhea", "maxp"} {
		b, err := old.Table(tag)
		if err != nil {
			t.Fatal(err)
		}
		tables[tag] = b
	}
	binary.BigEndian.PutUint16(tables["maxp"][4:], uint16(len(glyphs)))
	data := sfnt(tables)
	copy(data, "OTTO")
	return data
}

func TestProgramsDrawTheSameGlyphs(t *testing.T) {
	const text = "国家粮食安全，“三农”ABCxyz0129（）堃国国"
	for _, name := range []string{"NotoSerifSC-Regular.ttf", "NotoSansSC-Medium.ttf", "LXGWWenKai-Regular.ttf", "FandolFang-Regular.otf"} {
		t.Run(name, func(t *testing.T) {
			text := text
			if strings.HasPrefix(name, "Fandol") {
				text = strings.ReplaceAll(text, "堃", "坤")
			}
			old := face(t, name)
			p, glyphs := of(t, old, text)
			now := reopen(t, old, p, glyphs)
			if p.Format != old.Format() || p.Glyphs < len(glyphs) {
				t.Fatalf("format %d, %d glyphs", p.Format, p.Glyphs)
			}
			if len(p.Data) > 100_000 {
				t.Errorf("%d bytes for %d glyphs", len(p.Data), p.Glyphs)
			}
			for id, g := range glyphs {
				want, ok1 := old.Bounds(g)
				got, ok2 := now.Bounds(font.GID(id))
				if got != want || ok1 != ok2 {
					t.Errorf("glyph %d: ink %v, want %v", id, got, want)
				}
				if p.Format == font.TrueType && now.Advance(font.GID(id)) != old.Advance(g) {
					t.Errorf("glyph %d: width %d, want %d", id, now.Advance(font.GID(id)), old.Advance(g))
				}
			}
		})
	}
}

func TestChecksums(t *testing.T) {
	p, _ := of(t, face(t, "LXGWWenKai-Regular.ttf"), "人")
	if sum := checksum(p.Data); sum != 0xB1B0AFBA {
		t.Errorf("checksum of the file is %08X", sum)
	}
	last := ""
	for at := 12; at < 12+16*int(be.Uint16(p.Data[4:])); at += 16 {
		rec := p.Data[at:]
		table := p.Data[be.Uint32(rec[8:]):][:be.Uint32(rec[12:])]
		if tag := string(rec[:4]); tag <= last {
			t.Errorf("table %s is not in order", tag)
		} else if tag != "head" && checksum(table) != be.Uint32(rec[4:]) {
			t.Errorf("table %s has a wrong checksum", tag)
		} else {
			last = tag
		}
	}
}

// Glyphs such as ǖ ǘ ǚ ǜ may be composites of composites.
func TestNestedComposites(t *testing.T) {
	f := nested(t, 3)
	p, err := subsetOf(f, 3)
	if err != nil {
		t.Fatal(err)
	}
	now := reopen(t, f, p, nil)
	if now.NumGlyphs() != 4 {
		t.Fatalf("%d glyphs, want .notdef, the glyph and its two other components", now.NumGlyphs())
	}
	for id, part := range []font.GID{2, 3, 0} {
		b, err := now.Outline(font.GID(id+1), 0)
		if err != nil || int16(be.Uint16(b)) != -1 || font.GID(be.Uint16(b[12:])) != part {
			t.Errorf("glyph %d is % x (%v), want a composite of %d", id+1, b, err, part)
		}
	}
	if b, _ := now.Outline(0, 0); int16(be.Uint16(b)) != 1 {
		t.Errorf("the innermost glyph is % x", b)
	}
}

func TestHostileComposites(t *testing.T) {
	loop := func(depth int) *font.Face {
		return build(t, depth+1, func(g int) []byte { return composite((g + 1) % (depth + 1)) })
	}
	for _, c := range []struct {
		name string
		f    *font.Face
		g    font.GID
		want string
	}{
		{"in itself", build(t, 2, func(g int) []byte { return composite(g) }), 1, "nests in itself"},
		{"in each other", loop(5), 1, "nests in itself"},
		{"a long chain", nested(t, 40), 40, "too deep"},
		{"a component that is not there", build(t, 2, func(int) []byte { return composite(9) }), 1, "component 9 does not exist"},
		{"cut off in a component", build(t, 2, func(int) []byte { return composite(0)[:13] }), 1, "composite glyph is cut off"},
		{"cut off in the header", build(t, 2, func(int) []byte { return make([]byte, 4) }), 1, "is cut off"},
		{"a glyph that is not there", nested(t, 3), 9, "there is no glyph 9"},
	} {
		if _, err := subsetOf(c.f, c.g); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", c.name, err, c.want)
		}
	}
}

func subsetOf(f *font.Face, glyphs ...font.GID) (Program, error) {
	s := New(f)
	for _, g := range glyphs {
		s.Add(g)
	}
	return s.Program()
}

// composite is a glyph of one component.
func composite(part int) []byte {
	return []byte{0xFF, 0xFF, 0, 0, 0, 0, 0, 100, 0, 100, 0, 2, byte(part >> 8), byte(part), 0, 0}
}

// nested is a face whose glyph g is a composite of glyph g-1; glyph 0 is simple.
func nested(t testing.TB, depth int) *font.Face {
	return build(t, depth+1, func(g int) []byte {
		if g == 0 {
			return []byte{0, 1, 0, 0, 0, 0, 0, 100, 0, 100, 0, 0, 0, 0, 1, 0}
		}
		return composite(g - 1)
	})
}

// build makes a face of n glyphs.
func build(t testing.TB, n int, glyph func(g int) []byte) *font.Face {
	t.Helper()
	data := buildFile(n, glyph)
	f, err := font.Open(bytes.NewReader(data), int64(len(data)), "made", 0)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func buildFile(n int, glyph func(g int) []byte) []byte {
	head, hhea, maxp := make([]byte, 54), make([]byte, 36), make([]byte, 32)
	be.PutUint16(head[18:], 1000)
	be.PutUint16(head[50:], 1)
	be.PutUint16(hhea[34:], 1)
	be.PutUint16(maxp[4:], uint16(n))
	var glyf []byte
	loca := []byte{0, 0, 0, 0}
	for g := range n {
		glyf = append(glyf, glyph(g)...)
		loca = be.AppendUint32(loca, uint32(len(glyf)))
	}
	return sfnt(map[string][]byte{"head": head, "hhea": hhea, "maxp": maxp, "hmtx": {3, 232, 0, 0}, "glyf": glyf, "loca": loca})
}

// Overlapping glyphs may claim more than there is.
func TestOutlinesAreBounded(t *testing.T) {
	data := buildFile(2, func(int) []byte { return make([]byte, maxOutline*3/4) })
	f, err := font.Open(bytes.NewReader(data), int64(len(data)), "made", 0)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := subsetOf(f, make([]font.GID, 200)...); err != errTooLarge {
		t.Errorf("error is %v", err)
	}
}

func TestIDsRunOut(t *testing.T) {
	s := New(nested(t, 1))
	for range MaxGlyphs - 1 {
		if _, ok := s.Add(1); !ok {
			t.Fatal("too early")
		}
	}
	if _, ok := s.Add(1); ok {
		t.Error("65,536 glyphs")
	}
}

func TestInstructionsAreBounded(t *testing.T) {
	for _, c := range []struct {
		size int
		ok   bool
	}{{64 << 10, true}, {maxOutline + 1, false}} {
		old := nested(t, 1)
		tables := map[string][]byte{"fpgm": make([]byte, c.size)}
		for _, tag := range []string{"head", "hhea", "maxp", "hmtx", "glyf", "loca"} {
			tables[tag], _ = old.Table(tag)
		}
		data := sfnt(tables)
		f, err := font.Open(bytes.NewReader(data), int64(len(data)), "made", 0)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := subsetOf(f, 1); (err == nil) != c.ok {
			t.Errorf("%d bytes of instructions: %v", c.size, err)
		}
	}
}

func BenchmarkProgram(b *testing.B) {
	for _, name := range []string{"NotoSerifSC-Regular.ttf", "FandolFang-Regular.otf"} {
		b.Run(name, func(b *testing.B) {
			f := face(b, name)
			var glyphs []font.GID
			for r := rune(0x4E00); len(glyphs) < 2000; r++ {
				if g := f.Glyph(r); g != 0 {
					glyphs = append(glyphs, g)
				}
			}
			b.ReportAllocs()
			for b.Loop() {
				if _, err := subsetOf(f, glyphs...); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
