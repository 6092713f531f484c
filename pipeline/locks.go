package pipeline

import (
	"errors"
	"io/fs"

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

// loadLocks reads the locks that lie beside manifests.
func (c *Content) loadLocks(tree *source.Tree, diags *diag.List) error {
	c.locks = map[*issue.Issue]*lock.Lock{}
	for _, i := range c.Issues {
		file, err := tree.Read(LockPath(i), lock.MaxBytes)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			continue
		case errors.Is(err, source.ErrTooLarge):
			diags.Error(lock.CodeBroken, source.New(LockPath(i), nil).Whole(), "用 git checkout 恢复这个文件", "定稿记录超过1MB，没有读")
			continue
		case err != nil:
			return err
		}
		if l := lock.Read(file, diags); l != nil {
			c.locks[i] = l
		}
	}
	return nil
}
