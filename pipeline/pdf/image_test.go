package pdf

import (
	"bytes"
	"image"
	"image/color"
	"image/color/palette"
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
