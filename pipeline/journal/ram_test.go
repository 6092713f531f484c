package journal

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"math/rand/v2"
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

// keep says what a power cut leaves of what was not synchronized.
type keep int

const (
	none   keep = iota
	all         //
	some        // each step, or a part of the contents, by chance
	zeroed      // contents of the right length that are zero, as some file systems leave
)

// loss is a power cut. With the zero loss everything not synchronized is gone.
type loss struct {
	meta, data keep
	seed       uint64
}

func (l loss) String() string {
	return fmt.Sprintf("names %d contents %d seed %d", l.meta, l.data, l.seed)
}

// after is the disk after a power cut.
func (d *ram) after(l loss) *ram {
	chance := rand.New(rand.NewPCG(l.seed, 1))
	done := map[*node]*node{}
	var cut func(*node) *node
	cut = func(n *node) *node {
		if done[n] != nil {
			return done[n]
		}
		m := &node{dir: n.dir, perm: n.perm}
		done[n] = m
		if !n.dir {
			m.data = left(n, l.data, chance)
			m.safe = m.data
			return m
		}
		kids := maps.Clone(n.safeKids)
		for _, op := range n.ops {
			if l.meta == all || l.meta == some && chance.IntN(2) == 0 {
				apply(kids, op)
			}
		}
		m.kids, m.safeKids = map[string]*node{}, map[string]*node{}
		for _, name := range slices.Sorted(maps.Keys(kids)) {
			m.kids[name] = cut(kids[name])
			m.safeKids[name] = m.kids[name]
		}
		return m
	}
	return &ram{cut(d.root)}
}

// left is what a power cut leaves of the contents of a file.
func left(n *node, k keep, chance *rand.Rand) []byte {
	if bytes.Equal(n.data, n.safe) {
		return n.data
	}
	switch k {
	case all:
		return n.data
	case zeroed:
		return make([]byte, len(n.data))
	case some:
		return n.data[:chance.IntN(len(n.data)+1)]
	}
	return n.safe
}

// clone is a second disk in the same state, with all that is not synchronized.
func (d *ram) clone() *ram {
	done := map[*node]*node{nil: nil}
	var copied func(*node) *node
	each := func(kids map[string]*node) map[string]*node {
		if kids == nil {
			return nil
		}
		out := make(map[string]*node, len(kids))
		for name, kid := range kids {
			out[name] = copied(kid)
		}
		return out
	}
	copied = func(n *node) *node {
		if m, ok := done[n]; ok {
			return m
		}
		m := &node{dir: n.dir, perm: n.perm, data: n.data, safe: n.safe}
		done[n] = m
		m.kids, m.safeKids = each(n.kids), each(n.safeKids)
		for _, op := range n.ops {
			m.ops = append(m.ops, each(op))
		}
		return m
	}
	return &ram{copied(d.root)}
}

// tree lists all that is on a disk: a line for each folder, and for each file
// with its contents.
func tree(d disk) string {
	var b strings.Builder
	var walk func(string)
	walk = func(dir string) {
		names, err := d.names(dir)
		if err != nil {
			panic(err)
		}
		for _, name := range names {
			name = path.Join(dir, name)
			if info, err := d.lstat(name); err != nil {
				panic(err)
			} else if info.IsDir() {
				fmt.Fprintf(&b, "%s/\n", name)
				walk(name)
				continue
			}
			f, err := d.open(name)
			if err != nil {
				panic(err)
			}
			text, err := io.ReadAll(f)
			if err != nil {
				panic(err)
			}
			f.Close()
			fmt.Fprintf(&b, "%s %q\n", name, text)
		}
	}
	walk(".")
	return b.String()
}
