package history

import (
	"fmt"
	"testing"
)

// told is a story in words: the subject of each commit, and whether the file is
// there after it.
func told(l *Log, path string) string {
	s := ""
	for _, c := range l.Story(path) {
		what := "+"
		if c.Blob == "" {
			what = "-"
		}
		s += fmt.Sprintf("%s%s ", l.Commits[c.Commit].Subject, what)
	}
	return s
}

func TestAStoryLeavesOutWhatWasGivenUp(t *testing.T) {
	w := fresh(t)
	w.commit("根", "x", "0")
	w.git("checkout", "-q", "-b", "side")
	w.commit("旁", "a", "side", "b", "side", "c", "side", "d", "side")
	w.git("checkout", "-q", "main")
	w.commit("干", "a", "main", "b", "main", "d", "main")
	w.git("merge", "-q", "--no-commit", "-s", "ours", "side")
	w.git("checkout", "side", "--", "b")
	w.commit("合", "d", "both") // a is as main has it, b as side has it, c is given up
	w.commit("删", "b", "-")
	w.commit("还", "b", "again")
	l := w.walk("main")
	for path, want := range map[string]string{
		"a": "干+ ", "b": "旁+ 删- 还+ ", "c": "", "d": "干+ 旁+ 合+ ", "x": "根+ ", "nothing": "",
	} {
		if got := told(l, path); got != want {
			t.Errorf("%s: got %q, want %q", path, got, want)
		}
	}
}
