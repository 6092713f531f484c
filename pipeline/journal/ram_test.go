package journal

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"time"
)

// ram is a disk in memory that knows what of it a power cut would leave. As
// POSIX has it, the contents of a file are safe after Sync of that file, and a
// name after syncDir of the folder it is in; a rename within one folder is one
// step, a rename between two is two.
type ram struct{ root *node }

type node struct {
	dir        bool
	perm       fs.FileMode
	data, safe []byte
	kids       map[string]*node
	safeKids   map[string]*node
	ops        []map[string]*node // since syncDir: names and what they became, nil is gone
}

func newDir() *node {
	return &node{dir: true, perm: 0o755, kids: map[string]*node{}, safeKids: map[string]*node{}}
}

// newRAM makes a disk with these files, all safe.
func newRAM(files map[string]string) *ram {
	d := &ram{newDir()}
	for name, text := range files {
		n := d.root
		for _, dir := range ancestors(name) {
			base := path.Base(dir)
			if n.kids[base] == nil {
				n.set(map[string]*node{base: newDir()})
			}
			n = n.kids[base]
		}
		n.set(map[string]*node{path.Base(name): {perm: 0o640, data: []byte(text)}})
	}
	return d.after(loss{meta: all, data: all})
}

func (n *node) set(op map[string]*node) {
	n.ops = append(n.ops, op)
	apply(n.kids, op)
}

func apply(kids, op map[string]*node) {
	for name, kid := range op {
		if kids[name] = kid; kid == nil {
			delete(kids, name)
		}
	}
}

var errNotDir = errors.New("not a directory")

func failed(op, name string, err error) error { return &fs.PathError{Op: op, Path: name, Err: err} }

// find gives the node of a name.
func (d *ram) find(op, name string) (*node, error) {
	n := d.root
	if name == "." {
		return n, nil
	}
	for element := range strings.SplitSeq(name, "/") {
		if !n.dir {
			return nil, failed(op, name, errNotDir)
		}
		if n = n.kids[element]; n == nil {
			return nil, failed(op, name, fs.ErrNotExist)
		}
	}
	return n, nil
}

// parent gives the folder of a name.
func (d *ram) parent(op, name string) (*node, error) {
	n, err := d.find(op, path.Dir(name))
	if err == nil && !n.dir {
		err = failed(op, name, errNotDir)
	}
	return n, err
}

type info struct {
	name string
	*node
}

func (i info) Name() string       { return i.name }
func (i info) Size() int64        { return int64(len(i.data)) }
func (i info) ModTime() time.Time { return time.Time{} }
func (i info) IsDir() bool        { return i.dir }
func (i info) Sys() any           { return nil }
func (i info) Mode() fs.FileMode {
	if i.dir {
		return fs.ModeDir | i.perm
	}
	return i.perm
}

func (d *ram) lstat(name string) (fs.FileInfo, error) {
	n, err := d.find("lstat", name)
	if err != nil {
		return nil, err
	}
	return info{path.Base(name), n}, nil
}

func (d *ram) open(name string) (io.ReadCloser, error) {
	n, err := d.find("open", name)
	if err != nil {
		return nil, err
	}
	if n.dir {
		return nil, failed("read", name, errors.New("is a directory"))
	}
	return io.NopCloser(bytes.NewReader(n.data)), nil
}

func (d *ram) names(dir string) ([]string, error) {
	n, err := d.find("open", dir)
	if err == nil && !n.dir {
		err = failed("open", dir, errNotDir)
	}
	if err != nil {
		return nil, err
	}
	return slices.Sorted(maps.Keys(n.kids)), nil
}

// add puts a new node where nothing may be.
func (d *ram) add(op, name string, n *node) error {
	p, err := d.parent(op, name)
	if err != nil {
		return err
	}
	if p.kids[path.Base(name)] != nil {
		return failed(op, name, fs.ErrExist)
	}
	p.set(map[string]*node{path.Base(name): n})
	return nil
}

func (d *ram) mkdir(name string) error { return d.add("mkdir", name, newDir()) }

func (d *ram) create(name string, perm fs.FileMode) (file, error) {
	n := &node{perm: perm &^ 0o022}
	if err := d.add("create", name, n); err != nil {
		return nil, err
	}
	return ramFile{n}, nil
}

func (d *ram) rename(from, to string) error {
	q, err := d.parent("rename", from)
	if err != nil {
		return err
	}
	p, err := d.parent("rename", to)
	if err != nil {
		return err
	}
	n, err := d.find("rename", from)
	if err != nil {
		return err
	}
	old := p.kids[path.Base(to)]
	switch {
	case old != nil && old.dir:
		return failed("rename", to, fs.ErrExist)
	case old != nil && n.dir:
		return failed("rename", to, errNotDir)
	case old == n:
		return nil
	}
	if p == q {
		p.set(map[string]*node{path.Base(from): nil, path.Base(to): n})
		return nil
	}
	q.set(map[string]*node{path.Base(from): nil})
	p.set(map[string]*node{path.Base(to): n})
	return nil
}

func (d *ram) remove(name string) error {
	n, err := d.find("remove", name)
	if err != nil {
		return err
	}
	if len(n.kids) > 0 {
		return failed("remove", name, fs.ErrExist)
	}
	p, _ := d.parent("remove", name)
	p.set(map[string]*node{path.Base(name): nil})
	return nil
}

func (d *ram) syncDir(name string) error {
	n, err := d.find("sync", name)
	if err != nil {
		return err
	}
	n.safeKids, n.ops = maps.Clone(n.kids), nil
	return nil
}

type ramFile struct{ *node }

func (f ramFile) Write(p []byte) (int, error) {
	f.data = append(slices.Clip(f.data), p...)
	return len(p), nil
}
func (f ramFile) Chmod(perm fs.FileMode) error { f.perm = perm; return nil }
func (f ramFile) Sync() error                  { f.safe = f.data; return nil }
func (f ramFile) Close() error                 { return nil }
