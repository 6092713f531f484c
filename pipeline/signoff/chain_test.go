package signoff

import (
	"errors"
	"testing"

	"kan/pipeline/diag"
	"kan/pipeline/history"
	"kan/pipeline/report"
)

// A file that is committed, but of which the log knows nothing, is not taken
// for one that nobody has committed yet.
func TestAFileWithoutARecordIsNoPass(t *testing.T) {
	r := Record{Log: &history.Log{Commits: []history.Commit{{Hash: "a"}}}, Registry: &report.Registry{}}
	r.lines()
	rep := r.parse("content/reports/x.md", nil)
	for blob, want := range map[string]error{"": nil, "b": errNoRecord} {
		r.At = func(string, string) (string, error) { return blob, nil }
		if _, err := r.chain(rep, &diag.List{}); !errors.Is(err, want) {
			t.Errorf("%q: %v, want %v", blob, err, want)
		}
	}
}

// What a commit has is read off the log where the line is straight, and out of
// the commit only behind a merge.
func TestState(t *testing.T) {
	commit := func(hash string, parents ...string) history.Commit {
		return history.Commit{Hash: hash, Parents: parents}
	}
	r := Record{Log: &history.Log{
		Commits: []history.Commit{commit("a"), commit("b", "a"), commit("c", "b"), commit("s", "a"), commit("m", "c", "s"), commit("n", "m"), commit("o", "n")},
		Files:   map[string][]history.Change{"x": {{Commit: 1, Blob: "1"}, {Commit: 2}, {Commit: 3, Blob: "2"}, {Commit: 6, Blob: "3"}}},
	}}
	r.At = func(commit, name string) (string, error) { return "of " + commit, nil }
	r.lines()
	for commit, want := range map[string]string{"a": "", "b": "1", "c": "", "s": "2", "m": "of m", "n": "of n", "o": "3", "far": "of far"} {
		if got, err := r.state(commit, "x"); got != want || err != nil {
			t.Errorf("%s has %q, %v, want %q", commit, got, err, want)
		}
	}
}
