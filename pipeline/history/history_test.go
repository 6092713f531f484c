package history

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"kan/pipeline/outside"
)

// gitEnv is an environment in which git sees no configuration but the
// repository's, and every commit has the same people and times.
func gitEnv(t testing.TB) []string {
	return []string{"PATH=" + os.Getenv("PATH"), "HOME=" + t.TempDir(), "GIT_CONFIG_NOSYSTEM=1", "LC_ALL=C.UTF-8",
		// No housekeeping that goes on behind the back of a test.
		"GIT_CONFIG_COUNT=2", "GIT_CONFIG_KEY_0=gc.auto", "GIT_CONFIG_VALUE_0=0", "GIT_CONFIG_KEY_1=maintenance.auto", "GIT_CONFIG_VALUE_1=false",
		"GIT_AUTHOR_NAME=王敏", "GIT_AUTHOR_EMAIL=wangmin@yunzhou.example", "GIT_AUTHOR_DATE=1773300000 +0800",
		"GIT_COMMITTER_NAME=李国华", "GIT_COMMITTER_EMAIL=liguohua@yunzhou.example", "GIT_COMMITTER_DATE=1773300060 +0800"}
}

// workplace is a folder in which a test runs git.
type workplace struct {
	t   testing.TB
	dir string
	env []string
}

// fresh makes a repository by the git program.
func fresh(t testing.TB, options ...string) *workplace {
	t.Helper()
	w := &workplace{t: t, dir: t.TempDir(), env: gitEnv(t)}
	w.git(append([]string{"init", "-q", "-b", "main"}, options...)...)
	return w
}

// git runs git in the folder and returns what it prints, without the last line end.
func (w *workplace) git(args ...string) string {
	w.t.Helper()
	out, err := w.try("", args...)
	if err != nil {
		w.t.Fatalf("git %q: %v\n%s", args, err, out)
	}
	return strings.TrimSuffix(out, "\n")
}

func (w *workplace) try(stdin string, args ...string) (string, error) {
	w.t.Helper()
	cmd := exec.Command(outside.Program(w.t, "git"), args...)
	cmd.Dir, cmd.Env, cmd.Stdin = w.dir, w.env, strings.NewReader(stdin)
	out, err := cmd.CombinedOutput()
	return string(out), err
}

// write writes a file below the folder.
func (w *workplace) write(name, text string) {
	w.t.Helper()
	file := filepath.Join(w.dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
		w.t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
		w.t.Fatal(err)
	}
}

// commit commits all that is there and returns the hash. pairs are names and
// texts that are written before; a text "-" removes the file.
func (w *workplace) commit(message string, pairs ...string) string {
	w.t.Helper()
	for i := 0; i < len(pairs); i += 2 {
		if pairs[i+1] != "-" {
			w.write(pairs[i], pairs[i+1])
			continue
		}
		file := filepath.Join(w.dir, filepath.FromSlash(pairs[i]))
		if err := os.Remove(file); err != nil {
			w.t.Fatal(err)
		}
		_ = os.Remove(filepath.Dir(file)) // if it is empty now
	}
	w.git("add", "-A")
	w.git("commit", "-q", "--allow-empty", "-m", message)
	return w.git("rev-parse", "HEAD")
}

// open opens what is there, until the test ends.
func open(t testing.TB, dir string) *Repo {
	t.Helper()
	r, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { r.Close() })
	return r
}

// resolve returns a commit that must be there.
func resolve(t testing.TB, r *Repo, rev string) Commit {
	t.Helper()
	c, err := r.Resolve(rev)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// walk returns a Log that must come about, of all folders when none is given.
func (w *workplace) walk(rev string, folders ...string) *Log {
	w.t.Helper()
	r := open(w.t, w.dir)
	if folders == nil {
		folders = []string{"."}
	}
	l, err := r.Walk(context.Background(), resolve(w.t, r, rev), folders, "")
	if err != nil {
		w.t.Fatal(err)
	}
	return l
}

// lines writes a Log as text: per path its changes as “subject+” or, when it
// goes away, “subject-”, with “<from”, and a star at the last.
func (l *Log) lines() []string {
	var out []string
	for p, changes := range l.Files {
		line := p + ":"
		for _, c := range changes {
			sign := "+"
			if c.Blob == "" {
				sign = "-"
			}
			line += " " + l.Commits[c.Commit].Subject + sign
			if c.From != "" {
				line += "<" + c.From
			}
			if l.Last[p] == c {
				line += "*"
			}
		}
		out = append(out, line)
	}
	slices.Sort(out)
	return out
}

func expect(t *testing.T, l *Log, want ...string) {
	t.Helper()
	if got := l.lines(); !slices.Equal(got, want) {
		t.Errorf("got\n  %s\nwant\n  %s", strings.Join(got, "\n  "), strings.Join(want, "\n  "))
	}
}

// subjects are those of all commits in order.
func (l *Log) subjects() string {
	var out []string
	for _, c := range l.Commits {
		out = append(out, c.Subject)
	}
	return fmt.Sprint(out)
}

// program runs another program than git in the folder.
func (w *workplace) program(path, stdin string, args ...string) (string, error) {
	cmd := exec.Command(path, args...)
	cmd.Dir, cmd.Env, cmd.Stdin = w.dir, w.env, strings.NewReader(stdin)
	out, err := cmd.CombinedOutput()
	return string(out), err
}
