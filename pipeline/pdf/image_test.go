package pdf

import (
	"bytes"
	"image"
	"image/color"
	"image/color/palette"
	"image/jpeg"
	"image/png"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kan/pipeline/page"
	"kan/pipeline/picture"
	"kan/pipeline/source"
)

func pngInfo(alpha bool) picture.Info { return picture.Info{Format: picture.PNG, Alpha: alpha} }

func pngFile(t testing.TB, m image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// at is the test picture: red rises to the right, green downwards.
func at(x, y int) color.NRGBA { return color.NRGBA{uint8(8 * x), uint8(10 * y), 60, 255} }

func paint(set func(x, y int, c color.Color), get func(x, y int) color.NRGBA) {
	for y := range 24 {
		for x := range 32 {
			set(x, y, get(x, y))
		}
	}
}

func alphaPicture() image.Image {
	m := image.NewNRGBA(image.Rect(0, 0, 32, 24))
	paint(m.Set, func(x, y int) color.NRGBA { c := at(x, y); c.A = uint8(255 * (x / 16)); return c })
	return m
}

// Every kind of PNG keeps its colours and opacity: an outside program takes the
// image out again, and every pixel is compared.
func TestPNGs(t *testing.T) {
	box := image.Rect(0, 0, 32, 24)
	rgb, deep, gray, gray16, pal := image.NewRGBA(box), image.NewNRGBA64(box), image.NewGray(box), image.NewGray16(box), image.NewPaletted(box, palette.Plan9)
	paint(rgb.Set, at)
	paint(deep.Set, at)
	paint(gray.Set, at)
	paint(gray16.Set, at)
	paint(pal.Set, at)
	for _, c := range []struct {
		name  string
		m     image.Image
		space string
		alpha bool
	}{
		{"colour", rgb, "/DeviceRGB", false}, {"16 bit", deep, "/DeviceRGB", false}, {"grey", gray, "/DeviceGray", false},
		{"16-bit grey", gray16, "/DeviceGray", false}, {"palette", pal, "/DeviceRGB", false}, {"alpha", alphaPicture(), "/DeviceRGB", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			im := &page.Image{W: pt(32), H: pt(24), File: source.New("a.png", pngFile(t, c.m)), Info: pngInfo(c.alpha)}
			d := onePage(im)
			d.Pages[0].Width, d.Pages[0].Height = pt(32), pt(24)
			data := write(t, d, Options{})
			check(t, data)
			if s := qdf(t, data); !strings.Contains(s, "/ColorSpace "+c.space) || strings.Contains(s, "/SMask") != c.alpha {
				t.Error("wrong colour space or mask")
			}
			got, mask := extract(t, data)
			for y := range 24 {
				for x := range 32 {
					want := color.NRGBAModel.Convert(c.m.At(x, y)).(color.NRGBA)
					if mask == nil && want.A != 255 || mask != nil && color.GrayModel.Convert(mask.At(x, y)).(color.Gray).Y != want.A {
						t.Fatalf("opacity of pixel %d,%d is not %d", x, y, want.A)
					}
					want.A = 255
					if p := color.NRGBAModel.Convert(got.At(x, y)); p != want {
						t.Fatalf("pixel %d,%d is %v, want %v", x, y, p, want)
					}
				}
			}
		})
	}
}

// extract takes the first image and its mask out of a file.
func extract(t testing.TB, data []byte) (m, mask image.Image) {
	t.Helper()
	dir := t.TempDir()
	run(t, data, "pdfimages", "-png", "%s", filepath.Join(dir, "i"))
	return decoded(t, filepath.Join(dir, "i-000.png")), decoded(t, filepath.Join(dir, "i-001.png"))
}

