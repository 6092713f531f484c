package picture

import (
	"bytes"
	"encoding/binary"
	"flag"
	"fmt"
	"hash/adler32"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

var update = flag.Bool("update", false, "write the seeds of the fuzz test anew")

// seeds are small image files, good ones of every kind and such as hurt, by
// name. The fuzz test begins with them. They lie in testdata too, where the
// fuzz test of package pdf finds them; bytes are written out by hand, so that
// they are the same for ever.
func seeds() map[string][]byte {
	all := pngSeeds()
	maps.Copy(all, brokenPNGs())
	maps.Copy(all, jpegSeeds())
	return all
}

// made is a PNG of 5 × 5 pixels with some chunks before the first IDAT.
func made(depth, colour, interlace byte, before ...[]byte) []byte {
	bits := pngKinds[colour].samples * int(depth)
	pixels := filtered(5, 5, bits)
	if interlace == 1 { // the seven passes of W3C PNG, 8.2; 5 × 5 pixels have them all
		pixels = nil
		for _, p := range [...]struct{ w, h int }{{1, 1}, {1, 1}, {2, 1}, {1, 2}, {3, 1}, {2, 3}, {5, 2}} {
			pixels = append(pixels, filtered(p.w, p.h, bits)...)
		}
	}
	return whole([]byte{0, 0, 0, 5, 0, 0, 0, 5, depth, colour, 0, 0, interlace}, stored(pixels), before...)
}

// filtered is rows of all filter types (W3C PNG, clause 9), of some pixels.
func filtered(w, h, bits int) (b []byte) {
	for y := range h {
		b = append(b, byte(y%5))
		for x := range (w*bits + 7) / 8 {
			b = append(b, byte(37*x*y+x+y))
		}
	}
	return b
}

// stored is a zlib stream of one block that is not compressed (RFC 1950, RFC 1951).
func stored(data []byte) []byte {
	n := uint16(len(data))
	b := []byte{0x78, 0x01, 1, byte(n), byte(n >> 8), ^byte(n), ^byte(n >> 8)}
	return binary.BigEndian.AppendUint32(append(b, data...), adler32.Checksum(data))
}

func whole(header, deflated []byte, before ...[]byte) []byte {
	b := append([]byte("\x89PNG\r\n\x1a\n"), chunk("IHDR", header)...)
	b = append(b, bytes.Join(before, nil)...)
	return append(append(b, chunk("IDAT", deflated)...), chunk("IEND", nil)...)
}

func pngSeeds() map[string][]byte {
	all := map[string][]byte{}
	for colour, kind := range pngKinds {
		for _, depth := range kind.depths {
			var before [][]byte
			if colour == pngPalette {
				before = [][]byte{chunk("PLTE", []byte{255, 0, 0, 0, 255, 0})} // the pixels name more
			}
			name := fmt.Sprintf("png-%d-%d", colour, depth)
			all[name] = made(depth, byte(colour), 0, before...)
			if depth == kind.depths[len(kind.depths)-1] {
				all[name+"-interlaced"] = made(depth, byte(colour), 1, before...)
			}
		}
	}
	return all
}

// brokenPNGs have one fault each, or what looks like one.
func brokenPNGs() map[string][]byte {
	plte, trns := chunk("PLTE", []byte{1, 2, 3, 4, 5, 6}), chunk("tRNS", []byte{9, 0, 255})
	good := made(8, pngRGB, 0)
	sum := bytes.Clone(made(8, pngGrey, 0, chunk("tEXt", []byte("a\x00b"))))
	sum[8+25+8]++ // text that is not of its checksum
	return map[string][]byte{
		"png-grey-transparent":     made(8, pngGrey, 0, chunk("tRNS", []byte{0, 0})),
		"png-rgb-transparent":      made(16, pngRGB, 1, chunk("tRNS", []byte{0, 0, 1, 1, 2, 2})),
		"png-palette-transparent":  made(4, pngPalette, 0, plte, trns),
		"png-palette-later":        made(4, pngPalette, 0, trns, plte),
		"png-palette-of-grey":      made(8, pngGrey, 0, plte),
		"png-palette-twice":        made(8, pngPalette, 0, plte, plte),
		"png-palette-too-long":     made(1, pngPalette, 0, chunk("PLTE", make([]byte, 9))),
		"png-alpha-transparent":    made(8, pngGreyAlpha, 0, trns),
		"png-claims-much":          hugePNG(7000, 7000),
		"png-claims-too-much":      hugePNG(30_000, 30_000),
		"png-row-missing":          whole([]byte{0, 0, 0, 5, 0, 0, 0, 9, 8, 0, 0, 0, 0}, stored(filtered(5, 5, 8))),
		"png-row-too-many":         whole([]byte{0, 0, 0, 5, 0, 0, 0, 3, 8, 0, 0, 0, 0}, stored(filtered(5, 5, 8))),
		"png-cut-off":              good[:len(good)-20],
		"png-ends-twice":           append(bytes.Clone(good), good[len(good)-12:]...),
		"png-checksum-of-text":     sum,
		"png-filter-of-no-kind":    whole([]byte{0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0}, stored([]byte{7, 7})),
		"png-data-in-two-and-tail": slices.Concat(good[:len(good)-12], chunk("IDAT", []byte("tail")), chunk("IEND", nil)),
	}
}

// headJPEG is a JPEG up to its first scan and a scan that is none. components
// are sampling factors.
func headJPEG(frame, precision byte, adobe string, components ...byte) []byte {
	b := []byte{0xFF, 0xD8, 0xFF, 0xFF} // fill bytes may stand before a marker
	if adobe != "" {
		b = append(append(b, 0xEE, 0, 14), "Adobe\x00\x64\x00\x00\x00\x00"+adobe+"\xFF"...)
	}
	b = append(b, frame, 0, byte(8+3*len(components)), precision, 0, 9, 0, 17, byte(len(components)))
	for k, hv := range components {
		b = append(b, byte(k+1), hv, 0)
	}
	b = append(b, 0xFF, 0xDA, 0, byte(6+2*len(components)), byte(len(components)))
	for k := range components {
		b = append(b, byte(k+1), 0)
	}
	return append(b, 0, 63, 0, 1, 2, 3, 4, 5, 6, 7, 0xFF, 0xD9)
}

func jpegSeeds() map[string][]byte {
	colour := headJPEG(0xC0, 8, "", 0x22, 0x11, 0x11)
	claims := bytes.Clone(colour)
	copy(claims[bytes.Index(claims, []byte{0, 9, 0, 17}):], []byte{0x1B, 0x58, 0x1B, 0x58}) // 7000 × 7000
	restart := append([]byte{0xFF, 0xD8, 0xFF, 0xD0, 0, 2}, colour[4:]...)
	return map[string][]byte{
		"jpeg-grey":             headJPEG(0xC0, 8, "", 0x22),
		"jpeg-colour":           colour,
		"jpeg-progressive":      headJPEG(0xC2, 8, "\x01", 0x41, 0x11, 0x11),
		"jpeg-cmyk":             headJPEG(0xC0, 8, "\x00", 0x11, 0x11, 0x11, 0x11),
		"jpeg-ycck-progressive": headJPEG(0xC2, 8, "\x02", 0x22, 0x11, 0x11, 0x22),
		"jpeg-two-channels":     headJPEG(0xC0, 8, "", 0x11, 0x11),
		"jpeg-no-sampling":      headJPEG(0xC0, 8, "", 0x10),
		"jpeg-12-bit":           headJPEG(0xC1, 12, "", 0x11),
		"jpeg-lossless":         headJPEG(0xC3, 8, "", 0x11),
		"jpeg-claims-much":      claims,
		"jpeg-restart-first":    restart,
		"jpeg-exif":             withExif(colour, binary.LittleEndian, 3, 6),
		"jpeg-exif-in-itself":   append([]byte("\xff\xd8\xff\xe1\x00\x14Exif\x00\x00MM\x00*\x00\x00\x00\x00\xff\xff\x00\x00"), colour[2:]...),
		"jpeg-cut-off":          colour[:20],
	}
}

// corpusDir is where go test looks for seeds.
const corpusDir = "testdata/fuzz/FuzzRead"

func TestSeedsLieInTestdata(t *testing.T) {
	for name, data := range seeds() {
		path := filepath.Join(corpusDir, name)
		want := fmt.Sprintf("go test fuzz v1\n[]byte(%q)\n", data)
		if *update {
			if err := os.MkdirAll(corpusDir, 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, []byte(want), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if have, err := os.ReadFile(path); err != nil || string(have) != want {
			t.Errorf("%s is not as made here (%v); run with -update", path, err)
		}
	}
}
