package signoff

import "slices"

// lines tells for each commit of the log where the straight line begins on
// which it stands: from there on, each commit has the one before it as its
// only parent.
func (r *Record) lines() {
	r.place, r.line = make(map[string]int, len(r.Log.Commits)), make([]int, len(r.Log.Commits))
	for n := range r.Log.Commits {
		c := &r.Log.Commits[n]
		r.place[c.Hash], r.line[n] = n, n
		if n > 0 && len(c.Parents) == 1 && c.Parents[0] == r.Log.Commits[n-1].Hash {
			r.line[n] = r.line[n-1]
		}
	}
}

// state is the hash of what a commit has under a name, "" when nothing is there.
// On a straight line the log knows it; only behind merges must the commit's
// folders be read, which would be slow to do for every report.
func (r *Record) state(commit, name string) (string, error) {
	at, ok := r.place[commit]
	if !ok {
		return r.At(commit, name)
	}
	for _, change := range slices.Backward(r.Log.Of(name)) {
		if change.Commit < r.line[at] {
			break
		}
		if change.Commit <= at {
			return change.Blob, nil
		}
	}
	if first := r.line[at]; len(r.Log.Commits[first].Parents) == 0 {
		return "", nil
	}
	return r.At(commit, name)
}
