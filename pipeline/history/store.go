package history

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/go-git/go-git/v5/plumbing"
)

// store reads objects by their hash, out of packs and single files, in the
// repository and those it borrows from.
//
// The formats are the library's (idxfile, packfile, objfile); the way through
// them is our own. The library's storage follows deltas without counting, reads
// an object before anyone can ask for its size, hashes all that passes through its
// cache, opens the pack anew for every object above 16 KiB, and takes
// relative alternates to be somewhere else.
type store struct {
	mu      sync.Mutex
	dirs    []string // folders of objects: our own, then the alternates
	partial bool
	packs   []*pack // nil before the first look
	bases   *lru[place, base]
}

// maxObject bounds an object in memory. Hosts of repositories refuse files of
// more than 100 MB, and the largest font is a quarter of that.
const maxObject = 128 << 20

// maxBases and maxFolders bound the caches: of pack objects that others may be
// deltas of, and of folders that have been read. A folder of 2,000 reports is
// 100 KB, a walk goes along one line, and so few of either are enough.
const (
	maxBases   = 48 << 20
	maxFolders = 48 << 20
)

// place is where an object stands.
type place struct {
	pack   *pack
	offset int64
}

// base is an object that deltas can be applied to.
type base struct {
	kind plumbing.ObjectType
	data []byte
}

func newStore(dir string, partial bool) (*store, error) {
	s := &store{partial: partial, bases: newLRU[place, base](maxBases)}
	return s, s.borrow(dir, 0)
}

// maxBorrow is how deep alternates may lead to others, as in git (object-file.c).
const maxBorrow = 5

// borrow adds an object folder and those that its alternates name
// (gitrepository-layout, objects/info/alternates). One that does not exist is
// no error yet: only a missing object is.
func (s *store) borrow(dir string, depth int) error {
	if dir = filepath.Clean(dir); depth > maxBorrow || slices.Contains(s.dirs, dir) {
		return nil
	}
	s.dirs = append(s.dirs, dir)
	text, err := readSmall(filepath.Join(dir, "info", "alternates"))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	for line := range strings.Lines(string(text)) {
		line = strings.TrimRight(line, "\r\n")
		if line == "" || line[0] == '#' {
			continue
		}
		if !filepath.IsAbs(line) {
			line = filepath.Join(dir, filepath.FromSlash(line))
		}
		if err := s.borrow(line, depth+1); err != nil {
			return err
		}
	}
	return nil
}

func (s *store) close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	var err error
	for _, p := range s.packs {
		err = errors.Join(err, p.close())
	}
	s.packs = nil
	return err
}

// object returns type and bytes of an object, which must not be changed. Its
// hash is verified. Errors are ErrMissing, ErrPartial, ErrCorrupt and
// ErrTooLarge.
func (s *store) object(h plumbing.Hash) (kind plumbing.ObjectType, data []byte, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	defer recoverAs(h, &err)
	err = s.locate(h, func(p *pack, offset int64) (err error) {
		kind, data, err = p.object(s.bases, h, offset)
		return err
	}, func(file string) (err error) {
		kind, data, err = readLoose(file, h)
		return err
	})
	if err != nil {
		return 0, nil, err
	}
	if sum(kind, data) != h {
		return 0, nil, corrupt(h, errors.New("the hash is another"))
	}
	return kind, data, nil
}

// size returns type and length of an object without reading all of it.
func (s *store) size(h plumbing.Hash) (size int64, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	defer recoverAs(h, &err)
	err = s.locate(h, func(p *pack, offset int64) (err error) {
		size, err = p.size(h, offset)
		return err
	}, func(file string) (err error) {
		size, err = looseSize(file, h)
		return err
	})
	return size, err
}

// recoverAs turns a panic of the library into an error: it reads bytes that
// may be damaged in any way.
func recoverAs(h plumbing.Hash, err *error) {
	if p := recover(); p != nil {
		*err = corrupt(h, fmt.Errorf("%v", p))
	}
}

// locate calls one of two functions with the place of an object.
func (s *store) locate(h plumbing.Hash, packed func(*pack, int64) error, loose func(file string) error) error {
	for _, again := range []bool{false, true} {
		// git gc may have packed the objects since the last look.
		if s.packs == nil || again {
			if err := s.scan(); err != nil {
				return err
			}
		}
		for i, p := range s.packs {
			offset, ok, err := p.find(h)
			if err != nil {
				return err
			}
			if ok {
				// The next object is likely in the same pack.
				copy(s.packs[1:i+1], s.packs[:i])
				s.packs[0] = p
				return packed(p, offset)
			}
		}
		for _, dir := range s.dirs {
			name := h.String()
			err := loose(filepath.Join(dir, name[:2], name[2:]))
			if !errors.Is(err, fs.ErrNotExist) {
				return err
			}
		}
	}
	return s.missing(h)
}

// missing is the error for an object that is not there.
func (s *store) missing(h plumbing.Hash) error {
	kind := ErrMissing
	if s.partial {
		kind = ErrPartial
	}
	return fmt.Errorf("%w：%s", kind, h)
}

// scan looks for packs that are not known yet.
func (s *store) scan() error {
	known := map[string]bool{}
	for _, p := range s.packs {
		known[p.file] = true
	}
	for _, dir := range s.dirs {
		entries, err := os.ReadDir(filepath.Join(dir, "pack"))
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		for _, e := range entries {
			name, ok := strings.CutSuffix(e.Name(), ".idx")
			file := filepath.Join(dir, "pack", name)
			if ok && strings.HasPrefix(name, "pack-") && !known[file] {
				s.packs = append(s.packs, &pack{file: file})
			}
		}
	}
	if s.packs == nil {
		s.packs = []*pack{}
	}
	return nil
}

// withPrefix lists the objects whose hash begins with so many hexadecimal
// digits, at least two, sorted; at most max of them.
func (s *store) withPrefix(digits string, max int) ([]plumbing.Hash, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.scan(); err != nil {
		return nil, err
	}
	var out []plumbing.Hash
	for _, p := range s.packs {
		found, err := p.withPrefix(digits, max)
		if err != nil {
			return nil, err
		}
		out = append(out, found...)
	}
	for _, dir := range s.dirs {
		entries, err := os.ReadDir(filepath.Join(dir, digits[:2]))
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, err
		}
		for _, e := range entries {
			name := digits[:2] + e.Name()
			if h, ok := parseHash(name); ok && strings.HasPrefix(name, digits) {
				out = append(out, h)
			}
		}
	}
	slices.SortFunc(out, func(a, b plumbing.Hash) int { return bytes.Compare(a[:], b[:]) })
	out = slices.Compact(out)
	return out[:min(len(out), max)], nil
}
