package history

import (
	"encoding/hex"
	"slices"
	"strings"

	"github.com/go-git/go-git/v5/plumbing"
)

// assemble makes the Log of commits that stand in its order.
func assemble(line []*record) *Log {
	l := &Log{Commits: make([]Commit, len(line)), Files: map[string][]Change{}, Last: map[string]Change{},
		parents: make([][]int, len(line)), taken: map[string][]taken{}}
	at := make(map[plumbing.Hash]int, len(line))
	clashes := map[string]bool{}
	for i, c := range line {
		l.Commits[i] = c.Commit
		h, _ := parseHash(c.Hash)
		at[h] = i
		for _, p := range c.parents {
			l.parents[i] = append(l.parents[i], at[p])
		}
		for _, t := range c.touches {
			if t.took == 0 {
				l.Files[t.path] = append(l.Files[t.path], t.change(i))
			} else {
				l.taken[t.path] = append(l.taken[t.path], taken{i, at[c.parents[t.took]]})
			}
		}
		for _, n := range c.clashes {
			if !clashes[n.path] {
				clashes[n.path] = true
				l.Clashes = append(l.Clashes, Clash{i, n.path, slices.Clone(n.spelling)})
			}
		}
	}
	slices.SortFunc(l.Clashes, func(a, b Clash) int { return strings.Compare(a.Path, b.Path) })
	l.settle(line, at)
	return l
}

func (t touch) change(commit int) Change {
	c := Change{Commit: commit, From: t.from}
	if !t.blob.IsZero() {
		c.Blob = hex.EncodeToString(t.blob[:])
	}
	return c
}

// settle fills Last. From the head back every path goes to the first parent,
// unless a merge took it from another one, until a commit made it what it is.
// A path is at one commit at a time, so the sets that go along are disjoint,
// and moving the smaller into the larger keeps this quick.
func (l *Log) settle(line []*record, at map[plumbing.Hash]int) {
	open := make([]map[string]bool, len(line))
	all := make(map[string]bool, len(l.Files))
	for p := range l.Files {
		all[p] = true
	}
	open[len(line)-1] = all
	for i := len(line) - 1; i >= 0; i-- {
		c, paths := line[i], open[i]
		open[i] = nil
		if len(paths) == 0 {
			continue
		}
		for _, t := range c.touches {
			if !paths[t.path] {
				continue
			}
			delete(paths, t.path)
			if t.took == 0 {
				l.Last[t.path] = t.change(i)
				continue
			}
			to := at[c.parents[t.took]]
			if open[to] == nil {
				open[to] = map[string]bool{}
			}
			open[to][t.path] = true
		}
		if len(c.parents) > 0 {
			to := at[c.parents[0]]
			open[to] = union(open[to], paths)
		}
	}
}

// union adds the smaller set to the larger.
func union(a, b map[string]bool) map[string]bool {
	if len(a) < len(b) {
		a, b = b, a
	}
	for p := range b {
		a[p] = true
	}
	return a
}