// decoded is the picture in a PNG file, nil when there is none.
func decoded(t testing.TB, path string) image.Image {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		return nil
	}
	defer f.Close()
	m, err := png.Decode(f)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestOneImageShownTwiceIsOneObject(t *testing.T) {
	noise := image.NewGray(image.Rect(0, 0, 100, 100))
	for i := range noise.Pix {
		noise.Pix[i] = uint8(rand.IntN(256))
	}
	file := pngFile(t, noise)
	once := onePage(&page.Image{W: pt(10), H: pt(10), File: source.New("a.png", file), Info: pngInfo(false)})
	twice := onePage(once.Pages[0].Items[0], &page.Image{X: pt(50), W: pt(10), H: pt(10), File: source.New("b.png", file), Info: pngInfo(false)})
	if a, b := len(write(t, once, Options{})), len(write(t, twice, Options{})); b > a+100 {
		t.Errorf("%d bytes with the image once, %d twice", a, b)
	}
}

func jpegFile(t testing.TB) []byte {
	t.Helper()
	m := image.NewRGBA(image.Rect(0, 0, 32, 24))
	paint(m.Set, at)
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestJPEGPassesThrough(t *testing.T) {
	file := jpegFile(t)
	data := write(t, onePage(&page.Image{X: pt(9), Y: pt(9), W: pt(64), H: pt(48), File: source.New("a.jpg", file), Info: picture.Info{Format: picture.JPEG}}), Options{})
	check(t, data)
	if !bytes.Contains(data, file) {
		t.Error("the file is not in the PDF as it is")
	}
	if s := run(t, data, "pdfimages", "-list", "%s"); !strings.Contains(s, "jpeg") || !strings.Contains(s, "32    24  rgb") {
		t.Error(s)
	}
}

// header is a JPEG up to its frame header, of the given channels.
func header(adobe bool, precision, channels byte, sof byte) []byte {
	b := []byte{0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 1, 2, 0xFF, 0xFF}
	if adobe {
		b = append(append(b, 0xEE, 0, 14), "Adobe\x00\x64\x00\x00\x00\x00\x02\xFF"...)
	}
	b = append(b, sof, 0, byte(8+3*channels), precision, 0, 24, 0, 32, channels)
	return append(b, make([]byte, 3*int(channels))...)
}

func TestJPEGHeaders(t *testing.T) {
	for _, c := range []struct {
		name string
		file []byte
		want string // in the dictionary, or in the error
	}{
		{"grey", header(false, 8, 1, 0xC0), "/Width 32/Height 24/ColorSpace/DeviceGray"},
		{"colour, progressive", header(false, 8, 3, 0xC2), "/ColorSpace/DeviceRGB"},
		{"CMYK", header(false, 8, 4, 0xC0), "/ColorSpace/DeviceCMYK/BitsPerComponent 8/Filter"},
		{"inverted CMYK", header(true, 8, 4, 0xC0), "/DeviceCMYK/BitsPerComponent 8/Decode[1 0 1 0 1 0 1 0]"},
		{"two channels", header(false, 8, 2, 0xC0), "2 channels"},
		{"12 bits", header(false, 12, 3, 0xC1), "other than 8 bits"},
		{"lossless", header(false, 8, 3, 0xC3), "marker C3"},
		{"cut off", header(true, 8, 3, 0xC0)[:20], "cut off"},
		{"empty", nil, "not a JPEG"},
		{"no frame", []byte{0xFF, 0xD8, 0xFF, 0xFF, 0xFF}, "no frame header"},
	} {
		s, err := jpegImage("a.jpg", c.file)
		got := string(s.dict.b)
		if err != nil {
			got = err.Error()
		}
		if !strings.Contains(got, c.want) {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

func FuzzReadJPEG(f *testing.F) {
	f.Add(jpegFile(f))
	f.Add(header(true, 8, 4, 0xC2))
	f.Fuzz(func(t *testing.T, data []byte) {
		h, err := readJPEG(data)
		if err == nil && (h.width < 1 || h.height < 1) {
			t.Errorf("%+v without an error", h)
		}
	})
}
