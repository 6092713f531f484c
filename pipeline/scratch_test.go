package pipeline

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Files that nobody shall see lie below .kan, and what a killed program left there
// goes with the next run; a program that still runs keeps its own.
func TestScratchStaysInTheRepositoryAndIsSwept(t *testing.T) {
	dir := t.TempDir()
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	left := filepath.Join(dir, ".kan", "scratch", "99999999-1", "a.pdf")
	others := filepath.Join(dir, ".kan", "scratch", fmt.Sprintf("%d-1", os.Getppid()), "a.pdf")
	for _, name := range []string{left, others} {
		if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte("机密"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	c := &Content{input: Input{Root: root}}
	folder, remove, err := c.scratch()
	if err != nil || !strings.HasPrefix(folder, filepath.Join(dir, ".kan", "scratch")+string(filepath.Separator)) {
		t.Fatalf("%s, %v", folder, err)
	}
	if info, err := os.Stat(folder); err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
	if _, err := os.Stat(filepath.Dir(left)); !os.IsNotExist(err) {
		t.Error("what a dead process left is still there")
	}
	if _, err := os.Stat(others); err != nil {
		t.Error("what a living process has is gone")
	}
	if text, err := os.ReadFile(filepath.Join(dir, ".kan", ".gitignore")); err != nil || string(text) != "*\n" {
		t.Errorf("%q, %v", text, err)
	}
	remove()
	if _, err := os.Stat(folder); !os.IsNotExist(err) {
		t.Error("the folder was not removed")
	}
}

// A link must not lead the files out of the repository.
func TestScratchFollowsNoLinkOut(t *testing.T) {
	dir, out := t.TempDir(), t.TempDir()
	if err := os.Symlink(out, filepath.Join(dir, ".kan")); err != nil {
		t.Skip(err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	if folder, err := scratchBelow(root); err == nil {
		t.Errorf("made %s", folder)
	}
}
