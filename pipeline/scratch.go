package pipeline

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
)

// scratchFolder is where files lie that are made only to be compared or moved. They
// may be classified, so they stay inside the repository, readable by its user alone,
// and not in a folder that all users of the machine share.
const (
	ownFolder     = ".kan"
	scratchFolder = ownFolder + "/scratch"
)

// scratch makes a new folder for such files; remove takes it away again. What a
// program left that was killed goes first. A repository that cannot be written to
// can still be verified: the folder is then the system's.
func (c *Content) scratch() (folder string, remove func(), err error) {
	folder, err = scratchBelow(c.input.Root)
	if err != nil {
		folder, err = os.MkdirTemp("", "kan-*")
	}
	return folder, func() { os.RemoveAll(folder) }, err
}

var errNoRoot = errors.New("no folder of files")

// scratchBelow makes a folder of this process below the root of a repository.
func scratchBelow(root *os.Root) (string, error) {
	if root == nil {
		return "", errNoRoot
	}
	if err := root.MkdirAll(filepath.FromSlash(ownFolder), 0o755); err != nil {
		return "", err
	}
	if err := root.MkdirAll(filepath.FromSlash(scratchFolder), 0o700); err != nil {
		return "", err
	}
	ignore(root)
	if err := sweep(root); err != nil {
		return "", err
	}
	for n := 1; ; n++ {
		name := filepath.FromSlash(fmt.Sprintf("%s/%d-%d", scratchFolder, os.Getpid(), n))
		err := root.Mkdir(name, 0o700)
		if err == nil {
			return filepath.Join(root.Name(), name), nil
		}
		if !errors.Is(err, fs.ErrExist) {
			return "", err
		}
	}
}

// ignore keeps Git from taking the folder for content. A file that is there stays
// as it is; one that cannot be made does no harm.
func ignore(root *os.Root) {
	f, err := root.OpenFile(filepath.FromSlash(ownFolder+"/.gitignore"), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return
	}
	_, _ = f.WriteString("*\n")
	_ = f.Close()
}

// sweep removes the folders of processes that are no more.
func sweep(root *os.Root) error {
	entries, err := fs.ReadDir(root.FS(), scratchFolder)
	if err != nil {
		return err
	}
	for _, e := range entries {
		pid, _, _ := strings.Cut(e.Name(), "-")
		if n, err := strconv.Atoi(pid); err == nil && n != os.Getpid() && runs(n) {
			continue
		}
		if err := root.RemoveAll(filepath.FromSlash(path.Join(scratchFolder, e.Name()))); err != nil {
			return err
		}
	}
	return nil
}

// runs tells whether there is a process of that number; where the system does not
// say, there is.
func runs(pid int) bool {
	p, err := os.FindProcess(pid)
	if err != nil {
		return false
	}
	defer p.Release()
	return !errors.Is(p.Signal(syscall.Signal(0)), os.ErrProcessDone)
}
