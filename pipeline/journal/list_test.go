package journal

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"
)

func sampleList() list {
	return list{title: "定稿 <public-opinion/2026/012>", folders: []string{"output", "output/2026"}, files: []target{
		{"content/issues/012.yaml", StateOf([]byte("old")), StateOf([]byte("new"))},
		{"content/“引号”\"&.md", StateOf([]byte("old")), State{}},
		{"output/2026/a.pdf", State{}, StateOf(nil)},
	}}
}

// signed gives a body the first line that it must have.
func signed(body string) []byte {
	return fmt.Appendf(nil, "%s%x\n%s", magic, sha256.Sum256([]byte(body)), body)
}

func body(t testing.TB, l list) string {
	t.Helper()
	text, err := l.encode()
	if err != nil {
		t.Fatal(err)
	}
	_, body, _ := strings.Cut(string(text), "\n")
	return body
}

func TestAListComesBack(t *testing.T) {
	want := sampleList()
	got, err := decode(signed(body(t, want)), folder)
	if err != nil || !reflect.DeepEqual(*got, want) {
		t.Errorf("%v\n%+v\n%+v", err, got, want)
	}
}

// A list that was cut off or edited anywhere is refused.
func TestADamagedListIsRefused(t *testing.T) {
	text := signed(body(t, sampleList()))
	for n := range text {
		if _, err := decode(text[:n], folder); err == nil {
			t.Errorf("cut off after %d bytes it is read", n)
		}
		bad := append([]byte{}, text...)
		bad[n] ^= 1
		if _, err := decode(bad, folder); err == nil {
			t.Errorf("with another byte %d it is read", n)
		}
	}
	if _, err := decode(append(text, ' '), folder); err == nil {
		t.Error("with something behind it, it is read")
	}
}

// Lists that somebody made up, with the right sum, but saying what no commit says.
func TestAMadeUpListIsRefused(t *testing.T) {
	good := body(t, sampleList())
	for _, change := range [][2]string{
		{"content/issues/012.yaml", "../012.yaml"},
		{"content/issues/012.yaml", "/etc/passwd"},
		{"content/issues/012.yaml", "content/../012.yaml"},
		{"content/issues/012.yaml", ""},
		{"content/issues/012.yaml", "."},
		{"content/issues/012.yaml", ".git/hooks/pre-commit"},
		{"content/issues/012.yaml", "a/.GIT/config"},
		{"content/issues/012.yaml", "git~1/config"},
		{"content/issues/012.yaml", ".g\u200cit/config"},
		{"content/issues/012.yaml", ".git::$INDEX_ALLOCATION/config"},
		{"content/issues/012.yaml", ".git./config"},
		{"content/issues/012.yaml", `content\\x`},
		{"content/issues/012.yaml", "content/\\u001b[2J"},
		{"content/issues/012.yaml", folder + "/entry/x"},
		{"content/issues/012.yaml", ".KAN/Journal"},
		{"content/issues/012.yaml", ".kan"},
		{"content/issues/012.yaml", "content/.kan-x"},
		{"content/issues/012.yaml", "output/2026/A.PDF"},
		{"content/issues/012.yaml", "output/2026/a.pdf/x"},
		{"content/issues/012.yaml", strings.Repeat("a/", maxDepth) + "x"},
		{"content/issues/012.yaml", strings.Repeat("a", maxPath+1)},
		{`"output"`, `"content/issues/012.yaml"`},
		{`"output"`, `"elsewhere"`},
		{`"title": "定稿`, `"title": "\u0007`},
		{`"after": "-"`, `"after": "` + StateOf([]byte("old")).String() + `"`},
		{`"after": "-"`, `"after": ""`},
		{`"after": "-"`, `"after": "-1 ` + strings.Repeat("0", 64) + `"`},
		{`"after": "-"`, `"after": "99999999999 ` + strings.Repeat("0", 64) + `"`},
		{`"after": "-"`, `"after": "1 ` + strings.Repeat("A", 64) + `"`},
		{`"after": "-"`, `"after": "01 ` + strings.Repeat("0", 64) + `"`},
		{`"after": "-"`, `"after": null`},
		{`"after": "-"`, `"after": "-", "more": 1`},
		{`"title"`, `"Title"`},
		{`"title"`, `"title": "", "title"`},
	} {
		text := strings.Replace(good, change[0], change[1], 1)
		if text == good {
			t.Fatalf("there is no %s", change[0])
		}
		if _, err := decode(signed(text), folder); err == nil {
			t.Errorf("it is read with %s for %s", change[1], change[0])
		}
	}
	for _, l := range []list{{title: "nothing"}, {title: "too much", files: make([]target, MaxChanges+1)}} {
		for n := range l.files {
			l.files[n] = target{fmt.Sprint(n), State{}, StateOf(nil)}
		}
		if _, err := decode(signed(body(t, l)), folder); err == nil {
			t.Errorf("%s is read", l.title)
		}
	}
}

