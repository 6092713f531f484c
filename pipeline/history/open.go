package history

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/go-git/go-billy/v5"
	"github.com/go-git/go-billy/v5/osfs"
	"github.com/go-git/go-git/v5/plumbing"
	"github.com/go-git/go-git/v5/plumbing/storer"
	"github.com/go-git/go-git/v5/storage/filesystem"
	"github.com/go-git/go-git/v5/storage/filesystem/dotgit"
	"golang.org/x/text/unicode/norm"
)

// Repo is an open repository. It is safe for concurrent use. What it reads of
// branches and shallow boundaries is as of the call, what it reads of objects
// never changes.
type Repo struct {
	prefix  string
	bare    bool
	refs    storer.ReferenceStorer
	common  string // folder of objects and of the file shallow
	store   *store
	folders *lru[plumbing.Hash, *folder]
}

// Open finds the nearest repository at or above dir: a working tree, also one
// that git worktree made, or dir itself when it is a bare repository. Errors are
// ErrNoRepository, ErrFormat and those of the file system.
func Open(dir string) (*Repo, error) {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	// Git looks upwards from where the folder really is, not along the link that led there.
	abs, err = filepath.EvalSymlinks(abs)
	if err != nil {
		return nil, err
	}
	top, gitDir, err := find(abs)
	if err != nil {
		return nil, err
	}
	common, err := commonDir(gitDir)
	if err != nil {
		return nil, err
	}
	partial, err := readConfig(common)
	if err != nil {
		return nil, err
	}
	prefix, err := filepath.Rel(top, abs)
	if err != nil {
		return nil, err
	}
	if prefix = norm.NFC.String(filepath.ToSlash(prefix)); prefix == "." {
		prefix = ""
	}
	s, err := newStore(filepath.Join(common, "objects"), partial)
	if err != nil {
		return nil, err
	}
	var commonFS billy.Filesystem
	if common != gitDir {
		commonFS = osfs.New(common)
	}
	return &Repo{
		prefix: prefix, bare: top == gitDir, common: common, store: s,
		refs:    filesystem.NewStorage(dotgit.NewRepositoryFilesystem(osfs.New(gitDir), commonFS), nil),
		folders: newLRU[plumbing.Hash, *folder](maxFolders),
	}, nil
}

// Close closes the files that are open. Nothing may be read afterwards.
func (r *Repo) Close() error { return r.store.close() }

// Prefix is the folder that was opened, as a slash path below the root of the
// working tree in NFC; "" at the root and in a bare repository.
func (r *Repo) Prefix() string { return r.prefix }

// Bare tells whether the repository is a Git folder alone, without working files.
func (r *Repo) Bare() bool { return r.bare }

// find returns the root of the working tree and the Git folder of the
// repository that dir is in. For a bare one both are dir.
func find(dir string) (top, gitDir string, err error) {
	for at := dir; ; {
		git := filepath.Join(at, ".git")
		info, err := os.Stat(git)
		switch {
		case errors.Is(err, fs.ErrNotExist):
		case err != nil:
			return "", "", err
		case !info.IsDir():
			git, err = readLink(git)
			return at, git, err
		case isGitDir(git):
			return at, git, nil
		}
		if at == dir && isGitDir(dir) {
			return dir, dir, nil
		}
		up := filepath.Dir(at)
		if up == at {
			return "", "", fmt.Errorf("%s：%w", dir, ErrNoRepository)
		}
		at = up
	}
}

// isGitDir tells a Git folder the way git does: by HEAD, and by objects and
// refs here or in the folder that it shares with others (gitrepository-layout).
func isGitDir(dir string) bool {
	if _, err := os.Lstat(filepath.Join(dir, "HEAD")); err != nil {
		return false
	}
	common, err := commonDir(dir)
	if err != nil {
		return false
	}
	for _, name := range []string{"objects", "refs"} {
		if info, err := os.Stat(filepath.Join(common, name)); err != nil || !info.IsDir() {
			return false
		}
	}
	return true
}

// readLink reads a file .git, which names the Git folder of a worktree or submodule.
func readLink(file string) (string, error) {
	text, err := readSmall(file)
	if err != nil {
		return "", err
	}
	dir, ok := strings.CutPrefix(strings.TrimRight(string(text), "\r\n"), "gitdir: ")
	if !ok {
		return "", fmt.Errorf("%s：%w", file, ErrNoRepository)
	}
	if !filepath.IsAbs(dir) {
		dir = filepath.Join(filepath.Dir(file), dir)
	}
	if !isGitDir(dir) {
		return "", fmt.Errorf("%s：%s：%w", file, dir, ErrNoRepository)
	}
	return filepath.Clean(dir), nil
}

// commonDir is the folder whose objects and references a worktree's Git folder
// uses; gitDir itself when it shares none.
func commonDir(gitDir string) (string, error) {
	text, err := readSmall(filepath.Join(gitDir, "commondir"))
	if errors.Is(err, fs.ErrNotExist) {
		return gitDir, nil
	}
	if err != nil {
		return "", err
	}
	dir := strings.TrimRight(string(text), "\r\n")
	if !filepath.IsAbs(dir) {
		dir = filepath.Join(gitDir, dir)
	}
	return filepath.Clean(dir), nil
}

// maxSmall bounds the files of a Git folder that are read whole. The largest
// is the configuration, and one with thousands of branches stays below.
const maxSmall = 4 << 20

func readSmall(file string) ([]byte, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, maxSmall+1))
	if err == nil && len(text) > maxSmall {
		err = &fs.PathError{Op: "read", Path: file, Err: ErrTooLarge}
	}
	return text, err
}

// Shallow tells whether the history is cut off anywhere, as in a clone with
// --depth. Only where a walk meets the cut is it ErrShallow.
func (r *Repo) Shallow() bool {
	cut, err := r.shallow()
	return err != nil || len(cut) > 0
}

// shallow reads the commits whose parents were not fetched, from the file shallow
// of the repository (gitrepository-layout). It is read anew each time, since
// the remedy for a cut history takes it away.
func (r *Repo) shallow() (map[plumbing.Hash]bool, error) {
	file := filepath.Join(r.common, "shallow")
	text, err := readSmall(file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	cut := map[plumbing.Hash]bool{}
	for line := range bytes.Lines(text) {
		h, ok := parseHash(string(bytes.TrimSpace(line)))
		if !ok {
			return nil, fmt.Errorf("%s：%w", file, ErrShallow)
		}
		cut[h] = true
	}
	return cut, nil
}

// below joins the opened folder and a path below it.
func (r *Repo) below(name string) string { return path.Join(r.prefix, name) }
