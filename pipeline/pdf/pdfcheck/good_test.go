package pdfcheck

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kan/pipeline/font"
	"kan/pipeline/subset"
)

// testFont is a face of the repository with the glyphs that were asked for.
type testFont struct {
	face   *font.Face
	subset *subset.Subset
	codeOf map[rune]uint16
	texts  []rune // by code
}

func newTestFont(t testing.TB, file string) *testFont {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", "..", "..", "fonts", file))
	if err != nil {
		t.Fatal(err)
	}
	face, err := font.Open(bytes.NewReader(data), int64(len(data)), file, 0)
	if err != nil {
		t.Fatal(err)
	}
	return &testFont{face: face, subset: subset.New(face), codeOf: map[rune]uint16{}, texts: []rune{0}}
}

// codes is a text as a hexadecimal string.
func (f *testFont) codes(text string) string {
	var b strings.Builder
	for _, r := range text {
		c, ok := f.codeOf[r]
		if !ok {
			c, _ = f.subset.Add(f.face.Glyph(r))
			f.codeOf[r] = c
			f.texts = append(f.texts, r)
		}
		fmt.Fprintf(&b, "%04X", c)
	}
	return "<" + b.String() + ">"
}

// write embeds the font as object r.
func (f *testFont) write(t testing.TB, m *maker, r, name string) {
	t.Helper()
	p, err := f.subset.Program()
	if err != nil {
		t.Fatal(err)
	}
	kind, base, file := "CIDFontType2/CIDToGIDMap/Identity", name, "FontFile2"
	entries := fmt.Sprintf("/Length1 %d", len(p.Data))
	if p.Format == font.CFF {
		kind, base, file, entries = "CIDFontType0", name+"-Identity-H", "FontFile3", "/Subtype/CIDFontType0C"
	}
	program := m.stream(entries, p.Data)
	var chars, widths strings.Builder
	for code, text := range f.texts {
		g := font.GID(0)
		if code > 0 {
			g = f.face.Glyph(text)
			fmt.Fprintf(&chars, "<%04X><%04X>\n", code, text)
		}
		fmt.Fprintf(&widths, "%d ", f.face.Advance(g)*1000/f.face.UnitsPerEm())
	}
	uni := m.stream("", []byte("/CIDInit/ProcSet findresource begin 12 dict begin begincmap\n"+
		"/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def/CMapName/Adobe-Identity-UCS def/CMapType 2 def\n"+
		"1 begincodespacerange <0000><FFFF> endcodespacerange\n"+
		fmt.Sprintf("%d beginbfchar\n%sendbfchar\n", len(f.texts)-1, chars.String())+
		"endcmap CMapName currentdict/CMap defineresource pop end end\n"))
	desc := m.add(fmt.Sprintf("<</Type/FontDescriptor/FontName/%s/Flags 4/FontBBox[-1000 -500 2000 1000]/ItalicAngle 0/Ascent 880/Descent -120"+
		"/CapHeight 700/StemV 80/%s %s>>", name, file, program))
	cid := m.add(fmt.Sprintf("<</Type/Font/Subtype/%s/BaseFont/%s/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"+
		"/FontDescriptor %s/DW 1000/W[0[%s]]>>", kind, name, desc, widths.String()))
	m.set(r, fmt.Sprintf("<</Type/Font/Subtype/Type0/BaseFont/%s/Encoding/Identity-H/DescendantFonts[%s]/ToUnicode %s>>", base, cid, uni))
}

// goodProfile is an ICC profile as far as it is looked at: a header and the
// tags, which share one value.
func goodProfile(class, space string) []byte {
	be := binary.BigEndian
	p := make([]byte, 128)
	p[8] = 4
	copy(p[12:], class+space+"XYZ ")
	copy(p[36:], "acsp")
	tags := []string{"desc", "cprt", "wtpt", "rXYZ", "gXYZ", "bXYZ", "rTRC", "gTRC", "bTRC"}
	p = be.AppendUint32(p, uint32(len(tags)))
	at := len(p) + 12*len(tags)
	for _, tag := range tags {
		p = be.AppendUint32(be.AppendUint32(append(p, tag...), uint32(at)), 16)
	}
	p = append(p, "text\x00\x00\x00\x00freefree"...)
	be.PutUint32(p, uint32(len(p)))
	return p
}

