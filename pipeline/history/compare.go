package history

import (
	"bytes"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/go-git/go-git/v5/plumbing"
)

// comparison is that of one commit's tree with those of its parents.
type comparison struct {
	walk    *walk
	prefix  int // bytes of a path that lead to the opened folder
	found   []found
	clashes []named
}

// found is a touch, and what stood there in the first parent.
type found struct {
	touch
	old plumbing.Hash
}

// maxDepth bounds folders in folders. A path of git is at most 4,096 bytes.
const maxDepth = 500

// folders compares one folder of a commit with that of its parents; a zero hash
// is a folder that is not there. Only where the first parent has another folder
// is there anything to find. The first parent may be a root's, which has nothing.
func (d *comparison) folders(at []byte, want *wanted, now plumbing.Hash, before []plumbing.Hash) error {
	if now == before[0] {
		return nil
	}
	if bytes.Count(at, []byte("/")) > maxDepth {
		return fmt.Errorf("%w：文件夹嵌套", ErrTooLarge)
	}
	if err := d.walk.step(); err != nil {
		return err
	}
	mine, err := d.read(now)
	if err != nil {
		return err
	}
	theirs := make([]*folder, len(before))
	for i, h := range before {
		if theirs[i], err = d.read(h); err != nil {
			return err
		}
	}
	if want.all {
		for _, c := range mine.clashes {
			d.clashes = append(d.clashes, named{d.path(at, []byte(c.name)), c.spelling})
		}
	}
	return different(mine, theirs[0], func(f *folder, e entry) error {
		if next := want.into(f.name(e)); next != nil {
			return d.entry(at, next, f.name(e), e.kind, mine, theirs)
		}
		return nil
	})
}

// read returns a folder, an empty one for the zero hash.
func (d *comparison) read(h plumbing.Hash) (*folder, error) {
	if h.IsZero() {
		return &folder{}, nil
	}
	return d.walk.repo.folder(h)
}

// different calls f for each entry that a and b do not have alike, in one order:
// once for a name, with the entry of a if it has one. A file and a folder
// of one name are two entries.
func different(a, b *folder, f func(*folder, entry) error) error {
	i, j := 0, 0
	for i < len(a.entries) || j < len(b.entries) {
		c := 0
		switch {
		case i == len(a.entries):
			c = 1
		case j == len(b.entries):
			c = -1
		case bytes.Equal(a.bytes(a.entries[i]), b.bytes(b.entries[j])):
			i, j = i+1, j+1
			continue
		default:
			c = compare(a, a.entries[i], b, b.entries[j])
		}
		in, e := a, entry{}
		if c <= 0 {
			e = a.entries[i]
			i++
		} else {
			in, e = b, b.entries[j]
		}
		if c >= 0 {
			j++
		}
		if err := f(in, e); err != nil {
			return err
		}
	}
	return nil
}

// entry compares one name of a folder, as a folder or as a file.
func (d *comparison) entry(at []byte, want *wanted, name []byte, k kind, mine *folder, theirs []*folder) error {
	asked := isFile
	if k == isFolder {
		asked = isFolder
	}
	now := mine.as(name, asked)
	before := make([]plumbing.Hash, len(theirs))
	for i, f := range theirs {
		before[i] = f.as(name, asked)
	}
	if asked == isFolder {
		if len(at) > 0 {
			at = append(at[:len(at):len(at)], '/')
		}
		return d.folders(append(at[:len(at):len(at)], name...), want, now, before)
	}
	if now == before[0] || !want.all {
		return nil
	}
	t := touch{path: d.path(at, name), blob: now}
	t.took = max(slices.Index(before, now), 0)
	d.found = append(d.found, found{t, before[0]})
	return d.walk.step()
}

// as returns the hash of a name if it is of that kind, or zero.
func (f *folder) as(name []byte, k kind) plumbing.Hash {
	if e, ok := f.find(string(name)); ok && e.kind == k {
		return f.hash(e)
	}
	return plumbing.ZeroHash
}

// path is the path of a name, below the opened folder.
func (d *comparison) path(at, name []byte) string {
	full := name
	if len(at) > 0 {
		full = append(append(at[:len(at):len(at)], '/'), name...)
	}
	full = full[min(d.prefix, len(full)):]
	if known, ok := d.walk.paths[string(full)]; ok {
		return known
	}
	p := string(full)
	d.walk.paths[p] = p
	return p
}

// finish returns the touches in the order of their paths, with the renames.
func (d *comparison) finish(renames bool) ([]touch, []named) {
	slices.SortFunc(d.found, func(a, b found) int { return strings.Compare(a.path, b.path) })
	if renames {
		d.renames()
	}
	touches := make([]touch, len(d.found)) // not nil: nil says that nobody has looked yet
	for i, f := range d.found {
		touches[i] = f.touch
	}
	return touches, d.clashes
}

// renames pairs paths that are new with paths that are gone by their content.
func (d *comparison) renames() {
	gone := map[plumbing.Hash][]string{}
	empty := sum(plumbing.BlobObject, nil) // says nothing about where it comes from
	for _, f := range d.found {
		if f.blob.IsZero() && f.old != empty {
			gone[f.old] = append(gone[f.old], f.path)
		}
	}
	if len(gone) == 0 {
		return
	}
	for _, sameBase := range []bool{true, false} {
		for i := range d.found {
			f := &d.found[i]
			if !f.old.IsZero() || f.from != "" {
				continue
			}
			from := gone[f.blob]
			k := slices.IndexFunc(from, func(p string) bool { return !sameBase || path.Base(p) == path.Base(f.path) })
			if k >= 0 {
				f.from = from[k]
				gone[f.blob] = slices.Delete(from, k, k+1)
			}
		}
	}
}
