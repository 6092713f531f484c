package pipeline

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"
)

// overlay is a file system in which some files are other than below: the
// content as it will be once a change is made. Nil stands for a file that will
// be gone. Folders are those below; a new file needs its folder there.
type overlay struct {
	below fs.FS
	files map[string][]byte
}

func (o overlay) Open(name string) (fs.File, error) {
	text, ok := o.files[name]
	switch {
	case ok && text == nil:
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	case ok:
		return &laidOver{overlaid{name, text}, bytes.NewReader(text)}, nil
	}
	f, err := o.below.Open(name)
	if err != nil {
		return nil, err
	}
	if info, err := f.Stat(); err != nil || !info.IsDir() {
		return f, err
	}
	entries, err := o.ReadDir(name)
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return &openFolder{f, entries}, nil
}

// ReadDir lists a folder with what lies over it.
func (o overlay) ReadDir(name string) ([]fs.DirEntry, error) {
	entries, err := fs.ReadDir(o.below, name)
	if err != nil {
		return nil, err
	}
	entries = slices.DeleteFunc(entries, func(e fs.DirEntry) bool {
		_, ok := o.files[path.Join(name, e.Name())]
		return ok
	})
	for file, text := range o.files {
		if path.Dir(file) == name && text != nil {
			entries = append(entries, fs.FileInfoToDirEntry(overlaid{file, text}))
		}
	}
	slices.SortFunc(entries, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return entries, nil
}

// Lstat and ReadLink make links below visible as links.
func (o overlay) Lstat(name string) (fs.FileInfo, error) {
	text, ok := o.files[name]
	switch {
	case ok && text == nil:
		return nil, &fs.PathError{Op: "lstat", Path: name, Err: fs.ErrNotExist}
	case ok:
		return overlaid{name, text}, nil
	}
	return fs.Lstat(o.below, name)
}

// ReadLink is that of the file system below.
func (o overlay) ReadLink(name string) (string, error) { return fs.ReadLink(o.below, name) }

// overlaid is what is known of a file that lies over others.
type overlaid struct {
	name string
	text []byte
}

func (i overlaid) Name() string       { return path.Base(i.name) }
func (i overlaid) Size() int64        { return int64(len(i.text)) }
func (i overlaid) Mode() fs.FileMode  { return 0o644 }
func (i overlaid) ModTime() time.Time { return time.Time{} }
func (i overlaid) IsDir() bool        { return false }
func (i overlaid) Sys() any           { return nil }

// laidOver is such a file, opened.
type laidOver struct {
	info   overlaid
	reader *bytes.Reader
}

func (f *laidOver) Stat() (fs.FileInfo, error) { return f.info, nil }
func (f *laidOver) Read(b []byte) (int, error) { return f.reader.Read(b) }
func (f *laidOver) Close() error               { return nil }

// openFolder is a folder, opened, with what lies over it.
type openFolder struct {
	fs.File
	left []fs.DirEntry
}

func (f *openFolder) ReadDir(n int) ([]fs.DirEntry, error) {
	if n <= 0 || n > len(f.left) {
		if n > 0 && len(f.left) == 0 {
			return nil, io.EOF
		}
		n = len(f.left)
	}
	entries := f.left[:n]
	f.left = f.left[n:]
	return entries, nil
}

var _ interface {
	fs.ReadDirFS
	fs.ReadLinkFS
} = overlay{}

var errNotText = errors.New("not a regular file")

// readAll reads a file of at most limit bytes.
func readAll(fsys fs.FS, name string, limit int64) ([]byte, error) {
	f, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() || info.Size() > limit {
		return nil, &fs.PathError{Op: "read", Path: name, Err: errNotText}
	}
	return io.ReadAll(io.LimitReader(f, limit))
}
