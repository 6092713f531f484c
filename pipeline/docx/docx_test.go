package docx

import (
	"archive/zip"
	"bytes"
	stdxml "encoding/xml"
	"io"
	"io/fs"
	"strings"
	"testing"
	"time"

	"kan/pipeline/date"
	"kan/pipeline/diag"
	"kan/pipeline/doc"
	"kan/pipeline/source"
	"kan/pipeline/style"
	"kan/templates"
)

// house is a house style of the program.
func house(t testing.TB, name string) *style.Style {
	t.Helper()
	var diags diag.List
	tree := source.NewTree(rooted{})
	s, err := style.Loader{Builtin: tree, FontRoles: []string{"仿宋", "宋体", "小标宋", "黑体", "楷体"}}.Load(name, source.Span{}, &diags)
	if err != nil || s == nil || diags.HasErrors() {
		t.Fatal(err, diags.Sorted())
	}
	return s
}

func words(text string) []doc.Inline { return doc.Words(text, source.Span{}) }

// write makes a file of blocks and returns its parts.
func write(t testing.TB, s *style.Style, o Options, blocks ...doc.Block) map[string]string {
	t.Helper()
	d := &doc.Document{Blocks: blocks, Fields: doc.Fields{SeriesName: "信息", OfficeName: "市政协办公室", Number: 3, Year: 2026,
		Date: date.Date{Year: 2026, Month: 8, Day: 7}, ReportTo: "市委，市政府。", Copies: 80}}
	return writeDocument(t, d, s, o)
}

// writeDocument writes a document and gives its parts.
func writeDocument(t testing.TB, d *doc.Document, s *style.Style, o Options) map[string]string {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, d, s, o); err != nil {
		t.Fatal(err)
	}
	z, err := zip.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil {
		t.Fatal(err)
	}
	parts := map[string]string{}
	for k, f := range z.File {
		if k == 0 && f.Name != "[Content_Types].xml" {
			t.Errorf("the first file is %s", f.Name)
		}
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		parts[f.Name] = string(data)
		if strings.HasSuffix(f.Name, ".xml") || strings.HasSuffix(f.Name, ".rels") {
			wellFormed(t, f.Name, data)
		}
	}
	return parts
}

func wellFormed(t testing.TB, name string, data []byte) {
	t.Helper()
	d := stdxml.NewDecoder(bytes.NewReader(data))
	for {
		if _, err := d.RawToken(); err == io.EOF {
			return
		} else if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
	}
}

// said is the text of a part, paragraphs on lines.
func said(part string) string {
	d := stdxml.NewDecoder(strings.NewReader(part))
	var b strings.Builder
	in := false
	for {
		token, err := d.RawToken()
		if err != nil {
			return b.String()
		}
		switch e := token.(type) {
		case stdxml.StartElement:
			in = e.Name.Local == "t"
			if e.Name.Local == "br" || e.Name.Local == "tab" && len(e.Attr) == 0 {
				b.WriteByte(' ')
			}
		case stdxml.EndElement:
			if in = false; e.Name.Local == "p" {
				b.WriteByte('\n')
			}
		case stdxml.CharData:
			if in {
				b.Write(e)
			}
		}
	}
}

