package subset

import (
	"encoding/binary"
	"errors"
	"fmt"
	"slices"

	"kan/pipeline/font"
)

var be = binary.BigEndian

// trueType rebuilds the tables that draw (OpenType, "TrueType outlines").
type trueType struct {
	face   *font.Face
	glyphs []font.GID          // by new id; grows with components
	ids    map[font.GID]uint16 // the first new id of a glyph
	parts  map[uint16][]uint16 // composite glyph → its components, new ids
	glyf   []byte
	ends   []int    // end of each glyph in glyf
	extent [4]int16 // xMin, yMin, xMax, yMax of all outlines
}

func (t *trueType) program() ([]byte, error) {
	for id, g := range t.glyphs {
		if _, ok := t.ids[g]; !ok {
			t.ids[g] = uint16(id)
		}
	}
	t.parts = map[uint16][]uint16{}
	// Components are appended to glyphs while we walk it, and theirs too.
	for id := 0; id < len(t.glyphs); id++ {
		if err := t.addOutline(id); err != nil {
			return nil, err
		}
	}
	if err := t.checkNesting(); err != nil {
		return nil, err
	}
	tables := map[string][]byte{"glyf": t.glyf}
	if err := t.metrics(tables); err != nil {
		return nil, err
	}
	loca, long := t.loca()
	tables["loca"] = loca
	be.PutUint16(tables["head"][50:], long)
	// Instructions are copied with what they need.
	for _, tag := range [...]string{"cvt ", "fpgm", "prep"} {
		b, err := t.face.Table(tag)
		if err != nil {
			return nil, err
		}
		if len(b) > maxOutline {
			return nil, fmt.Errorf("table %q has %d bytes", tag, len(b))
		}
		if len(b) > 0 {
			tables[tag] = b
		}
	}
	return sfnt(tables), nil
}

// addOutline copies the outline of a glyph, its components renumbered.
func (t *trueType) addOutline(id int) error {
	g := t.glyphs[id]
	b, err := t.face.Outline(g, maxOutline+1)
	if err != nil {
		return err
	}
	if len(b) > maxOutline || len(t.glyf)+len(b) > maxProgram {
		return errTooLarge
	}
	if len(b) > 0 {
		if len(b) < 10 {
			return fmt.Errorf("glyph %d is cut off", g)
		}
		t.extend(b)
		if int16(be.Uint16(b)) < 0 {
			if err := t.renumber(uint16(id), b); err != nil {
				return fmt.Errorf("glyph %d: %w", g, err)
			}
		}
	}
	t.glyf = append(t.glyf, b...)
	for len(t.glyf)%4 != 0 {
		t.glyf = append(t.glyf, 0)
	}
	t.ends = append(t.ends, len(t.glyf))
	return nil
}

// Flags of a component (OpenType, glyf, "Composite glyph description").
const (
	argsAreWords   = 0x0001
	hasScale       = 0x0008
	moreComponents = 0x0020
	hasXYScale     = 0x0040
	has2x2         = 0x0080
)

// renumber gives the components of composite glyph b their new ids.
func (t *trueType) renumber(id uint16, b []byte) error {
	for at := 10; ; {
		if at+4 > len(b) {
			return errors.New("composite glyph is cut off")
		}
		flags, g := be.Uint16(b[at:]), font.GID(be.Uint16(b[at+2:]))
		if int(g) >= t.face.NumGlyphs() {
			return fmt.Errorf("component %d does not exist", g)
		}
		part, ok := t.ids[g]
		if !ok {
			if len(t.glyphs) >= MaxGlyphs {
				return errors.New("more than 65,535 glyphs with components")
			}
			part = uint16(len(t.glyphs))
			t.ids[g] = part
			t.glyphs = append(t.glyphs, g)
		}
		be.PutUint16(b[at+2:], part)
		t.parts[id] = append(t.parts[id], part)
		at += 6
		if flags&argsAreWords != 0 {
			at += 2
		}
		switch {
		case flags&hasScale != 0:
			at += 2
		case flags&hasXYScale != 0:
			at += 4
		case flags&has2x2 != 0:
			at += 8
		}
		if at > len(b) {
			return errors.New("composite glyph is cut off")
		}
		if flags&moreComponents == 0 {
			return nil
		}
	}
}

