package pdf

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"kan/pipeline/page"
	"kan/pipeline/picture"
	"kan/pipeline/source"
	"kan/pipeline/structure"
)

// pictures are the seeds of package picture's fuzz test.
func pictures(t testing.TB) map[string][]byte {
	t.Helper()
	seeds := map[string][]byte{}
	paths, err := filepath.Glob("../picture/testdata/fuzz/FuzzRead/*")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no seeds of package picture: %v", err)
	}
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		_, quoted, _ := strings.Cut(string(text), "[]byte(")
		seed, err := strconv.Unquote(strings.TrimSuffix(quoted, ")\n"))
		if err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		seeds[filepath.Base(path)] = []byte(seed)
	}
	return seeds
}

// inflated undoes what pixelStream does: it gives the rows of an image of so
// many bytes each.
func inflated(t *testing.T, s stream, width int) []byte {
	t.Helper()
	r, err := zlib.NewReader(bytes.NewReader(s.data))
	if err != nil {
		t.Fatal(err)
	}
	raw, err := io.ReadAll(r)
	if err != nil || len(raw)%(1+width) != 0 {
		t.Fatalf("%d bytes for rows of %d: %v", len(raw), width, err)
	}
	var rows []byte
	above := make([]byte, width)
	for ; len(raw) > 0; raw = raw[1+width:] {
		if raw[0] != 2 {
			t.Fatalf("a row is filtered by %d", raw[0])
		}
		for i := range above {
			above[i] += raw[1+i]
		}
		rows = append(rows, above...)
	}
	return rows
}

// keeps tells that the streams of an image have the colours and the opacity of
// every pixel.
func keeps(t *testing.T, pix image.Image) {
	t.Helper()
	z := &deflater{level: 1}
	b := pix.Bounds()
	s, err := colours(z, pix, 0)
	if err != nil {
		t.Fatal(err)
	}
	channels := 3
	if bytes.Contains(s.dict.b, []byte("/DeviceGray")) {
		channels = 1
	}
	got := inflated(t, s, channels*b.Dx())
	s, err = opacity(z, pix)
	if err != nil {
		t.Fatal(err)
	}
	mask := inflated(t, s, b.Dx())
	if len(got) != channels*b.Dx()*b.Dy() || len(mask) != b.Dx()*b.Dy() {
		t.Fatalf("%d bytes of colour and %d of opacity for %v", len(got), len(mask), b)
	}
	k := 0
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			c := color.NRGBAModel.Convert(pix.At(x, y)).(color.NRGBA)
			p := got[channels*k:]
			if p[0] != c.R || p[channels/2] != c.G || p[channels-1] != c.B || mask[k] != c.A {
				t.Fatalf("pixel %d,%d is %v, opacity %d, want %v", x, y, p[:channels], mask[k], c)
			}
			k++
		}
	}
}

// imageFile is a PDF of one page with one image.
func imageFile(t *testing.T, data []byte, info picture.Info) ([]byte, error) {
	t.Helper()
	var b bytes.Buffer
	d := onePage(&page.Image{W: pt(90), H: pt(90), File: source.New("fuzz.img", data), Info: info})
	err := Write(&b, d, structure.Read(d), Options{Level: 1, Jobs: 1})
	if err != nil && !strings.Contains(err.Error(), "image fuzz.img: ") {
		t.Errorf("the error does not name the image: %v", err)
	}
	return b.Bytes(), err
}

