package gopdf_test

import (
	"bytes"
	"encoding/binary"
	"strings"
	"testing"

	"kan/pipeline/diag"
	"kan/pipeline/font"
	"kan/pipeline/gopdf"
	"kan/pipeline/page"
	"kan/pipeline/source"
)

// at gives a run a place in a source file: the text itself.
func at(g *page.Glyphs, before string) *page.Glyphs {
	f := source.New("a.md", []byte(before+g.Text+"。"))
	g.Span = f.Span(len(before), len(before)+len(g.Text))
	for k := range g.Glyphs {
		g.Glyphs[k].At = int32(len(before)) + g.Glyphs[k].Start
	}
	return g
}

// joined makes one glyph of the first n of a run.
func joined(g *page.Glyphs, n int, id font.GID) *page.Glyphs {
	g.Glyphs[n-1].Start, g.Glyphs[n-1].ID = 0, id
	g.Glyphs = g.Glyphs[n-1:]
	return g
}

func TestLimitsAreTold(t *testing.T) {
	cff, noto, wen := face(t, fang), face(t, serif), face(t, kai)
	data := tiny(square, square, composite(1), composite(0, 2))
	made, err := font.Open(bytes.NewReader(data), int64(len(data)), "made", 0)
	if err != nil {
		t.Fatal(err)
	}
	jpg := []byte("\xff\xd8\xff\xd9")
	for _, c := range []struct {
		name  string
		items []page.Item
		want  []string // place, severity, part of the message
	}{
		{"CFF, once", []page.Item{at(line(cff, pt(16), pt(80), pt(80), "一二三四五六七八九十一二三"), "# "), line(cff, pt(16), pt(80), pt(99), "又")},
			[]string{"a.md:2-41 错误 第1页的“一二三四五六七八九十一二……”：字体“FandolFang-Regular”的轮廓是CFF"}},
		{"ligature", []page.Item{at(joined(line(noto, pt(16), pt(80), pt(80), "——国"), 2, noto.Glyph('—')), "第"),
			joined(line(noto, pt(16), pt(80), pt(99), "——国"), 2, noto.Glyph('—'))},
			[]string{"a.md:3-9 错误 第1页的“——”：这里用了字体“NotoSerifSC-Regular”的连字或替换字形"}},
		{"another glyph of a character", []page.Item{at(joined(line(noto, pt(16), pt(80), pt(80), "国人"), 1, noto.Glyph('國')), "")},
			[]string{"a.md:0-3 错误 第1页的“国”"}},
		{".notdef", []page.Item{at(joined(line(noto, pt(16), pt(80), pt(80), "国人"), 1, 0), "")}, []string{"a.md:0-3 错误 第1页的“国”"}},
		{"nested composites", []page.Item{at(line(made, pt(16), pt(80), pt(80), "BDCD"), "**")},
			[]string{"a.md:3-4 错误 会把第1页的“D”印成别的字：它在字体“made”里"}},
		{"outside the BMP", []page.Item{at(line(wen, pt(16), pt(80), pt(80), "张𬭎𬭎"), "")},
			[]string{"a.md:3-7 警告 第1页的“𬭎”（U+2CB4E，字体“LXGWWenKai-Regular”）印出来是对的"}},
		{"JPEG", []page.Item{&page.Image{W: pt(9), H: pt(9), Info: img(t, 0, 0, 1, 1, "", photo(t)).Info, File: source.New("b.jpg", jpg), Span: source.New("a.md", jpg).Whole()}},
			[]string{"a.md:0-4 错误 第1页的图片“b.jpg”：它读不懂"}},
	} {
		var out bytes.Buffer
		var diags diag.List
		if err := gopdf.Write(&out, document(c.items...), &diags); err != nil {
			t.Errorf("%s: %v", c.name, err)
		}
		got := diags.Sorted()
		if len(got) != len(c.want) {
			t.Errorf("%s: %d complaints: %+v", c.name, len(got), got)
			continue
		}
		for k, d := range got {
			want := strings.SplitN(c.want[k], " ", 3)
			if d.Code != gopdf.CodeLimit || d.Span.String() != want[0] || d.Severity.String() != want[1] || !strings.Contains(d.Message, want[2]) || d.Hint == "" {
				t.Errorf("%s: %v %v %s, want %s", c.name, d.Span, d.Severity, d.Message, c.want[k])
			}
		}
		if wrote := out.Len() > 0; wrote == diags.HasErrors() {
			t.Errorf("%s: %d bytes were written", c.name, out.Len())
		}
	}
}

