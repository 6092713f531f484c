// Package signoff tells which reviews of a report count: it holds what the
// front matter says of reviews against the record of who committed what.
//
// In come the reports as they are, the log of their files, the registry of
// people with their addresses, and their keys; out goes a Chain for every report:
// when it was submitted, each review with the commit that brought it, each change
// of what will be printed. Faults are diagnostics at the place in the report. A
// review counts when the commit that brought it was made by the person it names,
// and is signed with that person's key where the office demands it. What was
// taken out and comes back is brought anew, by whoever brings it back. An approval
// holds as long as its entry stands, nobody decides otherwise, and the text is
// what was approved. The package reads files and
// commits through functions it is given and asks no clock.
package signoff

import (
	"context"
	"time"

	"kan/pipeline/date"
	"kan/pipeline/diag"
	"kan/pipeline/history"
	"kan/pipeline/linediff"
	"kan/pipeline/parallel"
	"kan/pipeline/report"
	"kan/pipeline/signature"
)

// Codes of the diagnostics of this package.
const (
	CodeWrongAuthor diag.Code = "signoff/wrong-author"
	CodeNoEmail     diag.Code = "signoff/no-email"
	CodeSignature   diag.Code = "signoff/signature"
	CodeChanged     diag.Code = "signoff/changed"
)

// Record is what the judging reads.
type Record struct {
	Log      *history.Log
	Blob     func(hash string) ([]byte, error)
	At       func(commit, name string) (blob string, err error) // "" when the commit has no such file
	Payload  func(commit string) (text, signature []byte, err error)
	Registry *report.Registry
	Mailmap  Mailmap
	Keys     map[string][]signature.Key // by id of person
	Trusted  map[string]bool            // hashes of commits whose reviews are not judged
	Start    string                     // the last of them, "" for none
	Jobs     int

	place map[string]int // by hash, the place of a commit in the log
	line  []int          // see lines
}

// Kind tells what a step of a chain is.
type Kind int8

// The kinds of steps.
const (
	Submitted Kind = iota // the report came in
	Reviewed              // a review was entered
	Changed               // what will be printed changed
)

// Step is one thing that happened to a report. Commit is zero for what nobody
// has committed yet.
type Step struct {
	Kind   Kind
	Commit history.Commit
	By     string          // id of the person who made the commit, "" when it is nobody's
	Review *report.Review  // of Reviewed: the entry, as that commit has it
	Fault  Fault           // of Reviewed: why it does not count
	Reason string          // more about the fault, for people
	Lines  []linediff.Line // of Changed: what changed
}

// Fault tells why a review does not count.
type Fault int8

// The faults of reviews.
const (
	None        Fault = iota
	WrongAuthor       // somebody else made the commit
	NoEmail           // the person has no address to be known by
	Unsigned          // the commit is not signed by the person's key
)

// Chain is the story of a report.
type Chain struct {
	Report *report.Report
	Steps  []Step // in the order of the record
	Voided *Step  // the change that voided the last approval; nil while it holds
}

// Read reads the chains of reports, in their order. The error is the machine's.
func Read(ctx context.Context, reports []*report.Report, r Record, diags *diag.List) ([]Chain, error) {
	r.lines()
	chains := make([]Chain, len(reports))
	lists := make([]diag.List, len(reports))
	errs := make([]error, len(reports))
	parallel.Do(len(reports), r.Jobs, func(n int) {
		if errs[n] = ctx.Err(); errs[n] == nil {
			chains[n], errs[n] = r.chain(reports[n], &lists[n])
		}
	})
	for n := range reports {
		if errs[n] != nil {
			return nil, errs[n]
		}
		diags.Merge(&lists[n])
	}
	return chains, nil
}

// judged tells whether what a commit did is judged. The office names a commit up
// to which it is not: what was brought in before has other records. It is a
// commit and no day, for whoever makes a commit chooses its date.
func (r *Record) judged(c history.Commit) bool { return !r.Trusted[c.Hash] }

// Ancestors are a commit and all it is based on, by their hashes.
func Ancestors(log *history.Log, hash string) map[string]bool {
	found := map[string]bool{hash: true}
	for n := len(log.Commits) - 1; n >= 0; n-- { // children stand behind their parents
		if c := &log.Commits[n]; found[c.Hash] {
			for _, p := range c.Parents {
				found[p] = true
			}
		}
	}
	return found
}

// dayOf is the day on which something happened, where it happened.
func dayOf(t time.Time) date.Date {
	return date.Date{Year: t.Year(), Month: int(t.Month()), Day: t.Day()}
}
