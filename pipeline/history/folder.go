package history

import (
	"bytes"
	"errors"
	"slices"
	"sort"
	"strings"

	"github.com/go-git/go-git/v5/plumbing"
	"golang.org/x/text/unicode/norm"
)

// folder is one tree object, read (git's tree-walk.c): entries “mode name NUL
// hash” one behind the other. Names are in NFC, entries in git's order, no two
// have one name. It never changes.
type folder struct {
	raw     []byte
	entries []entry
	clashes []clash
}

// entry is one name of a folder, by its places in raw. Twenty bytes of hash
// follow a NUL behind the name.
type entry struct {
	mode, start, end uint32 // where mode and name begin, where the name ends
	kind             kind
	exec             bool
}

// clash is a name that several entries of a folder have.
type clash struct {
	name     string
	spelling []string
}

// kind is what an entry is.
type kind uint8

const (
	isFile kind = iota
	isFolder
	isLink
	isModule // a commit of another repository
)

func (f *folder) name(e entry) []byte { return f.raw[e.start:e.end] }

func (f *folder) hash(e entry) plumbing.Hash { return plumbing.Hash(f.raw[e.end+1:]) }

// bytes is an entry as a whole.
func (f *folder) bytes(e entry) []byte { return f.raw[e.mode : e.end+21] }

// folder reads a tree object, or finds it among those read last.
func (r *Repo) folder(h plumbing.Hash) (*folder, error) {
	if f, ok := r.folders.get(h); ok {
		return f, nil
	}
	kind, raw, err := r.store.object(h)
	if err != nil {
		return nil, err
	}
	if kind != plumbing.TreeObject {
		return nil, corrupt(h, errors.New("not a folder"))
	}
	f, err := parseFolder(raw)
	if err != nil {
		return nil, corrupt(h, err)
	}
	r.folders.put(h, f, len(f.raw)+16*len(f.entries))
	return f, nil
}

// parseFolder reads the bytes of a tree object. Nearly all trees are sorted
// and in NFC as they are; the others are written anew.
func parseFolder(raw []byte) (*folder, error) {
	f := &folder{raw: raw, entries: make([]entry, 0, len(raw)/40)}
	good := true
	for at := 0; at < len(raw); {
		e, err := parseEntry(raw, at)
		if err != nil {
			return nil, err
		}
		if n := len(f.entries); good {
			good = isPlain(f.name(e)) && (n == 0 || compare(f, f.entries[n-1], f, e) < 0 && !hides(f, e))
		}
		f.entries = append(f.entries, e)
		at = int(e.end) + 21
	}
	if !good {
		f.normalize()
	}
	return f, nil
}

// parseEntry reads the entry that begins at a place.
func parseEntry(raw []byte, at int) (entry, error) {
	e := entry{mode: uint32(at)}
	mode := 0
	for ; at < len(raw) && raw[at] != ' '; at++ {
		if raw[at] < '0' || raw[at] > '7' || at-int(e.mode) > 6 {
			return e, errors.New("bad mode in a folder")
		}
		mode = mode<<3 | int(raw[at]-'0')
	}
	e.start = uint32(at + 1)
	length := -1
	if at < len(raw) {
		length = bytes.IndexByte(raw[e.start:], 0)
	}
	e.end = e.start + uint32(length)
	if length < 1 || len(raw)-int(e.end) < 21 {
		return e, errors.New("a folder is cut off")
	}
	switch mode & 0o170000 { // the file types of POSIX
	case 0o100000:
		e.kind, e.exec = isFile, mode&0o100 != 0
	case 0o040000:
		e.kind = isFolder
	case 0o120000:
		e.kind = isLink
	case 0o160000:
		e.kind = isModule
	default:
		return e, errors.New("unknown mode in a folder")
	}
	return e, nil
}

