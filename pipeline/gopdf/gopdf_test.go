package gopdf_test

import (
	"bytes"
	"errors"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"kan/pipeline/diag"
	"kan/pipeline/font"
	"kan/pipeline/gopdf"
	"kan/pipeline/outside"
	"kan/pipeline/page"
	"kan/pipeline/pdf"
	"kan/pipeline/picture"
	"kan/pipeline/source"
	"kan/pipeline/structure"
	"kan/pipeline/unit"
)

const (
	serif = "NotoSerifSC-Regular.ttf"
	bold  = "NotoSerifSC-Bold.ttf"
	sans  = "NotoSansSC-Medium.ttf"
	kai   = "LXGWWenKai-Regular.ttf"
	fang  = "FandolFang-Regular.otf"
)

// face opens a font of the repository.
func face(t testing.TB, name string) *font.Face {
	t.Helper()
	f, err := os.Open(filepath.Join("..", "..", "fonts", name))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	info, err := f.Stat()
	if err != nil {
		t.Fatal(err)
	}
	face, err := font.Open(f, info.Size(), strings.TrimSuffix(name, filepath.Ext(name)), 0)
	if err != nil {
		t.Fatal(err)
	}
	return face
}

// tool runs an outside program and gives what it prints; without it the test
// is skipped, or fails where tools are required.
func tool(t testing.TB, name string, args ...string) string {
	t.Helper()
	path := outside.Program(t, name)
	var stdout, stderr bytes.Buffer
	cmd := exec.Command(path, args...)
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Run(); err != nil || stderr.Len() > 0 {
		t.Fatalf("%s %v: %v\n%s%s", name, args, err, stdout.String(), stderr.String())
	}
	return stdout.String()
}

func pt(n int) unit.Length { return unit.Points(n) }

// line is a run of one glyph for every character, side by side.
func line(f *font.Face, size, x, y unit.Length, text string) *page.Glyphs {
	g := &page.Glyphs{X: x, Y: y, Face: f, Size: size, Text: text}
	var at unit.Length
	for i, r := range text {
		id := f.Glyph(r)
		g.Glyphs = append(g.Glyphs, page.Glyph{ID: id, X: at, Start: int32(i), End: int32(i + len(string(r))), At: -1})
		at += size.MulDiv(int64(f.Advance(id)), int64(f.UnitsPerEm()))
	}
	return g
}

// document has one A4 page of items.
func document(items ...page.Item) *page.Document {
	return &page.Document{
		Meta:  page.Meta{Title: "试样 (一)", Author: "𠮷田", Creator: "kan test", Created: time.Date(2026, 3, 18, 9, 2, 3, 0, time.FixedZone("", 8*3600))},
		Pages: []page.Page{{Width: unit.MM(21000), Height: unit.MM(29700), Items: items}},
	}
}

// written is the file of a document without complaints.
func written(t testing.TB, d *page.Document) []byte {
	t.Helper()
	var b bytes.Buffer
	var diags diag.List
	if err := gopdf.Write(&b, d, &diags); err != nil {
		t.Fatal(err)
	}
	for _, d := range diags.Sorted() {
		if d.Severity == diag.Error {
			t.Fatal(d.Message)
		}
	}
	return b.Bytes()
}

