package pdfcheck

import (
	"encoding/json"
	"strings"
)

// fontMutants break the fonts: F1 is TrueType, F2 is CFF.
var fontMutants = []mutant{
	{"a simple font", "content/no-font font/type", func(d *draft) { f, _, _ := d.font(0); f["/Subtype"] = "/TrueType" }},
	{"another encoding", "font/encoding", func(d *draft) { f, _, _ := d.font(0); f["/Encoding"] = "/Identity-V" }},
	{"two descendants", "font/descendant", func(d *draft) {
		f, _, _ := d.font(0)
		f["/DescendantFonts"] = append(f["/DescendantFonts"].(list), f["/DescendantFonts"].(list)[0])
	}},
	{"another base font", "font/name", func(d *draft) { f, _, _ := d.font(0); f["/BaseFont"] = "/ABCDEF+Other" }},
	{"a CFF without name of its CMap", "font/name", func(d *draft) { f, _, _ := d.font(1); f["/BaseFont"] = "/GHIJKL+Fang" }},
	{"another font name", "font/name", func(d *draft) { _, _, desc := d.font(0); desc["/FontName"] = "/ABCDEF+Other" }},
	{"no tag of a subset", "font/subset", func(d *draft) {
		f, cid, desc := d.font(0)
		f["/BaseFont"], cid["/BaseFont"], desc["/FontName"] = "/Serif", "/Serif", "/Serif"
	}},
	{"no ordering", "font/system-info", func(d *draft) { _, cid, _ := d.font(0); delete(cid["/CIDSystemInfo"].(obj), "/Ordering") }},
	{"no map of CIDs", "font/gid-map", func(d *draft) { _, cid, _ := d.font(0); delete(cid, "/CIDToGIDMap") }},
	{"no StemV", "font/descriptor", func(d *draft) { _, _, desc := d.font(0); delete(desc, "/StemV") }},
	{"neither symbolic nor not", "font/descriptor", func(d *draft) { _, _, desc := d.font(0); desc["/Flags"] = 0 }},
	{"DW that is a name", "font/width-form", func(d *draft) { _, cid, _ := d.font(0); cid["/DW"] = "/Wide" }},
	{"a box without area", "font/descriptor", func(d *draft) { _, _, desc := d.font(0); desc["/FontBBox"] = list{0, 0, 0, 0} }},
	{"not embedded", "font/program", func(d *draft) { _, _, desc := d.font(0); delete(desc, "/FontFile2") }},
	{"another length", "font/program", func(d *draft) { _, _, desc := d.font(0); d.get(desc["/FontFile2"])["/Length1"] = 7 }},
	{"a program that is cut off", "font/program", func(d *draft) {
		_, _, desc := d.font(0)
		d.edit(desc["/FontFile2"], func(s string) string { return s[:200] })
		d.get(desc["/FontFile2"])["/Length1"] = 200
	}},
	{"a program without loca", "font/program", func(d *draft) { _, _, desc := d.font(0); d.swap(desc["/FontFile2"], "loca", "acol") }},
	{"a CFF that is cut off", "font/program", func(d *draft) {
		_, _, desc := d.font(1)
		d.edit(desc["/FontFile3"], func(s string) string { return s[:200] })
	}},
	{"a program of another kind", "font/program", func(d *draft) {
		_, _, desc := d.font(1)
		d.get(desc["/FontFile3"])["/Subtype"] = "/Type1C"
	}},
	{"a glyph outside the program", "font/glyph font/unicode-code", func(d *draft) { d.content(0, "> Tj", "7FFF> Tj") }},
	{"a glyph outside the CFF", "font/glyph font/unicode-code", func(d *draft) { d.content(1, "/F2 12 Tf 72 760 Td\n<", "/F2 12 Tf 72 760 Td\n<7FFF") }},
	{".notdef", "font/notdef font/unicode-code", func(d *draft) { d.content(0, "> Tj", "0000> Tj") }},
	{".notdef by a map", "font/notdef", func(d *draft) {
		_, cid, _ := d.font(0)
		cid["/CIDToGIDMap"] = d.addStream(obj{}, strings.Repeat("\x00\x00", 300))
	}},
	{"another width", "font/width", func(d *draft) { _, cid, _ := d.font(0); width(cid, 1, "1002") }},
	{"another width in CFF", "font/width", func(d *draft) { _, cid, _ := d.font(1); width(cid, 1, "998") }},
	{"no widths", "font/width", func(d *draft) { _, cid, _ := d.font(0); delete(cid, "/W"); cid["/DW"] = 500 }},
	{"widths out of form", "font/width-form", func(d *draft) { _, cid, _ := d.font(0); cid["/W"] = append(cid["/W"].(list), 900) }},
	{"a CID set that lacks a glyph", "font/cid-set", func(d *draft) {
		_, _, desc := d.font(0)
		desc["/CIDSet"] = d.addStream(obj{}, "\xFF")
	}},
	{"no ToUnicode", "font/unicode-missing", func(d *draft) { f, _, _ := d.font(0); delete(f, "/ToUnicode") }},
	{"a CMap without end", "font/unicode-form", func(d *draft) { unicode(d, "endcmap", "") }},
	{"a block of another length", "font/unicode-form", func(d *draft) { unicode(d, " beginbfchar", "1 beginbfchar") }},
	{"a code of one byte", "font/unicode-form", func(d *draft) { unicode(d, "<0001><", "<01><") }},
	{"a code twice", "font/unicode-form", func(d *draft) { unicode(d, "<0001><", "<0002><") }},
	{"a CMap without codespace", "font/unicode-form", func(d *draft) { unicode(d, "<0000><FFFF>", "<0000><00FF>"); unicode(d, "<0001>", "<0101>") }},
	{"a code without text", "font/unicode-code", func(d *draft) { unicode(d, "<0001><", "<1001><") }},
	{"an empty text", "font/unicode-value", func(d *draft) { unicode(d, "<0001><5185>", "<0001><>") }},
	{"U+0000", "font/unicode-value", func(d *draft) { unicode(d, "<0001><5185>", "<0001><0000>") }},
	{"U+FEFF", "font/unicode-value", func(d *draft) { unicode(d, "<0001><5185>", "<0001><FEFF>") }},
	{"half a pair", "font/unicode-value", func(d *draft) { unicode(d, "<0001><5185>", "<0001><D840>") }},
	{"a character of private use", "font/private-use", func(d *draft) { unicode(d, "<59D4>", "<E000>") }},
}

// width sets a width in the list of W.
func width(cid obj, code int, v string) {
	cid["/W"].(list)[1].(list)[code] = json.Number(v)
}

// unicode changes the CMap of F1; its code 1 is 内, 委 is shown in the title.
func unicode(d *draft, from, to string) {
	d.t.Helper()
	f, _, _ := d.font(0)
	d.swap(f["/ToUnicode"], from, to)
}
