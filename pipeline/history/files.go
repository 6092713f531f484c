package history

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/go-git/go-git/v5/plumbing"
	"golang.org/x/text/unicode/norm"
)

// Files returns the files of a commit below Prefix. They are read from objects
// when they are asked for; nothing is unpacked to the disk. All files have the
// time of the commit, and may be read by several goroutines.
//
// Names are in NFC, and a name is found in any spelling; one that stands for
// two files is ErrSameName, and so is the listing of their folder. Symbolic
// links are listed and not followed: a path that is or passes through one is
// ErrSymlink. Submodules are absent. Where the commit has no folder Prefix,
// nothing exists, not even the root. A file of more than 128 MiB is
// ErrTooLarge.
func (r *Repo) Files(c Commit) fs.FS { return &files{repo: r, commit: c.Hash} }

// AllFiles returns the files of a commit as Files does, below the root of the
// repository instead of Prefix.
func (r *Repo) AllFiles(c Commit) fs.FS {
	whole := *r
	whole.prefix = ""
	return whole.Files(c)
}

type files struct {
	repo   *Repo
	commit string
	once   sync.Once
	root   plumbing.Hash
	time   time.Time
	err    error
}

// node is a file or folder of a commit. It is its own fs.FileInfo and fs.DirEntry.
type node struct {
	files *files
	name  string // the last element
	kind  kind
	exec  bool
	hash  plumbing.Hash
	size  int64 // of a file, once it is known
}

func (n *node) Name() string               { return n.name }
func (n *node) Size() int64                { return n.size }
func (n *node) ModTime() time.Time         { return n.files.time }
func (n *node) IsDir() bool                { return n.kind == isFolder }
func (n *node) Sys() any                   { return nil }
func (n *node) Type() fs.FileMode          { return n.Mode().Type() }
func (n *node) String() string             { return fs.FormatDirEntry(n) }
func (n *node) Info() (fs.FileInfo, error) { return n.stat() }

// Mode is for reading only: nothing can be written to a commit.
func (n *node) Mode() fs.FileMode {
	switch {
	case n.kind == isFolder:
		return fs.ModeDir | 0o555
	case n.kind == isLink:
		return fs.ModeSymlink | 0o777
	case n.exec:
		return 0o555
	}
	return 0o444
}

// stat returns n with its size.
func (n *node) stat() (*node, error) {
	if n.kind == isFolder {
		return n, nil
	}
	size, err := n.files.repo.store.size(n.hash)
	if err != nil {
		return nil, err
	}
	sized := *n
	sized.size = size
	return &sized, nil
}

// find returns what has that name. Only the last element may be a link.
func (f *files) find(name string) (*node, error) {
	if !fs.ValidPath(name) {
		return nil, fs.ErrInvalid
	}
	f.once.Do(func() { f.root, f.time, f.err = f.repo.top(f.commit) })
	if f.err != nil {
		return nil, f.err
	}
	n := &node{files: f, name: ".", kind: isFolder, hash: f.root}
	full := norm.NFC.String(f.repo.below(name))
	if full == "." || full == "" {
		return n, nil
	}
	for element := range strings.SplitSeq(full, "/") {
		if n.kind == isLink {
			return nil, ErrSymlink
		}
		if n.kind != isFolder {
			return nil, fs.ErrNotExist
		}
		folder, err := f.repo.folder(n.hash)
		if err != nil {
			return nil, err
		}
		if spelling := folder.clash(element); spelling != nil {
			return nil, sameName(spelling)
		}
		e, ok := folder.find(element)
		if !ok || e.kind == isModule {
			return nil, fs.ErrNotExist
		}
		n = &node{files: f, name: element, kind: e.kind, exec: e.exec, hash: folder.hash(e)}
	}
	if name == "." {
		n.name = "."
	}
	return n, nil
}

func sameName(spelling []string) error { return fmt.Errorf("%w：%+q", ErrSameName, spelling) }

