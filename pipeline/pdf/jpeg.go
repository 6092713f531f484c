package pdf

import (
	"bytes"
	"encoding/binary"
	"fmt"
)

// jpegImage passes a JPEG file through as it is (PDF 32000-1 §7.4.8).
func jpegImage(name string, data []byte) (stream, error) {
	h, err := readJPEG(data)
	if err != nil {
		return stream{}, fmt.Errorf("image %s: %w", name, err)
	}
	space := map[int]string{1: "DeviceGray", 3: "DeviceRGB", 4: "DeviceCMYK"}[h.channels]
	if space == "" {
		return stream{}, fmt.Errorf("image %s: a JPEG of %d channels", name, h.channels)
	}
	d := imageDict(h.width, h.height, space)
	if h.channels == 4 && h.adobe {
		d.raw("/Decode[1 0 1 0 1 0 1 0]") // Adobe's programs store CMYK inverted
	}
	d.name("Filter", "DCTDecode")
	return stream{d, data}, nil
}

// jpegHeader is what a dictionary must agree with the data about.
type jpegHeader struct {
	width, height, channels int
	adobe                   bool // has the APP14 marker of Adobe
}

// readJPEG reads the markers up to the first frame header (ITU-T T.81 §B.2).
func readJPEG(data []byte) (h jpegHeader, err error) {
	if !bytes.HasPrefix(data, []byte{0xFF, 0xD8}) {
		return h, fmt.Errorf("not a JPEG file")
	}
	for rest := data[2:]; ; {
		// Any number of fill bytes FF may stand before a marker.
		for len(rest) > 1 && rest[0] == 0xFF && rest[1] == 0xFF {
			rest = rest[1:]
		}
		if len(rest) < 4 || rest[0] != 0xFF {
			return h, fmt.Errorf("broken JPEG: no frame header")
		}
		marker, size := rest[1], int(binary.BigEndian.Uint16(rest[2:]))
		if size < 2 || 2+size > len(rest) {
			return h, fmt.Errorf("broken JPEG: marker %02X is cut off", marker)
		}
		body := rest[4 : 2+size]
		rest = rest[2+size:]
		switch {
		case marker == 0xEE && bytes.HasPrefix(body, []byte("Adobe")):
			h.adobe = true
		case marker >= 0xC0 && marker <= 0xC2: // baseline, extended, progressive
			if len(body) < 6 || body[0] != 8 {
				return h, fmt.Errorf("a JPEG of other than 8 bits cannot be shown")
			}
			h.height, h.width = int(binary.BigEndian.Uint16(body[1:])), int(binary.BigEndian.Uint16(body[3:]))
			h.channels = int(body[5])
			if h.width == 0 || h.height == 0 {
				return h, fmt.Errorf("broken JPEG: no size")
			}
			return h, nil
		case marker == 0xDA, marker == 0xD9, marker > 0xC2 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC:
			return h, fmt.Errorf("this kind of JPEG (marker %02X) cannot be shown", marker)
		}
	}
}
