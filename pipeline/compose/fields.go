package compose

import (
	"fmt"
	"slices"
	"strings"

	"kan/pipeline/doc"
	"kan/pipeline/issue"
	"kan/pipeline/report"
)

// fields are the values of an issue's furniture.
func (c *composer) fields() doc.Fields {
	i := c.issue
	f := doc.Fields{
		Place:      i.Number.Span,
		OfficeName: c.reg.Office.Name.V, OfficeShort: c.reg.Office.Short.V, Region: c.reg.Office.Region.V,
		SeriesID: i.Series.V, SeriesName: c.options.SeriesNames[i.Series.V],
		Title: i.Title.V, Number: i.Number.V, Total: i.Total, Year: i.Year(), Date: i.Date.V,
		Classification: i.Classification.String(), Copies: i.Copies.V,
		Editors: c.names(i.Editors...), CheckedBy: c.names(i.CheckedBy), SignedBy: c.names(i.SignedBy),
		ReportTo: addressees(i.Distribution.ReportTo), SendTo: addressees(i.Distribution.SendTo),
		IssueTo: addressees(i.Distribution.IssueTo), Organs: c.organs(),
	}
	f.Notice = f.Classification
	if i.Classification.Level == report.Internal {
		f.Notice = c.options.Stamps.Internal
	}
	switch i.Status.V {
	case issue.Draft:
		f.State = c.options.Stamps.Draft
	case issue.Comment:
		f.State = c.options.Stamps.Comment
	}
	if i.CopyNumber.Set {
		f.Copy = fmt.Sprintf("%06d", i.CopyNumber.V)
	}
	items := i.Items()
	if f.Title == "" && len(items) == 1 {
		f.Title = items[0].Title.V
	}
	for _, r := range items {
		// A special edition collects what was urgent once; it is not urgent itself.
		if i.Kind.V != issue.Special && report.UrgencyRank(r.Urgency.V) > report.UrgencyRank(f.Urgency) {
			f.Urgency = r.Urgency.V
		}
	}
	return f
}

// names are people's names by their ids, a full-width space between two.
func (c *composer) names(ids ...report.Text) string {
	var names []string
	for _, id := range ids {
		if p, ok := c.reg.Person(id.V); ok {
			names = append(names, p.Name.V)
		}
	}
	return strings.Join(names, "　")
}

// organs are those that issue together, the office first; "" when it is alone.
func (c *composer) organs() string {
	names := []string{c.reg.Office.Name.V}
	for _, o := range c.issue.Organs {
		if !slices.Contains(names, o.V) {
			names = append(names, o.V)
		}
	}
	if len(names) == 1 {
		return ""
	}
	return strings.Join(names, "\n")
}

// addressees joins the names of a distribution line, with the full stop that
// ends it (GB/T 9704-2012 7.4.2).
func addressees(names []report.Text) string {
	if len(names) == 0 {
		return ""
	}
	texts := make([]string, len(names))
	for k, n := range names {
		texts[k] = n.V
	}
	return strings.Join(texts, "，") + "。"
}