func TestTheSameDocumentGivesTheSameBytes(t *testing.T) {
	s := house(t, "two-sessions")
	item := &doc.Item{Anchor: "item-1", Title: words("题"), Body: []doc.Block{&doc.Paragraph{Text: words("文")}}}
	var files [2]bytes.Buffer
	for k := range files {
		if err := Write(&files[k], &doc.Document{Blocks: []doc.Block{item}}, s, Options{Created: time.Unix(1, 0)}); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(files[0].Bytes(), files[1].Bytes()) {
		t.Error("two files differ")
	}
}

func TestTextIsEscapedAndNothingXMLForbidsGetsThrough(t *testing.T) {
	text := "甲<乙>&\"丙\x00\x1F\uFFFE\xff丁"
	parts := write(t, house(t, "base"), Options{}, &doc.Paragraph{Text: words(text)})
	if got, want := said(parts["word/document.xml"]), "甲<乙>&\"丙\uFFFD\uFFFD\uFFFD\uFFFD丁"; !strings.Contains(got, want) {
		t.Errorf("%q is not in %q", want, got)
	}
}

func TestTitlesBreakWhereThePrintedOnesDo(t *testing.T) {
	item := &doc.Item{Anchor: "item-1", Title: words("关于甲乙丙的建议")}
	parts := write(t, house(t, "base"), Options{Breaks: map[string][]int{"item-1": {5}}}, item)
	if got := said(parts["word/document.xml"]); !strings.Contains(got, "关于甲乙丙 的建议\n") {
		t.Errorf("%q", got)
	}
}

func TestContentsHaveThePrintedNumbers(t *testing.T) {
	list := &doc.Contents{Entries: []doc.Entry{{Text: words("栏目")}, {Level: 1, Text: words("题"), Anchor: "item-1"}}}
	item := &doc.Item{Anchor: "item-1", Title: words("题")}
	document := write(t, house(t, "base"), Options{Pages: map[string]string{"item-1": "17"}}, list, item)["word/document.xml"]
	for _, want := range []string{"题 17\n"} {
		if !strings.Contains(said(document), want) {
			t.Errorf("%q is not in %q", want, said(document))
		}
	}
	for _, want := range []string{`w:anchor="_item_1"`, `w:name="_item_1"`, "TOC "} {
		if !strings.Contains(document, want) {
			t.Errorf("%s is not in the document", want)
		}
	}
	for _, end := range []string{"begin", "separate", "end"} {
		if n := strings.Count(document, `w:fldCharType="`+end+`"`); n != 1 {
			t.Errorf("%d times fldChar %s", n, end)
		}
	}
}

func TestTurnedPagesAreSections(t *testing.T) {
	table := &doc.Table{Columns: make([]doc.Align, 1), Rows: [][]doc.Cell{{{Text: words("格"), Across: 1, Down: 1}}}}
	document := write(t, house(t, "base"), Options{}, &doc.Paragraph{Text: words("前")}, &doc.Landscape{Blocks: []doc.Block{table}},
		&doc.Item{Title: words("后")})["word/document.xml"]
	if n := strings.Count(document, "<w:sectPr>"); n != 3 {
		t.Errorf("%d sections, want 3", n)
	}
	if n := strings.Count(document, `w:orient="landscape"`); n != 1 {
		t.Errorf("%d turned sections, want 1", n)
	}
}

func TestRunningHeadsNameTheItemOfTheirSection(t *testing.T) {
	item := func(title string) doc.Block {
		return &doc.Item{Title: words(title), Anchor: "item-" + title, Body: []doc.Block{&doc.Paragraph{Text: words("文")}}}
	}
	parts := write(t, house(t, "speeches"), Options{}, item("甲"), item("乙"))
	if n := strings.Count(parts["word/document.xml"], "<w:sectPr>"); n != 2 {
		t.Fatalf("%d sections, want 2", n)
	}
	if n := strings.Count(parts["word/document.xml"], "<w:titlePg/>"); n != 1 {
		t.Errorf("%d sections have a first page of their own, want 1", n)
	}
	second := parts["word/document.xml"]
	second = second[strings.Index(second, "</w:sectPr>"):]
	if !strings.Contains(second, `r:id="rIdHeaderdefault2"`) || !strings.Contains(said(parts["word/headerdefault2.xml"]), "乙") ||
		strings.Contains(said(parts["word/headerdefault1.xml"]), "乙") {
		t.Errorf("the heads say %q and %q", said(parts["word/headerdefault1.xml"]), said(parts["word/headerdefault2.xml"]))
	}
}

// The stamp of an issue that is not final is in every header; a final one has
// none, and no header for it.
func TestADraftIsStampedInEveryHeader(t *testing.T) {
	for _, series := range []string{"public-opinion", "speeches"} {
		s := house(t, series)
		document := &doc.Document{Blocks: []doc.Block{&doc.Paragraph{Text: words("文")}}, Fields: doc.Fields{SeriesName: "信息", State: "草稿"}}
		parts := writeDocument(t, document, s, Options{})
		for _, kind := range []string{"first", "default", "even"} {
			header := parts["word/header"+kind+"1.xml"]
			if !strings.Contains(said(header), "草稿") || !strings.Contains(header, "<w:bdr ") {
				t.Errorf("%s: the %s header says %q", series, kind, said(header))
			}
		}
		document.Fields.State = ""
		for name, part := range writeDocument(t, document, s, Options{}) {
			if strings.Contains(part, "<w:bdr ") || series == "public-opinion" && strings.HasPrefix(name, "word/header") {
				t.Errorf("%s: a final issue has a stamp or a header for one: %s", series, name)
			}
		}
	}
}

// LibreOffice 7.4 prints no page numbers in a section whose last paragraph ends
// the field of the contents list.
func TestNoSectionEndsWithTheContentsList(t *testing.T) {
	list := &doc.Contents{Entries: []doc.Entry{{Level: 1, Text: words("题"), Anchor: "item-1"}}}
	item := &doc.Item{Anchor: "item-1", Title: words("题"), Body: []doc.Block{&doc.Paragraph{Text: words("文")}}}
	s := house(t, "speeches")
	s.Contents.NewPage = true
	document := write(t, s, Options{Pages: map[string]string{"item-1": "2"}}, list, item)["word/document.xml"]
	if n := strings.Count(document, "<w:sectPr>"); n != 2 {
		t.Fatalf("%d sections, want 2", n)
	}
	for p := range strings.SplitSeq(document, "</w:p>") {
		if strings.Contains(p, "<w:sectPr>") && strings.Contains(p, `"end"/>`) {
			t.Error("the field ends in the paragraph that ends the section")
		}
	}
}

func TestMergedCells(t *testing.T) {
	cell := func(text string, across, down int) doc.Cell {
		return doc.Cell{Text: words(text), Across: across, Down: down}
	}
	table := &doc.Table{Columns: make([]doc.Align, 3),
		Head: [][]doc.Cell{{cell("区", 1, 2), cell("排口", 2, 1), {}}, {{}, cell("总", 1, 1), cell("办", 1, 1)}},
		Rows: [][]doc.Cell{{cell("甲", 1, 1), cell("1", 1, 1), cell("2", 1, 1)}}}
	document := write(t, house(t, "base"), Options{}, table)["word/document.xml"]
	for what, n := range map[string]int{`<w:vMerge w:val="restart"/>`: 1, "<w:vMerge/>": 1, `<w:gridSpan w:val="2"/>`: 1, "<w:tblHeader/>": 2, "<w:gridCol ": 4} {
		if got := strings.Count(document, what); got != n {
			t.Errorf("%s stands %d times, want %d", what, got, n)
		}
	}
}

func TestFontsHaveTheNamesThatOfficesKnow(t *testing.T) {
	fonts := map[string]Font{"仿宋": {"仿宋_GB2312", []string{"FangSong", "FandolFang R"}}, "宋体": {Name: "宋体"}}
	parts := write(t, house(t, "base"), Options{Fonts: fonts}, &doc.Paragraph{Text: words("文")})
	if !strings.Contains(parts["word/styles.xml"], `w:ascii="宋体" w:hAnsi="宋体" w:eastAsia="仿宋_GB2312"`) {
		t.Error("the body has other faces")
	}
	if !strings.Contains(parts["word/fontTable.xml"], `<w:font w:name="仿宋_GB2312"><w:altName w:val="FangSong,FandolFang R"/>`) {
		t.Errorf("font table: %s", parts["word/fontTable.xml"])
	}
}

func TestListsAreNumberedOrTextByStyle(t *testing.T) {
	list := func(inner ...doc.Block) *doc.List {
		return &doc.List{Ordered: true, Start: 3, Items: []doc.ListItem{{Blocks: append([]doc.Block{&doc.Paragraph{Text: words("项")}}, inner...)}}}
	}
	s := house(t, "base")
	parts := write(t, s, Options{}, list(list()))
	if strings.Contains(said(parts["word/document.xml"]), "3.") || strings.Count(parts["word/document.xml"], "<w:numPr>") != 2 ||
		strings.Count(parts["word/numbering.xml"], `<w:startOverride w:val="3"/>`) != 2 {
		t.Errorf("numbered: %q", said(parts["word/document.xml"]))
	}
	s.Word.TextLists = true
	parts = write(t, s, Options{}, list(list()))
	if got := said(parts["word/document.xml"]); !strings.Contains(got, "3.项\n（3） 项\n") || strings.Contains(parts["word/document.xml"], "<w:numPr>") {
		t.Errorf("as text: %q", got)
	}
}

func TestEveryRoleHasANamedStyle(t *testing.T) {
	styles := write(t, house(t, "leaders-digest"), Options{})["word/styles.xml"]
	seen := map[string]bool{}
	for _, role := range roles() {
		name := roleNames[role]
		if name == "" || seen[name] || !strings.Contains(styles, `w:styleId="`+styleID(role)+`"`) {
			t.Errorf("role %s has the name %q", role, name)
		}
		seen[name] = true
	}
}

// BenchmarkWrite writes a document of some fifty pages: 31,000 characters in
// 400 paragraphs, with a heading to ten of them and a table and a note to fifty.
func BenchmarkWrite(b *testing.B) {
	s := house(b, "public-opinion")
	text := strings.Repeat("会议指出，要把推动高质量发展作为首要任务，2025年增长5.3%；", 3)
	var body []doc.Block
	for n := range 400 {
		if n%10 == 0 {
			body = append(body, &doc.Heading{Level: 1, Number: "一、", Text: words("情况"), Anchor: "h"})
		}
		p := &doc.Paragraph{Text: words(text)}
		if n%50 == 0 {
			p.Text = append(p.Text, &doc.NoteRef{Blocks: []doc.Block{&doc.Paragraph{Text: words("注")}}})
			var rows [][]doc.Cell
			for range 10 {
				rows = append(rows, []doc.Cell{{Text: words("甲"), Across: 1, Down: 1}, {Text: words("12.5"), Across: 1, Down: 1}})
			}
			body = append(body, &doc.Table{Columns: make([]doc.Align, 2), Rows: rows})
		}
		body = append(body, p)
	}
	d := &doc.Document{Blocks: []doc.Block{&doc.Item{Anchor: "item-1", Title: words("题"), Body: body}}}
	b.ReportAllocs()
	for b.Loop() {
		if err := Write(io.Discard, d, s, Options{}); err != nil {
			b.Fatal(err)
		}
	}
}

// rooted has the built-in styles under the names they have in a repository.
type rooted struct{}

// Open implements fs.FS.
func (rooted) Open(name string) (fs.File, error) {
	return templates.Files.Open(strings.TrimPrefix(name, "templates/"))
}
