package pdf

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"regexp"
	"strings"
	"testing"

	"kan/pipeline/page"
	"kan/pipeline/source"
	"kan/pipeline/structure"
	"kan/pipeline/unit"
)

// issue is a document with everything but images.
func issue(t testing.TB) *page.Document {
	f := face(t, serif)
	d := onePage(line(f, pt(16), pt(80), pt(100), "封面"))
	d.Pages[0].Label = ""
	d.Meta.Author, d.Meta.Subject, d.Meta.Keywords = "政协云州市委员会办公室", "社情民意信息 <第12期> & 附件", "民生,康养\x01\n教育"
	for i := 1; i <= 150; i++ {
		name := fmt.Sprintf("a%03d", i)
		d.Pages = append(d.Pages, page.Page{Width: unit.MM(21000), Height: unit.MM(29700), Label: fmt.Sprint(i), Items: []page.Item{
			page.Anchor{Name: name, X: pt(80), Y: pt(90)},
			line(f, pt(16), pt(80), pt(100), "报告"), line(face(t, fang), pt(16), pt(80), pt(130), "国家"),
		}})
	}
	d.Pages = append(d.Pages, page.Page{Width: pt(100), Height: pt(100), Label: "附页(一)"}, page.Page{Width: pt(100), Height: pt(100), Label: "7"})
	d.Pages[0].Items = append(d.Pages[0].Items,
		page.Link{X: pt(80), Y: pt(88), W: pt(32), H: pt(16), Anchor: "a003", Contents: "第3页"},
		page.Link{X: pt(80), Y: pt(188), W: pt(32), H: pt(16), URL: "https://yunzhou.example/民意?a=(1)", Contents: "网站"},
		page.Anchor{Name: "目录"})
	d.Outline = []page.Bookmark{{Level: 0, Title: "目录", Anchor: "目录"}, {Level: 0, Title: "民生", Anchor: "a001"},
		{Level: 1, Title: "张𬭎的建议", Anchor: "a001"}, {Level: 2, Title: "一、(概况)", Anchor: "a002"}, {Level: 1, Title: "其二", Anchor: "a003"},
		{Level: 3, Title: "跳级", Anchor: "a004"}, {Level: 0, Title: "End", Anchor: "a150"}}
	return d
}

func TestFileIsSound(t *testing.T) {
	d := issue(t)
	check(t, write(t, d, Options{}))
	check(t, write(t, d, Options{Uncompressed: true}))
}

func TestOutlineLinksAndLabels(t *testing.T) {
	data := write(t, issue(t), Options{})
	var doc struct {
		Outlines   []outlineJSON
		PageLabels []struct {
			Index int
			Label map[string]any
		}
	}
	if err := json.Unmarshal([]byte(run(t, data, "qpdf", "--json", "--json-key=outlines", "--json-key=pagelabels", "%s")), &doc); err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, o := range doc.Outlines {
		o.print(&b, "")
	}
	const want = `目录 →1
民生 →2
  张𬭎的建议 →2
    一、(概况) →3
  其二 →4
    跳级 →5
End →151
`
	if b.String() != want {
		t.Errorf("outline\n%s\nwant\n%s", b.String(), want)
	}
	if got, want := fmt.Sprint(doc.PageLabels), "[{0 map[/St:1]} {1 map[/S:/D /St:1]} {151 map[/P:u:附页(一) /St:1]} {152 map[/S:/D /St:7]}]"; got != want {
		t.Errorf("page labels %s, want %s", got, want)
	}

	objects := strings.Join(strings.Fields(qdf(t, data)), " ")
	for _, want := range []string{
		"/Contents <feff7b2c00339875>", "/Dest (a003)", "/Border [ 0 0 0 ]", "/F 4",
		`/URI (https://yunzhou.example/%E6%B0%91%E6%84%8F?a=\(1\))`, "/Rect [ 80 737.89 112 753.89 ]",
		"/Limits [ (a001) (a064) ]", "/Lang (zh-CN)", "/DisplayDocTitle true", "/TrimBox [ 0 0 595.276 841.89 ]",
	} {
		if !strings.Contains(objects, want) {
			t.Errorf("the file does not say %s", want)
		}
	}
}

type outlineJSON struct {
	Title string
	Page  int `json:"destpageposfrom1"`
	Kids  []outlineJSON
}

func (o outlineJSON) print(b *strings.Builder, indent string) {
	fmt.Fprintf(b, "%s%s →%d\n", indent, o.Title, o.Page)
	for _, k := range o.Kids {
		k.print(b, indent+"  ")
	}
}

// qdf is the file with object streams and streams taken apart.
func qdf(t *testing.T, data []byte) string {
	return run(t, data, "qpdf", "--qdf", "--object-streams=disable", "%s", "-")
}

