package picture

import (
	"bytes"
	"encoding/binary"
)

// readJPEG walks the segments after SOI up to the image data, baseline or
// progressive (ITU-T T.81, B.2.2). Resolution comes from the JFIF segment, or
// else from Exif.
func readJPEG(data []byte) (info Info, err error) {
	info.Format = JPEG
	var exifDPI int
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
		if marker < 0xC0 || marker >= 0xD0 && marker <= 0xD9 || n < 2 || 2+n > len(data) {
			return info, ErrBroken // D0 to D9 have no length: restarts, start and end of image
		}
		body := data[4 : 2+n]
		switch {
		case marker == 0xE0 && len(body) >= 12 && string(body[:5]) == "JFIF\x00":
			info.DPI = density(body[7], int(binary.BigEndian.Uint16(body[8:])))
		case marker == 0xE1 && len(body) >= 6 && string(body[:6]) == "Exif\x00\x00":
			exifDPI, info.Turned = readExif(body[6:])
		case marker == 0xC0 || marker == 0xC1 || marker == 0xC2:
			if info.Width != 0 || info.Height != 0 {
				return info, ErrBroken // a second frame
			}
			if err := info.readFrame(body, marker == 0xC2); err != nil {
				return info, err
			}
			if !info.fits(body[6:], len(data)-2-n) {
				return info, ErrBroken
			}
		case marker >= 0xC3 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC:
			return info, ErrFormat // lossless, hierarchical, arithmetic: PDF readers have none of them
		case marker == 0xDA:
			if info.Width == 0 || !bytes.Contains(data[2+n:], []byte{0xFF, 0xD9}) {
				return info, ErrBroken // no frame, or cut off
			}
			if info.DPI == 0 {
				info.DPI = exifDPI
			}
			return info, nil
		}
		data = data[2+n:]
	}
	return info, ErrBroken
}

// readFrame reads a frame header (ITU-T T.81, B.2.2). PDF has 8-bit samples
// only (PDF 32000-1, 7.4.8).
func (info *Info) readFrame(body []byte, progressive bool) error {
	if len(body) < 6 {
		return ErrBroken
	}
	if body[0] != 8 {
		return ErrFormat
	}
	info.Height = int(binary.BigEndian.Uint16(body[1:]))
	info.Width = int(binary.BigEndian.Uint16(body[3:]))
	info.Channels = int(body[5])
	if c := info.Channels; c != 1 && c != 3 && c != 4 || len(body) != 6+3*c {
		return ErrBroken
	}
	if info.Channels == 4 && progressive {
		// The writers decode this kind, all coefficients at once: four times
		// four bytes a pixel, and eight for the picture.
		return info.limit(3)
	}
	return info.limit(1)
}

// fits tells whether so many bytes can hold the components that a frame header
// lists: the scan of the DC coefficients has a bit at least for every block of
// 8 × 8 samples (ITU-T T.81, A.2 and F.1.2.1; G.1.2.1 for progressive ones).
func (info *Info) fits(components []byte, size int) bool {
	blocks, hMax, vMax := 0, 1, 1 // of a unit of all components
	for ; len(components) >= 3; components = components[3:] {
		h, v := int(components[1]>>4), int(components[1]&15)
		if h < 1 || h > 4 || v < 1 || v > 4 {
			return false
		}
		blocks, hMax, vMax = blocks+h*v, max(hMax, h), max(vMax, v)
	}
	return info.Width*info.Height/(64*hMax*vMax)*blocks <= 8*size
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

// Tags of Exif 2.3, in the first directory.
const (
	exifOrientation    = 0x0112
	exifXResolution    = 0x011A
	exifResolutionUnit = 0x0128
)

// readExif reads resolution and orientation from an Exif segment, which is a
// TIFF file in small. What it cannot read it leaves out: cameras write much,
// and none of it is needed.
func readExif(tiff []byte) (dpi int, turned bool) {
	if len(tiff) < 10 {
		return 0, false
	}
	var order binary.ByteOrder = binary.BigEndian
	if tiff[0] == 'I' {
		order = binary.LittleEndian
	}
	long := func(at uint32) uint32 {
		if uint64(at)+4 > uint64(len(tiff)) {
			return 0
		}
		return order.Uint32(tiff[at:])
	}
	short := func(at uint32) uint16 {
		if uint64(at)+2 > uint64(len(tiff)) {
			return 0
		}
		return order.Uint16(tiff[at:])
	}
	directory := long(4)
	if uint64(directory) > uint64(len(tiff)) {
		return 0, false
	}
	unit := uint16(2) // the default: inches
	var dots, per uint32
	for k := range uint32(short(directory)) {
		entry := directory + 2 + 12*k
		switch short(entry) {
		case exifOrientation:
			o := short(entry + 8)
			turned = o >= 2 && o <= 8
		case exifResolutionUnit:
			unit = short(entry + 8)
		case exifXResolution:
			at := long(entry + 8)
			if uint64(at)+8 <= uint64(len(tiff)) {
				dots, per = long(at), long(at+4)
			}
		}
	}
	if per == 0 || dots/per > 1<<16 {
		return 0, turned
	}
	switch unit {
	case 2:
		dpi = density(1, int(dots/per))
	case 3:
		dpi = density(2, int(dots/per))
	}
	return dpi, turned
}
