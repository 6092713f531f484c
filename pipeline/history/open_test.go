package history

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/go-git/go-git/v5"
	"github.com/go-git/go-git/v5/plumbing/object"
)

func TestOpenFindsTheRepository(t *testing.T) {
	w := fresh(t)
	want := w.commit("一", "doc/content/a", "1")
	w.git("gc", "-q")
	w.git("branch", "side")
	tree := filepath.Join(t.TempDir(), "树")
	w.git("worktree", "add", "-q", tree, "side")
	bare := filepath.Join(t.TempDir(), "bare.git")
	w.git("clone", "-q", "--bare", ".", bare)
	link := filepath.Join(t.TempDir(), "link")
	if err := os.Symlink(filepath.Join(w.dir, "doc"), link); err != nil {
		t.Skip(err)
	}
	for _, c := range []struct{ dir, prefix string }{
		{w.dir, ""}, {filepath.Join(w.dir, "doc", "content"), "doc/content"}, {link, "doc"},
		{tree, ""}, {filepath.Join(tree, "doc"), "doc"}, {bare, ""}, {filepath.Join(w.dir, ".git"), ""},
	} {
		r := open(t, c.dir)
		if r.Prefix() != c.prefix {
			t.Errorf("%s has the prefix %q, want %q", c.dir, r.Prefix(), c.prefix)
		}
		for _, rev := range []string{"HEAD", "main", "side"} {
			if got := resolve(t, r, rev); got.Hash != want {
				t.Errorf("%s in %s is %s", rev, c.dir, got.Hash)
			}
		}
		if r.Shallow() {
			t.Errorf("%s is shallow", c.dir)
		}
	}
	// A worktree has a HEAD of its own and shares the branches.
	w.dir = tree
	second := w.commit("二", "doc/content/a", "2")
	if got := resolve(t, open(t, tree), "HEAD"); got.Hash != second {
		t.Error(got)
	}
	if got := resolve(t, open(t, filepath.Join(tree, "doc")), "side"); got.Hash != second {
		t.Error(got)
	}
}

func TestNoRepository(t *testing.T) {
	dir := t.TempDir()
	broken := filepath.Join(dir, "broken")
	for name, text := range map[string]string{"plain/a": "x", "empty/.git/x": "", "broken/.git": "gitdir: nowhere\n", "odd/.git": "what\n"} {
		w := &workplace{t: t, dir: dir}
		w.write(name, text)
	}
	for _, name := range []string{"", "plain", "empty", "odd", "broken"} {
		if _, err := Open(filepath.Join(dir, name)); !errors.Is(err, ErrNoRepository) {
			t.Errorf("%q: %v", name, err)
		}
	}
	if _, err := Open(broken); err == nil || !strings.Contains(err.Error(), "nowhere") {
		t.Errorf("the error does not name what is wrong: %v", err)
	}
	if _, err := Open(filepath.Join(dir, "gone")); !errors.Is(err, fs.ErrNotExist) {
		t.Error(err)
	}
}

func TestRepositoriesOfOtherFormats(t *testing.T) {
	w := fresh(t, "--object-format=sha256")
	w.commit("一", "a", "1")
	if _, err := Open(w.dir); !errors.Is(err, ErrFormat) || !strings.Contains(err.Error(), "sha256") {
		t.Error(err)
	}
	for config, ok := range map[string]bool{
		"[core]\nrepositoryformatversion = 1\n[extensions]\nrefStorage = reftable\n": false,
		"[core]\nrepositoryformatversion = 1\n[extensions]\nnewThing = true\n":       false,
		"[core]\nrepositoryformatversion = 2\n":                                      false,
		"[core\n":                                                                    false,
		"[core]\nrepositoryformatversion = 1\n[extensions]\nworktreeConfig = true\nobjectFormat = sha1\n": true,
		"[core]\nrepositoryformatversion = 0\n[extensions]\nnewThing = true\n":                            true,
		"": true,
	} {
		w := fresh(t)
		w.commit("一", "a", "1")
		w.write(".git/config", config)
		r, err := Open(w.dir)
		if (err == nil) != ok {
			t.Errorf("%q: %v", config, err)
		}
		if err == nil {
			resolve(t, r, "main")
			r.Close()
		}
	}
}

func TestAnEmptyRepository(t *testing.T) {
	w := fresh(t)
	r := open(t, w.dir)
	for _, rev := range []string{"HEAD", "@", "main", "HEAD~1"} {
		if _, err := r.Resolve(rev); !errors.Is(err, ErrUnknownRevision) {
			t.Errorf("%s: %v", rev, err)
		}
	}
	if _, err := r.Resolve("HEAD"); !strings.Contains(err.Error(), "还没有提交") {
		t.Error(err)
	}
}

// Here no git program is needed, and all objects are in files of their own.
func TestARepositoryOfTheLibrary(t *testing.T) {
	dir := t.TempDir()
	made, err := git.PlainInit(dir, false)
	if err != nil {
		t.Fatal(err)
	}
	tree, err := made.Worktree()
	if err != nil {
		t.Fatal(err)
	}
	w := &workplace{t: t, dir: dir}
	for _, text := range []string{"一", "二"} {
		w.write("content/报告.md", text)
		if _, err := tree.Add("content/报告.md"); err != nil {
			t.Fatal(err)
		}
		if _, err := tree.Commit(text, &git.CommitOptions{Author: &object.Signature{Name: "王敏"}}); err != nil {
			t.Fatal(err)
		}
	}
	r := open(t, dir)
	head := resolve(t, r, "HEAD")
	l, err := r.Walk(context.Background(), head, []string{"content"}, "")
	if err != nil {
		t.Fatal(err)
	}
	expect(t, l, "content/报告.md: 一+ 二+*")
	for _, rev := range []string{"HEAD", "HEAD~1"} {
		c := resolve(t, r, rev)
		if text, err := fs.ReadFile(r.Files(c), "content/报告.md"); string(text) != c.Subject || err != nil {
			t.Error(string(text), err)
		}
	}
}
