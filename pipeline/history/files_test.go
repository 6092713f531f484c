package history

import (
	"errors"
	"io"
	"io/fs"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"kan/pipeline/source"
)

func TestFilesOfACommit(t *testing.T) {
	w := fresh(t)
	w.commit("一", "content/a.md", "old", "content/gone", "x")
	w.commit("二", "content/a.md", strings.Repeat("新的正文。\n", 4000), "content/a/深/b", "", "content/gone", "-", "README", "r", "z.b", "1", "z/c", "2")
	w.git("update-index", "--chmod=+x", "README")
	w.git("commit", "-q", "-m", "三")
	for _, packed := range []bool{false, true} {
		if packed {
			w.git("gc", "-q")
		}
		r := open(t, w.dir)
		head := resolve(t, r, "HEAD")
		files := r.Files(head)
		if err := fstest.TestFS(files, "content/a.md", "content/a/深/b", "README", "z.b", "z/c"); err != nil {
			t.Error(err)
		}
		if _, err := fs.Stat(files, "content/gone"); !errors.Is(err, fs.ErrNotExist) {
			t.Error(err)
		}
		info, err := fs.Stat(files, "README")
		if err != nil || info.Mode() != 0o555 || info.Size() != 1 || !info.ModTime().Equal(time.Unix(1773300060, 0)) {
			t.Error(info, err)
		}
		old, err := fs.ReadFile(r.Files(resolve(t, r, "HEAD~2")), "content/a.md")
		if string(old) != "old" || err != nil {
			t.Error(string(old), err)
		}
		text, err := source.NewTree(files).Read("content/a.md", 1<<20)
		if err != nil || len(text.Text) != 4000*len("新的正文。\n") {
			t.Error(err)
		}
		if _, err := source.NewTree(files).Read("content/a.md", 100); !errors.Is(err, source.ErrTooLarge) {
			t.Error(err)
		}
		blob, err := r.Blob(w.git("rev-parse", "HEAD:z.b"))
		if string(blob) != "1" || err != nil {
			t.Error(string(blob), err)
		}
		if _, err := r.Blob(head.Tree); !errors.Is(err, ErrCorrupt) {
			t.Error(err)
		}
	}
}

func TestFilesCanBeReadByManyAtOnce(t *testing.T) {
	w := fresh(t)
	for i := range 20 {
		w.commit("x", "content/a", strings.Repeat("行\n", i+1), "content/"+string(rune('b'+i)), strings.Repeat("文\n", 20+i))
	}
	w.git("gc", "-q")
	r := open(t, w.dir)
	files := r.Files(resolve(t, r, "main"))
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			for i := range 20 {
				text, err := fs.ReadFile(files, "content/"+string(rune('b'+i)))
				if err != nil || len(text) != 4*(20+i) {
					t.Errorf("%d bytes, %v", len(text), err)
				}
			}
		})
	}
	all.Wait()
}

func TestLinksAndModules(t *testing.T) {
	w := fresh(t)
	first := w.commit("一", "content/a", "text", "d/x", "y")
	blob, _ := w.try("../../etc", "hash-object", "-w", "--stdin")
	blob = strings.TrimSpace(blob)
	w.git("update-index", "--add", "--cacheinfo", "120000,"+blob+",content/link", "--cacheinfo", "160000,"+first+",content/module")
	w.git("commit", "-q", "-m", "二")
	r := open(t, w.dir)
	files := r.Files(resolve(t, r, "HEAD"))
	for _, name := range []string{"content/link", "content/link/passwd"} {
		if _, err := files.Open(name); !errors.Is(err, ErrSymlink) {
			t.Error(name, err)
		}
		if _, err := fs.ReadFile(files, name); !errors.Is(err, ErrSymlink) {
			t.Error(name, err)
		}
		if _, err := fs.Stat(files, name); !errors.Is(err, ErrSymlink) {
			t.Error(name, err)
		}
	}
	if info, err := fs.Lstat(files, "content/link"); err != nil || info.Mode()&fs.ModeSymlink == 0 {
		t.Error(info, err)
	}
	if to, err := fs.ReadLink(files, "content/link"); err != nil || to != "../../etc" {
		t.Error(to, err)
	}
	if _, err := files.Open("content/module"); !errors.Is(err, fs.ErrNotExist) {
		t.Error(err)
	}
	var names []string
	err := fs.WalkDir(files, ".", func(name string, d fs.DirEntry, err error) error {
		if d.Type()&fs.ModeSymlink != 0 {
			name += "@"
		}
		names = append(names, name)
		return err
	})
	if want := []string{".", "content", "content/a", "content/link@", "d", "d/x"}; err != nil || !slices.Equal(names, want) {
		t.Error(names, err)
	}
}

func TestOddNamesAndPlaces(t *testing.T) {
	w := fresh(t)
	w.commit("一", "content/a", "text")
	r := open(t, w.dir)
	files := r.Files(resolve(t, r, "HEAD"))
	for name, want := range map[string]error{"": fs.ErrInvalid, "/": fs.ErrInvalid, "content/../content/a": fs.ErrInvalid, "content/": fs.ErrInvalid,
		"content/a/b": fs.ErrNotExist, "Content": fs.ErrNotExist, "content/b": fs.ErrNotExist} {
		if _, err := files.Open(name); !errors.Is(err, want) {
			t.Errorf("%q: %v", name, err)
		}
	}
	if _, err := fs.ReadFile(files, "content"); err == nil {
		t.Error("a folder was read")
	}
	if _, err := fs.ReadDir(files, "content/a"); err == nil {
		t.Error("a file was listed")
	}
	f, err := files.Open("content/a")
	if err != nil {
		t.Fatal(err)
	}
	if text, err := io.ReadAll(f); string(text) != "text" || err != nil {
		t.Error(string(text), err)
	}
	if f.Close() != nil || f.Close() == nil {
		t.Error("a file can be closed twice or not at all")
	}
	for _, hash := range []string{"", "HEAD", strings.Repeat("0", 40)} {
		if _, err := r.Files(Commit{Hash: hash}).Open("."); err == nil {
			t.Errorf("commit %q has files", hash)
		}
	}
	// Before the folder was there, it has no files.
	r = open(t, w.dir+"/content")
	w.git("rm", "-q", "-r", "content")
	w.commit("二", "b", "x")
	if _, err := fs.Stat(r.Files(resolve(t, r, "HEAD")), "."); !errors.Is(err, fs.ErrNotExist) {
		t.Error(err)
	}
	if _, err := fs.Stat(r.Files(resolve(t, r, "HEAD~1")), "."); err != nil {
		t.Error(err)
	}
}
