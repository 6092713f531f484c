package history

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// cloned clones w with options and gives the clone.
func (w *workplace) cloned(options ...string) *workplace {
	w.t.Helper()
	c := &workplace{t: w.t, dir: filepath.Join(w.t.TempDir(), "clone"), env: w.env}
	w.git(append(append([]string{"-c", "protocol.file.allow=always", "clone", "-q"}, options...), "file://"+w.dir, c.dir)...)
	return c
}

func five(t *testing.T) *workplace {
	w := fresh(t)
	for _, s := range []string{"一", "二", "三", "四", "五"} {
		w.commit(s, "content/"+s, s)
	}
	w.git("config", "uploadpack.allowFilter", "true")
	w.git("config", "uploadpack.allowAnySHA1InWant", "true")
	return w
}

func TestAShallowCloneGivesNoDates(t *testing.T) {
	w := five(t)
	c := w.cloned("--depth=3")
	cache := t.TempDir()
	r := open(t, c.dir)
	if !r.Shallow() {
		t.Error("a clone of depth 3 is not shallow")
	}
	head := resolve(t, r, "HEAD~2")
	if _, err := r.Resolve("HEAD~3"); !errors.Is(err, ErrShallow) {
		t.Error(err)
	}
	_, err := r.Walk(context.Background(), head, []string{"content"}, cache)
	if !errors.Is(err, ErrShallow) || !strings.Contains(err.Error(), "--unshallow") || !strings.Contains(err.Error(), "fetch-depth: 0") {
		t.Error(err)
	}
	if _, err := fs.Stat(r.Files(head), "content/一"); err != nil {
		t.Error("the files of a commit can be read, though:", err)
	}
	// The same repository object sees the remedy.
	c.git("fetch", "-q", "--unshallow")
	l, err := r.Walk(context.Background(), head, []string{"content"}, cache)
	if err != nil || r.Shallow() || l.subjects() != "[一 二 三]" {
		t.Error(l, err)
	}
	// What a cache knows of a history that is cut again is not given either.
	c.write(".git/shallow", head.Hash+"\n")
	if _, err := r.Walk(context.Background(), head, []string{"content"}, cache); !errors.Is(err, ErrShallow) {
		t.Error(err)
	}
	// A cut elsewhere does no harm.
	if _, err := r.Walk(context.Background(), resolve(t, r, head.Parents[0]), []string{"content"}, cache); err != nil {
		t.Error(err)
	}
	c.write(".git/shallow", "what\n")
	if _, err := r.Walk(context.Background(), head, []string{"content"}, cache); !errors.Is(err, ErrShallow) || !r.Shallow() {
		t.Error(err)
	}
}

func TestAShallowWorktree(t *testing.T) {
	c := five(t).cloned("--depth=2")
	tree := filepath.Join(t.TempDir(), "tree")
	c.git("worktree", "add", "-q", "--detach", tree)
	if r := open(t, tree); !r.Shallow() {
		t.Error("the worktree of a shallow clone is not shallow")
	}
}

func TestPartialClones(t *testing.T) {
	w := five(t)
	// Without files, the history is all there.
	c := w.cloned("--filter=blob:none", "--no-checkout")
	r := open(t, c.dir)
	head := resolve(t, r, "HEAD")
	l, err := r.Walk(context.Background(), head, []string{"."}, "")
	if err != nil || len(l.Files) != 5 {
		t.Error(l, err)
	}
	_, err = fs.ReadFile(r.Files(head), "content/一")
	if !errors.Is(err, ErrPartial) || !strings.Contains(err.Error(), "git fetch --refetch --no-filter") {
		t.Error(err)
	}
	// Without folders, it is not. Then what the error names helps.
	c = w.cloned("--filter=tree:0", "--no-checkout")
	r = open(t, c.dir)
	if _, err := r.Walk(context.Background(), head, []string{"."}, ""); !errors.Is(err, ErrPartial) {
		t.Error(err)
	}
	c.git("fetch", "-q", "--refetch", "--no-filter")
	if _, err := r.Walk(context.Background(), head, []string{"."}, ""); err != nil {
		t.Error(err)
	}
	if text, err := fs.ReadFile(r.Files(head), "content/一"); err != nil || string(text) != "一" {
		t.Error(text, err)
	}
}

func TestBorrowedObjects(t *testing.T) {
	w := five(t)
	w.git("gc", "-q")
	w.commit("六", "content/六", "六") // not packed
	shared := &workplace{t: t, dir: filepath.Join(t.TempDir(), "shared"), env: w.env}
	w.git("clone", "-q", "--shared", w.dir, shared.dir)
	shared.commit("七", "content/七", "七")
	// One that borrows from a borrower, by a relative path.
	second := &workplace{t: t, dir: filepath.Join(t.TempDir(), "second"), env: w.env}
	w.git("clone", "-q", "--shared", shared.dir, second.dir)
	to, err := filepath.Rel(filepath.Join(second.dir, ".git", "objects"), filepath.Join(shared.dir, ".git", "objects"))
	if err != nil {
		t.Fatal(err)
	}
	second.write(".git/objects/info/alternates", "# a remark\n"+filepath.ToSlash(to)+"\n")
	for _, c := range []*workplace{shared, second} {
		if l := c.walk("HEAD"); l.subjects() != "[一 二 三 四 五 六 七]" {
			t.Error(l.subjects())
		}
	}
	if err := os.RemoveAll(w.dir); err != nil {
		t.Fatal(err)
	}
	r := open(t, second.dir)
	head := resolve(t, r, "HEAD")
	if _, err := r.Walk(context.Background(), head, []string{"."}, ""); !errors.Is(err, ErrMissing) {
		t.Error(err)
	}
	// Alternates that go round in a circle are no loop.
	shared.write(".git/objects/info/alternates", filepath.Join(second.dir, ".git", "objects")+"\n")
	open(t, second.dir)
}

func TestPacksThatComeMeanwhile(t *testing.T) {
	w := five(t)
	r := open(t, w.dir)
	if _, err := r.Walk(context.Background(), resolve(t, r, "HEAD~2"), []string{"."}, ""); err != nil {
		t.Fatal(err)
	}
	w.commit("六", "content/六", "六")
	w.git("gc", "-q", "--prune=now") // all single files go away
	l, err := r.Walk(context.Background(), resolve(t, r, "HEAD"), []string{"."}, "")
	if err != nil || len(l.Commits) != 6 {
		t.Error(l, err)
	}
	w.commit("七", "content/七", "七")
	w.git("repack", "-q", "-a", "-d") // and so does the pack
	if l, err = r.Walk(context.Background(), resolve(t, r, "HEAD"), []string{"."}, ""); err != nil || len(l.Commits) != 7 {
		t.Error(l, err)
	}
}