// ours is the file of our own writer.
func ours(t testing.TB, d *page.Document) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := pdf.Write(&b, d, structure.Read(d), pdf.Options{}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// img is a picture in a rectangle.
func img(t testing.TB, x, y, w, h int, name string, data []byte) *page.Image {
	t.Helper()
	info, err := picture.Read(data)
	if err != nil {
		t.Fatal(err)
	}
	return &page.Image{X: pt(x), Y: pt(y), W: pt(w), H: pt(h), Info: info, File: source.New(name, data)}
}

// pictures are a JPEG and PNGs of kinds that the library cannot read itself.
func pictures(t testing.TB) []page.Item {
	r := image.Rect(0, 0, 40, 30)
	photo, soft, deep := image.NewRGBA(r), image.NewNRGBA(r), image.NewNRGBA64(r)
	colours := color.Palette{color.Transparent, color.NRGBA{200, 0, 0, 128}, color.NRGBA{0, 0, 200, 255}}
	table := image.NewPaletted(r, colours)
	for x := range 40 {
		for y := range 30 {
			photo.Set(x, y, color.NRGBA{uint8(6 * x), uint8(8 * y), 90, 255})
			soft.Set(x, y, color.NRGBA{180, uint8(6 * x), 0, uint8(8 * y)})
			deep.Set(x, y, color.NRGBA64{uint16(1600 * x), 0x8000, 0x1234, uint16(2000 * y)})
			table.Set(x, y, colours[(x/10+y/10)%3])
		}
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, photo, nil); err != nil {
		t.Fatal(err)
	}
	items := []page.Item{page.Box{X: pt(70), Y: pt(585), W: pt(420), H: pt(40), Color: page.Color{R: 250, G: 230, B: 120}},
		img(t, 80, 560, 80, 60, "a.jpg", b.Bytes())}
	for k, m := range []image.Image{soft, deep, table} {
		var b bytes.Buffer
		if err := png.Encode(&b, m); err != nil {
			t.Fatal(err)
		}
		items = append(items, img(t, 180+100*k, 560, 80, 60, string(rune('a'+k))+".png", b.Bytes()))
	}
	return append(items, items[1])
}

// proof is a document with everything that the library can draw: an upright
// page, a turned one and an empty one.
func proof(t testing.TB) *page.Document {
	a, b, c := face(t, serif), face(t, sans), face(t, kai)
	sup := line(a, pt(16), pt(80), pt(180), "面积120m2，见注①")
	for k := range sup.Glyphs {
		if k%4 == 3 {
			sup.Glyphs[k].Rise = pt(5)
		}
	}
	loose := line(c, pt(16), pt(80), pt(210), "两端对齐的一行，字距不等。Latin 与数字 2026")
	for k := range loose.Glyphs {
		loose.Glyphs[k].X += unit.Length(k*k) * unit.Pt / 77
	}
	red := line(b, pt(22), pt(80), pt(250), "彩色的标题")
	red.Color = page.Color{R: 200, G: 17, B: 3}
	dot := line(b, pt(7), pt(84), pt(256), "•")
	dot.Text, dot.Glyphs[0].End = "", 0
	turned := line(a, pt(14), pt(500), pt(300), "— 竖 3 —")
	turned.Turned, turned.Glyphs[2].Rise = true, pt(3)
	d := document(append(pictures(t),
		page.Anchor{Name: "top", X: pt(80), Y: pt(130)},
		line(a, pt(16), pt(80), pt(150), "两个引擎画同一页，张𬭎。"), sup, loose, red, dot,
		page.Box{X: pt(80), Y: pt(300), W: pt(400), H: unit.Pt / 2},
		page.Box{X: pt(80), Y: pt(310), W: unit.Pt * 3 / 4, H: pt(80), Color: page.Color{G: 120}},
		page.Box{X: pt(120), Y: pt(330), W: pt(33), H: pt(22), Color: page.Color{B: 255}},
		line(c, unit.Pt*21/2, pt(100), pt(420), "五号楷体在方框之后还是黑的，−¨´" /* three are composites */), turned,
		page.Link{X: pt(80), Y: pt(136), W: pt(100), H: pt(16), URL: `https://example.org/刊?a=(1)\`},
		page.Link{X: pt(80), Y: pt(196), W: pt(100), H: pt(16), Anchor: "wide"})...)
	d.Pages = append(d.Pages, page.Page{Width: unit.MM(29700), Height: unit.MM(21000), Items: []page.Item{
		page.Anchor{Name: "wide", X: pt(60), Y: pt(90)},
		line(b, pt(16), pt(60), pt(100), "横放的一页"),
		page.Box{X: pt(60), Y: pt(110), W: pt(600), H: pt(1)},
		page.Link{X: pt(60), Y: pt(84), W: pt(50), H: pt(16), Anchor: "top"},
	}}, page.Page{Width: unit.MM(21000), Height: unit.MM(29700)})
	d.Outline = []page.Bookmark{{Title: "第一页", Anchor: "top"}, {Level: 1, Title: "横放的一页", Anchor: "wide"}}
	return d
}

func TestEnginesDrawTheSame(t *testing.T) {
	d := proof(t)
	compare(t, "proof", d, written(t, d))
}

func TestFileIsSound(t *testing.T) {
	d := proof(t)
	data := written(t, d)
	if !bytes.Equal(data, written(t, d)) {
		t.Error("the same document gives two files")
	}
	path := filepath.Join(t.TempDir(), "t.pdf")
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	tool(t, "qpdf", "--check", path)
	info := tool(t, "pdfinfo", "-isodates", path)
	for _, want := range []string{"Title:           试样 (一)\n", "Creator:         kan test\n", "CreationDate:    2026-03-18T01:02:03Z\n", "Pages:           3\n"} {
		if !strings.Contains(info, want) {
			t.Errorf("no %q in\n%s", want, info)
		}
	}
	if strings.Contains(info, "Author") {
		t.Error("an author that the library spells wrongly")
	}
	text := tool(t, "pdftotext", path, "-")
	for _, want := range []string{"两个引擎画同一页，张", "面积", "横放的一页", "彩色的标题"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
}

// The library's own places for links, anchors and bookmarks are wrong on pages
// that are not as high as the first.
func TestLinksAndBookmarks(t *testing.T) {
	data := string(written(t, proof(t)))
	for _, want := range []string{
		"/Rect [80.00 705.89 180.00 689.89] /Border [0 0 0] /A <</S /URI /URI (https://example.org/%E5%88%8A?a=\\(1\\)%5C)>>",
		"/Rect [80.00 645.89 180.00 629.89]", "/XYZ 0 505.28 null]", // 595.28 - 90, of the page "wide"
		"/Rect [60.00 511.28 110.00 495.28]", "/XYZ 0 711.89 null]", // 841.89 - 130, of the first
		"/XYZ 90 711.890000 0 ]\n  /Title <FEFF7B2C4E009875>", "/XYZ 90 505.280000 0 ]\n  /Title <FEFF6A2A653E76844E009875>",
	} {
		if !strings.Contains(data, want) {
			t.Errorf("no %s", want)
		}
	}
}

// failing is a disk that is full after some bytes.
type failing int

func (f *failing) Write(b []byte) (int, error) {
	if *f -= failing(len(b)); *f < 0 {
		return 0, errors.New("disk full")
	}
	return len(b), nil
}

func TestErrorsOfTheWriterArrive(t *testing.T) {
	d := document(line(face(t, sans), pt(16), pt(80), pt(150), "国"))
	for _, room := range []failing{0, 20_000} {
		if err := gopdf.Write(&room, d, &diag.List{}); err == nil || err.Error() != "disk full" {
			t.Errorf("error %v", err)
		}
	}
}

// photo is a JPEG and plain a PNG of one pixel.
func photo(t testing.TB) []byte {
	var b bytes.Buffer
	if err := jpeg.Encode(&b, image.NewGray(image.Rect(0, 0, 1, 1)), nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func plain(t testing.TB) []byte {
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 1, 1))); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
