package pdf

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"kan/pipeline/font"
	"kan/pipeline/outside"
	"kan/pipeline/page"
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
	return faceAt(t, filepath.Join("..", "..", "fonts", name))
}

func faceAt(t testing.TB, path string) *font.Face {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	info, err := f.Stat()
	if err != nil {
		t.Fatal(err)
	}
	face, err := font.Open(f, info.Size(), filepath.Base(path), 0)
	if err != nil {
		t.Fatal(err)
	}
	return face
}

// run gives what a program prints; %s in args is the path of a file with data.
func run(t testing.TB, data []byte, name string, args ...string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "t.pdf")
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	for i := range args {
		args[i] = strings.ReplaceAll(args[i], "%s", path)
	}
	var stderr bytes.Buffer
	cmd := exec.Command(outside.Program(t, name), args...)
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s %v: %v\n%s%s", name, args, err, out, stderr.String())
	}
	if s := stderr.String(); s != "" {
		t.Errorf("%s complains: %s", name, s)
	}
	return string(out)
}

// check has qpdf look at the file.
func check(t testing.TB, data []byte) {
	t.Helper()
	run(t, data, "qpdf", "--check", "%s")
}

func write(t testing.TB, d *page.Document, o Options) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, d, structure.Read(d), o); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// line is a run of one glyph a character, side by side.
func line(f *font.Face, size, x, y unit.Length, text string) *page.Glyphs {
	g := &page.Glyphs{X: x, Y: y, Face: f, Size: size, Text: text}
	var at unit.Length
	for i, r := range text {
		id := f.Glyph(r)
		g.Glyphs = append(g.Glyphs, page.Glyph{ID: id, X: at, Start: int32(i), End: int32(i + len(string(r))), At: -1})
		at += size.MulDiv(int64(f.Advance(id)), int64(f.Metrics().UnitsPerEm))
	}
	return g
}

// onePage is a document of an A4 page.
func onePage(items ...page.Item) *page.Document {
	return &page.Document{
		Meta:  page.Meta{Title: "试样", Lang: "zh-CN", Creator: "kan test", Created: time.Date(2026, 3, 18, 1, 2, 3, 0, time.UTC)},
		Pages: []page.Page{{Width: unit.MM(21000), Height: unit.MM(29700), Label: "1", Items: items}},
	}
}

func pt(n int) unit.Length { return unit.Points(n) }

// wantText compares what a program extracts with the lines that were set.
func wantText(t *testing.T, tool, got string, lines ...string) {
	t.Helper()
	if want := strings.Join(lines, "\n"); strings.TrimSpace(got) != want {
		t.Errorf("%s gives\n%q, want\n%q", tool, strings.TrimSpace(got), want)
	}
}
