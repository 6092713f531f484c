package pdf

import (
	"bytes"
	"encoding/binary"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kan/pipeline/font"
	"kan/pipeline/page"
	"kan/pipeline/structure"
)

func TestWidths(t *testing.T) {
	for _, c := range []struct {
		widths []int64
		dw     int64
		w      string
	}{
		{[]int64{1000}, 1000, "[]"},
		{[]int64{1000, 500, 1000, 1000, 350, 360}, 1000, "[1[500]4[350 360]]"},
		{[]int64{0, 500, 500, 0}, 0, "[1[500 500]]"},
		{[]int64{700, 500, 500}, 500, "[0[700]]"},
	} {
		if dw := mode(c.widths); dw != c.dw {
			t.Errorf("DW of %v is %d, want %d", c.widths, dw, c.dw)
		}
		if w := string(appendWidths(nil, c.widths, c.dw)); w != c.w {
			t.Errorf("W of %v is %s, want %s", c.widths, w, c.w)
		}
	}
}

func TestDecimals(t *testing.T) {
	for _, c := range []struct {
		v      int64
		places int
		want   string
	}{{0, 3, "0"}, {1, 3, "0.001"}, {-1500, 3, "-1.5"}, {595276, 3, "595.276"}, {160000, 4, "16"}, {-5, 1, "-0.5"}} {
		if got := string(appendDecimal(nil, c.v, c.places)); got != c.want {
			t.Errorf("%d with %d places is %s, want %s", c.v, c.places, got, c.want)
		}
	}
}

// 2,700 characters in three faces come back line by line, in more than one
// block of ToUnicode and in every one at most 100 entries.
func TestLongTextCopiesAsWritten(t *testing.T) {
	d := book(t, 50, serif, fang, sans)
	var want strings.Builder
	for _, p := range d.Pages {
		for _, item := range p.Items {
			want.WriteString(lineOf(item))
		}
	}
	data := write(t, d, Options{})
	got := strings.ReplaceAll(run(t, data, "pdftotext", "-raw", "%s", "-"), "\f", "")
	if got != want.String() {
		t.Errorf("%d bytes of text come back, want %d", len(got), want.Len())
	}
	most := 0
	for _, block := range strings.Split(string(toUnicode(make([]glyphText, 1234))), "beginbfchar")[1:] {
		most = max(most, strings.Count(strings.Split(block, "endbfchar")[0], "<")/2)
	}
	if most != maxBlock {
		t.Errorf("%d entries in a block", most)
	}
}

func TestSubsetTagFollowsTheGlyphs(t *testing.T) {
	tag := func(text string) string {
		u, err := newFontUse(face(t, sans), 1, 1)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range text {
			if err := u.collect(u.face.Glyph(r), string(r)); err != nil {
				t.Fatal(err)
			}
		}
		if err := u.assign(); err != nil {
			t.Fatal(err)
		}
		return u.tag()
	}
	a, b := tag("国家"), tag("国")
	if a == b || a != tag("国家") || len(a) != 6 || strings.Trim(a, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != "" {
		t.Errorf("tags %s and %s", a, b)
	}
}

func TestForbiddenFontIsAnError(t *testing.T) {
	data, err := os.ReadFile(filepath.Join("..", "..", "fonts", sans))
	if err != nil {
		t.Fatal(err)
	}
	at := bytes.Index(data[:1000], []byte("OS/2"))
	os2 := data[binary.BigEndian.Uint32(data[at+8:]):]
	binary.BigEndian.PutUint16(os2[8:], 2) // restricted licence embedding
	f, err := font.Open(bytes.NewReader(data), int64(len(data)), "locked.ttf", 0)
	if err != nil {
		t.Fatal(err)
	}
	d := onePage(line(f, pt(16), pt(80), pt(100), "国"))
	err = Write(&bytes.Buffer{}, d, structure.Read(d), Options{})
	if err == nil || !strings.Contains(err.Error(), "NotoSansSC-Medium (locked.ttf): its licence forbids embedding") {
		t.Errorf("error is %v", err)
	}
}

// lineOf is the text of a run, as a line.
func lineOf(item page.Item) string {
	if g, ok := item.(*page.Glyphs); ok {
		return g.Text + "\n"
	}
	return ""
}
