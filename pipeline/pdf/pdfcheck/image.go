package pdfcheck

import (
	"bytes"
	"encoding/binary"
)

// checkImage checks an image XObject (ISO 32000-1 §8.9.5, ISO 19005-2 6.2.8).
func (c *checker) checkImage(r ref, s *stream) {
	at, d := r.String(), s.dict
	c.wantType(at, d, "XObject", false)
	for _, key := range [...]name{"Alternates", "OPI"} {
		if d[key] != nil {
			c.fault("image/forbidden", at, "the image has %s", key)
		}
	}
	if c.isTrue(d["Interpolate"]) {
		c.fault("image/interpolate", at, "the image has Interpolate")
	}
	if ri := c.name(d["Intent"]); d["Intent"] != nil && !isIntent(ri) {
		c.fault("forbidden/intent", at, "there is no rendering intent %s", ri)
	}
	w, _ := c.int(d["Width"])
	h, _ := c.int(d["Height"])
	if w <= 0 || h <= 0 || w > maxInt || h > maxInt {
		c.fault("image/size", at, "the image is %d by %d", w, h)
		return
	}
	c.checkMask(at, d)
	filter := c.lastFilter(d)
	if filter == "JPXDecode" {
		c.checkJPX(at, s)
		return
	}
	bits, _ := c.int(d["BitsPerComponent"])
	n := c.components(d["ColorSpace"], 0)
	if c.isTrue(d["ImageMask"]) {
		if d["ColorSpace"] != nil || d["BitsPerComponent"] != nil && bits != 1 {
			c.fault("image/mask", at, "the image mask has a colour space, or more than one bit")
		}
		bits, n = 1, 1
	}
	if !isBits(bits) {
		c.fault("image/bits", at, "the image has %d bits a component", bits)
	}
	if n == 0 {
		c.fault("image/colour", at, "the image has no colour space that is known")
	}
	switch {
	case filter == "DCTDecode":
		c.checkJPEG(at, s.data, w, h, n)
	case filter == "" || isOneOf(filter, "FlateDecode", "ASCIIHexDecode", "ASCII85Decode", "RunLengthDecode"):
		if want := uint64(h) * ((uint64(w)*uint64(n)*uint64(bits) + 7) / 8); uint64(len(s.data)) != want && isBits(bits) && n > 0 {
			c.fault("image/length", at, "the image has %d bytes of samples, not %d", len(s.data), want)
		}
	}
}

func isBits(n int) bool { return n == 1 || n == 2 || n == 4 || n == 8 || n == 16 }

// lastFilter is the filter that is undone last, which is that of the picture.
func (c *checker) lastFilter(d dict) name {
	if a := c.array(d["Filter"]); len(a) > 0 {
		return c.name(a[len(a)-1])
	}
	return c.name(d["Filter"])
}

// checkMask checks the soft mask of an image: an image in DeviceGray without
// masks of its own (§11.6.5.3).
func (c *checker) checkMask(at string, d dict) {
	if d["SMask"] == nil {
		return
	}
	s := c.stream(d["SMask"])
	if s == nil || c.name(s.dict["Subtype"]) != "Image" || c.name(s.dict["ColorSpace"]) != "DeviceGray" {
		c.fault("image/mask", at, "the soft mask is no image in DeviceGray")
		return
	}
	if s.dict["SMask"] != nil || s.dict["Mask"] != nil || c.isTrue(s.dict["ImageMask"]) || c.isTrue(s.dict["Interpolate"]) {
		c.fault("image/mask", at, "the soft mask is a mask itself, has one, or has Interpolate")
	}
	if d["Mask"] != nil {
		c.fault("image/mask", at, "the image has a soft mask and a mask")
	}
}

// components is the number of components of a colour space, 0 when it is none.
func (c *checker) components(o object, depth int) int {
	o = c.resolve(o)
	if n, ok := o.(name); ok {
		return devices[n].components
	}
	a, _ := o.(array)
	if len(a) < 2 || depth > maxSpaces {
		return 0
	}
	switch c.name(a[0]) {
	case "ICCBased":
		n, _ := c.int(c.dict(a[1])["N"])
		return n
	case "CalRGB", "Lab":
		return 3
	case "DeviceN":
		return len(c.array(a[1]))
	case "CalGray", "Indexed", "Separation":
		return 1
	}
	return 0
}

// checkJPEG compares a JPEG with its dictionary: 8 bits, the same size, as many
// components as the colour space (§7.4.8).
func (c *checker) checkJPEG(at string, b []byte, w, h, n int) {
	if len(b) < 4 || b[0] != 0xFF || b[1] != 0xD8 {
		c.fault("image/jpeg", at, "the data are no JPEG")
		return
	}
	for i := 2; i+4 <= len(b) && b[i] == 0xFF; {
		kind, size := b[i+1], int(binary.BigEndian.Uint16(b[i+2:]))
		// Frame headers are C0 to CF without C4, C8 and CC (ITU-T T.81, table B.1).
		if kind >= 0xC0 && kind <= 0xCF && kind != 0xC4 && kind != 0xC8 && kind != 0xCC && i+10 <= len(b) {
			bits, components := int(b[i+4]), int(b[i+9])
			height, width := int(binary.BigEndian.Uint16(b[i+5:])), int(binary.BigEndian.Uint16(b[i+7:]))
			if bits != 8 || height != h || width != w || components != n {
				c.fault("image/jpeg", at, "the JPEG is %d by %d with %d components of %d bits", width, height, components, bits)
			}
			return
		}
		i += 2 + size
	}
	c.fault("image/jpeg", at, "the JPEG has no frame")
}

// checkJPX checks the boxes of a JPEG 2000 (ISO 19005-2 6.2.8.3): 1, 3 or 4
// channels of one depth up to 38 bits, one colour specification of the methods
// 1 to 3.
func (c *checker) checkJPX(at string, s *stream) {
	head := box(s.data, "jp2h")
	size := box(head, "ihdr")
	colr := box(head, "colr")
	if len(size) < 14 || len(colr) < 3 {
		c.fault("image/jpx", at, "the data are no JPEG 2000 with a header and a colour")
		return
	}
	n := binary.BigEndian.Uint16(size[8:])
	if n != 1 && n != 3 && n != 4 || size[10]&0x7F >= 38 || colr[0] < 1 || colr[0] > 3 || bytes.Count(head, []byte("colr")) != 1 {
		c.fault("image/jpx", at, "%d channels of %d bits, colours by method %d, or several colours", n, size[10]&0x7F+1, colr[0])
	}
}

// box is the content of the first box of a kind (ISO 15444-1 annex I.4).
func box(b []byte, kind string) []byte {
	for len(b) >= 8 {
		size := int64(binary.BigEndian.Uint32(b))
		if size == 0 {
			size = int64(len(b))
		}
		if size < 8 || size > int64(len(b)) {
			return nil
		}
		if string(b[4:8]) == kind {
			return b[8:size]
		}
		b = b[size:]
	}
	return nil
}
