package journal

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"syscall"
)

// disk is all that the package asks of a file system, so that a test can stop
// it after any step. Names are slash-separated below the root; "." is the root.
// Errors tell fs.ErrNotExist and fs.ErrExist apart from others.
type disk interface {
	lstat(name string) (fs.FileInfo, error)
	open(name string) (io.ReadCloser, error)
	names(dir string) ([]string, error) // sorted; too many are an error

	create(name string, perm fs.FileMode) (file, error) // must not exist
	mkdir(name string) error
	rename(from, to string) error // over a file, never over a folder
	remove(name string) error     // a file or an empty folder
	syncDir(name string) error    // what happened to the names in it is on the disk
}

// file is a file that is being written.
type file interface {
	io.WriteCloser
	Chmod(fs.FileMode) error
	Sync() error
}

// rootDisk is the real one. Through os.Root no link leads out.
type rootDisk struct{ root *os.Root }

// mostNames is how many names a folder of the journal may have. There is a
// handful; more are somebody's trick.
const mostNames = 1000

func (d rootDisk) lstat(name string) (fs.FileInfo, error) {
	return d.root.Lstat(filepath.FromSlash(name))
}

func (d rootDisk) open(name string) (io.ReadCloser, error) {
	return d.root.Open(filepath.FromSlash(name))
}

func (d rootDisk) names(dir string) ([]string, error) {
	f, err := d.root.Open(filepath.FromSlash(dir))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	names, err := f.Readdirnames(mostNames + 1)
	if err != nil && err != io.EOF {
		return nil, err
	}
	if len(names) > mostNames {
		return nil, about(dir, fmt.Errorf("%w: too many names", ErrDamaged))
	}
	slices.Sort(names)
	return names, nil
}

func (d rootDisk) create(name string, perm fs.FileMode) (file, error) {
	f, err := d.root.OpenFile(filepath.FromSlash(name), os.O_WRONLY|os.O_CREATE|os.O_EXCL, perm)
	if err != nil {
		return nil, err // a nil *os.File would be no nil file
	}
	return f, nil
}

func (d rootDisk) mkdir(name string) error { return d.root.Mkdir(filepath.FromSlash(name), 0o777) }

func (d rootDisk) rename(from, to string) error {
	return d.root.Rename(filepath.FromSlash(from), filepath.FromSlash(to))
}

func (d rootDisk) remove(name string) error { return d.root.Remove(filepath.FromSlash(name)) }

func (d rootDisk) syncDir(name string) error {
	f, err := d.root.Open(filepath.FromSlash(name))
	if err != nil {
		return err
	}
	defer f.Close()
	if runtime.GOOS == "windows" {
		return nil // a folder opened for reading cannot be flushed there
	}
	err = f.Sync()
	// fsync(2): EINVAL is "does not support synchronization"; some network file
	// systems say so of folders.
	if errors.Is(err, syscall.EINVAL) || errors.Is(err, errors.ErrUnsupported) {
		return nil
	}
	return err
}
