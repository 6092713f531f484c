package journal

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
)

// Entry is what a run left that was killed or failed, or holds while it is at
// work.
type Entry struct {
	Title string // as Commit got it; "" when the run was stopped before it stood there

	// Complete says that the run had decided: its changes can be made from here
	// on, by Finish. An entry that is not complete has touched no file, or Discard
	// has given it up already; Discard clears it away.
	Complete bool

	hold hold
}

// File is one file of an entry, in the order of the changes.
type File struct {
	Path   string
	Status Status
}

// Pending is what an earlier run left in folder, or nil. When there is more than
// one entry the complete one comes first; call it again after Finish or Discard.
// It changes nothing. A journal that somebody edited is ErrDamaged.
func Pending(root *os.Root, folder string) (*Entry, error) {
	return pending(rootDisk{root}, folder)
}

func pending(d disk, folder string) (*Entry, error) {
	if err := checkPath(folder); err != nil {
		return nil, err
	}
	for _, dir := range append(ancestors(folder), folder) {
		info, err := d.lstat(dir)
		if errors.Is(err, fs.ErrNotExist) {
			return nil, nil
		}
		if err == nil && !info.IsDir() {
			err = about(dir, fmt.Errorf("%w: not a folder", ErrDamaged))
		}
		if err != nil {
			return nil, err
		}
	}
	e, err := readEntry(d, folder)
	if e != nil || err != nil {
		return e, err
	}
	names, err := d.names(folder)
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		if id, ok := leftover(name); ok {
			return readLeftover(d, folder, name, id)
		}
	}
	return nil, nil
}

// readEntry reads the entry; nil is none.
func readEntry(d disk, folder string) (*Entry, error) {
	h := hold{disk: d, folder: folder, dir: entryName}
	lists, err := d.names(h.in(h.dir))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil || len(lists) == 0 {
		return nil, err
	}
	var swept, ok bool
	h.id, h.round, swept, ok = parseListName(lists[0])
	if !ok || !h.owns(lists[len(lists)-1]) || len(lists) > 2 {
		return nil, about(h.in(h.dir), ErrDamaged)
	}
	if len(lists) == 2 { // read while another run renamed it
		return nil, about(h.in(h.dir), ErrTaken)
	}
	return read(h, lists[0], !swept)
}

// readLeftover reads a draft or a sweep.
func readLeftover(d disk, folder, name, id string) (*Entry, error) {
	return read(hold{disk: d, folder: folder, dir: name, id: id}, listName(id, 0), false)
}

// read makes an entry of a hold and its list. The list of an entry that is not
// complete may be cut off or missing: then nothing was staged yet.
func read(h hold, name string, complete bool) (*Entry, error) {
	l, err := readList(h.disk, h.folder, h.in(h.dir, name))
	switch {
	case err == nil:
		h.list = *l
	case errors.Is(err, fs.ErrNotExist) && complete: // since its name was read
		return nil, about(h.in(h.dir), ErrTaken)
	case complete || !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, ErrDamaged):
		return nil, err
	}
	return &Entry{Title: h.list.title, Complete: complete, hold: h}, nil
}

// Files tells where each file stands now. It changes nothing.
func (e *Entry) Files() ([]File, error) {
	files := make([]File, len(e.hold.list.files))
	for n := range files {
		t := &e.hold.list.files[n]
		where, err := t.where(e.hold.disk)
		if err != nil {
			return nil, err
		}
		files[n] = File{t.path, where}
	}
	return files, nil
}

// Finish makes every file of a complete entry new and ends it. When a file is
// neither as it was nor as it shall be, the error names all such files (ErrEdited,
// ErrLost), and no file is touched: put it back, or Discard. After any other error
// ask Pending again.
func (e *Entry) Finish() error {
	if !e.Complete {
		return fmt.Errorf("%w: an entry that is not complete cannot be finished", ErrRefused)
	}
	// Before the takeover, so that a Finish which cannot be has not even renamed a
	// staged file, however often it is tried.
	files, err := e.Files()
	if err != nil {
		return err
	}
	var bad []error
	for _, f := range files {
		if f.Status == Edited {
			bad = append(bad, about(f.Path, ErrEdited))
		}
	}
	if len(bad) > 0 {
		return errors.Join(bad...)
	}
	if err := e.hold.takeOver(); err != nil {
		return err
	}
	return e.hold.apply()
}

// Discard gives an entry up and clears away what belongs to it; every target
// stays as it is. When a file is new already and Finish can do the rest it is
// ErrApplied, for otherwise some files would be new and some old. When Finish
// cannot, a person has to decide, and calling Discard is the decision: look at
// Files first. After an error ask Pending again.
func (e *Entry) Discard() error {
	switch {
	case e.Complete:
		return e.hold.withdraw(true)
	case e.hold.dir == entryName:
		return e.hold.sweep()
	}
	return e.hold.drop()
}
