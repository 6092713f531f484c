package journal

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
)

// Commit makes all changes below root, in their order, or none. Folder is where
// the journal lies, slash-separated and below root; it is made when missing and
// stays. Title says in a person's words what is being done, for Entry.Title.
//
// A change whose file is new already does nothing. A file without write
// permission for its owner is not changed: somebody has protected it. When an
// error is not ErrUnfinished, every file is as it was; ErrEdited and ErrRefused
// stand behind the path of the file.
func Commit(root *os.Root, folder, title string, changes []Change) error {
	return commit(rootDisk{root}, folder, title, changes)
}

func commit(d disk, folder, title string, changes []Change) error {
	if err := checkPath(folder); err != nil {
		return err
	}
	p, err := makePlan(d, folder, title, changes)
	if err != nil || len(p.list.files) == 0 {
		return err
	}
	if err := makeFolder(d, folder); err != nil {
		return err
	}
	if err := vacant(d, folder); err != nil {
		return err
	}
	// A prefix of 65 bits: long enough for “never twice”, short in a file name.
	h := &hold{disk: d, folder: folder, dir: draftPrefix, id: rand.Text()[:idLength], list: p.list}
	h.dir += h.id
	if err := h.prepare(p); err != nil {
		return unfinished(err, h.drop())
	}
	if err := d.rename(h.in(h.dir), h.in(entryName)); err != nil {
		return unfinished(beaten(err), h.drop())
	}
	h.dir = entryName
	if err := d.syncDir(folder); err != nil {
		return unfinished(err, h.withdraw(false))
	}
	if err := h.apply(); err != nil {
		return unfinished(err, h.withdraw(false))
	}
	return nil
}

// unfinished is cause when all that it left could be cleared away, and
// ErrUnfinished with both reasons when not.
func unfinished(cause, left error) error {
	switch {
	case left == nil:
		return cause
	case errors.Is(left, ErrApplied): // tells nothing that ErrUnfinished does not
		return fmt.Errorf("%w：%w", ErrUnfinished, cause)
	}
	return fmt.Errorf("%w：%w；%w", ErrUnfinished, cause, left)
}

// beaten is the error of a commit that another run was faster than, or gave up.
func beaten(err error) error {
	switch {
	case errors.Is(err, fs.ErrExist):
		return fmt.Errorf("%w：%w", ErrPending, err)
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("%w：%w", ErrTaken, err)
	}
	return err
}

// about puts the path of a file before an error.
func about(name string, err error) error { return fmt.Errorf("%s：%w", name, err) }

// makeFolder makes the journal's folder. A folder that is there need not be on
// the disk, for an earlier run may have been killed before it synchronized its
// parent, so all parents are synchronized in any case.
func makeFolder(d disk, folder string) error {
	parent := "."
	for _, name := range append(ancestors(folder), folder) {
		info, err := d.lstat(name)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			err = d.mkdir(name)
			if errors.Is(err, fs.ErrExist) { // another run was faster
				err = nil
			}
		case err == nil && !info.IsDir():
			err = about(name, fmt.Errorf("%w: not a folder", ErrRefused))
		}
		if err != nil {
			return err
		}
		if err := d.syncDir(parent); err != nil {
			return err
		}
		parent = name
	}
	return nil
}

// vacant tells with ErrPending whether another run left or holds something in
// folder. It is for good messages; what keeps runs apart is the rename to entry.
func vacant(d disk, folder string) error {
	names, err := d.names(folder)
	if err != nil {
		return err
	}
	for _, name := range names {
		if _, ok := leftover(name); ok {
			return about(folder+"/"+name, ErrPending)
		}
		if name != entryName {
			continue
		}
		lists, err := d.names(folder + "/" + entryName)
		if err == nil && len(lists) > 0 {
			return about(folder+"/"+entryName, ErrPending)
		}
		if err == nil { // its run was killed after removing the list
			err = d.remove(folder + "/" + entryName)
		}
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}
