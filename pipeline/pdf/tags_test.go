package pdf

import (
	"bytes"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kan/pipeline/page"
	"kan/pipeline/source"
	"kan/pipeline/structure"
)

// tagged is a document of two pages with every kind of element.
func tagged(t testing.TB) *page.Document {
	f := face(t, serif)
	say := func(y int, s string) *page.Glyphs { return line(f, pt(16), pt(80), pt(y), s) }
	open := func(k page.MarkKind, id int) page.Mark { return page.Mark{Kind: k, ID: id} }
	shut := func(k page.MarkKind) page.Mark { return page.Mark{Kind: k, Close: true} }
	cell := func(k page.MarkKind, id, y int, s string, c page.Cell) []page.Item {
		return []page.Item{page.Mark{Kind: k, ID: id, Cell: &c}, say(y, s), shut(k)}
	}
	items := []page.Item{
		page.Mark{Kind: page.MarkMasthead, ID: 1, Title: "版头"}, open(page.MarkP, 2), say(60, "信息"), shut(page.MarkP), shut(page.MarkMasthead),
		open(page.MarkTOC, 3), open(page.MarkTOCI, 4), open(page.MarkReference, 5), open(page.MarkLink, 6), say(80, "甲"),
		page.Link{X: pt(80), Y: pt(66), W: pt(16), H: pt(16), Anchor: "a", Contents: "甲"}, shut(page.MarkLink), shut(page.MarkReference), shut(page.MarkTOCI), shut(page.MarkTOC),
		open(page.MarkSect, 7), open(page.MarkH1, 8), page.Anchor{Name: "a", X: pt(80), Y: pt(90)}, say(100, "题"), shut(page.MarkH1),
		open(page.MarkP, 9), say(120, "文"), page.Mark{Kind: page.MarkReference, ID: 10, Note: 11}, say(120, "①"), shut(page.MarkReference), shut(page.MarkP),
		page.Mark{Kind: page.MarkL, ID: 12, Ordered: true}, open(page.MarkLI, 13), open(page.MarkLbl, 14), say(140, "1."), shut(page.MarkLbl),
		open(page.MarkLBody, 15), open(page.MarkP, 16), say(160, "项"), shut(page.MarkP), shut(page.MarkLBody), shut(page.MarkLI), shut(page.MarkL),
		open(page.MarkTable, 17), open(page.MarkTR, 18),
	}
	items = append(items, cell(page.MarkTH, 19, 180, "区", page.Cell{Across: 1, Down: 1})...)
	items = append(items, cell(page.MarkTH, 20, 200, "数", page.Cell{Across: 1, Down: 1})...)
	items = append(items, shut(page.MarkTR), open(page.MarkTR, 21))
	items = append(items, cell(page.MarkTD, 22, 220, "合计", page.Cell{Across: 2, Down: 1, Heads: []int{19, 20}})...)
	items = append(items, shut(page.MarkTR), shut(page.MarkTable),
		page.Mark{Kind: page.MarkFigure, ID: 23, Alt: "一张图"}, &page.Image{X: pt(80), Y: pt(300), W: pt(40), H: pt(30), File: source.New("a.png", pngFile(t, alphaPicture())), Info: pngInfo(true), Alt: "一张图"}, shut(page.MarkFigure),
		page.Mark{Kind: page.MarkArtifact}, page.Box{X: pt(80), Y: pt(340), W: pt(90), H: pt(1)}, shut(page.MarkArtifact),
		open(page.MarkNote, 11), open(page.MarkLbl, 24), say(400, "①"), shut(page.MarkLbl), open(page.MarkP, 25), say(420, "注"), shut(page.MarkP), shut(page.MarkNote),
		open(page.MarkP, 26), open(page.MarkRuby, 27), open(page.MarkRB, 28), say(440, "鄱"), shut(page.MarkRB), open(page.MarkRT, 29), say(430, "pó"), shut(page.MarkRT), shut(page.MarkRuby), say(460, "上"), shut(page.MarkP),
		shut(page.MarkSect), page.Mark{Kind: page.MarkArtifact, Artifact: page.Footer}, say(800, "— 1 —"), shut(page.MarkArtifact))
	d := onePage(items...)
	d.Pages = append(d.Pages, page.Page{Width: d.Pages[0].Width, Height: d.Pages[0].Height, Label: "2", Items: []page.Item{
		open(page.MarkSect, 7), open(page.MarkP, 26), say(60, "下"), shut(page.MarkP), shut(page.MarkSect)}})
	d.Outline = []page.Bookmark{{Title: "题", Anchor: "a"}}
	return d
}

