package pdfcheck

import "regexp"

// usedFont is a font that content shows text with: a Type0 font with
// Identity-H, whose codes are CIDs (ISO 32000-1 §9.7).
type usedFont struct {
	c          *checker
	at         string
	type0      dict
	cid        dict // the descendant
	descriptor dict
	unicode    *toUnicode // nil when there is none that can be read
	used       [1 << 16 / 64]uint64
}

// maxFonts bounds the fonts of a file, each of which takes some time.
const maxFonts = 1000

// useFont gives the font behind a resource, the same one for the same object;
// nil when it is none that this check takes.
func (c *checker) useFont(at string, o object) *usedFont {
	d := c.dict(o)
	if d == nil {
		return nil // told as a missing resource
	}
	r, ok := o.(ref)
	if !ok {
		c.fault("font/type", at, "a font is no object of its own, which this check does not take")
		return nil
	}
	key := r.String()
	if f, ok := c.fonts[key]; ok {
		return f
	}
	if len(c.order) == maxFonts {
		c.fault("content/limit", "file", "more than %d fonts", maxFonts)
		return nil
	}
	f := &usedFont{c: c, at: key, type0: d}
	c.fonts[key] = f
	if c.name(d["Subtype"]) != "Type0" {
		c.fault("font/type", key, "the font is of the subtype %q, this check takes Type0", string(c.name(d["Subtype"])))
		c.fonts[key] = nil
		return nil
	}
	f.cid = c.dict(first(c.array(d["DescendantFonts"])))
	f.descriptor = c.dict(f.cid["FontDescriptor"])
	f.readUnicode()
	c.order = append(c.order, f)
	return f
}

func (f *usedFont) fault(rule, format string, args ...any) { f.c.fault(rule, f.at, format, args...) }

func (f *usedFont) use(code uint16) { f.used[code/64] |= 1 << (code % 64) }

// codes gives the codes that are used, ascending.
func (f *usedFont) codes(yield func(uint16) bool) {
	for code := range 1 << 16 {
		if f.used[code/64]&(1<<(code%64)) != 0 && !yield(uint16(code)) {
			return
		}
	}
}

// checkFonts checks the fonts that are used (ISO 19005-2 6.2.11, ISO 14289-1
// 7.21).
func (c *checker) checkFonts() {
	for _, f := range c.order {
		f.checkNames()
		f.checkDescriptor()
		f.checkUnicode()
		p, err := f.program()
		if err != nil {
			f.fault("font/program", "the font program cannot be used: %v", err)
			continue
		}
		f.checkGlyphs(p)
		f.checkCIDSet(p)
	}
}

// subsetName is a name with the tag of a subset (ISO 32000-1 §9.6.4).
var subsetName = regexp.MustCompile(`^[A-Z]{6}\+.`)

// checkNames checks the dictionaries of the Type0 font and of its descendant
// (§9.7.4, §9.7.6).
func (f *usedFont) checkNames() {
	c := f.c
	if n := c.name(f.type0["Encoding"]); n != "Identity-H" {
		f.fault("font/encoding", "the encoding is %q, not Identity-H", string(n))
	}
	if n := len(c.array(f.type0["DescendantFonts"])); n != 1 || f.cid == nil {
		f.fault("font/descendant", "the font has %d descendants", n)
		return
	}
	c.wantType(f.at, f.type0, "Font", true)
	c.wantType(f.at, f.cid, "Font", true)
	kind, base := c.name(f.cid["Subtype"]), c.name(f.cid["BaseFont"])
	want := base
	switch kind {
	case "CIDFontType0":
		want += "-Identity-H"
	case "CIDFontType2":
		f.checkMap()
	default:
		f.fault("font/descendant", "the descendant is of the subtype %q", string(kind))
	}
	if got := c.name(f.type0["BaseFont"]); got != want {
		f.fault("font/name", "BaseFont is %s, not %s", got, want)
	}
	if got := c.name(f.descriptor["FontName"]); got != base {
		f.fault("font/name", "FontName is %s, BaseFont of the descendant %s", got, base)
	}
	if !subsetName.MatchString(string(base)) {
		f.fault("font/subset", "%s does not begin with six capitals and +", base)
	}
	info := c.dict(f.cid["CIDSystemInfo"])
	registry, _ := c.str(info["Registry"])
	ordering, _ := c.str(info["Ordering"])
	if n, ok := c.int(info["Supplement"]); !ok || n < 0 || registry == "" || ordering == "" {
		f.fault("font/system-info", "CIDSystemInfo is not complete")
	}
}