func TestBookmarksOutsideTheBMP(t *testing.T) {
	d := document(page.Anchor{Name: "a"})
	d.Outline = []page.Bookmark{{Title: "𠮷", Anchor: "a"}}
	var diags diag.List
	if err := gopdf.Write(&bytes.Buffer{}, d, &diags); err != nil || diags.Count(diag.Error) != 1 {
		t.Errorf("%v, %d errors", err, diags.Count(diag.Error))
	}
}

// The library has room for 8,000 characters of a face.
func TestManyCharacters(t *testing.T) {
	f := face(t, kai)
	var text strings.Builder
	for r, n := rune(0x3400), 0; n < 8200; r += 2 { // no two in a row: a segment each
		if f.Glyph(r) != 0 {
			text.WriteRune(r)
			n++
		}
	}
	all := []rune(text.String())
	for _, c := range []struct{ n, errors int }{{8000, 0}, {len(all), 1}} {
		var diags diag.List
		if err := gopdf.Write(&bytes.Buffer{}, document(line(f, pt(16), 0, 0, string(all[:c.n]))), &diags); err != nil || diags.Count(diag.Error) != c.errors {
			t.Errorf("%d characters: %v, %d errors", c.n, err, diags.Count(diag.Error))
		}
	}
}

// tiny is a font whose glyph k is outlines[k] and that of the character 'A'+k.
func tiny(outlines ...[]byte) []byte {
	be := binary.BigEndian
	head := make([]byte, 54)
	copy(head[12:], "\x5F\x0F\x3C\xF5\x00\x00\x03\xE8")
	head[51] = 1
	hhea := append(make([]byte, 34), 0, 1)
	maxp := append([]byte{0, 1, 0, 0, 0, byte(len(outlines))}, make([]byte, 26)...)
	hmtx := append([]byte{2, 0}, make([]byte, 2*len(outlines))...)
	cmap := be.AppendUint32([]byte{0, 0, 0, 1, 0, 3, 0, 10, 0, 0, 0, 12, 0, 12, 0, 0}, 28)
	for _, v := range []int{0, 1, 'A', 'A' + len(outlines) - 1, 0} {
		cmap = be.AppendUint32(cmap, uint32(v))
	}
	var glyf, loca []byte
	for _, o := range outlines {
		loca = be.AppendUint32(loca, uint32(len(glyf)))
		glyf = append(glyf, o...)
	}
	loca = be.AppendUint32(loca, uint32(len(glyf)))
	file, body := []byte{0, 1, 0, 0, 0, 7, 0, 0, 0, 0, 0, 0}, []byte(nil)
	for _, t := range []struct {
		tag  string
		data []byte
	}{{"cmap", cmap}, {"glyf", glyf}, {"head", head}, {"hhea", hhea}, {"hmtx", hmtx}, {"loca", loca}, {"maxp", maxp}} {
		file = append(append(file, t.tag...), 0, 0, 0, 0)
		file = be.AppendUint32(be.AppendUint32(file, uint32(12+16*7+len(body))), uint32(len(t.data)))
		body = append(body, t.data...)
	}
	return append(file, body...)
}

// square is a simple outline; composite one that names glyphs.
var square = []byte("\x00\x01\x00\x00\x00\x00\x01\x00\x01\x00\x00\x03\x00\x00\x01\x01\x01\x01" +
	"\x00\x00\x01\x00\x00\x00\xFF\x00\x00\x00\x00\x00\x01\x00\x00\x00")

