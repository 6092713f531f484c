package history

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"reflect"
	"testing"
	"time"
)

func TestAFileIsFollowedThroughItsLife(t *testing.T) {
	w := fresh(t)
	w.commit("一", "content/a.md", "a", "content/b.md", "b", "other/x", "x")
	w.commit("二", "content/a.md", "a2", "other/x", "y")
	w.commit("三", "content/a.md", "-")
	w.commit("四", "other/x", "z") // nothing of ours
	w.commit("五", "content/a.md", "a2")
	w.commit("六", "content/b.md", "-", "content/d/b.md", "b") // a rename
	l := w.walk("HEAD", "content", "templates")
	expect(t, l,
		"content/a.md: 一+ 二+ 三- 五+*",
		"content/b.md: 一+ 六-*",
		"content/d/b.md: 六+<content/b.md*")
	if got := l.subjects(); got != "[一 二 三 四 五 六]" {
		t.Error(got)
	}
	if want := w.git("rev-parse", "HEAD:content/a.md"); l.Last["content/a.md"].Blob != want {
		t.Errorf("blob %s, want %s", l.Last["content/a.md"].Blob, want)
	}
	expect(t, w.walk("HEAD~2", "content/b.md", "other"), "content/b.md: 一+*", "other/x: 一+ 二+ 四+*")
}

func TestCommitsAreReadAsTheyAre(t *testing.T) {
	w := fresh(t)
	w.commit("第一行\n接着第一段\n\n正文", "a", "1")
	c := w.walk("HEAD").Commits[0]
	want := Commit{
		Hash: w.git("rev-parse", "HEAD"), Tree: w.git("rev-parse", "HEAD^{tree}"), Subject: "第一行 接着第一段",
		Author:    Person{"王敏", "wangmin@yunzhou.example", time.Unix(1773300000, 0).In(time.FixedZone("", 8*3600))},
		Committer: Person{"李国华", "liguohua@yunzhou.example", time.Unix(1773300060, 0).In(time.FixedZone("", 8*3600))},
	}
	if !reflect.DeepEqual(c, want) {
		t.Errorf("got %+v\nwant %+v", c, want)
	}
}

func TestMerges(t *testing.T) {
	w := fresh(t)
	w.commit("根", "a", "0", "b", "0", "c", "0")
	w.git("checkout", "-q", "-b", "side")
	w.commit("旁", "b", "side", "c", "side", "n", "new")
	w.git("checkout", "-q", "main")
	w.commit("干", "a", "main", "c", "main")
	w.git("merge", "-q", "--no-commit", "-s", "ours", "side")
	w.git("checkout", "side", "--", "b", "n")

	// A clean merge changes nothing itself, and c is as main has it.
	w.commit("合")
	l := w.walk("main")
	expect(t, l, "a: 根+ 干+*", "b: 根+ 旁+*", "c: 根+ 干+* 旁+", "n: 旁+*")
	if got := l.subjects(); got != "[根 干 旁 合]" {
		t.Error(got)
	}

	// An evil merge changes what neither side has.
	w.git("checkout", "-q", "side")
	w.git("merge", "-q", "--no-commit", "-s", "ours", "main~1")
	w.commit("恶", "c", "both", "a", "-", "m", "evil", "n", "new2")
	expect(t, w.walk("side"), "a: 根+ 干+ 恶-*", "b: 根+ 旁+*", "c: 根+ 旁+ 干+ 恶+*", "m: 恶+*", "n: 旁+ 恶+*")
}

func TestWhatAGivenUpBranchHadIsNotInLast(t *testing.T) {
	w := fresh(t)
	w.commit("根", "a", "0")
	w.git("checkout", "-q", "-b", "side")
	w.commit("旁", "a", "1", "only", "x")
	w.git("checkout", "-q", "main")
	w.commit("干", "z", "1")
	w.git("merge", "-q", "-s", "ours", "-m", "弃", "side")
	expect(t, w.walk("main"), "a: 根+* 旁+", "only: 旁+", "z: 干+*")
}

func TestModeLinksAndModulesAreNoChanges(t *testing.T) {
	w := fresh(t)
	first := w.commit("一", "a", "a", "b", "b")
	w.git("update-index", "--chmod=+x", "a")
	w.git("commit", "-q", "-m", "可执行")
	blob := w.git("hash-object", "-w", "b")
	w.git("update-index", "--add", "--cacheinfo", "120000,"+blob+",b", "--cacheinfo", "160000,"+first+",m")
	w.git("commit", "-q", "-m", "链接")
	w.git("update-index", "--add", "--cacheinfo", "100644,"+blob+",b")
	w.git("commit", "-q", "-m", "回来")
	expect(t, w.walk("HEAD"), "a: 一+*", "b: 一+ 链接- 回来+*")
}