// goodXMP is the XMP packet of the good file.
const goodXMP = "<?xpacket begin=\"\uFEFF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n" +
	`<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" xmlns:kan="urn:kan:test" pdfaid:conformance="A">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">试样</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>办公室</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">题目</rdf:li></rdf:Alt></dc:description>
<pdf:Keywords>一，二</pdf:Keywords><pdf:Producer>kan</pdf:Producer><xmp:CreatorTool>kan test</xmp:CreatorTool>
<xmp:CreateDate>2026-03-18T01:02:03+00:00</xmp:CreateDate><xmp:ModifyDate>2026-03-18T09:02:03+08:00</xmp:ModifyDate>
<pdfaid:part>2</pdfaid:part><pdfuaid:part>1</pdfuaid:part><kan:Copy>7</kan:Copy>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag>
<rdf:li rdf:parseType="Resource"><pdfaSchema:schema>PDF/UA</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI><pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource"><pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType><pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>part of ISO 14289</pdfaProperty:description></rdf:li></rdf:Seq></pdfaSchema:property></rdf:li>
<rdf:li><rdf:Description pdfaSchema:schema="copies" pdfaSchema:namespaceURI="urn:kan:test" pdfaSchema:prefix="kan">
<pdfaSchema:property><rdf:Seq><rdf:li><rdf:Description pdfaProperty:name="Copy" pdfaProperty:valueType="Text"
 pdfaProperty:category="external" pdfaProperty:description="number of the copy"/></rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:Description></rdf:li>
</rdf:Bag></pdfaExtension:schemas></rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>`

// utf16hex is a text string as the generator writes those that are not ASCII.
func utf16hex(text string) string { return fmt.Sprintf("<%X>", string(encodeUTF16(text))) }

// goodFile makes the document without a fault that all others are made of, and
// its trailer.
func goodFile(t testing.TB) (m *maker, trailer string) {
	t.Helper()
	m = &maker{font: "F1", fonts: map[string]*testFont{"F1": newTestFont(t, "NotoSerifSC-Regular.ttf"), "F2": newTestFont(t, "FandolFang-Regular.otf")}}
	catalog, tree, f1, f2 := m.alloc(), m.alloc(), m.alloc(), m.alloc()
	image := m.stream("/Type/XObject/Subtype/Image/Width 2/Height 2/BitsPerComponent 8/ColorSpace/DeviceRGB", []byte("ABCDEFGHIJKL"))
	m.begin("Document", "")
	document := m.top().ref
	m.begin("Art", "")
	m.firstPage()
	m.secondPage()
	m.end("")
	m.end(tree)
	m.tree(tree, document)
	m.fonts["F1"].write(t, m, f1, "ABCDEF+Serif")
	m.fonts["F2"].write(t, m, f2, "GHIJKL+Fang")

	pages := m.alloc()
	for i, r := range m.pages {
		content := m.stream("", m.contents[i].Bytes())
		m.set(r, fmt.Sprintf("<</Type/Page/Parent %s/MediaBox[0 0 595.276 841.89]/Contents %s/StructParents %d/Tabs/S/Annots[%s]"+
			"/Resources<</Font<</F1 %s/F2 %s>>/XObject<</I1 %s>>>>>>", pages, content, i, strings.Join(m.annots[i], " "), f1, f2, image))
	}
	m.set(pages, fmt.Sprintf("<</Type/Pages/Kids[%s]/Count 2>>", strings.Join(m.pages, " ")))
	m.catalog(catalog, tree, pages)
	info := m.add("<</Title" + utf16hex("试样") + "/Author" + utf16hex("办公室") + "/Subject" + utf16hex("题目") + "/Keywords" + utf16hex("一，二") +
		"/Creator(kan test)/Producer(kan)/CreationDate(D:20260318010203+00'00')/ModDate(D:20260318010203Z)/Copy(7)>>")
	return m, "/Root " + catalog + "/Info " + info + "/ID[<00112233><44556677>]"
}