// checkMap wants CIDToGIDMap, which embedded TrueType programs need (ISO
// 19005-2 6.2.11.3.2).
func (f *usedFont) checkMap() {
	o := f.cid["CIDToGIDMap"]
	if f.c.name(o) != "Identity" && f.c.stream(o) == nil {
		f.fault("font/gid-map", "CIDToGIDMap is neither Identity nor a stream")
	}
}

// The flags of descriptors of which one must be set (ISO 32000-1 §9.8.2, table 123).
const (
	flagSymbolic    = 1 << 2
	flagNonsymbolic = 1 << 5
)

// checkDescriptor checks the font descriptor (ISO 32000-1 §9.8, table 122).
func (f *usedFont) checkDescriptor() {
	d := f.descriptor
	if d == nil {
		f.fault("font/descriptor", "the font has no descriptor")
		return
	}
	f.c.wantType(f.at, d, "FontDescriptor", true)
	if flags, _ := f.c.int(d["Flags"]); flags&flagSymbolic != 0 == (flags&flagNonsymbolic != 0) {
		f.fault("font/descriptor", "Flags %d say neither or both of Symbolic and Nonsymbolic", flags)
	}
	for _, key := range [...]name{"Flags", "ItalicAngle", "Ascent", "Descent", "CapHeight", "StemV"} {
		if _, ok := f.c.number(d[key]); !ok {
			f.fault("font/descriptor", "the descriptor has no %s", key)
		}
	}
	if b, ok := f.c.rectangle(d["FontBBox"]); !ok || b[0] >= b[2] || b[1] >= b[3] {
		f.fault("font/descriptor", "FontBBox is no rectangle with an area")
	}
}

// checkGlyphs checks every code that is shown: its glyph is in the program and
// not .notdef, and as wide as the dictionary says (ISO 19005-2 6.2.11.4.1,
// 6.2.11.5, 6.2.11.8).
func (f *usedFont) checkGlyphs(p *program) {
	widths := f.readWidths()
	for code := range f.codes {
		g, ok := p.glyph(code)
		switch {
		case !ok:
			f.fault("font/glyph", "the code %04X has no glyph in the program", code)
			continue
		case g == 0:
			f.fault("font/notdef", "the code %04X shows .notdef", code)
			continue
		}
		width, err := p.width(g)
		if err != nil {
			f.fault("font/program", "the glyph of the code %04X cannot be used: %v", code, err)
			continue
		}
		if says := widths.of(code); says < width-one || says > width+one {
			f.fault("font/width", "the code %04X is %v wide in the dictionary, %v in the program", code, says, width)
		}
	}
}

// checkCIDSet checks CIDSet, which is not needed, but right when it is there:
// a bit for each CID of the program, whether used or not (6.2.11.4.2).
func (f *usedFont) checkCIDSet(p *program) {
	if f.descriptor["CIDSet"] == nil {
		return
	}
	s := f.c.stream(f.descriptor["CIDSet"])
	if s == nil {
		f.fault("font/cid-set", "CIDSet is no stream")
		return
	}
	for cid := range 1 << 16 {
		_, has := p.glyph(uint16(cid))
		listed := cid/8 < len(s.data) && s.data[cid/8]&(0x80>>(cid%8)) != 0
		if has != listed {
			f.fault("font/cid-set", "CIDSet is wrong for the CID %d", cid)
			return
		}
	}
}

// privateUse is a code that stands for a character of a private use area,
// shown without ActualText round it.
type privateUse struct {
	p    *page
	mcid int
	font *usedFont
	code uint16
}

// checkPrivateUse wants an ActualText for characters of private use, in the
// content or on a structure element (ISO 19005-2 6.2.11.7.3).
func (c *checker) checkPrivateUse() {
	if c.claims.level != "A" {
		return
	}
	for _, u := range c.secret {
		if m := u.p.marked[u.mcid]; m != nil && len(m.owners) > 0 && m.owners[0].hasActualText() {
			continue
		}
		c.fault("font/private-use", u.p.label, "the code %04X of the font %s is a character of private use without ActualText", u.code, u.font.at)
	}
}
