package journal

import (
	"bytes"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"path"
	"slices"
	"strings"
)

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
