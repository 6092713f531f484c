package gopdf

import (
	"errors"
	"fmt"

	lib "github.com/signintech/gopdf"

	"kan/pipeline/diag"
	"kan/pipeline/font"
	"kan/pipeline/page"
	"kan/pipeline/source"
)

// survey is what must be known before the library draws: the glyphs and images
// of a document, and whether it can draw them at all.
type survey struct {
	diags    *diag.List
	faces    map[*font.Face]*face
	order    []*face // by first use
	pictures map[*source.File]lib.ImageHolder
	told     map[limit]bool
	limited  bool // something cannot be drawn
	page     int  // the page looked at, from 1
}

// limit is what is told once: what is wrong with a text in a face.
type limit struct {
	what string
	face *font.Face
	text string
}

// What to do about a limit.
const (
	otherFont   = "改用--pdf-engine kan，或给这个角色换一种TrueType字体（.ttf）"
	otherEngine = "改用--pdf-engine kan"
)

// look surveys d. The error is about what no engine could draw.
func look(d *page.Document, diags *diag.List) (*survey, error) {
	s := &survey{diags: diags, faces: map[*font.Face]*face{}, pictures: map[*source.File]lib.ImageHolder{}, told: map[limit]bool{}}
	anchors := map[string]bool{}
	for i := range d.Pages {
		s.page = i + 1
		for _, item := range d.Pages[i].Items {
			var err error
			switch item := item.(type) {
			case *page.Glyphs:
				err = s.run(item)
			case *page.Image:
				err = s.picture(item)
			case page.Anchor:
				anchors[item.Name] = true
			}
			if err != nil {
				return nil, fmt.Errorf("page %d: %w", s.page, err)
			}
		}
	}
	for _, b := range d.Outline {
		if !anchors[b.Anchor] {
			return nil, fmt.Errorf("bookmark %q to the anchor %q, which no page has", b.Title, b.Anchor)
		}
		if !inBMP(b.Title) {
			s.tell(limit{what: "bookmark", text: b.Title}, source.Span{}, otherEngine, "gopdf写不出书签“%s”：里面有基本平面以外的字", b.Title)
		}
	}
	return s, checkLinks(d, anchors)
}

// checkLinks tells of a link that leads nowhere: the library would write an
// empty object for it.
func checkLinks(d *page.Document, anchors map[string]bool) error {
	for i := range d.Pages {
		for _, item := range d.Pages[i].Items {
			if l, ok := item.(page.Link); ok && l.URL == "" && !anchors[l.Anchor] {
				return fmt.Errorf("page %d: link to the anchor %q, which no page has", i+1, l.Anchor)
			}
		}
	}
	return nil
}

// tell complains of a limit once.
func (s *survey) tell(l limit, at source.Span, hint, format string, args ...any) {
	s.limited = true
	if !s.told[l] {
		s.told[l] = true
		s.diags.Error(CodeLimit, at, hint, format, args...)
	}
}

// run looks at a run of glyphs.
func (s *survey) run(g *page.Glyphs) error {
	switch {
	case len(g.Glyphs) == 0:
		return nil
	case g.Face == nil:
		return errors.New("text without a font")
	case g.Size <= 0:
		return fmt.Errorf("text %q has the size %v pt", g.Text, g.Size)
	case g.Face.Metrics().EmbeddingForbidden:
		return fmt.Errorf("font %s: its licence forbids embedding (OS/2 fsType restricted)", g.Face.Name())
	case g.Face.Format() != font.TrueType:
		s.tell(limit{what: "CFF", face: g.Face}, g.Span, otherFont,
			"gopdf排不了第%d页的“%s”：字体“%s”的轮廓是CFF格式，gopdf只会TrueType", s.page, excerpt(g.Text), g.Face.Name())
		return nil
	}
	f := s.faces[g.Face]
	if f == nil {
		f = newFace(g.Face, len(s.order))
		s.faces[g.Face] = f
		s.order = append(s.order, f)
		if _, err := f.add(0); err != nil { // every font has .notdef
			return fmt.Errorf("font %s: %w", g.Face.Name(), err)
		}
	}
	for _, glyph := range g.Glyphs {
		if err := s.glyph(g, f, glyph); err != nil {
			return fmt.Errorf("font %s: %w", g.Face.Name(), err)
		}
	}
	if len(f.chars) > maxChars {
		s.tell(limit{what: "too many", face: g.Face}, g.Span, otherEngine,
			"到第%d页，字体“%s”用到的字超过%d个，gopdf的字符表放不下", s.page, g.Face.Name(), maxChars)
	}
	return nil
}

// glyph looks at one glyph of a run.
func (s *survey) glyph(g *page.Glyphs, f *face, glyph page.Glyph) error {
	text := g.Text[glyph.Start:glyph.End]
	r, ok := f.character(text, glyph.ID)
	if !ok {
		s.tell(limit{"no character", g.Face, text}, place(g, glyph), otherFont,
			"gopdf排不出第%d页的“%s”：这里用了字体“%s”的连字或替换字形，gopdf只会按单个字符取字形", s.page, text, g.Face.Name())
		return nil
	}
	if _, known := f.chars[r]; known {
		return nil
	}
	f.chars[r] = glyph.ID
	nested, err := f.add(glyph.ID)
	if nested {
		s.tell(limit{"nested", g.Face, string(r)}, place(g, glyph), otherFont,
			"gopdf会把第%d页的“%c”印成别的字：它在字体“%s”里由部件的部件拼成，gopdf会丢掉里面一层", s.page, r, g.Face.Name())
	}
	if r > 0xFFFF {
		s.diags.Warning(CodeLimit, place(g, glyph), otherEngine,
			"第%d页的“%c”（U+%04X，字体“%s”）印出来是对的，复制、检索出来会是别的字：gopdf写不出基本平面以外的字符", s.page, r, r, g.Face.Name())
	}
	return err
}

// place is where the text of a glyph stands in the source, else that of its run.
func place(g *page.Glyphs, glyph page.Glyph) source.Span {
	if g.Span.File == nil || glyph.At < 0 {
		return g.Span
	}
	return g.Span.File.Span(int(glyph.At), int(glyph.At+glyph.End-glyph.Start))
}

// excerpt is the beginning of a text for a message.
func excerpt(text string) string {
	const most = 12 // characters
	if r := []rune(text); len(r) > most {
		return string(r[:most]) + "……"
	}
	return text
}
