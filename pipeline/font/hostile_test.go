package font_test

import (
	"bytes"
	"encoding/binary"
	"os"
	"strings"
	"testing"

	"kan/pipeline/font"
	"kan/pipeline/subset"
)

const sample = "A—“国粮" // in order, as cmap needs it

// small is a font file of a few glyphs of a supplied face, with the tables of
// a whole one: what a fuzzer can chew.
func small(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile("../../fonts/" + name)
	if err != nil {
		t.Fatal(err)
	}
	f := openBytes(t, data, 0)
	s := subset.New(f)
	var cmap, hmtx []byte
	for _, r := range "\x00" + sample {
		id := uint16(0)
		if r != 0 {
			id, _ = s.Add(f.Glyph(r))
		}
		cmap = binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(cmap, uint32(r)), uint32(r)), uint32(id))
		hmtx = binary.BigEndian.AppendUint16(hmtx, uint16(f.Advance(f.Glyph(r))))
		hmtx = append(hmtx, 0, 0)
	}
	program, err := s.Program()
	if err != nil {
		t.Fatal(err)
	}
	tables := map[string][]byte{"CFF ": program.Data}
	if program.Format == font.TrueType {
		made := openBytes(t, program.Data, 0)
		tables = map[string][]byte{}
		for _, tag := range []string{"glyf", "loca", "maxp", "head"} {
			tables[tag], _ = made.Table(tag)
		}
	} else {
		tables["maxp"] = []byte{0, 0, 0x50, 0, 0, byte(program.Glyphs)}
	}
	for _, tag := range []string{"head", "hhea", "OS/2", "name"} {
		if tables[tag] == nil {
			tables[tag], _ = f.Table(tag)
		}
	}
	hhea := bytes.Clone(tables["hhea"])
	binary.BigEndian.PutUint16(hhea[34:], uint16(len(hmtx)/4))
	tables["hhea"], tables["hmtx"] = hhea, hmtx
	tables["post"] = make([]byte, 32)
	n := len(cmap) / 12
	head := []byte{0, 0, 0, 1, 0, 3, 0, 10, 0, 0, 0, 12, 0, 12, 0, 0, 0, 0, 0, byte(16 + len(cmap)), 0, 0, 0, 0, 0, 0, 0, byte(n)}
	tables["cmap"] = append(head, cmap...)
	return file(tables, 0)
}

// file puts tables behind a directory that itself stands at base.
func file(tables map[string][]byte, base int) []byte {
	version := []byte{0, 1, 0, 0}
	if tables["CFF "] != nil {
		version = []byte("OTTO")
	}
	directory := append(version, 0, byte(len(tables)), 0, 0, 0, 0, 0, 0)
	var body []byte
	for _, tag := range []string{"CFF ", "OS/2", "cmap", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "name", "post"} {
		if data := tables[tag]; data != nil {
			directory = append(append(directory, tag...), 0, 0, 0, 0)
			directory = binary.BigEndian.AppendUint32(directory, uint32(base+12+16*len(tables)+len(body)))
			directory = binary.BigEndian.AppendUint32(directory, uint32(len(data)))
			body = append(body, data...)
		}
	}
	return append(directory, body...)
}

