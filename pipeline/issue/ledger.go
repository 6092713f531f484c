package issue

import (
	"cmp"
	"slices"

	"kan/pipeline/report"
)

// Ledger answers what only all issues together can tell.
type Ledger struct {
	issues []*Issue // not void, by date, series, number
	first  map[*report.Report]*Issue
}

// NewLedger makes a Ledger of issues; void ones do not count.
func NewLedger(issues []*Issue) *Ledger {
	l := &Ledger{first: map[*report.Report]*Issue{}}
	for _, i := range issues {
		if !i.IsVoid() {
			l.issues = append(l.issues, i)
		}
	}
	slices.SortStableFunc(l.issues, func(a, b *Issue) int {
		return cmp.Or(a.Date.V.Compare(b.Date.V), cmp.Compare(a.Series.V, b.Series.V), cmp.Compare(a.Number.V, b.Number.V))
	})
	for _, i := range l.issues {
		for _, r := range i.Items() {
			if l.first[r] == nil {
				l.first[r] = i
			}
		}
	}
	return l
}

// Issues are the issues that are not void, by date, series and number.
func (l *Ledger) Issues() []*Issue { return l.issues }

// FirstPrinted returns the earliest issue that prints r. For an issue that
// prints r itself the answer may be that very issue.
func (l *Ledger) FirstPrinted(r *report.Report) (*Issue, bool) {
	i, ok := l.first[r]
	return i, ok
}

// Find returns the issue with that id, series/year/number, void ones left out.
func (l *Ledger) Find(id string) (*Issue, bool) {
	k := slices.IndexFunc(l.issues, func(i *Issue) bool { return i.ID() == id })
	if k < 0 {
		return nil, false
	}
	return l.issues[k], true
}

// number sets the running total of every issue: the issues of the series
// before its ledger plus those up to and including this one, void ones left
// out, by date and number.
func (l *Ledger) number(reg *report.Registry) {
	totals := map[string]int{}
	for _, i := range l.issues {
		series := i.Series.V
		if _, begun := totals[series]; !begun {
			totals[series] = reg.Before(series)
		}
		totals[series]++
		i.Total = totals[series]
	}
}
