package font_test

import (
	"bytes"
	"encoding/binary"
	"os"
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
	index := func(objects ...[]byte) []byte {
		out := []byte{0, byte(len(objects)), 4}
		at := uint32(1)
		out = binary.BigEndian.AppendUint32(out, at)
		for _, o := range objects {
			at += uint32(len(o))
			out = binary.BigEndian.AppendUint32(out, at)
		}
		return append(out, bytes.Join(objects, nil)...)
	}
	var subrs [][]byte
	for k := range 12 {
		subrs = append(subrs, bytes.Repeat([]byte{byte(139 + k + 1 - 107), 29}, 30_000))
	}
	global := index(subrs...)
	head := append([]byte{1, 0, 4, 4}, index([]byte("x"))...)
	top := []byte{29, 0, 0, 0, 0, 17}
	chars := len(head) + len(index(top)) + 2 + len(global)
	binary.BigEndian.PutUint32(top[1:], uint32(chars))
	out := append(append(head, index(top)...), 0, 0) // no strings
	return append(append(out, global...), index([]byte{139 - 107, 29})...)
}

func TestGlyphThatNeverEndsHasNoBounds(t *testing.T) {
	f := openBytes(t, small(t, "FandolFang-Regular.otf"), 0)
	tables := map[string][]byte{"CFF ": callsWithoutEnd()}
	for _, tag := range []string{"head", "hhea", "maxp", "hmtx", "cmap"} {
		tables[tag], _ = f.Table(tag)
	}
	made := openBytes(t, file(tables, 0), 0)
	if cff, err := made.CFF(); err != nil || cff.NumGlyphs() != 1 || cff.Global.Len() != 12 {
		t.Fatal(err)
	}
	if box, ok := made.Bounds(0); ok {
		t.Errorf("bounds %v", box)
	}
}

func FuzzFace(f *testing.F) {
	for _, name := range []string{"NotoSerifSC-Regular.ttf", "FandolFang-Regular.otf"} {
		data := small(f, name)
		f.Add(data)
		f.Add(collection(data))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		face, err := font.Open(bytes.NewReader(data), int64(len(data)), "fuzz", 0)
		if err != nil {
			return
		}
		for _, r := range sample {
			g := face.Glyph(r)
			if int(g) >= face.NumGlyphs() {
				t.Errorf("%c is glyph %d of %d", r, g, face.NumGlyphs())
			}
			face.Advance(g)
			face.Bounds(g)
			if _, err := face.Outline(g, 0); err != nil {
				continue
			}
		}
		face.Bounds(0xFFFF)
		face.Advance(0xFFFF)
		face.Metrics()
		face.PostScriptName()
		if cff, err := face.CFF(); err == nil {
			cff.CharString(0xFFFF)
			if fd := cff.FDIndex(1); fd < 0 || fd >= len(cff.Fonts()) {
				t.Errorf("font dict %d of %d", fd, len(cff.Fonts()))
			}
		}
	})
}
