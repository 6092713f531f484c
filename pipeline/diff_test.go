package pipeline

import (
	"testing"
	"time"

	"kan/pipeline/history"
	"kan/pipeline/issue"
	"kan/pipeline/redline"
	"kan/pipeline/report"
	"kan/pipeline/source"
)

// The margin names who wrote a text out of a standing report, and for a report
// that left the issue who took it off the manifest.
func TestMarginNamesWhoMadeTheChange(t *testing.T) {
	at := func(name string, day int) history.Commit {
		p := history.Person{Name: name, Email: name + "@yunzhou.example", When: time.Date(2026, 3, day, 9, 0, 0, 0, time.UTC)}
		return history.Commit{Author: p, Committer: p}
	}
	log := &Log{
		Commits: []history.Commit{at("王敏", 12), at("李然", 13)},
		Last:    map[string]history.Change{"reports/a.md": {Commit: 0}, "issues/001.yaml": {Commit: 1}},
	}
	c := &Content{Registry: &report.Registry{}, Reports: []*report.Report{
		{ID: report.Text{V: "2026-0001"}, File: &source.File{Name: "reports/a.md"}},
	}}
	who := c.who(&issue.Issue{File: &source.File{Name: "issues/001.yaml"}}, log)
	for _, test := range []struct {
		place redline.Place
		want  string
	}{
		{redline.Place{Report: "2026-0001"}, "王敏 3月12日"},
		{redline.Place{Report: "2026-0001", Old: true}, "王敏 3月12日"},
		{redline.Place{Report: "2026-0001", Old: true, Dropped: true}, "李然 3月13日"},
		{redline.Place{}, "李然 3月13日"},
		{redline.Place{Report: "2026-0009"}, ""},
	} {
		if got := who(test.place); got != test.want {
			t.Errorf("%+v: %q, want %q", test.place, got, test.want)
		}
	}
}
