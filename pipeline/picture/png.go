package picture

import (
	"encoding/binary"
	"hash/crc32"
	"slices"
)

// Colour types of PNG (W3C PNG, 11.2.1).
const (
	pngGrey      = 0
	pngRGB       = 2
	pngPalette   = 3
	pngGreyAlpha = 4
	pngRGBAlpha  = 6
)

// pngDepths are the bits per sample that each colour type may have.
var pngDepths = [...][]byte{pngGrey: {1, 2, 4, 8, 16}, pngRGB: {8, 16}, pngPalette: {1, 2, 4, 8},
	pngGreyAlpha: {8, 16}, 5: nil, pngRGBAlpha: {8, 16}}

// readPNG walks the chunks after the signature up to IEND, and compares the
// checksums of those the picture is made of, so that a file damaged on its way
// is known here and not while pages are written.
func readPNG(data []byte) (info Info, err error) {
	info.Format = PNG
	var palette, needsPalette, pixels bool
	for first := true; len(data) >= 12; first = false {
		n := binary.BigEndian.Uint32(data)
		if uint64(n)+12 > uint64(len(data)) {
			return info, ErrBroken
		}
		kind, body := string(data[4:8]), data[8:8+n]
		critical := kind[0]&0x20 == 0 // an upper-case first letter
		if critical && crc32.ChecksumIEEE(data[4:8+n]) != binary.BigEndian.Uint32(data[8+n:]) {
			return info, ErrBroken
		}
		switch {
		case first != (kind == "IHDR"):
			return info, ErrBroken
		case first:
			if err := info.readIHDR(body); err != nil {
				return info, err
			}
			needsPalette = body[9] == pngPalette
		case kind == "PLTE":
			palette = true
		case kind == "tRNS":
			info.Alpha = true
		case kind == "pHYs" && n == 9 && body[8] == 1: // pixels per metre
			info.DPI = int((uint64(binary.BigEndian.Uint32(body))*254 + 5000) / 10000)
		case kind == "IDAT":
			pixels = true
		case kind == "IEND":
			if !pixels || needsPalette && !palette {
				return info, ErrBroken
			}
			return info, nil
		}
		data = data[12+n:]
	}
	return info, ErrBroken // cut off
}

// readIHDR reads the header chunk (W3C PNG, 11.2.1).
func (info *Info) readIHDR(body []byte) error {
	if len(body) != 13 {
		return ErrBroken
	}
	w, h := binary.BigEndian.Uint32(body), binary.BigEndian.Uint32(body[4:])
	depth, kind := body[8], int(body[9])
	switch {
	case w > 1<<31-1 || h > 1<<31-1,
		kind >= len(pngDepths) || !slices.Contains(pngDepths[kind], depth),
		body[10] != 0 || body[11] != 0 || body[12] > 1: // compression, filter, interlace
		return ErrBroken
	}
	info.Width, info.Height = int(w), int(h)
	info.Channels = 3
	if kind == pngGrey || kind == pngGreyAlpha {
		info.Channels = 1
	}
	info.Alpha = kind == pngGreyAlpha || kind == pngRGBAlpha
	return info.limit()
}
