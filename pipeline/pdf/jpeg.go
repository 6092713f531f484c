package pdf

import (
	"bytes"
	"fmt"
	"image/jpeg"

	"kan/pipeline/picture"
)

// jpegImage passes a JPEG file of one or three channels through as it is (PDF
// 32000-1 §7.4.8).
func jpegImage(info picture.Info, data []byte) stream {
	space := "DeviceRGB"
	if info.Channels == 1 {
		space = "DeviceGray"
	}
	d := imageDict(info.Width, info.Height, space)
	d.name("Filter", "DCTDecode")
	return stream{d, data}
}

// maxScans bounds the scans of a JPEG that is decoded. A progressive one goes
// over all blocks in each, which may have a few bytes only; real ones have ten
// or twenty. Other segments may have these two bytes by chance.
const maxScans = 200

// cmykImage decodes a JPEG of four channels, CMYK or YCCK, and writes its
// colours as RGB. A file with the output intent sRGB must not show DeviceCMYK
// (ISO 19005-2 6.2.4.3). The colours are converted without a profile, ink by
// ink, so they are about right and no proof: (1-C)(1-K) is the red. The decoder
// knows that Adobe's programs store inks inverted, and what it does not know,
// a file without Adobe's marker, is an error.
func cmykImage(z *deflater, name string, data []byte) (stream, error) {
	if bytes.Count(data, []byte{0xFF, 0xDA}) > maxScans {
		return stream{}, fmt.Errorf("image %s: a JPEG of more than %d scans", name, maxScans)
	}
	pix, err := jpeg.Decode(bytes.NewReader(data))
	if err != nil {
		return stream{}, fmt.Errorf("image %s: %w", name, err)
	}
	return colours(z, pix, 0)
}
