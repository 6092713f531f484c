package pdf

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"kan/pipeline/font"
	"kan/pipeline/subset"
)

// fontUse is a face as the pages use it. Codes are two bytes, and equal to
// the CIDs and glyph ids of the embedded subset (Identity-H, CIDToGIDMap
// Identity). A code stands for a glyph together with the text it shows: a
// glyph that shows two different texts has two codes, whose outlines are equal.
//
// The glyphs of all pages are collected first and numbered in their order in
// the face, so that codes do not depend on which page comes first: documents
// that show the same characters embed the same program.
type fontUse struct {
	face   *font.Face
	number int // F1, F2, … in order of first use
	ref    ref
	upem   int64
	single map[uint64]uint16    // codes of glyphs that show one character: glyph<<32 | character
	joined map[glyphText]uint16 // and of all others
	shown  []glyphText          // by code; 0 is .notdef, which nothing shows
	widths []int64              // by code, in 1/1000 em
}

type glyphText struct {
	glyph font.GID
	text  string
}

func newFontUse(face *font.Face, number int, r ref) (*fontUse, error) {
	m := face.Metrics()
	if m.EmbeddingForbidden {
		return nil, fmt.Errorf("font %s (%s): its licence forbids embedding (OS/2 fsType restricted)", face.PostScriptName(), face.Name())
	}
	if m.UnitsPerEm <= 0 {
		return nil, fmt.Errorf("font %s (%s): no units per em", face.PostScriptName(), face.Name())
	}
	return &fontUse{face: face, number: number, ref: r, upem: int64(m.UnitsPerEm),
		single: map[uint64]uint16{}, joined: map[glyphText]uint16{}}, nil
}

// one is the key of a glyph that shows one character.
func one(g font.GID, text string) (key uint64, ok bool) {
	r, size := utf8.DecodeRuneInString(text)
	return uint64(g)<<32 | uint64(r), size == len(text) && size > 0
}

// collect notes that g shows text somewhere.
func (u *fontUse) collect(g font.GID, text string) error {
	if g == 0 {
		return fmt.Errorf("font %s (%s): there is no glyph for %q", u.face.PostScriptName(), u.face.Name(), text)
	}
	if text == "" {
		text = noText
	}
	key, ok := one(g, text)
	if !ok {
		u.joined[glyphText{g, text}] = 0
		return nil
	}
	u.single[key] = 0
	return nil
}

// assign gives codes to all that was collected.
func (u *fontUse) assign() error {
	u.shown = append(make([]glyphText, 0, 1+len(u.single)+len(u.joined)), glyphText{})
	for key := range u.single {
		u.shown = append(u.shown, glyphText{font.GID(key >> 32), string(rune(key & 0xFFFFFFFF))})
	}
	for key := range u.joined {
		u.shown = append(u.shown, key)
	}
	if len(u.shown) > subset.MaxGlyphs {
		return fmt.Errorf("font %s (%s): more than 65,535 glyphs in one file", u.face.PostScriptName(), u.face.Name())
	}
	slices.SortFunc(u.shown[1:], func(a, b glyphText) int {
		return cmp.Or(cmp.Compare(a.glyph, b.glyph), strings.Compare(a.text, b.text))
	})
	u.widths = make([]int64, len(u.shown))
	for code, s := range u.shown {
		u.widths[code] = u.width(s.glyph)
		if key, ok := one(s.glyph, s.text); ok {
			u.single[key] = uint16(code)
		} else if code > 0 {
			u.joined[s] = uint16(code)
		}
	}
	return nil
}

// code is the code of a glyph that shows text, both collected before.
func (u *fontUse) code(g font.GID, text string) uint16 {
	if text == "" {
		text = noText
	}
	if key, ok := one(g, text); ok {
		return u.single[key]
	}
	return u.joined[glyphText{g, text}]
}

// width is the advance of g in 1/1000 em, as W gives it to the readers.
func (u *fontUse) width(g font.GID) int64 { return u.scale(u.face.Advance(g)) }

// scale turns font units into 1/1000 em.
func (u *fontUse) scale(v int) int64 {
	n := int64(v) * 1000
	if n < 0 {
		return -((-n + u.upem/2) / u.upem)
	}
	return (n + u.upem/2) / u.upem
}

// tag is the prefix that tells subsets of one font apart (PDF 32000-1 §9.6.4):
// six capitals out of a hash of the face's name and its glyphs.
func (u *fontUse) tag() string {
	h := sha256.New()
	h.Write([]byte(u.face.PostScriptName()))
	for _, s := range u.shown {
		h.Write([]byte{byte(s.glyph >> 8), byte(s.glyph)})
	}
	n := binary.BigEndian.Uint64(h.Sum(nil))
	var t [6]byte
	for i := range t {
		t[i] = 'A' + byte(n%26)
		n /= 26
	}
	return string(t[:])
}

