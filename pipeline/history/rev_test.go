package history

import (
	"errors"
	"fmt"
	"strings"
	"testing"
)

func TestRevisions(t *testing.T) {
	w := fresh(t)
	one := w.commit("一", "a", "1")
	w.git("tag", "light")
	w.git("tag", "-a", "-m", "说明", "v1.0")
	w.git("tag", "-a", "-m", "标签的标签", "nested", "v1.0")
	w.git("tag", "2026") // looks like a short hash
	two := w.commit("二", "a", "2")
	w.git("checkout", "-q", "-b", "feature/拟稿", "main~1")
	side := w.commit("旁", "b", "2")
	w.git("checkout", "-q", "main")
	w.git("merge", "-q", "-m", "合", "feature/拟稿")
	merge := w.git("rev-parse", "HEAD")
	w.git("update-ref", "refs/remotes/origin/main", two)
	w.git("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/main")
	w.git("tag", "tree", "HEAD^{tree}")
	signed := "object " + two + "\ntype commit\ntag signed\ntagger A <a@b> 1 +0000\n\nm\n-----BEGIN SSH SIGNATURE-----\nAA==\n-----END SSH SIGNATURE-----\n"
	id, err := w.try(signed, "mktag")
	if err != nil {
		t.Fatal(id, err)
	}
	w.git("update-ref", "refs/tags/signed", strings.TrimSpace(id))

	check := func(when string) {
		t.Helper()
		r := open(t, w.dir)
		for rev, want := range map[string]string{
			"HEAD": merge, "@": merge, "main": merge, "refs/heads/main": merge, "heads/main": merge, "HEAD^0": merge,
			"light": one, "v1.0": one, "nested": one, "tags/v1.0": one, "v1.0^{}": one, "v1.0^{commit}": one, "2026": one,
			"signed": two, "origin": two, "origin/main": two, "refs/remotes/origin/main": two, "remotes/origin/main": two,
			"feature/拟稿": side, "HEAD^2": side, "HEAD~1": two, "HEAD~": two, "HEAD^": two, "HEAD~2": one, "HEAD^^": one,
			"HEAD^2~1": one, "main^2^1": one, "HEAD~0": merge, "HEAD^1^{commit}~1": one,
			two: two, strings.ToUpper(two): two, two[:7]: two, side[:12]: side, side[:39]: side, two[:8] + "~1": one,
		} {
			if c, err := r.Resolve(rev); err != nil || c.Hash != want {
				t.Errorf("%s: %s is %q, %v; want %s", when, rev, c.Subject, err, want)
			}
		}
		for _, rev := range []string{"", "nothing", "HEAD~9", "HEAD^3", "HEAD^2~2", "tree", "main:a", "main@{1}", "@{u}", "HEAD^x", "HEAD^{tree}",
			"../HEAD", "refs/../HEAD", "main..side", "-1", "~1", "^", "00", "0000000", strings.Repeat("0", 40), "HEAD~99999999999999999999",
			"a\x00b", "\x1b[31m", "HEAD~1x", "*", strings.Repeat("深/", 10000)} {
			c, err := r.Resolve(rev)
			if !errors.Is(err, ErrUnknownRevision) {
				t.Errorf("%s: %.40q is %q, %.200v", when, rev, c.Hash, err)
			} else if !strings.Contains(err.Error(), fmt.Sprintf("%q", rev)) || strings.Contains(err.Error(), "\x1b") {
				t.Errorf("the error does not show %.40q: %.200v", rev, err)
			}
		}
	}
	check("loose")
	w.git("pack-refs", "--all")
	w.git("gc", "-q")
	check("packed")
	w.git("checkout", "-q", "--detach", "main")
	check("detached")
}

func TestAShortHashOfSeveralCommits(t *testing.T) {
	w := fresh(t)
	// With 600 commits two share their first four digits.
	var script strings.Builder
	for n := range 600 {
		fmt.Fprintf(&script, "commit refs/heads/main\ncommitter A <a@b> %d +0000\ndata 1\nx\n", n)
	}
	if out, err := w.try(script.String(), "fast-import", "--quiet"); err != nil {
		t.Fatal(out, err)
	}
	by := map[string]int{}
	for _, h := range strings.Fields(w.git("rev-list", "main")) {
		by[h[:4]]++
	}
	r := open(t, w.dir)
	several := 0
	for digits, n := range by {
		_, err := r.Resolve(digits)
		if n > 1 {
			several++
		}
		if (err == nil) != (n == 1) || n > 1 && !strings.Contains(err.Error(), "请多写几位") {
			t.Errorf("%s for %d commits: %v", digits, n, err)
		}
	}
	if several == 0 {
		t.Error("no two commits share four digits: the test tests nothing")
	}
}
