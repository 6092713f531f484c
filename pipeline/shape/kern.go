package shape

import (
	"bytes"
	"encoding/binary"
	"sync"
	"unicode/utf8"

	gotext "github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype"
	"github.com/go-text/typesetting/harfbuzz"
	"github.com/go-text/typesetting/language"

	"kan/pipeline/font"
)

// Shaper shapes text and keeps, for each face, what the OpenType engine has
// read of it. It is safe for concurrent use.
type Shaper struct {
	mu      sync.Mutex
	engines map[*font.Face]*engine
}

// New returns a Shaper.
func New() *Shaper { return &Shaper{engines: map[*font.Face]*engine{}} }

// engine is the OpenType engine for one face; font is nil when the face is of
// no use to it.
type engine struct {
	load  sync.Once
	kerns bool

	mu     sync.Mutex // the engine's caches are not for two at once
	font   *harfbuzz.Font
	buffer *harfbuzz.Buffer
}

func (s *Shaper) engine(f *font.Face) *engine {
	s.mu.Lock()
	defer s.mu.Unlock()
	e := s.engines[f]
	if e == nil {
		e = &engine{kerns: hasKerning(f)}
		s.engines[f] = e
	}
	return e
}

// hasKerning looks for a kern table, or a kern feature in GPOS, before the
// engine is troubled: most Chinese faces have neither.
func hasKerning(f *font.Face) bool {
	if f.TableSection("kern") != nil {
		return true
	}
	r := f.TableSection("GPOS")
	if r == nil {
		return false
	}
	var head [8]byte
	if _, err := r.ReadAt(head[:], 0); err != nil {
		return false
	}
	at := int64(binary.BigEndian.Uint16(head[6:])) // the feature list
	if _, err := r.ReadAt(head[:2], at); err != nil {
		return false
	}
	records := make([]byte, 6*int(binary.BigEndian.Uint16(head[:])))
	if _, err := r.ReadAt(records, at+2); err != nil {
		return false
	}
	for ; len(records) > 0; records = records[6:] {
		if string(records[:4]) == "kern" {
			return true
		}
	}
	return false
}

// kern moves the letters of a word together where their face says so. Glyphs
// stay those of the cmap.
func (s *Shaper) kern(word []font.Cluster) {
	f := word[0].Face
	e := s.engine(f)
	if !e.kerns {
		return
	}
	runes := make([]rune, len(word))
	for k := range word {
		runes[k], _ = utf8.DecodeRuneInString(word[k].Text)
	}
	upem := int64(f.UnitsPerEm())
	e.run(f, runes, func(info []harfbuzz.GlyphInfo, pos []harfbuzz.GlyphPosition) {
		if len(info) != len(word) {
			return
		}
		for k := range info {
			c := &word[k]
			own := e.font.GlyphHAdvance(info[k].Glyph)
			more := c.Size.MulDiv(int64(pos[k].XAdvance-own), upem)
			if info[k].Cluster != k || font.GID(info[k].Glyph) != c.Glyphs[0].ID || more < -c.Advance || more > c.Size {
				continue // not a matter of kerning, or nonsense
			}
			c.Advance += more
			c.Glyphs[0].X += c.Size.MulDiv(int64(pos[k].XOffset), upem)
			c.Glyphs[0].Rise += c.Size.MulDiv(int64(pos[k].YOffset), upem)
		}
	})
}

// compose returns the glyphs of a character with its combining marks, as few
// as the face allows; nil when it lacks one of them.
func (s *Shaper) compose(f *font.Face, text []rune) (ids []font.GID) {
	s.engine(f).run(f, text, func(info []harfbuzz.GlyphInfo, _ []harfbuzz.GlyphPosition) {
		for k := range info {
			if info[k].Glyph == 0 || info[k].Glyph >= gotext.GID(f.NumGlyphs()) {
				ids = nil
				return
			}
			ids = append(ids, font.GID(info[k].Glyph))
		}
	})
	return ids
}

// run shapes runes and hands the result to use, which must not keep it. The
// language is left open: nothing may come from the environment.
func (e *engine) run(f *font.Face, runes []rune, use func([]harfbuzz.GlyphInfo, []harfbuzz.GlyphPosition)) {
	e.load.Do(func() { e.read(f) })
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.font == nil {
		return
	}
	// The engine is made for sound fonts. One that makes it panic is as good
	// as a font without kerning, and no reason to lose the issue.
	defer func() {
		if recover() != nil {
			e.font = nil
		}
	}()
	e.buffer.Clear()
	e.buffer.AddRunes(runes, 0, len(runes))
	e.buffer.Props = harfbuzz.SegmentProperties{Direction: harfbuzz.LeftToRight, Script: language.LookupScript(runes[0])}
	e.buffer.Shape(e.font, nil)
	use(e.buffer.Info, e.buffer.Pos)
}

// read loads the few tables that kerning and composing need; reading the
// outlines of a Chinese face would take forty times as long, and GSUB would
// choose other glyphs than the cmap's.
func (e *engine) read(f *font.Face) {
	defer func() {
		if recover() != nil { // as in run
			e.font = nil
		}
	}()
	file := assemble(f, "GDEF", "GPOS", "cmap", "head", "hhea", "kern", "maxp")
	loader, err := opentype.NewLoader(bytes.NewReader(file))
	if err != nil {
		return
	}
	tables, err := gotext.NewFont(loader)
	if err != nil {
		return
	}
	e.font, e.buffer = harfbuzz.NewFont(gotext.NewFace(tables)), harfbuzz.NewBuffer()
}

// assemble makes a font file of some tables of f, in the order given, which
// must be that of their tags.
func assemble(f *font.Face, tags ...string) []byte {
	var directory, body []byte
	n := 0
	for _, tag := range tags {
		data, err := f.Table(tag)
		if err != nil || data == nil {
			continue
		}
		directory = append(directory, tag...)
		directory = binary.BigEndian.AppendUint32(directory, 0) // checksum, read by nobody
		directory = binary.BigEndian.AppendUint32(directory, uint32(len(body)))
		directory = binary.BigEndian.AppendUint32(directory, uint32(len(data)))
		body = append(body, data...)
		n++
	}
	for k := range n { // offsets count from the head of the file
		at := directory[16*k+8:]
		binary.BigEndian.PutUint32(at, binary.BigEndian.Uint32(at)+uint32(12+len(directory)))
	}
	head := append([]byte{0, 1, 0, 0, 0, byte(n)}, make([]byte, 6)...)
	return append(append(head, directory...), body...)
}
