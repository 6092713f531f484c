// Package report reads reports and the registries they refer to.
//
// In come files of one source.Tree: content/kan.yaml, units.yaml, people.yaml
// and topics.yaml, and the Markdown files below content/reports. Out go a
// Registry and Reports, in which every value keeps its place, and diagnostics
// for whatever one file shows by itself: broken front matter, values that no
// registry knows, images that cannot be printed. Rules that need a second
// report or an issue belong to package check; nothing here knows templates,
// layout or the clock.
package report

import (
	"kan/pipeline/date"
	"kan/pipeline/decode"
	"kan/pipeline/doc"
	"kan/pipeline/source"
)

// Folder is where reports lie, in one folder a year.
const Folder = "content/reports"

// Text is a string with its place; Set tells whether it was given.
type Text = decode.Value[string]

// Day is a date with its place.
type Day = decode.Value[date.Date]

// Report is one report. A value that was absent or wrong is the zero Value;
// what was wrong about it has been reported.
type Report struct {
	File        *source.File
	FrontMatter source.Span // between the fences

	// Broken means that the front matter could not be read at all: only File
	// and ID, taken from the file's name, are known.
	Broken bool

	ID             Text  // YYYY-NNNN
	Title          Text  // without the bars that say where to break it
	TitleBreaks    []int // offsets in Title.V where a line is to end in print
	Subtitle       Text
	Date           Day  // the day it was submitted
	Unit           Text // id of a Unit
	Authors        []Author
	Category       Text
	Source         Source
	Topic          Text // id of a Topic
	Importance     Text // Ordinary or Important; absent means Ordinary
	Urgency        Text // one of Urgencies; absent means none
	Classification Classification
	Summary        Text
	Follows        []Text // ids of earlier reports
	Consultation   Text
	Status         decode.Value[Status]
	Reviews        []Review

	Body []doc.Block
}

// Author is one of those who wrote a report. Role may be empty.
type Author struct {
	Name, Role Text
	Span       source.Span
}

// Source says what a report was made from. Ref may be empty.
type Source struct {
	Kind, Ref Text
	Span      source.Span
}

// Review is the entry of one stage of review.
type Review struct {
	Stage    Text
	By       Text // id of a Person
	On       Day
	Decision Text // Passed, SentBack or Revise
	Checks   []Text
	Note     Text
	Span     source.Span
}

// Status is where a report stands in its life.
type Status string

// The states of a report, in the order of its life.
const (
	Draft     Status = "draft"
	Submitted Status = "submitted"
	Reviewed  Status = "reviewed"
	Approved  Status = "approved"
	Published Status = "published"
	Returned  Status = "returned"
	Archived  Status = "archived"
)

// statuses pairs every state with its Chinese name, in the order of life.
var statuses = [...]struct {
	status  Status
	chinese string
}{
	{Draft, "草稿"}, {Submitted, "已报送"}, {Reviewed, "已审核"}, {Approved, "已审定"},
	{Published, "已刊发"}, {Returned, "已退回"}, {Archived, "已归档"},
}

// Chinese is the name of s as editors write it, or "" for none of the states.
func (s Status) Chinese() string {
	for _, e := range statuses {
		if e.status == s {
			return e.chinese
		}
	}
	return ""
}

// Printable tells whether a report in state s may stand in an issue: it has
// passed the whole chain of review.
func (s Status) Printable() bool { return s == Approved || s == Published || s == Archived }

// The two degrees of importance.
const (
	Ordinary  = "一般"
	Important = "重要"
)

// The decisions of a review.
const (
	Passed   = "通过"
	SentBack = "退回"
	Revise   = "修改"
)

// Urgencies lists the degrees of urgency, least first (党政机关公文处理工作条例, art. 9).
func Urgencies() []string { return []string{"平急", "加急", "特急", "特提"} }

// UrgencyRank orders degrees of urgency: 0 for none, 4 for 特提.
func UrgencyRank(urgency string) int {
	for i, u := range Urgencies() {
		if u == urgency {
			return i + 1
		}
	}
	return 0
}

// Important tells whether r is marked 重要.
func (r *Report) Important() bool { return r.Importance.V == Important }

// Place is where a complaint about the report as a whole points: its id, or
// the beginning of its file.
func (r *Report) Place() source.Span {
	if r.ID.Set {
		return r.ID.Span
	}
	return r.File.Span(0, 0)
}

// ApprovedOn is the date of the last passed review, or the zero Date.
func (r *Report) ApprovedOn() date.Date {
	for i := len(r.Reviews) - 1; i >= 0; i-- {
		if r.Reviews[i].Decision.V == Passed {
			return r.Reviews[i].On.V
		}
	}
	return date.Date{}
}
