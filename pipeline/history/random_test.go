package history

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// state is what a commit of a random history has: path → “mode text”.
type state map[string]string

// random makes histories of many branches and merges, good and evil.
type random struct {
	*rand.Rand
	names, modes []string
	states       []state
}

// randomHistory writes 40 commits and one that joins some, as branch main, and returns all
// paths that it names. Only a rich one has modes, links, and files that become folders.
func randomHistory(w *workplace, rng *rand.Rand, rich bool) []string {
	r := &random{Rand: rng, modes: []string{"100644"},
		names: []string{"content/a", "content/b", "content/b.c", "content/文/一", "content/文/二", "templates/x", "fonts/y/z", "other/o"}}
	if rich {
		r.modes = []string{"100644", "100644", "100755", "120000"}
		r.names = append(r.names, "content/b/inner", "content/文", "content/文/一/深")
	}
	var script strings.Builder
	for n := range 40 {
		parents := r.parents(n)
		now := r.mix(parents)
		r.states = append(r.states, now)
		// A branch that is reset first begins with a root.
		fmt.Fprintf(&script, "reset refs/heads/main\n\ncommit refs/heads/main\nmark :%d\ncommitter A <a@b> %d +0000\ndata 1\nx\n",
			n+1, r.IntN(1e9))
		for i, p := range parents {
			fmt.Fprintf(&script, "%s :%d\n", []string{"from", "merge", "merge"}[i], p+1)
		}
		script.WriteString("deleteall\n")
		for _, name := range slices.Sorted(maps.Keys(now)) {
			mode, text, _ := strings.Cut(now[name], " ")
			fmt.Fprintf(&script, "M %s inline %s\ndata %d\n%s\n", mode, name, len(text), text)
		}
	}
	script.WriteString("commit refs/heads/main\ncommitter A <a@b> 1 +0000\ndata 1\nx\nfrom :40\n")
	for n := range 39 {
		if r.IntN(4) == 0 {
			fmt.Fprintf(&script, "merge :%d\n", n+1)
		}
	}
	if out, err := w.try(script.String(), "fast-import", "--quiet", "--force"); err != nil {
		w.t.Fatal(err, out)
	}
	return r.names
}

// parents chooses up to three parents of commit n, none for some.
func (r *random) parents(n int) []int {
	if n == 0 || n > 5 && r.IntN(20) == 0 {
		return nil
	}
	parents := r.Perm(n)[:min(n, []int{1, 1, 1, 1, 2, 2, 2, 3}[r.IntN(8)])]
	if r.IntN(3) > 0 && !slices.Contains(parents, n-1) {
		parents[0] = n - 1 // else there would be many short branches
	}
	return parents
}

// mix makes a commit's files out of those of its parents, and changes some.
func (r *random) mix(parents []int) state {
	now := state{}
	for i, p := range parents {
		for _, name := range r.names {
			switch what, ok := r.states[p][name]; {
			case ok && (i == 0 || r.IntN(2) == 0):
				now[name] = what
			case !ok && i > 0 && r.IntN(3) == 0:
				delete(now, name)
			}
		}
	}
	for range r.IntN(4) {
		name := r.names[r.IntN(len(r.names))]
		if delete(now, name); r.IntN(4) > 0 {
			now[name] = fmt.Sprintf("%s %d", r.modes[r.IntN(len(r.modes))], r.IntN(6))
		}
	}
	return now
}

// gitChanges is what git log says of the changes of all commits, by our rule.
func gitChanges(w *workplace, folders ...string) map[string]map[string]string {
	out := w.git(append([]string{"log", "--full-history", "--no-renames", "--raw", "-c", "--root", "--no-abbrev", "-z",
		"--format=%x01%H", "main", "--"}, folders...)...)
	changes := map[string]map[string]string{} // path → commit → blob
	commit := ""
	tokens := strings.Split(out, "\x00")
	for i := 0; i < len(tokens); i++ {
		token := strings.TrimLeft(tokens[i], "\n")
		if rest, ok := strings.CutPrefix(token, "\x01"); ok {
			commit, token, _ = strings.Cut(rest, "\n")
			token = strings.TrimLeft(token, "\n")
		}
		fields := strings.Fields(strings.TrimLeft(token, ":"))
		if token == "" || token[0] != ':' {
			continue
		}
		parents := len(token) - len(strings.TrimLeft(token, ":"))
		blob := func(k int) string {
			if hash := fields[parents+1+k]; strings.HasPrefix(fields[k], "100") {
				return hash
			}
			return ""
		}
		i++
		path, now, same := tokens[i], blob(parents), false
		for k := range parents {
			same = same || blob(k) == now
		}
		if !same {
			if changes[path] == nil {
				changes[path] = map[string]string{}
			}
			changes[path][commit] = now
		}
	}
	return changes
}

func TestChangesAreThoseOfGitLog(t *testing.T) {
	merges, evil := 0, 0
	for seed := range uint64(40) {
		w := fresh(t)
		randomHistory(w, rand.New(rand.NewPCG(seed, 1)), seed%2 == 0)
		folders := []string{"content", "templates", "fonts"}
		l := w.walk("main", folders...)
		got := map[string]map[string]string{}
		for p, changes := range l.Files {
			got[p] = map[string]string{}
			for i, c := range changes {
				got[p][l.Commits[c.Commit].Hash] = c.Blob
				if i > 0 && changes[i-1].Commit >= c.Commit {
					t.Fatalf("seed %d: changes of %s are not in order", seed, p)
				}
				if len(l.Commits[c.Commit].Parents) > 1 {
					evil++
				}
			}
		}
		if want := gitChanges(w, folders...); !reflect.DeepEqual(got, want) {
			t.Fatalf("seed %d:\ngot  %v\nwant %v", seed, got, want)
		}
		at := map[string]int{}
		for i, c := range l.Commits {
			at[c.Hash] = i
			for _, p := range c.Parents {
				if k, ok := at[p]; !ok || k >= i {
					t.Fatalf("seed %d: parent %s does not stand before its child", seed, p)
				}
			}
			if len(c.Parents) > 1 {
				merges++
			}
		}
		if want := strings.Fields(w.git("rev-list", "main")); len(want) != len(l.Commits) {
			t.Fatalf("seed %d: %d commits, want %d", seed, len(l.Commits), len(want))
		}
	}
	if merges < 200 || evil < 100 {
		t.Errorf("only %d merges, %d changes in them: the test tests little", merges, evil)
	}
}

func TestLastIsThatOfGitLog(t *testing.T) {
	for seed := range uint64(25) {
		w := fresh(t)
		names := randomHistory(w, rand.New(rand.NewPCG(seed, 2)), false)
		l := w.walk("main")
		for _, name := range names {
			want := w.git("log", "-1", "--format=%H", "main", "--", name)
			got := ""
			if c, ok := l.Last[name]; ok {
				got = l.Commits[c.Commit].Hash
			}
			if got != want {
				t.Errorf("seed %d: last change of %s is %q, want %q", seed, name, got, want)
			}
		}
	}
}