// catalog writes the catalog and the trees that hang on it.
func (m *maker) catalog(catalog, tree, pages string) {
	profile := m.stream("/N 3", goodProfile("mntr", "RGB "))
	xmp := m.stream("/Type/Metadata/Subtype/XML", []byte(goodXMP))
	outline, first, second, third := m.alloc(), m.alloc(), m.alloc(), m.alloc()
	m.set(outline, fmt.Sprintf("<</Type/Outlines/First %s/Last %s/Count 3>>", first, third))
	m.set(first, fmt.Sprintf("<</Title%s/Parent %s/First %s/Last %s/Next %s/Count 1/Dest(one)>>", utf16hex("第一"), outline, second, second, third))
	m.set(second, fmt.Sprintf("<</Title(second)/Parent %s/A<</S/GoTo/D(two)>>>>", first))
	m.set(third, fmt.Sprintf("<</Title(third)/Parent %s/Prev %s/Dest[%s/Fit]>>", outline, first, m.pages[1]))
	dests := fmt.Sprintf("<</Kids[<</Limits[(one)(two)]/Names[(one)[%s/XYZ 72 800 null](two)<</D[%s/FitH 700]>>]>>]>>", m.pages[0], m.pages[1])
	m.set(catalog, fmt.Sprintf("<</Type/Catalog/Pages %s/Lang(zh-CN)/MarkInfo<</Marked true>>/StructTreeRoot %s/Metadata %s"+
		"/ViewerPreferences<</DisplayDocTitle true>>/OutputIntents[<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)/DestOutputProfile %s>>]"+
		"/Outlines %s/Names<</Dests %s>>/PageLabels<</Nums[0<</S/D>>1<</P(A-)/St 2>>]>>/OpenAction[%s/Fit]>>",
		pages, tree, xmp, profile, outline, dests, m.pages[0]))
}

// firstPage has a title, a table of contents, a list, a note, and a paragraph
// that goes on.
func (m *maker) firstPage() {
	m.page()
	m.draw("/Artifact<</Type/Pagination/Subtype/Header>>BDC")
	m.line("内部刊物")
	m.draw("EMC")
	m.leaf("Title", "", "委员会刊")
	m.begin("TOC", "")
	m.begin("TOCI", "")
	m.begin("Reference", "")
	m.link("/Dest(two)", "第二节")
	m.end("")
	m.end("")
	m.end("")
	m.leaf("H2", "", "第一节")
	m.begin("L", "/A<</O/List/ListNumbering/Decimal>>")
	for _, text := range []string{"一是", "二是"} {
		m.begin("LI", "")
		m.leaf("Lbl", "", text[:3])
		m.begin("LBody", "")
		m.leaf("P", "", text+"改革")
		m.end("")
		m.end("")
	}
	m.end("")
	m.begin("P", "")
	m.text("参见")
	m.begin("Note", "/ID(note1)/Lang(zh)")
	m.leaf("Lbl", "", "注")
	m.leaf("P", "", "来源|Xinhua News|报道")
	m.end("")
	m.link("/A<</S/URI/URI(https://kan.example/a)>>", "网站")
	m.begin("Ruby", "")
	m.leaf("RB", "", "刊")
	m.leaf("RT", "", "kan")
	m.end("")
	m.text("本段未完")
	m.page()
	m.text("续完")
	m.end("")
}

// secondPage has a quotation in another font, a table and a figure.
func (m *maker) secondPage() {
	m.begin("Sect", "")
	m.leaf("H2", "", "第二节")
	m.font = "F2"
	m.begin("BlockQuote", "")
	m.leaf("P", "", "协商民主")
	m.end("")
	m.font = "F1"
	m.begin("Table", "")
	m.begin("Caption", "")
	m.leaf("P", "", "表一")
	m.end("")
	m.row("THead", "TH/ID(h1)/A<</O/Table/Scope/Column/RowSpan 2>>", "TH/ID(h2)/A<</O/Table/Scope/Column/ColSpan 2>>")
	m.row("", "TH/ID(h3)/A<</O/Table/Scope/Column>>", "TH/ID(h4)/A<</O/Table/Scope/Column>>")
	m.end("")
	m.row("TBody", "TH/ID(h5)/A<</O/Table/Scope/Row>>", "TD/A<</O/Table/Headers[(h5)(h3)]>>", "TD")
	m.row("", "TH/A[<</O/Table/Scope/Row>>0<</O/Layout/BlockAlign/Middle>>]", "TD/C/Wide")
	m.end("")
	m.end("")
	m.begin("Figure", "/Alt"+utf16hex("图")+"/A<</O/Layout/BBox[72 100 172 200]/Placement/Block>>")
	m.draw("/Figure<</MCID %d>>BDC q 100 0 0 100 72 100 cm /I1 Do Q EMC", m.mark())
	m.end("")
	m.draw("/Artifact BMC 0 0 1 rg 72 90 100 1 re f EMC")
	m.draw("/Artifact<</Type/Pagination/Subtype/Footer>>BDC")
	m.line("二")
	m.draw("EMC")
	m.end("")
}

// row writes a row of cells, each a type and entries; a group is opened first
// and stays open.
func (m *maker) row(group string, cells ...string) {
	if group != "" {
		m.begin(group, "")
	}
	m.begin("TR", "")
	for i, cell := range cells {
		m.leaf(cell[:2], cell[2:], []string{"甲", "乙", "丙"}[i])
	}
	m.end("")
}