// write embeds the font: Type0 font, CIDFont, descriptor, ToUnicode and the
// font program, which a worker makes.
func (u *fontUse) write(f *file, cache *Cache) error {
	name := u.face.PostScriptName()
	if name == "" {
		name = "F" + strconv.Itoa(u.number)
	}
	name = u.tag() + "+" + name
	cid, desc, program, uni := f.alloc(), f.alloc(), f.alloc(), f.alloc()
	cff := u.face.Format() == font.CFF

	var o object
	o.open()
	o.name("Type", "Font")
	o.name("Subtype", "Type0")
	if cff {
		o.name("BaseFont", name+"-Identity-H") // §9.7.6.1
	} else {
		o.name("BaseFont", name)
	}
	o.name("Encoding", "Identity-H")
	o.key("DescendantFonts")
	o.raw("[")
	o.b = appendRef(o.b, cid)
	o.raw("]")
	o.ref("ToUnicode", uni)
	o.close()
	if err := f.put(u.ref, o); err != nil {
		return err
	}
	if err := f.put(cid, u.cidFont(name, desc, cff)); err != nil {
		return err
	}
	if err := f.put(desc, u.descriptor(name, program, cff)); err != nil {
		return err
	}
	if err := f.later(program, func(z *deflater) (stream, error) { return cache.program(z, u) }); err != nil {
		return err
	}
	return f.later(uni, func(z *deflater) (stream, error) { return z.stream(object{}, toUnicode(u.shown)) })
}

// program makes the font file stream (§9.9).
func (u *fontUse) program(z *deflater) (stream, error) {
	set := subset.New(u.face)
	for _, s := range u.shown[1:] {
		if _, ok := set.Add(s.glyph); !ok {
			panic("pdf: more glyphs than were counted")
		}
	}
	p, err := set.Program()
	if err != nil {
		return stream{}, fmt.Errorf("font %s: %w", u.face.Name(), err)
	}
	var d object
	if p.Format == font.CFF {
		d.name("Subtype", "CIDFontType0C")
	} else {
		d.int("Length1", len(p.Data))
	}
	return z.stream(d, p.Data)
}

func (u *fontUse) cidFont(name string, desc ref, cff bool) (o object) {
	o.open()
	o.name("Type", "Font")
	if cff {
		o.name("Subtype", "CIDFontType0")
	} else {
		o.name("Subtype", "CIDFontType2")
		o.name("CIDToGIDMap", "Identity")
	}
	o.name("BaseFont", name)
	o.raw("/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>")
	o.ref("FontDescriptor", desc)
	dw := mode(u.widths)
	o.int("DW", int(dw))
	o.key("W")
	o.b = appendWidths(o.b, u.widths, dw)
	o.close()
	return o
}

// Font descriptor flags (§9.8.2). A CIDFont has characters outside the Latin
// set, so it is symbolic.
const (
	flagFixedPitch = 1 << 0
	flagSerif      = 1 << 1
	flagSymbolic   = 1 << 2
	flagItalic     = 1 << 6
)

func (u *fontUse) descriptor(name string, program ref, cff bool) (o object) {
	m := u.face.Metrics()
	flags := flagSymbolic
	for _, x := range [...]struct {
		set  bool
		flag int
	}{{m.FixedPitch, flagFixedPitch}, {m.Serif, flagSerif}, {m.Italic, flagItalic}} {
		if x.set {
			flags |= x.flag
		}
	}
	o.open()
	o.name("Type", "FontDescriptor")
	o.name("FontName", name)
	o.int("Flags", flags)
	fmt.Fprintf(&o, "/FontBBox[%d %d %d %d]", u.scale(m.Box.XMin), u.scale(m.Box.YMin), u.scale(m.Box.XMax), u.scale(m.Box.YMax))
	o.key("ItalicAngle")
	o.b = appendDecimal(o.b, int64(m.ItalicAngle)*1000>>16, 3)
	o.int("Ascent", int(u.scale(m.Ascent)))
	o.int("Descent", int(u.scale(m.Descent)))
	o.int("CapHeight", int(u.scale(m.CapHeight)))
	if m.XHeight > 0 {
		o.int("XHeight", int(u.scale(m.XHeight)))
	}
	o.int("StemV", stemV(m.Weight))
	if m.Weight >= 100 && m.Weight <= 900 {
		o.int("FontWeight", m.Weight/100*100)
	}
	if cff {
		o.ref("FontFile3", program)
	} else {
		o.ref("FontFile2", program)
	}
	o.close()
	return o
}

// stemV estimates the width of vertical stems from the weight class: TrueType
// does not tell it, and readers use it only to imitate a font they lack.
func stemV(weight int) int { return 50 + min(weight, 1000)*min(weight, 1000)/4225 }
