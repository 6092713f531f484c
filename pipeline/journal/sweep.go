package journal

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
)

// drop gives up a draft. First it is kept from becoming the entry, then it is
// swept.
func (h *hold) drop() error {
	sweep := sweepPrefix + h.id
	if h.dir == sweep {
		return h.sweep()
	}
	err := h.rename(h.in(h.dir), h.in(sweep))
	switch {
	case err == nil:
		h.dir = sweep
	case !errors.Is(err, fs.ErrNotExist):
		return err
	default:
		// It was never made, or another run gave it up, or it is the entry now: some
		// network file systems report the failure of a rename that they did.
		lists, err := h.names(h.in(entryName))
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		if slices.ContainsFunc(lists, h.owns) {
			return about(h.in(entryName), ErrPending)
		}
	}
	return h.sweep()
}

// owns tells whether name is that of a list of this commit, in any round.
func (h *hold) owns(name string) bool {
	id, _, _, ok := parseListName(name)
	return ok && id == h.id
}

// sweep clears away all that a commit left which was given up: staged files,
// the folders made for it, the list last. No target is touched.
func (h *hold) sweep() error {
	if _, err := h.sweepStaged(); err != nil {
		return err
	}
	for _, dir := range slices.Backward(h.list.folders) {
		if err := h.removeEmpty(dir); err != nil {
			return err
		}
	}
	if err := h.syncLeft(h.list.dirs()); err != nil {
		return err
	}
	return h.end()
}

// removeEmpty removes a folder that was made for a target. One in use stays, and
// so does what is no folder: a list that was made up must not remove files.
func (h *hold) removeEmpty(dir string) error {
	info, err := h.lstat(dir)
	if err == nil && info.IsDir() {
		err = h.remove(dir)
	}
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrExist) { // ErrExist is “not empty”
		return nil
	}
	return err
}

// sweepStaged removes the staged files of all rounds and tells whether there
// were any.
func (h *hold) sweepStaged() (found bool, err error) {
	for n, t := range h.list.files {
		for round := range h.round + 1 {
			name := h.staged(n, round)
			names := []string{name}
			if !t.after.Exists {
				names = []string{removed(name), name}
			}
			for _, name := range names {
				err := h.remove(name)
				if err != nil && !errors.Is(err, fs.ErrNotExist) {
					return found, err
				}
				found = found || err == nil
			}
		}
	}
	return found, nil
}

// syncLeft is syncDirs for folders some of which are gone.
func (h *hold) syncLeft(dirs []string) error {
	for _, dir := range dirs {
		if err := h.syncDir(dir); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}

// end removes the list, and with it the commit. What it lies in may be the
// entry of another run a moment later, so only what has this ID is removed.
func (h *hold) end() error {
	lists, err := h.names(h.in(h.dir))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	for _, name := range lists {
		if !h.owns(name) {
			continue
		}
		if err := h.remove(h.in(h.dir, name)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	err = h.remove(h.in(h.dir))
	switch {
	case errors.Is(err, fs.ErrNotExist):
	case errors.Is(err, fs.ErrExist) && h.dir == entryName: // of another run by now
	case errors.Is(err, fs.ErrExist):
		return about(h.in(h.dir), fmt.Errorf("%w: not empty", ErrDamaged))
	case err != nil:
		return err
	}
	return h.syncDir(h.folder)
}
