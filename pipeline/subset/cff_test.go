package subset

import (
	"bytes"
	"strings"
	"testing"

	"kan/pipeline/font"
)

// madeCFF is a name-keyed CFF table of four glyphs: 1 draws a box through a
// local subroutine, which calls a global one; 2 masks hints; 3 is empty. There
// are three subroutines of each kind, of which number 1 is called.
func madeCFF() []byte {
	sub := func(code ...byte) [][]byte { return [][]byte{{8, 8, 8, 11}, append(code, 11), {8, 8, 11}} }
	// Operand 139+v; the bias of three subroutines is 107.
	const call1 = 139 + 1 - 107
	chars := [][]byte{
		{14},
		{149, 149, 21, call1, 10, 14}, // 10 10 rmoveto, callsubr
		{139, 149, 1, 149, 159, 19, 0xC0, 149, 22, 149, 6, 14}, // hstem, vstem by hintmask, hmoveto, hlineto
		{14},
	}
	private := private{bytes: nil}
	private = newPrivate(font.Dict{{Op: 20, Operands: []font.Number{{Raw: []byte{200}}}}}, sub(call1, 29))
	top := func(chars, privateAt int) []byte {
		b := appendOp(appendInt(nil, chars), opCharStrings)
		return appendOp(appendInt(appendInt(b, private.dict), privateAt), opPrivate)
	}
	head := appendIndex([]byte{1, 0, 4, 4}, [][]byte{[]byte("Made")})
	rest := appendIndex(appendIndex(nil, nil), sub(239, 6, 239, 7)) // 100 hlineto 100 vlineto
	base := len(appendIndex(head, [][]byte{top(0, 0)}))
	charsAt := base + len(rest)
	rest = appendIndex(rest, chars)
	privateAt := base + len(rest)
	return append(appendIndex(head, [][]byte{top(charsAt, privateAt)}), append(rest, private.bytes...)...)
}

func madeFace(t testing.TB, cff []byte) *font.Face {
	t.Helper()
	data := opentype(t, face(t, "FandolFang-Regular.otf"), cff, make([]font.GID, 4))
	f, err := font.Open(bytes.NewReader(data), int64(len(data)), "made", 0)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestNameKeyedFontBecomesCIDKeyed(t *testing.T) {
	f := madeFace(t, madeCFF())
	p, err := subsetOf(f, 2, 1, 1)
	if err != nil {
		t.Fatal(err)
	}
	now := reopen(t, f, p, make([]font.GID, 4))
	cff, err := now.CFF()
	if err != nil {
		t.Fatal(err)
	}
	if !cff.CID || cff.NumGlyphs() != 4 || len(cff.Fonts()) != 1 {
		t.Errorf("CID-keyed %v, %d glyphs, %d font dicts", cff.CID, cff.NumGlyphs(), len(cff.Fonts()))
	}
	for id, g := range []font.GID{0, 2, 1, 1} {
		want, _ := f.Bounds(g)
		if got, _ := now.Bounds(font.GID(id)); got != want {
			t.Errorf("glyph %d: ink %v, want %v", id, got, want)
		}
	}
	if box, ok := now.Bounds(2); !ok || box != (font.Rect{XMin: 10, YMin: 10, XMax: 110, YMax: 110}) {
		t.Errorf("the box is %v", box)
	}
	for name, x := range map[string]font.Index{"global": cff.Global, "local": cff.Fonts()[0].Local} {
		for k, want := range []bool{false, true, false} {
			if b, err := x.Get(k); err != nil || len(b) > 0 != want {
				t.Errorf("%s subroutine %d is % x, %v", name, k, b, err)
			}
		}
	}
	if got := cff.Fonts()[0].Private.Int(20, 0); got != 61 {
		t.Errorf("defaultWidthX is %d", got)
	}
}

// Subroutines whose numbers are computed cannot be followed: all are kept.
func TestComputedCallsKeepAllSubroutines(t *testing.T) {
	made := madeCFF()
	odd := bytes.Replace(made, []byte{149, 149, 21}, []byte{139, 12, 9}, 1) // abs
	if bytes.Equal(odd, made) {
		t.Fatal("no charstring to change")
	}
	f := madeFace(t, odd)
	p, err := subsetOf(f, 1)
	if err != nil {
		t.Fatal(err)
	}
	cff, err := reopen(t, f, p, make([]font.GID, 2)).CFF()
	if err != nil {
		t.Fatal(err)
	}
	for k := range 3 {
		if b, err := cff.Global.Get(k); err != nil || len(b) == 0 {
			t.Errorf("global subroutine %d is gone: %v", k, err)
		}
	}
}

func TestSeacIsRefused(t *testing.T) {
	made := madeCFF()
	seac := bytes.Replace(made, []byte{139, 149, 1, 149, 159, 19, 0xC0, 149, 22, 149, 6, 14}, []byte{139, 139, 139, 139, 14, 14, 14, 14, 14, 14, 14, 14}, 1)
	if _, err := subsetOf(madeFace(t, seac), 2); err == nil || !strings.Contains(err.Error(), "seac") {
		t.Errorf("error is %v", err)
	}
}

// cidKeyed is a CID-keyed CFF table of as many glyphs as font dicts, one in
// each, which all have the same local subroutines.
func cidKeyed(fds int, subrs [][]byte) []byte {
	private := appendIndex(appendOp(appendInt(nil, 6), opSubrs), subrs)
	chars, dicts, sel := make([][]byte, fds), make([][]byte, fds), []byte{0}
	for k := range fds {
		chars[k] = []byte{139 - 107, 10, 14} // calls the first subroutine
		sel = append(sel, byte(k))
	}
	parts := func(base int) (top, body []byte) {
		body = appendIndex(appendIndex(nil, nil), nil) // no strings, no global subroutines
		charsAt := base + len(body)
		body = appendIndex(body, chars)
		for k := range dicts {
			dicts[k] = appendOp(appendInt(appendInt(nil, 6), base+len(body)), opPrivate)
		}
		body = append(body, private...)
		arrayAt := base + len(body)
		body = appendIndex(body, dicts)
		top = appendOp(appendInt(appendInt(appendInt(nil, 0), 0), 0), opROS)
		top = appendOp(appendInt(top, charsAt), opCharStrings)
		top = appendOp(appendInt(top, arrayAt), opFDArray)
		return appendOp(appendInt(top, base+len(body)), opFDSelect), append(body, sel...)
	}
	head := appendIndex([]byte{1, 0, 4, 4}, [][]byte{[]byte("Made")})
	top, _ := parts(0)
	top, body := parts(len(appendIndex(head, [][]byte{top})))
	return append(appendIndex(head, [][]byte{top}), body...)
}

// A small file may name the same many subroutines in many font dicts.
func TestEmptySubroutinesCount(t *testing.T) {
	for _, c := range []struct {
		fds, subrs int
		want       error
	}{{3, 200, nil}, {256, 65535, errTooLarge}} {
		subrs := make([][]byte, c.subrs)
		cff := cidKeyed(c.fds, subrs)
		data := opentype(t, face(t, "FandolFang-Regular.otf"), cff, make([]font.GID, c.fds))
		f, err := font.Open(bytes.NewReader(data), int64(len(data)), "made", 0)
		if err != nil {
			t.Fatal(err)
		}
		var all []font.GID
		for g := range c.fds {
			all = append(all, font.GID(g))
		}
		if p, err := subsetOf(f, all...); err != c.want || len(p.Data) > 4*len(data) {
			t.Errorf("%d font dicts of %d subroutines: %d bytes, %v", c.fds, c.subrs, len(p.Data), err)
		}
	}
}
