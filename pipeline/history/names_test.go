package history

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"testing"

	"golang.org/x/text/unicode/norm"
)

const (
	composed   = "content/caf\u00e9-が.md"
	decomposed = "content/cafe\u0301-か\u3099.md"
)

// stage makes a commit whose index has exactly these names and texts: the
// disk of the test may have ideas of its own about names.
func (w *workplace) stage(message string, pairs ...string) {
	w.t.Helper()
	w.git("read-tree", "--empty")
	for i := 0; i < len(pairs); i += 2 {
		blob, err := w.try(pairs[i+1], "hash-object", "-w", "--stdin")
		if err != nil {
			w.t.Fatal(blob, err)
		}
		w.git("update-index", "--add", "--cacheinfo", "100644,"+blob[:40]+","+pairs[i])
	}
	w.git("commit", "-q", "--allow-empty", "-m", message)
}

func TestNamesAreInNFC(t *testing.T) {
	if norm.NFC.String(decomposed) != composed {
		t.Fatal("the names are not what the test takes them for")
	}
	for _, quote := range []string{"true", "false"} {
		w := fresh(t)
		w.git("config", "core.quotePath", quote)
		w.stage("一", composed, "1", "content/\u5eb7养/x", "x")
		w.stage("二", decomposed, "1", "content/\u5eb7养/x", "x") // the same file
		w.stage("三", decomposed, "2", "content/\u5eb7养/x", "x")
		w.stage("四", decomposed, "2", "content/\uf928养/x", "x") // a compatibility ideograph, 廊 in NFC
		expect(t, w.walk("HEAD", "content"), composed+": 一+ 三+*",
			"content/\u5eb7养/x: 一+ 四-*", "content/廊养/x: 四+<content/康养/x*")
		r := open(t, w.dir)
		files := r.Files(resolve(t, r, "HEAD"))
		for _, name := range []string{composed, decomposed, "content/廊养/x", "content/\uf928养/x"} {
			if _, err := fs.Stat(files, name); err != nil {
				t.Errorf("%+q: %v", name, err)
			}
		}
		entries, err := fs.ReadDir(files, "content")
		if err != nil || len(entries) != 2 || entries[0].Name() != composed[len("content/"):] {
			t.Error(entries, err)
		}
	}
}

func TestFoldersAndPrefixInAnySpelling(t *testing.T) {
	w := fresh(t)
	w.stage("一", decomposed+"/a", "1")
	expect(t, w.walk("HEAD", composed), composed+"/a: 一+*")
	expect(t, w.walk("HEAD", decomposed), composed+"/a: 一+*")
}

func TestTwoNamesThatAreOne(t *testing.T) {
	w := fresh(t)
	w.stage("一", "content/a", "1")
	w.stage("二", "content/a", "1", decomposed, "2")
	w.stage("三", "content/a", "1", decomposed, "2", composed, "3")
	w.stage("四", "content/a", "2", decomposed, "4", composed, "3")
	w.stage("五", "content/a", "2", composed, "3")
	l := w.walk("HEAD", "content")
	expect(t, l, "content/a: 一+ 四+*", composed+": 二+ 三+*")
	want := []string{decomposed[len("content/"):], composed[len("content/"):]}
	if len(l.Clashes) != 1 || l.Clashes[0].Path != composed || l.Clashes[0].Commit != 2 || !slices.Equal(l.Clashes[0].Names, want) {
		t.Errorf("%+v", l.Clashes)
	}
	r := open(t, w.dir)
	files := r.Files(resolve(t, r, "HEAD~1"))
	for _, name := range []string{composed, decomposed} {
		if _, err := files.Open(name); !errors.Is(err, ErrSameName) {
			t.Error(err)
		}
	}
	if _, err := fs.ReadDir(files, "content"); !errors.Is(err, ErrSameName) {
		t.Error(err)
	}
	if _, err := fs.ReadFile(files, "content/a"); err != nil {
		t.Error(err)
	}
	if _, err := fs.ReadDir(r.Files(resolve(t, r, "HEAD")), "content"); err != nil {
		t.Error(err)
	}
}

// A folder whose names are sorted, NFC and each there once is taken as it is. Whether
// it is so is judged by short cuts, which must be right.
func TestPlainNamesAreInNFC(t *testing.T) {
	for c := rune(1); c < 0x30000; c++ {
		if name := fmt.Sprintf("a%c文", c); isPlain([]byte(name)) != norm.NFC.IsNormalString(name) {
			t.Fatalf("%+q", name)
		}
	}
}

// A log is asked in any spelling.
func TestALogKnowsANameInAnySpelling(t *testing.T) {
	w := fresh(t)
	w.stage("一", decomposed, "1")
	l := cachedWalk(t, w.dir, "HEAD", "", ".")
	for _, name := range []string{composed, decomposed} {
		if last, ok := l.LastOf(name); !ok || len(l.Of(name)) != 1 || l.Of(name)[0] != last {
			t.Errorf("%+q: %v, %v", name, l.Of(name), last)
		}
	}
}

// Files of the whole repository are read from its root, whichever folder was opened.
func TestAllFilesAreThoseOfTheRoot(t *testing.T) {
	w := fresh(t)
	w.commit("一", ".mailmap", "root", "sub/.mailmap", "sub")
	r := open(t, filepath.Join(w.dir, "sub"))
	c := resolve(t, r, "HEAD")
	for want, files := range map[string]fs.FS{"root": r.AllFiles(c), "sub": r.Files(c)} {
		if text, err := fs.ReadFile(files, ".mailmap"); err != nil || string(text) != want {
			t.Errorf("%q, %v, want %q", text, err, want)
		}
	}
}
