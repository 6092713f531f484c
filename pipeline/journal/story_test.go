package journal

import (
	"errors"
	"strings"
	"testing"
)

// The story of most tests: closing an issue. It writes files that are there and
// files that are not, makes folders, and removes a file.
const folder = ".kan/journal"

func oldFiles() map[string]string {
	return map[string]string{
		"content/issues/012.yaml":  "status: open\n",
		"content/reports/0001.md":  strings.Repeat("旧", 40),
		"content/reports/0002.md":  "status: approved\n",
		"content/issues/draft.txt": "to be removed",
		"content/empty.md":         "",
		"README.md":                "not touched",
		".kan/other":               "not touched either",
	}
}

func closing() []Change {
	old := oldFiles()
	was := func(name string) State { return StateOf([]byte(old[name])) }
	return []Change{
		{Path: "content/issues/012.yaml", Was: was("content/issues/012.yaml"), Data: []byte("status: closed\n")},
		{Path: "content/reports/0001.md", Was: was("content/reports/0001.md"), Data: []byte("short")},
		{Path: "content/reports/0002.md", Was: was("content/reports/0002.md"), Data: nil},
		{Path: "content/issues/draft.txt", Was: was("content/issues/draft.txt"), Remove: true},
		{Path: "content/empty.md", Was: was("content/empty.md"), Data: []byte("no longer"), Mode: 0o600},
		{Path: "output/2026/012/a.pdf", Data: []byte("%PDF-1.7")},
		{Path: "output/2026/012.lock.yaml", Data: []byte("lock")},
		{Path: "README.md", Was: was("README.md"), Data: []byte("not touched")},
	}
}

// brief is closing in little, for tests that try all pairs of steps: a file is
// changed, one removed, one made in a new folder.
func brief() []Change {
	c := closing()
	return []Change{c[1], c[3], c[5]}
}

// reopening changes all files of closing in another way, whatever they are.
func reopening(t *testing.T, d disk) (changes []Change) {
	t.Helper()
	for _, c := range closing() {
		was, _, err := stateAt(d, c.Path)
		if err != nil {
			t.Fatal(err)
		}
		changes = append(changes, Change{Path: c.Path, Was: was, Data: []byte("third " + c.Path)})
	}
	return changes
}

// trees are what a disk looks like before and after a commit.
type trees struct{ old, new string }

func treesOf(t *testing.T, changes []Change) trees {
	t.Helper()
	var s trees
	d := newRAM(oldFiles())
	s.old = tree(settled(d))
	if err := commit(d, folder, "定稿", changes); err != nil {
		t.Fatal(err)
	}
	s.new = tree(settled(d))
	if s.old == s.new {
		t.Fatal("nothing happens in the story")
	}
	return s
}

// settled leaves out the journal's folder, which Commit makes and nobody removes,
// if it is empty or has only an entry without a list.
func settled(d disk) disk {
	d.remove(folder + "/" + entryName)
	d.remove(folder)
	return d
}

// settle does what a program does that starts: it ends what others left. It
// tells whether there was a complete entry.
func settle(d disk) (complete bool, err error) {
	for range 10 {
		e, err := pending(d, folder)
		if e == nil || err != nil {
			return complete, err
		}
		complete = complete || e.Complete
		if e.Complete {
			err = e.Finish()
		} else {
			err = e.Discard()
		}
		if err != nil {
			return complete, err
		}
	}
	return complete, errors.New("it never ends")
}

// which tells which of the two trees a disk has.
func (s trees) which(d disk) (string, bool) {
	switch tree(settled(d)) {
	case s.old:
		return "old", true
	case s.new:
		return "new", true
	}
	return "", false
}

// is is which for a disk that must have one of the two.
func (s trees) is(t *testing.T, d disk) string {
	t.Helper()
	got, ok := s.which(d)
	if !ok {
		t.Errorf("neither old nor new:\n%s", tree(d))
	}
	return got
}
