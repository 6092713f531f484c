package history

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
)

var (
	errIsFolder  = errors.New("is a directory")
	errNotFolder = errors.New("not a directory")
)

// openFile is a file of a commit that is being read.
type openFile struct {
	node   *node
	path   string
	text   *bytes.Reader // nil before the first Read
	closed bool
}

// Stat describes the file.
func (f *openFile) Stat() (fs.FileInfo, error) {
	if f.closed {
		return nil, &fs.PathError{Op: "stat", Path: f.path, Err: fs.ErrClosed}
	}
	return f.node, nil
}

// Read reads on. The first call reads the object, and may tell that it is too
// large or missing.
func (f *openFile) Read(b []byte) (int, error) {
	if f.closed {
		return 0, &fs.PathError{Op: "read", Path: f.path, Err: fs.ErrClosed}
	}
	if f.text == nil {
		text, err := f.node.files.repo.blob(f.node.hash)
		if err != nil {
			return 0, &fs.PathError{Op: "read", Path: f.path, Err: err}
		}
		f.text = bytes.NewReader(text)
	}
	return f.text.Read(b)
}

// Close ends the reading.
func (f *openFile) Close() error {
	if f.closed {
		return &fs.PathError{Op: "close", Path: f.path, Err: fs.ErrClosed}
	}
	f.closed, f.text = true, nil
	return nil
}

// openFolder is a folder of a commit that is being listed.
type openFolder struct {
	node   *node
	path   string
	rest   []fs.DirEntry
	listed bool
}

// Stat describes the folder.
func (f *openFolder) Stat() (fs.FileInfo, error) { return f.node, nil }

// Read is an error: a folder has no bytes.
func (f *openFolder) Read([]byte) (int, error) {
	return 0, &fs.PathError{Op: "read", Path: f.path, Err: errIsFolder}
}

// Close does nothing.
func (f *openFolder) Close() error { return nil }

// ReadDir lists the next n entries, all when n is not above 0.
func (f *openFolder) ReadDir(n int) ([]fs.DirEntry, error) {
	if !f.listed {
		all, err := f.node.list()
		if err != nil {
			return nil, &fs.PathError{Op: "readdir", Path: f.path, Err: err}
		}
		f.rest, f.listed = all, true
	}
	if n <= 0 || n > len(f.rest) {
		if n > 0 && len(f.rest) == 0 {
			return nil, io.EOF
		}
		n = len(f.rest)
	}
	next := f.rest[:n:n]
	f.rest = f.rest[n:]
	return next, nil
}