// compare orders entries as git does: a folder as if its name ended in a
// slash (tree-walk.c, base_name_compare).
func compare(f *folder, a entry, g *folder, b entry) int {
	x, y := f.name(a), g.name(b)
	n := min(len(x), len(y))
	if c := bytes.Compare(x[:n], y[:n]); c != 0 {
		return c
	}
	return int(last(x, n, a.kind)) - int(last(y, n, b.kind))
}

// last is the byte that follows the first n of a name in git's order.
func last(name []byte, n int, k kind) byte {
	if n < len(name) {
		return name[n]
	}
	if k == isFolder {
		return '/'
	}
	return 0
}

// hides tells whether a folder has the name of an entry before it that is
// none. Only names between the two, such as a.b between a and a/, part them.
func hides(f *folder, e entry) bool {
	if e.kind != isFolder {
		return false
	}
	name := f.name(e)
	for i := len(f.entries) - 1; i >= 0 && bytes.HasPrefix(f.name(f.entries[i]), name); i-- {
		if int(f.entries[i].end-f.entries[i].start) == len(name) {
			return true
		}
	}
	return false
}

// isPlain tells, quickly and for nearly all names, that a name is in NFC: it
// is if it has only ASCII and Han of U+4000 to U+9FFF, none of which composes or
// decomposes (UnicodeData.txt). Other names are looked up.
func isPlain(name []byte) bool {
	for i := 0; i < len(name); {
		switch c := name[i]; {
		case c < 0x80:
			i++
		case c >= 0xE4 && c <= 0xE9:
			i += 3
		default:
			return norm.NFC.IsNormal(name)
		}
	}
	return true
}

// normalize writes a folder anew, with names in NFC, sorted, each once. Of
// entries with one name that in NFC counts, then the first.
func (f *folder) normalize() {
	type spelled struct {
		name string
		at   []entry
	}
	byName := map[string]*spelled{}
	var all []*spelled
	for _, e := range f.entries {
		name := norm.NFC.String(string(f.name(e)))
		s := byName[name]
		if s == nil {
			s = &spelled{name: name}
			byName[name], all = s, append(all, s)
		}
		if s.at = append(s.at, e); string(f.name(e)) == name && string(f.name(s.at[0])) != name {
			s.at[0], s.at[len(s.at)-1] = e, s.at[0]
		}
	}
	g := &folder{}
	for _, s := range all {
		if len(s.at) > 1 {
			c := clash{name: s.name}
			for _, e := range s.at {
				c.spelling = append(c.spelling, string(f.name(e)))
			}
			slices.Sort(c.spelling)
			g.clashes = append(g.clashes, c)
		}
		e := s.at[0]
		n := entry{mode: uint32(len(g.raw)), kind: e.kind, exec: e.exec}
		g.raw = append(g.raw, f.raw[e.mode:e.start]...)
		n.start = uint32(len(g.raw))
		g.raw = append(g.raw, s.name...)
		n.end = uint32(len(g.raw))
		g.raw = append(g.raw, f.raw[e.end:e.end+21]...)
		g.entries = append(g.entries, n)
	}
	slices.SortFunc(g.entries, func(a, b entry) int { return compare(g, a, g, b) })
	slices.SortFunc(g.clashes, func(a, b clash) int { return strings.Compare(a.name, b.name) })
	*f = *g
}

// find returns the entry of that name, which must be in NFC.
func (f *folder) find(name string) (entry, bool) {
	for _, k := range []kind{isFile, isFolder} { // they sort differently
		want := entry{end: uint32(len(name)), kind: k}
		key := &folder{raw: []byte(name)}
		i := sort.Search(len(f.entries), func(i int) bool { return compare(f, f.entries[i], key, want) >= 0 })
		if i < len(f.entries) && string(f.name(f.entries[i])) == name {
			return f.entries[i], true
		}
	}
	return entry{}, false
}

// clash returns the spellings of a name that stands in the folder twice.
func (f *folder) clash(name string) []string {
	for _, c := range f.clashes {
		if c.name == name {
			return c.spelling
		}
	}
	return nil
}
