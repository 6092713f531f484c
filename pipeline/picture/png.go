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

// pngKind is what a colour type allows and has.
type pngKind struct {
	depths   []byte // bits per sample
	samples  int    // per pixel
	channels int    // of the picture, without alpha
	alpha    bool
}

var pngKinds = [...]pngKind{
	pngGrey:      {[]byte{1, 2, 4, 8, 16}, 1, 1, false},
	pngRGB:       {[]byte{8, 16}, 3, 3, false},
	pngPalette:   {[]byte{1, 2, 4, 8}, 1, 3, false},
	pngGreyAlpha: {[]byte{8, 16}, 2, 1, true},
	pngRGBAlpha:  {[]byte{8, 16}, 4, 3, true},
}

// pngReader is what is known of a PNG file so far.
type pngReader struct {
	info        Info
	colour      int // type
	depth       int // bits per sample
	palette     bool
	transparent bool
	pixels      bool // there was an IDAT chunk
	deflated    int  // bytes of all IDAT chunks
}

// readPNG walks the chunks after the signature up to IEND, and compares their
// checksums and their order with what decoders demand, so that a file damaged
// on its way is known here and not while pages are written.
func readPNG(data []byte) (Info, error) {
	r := pngReader{info: Info{Format: PNG}}
	for first := true; len(data) >= 12; first = false {
		n := binary.BigEndian.Uint32(data)
		if uint64(n)+12 > uint64(len(data)) {
			break
		}
		kind, body := string(data[4:8]), data[8:8+n]
		if crc32.ChecksumIEEE(data[4:8+n]) != binary.BigEndian.Uint32(data[8+n:]) || first != (kind == "IHDR") {
			break
		}
		if kind == "IEND" {
			return r.info, r.end(body)
		}
		if err := r.chunk(kind, body); err != nil {
			return r.info, err
		}
		data = data[12+n:]
	}
	return r.info, ErrBroken // damaged or cut off
}

// chunk reads one chunk; those that a page has no use for are passed over.
func (r *pngReader) chunk(kind string, body []byte) error {
	ok := true
	switch kind {
	case "IHDR":
		return r.header(body)
	case "PLTE": // W3C PNG, 11.2.2
		colours := len(body) / 3
		ok = !r.palette && !r.transparent && !r.pixels && r.info.Channels == 3 &&
			colours > 0 && len(body)%3 == 0 && colours <= 256 && colours <= 1<<r.depth
		r.palette = true
	case "tRNS": // 11.3.1.1
		ok = !r.transparent && !r.pixels
		switch r.colour {
		case pngGrey:
			ok = ok && len(body) == 2
		case pngRGB:
			ok = ok && len(body) == 6
		case pngPalette:
			ok = ok && r.palette && len(body) <= 256
		default:
			ok = false
		}
		r.transparent, r.info.Alpha = true, true
	case "pHYs": // 11.3.4.3; unit 1 is the metre
		if len(body) == 9 && body[8] == 1 {
			r.info.DPI = int((uint64(binary.BigEndian.Uint32(body))*254 + 5000) / 10000)
		}
	case "IDAT":
		ok = r.palette || r.colour != pngPalette
		r.pixels, r.deflated = true, r.deflated+len(body)
	}
	if !ok {
		return ErrBroken
	}
	return nil
}

// header reads the header chunk (W3C PNG, 11.2.1). A picture of 16 bits a
// sample takes eight bytes a pixel when decoded, and an interlaced one nearly
// as much again for its last pass.
func (r *pngReader) header(body []byte) error {
	if len(body) != 13 {
		return ErrBroken
	}
	w, h := binary.BigEndian.Uint32(body), binary.BigEndian.Uint32(body[4:])
	r.depth, r.colour = int(body[8]), int(body[9])
	switch {
	case w > 1<<31-1 || h > 1<<31-1,
		r.colour >= len(pngKinds) || !slices.Contains(pngKinds[r.colour].depths, body[8]),
		body[10] != 0 || body[11] != 0 || body[12] > 1: // compression, filter, interlace
		return ErrBroken
	}
	kind := pngKinds[r.colour]
	r.info.Width, r.info.Height, r.info.Channels, r.info.Alpha = int(w), int(h), kind.channels, kind.alpha
	if r.depth == 16 && body[12] == 1 {
		return r.info.limit(2)
	}
	return r.info.limit(1)
}

// maxInflation is how much longer than its deflated form data can be: two bits
// for 258 bytes (RFC 1951, 3.2.5).
const maxInflation = 4 * 258

// end judges the whole. A header that claims more pixels than the data can hold
// is found before anybody makes room for them.
func (r *pngReader) end(body []byte) error {
	bits := r.info.Width * r.info.Height * pngKinds[r.colour].samples * r.depth
	if len(body) > 0 || r.deflated == 0 || bits/8 > maxInflation*r.deflated {
		return ErrBroken
	}
	return nil
}
