package pdfcheck

import (
	"encoding/binary"
	"encoding/json"
	"strings"
	"testing"
)

// variants are the good file changed into others that are as good: what the
// standards allow must not be told as a fault.
var variants = []struct {
	name string
	do   func(*draft)
}{
	{"PDF/A-2b and PDF/UA", func(d *draft) { d.xmp(`conformance="A"`, `conformance="B"`) }},
	{"PDF/A-2u with a drawing that is not tagged", func(d *draft) {
		d.xmp(`conformance="A"`, `conformance="U"`)
		d.xmp("<pdfuaid:part>1</pdfuaid:part>", "")
		d.content(1, "/Artifact BMC 0 0 1 rg", "/Rule BMC 0 0 1 rg")
	}},
	{"PDF/A-2a alone, with a heading that skips and a figure without text", func(d *draft) {
		d.xmp("<pdfuaid:part>1</pdfuaid:part>", "")
		d.el("H2", 0)["/S"] = "/H4"
		delete(d.el("Figure", 0), "/Alt")
	}},
	{"PDF/UA alone, with an action when the page opens", func(d *draft) {
		d.xmp("<pdfaid:part>2</pdfaid:part>", "")
		d.xmp(` pdfaid:conformance="A"`, "")
		d.get(d.page(0))["/AA"] = obj{"/O": obj{"/S": "/GoTo", "/D": "u:one"}}
	}},
	{"PDF/A-3 with an embedded file", func(d *draft) { attach(d) }},
	{"a CID set of all glyphs", func(d *draft) { cidSet(d, 0) }},
	{"a CID set of all glyphs of a CFF", func(d *draft) { cidSet(d, 1) }},
	{"widths within 1/1000", func(d *draft) { _, cid, _ := d.font(0); width(cid, 1, "1000.9") }},
	{"widths by ranges", func(d *draft) {
		_, cid, _ := d.font(1)
		cid["/W"], cid["/DW"] = list{1, 100, 1000}, 7
	}},
	{"a map of CIDs", func(d *draft) {
		_, cid, _ := d.font(0)
		var b []byte
		for g := range glyphs(d, 0) {
			b = binary.BigEndian.AppendUint16(b, uint16(g))
		}
		cid["/CIDToGIDMap"] = d.addStream(obj{}, string(b))
	}},
	{"a CMap with a range", func(d *draft) {
		unicode(d, "endbfchar", "endbfchar 2 beginbfrange <7000> <7003> <4E00> <7010><7011>[<4E00><4E014E02>] endbfrange")
	}},
	{"private use behind an ActualText", func(d *draft) {
		unicode(d, "<59D4>", "<E000>")
		d.el("Title", 0)["/ActualText"] = "u:委员会刊"
		d.el("Note", 0)["/ActualText"] = "u:x"
	}},
	{"a JPEG", func(d *draft) { jpegOf(d, 2) }},
	{"an image with an opacity", func(d *draft) {
		img(d)["/SMask"] = d.addStream(obj{"/Type": "/XObject", "/Subtype": "/Image", "/Width": 2, "/Height": 2, "/BitsPerComponent": 1, "/ColorSpace": "/DeviceGray"}, "ab")
	}},
	{"an inline image", func(d *draft) { d.content(1, "72 90 100 1 re f", "BI /W 1/H 1/BPC 8/CS/RGB ID abc EI") }},
	{"a form in tagged content", func(d *draft) {
		r := d.addStream(obj{"/Type": "/XObject", "/Subtype": "/Form", "/BBox": list{0, 0, 9, 9}, "/Resources": obj{}}, "0 0 1 1 re f")
		d.get(d.page(1))["/Resources"].(obj)["/XObject"].(obj)["/X1"] = r
		d.content(1, "q 100 0 0 100", "/X1 Do q 100 0 0 100")
	}},
	{"CMYK with a default", func(d *draft) {
		r := d.addStream(obj{"/N": 4}, string(goodProfile("prtr", "CMYK")))
		d.resource("/ColorSpace", "/DefaultCMYK", list{"/ICCBased", r})
		d.content(0, "/Artifact", "0 0 0 1 k /Artifact")
	}},
	{"a table of colours", func(d *draft) {
		d.resource("/ColorSpace", "/C1", list{"/Indexed", "/DeviceRGB", 0, "b:000000"})
		d.content(0, "/Artifact", "/C1 cs 0 sc /Artifact")
	}},
	{"a shading", func(d *draft) {
		d.resource("/Shading", "/S1", obj{"/ShadingType": 2, "/ColorSpace": "/DeviceGray", "/Coords": list{0, 0, 1, 1}, "/Function": obj{"/FunctionType": 2, "/N": 1, "/Domain": list{0, 1}}})
		d.content(0, "/Subtype/Header>>BDC", "/Subtype/Header>>BDC /S1 sh")
	}},
	{"a graphics state", func(d *draft) {
		d.resource("/ExtGState", "/G1", obj{"/CA": json.Number("0.5"), "/BM": "/Multiply", "/TR2": "/Default", "/RI": "/Perceptual"})
		d.content(0, "/Artifact", "/G1 gs /Perceptual ri /Artifact")
	}},
	{"properties by name", func(d *draft) {
		d.resource("/Properties", "/MC0", obj{"/Lang": "u:en"})
		d.content(0, "/Span<</Lang(en)>>BDC", "/Span/MC0 BDC")
	}},
	{"a page in three streams", func(d *draft) {
		p := d.get(d.page(0))
		a := d.addStream(obj{}, "q")
		p["/Contents"] = list{a, p["/Contents"], d.addStream(obj{}, "Q")}
	}},
	{"cells that name their headers", func(d *draft) {
		for n := range 3 {
			a, _ := d.el("TD", n)["/A"].(obj)
			if a == nil {
				a = obj{"/O": "/Table"}
			}
			a["/Headers"] = list{"u:h3", "u:h5"}
			d.el("TD", n)["/A"] = a
		}
		delete(d.el("TH", 0)["/A"].(obj), "/Scope")
	}},
	{"a table without groups, its caption behind", func(d *draft) {
		table, e := d.nth(0, "/S", "/Table")
		var rows list
		for n := range 4 {
			r, row := d.nth(n, "/S", "/TR")
			row["/P"] = table
			rows = append(rows, r)
		}
		e["/K"] = append(rows, e["/K"].(list)[0])
	}},
	{"a cell over two rows", func(d *draft) {
		d.el("TH", 4)["/A"].(obj)["/RowSpan"] = 2
		_, row := d.nth(3, "/S", "/TR")
		marks := d.el("TH", 5)["/K"]
		d.el("TD", 0)["/K"] = list{d.el("TD", 0)["/K"], marks}
		row["/K"] = row["/K"].(list)[1]
		nums := d.get(d.tree()["/ParentTree"])["/Nums"].(list)
		cell, _ := d.nth(0, "/S", "/TD")
		n, _ := marks.(json.Number).Int64()
		nums[3].(list)[n] = cell
	}},
	{"a closed item of the outline", func(d *draft) {
		item(d, "u:第一")["/Count"] = -1
		outline(d)["/Count"] = 2
	}},
	{"no outline, no labels, no destinations", func(d *draft) {
		c := d.catalog()
		delete(c, "/Outlines")
		delete(c, "/PageLabels")
		delete(c, "/Names")
		d.annot(0)["/Dest"] = list{d.page(1), "/XYZ", nil, nil, nil}
	}},
	{"a destination of PDF 1.1", func(d *draft) {
		d.catalog()["/Dests"] = obj{"/old": list{d.page(0), "/FitB"}}
		d.annot(0)["/Dest"] = "/old"
	}},
	{"a stamp in the structure", func(d *draft) {
		a := d.annot(0)
		a["/Subtype"] = "/Stamp"
		a["/AP"] = obj{"/N": d.addStream(obj{"/Subtype": "/Form", "/BBox": list{0, 0, 1, 1}, "/Resources": obj{}}, "0 0 1 1 re f")}
		delete(a, "/Dest")
		d.el("Link", 0)["/S"] = "/Annot"
	}},
	{"layers", func(d *draft) {
		g := d.add(obj{"/Type": "/OCG", "/Name": "u:g"})
		d.catalog()["/OCProperties"] = obj{"/OCGs": list{g}, "/D": obj{"/Name": "u:x", "/Order": list{list{"u:all", g}}}}
	}},
	{"two authors", func(d *draft) {
		d.xmp("<rdf:li>办公室</rdf:li>", "<rdf:li>甲</rdf:li><rdf:li>乙</rdf:li>")
		d.info()["/Author"] = "u:甲; 乙"
	}},
}

func TestVariantsHaveNoFault(t *testing.T) {
	m, trailer := goodFile(t)
	data := readDraft(t, write(t, m.file(trailer)))
	for _, v := range variants {
		t.Run(v.name, func(t *testing.T) {
			t.Parallel()
			d := newDraft(t, data)
			v.do(d)
			for _, f := range check(t, d.pdf()) {
				t.Error(f)
			}
		})
	}
}

// cidSet gives the n-th font a CIDSet of all its glyphs.
func cidSet(d *draft, n int) {
	_, _, desc := d.font(n)
	set := []byte(strings.Repeat("\x00", glyphs(d, n)/8+1))
	for cid := range glyphs(d, n) {
		set[cid/8] |= 0x80 >> (cid % 8)
	}
	desc["/CIDSet"] = d.addStream(obj{}, string(set))
}

// glyphs is the number of glyphs of the n-th font: its W begins with 0 and has
// a width for each.
func glyphs(d *draft, n int) int {
	_, cid, _ := d.font(n)
	return len(cid["/W"].(list)[1].(list))
}
