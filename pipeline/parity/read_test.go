package parity

import (
	"strings"
	"testing"
)

func TestReadTakesCharactersWithTheirPlaces(t *testing.T) {
	r, err := Read(strings.NewReader(`<?xml version="1.0"?>
<document name="a.pdf"><page id="page1" width="595.3" height="841.9"><block bbox="0 0 1 1"><line bbox="0 0 1 1" wmode="0" dir="1 0">
<font name="A" size="16"><char quad="0" x="80" y="125.4" color="#000000" c="甲"/><char quad="0" x="96" y="125.4" color="#000000" c=" "/><char quad="0" x="104" y="125.4" color="#000000" c="&#x200b;"/></font>
<font name="B" size="9.6"><char quad="0" x="112" y="120" color="#000000" c="①"/></font></line></block><image bbox="0 0 1 1"/></page>
<page id="page2" width="841.9" height="595.3"></page></document>`))
	if err != nil {
		t.Fatal(err)
	}
	if len(r.pages) != 2 || r.pages[0].turned() || !r.pages[1].turned() {
		t.Fatalf("%+v", r.pages)
	}
	g := r.pages[0].glyphs
	if len(g) != 2 || g[0] != (glyph{'甲', 0, 80, 125.4, 16}) || g[1] != (glyph{'①', 0, 112, 120, 9.6}) || !g[1].sameLine(g[0]) {
		t.Errorf("%+v", g)
	}
	for _, bad := range []string{"", "no XML", "<document></document>"} {
		if _, err := Read(strings.NewReader(bad)); err == nil {
			t.Errorf("%q was read", bad)
		}
	}
}
