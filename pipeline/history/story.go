package history

import (
	"cmp"
	"slices"

	"golang.org/x/text/unicode/norm"
)

// taken is a merge that has of a path what a parent has that is not its first.
type taken struct {
	commit, from int // indices in Log.Commits
}

// Story is what became of a path on the way to the head, in the order of Commits:
// what Last is the end of. It follows one parent of a merge, the first that has
// the same content, so that what a given-up branch did is left out; only where a
// merge has made something that no parent has does it follow all of them.
func (l *Log) Story(path string) []Change {
	path = norm.NFC.String(path)
	last, ok := l.Last[path]
	if !ok {
		return nil
	}
	all := l.Files[path]
	if len(all) == 1 {
		return slices.Clone(all)
	}
	var story []Change
	seen := map[int]bool{}
	for open := []int{last.Commit}; len(open) > 0; {
		at := open[len(open)-1]
		open = open[:len(open)-1]
		if seen[at] {
			continue
		}
		seen[at] = true
		parents := l.parents[at]
		if n, changed := slices.BinarySearchFunc(all, at, func(c Change, n int) int { return cmp.Compare(c.Commit, n) }); changed {
			story = append(story, all[n])
		} else if n, took := slices.BinarySearchFunc(l.taken[path], at, func(t taken, n int) int { return cmp.Compare(t.commit, n) }); took {
			parents = []int{l.taken[path][n].from}
		} else {
			parents = parents[:min(1, len(parents))]
		}
		open = append(open, parents...)
	}
	slices.SortFunc(story, func(a, b Change) int { return cmp.Compare(a.Commit, b.Commit) })
	return story
}
