package picture

import (
	"encoding/binary"
	"hash/crc32"
)

// Colour types of PNG (W3C PNG, 11.2.1).
const (
	pngGrey      = 0
	pngRGB       = 2
	pngPalette   = 3
	pngGreyAlpha = 4
	pngRGBAlpha  = 6
)

// readPNG walks the chunks after the signature up to IEND. A file without
// IEND was cut off.
func readPNG(data []byte) (info Info, err error) {
	info.Format = PNG
	first := true
	for len(data) >= 12 {
		n := binary.BigEndian.Uint32(data)
		if uint64(n)+12 > uint64(len(data)) {
			return info, ErrBroken
		}
		kind, body := string(data[4:8]), data[8:8+n]
		switch {
		case first:
			if kind != "IHDR" || n != 13 || crc32.ChecksumIEEE(data[4:8+n]) != binary.BigEndian.Uint32(data[8+n:]) {
				return info, ErrBroken
			}
			if err := info.readIHDR(body); err != nil {
				return info, err
			}
		case kind == "tRNS":
			info.Alpha = true
		case kind == "pHYs" && n == 9 && body[8] == 1: // pixels per metre
			info.DPI = int((uint64(binary.BigEndian.Uint32(body))*254 + 5000) / 10000)
		case kind == "IEND":
			return info, nil
		}
		first = false
		data = data[12+n:]
	}
	return info, ErrBroken
}

func (info *Info) readIHDR(body []byte) error {
	w, h := binary.BigEndian.Uint32(body), binary.BigEndian.Uint32(body[4:])
	if w > 1<<31-1 || h > 1<<31-1 {
		return ErrBroken
	}
	info.Width, info.Height = int(w), int(h)
	switch body[9] {
	case pngGrey, pngGreyAlpha:
		info.Channels = 1
	case pngRGB, pngPalette, pngRGBAlpha:
		info.Channels = 3
	default:
		return ErrBroken
	}
	info.Alpha = body[9] == pngGreyAlpha || body[9] == pngRGBAlpha
	return nil
}
