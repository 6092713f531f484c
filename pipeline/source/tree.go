package source

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"sync"
)

// ErrTooLarge says that a file is longer than its reader allows.
var ErrTooLarge = errors.New("file too large")

// Tree reads files of one state of a repository (working tree or Git
// revision), each at most once. It is safe for concurrent use. It never
// leaves its file system: names that fail fs.ValidPath are refused, and the caller
// chooses a file system that does not follow links outwards (os.Root.FS).
type Tree struct {
	fsys fs.FS
	mu   sync.Mutex
	read map[string]*entry
}

type entry struct {
	once sync.Once
	file *File
	err  error
}

// NewTree returns a Tree over fsys, whose root is the root of the repository.
func NewTree(fsys fs.FS) *Tree { return &Tree{fsys: fsys, read: map[string]*entry{}} }

// FS is the file system itself, for listing folders.
func (t *Tree) FS() fs.FS { return t.fsys }

// Read returns the file of that name, at most limit bytes long; a longer one
// is ErrTooLarge and is not held in memory. A second call gives the same *File.
func (t *Tree) Read(name string, limit int64) (*File, error) {
	if !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrInvalid}
	}
	t.mu.Lock()
	e := t.read[name]
	if e == nil {
		e = &entry{}
		t.read[name] = e
	}
	t.mu.Unlock()
	e.once.Do(func() { e.file, e.err = readFile(t.fsys, name, limit) })
	return e.file, e.err
}

func readFile(fsys fs.FS, name string, limit int64) (*File, error) {
	f, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, &fs.PathError{Op: "read", Path: name, Err: errors.New("not a regular file")}
	}
	if info.Size() > limit {
		return nil, &fs.PathError{Op: "read", Path: name, Err: fmt.Errorf("%w: %d bytes", ErrTooLarge, info.Size())}
	}
	text := make([]byte, 0, info.Size()+512)
	for {
		n, err := f.Read(text[len(text):cap(text)])
		text = text[:len(text)+n]
		if int64(len(text)) > limit {
			return nil, &fs.PathError{Op: "read", Path: name, Err: ErrTooLarge}
		}
		if err == io.EOF {
			return New(name, text), nil
		}
		if err != nil {
			return nil, err
		}
		if len(text) == cap(text) {
			text = append(text, 0)[:len(text)]
		}
	}
}
