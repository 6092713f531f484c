package pdf

import "encoding/binary"

// srgbProfile makes an ICC version 4 display profile of sRGB (ICC.1:2010):
// the primaries of IEC 61966-2-1 adapted to D50, and its transfer curve as a
// parametric one. Readers take from it what the 8-bit colours of the file mean.
func srgbProfile() []byte {
	xyz := func(x, y, z int32) []byte { return words("XYZ ", 0, x, y, z) }
	// Y = ((X + 0.055)/1.055)^2.4 above 0.04045, X/12.92 below (10.16, type 3).
	curve := words("para", 0, 3<<16, 0x26666, 0xF2A7, 0x0D59, 0x13D0, 0x0A5B)
	tags := []struct {
		name string
		data []byte
	}{
		{"desc", mluc("sRGB")},
		{"cprt", mluc("CC0 ")},
		{"wtpt", xyz(0xF6D6, 0x10000, 0xD32D)}, // D50
		{"chad", words("sf32", 0, 0x10C42, 0x05DE, -0x0CDA, 0x0793, 0xFD8C, -0x0461, -0x025D, 0x03DC, 0xC06E)},
		{"rXYZ", xyz(0x6FA2, 0x38F5, 0x0390)},
		{"gXYZ", xyz(0x6299, 0xB785, 0x18DA)},
		{"bXYZ", xyz(0x24A0, 0x0F84, 0xB6CF)},
		{"rTRC", curve}, {"gTRC", nil}, {"bTRC", nil}, // one curve for all three
	}
	be := binary.BigEndian
	p := make([]byte, 128, 512)
	copy(p[8:], []byte{4, 0x20}) // version 4.2
	copy(p[12:], "mntrRGB XYZ ")
	be.PutUint16(p[24:], 2010)
	be.PutUint16(p[26:], 1)
	be.PutUint16(p[28:], 1)
	copy(p[36:], "acsp")
	copy(p[68:], xyz(0xF6D6, 0x10000, 0xD32D)[8:])

	p = be.AppendUint32(p, uint32(len(tags)))
	offset, size := len(p)+12*len(tags), 0
	for _, t := range tags {
		if t.data != nil {
			offset, size = offset+size, len(t.data)
		}
		p = append(p, t.name...)
		p = be.AppendUint32(p, uint32(offset))
		p = be.AppendUint32(p, uint32(size))
	}
	for _, t := range tags {
		p = append(p, t.data...)
	}
	be.PutUint32(p, uint32(len(p)))
	return p
}

// words is a tag of a type and 32-bit values.
func words(kind string, values ...int32) []byte {
	b := []byte(kind)
	for _, v := range values {
		b = binary.BigEndian.AppendUint32(b, uint32(v))
	}
	return b
}

// mluc is a text of four letters in one language (10.13).
func mluc(text string) []byte {
	b := words("mluc", 0, 1, 12)
	b = append(b, "enUS"...)
	b = append(b, words("", int32(2*len(text)), 28)...)
	for _, c := range []byte(text) {
		b = append(b, 0, c)
	}
	return b
}
