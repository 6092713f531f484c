package pdfcheck

import (
	"bytes"
	"testing"
)

// checkJSON checks what qpdf might have printed, with little content.
func checkJSON(data []byte) []Fault {
	doc, err := readJSON(bytes.NewReader(data))
	if err != nil {
		return nil
	}
	c := newChecker()
	c.budget = 1 << 16
	c.checkDocument(doc)
	return c.faults
}

// Whatever qpdf prints, the check ends without a panic, and says the same when
// asked again.
func FuzzJSON(f *testing.F) {
	if m, trailer := goodFile(f); true {
		f.Add(readDraft(f, write(f, m.file(trailer))))
	}
	f.Add([]byte(`{"qpdf":[{},{"trailer":{"value":{"/Root":"1 0 R"}},"obj:1 0 R":{"value":{"/Type":"/Catalog","/Pages":"2 0 R","/StructTreeRoot":"3 0 R","/Names":{"/Dests":{"/Kids":["1 0 R"]}}}},` +
		`"obj:2 0 R":{"value":{"/Type":"/Pages","/Kids":["2 0 R"]}},"obj:3 0 R":{"value":{"/K":"3 0 R","/S":"/P","/RoleMap":{"/A":"/A"}}}}]}`))
	f.Add([]byte(`{"qpdf":[{},{"trailer":{"value":{}},"obj:1 0 R":{"stream":{"dict":{},"data":"AAAA"}}}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		first := checkJSON(data)
		second := checkJSON(data)
		if len(first) > maxFaults || len(first) != len(second) {
			t.Fatalf("%d faults, then %d", len(first), len(second))
		}
		for i := range first {
			if first[i] != second[i] {
				t.Fatalf("%v, then %v", first[i], second[i])
			}
		}
	})
}

// Whatever a page holds, the interpreter ends without a panic.
func FuzzContent(f *testing.F) {
	for _, seed := range []string{
		"/P<</MCID 0>>BDC BT /F1 12 Tf 1 2 Td <0001>Tj [<0002>-20(ab)]TJ ET EMC",
		"/Artifact BMC q 1 0 0 1 0 0 cm /X1 Do Q 0 0 1 rg 1 2 3 4 re f EMC",
		"BI /W 1/H 1/BPC 8/CS[/I/RGB 0<00>]/F/LZW ID abc EI",
		"/C1 cs 1 scn /P1 scn /S1 sh /G1 gs /Perceptual ri", "q Q Q ET EMC BT BT (", "/Span/MC0 BDC EMC (\\101\\\r\n)'",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		c := newChecker()
		c.claims = claims{part: 2, level: "A", ua: true}
		form := &stream{dict: dict{"Subtype": name("Form"), "Resources": dict{"XObject": dict{"X1": ref{1, 0}}}}, data: data}
		c.objects = map[ref]object{{1, 0}: form, {2, 0}: dict{"Subtype": name("Type0"), "DescendantFonts": array{ref{2, 0}}, "ToUnicode": ref{3, 0}},
			{3, 0}: &stream{data: data}}
		c.budget = 1 << 16
		resources := dict{"XObject": dict{"X1": ref{1, 0}}, "Font": dict{"F1": ref{2, 0}}, "ColorSpace": dict{"C1": array{name("Indexed"), ref{1, 0}}},
			"Pattern": dict{"P1": dict{"PatternType": 2 * one}}, "Properties": dict{"MC0": dict{"Lang": str("en")}}}
		p := &page{label: "page 1", marked: map[int]*marked{}, resources: resources}
		c.pages = []*page{p}
		r := &run{c: c, p: p, at: p.label, resources: resources}
		r.read(data)
		c.checkFonts()
		if c.budget < -len(data)-1<<20 {
			t.Fatalf("%d bytes were read", 1<<16-c.budget)
		}
	})
}

// Whatever is in a packet, a CMap, a profile or a program, reading it ends.
func FuzzParsers(f *testing.F) {
	f.Add([]byte(goodXMP))
	f.Add(goodProfile("mntr", "RGB "))
	font := newTestFont(f, "FandolFang-Regular.otf")
	font.codes("刊a")
	p, err := font.subset.Program()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(p.Data)
	f.Add([]byte("begincmap /CMapName 1 begincodespacerange<0000><FFFF>endcodespacerange 1 beginbfrange<0000><FFFF><4E00>endbfrange endcmap defineresource"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if x, err := parsePacket(data); err == nil {
			c := newChecker()
			c.xmp = x
			c.claims = claims{part: 2, level: "A", ua: true}
			c.checkMetadata()
			c.checkExtensions()
			c.trailer = dict{"Info": dict{"Title": str("a"), "Author": str("b"), "ModDate": str("D:2026"), "Own": str("c")}}
			c.checkInfo()
		}
		parseToUnicode(data)
		parseICC(data)
		box(data, "jp2h")
		for _, open := range []func([]byte) (*program, error){openTrueType, openCFF} {
			if p, err := open(data); err == nil {
				for cid := range uint16(64) {
					if g, ok := p.glyph(cid); ok {
						p.width(g)
					}
				}
			}
		}
	})
}
