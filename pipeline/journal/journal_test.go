package journal

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// Closing an issue on a real disk, through what is exported.
func TestCommit(t *testing.T) {
	root := realDisk(t, oldFiles())
	if err := Commit(root, folder, "定稿", closing()); err != nil {
		t.Fatal(err)
	}
	for _, c := range closing() {
		want := State{}
		if !c.Remove {
			want = StateOf(c.Data)
		}
		if got, err := StateAt(root, c.Path); err != nil || got != want {
			t.Errorf("%s: %v, %v", c.Path, got, err)
		}
	}
	if e, err := Pending(root, folder); e != nil || err != nil {
		t.Errorf("pending after Commit: %v, %v", e, err)
	}
	if names, err := (rootDisk{root}).names(folder); len(names) > 0 || err != nil {
		t.Errorf("left in the journal: %v, %v", names, err)
	}
	if err := Commit(root, folder, "nothing", nil); err != nil {
		t.Error(err)
	}
	// Once more: the files are not what they must be before.
	if err := Commit(root, folder, "定稿", closing()); !errors.Is(err, ErrEdited) || errors.Is(err, ErrUnfinished) {
		t.Error(err)
	}
}

func TestPendingOfNothing(t *testing.T) {
	root := realDisk(t, nil)
	if e, err := Pending(root, folder); e != nil || err != nil {
		t.Error(e, err)
	}
	if _, err := root.Stat(".kan"); !errors.Is(err, fs.ErrNotExist) {
		t.Error("Pending wrote something")
	}
}

func TestModes(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("no permission bits here")
	}
	root := realDisk(t, oldFiles())
	if err := root.Chmod("content/issues/012.yaml", 0o604); err != nil {
		t.Fatal(err)
	}
	if err := Commit(root, folder, "", closing()); err != nil {
		t.Fatal(err)
	}
	if err := root.WriteFile("usual", nil, 0o666); err != nil {
		t.Fatal(err)
	}
	usual, err := root.Stat("usual")
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]fs.FileMode{
		"content/issues/012.yaml":   0o604, // as it was
		"content/reports/0001.md":   0o640,
		"content/empty.md":          0o600, // as told
		"output/2026/012.lock.yaml": usual.Mode().Perm(),
	} {
		if info, err := root.Stat(name); err != nil || info.Mode().Perm() != want {
			t.Errorf("%s: %v, not %v, %v", name, info.Mode(), want, err)
		}
	}
}

// The new contents of a file that not everybody may read are never open to more
// people than the file.
func TestStagedFilesAreNotOpenToOthers(t *testing.T) {
	d, seen := newRAM(oldFiles()), 0
	err := commit(&faulty{disk: d, at: func(_ int, op, name string) verdict {
		if i, err := d.lstat(name); op == "write" && strings.HasPrefix(name, "content/") {
			if seen++; err != nil || i.Mode().Perm()&0o077 != 0 {
				t.Errorf("%s: %v, %v", name, i.Mode(), err)
			}
		}
		return pass
	}}, folder, "", closing())
	if err != nil || seen != 4 {
		t.Error(seen, err)
	}
}

