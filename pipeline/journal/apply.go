package journal

import (
	"errors"
	"fmt"
	"io/fs"
)

// Status is where one file of an entry stands.
type Status int

const (
	Before Status = iota // as it was
	After                // as it shall be
	Edited               // neither: somebody changed it
)

// where looks at a target.
func (t *target) where(d disk) (Status, error) {
	// The new state first: for a file to be removed it costs no reading.
	if ok, err := t.after.isAt(d, t.path); err != nil || ok {
		return After, err
	}
	if ok, err := t.before.isAt(d, t.path); err != nil || ok {
		return Before, err
	}
	return Edited, nil
}

// view is how a commit stands.
type view struct {
	applied bool  // a target is new
	todo    []int // targets that are not
	bad     error // names every target that cannot be made new: edited, or without its staged file
}

// look finds out how the commit stands. It is to be trusted after takeOver.
func (h *hold) look() (v view, err error) {
	var bad []error
	for n := range h.list.files {
		t := &h.list.files[n]
		where, err := t.where(h)
		if err != nil {
			return v, err
		}
		switch where {
		case After:
			v.applied = true
		case Edited:
			bad = append(bad, about(t.path, ErrEdited))
		case Before:
			v.todo = append(v.todo, n)
			ok, err := h.ready(n)
			if err != nil {
				return v, err
			}
			if !ok {
				bad = append(bad, about(t.path, ErrLost))
			}
		}
	}
	v.bad = errors.Join(bad...)
	return v, nil
}

// ready tells whether the staged file of file n is there and what it must be.
func (h *hold) ready(n int) (bool, error) {
	after, name := h.list.files[n].after, h.staged(n, h.round)
	if after.Exists {
		return after.isAt(h, name)
	}
	info, err := h.lstat(name)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	return err == nil && info.IsDir(), err
}

// apply makes every target new and ends the commit. When there is one that it
// cannot make new it does not begin.
func (h *hold) apply() error {
	v, err := h.look()
	if err == nil {
		err = v.bad
	}
	if err != nil {
		return err
	}
	for _, n := range v.todo {
		if err := h.put(n); err != nil {
			return err
		}
	}
	dirs := h.list.dirs()
	if err := h.syncDirs(dirs); err != nil {
		return err
	}
	h.done = true
	// Only now: a removed file whose new place is gone could not be removed again.
	swept, err := h.sweepStaged()
	if err == nil && swept {
		err = h.syncDirs(dirs)
	}
	if err != nil {
		return err
	}
	return h.finish()
}

// put makes target n new. It fails when another run has taken over.
func (h *hold) put(n int) error {
	t, staged := &h.list.files[n], h.staged(n, h.round)
	if t.after.Exists {
		return h.rename(staged, t.path)
	}
	// After a power cut the file may be in both places; POSIX rename does nothing
	// with two names of one file.
	if err := h.remove(removed(staged)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return h.rename(t.path, removed(staged))
}

// finish ends a commit all of whose targets are new, unless another run has
// taken it over and is about to do the same.
func (h *hold) finish() error {
	if _, err := h.lstat(h.in(h.dir, listName(h.id, h.round))); err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			return ErrTaken
		}
		return err
	}
	return h.end()
}

// withdraw takes a commit back as long as no target is new; otherwise it is
// ErrApplied. With force it also gives up one that cannot be finished, for
// files were edited or lost; then all files stay as they are.
func (h *hold) withdraw(force bool) error {
	if h.done {
		return ErrApplied
	}
	if err := h.takeOver(); err != nil {
		return err
	}
	v, err := h.look()
	if err != nil {
		return err
	}
	if v.applied && (v.bad == nil || !force) {
		return fmt.Errorf("%w（还差%d个文件）", ErrApplied, len(v.todo))
	}
	swept := sweepPrefix + listName(h.id, h.round)
	err = h.rename(h.in(h.dir, listName(h.id, h.round)), h.in(h.dir, swept))
	if errors.Is(err, fs.ErrNotExist) {
		return ErrTaken
	}
	if err != nil {
		return err
	}
	if err := h.syncDir(h.in(h.dir)); err != nil {
		return err
	}
	return h.sweep()
}
