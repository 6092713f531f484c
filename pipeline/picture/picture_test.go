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

// hugePNG claims a size without having the pixels.
func hugePNG(w, h uint32) []byte {
	body := binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(nil, w), h)
	b := append([]byte("\x89PNG\r\n\x1a\n"), chunk("IHDR", append(body, 8, 2, 0, 0, 0))...)
	return append(b, chunk("IEND", nil)...)
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
	for _, c := range []struct {
		name string
		data []byte
		want Info
	}{
		{"grey", encodePNG(image.NewGray(r)), Info{PNG, 30, 20, 0, 1, false}},
		{"colour", encodePNG(opaque), Info{PNG, 30, 20, 0, 3, false}},
		{"alpha", encodePNG(alpha), Info{PNG, 30, 20, 0, 3, true}},
		{"resolution", resolved, Info{PNG, 30, 20, 72, 3, false}},
		{"jpeg", encodeJPEG(opaque), Info{JPEG, 30, 20, 0, 3, false}},
		{"grey jpeg", encodeJPEG(image.NewGray(r)), Info{JPEG, 30, 20, 0, 1, false}},
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
		{"jpeg without a frame", []byte("\xff\xd8\xff\xda\x00\x02"), ErrBroken},
	} {
		if _, err := Read(c.data); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", c.name, err, c.want)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add(encodePNG(image.NewGray(image.Rect(0, 0, 3, 3))))
	f.Add(encodeJPEG(image.NewGray(image.Rect(0, 0, 3, 3))))
	f.Add(hugePNG(1<<30, 1<<30))
	f.Fuzz(func(t *testing.T, data []byte) {
		info, err := Read(data)
		if err == nil && (info.Width < 1 || info.Height < 1 || info.Width*info.Height > MaxPixels) {
			t.Errorf("%+v", info)
		}
	})
}