// Another program reads the tree, with the note after its mark.
func TestOtherProgramsReadTheStructure(t *testing.T) {
	d := tagged(t)
	d.Pages[0].Items[0] = page.Mark{Kind: page.MarkMasthead, ID: 1, Title: "head"} // pdfinfo shows other titles byte by byte
	data := write(t, d, Options{})
	check(t, data)
	got := run(t, data, "pdfinfo", "-struct-text", "%s")
	got = strings.NewReplacer(" (block)", "", " (inline)", "").Replace(got)
	want, err := os.ReadFile(filepath.Join("testdata", "structure.txt"))
	if err != nil {
		t.Fatal(err)
	}
	if strings.TrimSpace(got) != strings.TrimSpace(string(want)) {
		t.Errorf("got\n%s", got)
	}
}

func TestElementsSayWhatTheyAre(t *testing.T) {
	d := tagged(t)
	objects := strings.Join(strings.Fields(qdf(t, write(t, d, Options{}))), " ")
	for _, want := range []string{
		"/MarkInfo << /Marked true >>", "/Tabs /S", "/ParentTreeNextKey 3", "/StructParents 1", "/StructParent 2",
		"/Alt <feff4e005f2056fe>", "/BBox [ 80 511.89 120 541.89 ]", "/ListNumbering /Decimal",
		"/ColSpan 2 /Headers [ (e0000019) (e0000020) ] /O /Table", "/O /Table /Scope /Column", "/ID (e0000011)", "/T <feff72485934>",
		"/Artifact <</Type/Layout>>BDC", "/Artifact<</Type/Pagination/Subtype/Footer>>BDC",
	} {
		if !strings.Contains(strings.ReplaceAll(objects, "/Artifact<</Type/Layout", "/Artifact <</Type/Layout"), want) {
			t.Errorf("the file does not say %s", want)
		}
	}
	xmp := run(t, write(t, d, Options{}), "pdfinfo", "-meta", "%s")
	for _, want := range []string{"<pdfaid:part>2<", "<pdfaid:conformance>A<", "<pdfuaid:part>1<", "<pdfaSchema:prefix>pdfuaid<"} {
		if !strings.Contains(xmp, want) {
			t.Errorf("XMP does not say %s", want)
		}
	}
}

// The language of text is known: of the document, of a run that tells it, of a
// passage in Latin letters.
func TestLanguageSwitches(t *testing.T) {
	f := face(t, serif)
	french := line(f, pt(16), pt(80), pt(200), "dit")
	french.Lang = "fr"
	for _, c := range []struct {
		name string
		g    *page.Glyphs
		want string // the languages of the shown pieces
	}{
		{"Chinese", line(f, pt(16), pt(80), pt(100), "用App扫码"), "-"},
		{"two words", line(f, pt(16), pt(80), pt(100), "国Wi-Fi国"), "-"},
		{"a passage", line(f, pt(16), pt(80), pt(100), "写着The north abutment, 1934.他"), "- en -"},
		{"a passage alone", line(f, pt(16), pt(80), pt(100), "will not move"), "en"},
		{"a run that tells", french, "fr"},
		{"letters beyond ASCII end a passage", line(f, pt(16), pt(80), pt(100), "a b c é"), "en -"},
	} {
		var got []string
		alone := onePage(c.g)
		for p := range parts(c.g, foreign(alone, structure.Read(alone))[c.g]) {
			if p.lang == "" {
				p.lang = "-"
			}
			got = append(got, p.lang)
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: %v, want %s", c.name, got, c.want)
		}
		data := write(t, onePage(page.Mark{Kind: page.MarkP}, c.g, page.Mark{Close: true}), Options{Uncompressed: true})
		check(t, data)
		for _, lang := range got {
			if lang != "-" && !bytes.Contains(data, []byte("/Span<</Lang("+lang+")>>BDC")) {
				t.Errorf("%s: the file does not switch to %s", c.name, lang)
			}
		}
		wantText(t, c.name, run(t, data, "pdftotext", "-raw", "%s", "-"), c.g.Text)
	}
}

