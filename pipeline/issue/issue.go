// Package issue reads the manifests of issues and special editions and
// resolves them: which reports stand in them, in which order, and with which
// number.
//
// In come the YAML files below content/issues and the reports; out go Issues
// with their items in printing order, and diagnostics for what one manifest
// shows by itself. Rules that compare issues with each other or with the
// state of their reports belong to package check. A number is never invented:
// it stands in the manifest, and only the running total is computed.
package issue

import (
	"fmt"

	"kan/pipeline/decode"
	"kan/pipeline/report"
	"kan/pipeline/source"
)

// Issue is one manifest, resolved. A value that was absent or wrong is the
// zero Value.
type Issue struct {
	File *source.File

	Series         report.Text
	Kind           report.Text // Regular or Special
	Number         decode.Value[int]
	Date           report.Day
	Title          report.Text // of a special edition
	Note           report.Text // 编者按: paragraphs of plain text separated by blank lines
	Contents       decode.Value[bool]
	Sections       []Section
	Editors        []report.Text // ids of people
	CheckedBy      report.Text   // id of a person
	SignedBy       report.Text   // id of a person
	Classification report.Classification
	Distribution   Distribution
	Copies         decode.Value[int]
	CopyNumber     decode.Value[int] // 份号, at most MaxCopyNumber
	Organs         []report.Text     // that issue it together with the office
	Status         decode.Value[Status]
	Reason         report.Text // why it is void
	Corrects       report.Text // 更正: series/year/number of an issue of which this one corrects something

	// Total is the running number in the series (总第N期): the issues before
	// the ledger plus the issues that are not void up to this one. LoadAll
	// sets it; it is 0 for a void issue.
	Total int
}

// MaxCopyNumber is the greatest number that six digits hold (GB/T 9704 7.2.1).
const MaxCopyNumber = 999_999

// The kinds of issue.
const (
	Regular = "issue"
	Special = "special"
)

// Status is where an issue stands.
type Status string

// The states of an issue: a first version, one sent round for comments, being
// edited, final, withdrawn. A void number is not used again.
const (
	Draft   Status = "draft"
	Comment Status = "comment"
	Open    Status = "open"
	Closed  Status = "closed"
	Void    Status = "void"
)

// Section is a column (栏目) with its reports, listed by hand or chosen by a
// query. Items are those of the list followed by those of the query.
type Section struct {
	Title   report.Text // may be empty
	Listed  []Ref       // what the list names, in order, those that exist
	Query   *Query      // nil without select
	Items   []*report.Report
	LeftOut []Exclusion // what the query's limit cut off, in order
	Span    source.Span

	listAt, queryKey source.Span // of the list, and of the key of the query
}

// Ref is a report named in a list, with the place where it is named.
type Ref struct {
	Report *report.Report
	Span   source.Span
}

// Exclusion is a report that is not printed, and why, in Chinese.
type Exclusion struct {
	Report *report.Report
	Reason string
}

// Distribution is the addressees: 报 superiors, 送 equals, 发 subordinates.
type Distribution struct {
	ReportTo, SendTo, IssueTo []report.Text
	Span                      source.Span
}

// IsEarly tells whether the issue is a version that is not meant to be printed:
// it may hold reports that nobody has approved yet.
func (i *Issue) IsEarly() bool { return i.Status.V == Draft || i.Status.V == Comment }

// IsVoid tells whether the issue was withdrawn.
func (i *Issue) IsVoid() bool { return i.Status.V == Void }

// Year is the year of the issue's date, in which its number counts.
func (i *Issue) Year() int { return i.Date.V.Year }

// ID is series/year/number, as `kan build` takes it: public-opinion/2026/012.
// Numbers under 100 are filled with zeros, so that names sort as numbers do.
func (i *Issue) ID() string {
	return fmt.Sprintf("%s/%04d/%03d", i.Series.V, i.Year(), i.Number.V)
}

// Path is where a manifest with that series, date and number has to lie.
func (i *Issue) Path() string { return Folder + "/" + i.ID() + ".yaml" }

// Items are the reports of all sections, in order.
func (i *Issue) Items() []*report.Report {
	var out []*report.Report
	for _, s := range i.Sections {
		out = append(out, s.Items...)
	}
	return out
}

// Place is where the issue names r: the entry of the list, or the query that
// chose it.
func (i *Issue) Place(r *report.Report) source.Span {
	for _, s := range i.Sections {
		for _, ref := range s.Listed {
			if ref.Report == r {
				return ref.Span
			}
		}
	}
	for _, s := range i.Sections {
		for _, item := range s.Items {
			if item == r {
				return s.Query.Span
			}
		}
	}
	return i.File.Span(0, 0)
}
