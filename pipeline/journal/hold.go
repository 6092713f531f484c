package journal

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strconv"
	"strings"
)

// hold is one run's hold on a commit: dir is where its list lies, below the
// journal's folder, and round in what round this run got hold of it. When
// another run takes the commit over, no rename of this hold succeeds any more.
type hold struct {
	disk
	folder string // of the journal
	dir    string // draft-ID, sweep-ID or entry
	id     string
	round  int
	list   list
	done   bool // all targets are new, and on the disk
}

// in is a path below the journal's folder.
func (h *hold) in(elements ...string) string {
	return h.folder + "/" + strings.Join(elements, "/")
}

// staged is where the new contents of file n lie in a round. It is beside the
// target, for only there a rename is sure to be possible and one step.
func (h *hold) staged(n, round int) string {
	name := stagedPrefix + listName(h.id, round) + "-" + strconv.Itoa(n)
	return path.Join(path.Dir(h.list.files[n].path), name)
}

// removed is where a file goes that is removed: into the staged folder. A hold
// that lost the folder to another run cannot move the file there, which a
// remove would not be kept from.
func removed(staged string) string { return staged + "/removed" }

// prepare writes the list, then all staged files. Nothing of it is a change,
// and the list tells what there is to clear away.
func (h *hold) prepare(p *plan) error {
	text, err := h.list.encode()
	if err != nil {
		return err
	}
	if err := h.mkdir(h.in(h.dir)); err != nil {
		return err
	}
	if err := h.write(h.in(h.dir, listName(h.id, 0)), fresh{data: text, perm: 0o666}); err != nil {
		return err
	}
	if err := h.syncDirs([]string{h.in(h.dir), h.folder}); err != nil {
		return err
	}
	for _, dir := range h.list.folders {
		if err := h.mkdir(dir); err != nil && !errors.Is(err, fs.ErrExist) {
			return err
		}
	}
	for n, t := range h.list.files {
		if t.after.Exists {
			err = h.write(h.staged(n, 0), p.fresh[n])
		} else {
			err = h.mkdir(h.staged(n, 0))
		}
		if err != nil {
			return err
		}
	}
	// All folders up to the root: those that are there already need not be on the
	// disk, and a target without its folder is lost.
	return h.syncDirs(h.list.dirs())
}

// write makes a new file and synchronizes it, but not the folder it is in.
func (h *hold) write(name string, c fresh) error {
	perm := c.perm
	if c.exact {
		perm &= 0o600 // never more than in the end
	}
	f, err := h.create(name, perm)
	if err != nil {
		return err
	}
	_, err = f.Write(c.data)
	if err == nil && c.exact {
		err = f.Chmod(c.perm)
	}
	if err == nil {
		err = f.Sync()
	}
	if e := f.Close(); err == nil {
		err = e
	}
	return err
}

func (h *hold) syncDirs(dirs []string) error {
	for _, dir := range dirs {
		if err := h.syncDir(dir); err != nil {
			return err
		}
	}
	return nil
}

// takeOver makes this hold the only one. That the list is renamed to the next
// round is the deed, for of several runs only one can do it; the staged files
// follow. They only ever move to a higher round, and are looked for from the
// lowest, so that one which another run is moving is not missed.
func (h *hold) takeOver() error {
	next := h.round + 1
	if next > maxRound {
		return about(h.in(h.dir), fmt.Errorf("%w: taken over too often", ErrDamaged))
	}
	// The run that committed may have been killed before the folder was
	// synchronized. Nothing may change on the disk before the entry is there.
	if err := h.syncDir(h.folder); err != nil {
		return err
	}
	err := h.rename(h.in(h.dir, listName(h.id, h.round)), h.in(h.dir, listName(h.id, next)))
	if errors.Is(err, fs.ErrNotExist) {
		return ErrTaken
	}
	if err != nil {
		return err
	}
	h.round = next
	if err := h.syncDir(h.in(h.dir)); err != nil {
		return err
	}
	for n := range h.list.files {
		for round := range next {
			err := h.rename(h.staged(n, round), h.staged(n, next))
			if err == nil {
				break
			}
			if !errors.Is(err, fs.ErrNotExist) {
				return err
			}
		}
	}
	return nil
}
