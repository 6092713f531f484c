// Package check holds the rules that need more than one file: what reports,
// registries and issues must be to each other, and what prose must not have.
//
// In come a Registry, Reports and Issues as their readers left them; out go
// diagnostics. Nothing is changed and nothing is read. What one file shows by
// itself has been reported by its reader; a rule here keeps silent about
// values that could not be read, so that a fault is told once.
package check

import (
	"fmt"

	"kan/pipeline/diag"
	"kan/pipeline/issue"
	"kan/pipeline/lock"
	"kan/pipeline/report"
	"kan/pipeline/source"
)

// Rule is one kind of complaint: its code, how bad it is unless kan.yaml says
// otherwise, and the function that looks for it. A function that tells
// several faults apart stands beside the first of them.
type Rule struct {
	Code     diag.Code
	Severity diag.Severity
	check    func(*content)
}

// Rules returns the rules of this package, in the order in which they run.
func Rules() []Rule {
	return []Rule{
		{codeUnknownRule, diag.Error, settings},
		{codeFixedRule, diag.Error, nil},

		{codeDuplicateID, diag.Error, duplicateIDs},
		{codeNoSummary, diag.Error, summaries},
		{codeUnknownFollows, diag.Error, follows},
		{codeFollowsLater, diag.Error, nil},
		{codeFollowsCycle, diag.Error, nil},
		{codePublishedNowhere, diag.Warning, publishedNowhere},

		{codeNoChain, diag.Error, reviews},
		{codeWrongStage, diag.Error, nil},
		{codeSkippedStage, diag.Error, nil},
		{codeOutOfOrder, diag.Error, nil},
		{codeAfterReturn, diag.Error, nil},
		{codeIncomplete, diag.Error, nil},
		{codeReturned, diag.Error, nil},
		{codeNoNote, diag.Error, nil},
		{codeWrongPerson, diag.Error, nil},
		{codeSamePerson, diag.Error, nil},
		{codeOwnReport, diag.Error, nil},
		{codeBeforeReport, diag.Error, nil},
		{codeDateOrder, diag.Error, nil},

		{codeWrongPath, diag.Error, paths},
		{codeDuplicateNumber, diag.Error, nil},
		{codeGap, diag.Warning, gaps},
		{codeIssueOrder, diag.Error, issueDates},
		{codeNoTitle, diag.Error, heads},
		{codeNoReason, diag.Error, nil},
		{codeNoDistribution, diag.Warning, nil},
		{codeUnsigned, diag.Warning, signatures},
		{codeWrongSigner, diag.Error, nil},
		{codeNotApproved, diag.Error, items},
		{codeBeforeApproval, diag.Error, nil},
		{codeTooLow, diag.Error, secrecy},
		{codePrintedTwice, diag.Error, printedTwice},
		{codeCorrects, diag.Error, corrections},

		{CodeNoLock, diag.Warning, locks},
		{codeReopened, diag.Error, nil},
		{CodeManifest, diag.Error, nil},
		{CodeReprint, diag.Error, nil},
		{CodeLost, diag.Error, nil},
		{codeTotal, diag.Error, nil},

		{codeSpace, diag.Warning, spaces},
	}
}

// Content applies every rule to all of a repository's content. locks are those
// of the issues that have one, nil for one that cannot be read.
func Content(reg *report.Registry, reports []*report.Report, issues []*issue.Issue, locks map[*issue.Issue]*lock.Lock, diags *diag.List) {
	c := &content{
		reg: reg, issues: issues, locks: locks, diags: diags,
		index: report.NewIndex(reports), ledger: issue.NewLedger(issues), severity: map[diag.Code]diag.Severity{},
	}
	for _, r := range reports {
		if !r.Broken {
			c.reports = append(c.reports, r)
		}
	}
	rules := Rules()
	for _, rule := range rules {
		c.severity[rule.Code] = rule.Severity
	}
	for _, rule := range rules {
		if rule.check != nil {
			rule.check(c)
		}
	}
}

// content is what the rules look at.
type content struct {
	reg      *report.Registry
	reports  []*report.Report // without broken ones
	index    *report.Index
	issues   []*issue.Issue
	ledger   *issue.Ledger
	locks    map[*issue.Issue]*lock.Lock
	diags    *diag.List
	severity map[diag.Code]diag.Severity
}

// say adds a complaint with the severity of the table.
func (c *content) say(code diag.Code, at source.Span, hint, format string, args ...any) {
	c.relate(code, at, nil, hint, format, args...)
}

// relate is say with a second place, which also belongs to the complaint.
func (c *content) relate(code diag.Code, at source.Span, other []diag.Related, hint, format string, args ...any) {
	severity, ok := c.severity[code]
	if !ok {
		panic(fmt.Sprintf("code %s is not in the table", code))
	}
	c.diags.Add(diag.Diagnostic{
		Code: code, Severity: severity, Span: at, Hint: hint, Message: fmt.Sprintf(format, args...), Related: other,
	})
}

// second is a single related place.
func second(at source.Span, message string) []diag.Related {
	return []diag.Related{{Span: at, Message: message}}
}