// painted is a PNG whose kind, size, palette and pixels are those of data: every
// input is one, where chance never finds a checksum.
func painted(data []byte) []byte {
	at := 0
	next := func() byte { // data again and again
		at++
		if len(data) == 0 {
			return 0
		}
		return data[(at-1)%len(data)]
	}
	kinds := [...]struct{ colour, depth, samples byte }{{0, 1, 1}, {0, 2, 1}, {0, 4, 1}, {0, 8, 1}, {0, 16, 1}, {2, 8, 3}, {2, 16, 3},
		{3, 1, 1}, {3, 2, 1}, {3, 4, 1}, {3, 8, 1}, {4, 8, 2}, {4, 16, 2}, {6, 8, 4}, {6, 16, 4}}
	kind := kinds[int(next())%len(kinds)]
	flags, width, height := next(), next()%40+1, next()%40+1
	out := []byte("\x89PNG\r\n\x1a\n")
	chunk := func(tag string, body []byte) {
		out = binary.BigEndian.AppendUint32(out, uint32(len(body)))
		out = append(append(out, tag...), body...)
		out = binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(out[len(out)-len(body)-4:]))
	}
	bytesOf := func(n int) (b []byte) {
		for range n {
			b = append(b, next())
		}
		return b
	}
	chunk("IHDR", []byte{0, 0, 0, width, 0, 0, 0, height, kind.depth, kind.colour, 0, 0, flags & 1})
	if kind.colour == 3 {
		chunk("PLTE", bytesOf(3*(1+int(flags>>2)%min(1<<kind.depth, 256))))
	}
	if flags&2 != 0 && kind.colour < 4 {
		chunk("tRNS", bytesOf(int(map[byte]byte{0: 2, 2: 6, 3: flags % 9}[kind.colour])))
	}
	var idat bytes.Buffer
	z := zlib.NewWriter(&idat)
	rows := func(w, h int) {
		for range h {
			if w > 0 {
				z.Write(append([]byte{next() % 5}, bytesOf((w*int(kind.depth*kind.samples)+7)/8)...))
			}
		}
	}
	if flags&1 == 0 {
		rows(int(width), int(height))
	} else { // Adam7 (W3C PNG, 8.2): origin and steps of each pass
		for _, p := range [...][4]int{{0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4}, {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}} {
			rows((int(width)-p[0]+p[2]-1)/p[2], (int(height)-p[1]+p[3]-1)/p[3])
		}
	}
	z.Close()
	chunk("IDAT", idat.Bytes())
	chunk("IEND", nil)
	return out
}

// FuzzImage takes the input for an image file, and for what a PNG shows.
func FuzzImage(f *testing.F) {
	for _, data := range pictures(f) {
		f.Add(data)
	}
	f.Add(jpegFile(f))
	f.Add(pngFile(f, alphaPicture()))
	for _, sampling := range [][]byte{plain, halved} {
		f.Add(flatJPEG(0xC0, "\x00", sampling, cmyk...))
		f.Add(flatJPEG(0xC2, "\x02", sampling, ycck...))
	}
	f.Add(flatJPEG(0xC0, "", plain, cmyk...))
	f.Fuzz(func(t *testing.T, data []byte) {
		tryImage(t, data)
		png := painted(data)
		if _, err := picture.Read(png); err != nil {
			t.Fatalf("a PNG is refused: %v", err)
		}
		if !tryImage(t, png) {
			t.Error("a PNG is not written")
		}
	})
}

// tryImage writes an image file. It is refused by name, or its pixels come out
// as another decoder reads them, in a file that is no longer than they need.
func tryImage(t *testing.T, data []byte) bool {
	t.Helper()
	info, err := picture.Read(data)
	pixels := info.Width * info.Height
	if err == nil && pixels > 1<<16 {
		return false // only time
	}
	file, err2 := imageFile(t, data, info)
	if err != nil && err2 == nil {
		t.Errorf("%+v is written, though %v", info, err)
	}
	if err2 != nil {
		return false
	}
	if most := 40_000 + len(data) + 8*pixels; len(file) > most {
		t.Errorf("%d bytes for %d pixels in %d bytes", len(file), pixels, len(data))
	}
	if info.Format == picture.JPEG && info.Channels != 4 {
		if !bytes.Contains(file, data) {
			t.Errorf("%+v does not pass through", info)
		}
		return true
	}
	pix, _, err := image.Decode(bytes.NewReader(data))
	if err != nil || pix.Bounds().Dx() != info.Width || pix.Bounds().Dy() != info.Height || bytes.Contains(file, []byte("DCTDecode")) {
		t.Fatalf("%+v decodes to %v, %v", info, pix.Bounds(), err)
	}
	keeps(t, pix)
	return true
}

// Every kind of PNG that package picture takes has pixels to show.
func TestSeedsOfEveryKindAreShown(t *testing.T) {
	n := 0
	for name, data := range pictures(t) {
		info, err := picture.Read(data)
		if err != nil || info.Format != picture.PNG || strings.Contains(name, "row") || strings.Contains(name, "filter-of-no-kind") {
			continue
		}
		n++
		if _, err := imageFile(t, data, info); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		pix, err := decodePNG(name, data)
		if err != nil {
			t.Error(err)
			continue
		}
		keeps(t, pix)
	}
	if n < 20 {
		t.Errorf("%d kinds", n)
	}
}
