package pipeline

import (
	"errors"
	"io/fs"
	"slices"
	"strings"

	"kan/pipeline/check"
	"kan/pipeline/diag"
	"kan/pipeline/issue"
	"kan/pipeline/lock"
	"kan/pipeline/source"
)

// Lock is the record of a closed issue.
type Lock = lock.Lock

// CodeNoLock is the code of closed issues without a lock.
const CodeNoLock = check.CodeNoLock

// LockPath is where the lock of an issue lies.
func LockPath(i *Issue) string { return lock.Path(i.File.Name) }

// Lock is the lock of an issue, nil when it has none.
func (c *Content) Lock(i *Issue) *Lock { return c.locks[i] }

// CodeOrphan is the code of locks without a manifest.
const CodeOrphan diag.Code = "lock/orphan"

// orphans tells of locks that have lost their manifests: what was printed under
// that number is still out there, and the number would be free again.
func orphans(files fs.FS, diags *diag.List) error {
	names, err := fs.Glob(files, issue.Folder+"/*/*/*"+lock.Suffix)
	if err != nil {
		return err
	}
	for _, name := range names {
		manifest := strings.TrimSuffix(name, lock.Suffix) + ".yaml"
		if !exists(files, manifest) {
			diags.Error(CodeOrphan, source.New(name, nil).Whole(), "用 git checkout 恢复 "+manifest+"；印发过的一期不能删，也不能换期号", "有定稿记录，旁边却没有清单")
		}
	}
	return nil
}

// HasClosed tells whether any issue is closed, by its state or by its lock.
func (c *Content) HasClosed() bool {
	return len(c.locks) > 0 || slices.ContainsFunc(c.Issues, func(i *Issue) bool { return i.Status.V == issue.Closed })
}

// loadLocks reads the locks that lie beside manifests. One that cannot be read is
// there all the same, as nil: its issue has been closed.
func (c *Content) loadLocks(tree *source.Tree, diags *diag.List) error {
	c.locks = map[*issue.Issue]*lock.Lock{}
	for _, i := range c.Issues {
		file, err := tree.Read(LockPath(i), lock.MaxBytes)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			continue
		case errors.Is(err, source.ErrTooLarge):
			diags.Error(lock.CodeBroken, source.New(LockPath(i), nil).Whole(), "用 git checkout 恢复这个文件", "定稿记录超过1MB，没有读")
			c.locks[i] = nil
			continue
		case err != nil:
			return err
		}
		c.locks[i] = lock.Read(file, diags)
	}
	return orphans(tree.FS(), diags)
}
