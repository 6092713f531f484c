package picture

import (
	"bytes"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"testing"
)

func encodePNG(m image.Image) []byte {
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		panic(err)
	}
	return b.Bytes()
}

func encodeJPEG(m image.Image) []byte {
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, nil); err != nil {
		panic(err)
	}
	return b.Bytes()
}

// chunk is a PNG chunk with its checksum.
func chunk(kind string, body []byte) []byte {
	b := binary.BigEndian.AppendUint32(nil, uint32(len(body)))
	b = append(append(b, kind...), body...)
	return binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(b[4:]))
}

// withExif puts an Exif segment after the start of a JPEG: 300 dots in unit
// (2 inch, 3 centimetre) and an orientation.
func withExif(data []byte, order binary.AppendByteOrder, unit, orientation uint16) []byte {
	tiff := []byte("MM\x00*")
	if order == binary.AppendByteOrder(binary.LittleEndian) {
		tiff = []byte("II*\x00")
	}
	tiff = order.AppendUint32(tiff, 8)
	tiff = order.AppendUint16(tiff, 3)
	entry := func(tag, kind uint16) {
		tiff = order.AppendUint32(order.AppendUint16(order.AppendUint16(tiff, tag), kind), 1)
	}
	entry(0x0112, 3)
	tiff = order.AppendUint16(order.AppendUint16(tiff, orientation), 0)
	entry(0x011A, 5)
	tiff = order.AppendUint32(tiff, 50)
	entry(0x0128, 3)
	tiff = order.AppendUint16(order.AppendUint16(tiff, unit), 0)
	tiff = order.AppendUint32(tiff, 0) // no further directory
	tiff = order.AppendUint32(order.AppendUint32(tiff, 600), 2)
	segment := binary.BigEndian.AppendUint16([]byte{0xFF, 0xE1}, uint16(8+len(tiff)))
	segment = append(append(segment, "Exif\x00\x00"...), tiff...)
	return append(append(bytes.Clone(data[:2]), segment...), data[2:]...)
}

// hugePNG claims a size without having the pixels.
func hugePNG(w, h uint32) []byte {
	body := binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(nil, w), h)
	b := append([]byte("\x89PNG\r\n\x1a\n"), chunk("IHDR", append(body, 8, 2, 0, 0, 0))...)
	return append(append(b, chunk("IDAT", nil)...), chunk("IEND", nil)...)
}

// headPNG is a PNG of 9 × 9 pixels with that rest of its header; its data are
// none that a decoder could read.
func headPNG(depth, kind, compression, filter, interlace byte) []byte {
	b := append([]byte("\x89PNG\r\n\x1a\n"), chunk("IHDR", []byte{0, 0, 0, 9, 0, 0, 0, 9, depth, kind, compression, filter, interlace})...)
	return append(append(b, chunk("IDAT", []byte{0})...), chunk("IEND", nil)...)
}

func TestHeaders(t *testing.T) {
	r := image.Rect(0, 0, 30, 20)
	alpha := image.NewNRGBA(r)
	alpha.SetNRGBA(1, 1, color.NRGBA{1, 2, 3, 4})
	opaque := image.NewRGBA(r)
	for k := range opaque.Pix {
		opaque.Pix[k] = 255
	}
	resolved := encodePNG(opaque)
	phys := chunk("pHYs", []byte{0, 0, 0x0b, 0x13, 0, 0, 0x0b, 0x13, 1}) // 2835 a metre
	resolved = append(append(bytes.Clone(resolved[:33]), phys...), resolved[33:]...)
	photo := encodeJPEG(opaque)
	jfif := append([]byte("\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x01\x00\x60\x00\x60\x00\x00"), withExif(photo, binary.BigEndian, 2, 1)[2:]...)
	for _, c := range []struct {
		name string
		data []byte
		want Info
	}{
		{"grey", encodePNG(image.NewGray(r)), Info{PNG, 30, 20, 0, 1, false, false}},
		{"colour", encodePNG(opaque), Info{PNG, 30, 20, 0, 3, false, false}},
		{"alpha", encodePNG(alpha), Info{PNG, 30, 20, 0, 3, true, false}},
		{"resolution", resolved, Info{PNG, 30, 20, 72, 3, false, false}},
		{"jpeg", encodeJPEG(opaque), Info{JPEG, 30, 20, 0, 3, false, false}},
		{"grey jpeg", encodeJPEG(image.NewGray(r)), Info{JPEG, 30, 20, 0, 1, false, false}},
		{"palette", encodePNG(image.NewPaletted(r, color.Palette{color.White, color.Black})), Info{PNG, 30, 20, 0, 3, false, false}},
		{"Exif resolution", withExif(photo, binary.BigEndian, 2, 1), Info{JPEG, 30, 20, 300, 3, false, false}},
		{"Exif in centimetres", withExif(photo, binary.LittleEndian, 3, 1), Info{JPEG, 30, 20, 762, 3, false, false}},
		{"turned", withExif(photo, binary.LittleEndian, 2, 6), Info{JPEG, 30, 20, 300, 3, false, true}},
		{"JFIF resolution", jfif, Info{JPEG, 30, 20, 96, 3, false, false}},
	} {
		if got, err := Read(c.data); err != nil || got != c.want {
			t.Errorf("%s: %+v, %v; want %+v", c.name, got, err, c.want)
		}
	}
}