func TestFileBecomesFolder(t *testing.T) {
	w := fresh(t)
	w.commit("一", "a", "text", "a.b", "x", "a0", "y")
	w.commit("二", "a", "-", "a/c", "text")
	w.commit("三", "a/c", "-", "a", "other")
	expect(t, w.walk("HEAD"), "a.b: 一+*", "a/c: 二+<a 三-*", "a0: 一+*", "a: 一+ 二- 三+*")
}

func TestRenamesArePairedByNameThenByOrder(t *testing.T) {
	w := fresh(t)
	w.commit("一", "x/1.md", "same", "x/2.md", "same", "x/3.md", "same", "e1", "")
	w.commit("二", "x/1.md", "-", "x/2.md", "-", "x/3.md", "-", "e1", "-",
		"y/2.md", "same", "y/a.md", "same", "y/b.md", "same", "y/c.md", "same", "e2", "")
	expect(t, w.walk("HEAD"), "e1: 一+ 二-*", "e2: 二+*", "x/1.md: 一+ 二-*", "x/2.md: 一+ 二-*", "x/3.md: 一+ 二-*",
		"y/2.md: 二+<x/2.md*", "y/a.md: 二+<x/1.md*", "y/b.md: 二+<x/3.md*", "y/c.md: 二+*")
}

func TestPathsAreBelowThePrefix(t *testing.T) {
	w := fresh(t)
	w.commit("一", "doc/刊/content/a", "1", "content/a", "2")
	r := open(t, filepath.Join(w.dir, "doc", "刊"))
	if r.Prefix() != "doc/刊" {
		t.Error(r.Prefix())
	}
	l, err := r.Walk(context.Background(), resolve(t, r, "HEAD"), []string{"content"}, "")
	if err != nil {
		t.Fatal(err)
	}
	expect(t, l, "content/a: 一+*")
	text, err := fs.ReadFile(r.Files(l.Commits[0]), "content/a")
	if string(text) != "1" || err != nil {
		t.Error(string(text), err)
	}
}

func TestBadFoldersAndHeads(t *testing.T) {
	w := fresh(t)
	w.commit("一", "a", "1")
	r := open(t, w.dir)
	head := resolve(t, r, "HEAD")
	for _, f := range []string{"", "/content", "../x", "a/", "a//b"} {
		if _, err := r.Walk(context.Background(), head, []string{f}, ""); !errors.Is(err, fs.ErrInvalid) {
			t.Errorf("folder %q: %v", f, err)
		}
	}
	if _, err := r.Walk(context.Background(), Commit{Hash: "HEAD"}, nil, ""); !errors.Is(err, ErrUnknownRevision) {
		t.Error(err)
	}
	if _, err := r.Walk(context.Background(), Commit{Hash: head.Tree}, nil, ""); !errors.Is(err, ErrCorrupt) {
		t.Error(err)
	}
	gone := "0123456789012345678901234567890123456789"
	if _, err := r.Walk(context.Background(), Commit{Hash: gone}, nil, ""); !errors.Is(err, ErrMissing) {
		t.Error(err)
	}
	stopped, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := r.Walk(stopped, head, []string{"."}, ""); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	if l, err := r.Walk(context.Background(), head, nil, ""); err != nil || len(l.Files) != 0 || len(l.Commits) != 1 {
		t.Error("no folders:", l, err)
	}
}

func TestManyFilesInOneFolder(t *testing.T) {
	w := fresh(t)
	for i := range 1000 {
		w.write(fmt.Sprintf("content/reports/2026/2026-%04d-社情.md", i), fmt.Sprint(i))
	}
	w.commit("一")
	w.commit("二", "content/reports/2026/2026-0500-社情.md", "new")
	w.git("gc", "-q")
	l := w.walk("HEAD", "content")
	changes := 0
	for _, c := range l.Files {
		changes += len(c)
	}
	if len(l.Files) != 1000 || changes != 1001 || len(l.Last) != 1000 {
		t.Error(len(l.Files), changes, len(l.Last))
	}
	if c := l.Last["content/reports/2026/2026-0500-社情.md"]; c.Commit != 1 {
		t.Error(c)
	}
}