func composite(parts ...byte) []byte {
	b := []byte("\xFF\xFF\x00\x00\x00\x00\x01\x00\x01\x00")
	for k, part := range parts {
		more := byte(0x20)
		if k == len(parts)-1 {
			more = 0
		}
		b = append(b, 0, more|2, 0, part, 0, 0)
	}
	return b
}

// opened writes all characters of a font.
func opened(data []byte, diags *diag.List) ([]byte, error) {
	f, err := font.Open(bytes.NewReader(data), int64(len(data)), "made", 0)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	err = gopdf.Write(&out, document(line(f, pt(20), pt(80), pt(80), "BCDEF")), diags)
	return out.Bytes(), err
}

func TestBrokenFonts(t *testing.T) {
	noWidths := tiny(square, square, square, square, square, square)
	noWidths[bytes.Index(noWidths, []byte("hhea"))+11] -= 2 // of the offset: numberOfHMetrics is 0 then
	for _, c := range []struct {
		name   string
		data   []byte
		errors int
		want   string
	}{
		{"sound", tiny(square, square, square, composite(1, 2), nil, square), 0, ""},
		{"nested", tiny(square, square, composite(1), composite(0, 2), square, square), 1, ""},
		{"in itself", tiny(square, composite(1), square, square, square, square), 1, ""},
		{"cut off", tiny(square, composite(0, 1)[:17], square, square, square, square), 0, "cut off"},
		{"no such component", tiny(square, composite(0, 9), square, square, square, square), 0, "does not exist"},
		{"no widths", noWidths, 0, "hmtx"},
	} {
		var diags diag.List
		out, err := opened(c.data, &diags)
		if (err == nil) != (c.want == "") || err != nil && !strings.Contains(err.Error(), c.want) || diags.Count(diag.Error) != c.errors {
			t.Errorf("%s: error %v, %+v", c.name, err, diags.Sorted())
		}
		if wrote := len(out) > 0; wrote != (c.want == "" && c.errors == 0) {
			t.Errorf("%s: %d bytes", c.name, len(out))
		}
	}
}

func FuzzFont(f *testing.F) {
	f.Add(tiny(square, square, square, composite(1, 2), nil, square))
	f.Add(tiny(square, composite(1), composite(0, 1)[:17], composite(9), square, square))
	f.Fuzz(func(t *testing.T, data []byte) {
		var diags diag.List
		if out, err := opened(data, &diags); err == nil && (len(out) > 0) == diags.HasErrors() {
			t.Errorf("%d bytes and %d errors", len(out), diags.Count(diag.Error))
		}
	})
}

func TestBrokenDocuments(t *testing.T) {
	run := line(face(t, serif), 0, pt(80), pt(80), "国")
	for _, c := range []struct {
		doc  *page.Document
		want string
	}{
		{&page.Document{}, "at least one page"},
		{document(run), "has the size 0.00 pt"},
		{document(&page.Glyphs{Text: "国", Glyphs: run.Glyphs, Size: pt(1)}), "text without a font"},
		{document(page.Link{Anchor: "nowhere"}), `link to the anchor "nowhere"`},
		{&page.Document{Pages: document().Pages, Outline: []page.Bookmark{{Title: "一", Anchor: "nowhere"}}}, `bookmark "一"`},
		{document(&page.Image{}), "an image has no file"},
		{document(&page.Image{File: source.New("x.gif", nil)}), "image x.gif: neither PNG nor JPEG"},
		{document(&page.Image{File: source.New("x.png", nil), Info: img(t, 0, 0, 1, 1, "", plain(t)).Info}), "image x.png: "},
	} {
		if err := gopdf.Write(&bytes.Buffer{}, c.doc, &diag.List{}); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("error %v, want %s", err, c.want)
		}
	}
}
