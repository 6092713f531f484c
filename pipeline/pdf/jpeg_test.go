package pdf

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"image/jpeg"
	"math/bits"
	"strings"
	"testing"

	"kan/pipeline/page"
	"kan/pipeline/picture"
	"kan/pipeline/source"
	"kan/pipeline/structure"
)

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

// bitWriter packs bits, the highest first; after a byte FF it stuffs 00 (ITU-T
// T.81, F.1.2.3).
type bitWriter struct {
	out  []byte
	bits uint32
	n    int
}

func (w *bitWriter) put(v uint32, n int) {
	for k := n - 1; k >= 0; k-- {
		w.bits, w.n = w.bits<<1|v>>k&1, w.n+1
		if w.n == 8 {
			w.out = append(w.out, byte(w.bits))
			if byte(w.bits) == 0xFF {
				w.out = append(w.out, 0)
			}
			w.bits, w.n = 0, 0
		}
	}
}

// flatJPEG is a row of patches of one colour each, samples by channel. A patch
// is a unit of all channels: 8 × 8 pixels, or 16 × 16 where sampling is 0x22.
// frame is C0 for baseline and C2 for progressive; adobe is the transform in
// Adobe's marker, "" for no marker.
func flatJPEG(frame byte, adobe string, sampling []byte, patches ...[]byte) []byte {
	side := 8 * int(sampling[0]>>4)
	n := byte(len(sampling))
	b := []byte{0xFF, 0xD8}
	if adobe != "" {
		b = append(append(b, 0xFF, 0xEE, 0, 14), "Adobe\x00\x64\x00\x00\x00\x00"+adobe...)
	}
	// Quantised by 8, a sample of a flat block is its DC coefficient.
	b = append(append(b, 0xFF, 0xDB, 0, 67, 0), bytes.Repeat([]byte{8}, 64)...)
	b = append(b, 0xFF, frame, 0, 8+3*n, 8)
	b = binary.BigEndian.AppendUint16(binary.BigEndian.AppendUint16(b, uint16(side)), uint16(side*len(patches)))
	b = append(b, n)
	for k, hv := range sampling {
		b = append(b, byte(k+1), hv, 0)
	}
	// DC: the numbers of bits 0 to 8 in codes of four bits; AC: nothing follows, in one.
	b = append(b, 0xFF, 0xC4, 0, 28, 0x00, 0, 0, 0, 9, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8)
	b = append(b, 0xFF, 0xC4, 0, 20, 0x10, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
	b = append(b, 0xFF, 0xDA, 0, 6+2*n, n)
	for k := range sampling {
		b = append(b, byte(k+1), 0)
	}
	last := byte(63)
	if frame == 0xC2 {
		last = 0 // a scan of the DC coefficients alone
	}
	b = append(b, 0, last, 0)
	return append(append(b, flatScan(frame, sampling, patches)...), 0xFF, 0xD9)
}

// flatScan codes the blocks of the patches (T.81, F.1.2.1).
func flatScan(frame byte, sampling []byte, patches [][]byte) []byte {
	w := &bitWriter{}
	before := make([]int, len(sampling))
	for _, p := range patches {
		for k, hv := range sampling {
			for range hv >> 4 * (hv & 15) {
				diff := int(p[k]) - 128 - before[k]
				before[k] += diff
				size := bits.Len(uint(max(diff, -diff)))
				w.put(uint32(size), 4)
				if diff < 0 {
					diff += 1<<size - 1
				}
				w.put(uint32(diff), size)
				if frame != 0xC2 {
					w.put(0, 1)
				}
			}
		}
	}
	w.put(0x7F, 7)
	return w.out
}

// The four inks, white and half black, as Adobe's programs store them: inverted,
// and the YCC of YCCK is the colour of which red is cyan's ink.
var (
	plain   = []byte{0x11, 0x11, 0x11, 0x11}
	halved  = []byte{0x22, 0x11, 0x11, 0x22} // the second and third channel, both ways
	cmyk    = [][]byte{{0, 255, 255, 255}, {255, 0, 255, 255}, {255, 255, 0, 255}, {255, 255, 255, 0}, {255, 255, 255, 255}, {255, 255, 255, 128}}
	ycck    = [][]byte{{76, 85, 255, 255}, {150, 44, 21, 255}, {29, 255, 107, 255}, {0, 128, 128, 0}, {0, 128, 128, 255}, {0, 128, 128, 128}}
	printed = []color.NRGBA{{0, 255, 255, 255}, {255, 0, 255, 255}, {255, 255, 0, 255}, {0, 0, 0, 255}, {255, 255, 255, 255}, {128, 128, 128, 255}}
)

// No file has DeviceCMYK, and another program shows about the colours that the
// inks have.
func TestCMYKBecomesRGB(t *testing.T) {
	for _, c := range []struct {
		name string
		file []byte
	}{
		{"CMYK", flatJPEG(0xC0, "\x00", plain, cmyk...)}, {"CMYK, progressive", flatJPEG(0xC2, "\x00", plain, cmyk...)},
		{"CMYK, subsampled", flatJPEG(0xC0, "\x00", halved, cmyk...)},
		{"YCCK", flatJPEG(0xC0, "\x02", plain, ycck...)}, {"YCCK, subsampled, progressive", flatJPEG(0xC2, "\x02", halved, ycck...)},
	} {
		t.Run(c.name, func(t *testing.T) {
			info, err := picture.Read(c.file)
			if err != nil || info.Channels != 4 {
				t.Fatalf("%+v, %v", info, err)
			}
			d := onePage(&page.Image{W: pt(info.Width), H: pt(info.Height), File: source.New("a.jpg", c.file), Info: info})
			d.Pages[0].Width, d.Pages[0].Height = pt(info.Width), pt(info.Height)
			data := write(t, d, Options{})
			check(t, data)
			if s := qdf(t, data); strings.Contains(s, "DeviceCMYK") || strings.Contains(s, "DCTDecode") || !strings.Contains(s, "/ColorSpace /DeviceRGB") {
				t.Error("the image is not in DeviceRGB")
			}
			m := raster(t, data, "72")
			for k, want := range printed {
				got := color.NRGBAModel.Convert(m.At(info.Height*k+info.Height/2, info.Height/2)).(color.NRGBA)
				for i, pair := range [...][2]uint8{{got.R, want.R}, {got.G, want.G}, {got.B, want.B}} {
					if d := int(pair[0]) - int(pair[1]); d < -6 || d > 6 {
						t.Errorf("patch %d is %v, want %v (channel %d)", k, got, want, i)
					}
				}
			}
		})
	}
}

func TestJPEGPassesThrough(t *testing.T) {
	grey := flatJPEG(0xC2, "", []byte{0x11}, []byte{10}, []byte{200}, []byte{90})
	for _, c := range []struct {
		name, listed string
		file         []byte
	}{{"colour", "32    24  rgb", jpegFile(t)}, {"grey, progressive", "24     8  gray", grey}} {
		data := write(t, onePage(&page.Image{X: pt(9), Y: pt(9), W: pt(64), H: pt(48), File: source.New("a.jpg", c.file), Info: picture.Info{Format: picture.JPEG}}), Options{})
		check(t, data)
		if !bytes.Contains(data, c.file) {
			t.Errorf("%s: the file is not in the PDF as it is", c.name)
		}
		if s := run(t, data, "pdfimages", "-list", "%s"); !strings.Contains(s, "jpeg") || !strings.Contains(s, c.listed) {
			t.Errorf("%s: %s", c.name, s)
		}
	}
}

// What cannot be shown is an error that names the image, whatever the Info of
// the page says of it.
func TestRefusedImages(t *testing.T) {
	good, many := flatJPEG(0xC0, "\x00", plain, cmyk...), flatJPEG(0xC2, "\x00", plain, cmyk...)
	scan := many[bytes.LastIndex(many, []byte{0xFF, 0xDA}) : len(many)-2]
	for range maxScans {
		many = append(many[:len(many)-2:len(many)-2], append(bytes.Clone(scan), 0xFF, 0xD9)...)
	}
	damaged := pngFile(t, image.NewGray(image.Rect(0, 0, 9, 9)))
	for _, c := range []struct {
		name string
		file []byte
		want string
	}{
		{"four channels without a marker", flatJPEG(0xC0, "", plain, cmyk...), "Adobe"},
		{"four channels, scan cut short", append(bytes.Clone(good[:len(good)-12]), 0xFF, 0xD9), "JPEG"},
		{"very many scans", many, "scans"},
		{"two channels", flatJPEG(0xC0, "", []byte{0x11, 0x11}, cmyk...), "broken"},
		{"cut off", good[:40], "broken"},
		{"a PNG cut off", damaged[:len(damaged)-3], "broken"},
		{"no image", []byte("GIF89a"), "neither"},
		{"nothing", nil, "neither"},
	} {
		for _, format := range []picture.Format{picture.PNG, picture.JPEG} {
			var b bytes.Buffer
			d := onePage(&page.Image{W: pt(9), H: pt(9), File: source.New("bad.img", c.file), Info: picture.Info{Format: format}})
			err := Write(&b, d, structure.Read(d), Options{})
			if err == nil || !strings.Contains(err.Error(), "image bad.img: ") || !strings.Contains(err.Error(), c.want) {
				t.Errorf("%s: %v, want %q", c.name, err, c.want)
			}
		}
	}
}