// What Commit cannot take it refuses before it touches anything.
func TestRefused(t *testing.T) {
	old := StateOf([]byte(oldFiles()["README.md"]))
	big := make([]byte, MaxFile+1)
	cases := map[string]struct {
		changes []Change
		want    error
	}{
		"no path":                {[]Change{{}}, ErrRefused},
		"leads out":              {[]Change{{Path: "../x"}}, ErrRefused},
		"absolute":               {[]Change{{Path: "/x"}}, ErrRefused},
		"Git":                    {[]Change{{Path: ".git/config"}}, ErrRefused},
		"the journal":            {[]Change{{Path: folder + "/x"}}, ErrRefused},
		"above the journal":      {[]Change{{Path: ".kan"}}, ErrRefused},
		"twice":                  {[]Change{{Path: "new"}, {Path: "NEW"}}, ErrRefused},
		"file and folder":        {[]Change{{Path: "new/x"}, {Path: "new"}}, ErrRefused},
		"below a file":           {[]Change{{Path: "README.md/x"}}, ErrRefused},
		"a folder":               {[]Change{{Path: "content/issues"}}, ErrRefused},
		"a link":                 {[]Change{{Path: "link.md"}}, ErrRefused},
		"through a link":         {[]Change{{Path: "linked/new"}}, ErrRefused},
		"out through a link":     {[]Change{{Path: "out/new"}}, ErrRefused},
		"is there":               {[]Change{{Path: "README.md"}}, ErrEdited},
		"is not there":           {[]Change{{Path: "new", Was: old}}, ErrEdited},
		"is another":             {[]Change{{Path: "README.md", Was: StateOf([]byte("another"))}}, ErrEdited},
		"removing nothing":       {[]Change{{Path: "new", Remove: true}}, ErrRefused},
		"removing and writing":   {[]Change{{Path: "README.md", Was: old, Remove: true, Data: []byte("x")}}, ErrRefused},
		"not to be read":         {[]Change{{Path: "new", Mode: 0o200}}, ErrRefused},
		"more than permissions":  {[]Change{{Path: "new", Mode: fs.ModeSetuid | 0o755}}, ErrRefused},
		"too large":              {[]Change{{Path: "new", Data: big}}, ErrRefused},
		"too much":               {[]Change{{Path: "a", Data: big[1:]}, {Path: "b", Data: big[1:]}, {Path: "c", Data: big[1:]}, {Path: "d", Data: big[1:]}, {Path: "e", Data: big[1:]}}, ErrRefused},
		"too many":               {make([]Change, MaxChanges+1), ErrRefused},
		"protected":              {[]Change{{Path: "protected", Was: StateOf(nil), Data: []byte("x")}}, fs.ErrPermission},
		"protected from removal": {[]Change{{Path: "protected", Was: StateOf(nil), Remove: true}}, ErrRefused},
	}
	files := oldFiles()
	files["protected"] = ""
	root := realDisk(t, files)
	outside := t.TempDir()
	for name, to := range map[string]string{"link.md": "README.md", "linked": "content", "out": outside} {
		if err := os.Symlink(to, filepath.Join(root.Name(), name)); err != nil {
			t.Skip("no links here: ", err)
		}
	}
	if err := root.Chmod("protected", 0o440); err != nil {
		t.Fatal(err)
	}
	before, err := fs.Glob(root.FS(), "*")
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range cases {
		// A good change stands before it, and must not be done either.
		changes := append([]Change{{Path: "content/empty.md", Was: StateOf(nil), Data: []byte("x")}}, c.changes...)
		err := Commit(root, folder, "", changes)
		if !errors.Is(err, c.want) || errors.Is(err, ErrUnfinished) {
			t.Errorf("%s: %v", name, err)
		}
		if now, err := StateAt(root, "content/empty.md"); now != StateOf(nil) || err != nil {
			t.Errorf("%s: a file was touched", name)
		}
	}
	if after, _ := fs.Glob(root.FS(), "*"); fmt.Sprint(after) != fmt.Sprint(before) {
		t.Errorf("%v are left of %v", after, before)
	}
	for _, title := range []string{"\a", "\xff", strings.Repeat("a", maxTitle+1)} {
		if err := Commit(root, folder, title, nil); !errors.Is(err, ErrRefused) {
			t.Errorf("title %q: %v", title, err)
		}
	}
	for _, bad := range []string{"", ".", "../j", "/j", ".git/j", "out/j"} {
		if err := Commit(root, bad, "", closing()); err == nil || errors.Is(err, ErrUnfinished) {
			t.Errorf("folder %q: %v", bad, err)
		}
		if e, err := Pending(root, bad); e != nil || err == nil {
			t.Errorf("folder %q: %v, %v", bad, e, err)
		}
	}
}

// A folder in which nothing can be made is found out before the commit.
func TestReadOnlyFolder(t *testing.T) {
	root := realDisk(t, oldFiles())
	if err := root.Chmod("content/reports", 0o555); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { root.Chmod("content/reports", 0o755) })
	if f, err := root.Create("content/reports/probe"); err == nil {
		f.Close()
		t.Skip("this user may write anywhere")
	}
	s := treesOf(t, closing())
	err := Commit(root, folder, "", closing())
	if !errors.Is(err, fs.ErrPermission) || errors.Is(err, ErrUnfinished) || s.is(t, rootDisk{root}) != "old" {
		t.Error(err)
	}
}

// A target that becomes a folder after it was looked at.
func TestATargetBecomesAFolder(t *testing.T) {
	d := newRAM(oldFiles())
	err := commit(&faulty{disk: d, at: func(_ int, op, name string) verdict {
		if op == "rename" && strings.HasSuffix(name, "/"+entryName) {
			if err := d.mkdir("output/2026/012/a.pdf"); err != nil {
				t.Fatal(err)
			}
		}
		return pass
	}}, folder, "定稿", closing())
	if !errors.Is(err, ErrEdited) || errors.Is(err, ErrUnfinished) || !untouchedBut(t, d, "output/2026/012/a.pdf") {
		t.Errorf("%v\n%s", err, tree(d))
	}
}

// untouchedBut tells whether all targets but one are as they were, and nothing is
// left of a commit.
func untouchedBut(t *testing.T, d disk, but string) bool {
	t.Helper()
	for _, c := range closing() {
		if s, _, err := stateAt(d, c.Path); c.Path != but && (err != nil || s != c.Was) {
			return false
		}
	}
	e, err := pending(d, folder)
	return e == nil && err == nil && !strings.Contains(tree(d), stagedPrefix)
}

func BenchmarkCommit(b *testing.B) {
	root, err := os.OpenRoot(b.TempDir())
	if err != nil {
		b.Fatal(err)
	}
	defer root.Close()
	var was [20]State
	for n := 0; b.Loop(); n++ {
		changes := make([]Change, len(was))
		for i := range changes {
			data := []byte(strings.Repeat(fmt.Sprintln(n), 1000))
			changes[i] = Change{Path: fmt.Sprintf("content/%d/%d.md", i%3, i), Was: was[i], Data: data}
			was[i] = StateOf(data)
		}
		if err := Commit(root, folder, "", changes); err != nil {
			b.Fatal(err)
		}
	}
}
