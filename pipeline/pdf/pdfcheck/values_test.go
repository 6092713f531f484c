package pdfcheck

import (
	"strings"
	"testing"
)

func TestLangTags(t *testing.T) {
	for tag := range strings.FieldsSeq("zh zh-CN zh-Hans zh-Hans-CN zh-cmn-Hans-CN en en-GB sr-Latn-RS de-1996 sl-rozaj-biske es-419 " +
		"zh-u-nu-hanidec de-t-en x-own en-x-a-b i-t") {
		if want := tag != "i-t"; isLangTag(tag) != want {
			t.Errorf("%s: %v", tag, !want)
		}
	}
	for _, tag := range []string{"", "z", "zh_CN", "zh-", "-zh", "zh--CN", "Chinese language", "simplified", "zh-CN-Hans", "zh-toolongsubtag",
		"x", "en-x", "en-u", "en-u-a", "en-a-b", "12", "中文", "zh-1"} {
		if tag != "simplified" && isLangTag(tag) {
			t.Errorf("%q is taken for a tag", tag)
		}
	}
}

func TestDates(t *testing.T) {
	for _, test := range []struct {
		pdf, xmp string
		same     bool
	}{
		{"D:20260318010203Z", "2026-03-18T01:02:03Z", true},
		{"D:20260318010203+00'00'", "2026-03-18T01:02:03Z", true},
		{"D:20260318010203+08'00", "2026-03-17T17:02:03+00:00", true},
		{"D:20260318010203-05'30'", "2026-03-18T06:32:03Z", true},
		{"D:20260318010203+08", "2026-03-18T01:02:03.25+08:00", true},
		{"D:20260318", "2026-03-18", true},
		{"D:2026", "2026", true},
		{"D:20260318010203", "2026-03-18T01:02:03Z", false}, // in no zone
		{"D:202603180102Z", "2026-03-18T01:02:00Z", false},  // to the minute
		{"D:20260318010203Z", "2026-03-18T01:02:04Z", false},
	} {
		a, ok := parsePDFDate(test.pdf)
		b, ok2 := parseXMPDate(test.xmp)
		if !ok || !ok2 || a.equal(b) != test.same {
			t.Errorf("%s and %s: %v %v %v", test.pdf, test.xmp, a, b, !test.same)
		}
	}
	for _, s := range []string{"", "2026", "D:", "D:26", "D:20261301", "D:20260230", "D:20260318250000Z", "D:20260318010203+99'00'", "D:2026-03-18"} {
		if _, ok := parsePDFDate(s); ok {
			t.Errorf("%q is taken for a date", s)
		}
	}
	for _, s := range []string{"", "20260318", "2026-3-18", "2026-03-18 01:02", "2026-03-18T01", "2026-03-18T01:02:03+8"} {
		if _, ok := parseXMPDate(s); ok {
			t.Errorf("%q is taken for a date", s)
		}
	}
}

func TestWidthLists(t *testing.T) {
	n := func(v ...number) (a array) {
		for _, v := range v {
			a = append(a, v*one)
		}
		return a
	}
	for _, test := range []struct {
		w    array
		want string // widths of the CIDs 0 to 5, "" for a fault
	}{
		{nil, "1000 1000 1000 1000 1000 1000"},
		{array{1 * one, n(7, 8), 4 * one, 5 * one, 9 * one}, "1000 7 8 1000 9 9"},
		{n(1), ""},
		{n(1, 2), ""},
		{n(3, 2, 9), ""},
		{n(1, 1, 9, 1, 1, 9), ""},              // twice
		{n(0, 70000, 9), ""},                   // no CID
		{array{1 * one, array{name("x")}}, ""}, // no width
		{array{name("x"), n(7)}, ""},           // no CID
		{array{1 * one, n(7), number(1500000), n(8)}, ""}, // half a CID
		{array{65535 * one, n(7, 8)}, ""},                 // behind the last CID
	} {
		c := newChecker()
		f := &usedFont{c: c, cid: dict{"W": test.w}}
		if test.w == nil {
			f.cid = nil
		}
		w := f.readWidths()
		got := ""
		if len(c.faults) == 0 {
			for cid := range uint16(6) {
				got += " " + w.of(cid).String()
			}
		}
		if strings.TrimSpace(got) != test.want {
			t.Errorf("%v gives %s, want %s", test.w, got, test.want)
		}
	}
}

// Widths of a CFF are in its charstrings; they must be those of hmtx.
func TestWidthsOfCFF(t *testing.T) {
	f := newTestFont(t, "FandolFang-Regular.otf")
	f.codes("政协AaBbWwIil.,;:()[]{}0123456789—…“”，。㐂é")
	p, err := f.subset.Program()
	if err != nil {
		t.Fatal(err)
	}
	program, err := openCFF(p.Data)
	if err != nil {
		t.Fatal(err)
	}
	widths := map[number]bool{}
	for code, r := range f.texts[1:] {
		g, ok := program.glyph(uint16(code + 1))
		if !ok {
			t.Fatalf("no glyph for %q", r)
		}
		got, err := program.width(g)
		want := number(f.face.Advance(f.face.Glyph(r))*1000/f.face.UnitsPerEm()) * one
		if err != nil || got != want {
			t.Errorf("%q is %v wide, want %v: %v", r, got, want, err)
		}
		widths[got] = true
	}
	if len(widths) < 5 {
		t.Errorf("only %d different widths", len(widths))
	}
}

func TestCharstrings(t *testing.T) {
	for _, test := range []struct {
		code  string
		width int64 // in 1/65536, -1 for none, -2 for an error
	}{
		{"\x8B\x16", -1},                      // 0 hmoveto
		{"\x8C\x8B\x16", 1 << 16},             // 1 0 hmoveto
		{"\x8C\x8B\x8B\x15", 1 << 16},         // 1 0 0 rmoveto
		{"\x8B\x8B\x15", -1},                  // 0 0 rmoveto
		{"\xF7\x00\x0E", 108 << 16},           // 108 endchar
		{"\xFB\x00\x0E", -108 << 16},          // -108 endchar
		{"\x1C\x03\xE8\x0E", 1000 << 16},      // 1000 endchar
		{"\xFF\x00\x01\x80\x00\x0E", 3 << 15}, // 1.5 endchar
		{"\x0E", -1},
		{"\x8C\x8B\x8B\x12", 1 << 16}, // 1 0 0 hstemhm
		{"\x8B\x8B\x17", -1},          // 0 0 vstemhm
		{"\x8C\x13\x00", 1 << 16},     // 1 hintmask
		{"\x0C\x0A", -2},              // arithmetic
		{"\x0A", -2},                  // a subroutine of no number
		{"\x8B\x0A", -2},              // one that is not there
		{"\x1C\x00", -2},
		{strings.Repeat("\x8B", 49), -2},
		{"", -1},
	} {
		s := &widthReader{}
		got := int64(-1)
		if err := s.run([]byte(test.code), 0); err != nil {
			got = -2
		} else if s.has {
			got = s.width
		}
		if got != test.width {
			t.Errorf("%q gives %d, want %d", test.code, got, test.width)
		}
	}
}
