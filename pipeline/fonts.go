package pipeline

import (
	"slices"

	"kan/pipeline/charset"
	"kan/pipeline/font"
	"kan/pipeline/fontbook"
)

// Font is a role of the list of fonts with the face that fills it.
type Font struct {
	fontbook.Entry
	Face string // the face's own name
	Coverage
}

// Coverage counts the Han of a face: those of GB 2312, those that level 2 of
// GB 18030 adds from 通用规范汉字表, and all unified ideographs.
type Coverage struct{ GB2312, General, Han int }

// The most that the first two counts of a Coverage can be.
const (
	GB2312Count  = charset.GB2312Count
	GeneralCount = charset.GeneralCount
)

// Fonts lists the roles in the order of the lists of fonts, that of the
// repository first, each with the one file that is used for it. A font that
// cannot be opened is an error; Load has complained of it.
func (c *Content) Fonts() ([]Font, error) {
	entries, roles := c.book.Entries(), c.book.Roles()
	faces, err := c.book.Faces(roles)
	if err != nil {
		return nil, err
	}
	basic := charset.GB2312Han()
	var out []Font
	for n, role := range roles {
		k := slices.IndexFunc(entries, func(e fontbook.Entry) bool { return e.Role == role })
		out = append(out, Font{entries[k], faces[n].PostScriptName(), coverage(faces[n], basic)})
	}
	return out, nil
}

// coverage asks the face for every character. Its table of characters is
// searched where it lies; the hundred thousand questions take some 5 ms.
func coverage(f *font.Face, basic string) Coverage {
	count := func(text string) (n int) {
		for _, r := range text {
			if f.Glyph(r) != 0 {
				n++
			}
		}
		return n
	}
	c := Coverage{GB2312: count(basic), General: count(charset.General)}
	for r := range charset.Han() {
		if f.Glyph(r) != 0 {
			c.Han++
		}
	}
	return c
}
