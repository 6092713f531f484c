package picture

import "encoding/binary"

// readJPEG walks the segments after SOI up to the frame header, baseline or
// progressive (ITU-T T.81, B.2.2). Resolution comes from the JFIF segment.
func readJPEG(data []byte) (info Info, err error) {
	info.Format = JPEG
	for len(data) >= 4 {
		if data[0] != 0xFF {
			return info, ErrBroken
		}
		marker := data[1]
		if marker == 0xFF { // fill byte
			data = data[1:]
			continue
		}
		n := int(binary.BigEndian.Uint16(data[2:]))
		if n < 2 || 2+n > len(data) {
			return info, ErrBroken
		}
		body := data[4 : 2+n]
		switch {
		case marker == 0xE0 && len(body) >= 12 && string(body[:5]) == "JFIF\x00":
			info.DPI = density(body[7], int(binary.BigEndian.Uint16(body[8:])))
		case marker == 0xC0 || marker == 0xC1 || marker == 0xC2:
			return info, info.readFrame(body)
		case marker >= 0xC3 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC:
			return info, ErrFormat // lossless, hierarchical, arithmetic: PDF readers have none of them
		case marker == 0xDA || marker == 0xD9:
			return info, ErrBroken // image data before any frame header
		}
		data = data[2+n:]
	}
	return info, ErrBroken
}

func (info *Info) readFrame(body []byte) error {
	if len(body) < 6 || body[0] != 8 {
		return ErrBroken
	}
	info.Height = int(binary.BigEndian.Uint16(body[1:]))
	info.Width = int(binary.BigEndian.Uint16(body[3:]))
	info.Channels = int(body[5])
	if info.Channels != 1 && info.Channels != 3 && info.Channels != 4 {
		return ErrBroken
	}
	return nil
}

// density converts JFIF density: unit 1 is dots per inch, 2 per centimetre.
func density(unit byte, n int) int {
	switch unit {
	case 1:
		return n
	case 2:
		return (n*254 + 50) / 100
	}
	return 0
}