// A program made once serves the files that show the same glyphs, and no others.
func TestCacheKeepsPrograms(t *testing.T) {
	f := face(t, serif)
	doc := func(s string) *page.Document {
		return onePage(page.Mark{Kind: page.MarkP}, line(f, pt(16), pt(80), pt(100), s), page.Mark{Close: true})
	}
	cache := NewCache()
	for _, s := range []string{"甲乙丙", "丙甲乙", "甲乙丁"} {
		want := write(t, doc(s), Options{})
		for _, o := range []Options{{Cache: cache}, {Cache: cache, Jobs: 1}} {
			if !bytes.Equal(write(t, doc(s), o), want) {
				t.Errorf("%s: the cache changes the file", s)
			}
		}
	}
	if n := len(cache.kept); n != 2 {
		t.Errorf("%d programs for two sets of glyphs", n)
	}
	write(t, doc("甲乙丙"), Options{Cache: cache, Uncompressed: true})
	if n := len(cache.kept); n != 3 {
		t.Errorf("%d programs: a deflated one is no other", n)
	}
}

func TestAttachmentsComeBack(t *testing.T) {
	d := tagged(t)
	o := Options{Attach: []Attachment{
		{Name: "报告.md", Type: "text/markdown", Says: "content/reports/报告.md", Data: []byte("# 甲\n")},
		{Name: "2026-0001-电梯.md", Type: "text/markdown", Data: []byte("# 乙\n")},
		{Name: "2026-0002-shitang.md", Type: "text/markdown", Data: []byte("# 丙\n")},
		{Name: "电力.md", Type: "text/markdown", Data: []byte("# 丁\n")},
		{Name: "（电）.md", Type: "text/markdown", Data: []byte("# 戊\n")},
		{Name: "012.yaml", Type: "application/yaml", Data: bytes.Repeat([]byte("k: v\n"), 100)},
	}}
	data := write(t, d, o)
	check(t, data)
	if got := run(t, data, "qpdf", "--list-attachments", "--verbose", "%s"); !strings.Contains(got, "报告.md") || !strings.Contains(got, "012.yaml") {
		t.Errorf("attachments:\n%s", got)
	}
	// The standard and the readers sort keys that are not ASCII in ways of their
	// own; each file has to be found, and shown under its name.
	for _, a := range o.Attach {
		if list := run(t, data, "pdfdetach", "-list", "%s"); !strings.Contains(list, a.Name) {
			t.Errorf("%s is not among %s", a.Name, list)
		}
		if got := run(t, data, "qpdf", "--show-attachment="+url.PathEscape(a.Name), "%s"); got != string(a.Data) {
			t.Errorf("%s comes back as %q", a.Name, got)
		}
	}
	if xmp := run(t, data, "pdfinfo", "-meta", "%s"); !strings.Contains(xmp, "<pdfaid:part>3<") {
		t.Error("the file is not PDF/A-3")
	}
	o.Attach[1].Name = o.Attach[0].Name
	if err := Write(&bytes.Buffer{}, d, structure.Read(d), o); err == nil || !strings.Contains(err.Error(), "报告.md") {
		t.Errorf("two attachments of one name: %v", err)
	}
}

func TestEncryptedFileOpensWithItsPasswords(t *testing.T) {
	d := tagged(t)
	d.Meta.Author = "政协云州市委员会办公室"
	o := Options{Encrypt: &Encryption{User: "民意", Owner: "guanli", Allow: Permissions{Print: true}},
		Attach: []Attachment{{Name: "a.md", Type: "text/markdown", Data: []byte("源文件")}}}
	data := write(t, d, o)
	run(t, data, "qpdf", "--password=民意", "--check", "%s")
	want := run(t, write(t, d, Options{}), "pdftotext", "-raw", "%s", "-")
	if got := run(t, data, "pdftotext", "-upw", "民意", "-raw", "%s", "-"); got != want {
		t.Errorf("the text comes back as %q, want %q", got, want)
	}
	if got := run(t, data, "qpdf", "--password=guanli", "--show-attachment=a.md", "%s"); got != "源文件" {
		t.Errorf("the attachment comes back as %q", got)
	}
	if info := run(t, data, "pdfinfo", "-upw", "民意", "%s"); !strings.Contains(info, "政协云州市委员会办公室") || !strings.Contains(info, "AES-256") {
		t.Errorf("the file says\n%s", info)
	}
	if xmp := run(t, data, "pdfinfo", "-upw", "民意", "-meta", "%s"); strings.Contains(xmp, "<pdfaid:part>") || !strings.Contains(xmp, "<pdfuaid:part>1<") {
		t.Error("an encrypted file is for every reader, but no archive")
	}
	for _, secret := range []string{"政协", "源文件", "<pdf:Producer>"} {
		if bytes.Contains(data, []byte(secret)) {
			t.Errorf("%q can be read without a password", secret)
		}
	}
	for _, jobs := range []int{1, 7} {
		o.Jobs = jobs
		if !bytes.Equal(write(t, d, o), data) {
			t.Errorf("%d jobs give another file", jobs)
		}
	}
}
