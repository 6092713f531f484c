package journal

import (
	"errors"
	"fmt"
	"io/fs"
)

// plan is what Commit is going to do: the list as it stands in the journal, and
// for each file in it the new contents.
type plan struct {
	list  list
	fresh []fresh // as long as list.files; what is removed has none
}

// fresh is what a staged file is made of.
type fresh struct {
	data  []byte
	perm  fs.FileMode
	exact bool // perm as it stands, not what the umask leaves of it
}

// makePlan looks at all targets and touches nothing. Changes that change
// nothing are left out.
func makePlan(d disk, folder, title string, changes []Change) (*plan, error) {
	if err := checkChanges(folder, title, changes); err != nil {
		return nil, err
	}
	p := &plan{list: list{title: title}}
	known := map[string]bool{} // folders that were looked at
	for i := range changes {
		c := &changes[i]
		if err := checkParents(d, c.Path, known, &p.list); err != nil {
			return nil, err
		}
		now, info, err := stateAt(d, c.Path)
		if err != nil {
			return nil, err
		}
		if now != c.Was {
			return nil, about(c.Path, ErrEdited)
		}
		after := State{}
		if !c.Remove {
			after = StateOf(c.Data)
		}
		if now == after {
			continue
		}
		if info != nil && info.Mode().Perm()&0o200 == 0 {
			return nil, about(c.Path, fmt.Errorf("%w: %w", ErrRefused, fs.ErrPermission))
		}
		p.list.files = append(p.list.files, target{c.Path, now, after})
		p.fresh = append(p.fresh, contents(c, info))
	}
	return p, nil
}

// contents are those of the staged file of a change; info is of the file that
// is there now, or nil.
func contents(c *Change, info fs.FileInfo) fresh {
	switch {
	case c.Mode != 0:
		return fresh{c.Data, c.Mode, true}
	case info != nil:
		return fresh{c.Data, info.Mode().Perm(), true}
	}
	return fresh{c.Data, 0o666, false}
}

// checkChanges refuses what can be refused without looking at the disk.
func checkChanges(folder, title string, changes []Change) error {
	if len(changes) > MaxChanges {
		return fmt.Errorf("%w: %d files", ErrRefused, len(changes))
	}
	if len(title) > maxTitle || !plain(title) {
		return fmt.Errorf("%w: bad title", ErrRefused)
	}
	names, bytes := make([]string, len(changes)), 0
	for i := range changes {
		c := &changes[i]
		if err := checkPath(c.Path); err != nil {
			return err
		}
		names[i], bytes = c.Path, bytes+len(c.Data)
		why := ""
		switch {
		case inside(c.Path, folder):
			why = "the journal's own folder"
		case c.Remove && (len(c.Data) > 0 || !c.Was.Exists || c.Mode != 0):
			why = "a file to be removed must be there, and gets no data and no mode"
		case c.Mode != c.Mode.Perm() || c.Mode != 0 && c.Mode&0o400 == 0:
			why = "bad mode"
		case len(c.Data) > MaxFile || bytes > MaxBytes:
			why = "too much data"
		}
		if why != "" {
			return about(c.Path, fmt.Errorf("%w: %s", ErrRefused, why))
		}
	}
	return checkDisjoint(names)
}

// checkParents looks at the folders above a path, each once, and notes in l
// those that must be made. A link is refused even when it stays below the root:
// through it one file would have two names.
func checkParents(d disk, name string, known map[string]bool, l *list) error {
	for _, dir := range ancestors(name) {
		if known[dir] {
			continue
		}
		known[dir] = true
		info, err := d.lstat(dir)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			l.folders = append(l.folders, dir)
		case err != nil:
			return err
		case !info.IsDir():
			return about(dir, fmt.Errorf("%w: not a folder", ErrRefused))
		}
	}
	return nil
}
