package subset

import (
	"bytes"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"kan/pipeline/font"
)

// counted is a file that counts the bytes that are asked for.
type counted struct {
	file *bytes.Reader
	n    int
}

func (c *counted) ReadAt(b []byte, off int64) (int, error) {
	c.n += len(b)
	return c.file.ReadAt(b, off)
}

// corpus is the seeds of a fuzz test of another package.
func corpus(t testing.TB, dir string) (seeds [][]byte) {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil || len(paths) == 0 {
		t.Fatalf("no seeds in %s: %v", dir, err)
	}
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		_, quoted, _ := strings.Cut(string(text), "[]byte(")
		seed, err := strconv.Unquote(strings.TrimSuffix(quoted, ")\n"))
		if err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		seeds = append(seeds, []byte(seed))
	}
	return seeds
}

// FuzzProgram makes programs of a font file, of one with the input as its CFF
// table, and of one with the input as an outline.
func FuzzProgram(f *testing.F) {
	p, _ := of(f, face(f, "LXGWWenKai-Regular.ttf"), "ǖ人")
	f.Add(p.Data)
	fang := face(f, "FandolFang-Regular.otf")
	p, _ = of(f, fang, "人A（")
	f.Add(p.Data)
	f.Add(composite(2))
	f.Add(buildFile(3, func(g int) []byte { return composite(g + 1) }))
	f.Add(madeCFF())
	f.Add(cidKeyed(4, [][]byte{{149, 149, 21, 159, 6, 11}, {11}}))
	for _, seed := range corpus(f, "../font/testdata/fuzz/FuzzFace") {
		f.Add(seed)
		if face, err := font.Open(bytes.NewReader(seed), int64(len(seed)), "seed", 0); err == nil && face.Format() == font.CFF {
			if table, err := face.Table("CFF "); err == nil {
				f.Add(table)
			}
		}
	}
	base := nested(f, 3)
	f.Fuzz(func(t *testing.T, data []byte) {
		tryProgram(t, data)
		for _, glyphs := range []int{1, 3} { // all of them must be in the table
			tryProgram(t, opentype(t, base, data, make([]font.GID, glyphs)))
		}
		tryProgram(t, buildFile(4, func(g int) []byte {
			if g == 1 {
				return data
			}
			return composite(max(g-1, 1))
		}))
	})
}

// tryProgram makes a program of the first glyphs of a face, the last, and one
// twice. It is an error, or a font whose glyphs are those of the face; and it
// is never many times as long as the file, for as many glyphs as it has.
func tryProgram(t *testing.T, data []byte) {
	file := &counted{file: bytes.NewReader(data)}
	old, err := font.Open(file, int64(len(data)), "fuzz", 0)
	if err != nil {
		return
	}
	glyphs := []font.GID{0}
	for g := range min(old.NumGlyphs(), 16) {
		glyphs = append(glyphs, font.GID(g))
	}
	glyphs = append(glyphs, font.GID(old.NumGlyphs()-1), glyphs[len(glyphs)/2])
	p, err := subsetOf(old, glyphs[1:]...)
	if most := 16*(max(p.Glyphs, len(glyphs))+8)*(len(data)+64) + 1<<20; err == nil && file.n > most {
		t.Errorf("%d bytes read of %d", file.n, len(data))
	}
	if err != nil {
		return
	}
	if p.Format != old.Format() || p.Glyphs < len(glyphs) || len(p.Data) == 0 || len(p.Data) > 8*(p.Glyphs+8)*(len(data)+64) {
		t.Errorf("%d glyphs in %d bytes, of a file of %d", p.Glyphs, len(p.Data), len(data))
	}
	same(t, old, reopen(t, old, p, glyphs), glyphs)
}

// same compares glyphs with those they were made of.
func same(t *testing.T, old, now *font.Face, glyphs []font.GID) {
	t.Helper()
	if now.Format() == font.CFF {
		cff, err := now.CFF()
		if err != nil || !cff.CID || cff.NumGlyphs() != len(glyphs) {
			t.Fatalf("the program is no CID-keyed font of %d glyphs: %v", len(glyphs), err)
		}
	}
	for id, g := range glyphs {
		want, inked := old.Bounds(g)
		if box, ok := now.Bounds(font.GID(id)); box != want || ok != inked {
			t.Errorf("glyph %d has the ink %v (%v), as %d it has %v (%v)", g, want, inked, id, box, ok)
		}
		if now.Format() == font.TrueType && now.Advance(font.GID(id)) != old.Advance(g) {
			t.Errorf("glyph %d is %d wide, as %d %d", g, old.Advance(g), id, now.Advance(font.GID(id)))
		}
	}
}