func TestRefusals(t *testing.T) {
	good := encodePNG(image.NewGray(image.Rect(0, 0, 9, 9)))
	damaged := bytes.Clone(good)
	damaged[18]++ // width, without its checksum
	scratched := bytes.Clone(good)
	scratched[bytes.Index(good, []byte("IDAT"))+6]++ // a pixel
	photo := encodeJPEG(image.NewGray(image.Rect(0, 0, 9, 9)))
	deep := bytes.Clone(photo)
	deep[bytes.Index(photo, []byte{0xFF, 0xC0})+4] = 12 // bits per sample
	lossless := bytes.Clone(photo)
	lossless[bytes.Index(photo, []byte{0xFF, 0xC0})+1] = 0xC3
	for _, c := range []struct {
		name string
		data []byte
		want error
	}{
		{"empty", nil, ErrFormat},
		{"text", []byte("GIF89a and more"), ErrFormat},
		{"cut off", good[:len(good)-12], ErrBroken},
		{"damaged", damaged, ErrBroken},
		{"30,000 × 30,000", hugePNG(30_000, 30_000), ErrTooLarge},
		{"many pixels", hugePNG(19_000, 19_000), ErrTooLarge},
		{"no pixels", hugePNG(0, 5), ErrBroken},
		{"negative", hugePNG(1<<31, 5), ErrBroken},
		{"scratched", scratched, ErrBroken},
		{"no pixels at all", hugePNG(9, 9)[:8+25], ErrBroken},
		{"3 bits", headPNG(3, 0, 0, 0, 0), ErrBroken},
		{"16-bit palette", headPNG(16, 3, 0, 0, 0), ErrBroken},
		{"colour type 5", headPNG(8, 5, 0, 0, 0), ErrBroken},
		{"colour type 200", headPNG(8, 200, 0, 0, 0), ErrBroken},
		{"unknown compression", headPNG(8, 2, 1, 0, 0), ErrBroken},
		{"unknown interlace", headPNG(8, 2, 0, 0, 2), ErrBroken},
		{"palette without colours", headPNG(8, 3, 0, 0, 0), ErrBroken},
		{"jpeg cut off", photo[:len(photo)-2], ErrBroken},
		{"12-bit jpeg", deep, ErrFormat},
		{"lossless jpeg", lossless, ErrFormat},
		{"jpeg without a frame", []byte("\xff\xd8\xff\xda\x00\x02"), ErrBroken},
	} {
		if _, err := Read(c.data); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", c.name, err, c.want)
		}
	}
}

func TestSizeOfWhatIsTooLargeIsKnown(t *testing.T) {
	if info, err := Read(hugePNG(30_000, 20)); !errors.Is(err, ErrTooLarge) || info.Width != 30_000 || info.Height != 20 {
		t.Errorf("%+v, %v", info, err)
	}
}

// What is taken can be decoded: the writer of pages must find no surprise.
func TestEveryColourTypeThatIsTakenIsKnownToTheDecoder(t *testing.T) {
	for kind := range byte(8) {
		for depth := range byte(18) {
			data := headPNG(depth, kind, 0, 0, 0)
			_, err := Read(data)
			if kind == pngPalette && err != nil {
				continue // it has no PLTE here
			}
			if _, want := png.DecodeConfig(bytes.NewReader(data)); (err == nil) != (want == nil) {
				t.Errorf("depth %d, colour type %d: %v, the decoder says %v", depth, kind, err, want)
			}
		}
	}
}

func BenchmarkRead(b *testing.B) {
	m := image.NewNRGBA(image.Rect(0, 0, 1600, 1200))
	for k := range m.Pix {
		m.Pix[k] = byte(k * k >> 7)
	}
	for name, data := range map[string][]byte{"png": encodePNG(m), "jpeg": encodeJPEG(m)} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(data)))
			for b.Loop() {
				if _, err := Read(data); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
