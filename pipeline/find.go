package pipeline

import (
	"io/fs"
	"path"
	"slices"

	"kan/pipeline/check"
	"kan/pipeline/diag"
	"kan/pipeline/issue"
	"kan/pipeline/report"
	"kan/pipeline/source"
)

// Issue is one manifest, resolved.
type Issue = issue.Issue

// Report is one report.
type Report = report.Report

// Registry is what reports and issues refer to.
type Registry = report.Registry

// Classification is how secret something is, and for how long.
type Classification = report.Classification

// Text is a string with its place.
type Text = report.Text

// Status is where a report stands in its life.
type Status = report.Status

// Exclusion is a report that stands in no issue, and why, in Chinese.
type Exclusion = check.Exclusion

// Nearest returns the candidate that word is probably meant to be, or "".
func Nearest(word string, candidates []string) string { return report.Nearest(word, candidates) }

// ReadRegistry reads only the registries, for commands that look no report up.
func ReadRegistry(repo fs.FS, diags *diag.List) *Registry {
	return report.LoadRegistry(source.NewTree(repo), diags)
}

// Series lists the series that have a template, built in or in the
// repository, sorted. The common parent, base, is not one.
func Series(in Input) []string {
	var ids []string
	add := func(fsys fs.FS, pattern string) {
		files, _ := fs.Glob(fsys, pattern) // the only error is a bad pattern
		for _, f := range files {
			if id := path.Base(path.Dir(f)); id != "base" {
				ids = append(ids, id)
			}
		}
	}
	add(in.Templates, "*/style.yaml")
	add(in.Repo, "templates/*/style.yaml")
	slices.Sort(ids)
	return slices.Compact(ids)
}

// Statuses lists the states of a report in the order of its life.
func Statuses() []Status {
	return []Status{report.Draft, report.Submitted, report.Reviewed, report.Approved,
		report.Published, report.Returned, report.Archived}
}

// Filter chooses reports by exact values; an empty one admits everything.
type Filter struct {
	Status         Status
	Unit, Category string
}

// Select returns the reports that f admits, in their order. A report whose
// front matter could not be read has no values and is admitted only by the
// empty Filter.
func (c *Content) Select(f Filter) []*Report {
	var out []*Report
	for _, r := range c.Reports {
		if (f.Status == "" || r.Status.V == f.Status) && (f.Unit == "" || r.Unit.V == f.Unit) &&
			(f.Category == "" || r.Category.V == f.Category) {
			out = append(out, r)
		}
	}
	return out
}
