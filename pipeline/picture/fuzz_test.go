package picture

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"image/jpeg"
	"image/png"
	"strings"
	"testing"
)

// pixelFaults are what the decoder of PNG may still find in a file that Read
// takes: it shows only when pixels are decoded.
var pixelFaults = []string{"pixel data", "zlib", "flate", "filter type", "EOF"}

// agrees tells of a file that Read takes what the decoders say against it.
func agrees(t *testing.T, data []byte, info Info) {
	t.Helper()
	if info.Format == JPEG {
		cfg, err := jpeg.DecodeConfig(bytes.NewReader(data))
		if err == nil && (cfg.Width != info.Width || cfg.Height != info.Height) {
			t.Errorf("%+v is a JPEG of %d × %d", info, cfg.Width, cfg.Height)
		}
		return
	}
	cfg, err := png.DecodeConfig(bytes.NewReader(data))
	if err != nil || cfg.Width != info.Width || cfg.Height != info.Height {
		t.Errorf("%+v is a PNG of %d × %d: %v", info, cfg.Width, cfg.Height, err)
	}
	if info.Width*info.Height > 1<<16 {
		return
	}
	_, err = png.Decode(bytes.NewReader(data))
	known := err == nil
	for _, fault := range pixelFaults {
		known = known || strings.Contains(err.Error(), fault)
	}
	if !known {
		t.Errorf("%+v: the decoder says %v", info, err)
	}
}

// mended is a PNG with right checksums, where there are chunks: chance never
// finds one.
func mended(data []byte) []byte {
	out := bytes.Clone(data)
	for rest := out[min(8, len(out)):]; len(rest) >= 12; {
		n := uint64(binary.BigEndian.Uint32(rest))
		if n+12 > uint64(len(rest)) {
			break
		}
		binary.BigEndian.PutUint32(rest[8+n:], crc32.ChecksumIEEE(rest[4:8+n]))
		rest = rest[12+n:]
	}
	return out
}

// What Read takes has a size that is allowed and enough bytes for it, and the
// decoders find no other fault in it than one in its pixels.
func FuzzRead(f *testing.F) {
	var bomb bytes.Buffer
	z := zlib.NewWriter(&bomb)
	z.Write(make([]byte, 1<<20))
	z.Close()
	f.Add(whole([]byte{0, 0, 0, 9, 0, 0, 0, 9, 8, 0, 0, 0, 0}, bomb.Bytes()))
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, data := range [][]byte{data, mended(data)} {
			info, err := Read(data)
			if err != nil {
				continue
			}
			pixels := info.Width * info.Height
			if info.Width < 1 || info.Height < 1 || info.Width > MaxSide || info.Height > MaxSide || pixels > MaxPixels ||
				info.Channels != 1 && info.Channels != 3 && (info.Channels != 4 || info.Format != JPEG) || info.DPI < 0 {
				t.Errorf("%+v", info)
			}
			// Most are in a PNG of one bit a pixel; a JPEG has an eighth of that.
			if pixels > 8*maxInflation*len(data) {
				t.Errorf("%d pixels in %d bytes", pixels, len(data))
			}
			agrees(t, data, info)
		}
	})
}

// A few bytes do not make a decoder take memory for millions of pixels.
func TestPixelsNeedBytes(t *testing.T) {
	header := []byte{0, 0, 0x1B, 0x58, 0, 0, 0x1B, 0x58, 1, 0, 0, 0, 0} // 7000 × 7000 of one bit
	for _, c := range []struct {
		name string
		data []byte
		want error
	}{
		{"enough for a bit a pixel", whole(header, make([]byte, 7000*7000/8/1032+1)), nil},
		{"too little", whole(header, make([]byte, 7000*7000/8/1032-1)), ErrBroken},
		{"nothing", hugePNG(7000, 7000), ErrBroken},
		{"JPEG", jpegSeeds()["jpeg-claims-much"], ErrBroken},
	} {
		if _, err := Read(c.data); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", c.name, err, c.want)
		}
	}
}

// The kinds that take more memory for a pixel may have fewer.
func TestDecodingTakesNoMoreThan400MB(t *testing.T) {
	photo := func(frame byte, components ...byte) []byte { // 5000 × 5000 pixels
		b := headJPEG(frame, 8, "\x00", components...)
		copy(b[bytes.Index(b, []byte{0, 9, 0, 17}):], []byte{0x13, 0x88, 0x13, 0x88})
		return append(b[:len(b)-2], append(make([]byte, 1<<20), 0xFF, 0xD9)...)
	}
	plain := func(depth, colour, interlace byte) []byte {
		return whole([]byte{0, 0, 0x17, 0x70, 0, 0, 0x17, 0x70, depth, colour, 0, 0, interlace}, make([]byte, 1<<20)) // 6000 × 6000
	}
	for _, c := range []struct {
		name string
		data []byte
		ok   bool
	}{
		{"16 bits", plain(16, pngRGBAlpha, 0), true}, {"interlaced", plain(8, pngRGBAlpha, 1), true}, {"16 bits, interlaced", plain(16, pngRGBAlpha, 1), false},
		{"CMYK", photo(0xC0, 0x11, 0x11, 0x11, 0x11), true}, {"progressive CMYK", photo(0xC2, 0x11, 0x11, 0x11, 0x11), false},
		{"progressive", photo(0xC2, 0x11, 0x11, 0x11), true},
	} {
		if _, err := Read(c.data); (err == nil) != c.ok {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

func TestSeedsThatAreTaken(t *testing.T) {
	refused := map[string]bool{}
	for _, name := range []string{"png-palette-later", "png-palette-of-grey", "png-palette-twice", "png-palette-too-long", "png-alpha-transparent",
		"png-claims-much", "png-claims-too-much", "png-cut-off", "png-checksum-of-text", "jpeg-two-channels", "jpeg-no-sampling", "jpeg-12-bit",
		"jpeg-lossless", "jpeg-claims-much", "jpeg-restart-first", "jpeg-cut-off"} {
		refused[name] = true
	}
	for name, data := range seeds() {
		info, err := Read(data)
		if (err != nil) != refused[name] {
			t.Errorf("%s: %v", name, err)
		}
		if err == nil {
			agrees(t, data, info)
		}
	}
}