// top returns the root folder and the time of a commit.
func (r *Repo) top(hash string) (plumbing.Hash, time.Time, error) {
	h, ok := parseHash(hash)
	if !ok {
		return h, time.Time{}, fmt.Errorf("%w %q", ErrUnknownRevision, hash)
	}
	c, err := r.commit(h)
	if err != nil {
		return h, time.Time{}, err
	}
	return c.tree, c.Committer.When, nil
}

// file returns what has that name and can be opened, with its size.
func (f *files) file(name string) (*node, error) {
	n, err := f.find(name)
	if err == nil && n.kind == isLink {
		err = ErrSymlink
	}
	if err != nil {
		return nil, err
	}
	return n.stat()
}

// Open opens a file or folder. The content is read at the first Read.
func (f *files) Open(name string) (fs.File, error) {
	n, err := f.file(name)
	if err != nil {
		return nil, &fs.PathError{Op: "open", Path: name, Err: err}
	}
	if n.IsDir() {
		return &openFolder{node: n, path: name}, nil
	}
	return &openFile{node: n, path: name}, nil
}

// Stat describes a file or folder without reading it.
func (f *files) Stat(name string) (fs.FileInfo, error) {
	n, err := f.file(name)
	if err != nil {
		return nil, &fs.PathError{Op: "stat", Path: name, Err: err}
	}
	return n, nil
}

// Lstat describes a file, folder or symbolic link.
func (f *files) Lstat(name string) (fs.FileInfo, error) {
	n, err := f.find(name)
	if err == nil {
		n, err = n.stat()
	}
	if err != nil {
		return nil, &fs.PathError{Op: "lstat", Path: name, Err: err}
	}
	return n, nil
}

// ReadLink returns where a symbolic link points. The place may be anywhere.
func (f *files) ReadLink(name string) (string, error) {
	n, err := f.find(name)
	if err == nil && n.kind != isLink {
		err = fs.ErrInvalid
	}
	var target []byte
	if err == nil {
		target, err = f.repo.blob(n.hash)
	}
	if err != nil {
		return "", &fs.PathError{Op: "readlink", Path: name, Err: err}
	}
	return string(target), nil
}

// ReadFile reads a file whole.
func (f *files) ReadFile(name string) ([]byte, error) {
	n, err := f.find(name)
	var text []byte
	switch {
	case err != nil:
	case n.kind == isLink:
		err = ErrSymlink
	case n.kind == isFolder:
		err = errIsFolder
	default:
		text, err = f.repo.blob(n.hash)
	}
	if err != nil {
		return nil, &fs.PathError{Op: "read", Path: name, Err: err}
	}
	return slices.Clone(text), nil // the caller may change it
}

// ReadDir lists a folder by name.
func (f *files) ReadDir(name string) ([]fs.DirEntry, error) {
	n, err := f.find(name)
	if err == nil && n.kind == isLink {
		err = ErrSymlink
	}
	var all []fs.DirEntry
	if err == nil {
		all, err = n.list()
	}
	if err != nil {
		return nil, &fs.PathError{Op: "readdir", Path: name, Err: err}
	}
	return all, nil
}

// list returns the entries of a folder by name: git's own order is another.
func (n *node) list() ([]fs.DirEntry, error) {
	if n.kind != isFolder {
		return nil, errNotFolder
	}
	folder, err := n.files.repo.folder(n.hash)
	if err != nil {
		return nil, err
	}
	if len(folder.clashes) > 0 {
		return nil, sameName(folder.clashes[0].spelling)
	}
	all := make([]fs.DirEntry, 0, len(folder.entries))
	for _, e := range folder.entries {
		name := string(folder.name(e))
		if name == "." || name == ".." || path.Base(name) != name {
			return nil, corrupt(n.hash, fmt.Errorf("a folder with the name %q", name))
		}
		if e.kind != isModule {
			all = append(all, &node{files: n.files, name: name, kind: e.kind, exec: e.exec, hash: folder.hash(e)})
		}
	}
	slices.SortFunc(all, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return all, nil
}