// What stands in the journal's folder and is not the journal's own.
func TestAnEditedJournalIsRefused(t *testing.T) {
	const id = "ABCDEFGHIJKLM"
	good := string(signed(body(t, sampleList())))
	for name, files := range map[string]map[string]string{
		"bad text":       {"entry/" + id + "-0": good[:len(good)/2]},
		"bad name":       {"entry/list": good},
		"bad ID":         {"entry/abcdefghijklm-0": good},
		"bad round":      {"entry/" + id + "-00": good},
		"round too high": {"entry/" + id + "-100": good},
		"no round":       {"entry/" + id: good},
		"two lists":      {"entry/" + id + "-0": good, "entry/NBCDEFGHIJKLM-0": good},
		"a folder":       {"entry/" + id + "-0/x": good},
	} {
		d := newRAM(oldFiles())
		for file, text := range files {
			one := newRAM(map[string]string{folder + "/" + file: text})
			graft(d.root, one.root)
		}
		before := tree(d)
		e, err := pending(d, folder)
		if e != nil || !errors.Is(err, ErrDamaged) {
			t.Errorf("%s: %v, %v", name, e, err)
		}
		if err := commit(d, folder, "", closing()); !errors.Is(err, ErrPending) {
			t.Errorf("%s: Commit says %v", name, err)
		}
		if tree(d) != before {
			t.Errorf("%s: something was changed", name)
		}
	}
}

// graft puts all of one tree into another.
func graft(to, from *node) {
	for name, kid := range from.kids {
		if old := to.kids[name]; old != nil && old.dir {
			graft(old, kid)
		} else {
			to.set(map[string]*node{name: kid})
		}
	}
}

// A draft that was made up can have nothing removed but its own.
func TestAMadeUpDraftRemovesNothing(t *testing.T) {
	l := list{title: "x", folders: []string{"README.md", "content"}, files: []target{
		{"README.md/x", State{}, StateOf(nil)}, {"content/issues/012.yaml", StateOf(nil), State{}}}}
	d := newRAM(oldFiles())
	before := tree(settled(d.clone()))
	const id = "ABCDEFGHIJKLM"
	graft(d.root, newRAM(map[string]string{folder + "/" + draftPrefix + id + "/" + id + "-0": string(signed(body(t, l)))}).root)
	if e, err := pending(d, folder); e == nil || err != nil || e.Complete {
		t.Fatal(e, err)
	}
	_, err := settle(d)
	for _, name := range []string{"README.md", "content/issues/012.yaml"} {
		if _, lost := d.lstat(name); lost != nil {
			t.Error(lost)
		}
	}
	if err == nil && tree(settled(d)) != before {
		t.Errorf("something was changed:\n%s", tree(d))
	}
}

func TestSweepRemovesNoFilesForFolders(t *testing.T) {
	d := newRAM(oldFiles())
	before := tree(d)
	h := &hold{disk: d, folder: folder}
	for _, name := range []string{"README.md", "content", "nothing", "nothing/below"} {
		if err := h.removeEmpty(name); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	if tree(d) != before {
		t.Errorf("afterwards\n%s", tree(d))
	}
}

// What is read is what is written, whatever it is.
func FuzzList(f *testing.F) {
	f.Add(body(f, sampleList()))
	f.Add("{}")
	f.Fuzz(func(t *testing.T, text string) {
		l, err := decode(signed(text), folder)
		if err != nil {
			return
		}
		again, err := l.encode()
		if err != nil || string(again) != string(signed(text)) {
			t.Errorf("%q comes back as %q, %v", text, again, err)
		}
		for _, file := range l.files {
			if err := checkPath(file.path); err != nil {
				t.Error(err)
			}
		}
	})
}
