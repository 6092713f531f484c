package journal

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"testing"
)

// stopped is a disk on which a run was stopped after it had committed and made
// the targets up to the last new.
func stopped(t *testing.T, changes []Change, last int) *ram {
	t.Helper()
	d, end := newRAM(oldFiles()), " to "+changes[last].Path
	survives(func() {
		commit(&faulty{disk: d, at: func(_ int, op, name string) verdict {
			if op == "rename" && strings.HasSuffix(name, end) {
				return killed
			}
			return pass
		}}, folder, "定稿", changes)
	})
	return d
}

func put(t *testing.T, d disk, name, text string) {
	t.Helper()
	if err := d.remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	f, err := d.create(name, 0o644)
	if err == nil {
		_, err = f.Write([]byte(text))
	}
	if err != nil {
		t.Fatal(err)
	}
}

// A person edits files between the stopped run and the next. Finish names them
// and touches nothing, as often as it is tried; when they are put back it goes on.
func TestFinishAfterAnEdit(t *testing.T) {
	s := treesOf(t, closing())
	d := stopped(t, closing(), 1)
	put(t, d, "content/reports/0002.md", "edited")     // still old
	put(t, d, "content/issues/012.yaml", "edited")     // new already
	put(t, d, "output/2026/012/a.pdf", "edited")       // not there yet
	put(t, d, "content/issues/draft.txt", "to be rem") // to be removed
	before := tree(d)
	e, err := pending(d, folder)
	if err != nil {
		t.Fatal(err)
	}
	files, err := e.Files()
	if err != nil {
		t.Fatal(err)
	}
	want := []File{{"content/issues/012.yaml", Edited}, {"content/reports/0001.md", After}, {"content/reports/0002.md", Edited},
		{"content/issues/draft.txt", Edited}, {"content/empty.md", Before}, {"output/2026/012/a.pdf", Edited}, {"output/2026/012.lock.yaml", Before}}
	if fmt.Sprint(files) != fmt.Sprint(want) {
		t.Errorf("files %v\nwant  %v", files, want)
	}
	for range maxRound + 2 {
		err = e.Finish()
		for _, f := range want {
			if !errors.Is(err, ErrEdited) || strings.Contains(err.Error(), f.Path) != (f.Status == Edited) {
				t.Fatalf("%s: %v", f.Path, err)
			}
		}
		if tree(d) != before {
			t.Fatalf("something was touched:\n%s", tree(d))
		}
	}
	put(t, d, "content/reports/0002.md", oldFiles()["content/reports/0002.md"]) // put back
	put(t, d, "content/issues/012.yaml", "status: closed\n")                    // as it shall be
	put(t, d, "output/2026/012/a.pdf", "%PDF-1.7")
	if err := d.remove("content/issues/draft.txt"); err != nil {
		t.Fatal(err)
	}
	if err := e.Finish(); err != nil || s.is(t, d) != "new" {
		t.Error(err)
	}
}

// Or the person decides to keep things as they are.
func TestDiscardAfterAnEdit(t *testing.T) {
	d := stopped(t, closing(), 1)
	e, err := pending(d, folder)
	if err != nil {
		t.Fatal(err)
	}
	if err := e.Discard(); !errors.Is(err, ErrApplied) {
		t.Fatalf("half of the files are new: %v", err)
	}
	put(t, d, "content/reports/0002.md", "edited")
	if err := e.Discard(); err != nil {
		t.Fatal(err)
	}
	want := oldFiles()
	want["content/issues/012.yaml"] = "status: closed\n"
	want["content/reports/0001.md"] = "short"
	want["content/reports/0002.md"] = "edited"
	if got := tree(settled(d)); got != tree(newRAM(want)) {
		t.Errorf("afterwards\n%s", got)
	}
}

// Without their staged files nothing can be finished, for example after git
// clean; nothing is touched then either.
func TestLostStagedFiles(t *testing.T) {
	for _, n := range []int{2, 3, 6} {
		d := stopped(t, closing(), 1)
		e, err := pending(d, folder)
		if err != nil {
			t.Fatal(err)
		}
		staged := e.hold.staged(n, 0)
		if n == 6 {
			put(t, d, staged, "dam") // changed, not lost
		} else if err := d.remove(staged); err != nil {
			t.Fatal(err)
		}
		err = e.Finish()
		if !errors.Is(err, ErrLost) || !strings.Contains(err.Error(), e.hold.list.files[n].path) {
			t.Errorf("file %d: %v", n, err)
		}
		files, _ := e.Files()
		for i, f := range files {
			if want := map[bool]Status{true: After, false: Before}[i < 2]; f.Status != want {
				t.Errorf("file %d: %v", n, f)
			}
		}
		if err := e.Discard(); err != nil {
			t.Error(err)
		}
		if strings.Contains(tree(d), stagedPrefix) {
			t.Errorf("left:\n%s", tree(d))
		}
	}
}
