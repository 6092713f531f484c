package history

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"github.com/go-git/go-git/v5/plumbing"
	"golang.org/x/text/unicode/norm"
)

// record is what a walk finds out about one commit: all that is in a Log comes
// from the records of its commits, and all that is in a record comes from the
// commit alone. So records can be kept (see cache.go) and used for any head.
type record struct {
	*parsed
	touches []touch // sorted by path
	clashes []named
}

// touch is one path in which a commit differs from its first parent.
type touch struct {
	path string
	blob plumbing.Hash // zero when nothing stands there
	from string        // as in Change
	took int           // the first parent with the same content, from 1; 0 when none has it
}

// named is a clash at its place.
type named struct {
	path     string
	spelling []string
}

// Walk goes once over all commits reachable from head and returns what they
// did below the folders: slash paths below Prefix, "." for all. A folder may
// also be the path of one file.
//
// Trees are compared by their hashes, equal ones are not read, files never are:
// a clone without blobs is enough. What was found is kept in the folder cache,
// which is made when needed, so that the next walk, from whichever head, reads
// only new commits; "" keeps nothing. A file there that is damaged or of
// another version is ignored, one that cannot be written is no error: the
// cache makes a walk quick, and never another.
//
// Errors are ErrShallow when the walk meets a cut of the history, ErrPartial,
// ErrMissing, ErrCorrupt, ErrTooLarge for a repository made to hurt, the
// context's, and fs.ErrInvalid for a folder that is no valid path.
func (r *Repo) Walk(ctx context.Context, head Commit, folders []string, cache string) (*Log, error) {
	w := &walk{repo: r, ctx: ctx, paths: map[string]string{}}
	var err error
	if w.wanted, w.key, err = r.choose(folders); err != nil {
		return nil, err
	}
	h, ok := parseHash(head.Hash)
	if !ok {
		return nil, fmt.Errorf("%w %q", ErrUnknownRevision, head.Hash)
	}
	if w.cut, err = r.shallow(); err != nil {
		return nil, err
	}
	w.records = readCache(cache, w.key)
	known := len(w.records)
	line, err := w.collect(h)
	if err != nil {
		return nil, err
	}
	for _, c := range line {
		if c.touches != nil {
			continue
		}
		if err := w.compare(c); err != nil {
			return nil, err
		}
	}
	if len(w.records) > known {
		writeCache(cache, w.key, w.records, line)
	}
	return assemble(line), nil
}

// walk is the state of one Walk.
type walk struct {
	repo    *Repo
	ctx     context.Context
	wanted  *wanted
	key     string
	cut     map[plumbing.Hash]bool
	records map[plumbing.Hash]*record
	paths   map[string]string // each path once in memory
	steps   int
}

// wanted is a tree of the names that lead to the chosen folders.
type wanted struct {
	all   bool // everything below
	below map[string]*wanted
}

// choose turns folders into a tree, and into a text that tells caches apart.
func (r *Repo) choose(folders []string) (*wanted, string, error) {
	root := &wanted{}
	key := []string{r.prefix}
	for _, f := range folders {
		if !fs.ValidPath(f) {
			return nil, "", &fs.PathError{Op: "walk", Path: f, Err: fs.ErrInvalid}
		}
		key = append(key, norm.NFC.String(f))
		at := root
		for name := range strings.SplitSeq(norm.NFC.String(r.below(f)), "/") {
			if name == "." || name == "" {
				break
			}
			if at.below[name] == nil {
				if at.below == nil {
					at.below = map[string]*wanted{}
				}
				at.below[name] = &wanted{}
			}
			at = at.below[name]
		}
		at.all = true
	}
	slices.Sort(key[1:])
	return root, strings.Join(slices.Compact(key), "\x00"), nil
}

// into returns what is wanted below a name, nil for nothing.
func (w *wanted) into(name []byte) *wanted {
	if w.all {
		return w
	}
	return w.below[string(name)]
}

// collect reads the commits that are not known yet and returns all reachable
// ones in the order of Log.Commits: parents first, by a walk in depth that does
// not recurse, since histories are long.
func (w *walk) collect(head plumbing.Hash) ([]*record, error) {
	type step struct {
		c    *record
		next int // the parent to go to
	}
	var line []*record
	seen := map[plumbing.Hash]bool{}
	var stack []step
	enter := func(h plumbing.Hash) error {
		if seen[h] {
			return nil
		}
		seen[h] = true
		c := w.records[h]
		if c == nil {
			p, err := w.repo.commit(h)
			if err != nil {
				return err
			}
			c = &record{parsed: p}
			w.records[h] = c
		}
		if w.cut[h] && len(c.parents) > 0 {
			return ErrShallow
		}
		stack = append(stack, step{c: c})
		return w.ctx.Err()
	}
	err := enter(head)
	for err == nil && len(stack) > 0 {
		top := &stack[len(stack)-1]
		if top.next == len(top.c.parents) {
			line = append(line, top.c)
			stack = stack[:len(stack)-1]
			continue
		}
		top.next++
		err = enter(top.c.parents[top.next-1])
	}
	return line, err
}

// maxSteps bounds what one walk reads of folders and finds of touches: a tree
// of ten folders that are the same folder of ten, and so on, has no end.
const maxSteps = 1 << 25

// step counts one, and looks whether the walk shall stop.
func (w *walk) step() error {
	if w.steps++; w.steps > maxSteps {
		return fmt.Errorf("%w：历史", ErrTooLarge)
	}
	return w.ctx.Err()
}

// compare finds out what a commit did.
func (w *walk) compare(c *record) error {
	trees := make([]plumbing.Hash, max(len(c.parents), 1))
	for i, p := range c.parents {
		trees[i] = w.records[p].tree
	}
	d := &comparison{walk: w, prefix: len(w.repo.prefix)}
	if d.prefix > 0 {
		d.prefix++ // the slash
	}
	if err := d.folders(nil, w.wanted, c.tree, trees); err != nil {
		if errors.Is(err, ErrMissing) || errors.Is(err, ErrCorrupt) {
			return fmt.Errorf("提交 %s：%w", c.Hash, err)
		}
		return err
	}
	c.touches, c.clashes = d.finish(len(c.parents) < 2)
	return nil
}
