package pipeline

import (
	"bytes"
	"fmt"
	"io/fs"
	"slices"
)

// Touched are the issues, void ones left out, that come out differently from
// how they did with the content before: a file that they are made of is another
// one or new, they print other reports, or what stands before them in the
// ledger has changed what they count or call a reprint.
func (c *Content) Touched(before *Content) (list []*Issue) {
	then := before.input.Repo
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
		if !i.IsVoid() && !(c.sameContext(before, i) && c.untouched(i, unchanged)) {
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

// sameContext tells whether an issue takes from the others what it took before.
func (c *Content) sameContext(before *Content, i *Issue) bool {
	n := slices.IndexFunc(before.Issues, func(o *Issue) bool { return o.File.Name == i.File.Name })
	return n >= 0 && slices.Equal(c.context(i), before.context(before.Issues[n]))
}

// context is what an issue takes from the others: its total number, and of
// every report that it prints where that was printed first.
func (c *Content) context(i *Issue) []string {
	said := []string{fmt.Sprint(i.Total)}
	for _, r := range i.Items() {
		first := ""
		if o, ok := c.Ledger.FirstPrinted(r); ok {
			first = o.ID() + " " + o.Date.V.String()
		}
		said = append(said, r.File.Name, first)
	}
	return said
}