// metrics makes head, hhea, hmtx and maxp.
func (t *trueType) metrics(tables map[string][]byte) error {
	for _, want := range [...]struct {
		tag  string
		size int
	}{{"head", 54}, {"hhea", 36}, {"maxp", 32}} {
		b, err := t.face.Table(want.tag)
		if err != nil {
			return err
		}
		if len(b) < want.size {
			return fmt.Errorf("table %s is missing or cut off", want.tag)
		}
		tables[want.tag] = b[:want.size:want.size]
	}
	old, err := t.face.Table("hmtx")
	if err != nil {
		return err
	}
	wide := int(be.Uint16(tables["hhea"][34:])) // entries with a width
	hmtx := make([]byte, 0, 4*len(t.glyphs))
	for _, g := range t.glyphs {
		at := 4*int(g) + 2
		if int(g) >= wide {
			at = 4*wide + 2*(int(g)-wide)
		}
		var bearing uint16
		if at+2 <= len(old) {
			bearing = be.Uint16(old[at:])
		}
		hmtx = be.AppendUint16(hmtx, uint16(t.face.Advance(g)))
		hmtx = be.AppendUint16(hmtx, bearing)
	}
	tables["hmtx"] = hmtx
	t.box(tables["head"])
	be.PutUint16(tables["hhea"][34:], uint16(len(t.glyphs)))
	be.PutUint16(tables["maxp"][4:], uint16(len(t.glyphs)))
	return nil
}

// box makes the box of head that of the glyphs in the program, as OpenType
// wants it: readers place glyphs of a small box more finely.
func (t *trueType) box(head []byte) {
	for k, v := range t.extent {
		be.PutUint16(head[36+2*k:], uint16(v))
	}
}

// extend widens the extent by the box at the head of an outline.
func (t *trueType) extend(outline []byte) {
	first := t.extent == [4]int16{}
	for k := range t.extent {
		v := int16(be.Uint16(outline[2+2*k:]))
		if first || k < 2 && v < t.extent[k] || k >= 2 && v > t.extent[k] {
			t.extent[k] = v
		}
	}
}

// loca is the index of glyf, and its format for head.
func (t *trueType) loca() (b []byte, format uint16) {
	if len(t.glyf)/2 <= 0xFFFF {
		b = append(b, 0, 0)
		for _, end := range t.ends {
			b = be.AppendUint16(b, uint16(end/2))
		}
		return b, 0
	}
	b = append(b, 0, 0, 0, 0)
	for _, end := range t.ends {
		b = be.AppendUint32(b, uint32(end))
	}
	return b, 1
}

// sfnt puts tables into a font file with right checksums (OpenType, "Font
// file"). It changes head.
func sfnt(tables map[string][]byte) []byte {
	tags := make([]string, 0, len(tables))
	size := 12 + 16*len(tables)
	for tag, b := range tables {
		tags = append(tags, tag)
		size += (len(b) + 3) &^ 3
	}
	slices.Sort(tags)
	power, log := 1, 0
	for power*2 <= len(tags) {
		power, log = power*2, log+1
	}
	out := make([]byte, 0, size)
	out = append(out, 0, 1, 0, 0)
	for _, v := range [...]int{len(tags), 16 * power, log, 16 * (len(tags) - power)} {
		out = be.AppendUint16(out, uint16(v))
	}
	be.PutUint32(tables["head"][8:], 0)
	at := 12 + 16*len(tags)
	for _, tag := range tags {
		b := tables[tag]
		out = append(out, tag...)
		for _, v := range [...]uint32{checksum(b), uint32(at), uint32(len(b))} {
			out = be.AppendUint32(out, v)
		}
		at += (len(b) + 3) &^ 3
	}
	head := 0
	for _, tag := range tags {
		if tag == "head" {
			head = len(out)
		}
		out = append(out, tables[tag]...)
		for len(out)%4 != 0 {
			out = append(out, 0)
		}
	}
	be.PutUint32(out[head+8:], 0xB1B0AFBA-checksum(out))
	return out
}

// checksum is the sum of b as 32-bit numbers, padded with zeros.
func checksum(b []byte) (sum uint32) {
	for ; len(b) >= 4; b = b[4:] {
		sum += be.Uint32(b)
	}
	var rest [4]byte
	copy(rest[:], b)
	return sum + be.Uint32(rest[:])
}