func TestMetadataAgrees(t *testing.T) {
	data := write(t, issue(t), Options{})
	info := run(t, data, "pdfinfo", "%s")
	for _, want := range []string{
		`Title: +试样`, `Subject: +社情民意信息 <第12期> & 附件`, `Keywords: +民生,康养  教育`, `Author: +政协云州市委员会办公室`,
		`Creator: +kan test`, `Producer: +kan`, `CreationDate: +Wed Mar 18 01:02:03 2026 UTC`, `ModDate: +Wed Mar 18 01:02:03 2026 UTC`,
	} {
		if !regexp.MustCompile("(?m)^" + want + "$").MatchString(info) {
			t.Errorf("pdfinfo does not say %s:\n%s", want, info)
		}
	}
	xmp := run(t, data, "pdfinfo", "-meta", "%s")
	for _, want := range []string{
		`<dc:title><rdf:Alt><rdf:li xml:lang="x-default">试样</rdf:li>`, `社情民意信息 &lt;第12期&gt; &amp; 附件`, `<pdf:Keywords>民生,康养  教育<`,
		`<rdf:Seq><rdf:li>政协云州市委员会办公室<`, `<xmp:CreatorTool>kan test<`, `<pdf:Producer>kan<`,
		`<xmp:CreateDate>2026-03-18T01:02:03+00:00<`, `<xmp:ModifyDate>2026-03-18T01:02:03+00:00<`,
	} {
		if !strings.Contains(xmp, want) {
			t.Errorf("XMP does not say %s:\n%s", want, xmp)
		}
	}
	// What is drawn in no element leaves a file of level U.
	if !strings.Contains(xmp, "<pdfaid:conformance>U<") || strings.Contains(xmp, "<pdfuaid:part>") {
		t.Error("the file claims a conformance it does not have")
	}
	if n := len(srgbProfile()); n != 480 {
		t.Errorf("the colour profile has %d bytes", n)
	}
}

func TestSameBytesForAnyNumberOfJobs(t *testing.T) {
	d := issue(t)
	d.Pages[3].Items = append(d.Pages[3].Items, &page.Image{W: pt(10), H: pt(10), File: source.New("a.png", pngFile(t, alphaPicture())), Info: pngInfo(true)})
	want := write(t, d, Options{Jobs: 1})
	for _, jobs := range []int{0, 1, 2, 3, 16} {
		if !bytes.Equal(write(t, d, Options{Jobs: jobs}), want) {
			t.Errorf("%d jobs give another file", jobs)
		}
	}
	d.Meta.Title += "二"
	if bytes.Equal(fileID(t, write(t, d, Options{})), fileID(t, want)) {
		t.Error("two documents have one identifier")
	}
}

func fileID(t *testing.T, data []byte) []byte {
	t.Helper()
	m := regexp.MustCompile(`/ID\[<([0-9A-F]{32})><([0-9A-F]{32})>\]`).FindSubmatch(data)
	if m == nil || !bytes.Equal(m[1], m[2]) {
		t.Fatal("no file identifier")
	}
	return m[1]
}

func TestErrorsNameTheirPlace(t *testing.T) {
	text := line(face(t, serif), pt(16), pt(80), pt(100), "国")
	missing := *text
	missing.Glyphs = []page.Glyph{{ID: 65535, Start: 0, End: 3}}
	sized := *text
	sized.Size = 0
	for _, c := range []struct {
		name string
		doc  *page.Document
		want string
	}{
		{"no pages", &page.Document{}, "at least one page"},
		{"link to nowhere", onePage(page.Link{Anchor: "甲"}), `page 1: link to the anchor "甲"`},
		{"two anchors", onePage(page.Anchor{Name: "甲"}, page.Anchor{Name: "甲"}), `two anchors are named "甲"`},
		{"glyph outside the font", onePage(&missing), "NotoSerifSC-Regular.ttf: there is no glyph 65535"},
		{"size of zero", onePage(&sized), `page 1: text "国" has the size 0.00 pt`},
		{"no face", onePage(&page.Glyphs{Size: 1, Text: "国", Glyphs: []page.Glyph{{Start: 0, End: 3}}}), "without a font"},
		{"broken image", onePage(&page.Image{File: source.New("b.png", []byte("x")), Info: pngInfo(false)}), "page 1: image b.png"},
	} {
		err := Write(&bytes.Buffer{}, c.doc, structure.Read(c.doc), Options{})
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", c.name, err, c.want)
		}
	}
}

type failing struct{}

func (failing) Write([]byte) (int, error) { return 0, fmt.Errorf("disk full") }

func TestErrorOfTheWriterComesBack(t *testing.T) {
	d := issue(t)
	if err := Write(failing{}, d, structure.Read(d), Options{}); err == nil || err.Error() != "disk full" {
		t.Errorf("error is %v", err)
	}
}

// What people write cannot break out of strings and names.
func TestHostileTextStaysText(t *testing.T) {
	const bad = ")>> endobj \\( <<\xff\xfe\x00\r\n\u2028𬭎 ]]> & <x>"
	f := face(t, serif)
	d := onePage(page.Anchor{Name: bad}, page.Anchor{Name: "("}, page.Link{W: pt(9), H: pt(9), Anchor: bad, Contents: bad},
		page.Link{W: -pt(9), H: -pt(9), URL: "javascript:" + bad},
		&page.Glyphs{Face: f, Size: pt(9), Text: bad, Glyphs: []page.Glyph{{ID: 1, End: int32(len(bad))}}})
	d.Meta = page.Meta{Title: bad, Author: bad, Subject: bad, Keywords: bad, Creator: bad, Lang: bad}
	d.Pages[0].Label = bad
	d.Outline = []page.Bookmark{{Level: -3, Title: bad, Anchor: bad}, {Level: 9, Title: "", Anchor: "("}}
	data := write(t, d, Options{})
	check(t, data)
	if s := run(t, data, "pdfinfo", "%s"); !strings.Contains(s, "𬭎 ]]> & <x>") {
		t.Errorf("the title is lost:\n%s", s)
	}
	meta := run(t, data, "pdfinfo", "-meta", "%s")
	for dec := xml.NewDecoder(strings.NewReader(meta)); ; {
		if _, err := dec.Token(); err == io.EOF {
			break
		} else if err != nil {
			t.Fatalf("XMP is not well-formed: %v", err)
		}
	}
}
