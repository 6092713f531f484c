// Package diag holds what kan says about its input: diagnostics with an exact
// place, gathered in lists, sorted and printed.
//
// Stages take a *List and add to it; they never stop at the first complaint.
// A Diagnostic is the user's fault; the machine's fault is a Go error; ours is
// a panic. Messages and hints are Chinese and whole sentences without a final
// stop; codes are English and stable. What each code means stands in
// explain/*.md and is printed by `kan explain`.
package diag

import (
	"cmp"
	"fmt"
	"slices"

	"kan/pipeline/source"
)

// Code names a kind of complaint, as area/what: "yaml/unknown-key".
type Code string

// Severity orders complaints. Errors stop a build and cannot be configured away.
type Severity int8

// The severities, worst first.
const (
	Error Severity = iota
	Warning
	Hint
)

// String is the Chinese word printed before a message.
func (s Severity) String() string { return [...]string{"错误", "警告", "提示"}[s] }

// Diagnostic is one complaint. Hint says what to do next and may be empty.
type Diagnostic struct {
	Code     Code
	Severity Severity
	Span     source.Span
	Message  string
	Hint     string
	Related  []Related
}

// Related is a second place that belongs to a complaint.
type Related struct {
	Span    source.Span
	Message string
}

// List gathers diagnostics. The zero List is ready to use. It is not safe for
// concurrent use: parallel work gathers in lists of its own and merges them.
type List struct{ all []Diagnostic }

// Add appends a diagnostic.
func (l *List) Add(d Diagnostic) { l.all = append(l.all, d) }

// Error adds an error with a hint (which may be empty).
func (l *List) Error(code Code, at source.Span, hint, format string, args ...any) {
	l.Add(Diagnostic{Code: code, Span: at, Hint: hint, Message: fmt.Sprintf(format, args...)})
}

// Warning adds a warning with a hint (which may be empty).
func (l *List) Warning(code Code, at source.Span, hint, format string, args ...any) {
	l.Add(Diagnostic{Code: code, Severity: Warning, Span: at, Hint: hint, Message: fmt.Sprintf(format, args...)})
}

// Merge appends all of other.
func (l *List) Merge(other *List) { l.all = append(l.all, other.all...) }

// MergeNew appends what other has and l has not: complaints of one code, place
// and message are one.
func (l *List) MergeNew(other *List) {
	for _, d := range other.all {
		if !slices.ContainsFunc(l.all, d.same) {
			l.all = append(l.all, d)
		}
	}
}

func (d Diagnostic) same(o Diagnostic) bool {
	return o.Code == d.Code && o.Span == d.Span && o.Message == d.Message
}

// HasErrors tells whether any diagnostic is an error.
func (l *List) HasErrors() bool { return l.Count(Error) > 0 }

// Count is the number of diagnostics of that severity.
func (l *List) Count(s Severity) (n int) {
	for i := range l.all {
		if l.all[i].Severity == s {
			n++
		}
	}
	return n
}

// Sorted returns the diagnostics by file name, place, severity and code,
// without repetitions.
func (l *List) Sorted() []Diagnostic {
	out := slices.Clone(l.all)
	name := func(d Diagnostic) string {
		if d.Span.File == nil {
			return ""
		}
		return d.Span.File.Name
	}
	slices.SortStableFunc(out, func(a, b Diagnostic) int {
		return cmp.Or(cmp.Compare(name(a), name(b)), cmp.Compare(a.Span.Start, b.Span.Start),
			cmp.Compare(a.Severity, b.Severity), cmp.Compare(a.Code, b.Code), cmp.Compare(a.Message, b.Message))
	})
	return slices.CompactFunc(out, func(a, b Diagnostic) bool {
		return a.Code == b.Code && a.Span == b.Span && a.Message == b.Message
	})
}
