package pipeline

import (
	"bytes"
	"io/fs"
)

// Touched are the issues, void ones left out, that come out differently from
// how they did with the content then: a file that they are made of is another
// one, or is new.
func (c *Content) Touched(then fs.FS) (list []*Issue) {
	same := map[string]bool{}
	unchanged := func(name string, text []byte) bool {
		if known, ok := same[name]; ok {
			return known
		}
		old, err := fs.ReadFile(then, name)
		if text == nil {
			now, nowErr := fs.ReadFile(c.input.Repo, name)
			same[name] = (err == nil) == (nowErr == nil) && bytes.Equal(old, now)
		} else {
			same[name] = err == nil && bytes.Equal(old, text)
		}
		return same[name]
	}
	for _, i := range c.Issues {
		if !i.IsVoid() && !c.untouched(i, unchanged) {
			list = append(list, i)
		}
	}
	return list
}

// untouched tells whether all files of an issue are as they were.
func (c *Content) untouched(i *Issue, unchanged func(string, []byte) bool) bool {
	if !unchanged(i.File.Name, i.File.Text) {
		return false
	}
	for _, name := range []string{"content/kan.yaml", "content/people.yaml", "content/units.yaml", "fonts/fonts.yaml"} {
		if !unchanged(name, nil) {
			return false
		}
	}
	for _, r := range i.Items() {
		if !unchanged(r.File.Name, r.File.Text) {
			return false
		}
		for _, f := range r.Figures() {
			if f.File != nil && !unchanged(f.File.Name, f.File.Text) {
				return false
			}
		}
	}
	if s := c.styles[i.Series.V]; s != nil {
		for _, f := range s.Files {
			if !unchanged(f.Name, nil) {
				return false
			}
		}
	}
	return true
}
