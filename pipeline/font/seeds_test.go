package font_test

import (
	"bytes"
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

var update = flag.Bool("update", false, "write the seeds of the fuzz test anew")

// seeds are small files that each hurt in one way, by name; the fuzz test
// begins with them. They lie in testdata too, where the fuzz test of package
// subset finds them.
func seeds() map[string][]byte {
	all := map[string][]byte{}
	for name, tables := range trueTypeSeeds() {
		all[name] = file(tables, 0)
	}
	maps.Copy(all, cffSeeds())
	maps.Copy(all, collectionSeeds())
	return all
}

func trueTypeSeeds() map[string]map[string][]byte {
	with := func(tables map[string][]byte, tag string, table []byte) map[string][]byte {
		tables[tag] = table
		return tables
	}
	mapped := func(encoding int, subtable []byte) map[string][]byte {
		return with(trueType(square(), square()), "cmap", cmapTable(encoding, subtable))
	}
	whole := trueType(square(), composite(0), composite(1, 0), composite(2))
	whole["cmap"] = cmapTable(10, format12(3, [3]uint32{'A', 'A', 1}, [3]uint32{'国', '国', 2}, [3]uint32{0x20000, 0x20001, 3}))
	whole["name"] = nameTable("Whole-Face")
	whole["OS/2"] = append(u16s(2, 500, 400, 5, 0), make([]byte, 86)...)
	whole["post"] = make([]byte, 32)
	many := trueType(square())
	be.PutUint16(many["maxp"][4:], 0xFFFF)
	be.PutUint16(many["hhea"][34:], 0xFFFF)
	many["name"], many["cmap"] = u16s(0, 0xFFFF, 0xFFFF), u16s(0, 0xFFFF, 0, 3, 0, 0)
	short := trueType(square(), square(), square())
	be.PutUint16(short["head"][50:], 0)
	short["loca"] = []byte{0, 0, 0, 15, 0, 1, 0xFF}
	return map[string]map[string][]byte{
		"composites":       whole,
		"composite-loop":   trueType(square(), composite(2), composite(1)),
		"composite-self":   trueType(composite(0)),
		"loca-backwards":   with(trueType(square(), square(), square()), "loca", u32s(0, 34, 10, 0xFFFFFFFF)),
		"loca-short":       short,
		"cmap4":            mapped(1, format4([]segment{{'A', 'B', -64, 0}, {0x4E00, 0x4E01, 0, 4}, {0xFFFF, 0xFFFF, 1, 0}}, 1, 0)),
		"cmap4-broken":     mapped(1, format4([]segment{{'Z', 'A', 0, 0xFFFE}, {'国', '国', 0, 0x7FFF}, {0, 0, 0, 2}})),
		"cmap4-claims":     mapped(1, u16s(4, 0, 0, 0xFFFF, 0, 0, 0)),
		"cmap12-broken":    mapped(10, format12(0xFFFFFFFF, [3]uint32{'国', 'A', 0xFFFFFFFF}, [3]uint32{0, 0xFFFFFFFF, 1})),
		"cmap12-overlap":   mapped(10, format12(3, [3]uint32{'A', '国', 1}, [3]uint32{'B', '国', 0}, [3]uint32{'A', '粮', 1})),
		"cmap-in-its-head": with(trueType(square()), "cmap", append(u16s(0, 2, 3, 10), u32s(2, 3<<16|1, 0xFFFFFFFF)...)),
		"counts":           many,
	}
}

// Operators of charstrings and dicts in bytes; an operand v of a byte is 139+v,
// and a subroutine k of few is called by 32+k.
const (
	callLocal, callGlobal, back, end = 10, 29, 11, 14
	moveTo, hLine, vLine, num, sub   = 21, 6, 7, 139, 32
)

func cffSeeds() map[string][]byte {
	box := []byte{num, num, moveTo, num + 100, hLine, num + 100, vLine, end}
	every := []byte{num, num + 9, 1, num, num + 9, 19, 0xC0, num + 5, 22, num + 5, 4, num + 1, num + 2, 5,
		num + 1, num + 2, num + 3, num + 4, num + 5, num + 6, 8, num + 1, num + 2, num + 3, num + 4, num + 5, num + 6, num + 7, num + 8, 24,
		num + 1, num + 2, num + 3, num + 4, num + 5, num + 6, num + 7, num + 8, 25, num, num + 1, num + 2, num + 3, num + 4, 26,
		num + 1, num + 2, num + 3, num + 4, 27, num + 1, num + 2, num + 3, num + 4, num + 5, 30, num + 1, num + 2, num + 3, num + 4, 31}
	for _, flex := range []struct{ op, n byte }{{34, 7}, {35, 13}, {36, 9}, {37, 11}} {
		for k := range flex.n {
			every = append(every, num+k)
		}
		every = append(every, 12, flex.op)
	}
	every = append(every, 255, 0, 1, 0x80, 0, hLine, 28, 1, 0, hLine, 247, 0, hLine, 251, 0, hLine, end)
	chain := func(n int) (subrs [][]byte) { // each calls the next, the last draws
		for k := range n {
			subrs = append(subrs, []byte{sub + byte(k) + 1, callGlobal, back})
		}
		return append(subrs, []byte{num + 9, hLine, back})
	}
	fds := func(fdSelect ...byte) []byte { // glyph by glyph wider in the second font dict
		call := []byte{num, num, moveTo, sub, callLocal, end}
		return cffFont{chars: [][]byte{call, call, call}, fdSelect: fdSelect,
			locals: [][][]byte{{{num + 10, hLine, back}}, {{num + 20, hLine, back}}}}.face()
	}
	return map[string][]byte{
		"cff-box":          cffFont{chars: [][]byte{box, {num, num, moveTo, sub, callLocal, end}}, global: [][]byte{{num + 50, hLine, back}}, locals: [][][]byte{{{sub, callGlobal, back}}}}.face(),
		"cff-operators":    cffFont{chars: [][]byte{{end}, every}}.face(),
		"cff-recursion":    cffFont{chars: [][]byte{{sub, callGlobal, end}}, global: [][]byte{{sub, callGlobal, sub, callGlobal}}}.face(),
		"cff-nine-deep":    cffFont{chars: [][]byte{{num, num, moveTo, sub, callGlobal, end}}, global: chain(9)}.face(),
		"cff-too-deep":     cffFont{chars: [][]byte{{num, num, moveTo, sub, callGlobal, end}}, global: chain(12)}.face(),
		"cff-fraction":     cffFont{chars: [][]byte{{num, num, moveTo, 255, 0xFF, 0x95, 0x80, 0, callGlobal, end}}, global: [][]byte{{num + 7, hLine, back}, {num + 8, hLine, back}}}.face(),
		"cff-arithmetic":   cffFont{chars: [][]byte{{num, num, 12, 10, callGlobal, end}}, global: [][]byte{{back}}}.face(),
		"cff-seac":         cffFont{chars: [][]byte{{num, num, num + 65, num + 66, end}}}.face(),
		"cff-far-away":     cffFont{chars: [][]byte{bytes.Repeat([]byte{28, 0x7F, 0xFF, hLine}, 3)}}.face(),
		"cff-fdselect-0":   fds(0, 0, 1, 9),
		"cff-fdselect-3":   fds(3, 0, 2, 0, 0, 0, 0, 1, 1, 0, 3),
		"cff-fdselect-out": fds(3, 0, 3, 0, 2, 1, 0, 1, 0, 0, 0, 9, 0, 1),
		"cff-fdselect-9":   fds(9, 0, 0, 0),
		"cff-index-claims": bareCFF(slices.Concat([]byte{1, 0, 4, 4, 0xFF, 0xFF, 4}, u32s(1, 0xFFFFFFFF)), 1),
		"cff-index-order":  bareCFF(slices.Concat([]byte{1, 0, 4, 4}, cffIndex([]byte("x")), u16s(1), []byte{1, 9, 1}), 1),
		"cff-in-its-head":  bareCFF(slices.Concat([]byte{1, 0, 4, 4}, cffIndex([]byte("x")), cffIndex([]byte{140, 17}), []byte{0, 0, 0, 0}), 1),
		"cff-real":         bareCFF(slices.Concat([]byte{1, 0, 4, 4}, cffIndex([]byte("x")), cffIndex([]byte{30, 0xE1, 0xA2, 0xB9, 0xC9, 0xFF, 17, 30, 0xAA, 0xFF, 5}), []byte{0, 0, 0, 0}), 1),
	}
}

func collectionSeeds() map[string][]byte {
	whole := file(trueType(square()), 0)
	half := collection(whole)
	copy(half[16:], u32s(uint32(len(half)-6)))
	return map[string][]byte{
		"collection":           collection(whole),
		"collection-half":      half,
		"collection-of-itself": append([]byte("ttcf\x00\x01\x00\x00"), u32s(0xFFFFFFFF, 0, 12, 0)...),
	}
}

// corpusDir is where go test looks for seeds.
const corpusDir = "testdata/fuzz/FuzzFace"

func TestSeedsLieInTestdata(t *testing.T) {
	for name, data := range seeds() {
		path := filepath.Join(corpusDir, name)
		want := fmt.Sprintf("go test fuzz v1\n[]byte(%q)\n", data)
		if *update {
			if err := os.MkdirAll(corpusDir, 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, []byte(want), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if have, err := os.ReadFile(path); err != nil || string(have) != want {
			t.Errorf("%s is not as made here (%v); run with -update", path, err)
		}
	}
}
