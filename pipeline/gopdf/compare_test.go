package gopdf_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"kan/pipeline/page"
)

// What two engines may differ by. The reader puts glyphs on a grid of quarter
// pixels: where places differ by a thousandth of a point, one may be drawn a
// quarter of a pixel aside, and its edges change by a quarter of the range.
const (
	quarter = 256 / 4 // of the levels of a channel
	most    = 20      // pixels in a million that differ by more than that
	dpi     = "100"
)

// raster is one page, 3 bytes a pixel.
type raster struct {
	width, height int
	rgb           []byte
}

// rasters draws all pages of a PDF.
func rasters(t testing.TB, data []byte) (out []raster) {
	t.Helper()
	dir := t.TempDir()
	path := filepath.Join(dir, "t.pdf")
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	tool(t, "pdftoppm", "-r", dpi, path, filepath.Join(dir, "page"))
	files, err := filepath.Glob(filepath.Join(dir, "*.ppm")) // in order: numbers have equal lengths
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var r raster
		var depth int
		if n, err := fmt.Fscanf(bytes.NewReader(data), "P6\n%d %d\n%d\n", &r.width, &r.height, &depth); n != 3 || depth != 255 {
			t.Fatalf("%s: %v", name, err)
		}
		r.rgb = data[len(data)-3*r.width*r.height:]
		out = append(out, r)
	}
	return out
}

// differing is how many pixels in a million differ by more than a quarter of
// the range in a channel, rounded up, and the box around them.
func differing(a, b raster) (perMillion int, box string) {
	if a.width != b.width || a.height != b.height {
		return 1_000_000, fmt.Sprintf("%d x %d and %d x %d", a.width, a.height, b.width, b.height)
	}
	n, x0, y0, x1, y1 := 0, a.width, a.height, 0, 0
	for k := 0; k < len(a.rgb); k += 3 {
		far := 0
		for c := k; c < k+3; c++ {
			far = max(far, int(a.rgb[c])-int(b.rgb[c]), int(b.rgb[c])-int(a.rgb[c]))
		}
		if far > quarter {
			n++
			x, y := k/3%a.width, k/3/a.width
			x0, y0, x1, y1 = min(x0, x), min(y0, y), max(x1, x), max(y1, y)
		}
	}
	area := a.width * a.height
	return (n*1_000_000 + area - 1) / area, fmt.Sprintf("(%d,%d)-(%d,%d)", x0, y0, x1, y1)
}

// compare holds a file against that of our own writer, page by page, and
// returns how many pages it looked at.
func compare(t testing.TB, name string, d *page.Document, data []byte) int {
	t.Helper()
	theirs, our := rasters(t, data), rasters(t, ours(t, d))
	if len(theirs) != len(d.Pages) || len(our) != len(d.Pages) {
		t.Fatalf("%s: %d and %d pages, want %d", name, len(theirs), len(our), len(d.Pages))
	}
	for k := range our {
		if n, box := differing(our[k], theirs[k]); n > most {
			t.Errorf("%s, page %d: %d pixels in a million differ, in %s", name, k+1, n, box)
		}
	}
	return len(our)
}

func TestDifferencesAreSeen(t *testing.T) {
	white := raster{100, 100, bytes.Repeat([]byte{255}, 30_000)}
	for _, c := range []struct {
		value byte
		want  int
	}{{255 - quarter, 0}, {255 - quarter - 1, 100}, {0, 100}} {
		other := raster{100, 100, bytes.Clone(white.rgb)}
		other.rgb[3*4050+1] = c.value
		if got, box := differing(other, white); got != c.want || got > 0 && box != "(50,40)-(50,40)" {
			t.Errorf("%d: %d in %s, want %d", c.value, got, box, c.want)
		}
	}
	if got, _ := differing(white, raster{50, 200, white.rgb}); got != 1_000_000 {
		t.Errorf("another size gives %d", got)
	}
}