func openBytes(t testing.TB, data []byte, index int) *font.Face {
	t.Helper()
	f, err := font.Open(bytes.NewReader(data), int64(len(data)), "small", index)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// collection wraps one font file as both faces of a TrueType collection.
func collection(data []byte) []byte {
	head := []byte("ttcf\x00\x01\x00\x00\x00\x00\x00\x02\x00\x00\x00\x14\x00\x00\x00\x14")
	out := append(head, data...)
	for k := range int(binary.BigEndian.Uint16(data[4:])) {
		at := out[len(head)+12+16*k+8:]
		binary.BigEndian.PutUint32(at, binary.BigEndian.Uint32(at)+uint32(len(head)))
	}
	return out
}

func TestFaceOfACollectionIsTheFaceItself(t *testing.T) {
	for _, name := range []string{"NotoSerifSC-Regular.ttf", "FandolFang-Regular.otf"} {
		data := small(t, name)
		alone, second := openBytes(t, data, 0), openBytes(t, collection(data), 1)
		for _, r := range sample {
			g := alone.Glyph(r)
			box, ok := alone.Bounds(g)
			if box2, ok2 := second.Bounds(second.Glyph(r)); g == 0 || !ok || second.Glyph(r) != g || box2 != box || ok2 != ok || second.Advance(g) != alone.Advance(g) {
				t.Errorf("%s: %c is glyph %d with %v, in the collection glyph %d with %v", name, r, g, box, second.Glyph(r), box2)
			}
		}
		if _, err := font.Open(bytes.NewReader(collection(data)), int64(len(data)+20), "small", 2); err == nil {
			t.Error("a collection of two has a third face")
		}
	}
}

func TestMetricsOfAFontThatSaysLittle(t *testing.T) {
	data := small(t, "NotoSerifSC-Regular.ttf")
	f := openBytes(t, data, 0)
	tables := map[string][]byte{}
	for _, tag := range []string{"head", "maxp", "cmap", "glyf", "loca", "hmtx"} {
		tables[tag], _ = f.Table(tag)
	}
	m := openBytes(t, file(tables, 0), 0).Metrics()
	if m.Ascent != 880 || m.Descent != -120 || m.Weight != 400 || m.EmbeddingForbidden {
		t.Errorf("%+v", m)
	}
}

// callsWithoutEnd is a CFF table whose only glyph calls a subroutine of 60 KB
// again and again, which calls the next, ten deep.
func callsWithoutEnd() []byte {
	var subrs [][]byte
	for k := range 12 {
		subrs = append(subrs, bytes.Repeat([]byte{sub + byte(k) + 1, callGlobal}, 30_000))
	}
	return cffFont{chars: [][]byte{{sub, callGlobal}}, global: subrs}.table()
}

func TestGlyphThatNeverEndsHasNoBounds(t *testing.T) {
	made := openBytes(t, bareCFF(callsWithoutEnd(), 1), 0)
	if cff, err := made.CFF(); err != nil || cff.NumGlyphs() != 1 || cff.Global.Len() != 12 {
		t.Fatal(err)
	}
	if box, ok := made.Bounds(0); ok {
		t.Errorf("bounds %v", box)
	}
}

// seed opens one of the small files.
func seed(t *testing.T, name string) *font.Face {
	t.Helper()
	return openBytes(t, seeds()[name], 0)
}

func TestFDSelect(t *testing.T) {
	for name, want := range map[string][]int{
		"cff-fdselect-0": {10, 20, 20}, // the third says 9, of two
		"cff-fdselect-3": {10, 20, 20},
	} {
		f := seed(t, name)
		for g, width := range want {
			if box, ok := f.Bounds(font.GID(g)); !ok || box.XMax != width {
				t.Errorf("%s: glyph %d has the bounds %v, want %d wide", name, g, box, width)
			}
		}
	}
	if _, err := seed(t, "cff-fdselect-9").CFF(); err == nil {
		t.Error("an FDSelect of format 9 is read")
	}
}

// Subroutines of a tiny file may be called for ever, but not by us.
func TestSubroutines(t *testing.T) {
	for _, c := range []struct {
		name  string
		glyph font.GID
		want  int // width of the ink, 0 for none
	}{
		{"cff-box", 1, 50}, {"cff-nine-deep", 0, 9}, {"cff-too-deep", 0, 0}, {"cff-recursion", 0, 0},
		{"cff-fraction", 0, 7}, {"cff-arithmetic", 0, 0}, {"cff-far-away", 0, 0},
	} {
		if box, ok := seed(t, c.name).Bounds(c.glyph); ok != (c.want > 0) || box.XMax != c.want {
			t.Errorf("%s: bounds %v, want %d wide", c.name, box, c.want)
		}
	}
}

// A CID-keyed font has up to 256 font dicts, whose Private dicts may be one and
// the same, read again and again.
func TestPrivateDictsAreBoundedTogether(t *testing.T) {
	for _, c := range []struct {
		size     int
		fdSelect []byte
		ok       bool
	}{{512, []byte{0, 0}, true}, {60_000, []byte{0, 0, 0, 0}, false}} {
		made := cffFont{chars: [][]byte{{end}}, locals: make([][][]byte, 256), private: make([]byte, c.size), fdSelect: c.fdSelect}
		if cff, err := openBytes(t, made.face(), 0).CFF(); (err == nil) != c.ok || c.ok && len(cff.Fonts()) != 256 {
			t.Errorf("256 Private dicts of %d bytes: %v", c.size, err)
		}
	}
}

func TestBrokenCharacterMaps(t *testing.T) {
	for _, c := range []struct {
		name string
		want map[rune]font.GID
	}{
		{"composites", map[rune]font.GID{'A': 1, '国': 2, 0x20000: 3, 0x20001: 0, 'B': 0}},
		{"cmap4", map[rune]font.GID{'A': 1, 'B': 0, 0x4E00: 1, 0x4E01: 0}}, // B would be glyph 2 of two
		{"cmap4-broken", map[rune]font.GID{'A': 0, '国': 0}},
		{"cmap4-claims", map[rune]font.GID{'A': 0, '国': 0}},
		{"cmap12-broken", map[rune]font.GID{'A': 0, '国': 0}},
		{"cmap12-overlap", map[rune]font.GID{'A': 1, '国': 0}},
		{"cmap-in-its-head", map[rune]font.GID{'A': 0}},
		{"counts", map[rune]font.GID{'A': 0}},
	} {
		f := seed(t, c.name)
		for r, want := range c.want {
			if g := f.Glyph(r); g != want {
				t.Errorf("%s: %c is glyph %d, want %d", c.name, r, g, want)
			}
		}
	}
}

func TestNamesAreShort(t *testing.T) {
	tables := trueType(square())
	tables["name"] = nameTable(strings.Repeat("Long", 5000))
	if name := openBytes(t, file(tables, 0), 0).PostScriptName(); name != strings.Repeat("Long", 16)[:63] {
		t.Errorf("the name has %d letters", len(name))
	}
}

func TestWhatOpensOfTheSeeds(t *testing.T) {
	for name, data := range seeds() {
		_, err := font.Open(bytes.NewReader(data), int64(len(data)), name, 0)
		if (err == nil) != (name != "collection-of-itself") {
			t.Errorf("%s: %v", name, err)
		}
	}
	half := seeds()["collection-half"]
	if _, err := font.Open(bytes.NewReader(half), int64(len(half)), "half", 1); err == nil {
		t.Error("the second face of half a collection opens")
	}
}
