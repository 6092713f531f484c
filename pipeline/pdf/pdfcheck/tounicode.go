package pdfcheck

import (
	"errors"
	"fmt"
	"strings"
)

// toUnicode is a ToUnicode CMap (ISO 32000-1 §9.10.3).
type toUnicode struct {
	texts  map[uint16]string
	spaces [][2]uint16 // codespace ranges
}

func (f *usedFont) readUnicode() {
	o := f.type0["ToUnicode"]
	if o == nil {
		f.fault("font/unicode-missing", "the font has no ToUnicode")
		return
	}
	s := f.c.stream(o)
	if s == nil || s.dict["UseCMap"] != nil || len(s.data) > maxCMap {
		f.fault("font/unicode-form", "ToUnicode is no stream, uses another CMap or is larger than 8 MB")
		return
	}
	u, err := parseToUnicode(s.data)
	if err != nil {
		f.c.fault("font/unicode-form", where(o, f.at), "the CMap cannot be read: %v", err)
		return
	}
	f.unicode = u
}

// maxCMap bounds a CMap; one of 65,535 codes has a megabyte or two.
const maxCMap = 8 << 20

// checkUnicode wants a text for every code that is shown, and none that is no
// text (ISO 19005-2 6.2.11.7.2, ISO 14289-1 7.21.7).
func (f *usedFont) checkUnicode() {
	if f.unicode == nil {
		return
	}
	for code := range f.codes {
		text, ok := f.unicode.texts[code]
		switch {
		case !ok:
			f.fault("font/unicode-code", "ToUnicode has nothing for the code %04X", code)
		case text == "" || strings.ContainsAny(text, "\x00\uFEFF\uFFFE"):
			f.fault("font/unicode-value", "ToUnicode has %+q for the code %04X", text, code)
		case strings.ContainsRune(text, '\uFFFD'):
			f.fault("font/unicode-value", "ToUnicode has no characters for the code %04X", code)
		}
	}
}

// isPrivate tells whether a code stands for characters of private use.
func (f *usedFont) isPrivate(code uint16) bool {
	return f.unicode != nil && strings.ContainsFunc(f.unicode.texts[code], func(r rune) bool {
		return r >= 0xE000 && r <= 0xF8FF || r >= 0xF0000
	})
}

// cmapReader reads a CMap of two-byte codes. As PostScript it would be a
// program; it is read as the fixed form that Technical Note 5014 describes.
type cmapReader struct {
	lex  *lexer
	cmap *toUnicode
	last object // before the operator
}

// maxBlock is how many entries a block may have (Technical Note 5014 §1.4.1).
const maxBlock = 100

func parseToUnicode(data []byte) (*toUnicode, error) {
	r := &cmapReader{lex: &lexer{b: data}, cmap: &toUnicode{texts: map[uint16]string{}}}
	seen := map[operator]bool{}
	for {
		o, op, err := r.lex.next()
		if err != nil {
			return nil, err
		}
		if op == "" {
			if o == nil {
				break
			}
			if o == object(name("CMapName")) {
				seen["CMapName"] = true
			}
			r.last = o
			continue
		}
		seen[op] = true
		if block, ok := strings.CutPrefix(string(op), "begin"); ok && block != "" && block != "cmap" {
			if err := r.block(block); err != nil {
				return nil, err
			}
		}
		r.last = nil
	}
	for _, op := range [...]operator{"begincmap", "endcmap", "begincodespacerange", "CMapName", "defineresource"} {
		if !seen[op] {
			return nil, fmt.Errorf("it has no %s", op)
		}
	}
	return r.cmap, nil
}

// block reads what stands between begin… and end….
func (r *cmapReader) block(kind string) error {
	per := map[string]int{"codespacerange": 2, "bfchar": 2, "bfrange": 3}[kind]
	if per == 0 {
		return fmt.Errorf("a block of the kind %s", kind)
	}
	count, isNumber := r.last.(number)
	var entry []object
	n := 0
	for {
		o, op, err := r.lex.next()
		if err != nil {
			return err
		}
		if op == operator("end"+kind) {
			break
		}
		if o == nil {
			return fmt.Errorf("a %s without end", kind)
		}
		if entry = append(entry, o); len(entry) == per {
			if err := r.entry(kind, entry); err != nil {
				return err
			}
			n++
			entry = entry[:0]
		}
	}
	if says, ok := count.int(); !isNumber || !ok || says != n || n > maxBlock || len(entry) > 0 {
		return fmt.Errorf("a %s of %d entries that says %v", kind, n, count)
	}
	return nil
}

func (r *cmapReader) entry(kind string, entry []object) error {
	low, ok := code(entry[0])
	if !ok {
		return errors.New("a code that has not two bytes")
	}
	high := low
	if kind != "bfchar" {
		if high, ok = code(entry[1]); !ok || high < low {
			return fmt.Errorf("a %s that does not rise", kind)
		}
	}
	switch kind {
	case "codespacerange":
		r.cmap.spaces = append(r.cmap.spaces, [2]uint16{low, high})
		return nil
	case "bfrange":
		return r.texts(low, high, entry[2])
	}
	return r.texts(low, low, entry[1])
}

// texts gives texts to the codes from low to high: an array has one for each,
// a string is that of the first, and its last byte rises.
func (r *cmapReader) texts(low, high uint16, o object) error {
	if a, ok := o.(array); ok {
		if len(a) != int(high-low)+1 {
			return errors.New("a bfrange with more or fewer texts than codes")
		}
		for i, o := range a {
			if err := r.texts(low+uint16(i), low+uint16(i), o); err != nil {
				return err
			}
		}
		return nil
	}
	s, ok := o.(str)
	if !ok || len(s)%2 != 0 {
		return fmt.Errorf("the code %04X with something else than UTF-16", low)
	}
	if n := len(s); high > low && (n == 0 || int(s[n-1])+int(high-low) > 0xFF) {
		return errors.New("a bfrange whose last byte overflows")
	}
	for i := 0; i <= int(high-low); i++ {
		code := low + uint16(i)
		if !r.inSpace(code) {
			return fmt.Errorf("the code %04X lies outside the codespace", code)
		}
		if _, ok := r.cmap.texts[code]; ok {
			return fmt.Errorf("the code %04X is there twice", code)
		}
		units := []byte(s)
		if i > 0 {
			units[len(units)-1] += byte(i)
		}
		r.cmap.texts[code] = decodeUTF16(string(units))
	}
	return nil
}

func (r *cmapReader) inSpace(code uint16) bool {
	for _, s := range r.cmap.spaces {
		if code >= s[0] && code <= s[1] {
			return true
		}
	}
	return false
}

// code is a code of two bytes.
func code(o object) (uint16, bool) {
	s, ok := o.(str)
	if !ok || len(s) != 2 {
		return 0, false
	}
	return uint16(s[0])<<8 | uint16(s[1]), true
}
