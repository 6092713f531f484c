package pipeline

import (
	"errors"
	"io/fs"
	"path"
	"slices"

	"kan/pipeline/fontbook"
	"kan/pipeline/issue"
	"kan/pipeline/lock"
	"kan/pipeline/page"
	"kan/pipeline/style"
)

// inputs are the files that issue i is made of: what a lock records. Files of
// the program stand for those that the repository does not have.
func (c *Content) inputs(i *issue.Issue, s *style.Style, d *page.Document) ([]lock.Input, error) {
	list := []lock.Input{{Role: lock.Manifest, Path: i.File.Name, Blob: lock.BlobAs(i.File.Name, i.File.Text)}}
	for _, r := range i.Items() {
		list = append(list, lock.Input{Role: lock.Report, Path: r.File.Name, Blob: lock.BlobAs(r.File.Name, r.File.Text), Printed: r.Printed()})
		for _, f := range r.Figures() {
			image := lock.Input{Role: lock.Image}
			if f.File == nil {
				continue
			}
			image.Path, image.Blob = f.File.Name, lock.BlobAs(f.File.Name, f.File.Text)
			if !slices.Contains(list, image) {
				list = append(list, image)
			}
		}
	}
	for _, name := range []string{"content/kan.yaml", "content/people.yaml", "content/topics.yaml", "content/units.yaml"} {
		text, err := fs.ReadFile(c.input.Repo, name)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, err
		}
		list = append(list, lock.Input{Role: lock.Registry, Path: name, Blob: lock.BlobAs(name, text)})
	}
	for _, f := range s.Files {
		_, err := fs.Stat(c.input.Repo, f.Name)
		list = append(list, lock.Input{Role: lock.Style, Path: f.Name, Blob: lock.BlobAs(f.Name, f.Text), BuiltIn: errors.Is(err, fs.ErrNotExist)})
	}
	fonts, err := c.fontInputs(d)
	return append(list, fonts...), err
}

// fontInputs are the font files whose glyphs stand on the pages, in the order of
// the list of fonts.
func (c *Content) fontInputs(d *page.Document) (list []lock.Input, err error) {
	used := map[string]bool{} // roles: faces are named after them
	for _, p := range d.Pages {
		for _, item := range p.Items {
			if g, ok := item.(*page.Glyphs); ok && g.Face != nil && len(g.Glyphs) > 0 {
				used[g.Face.Name()] = true
			}
		}
	}
	entries := c.book.Entries()
	for _, role := range c.book.Roles() {
		if !used[role] {
			continue
		}
		e := entries[slices.IndexFunc(entries, func(e fontbook.Entry) bool { return e.Role == role })]
		fsys, name := c.input.Repo, path.Join("fonts", e.File)
		if e.BuiltIn {
			fsys, name = c.input.Fonts, e.File
		}
		text, err := fs.ReadFile(fsys, name)
		if err != nil {
			return nil, err
		}
		font := lock.Input{Role: lock.Font, Path: path.Join("fonts", e.File), Blob: lock.BlobAs(name, text), BuiltIn: e.BuiltIn}
		if !slices.Contains(list, font) {
			list = append(list, font)
		}
	}
	return list, nil
}
