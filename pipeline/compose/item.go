package compose

import (
	"fmt"
	"strings"

	"kan/pipeline/doc"
	"kan/pipeline/issue"
	"kan/pipeline/report"
	"kan/pipeline/source"
)

// item makes a printed item of a report. A summary that stands in the digest
// is not printed again.
func (c *composer) item(r *report.Report) *doc.Item {
	i := &doc.Item{
		Anchor:   itemAnchor(r),
		Title:    title(r),
		Subtitle: doc.Words(r.Subtitle.V, r.Subtitle.Span),
		Byline:   c.byline(r),
		Speaker:  speaker(r),
		Remark:   c.remark(r),
		Span:     r.Title.Span,
	}
	if !c.digested {
		i.Summary = summary(r)
	}
	body, attachments := detach(r.Body, i.Anchor)
	i.Body, i.Attachments = number(body, i.Anchor), attachments
	return i
}

func itemAnchor(r *report.Report) string { return "item-" + r.ID.V }

// title is the title of a report with its breaks.
func title(r *report.Report) []doc.Inline {
	var out []doc.Inline
	for k, line := range r.TitleLines() {
		if k > 0 {
			out = append(out, doc.Break{Span: source.Span{File: line.Span.File, Start: line.Span.Start, End: line.Span.Start}})
		}
		out = append(out, doc.Words(line.V, line.Span)...)
	}
	return out
}

// unbroken is a title as it stands in lists, where its breaks do not count.
func unbroken(title []doc.Inline) []doc.Inline {
	var out []doc.Inline
	for _, i := range title {
		if _, ok := i.(doc.Break); !ok {
			out = append(out, i)
		}
	}
	return out
}

func summary(r *report.Report) []doc.Inline {
	return doc.Words(strings.Join(strings.Fields(r.Summary.V), ""), r.Summary.Span)
}

// byline says who wrote a report and which unit sent it:
// 作者：王堃，市政协委员；报送单位：民盟云州市委会.
func (c *composer) byline(r *report.Report) []doc.Inline {
	var out []doc.Inline
	for k, a := range r.Authors {
		lead := "；"
		if k == 0 {
			lead = "作者："
		}
		out = append(out, doc.Text{Text: lead, Span: a.Span}, doc.Text{Text: a.Name.V, Span: a.Name.Span})
		if a.Role.V != "" {
			out = append(out, doc.Text{Text: "，", Span: a.Span}, doc.Text{Text: a.Role.V, Span: a.Role.Span})
		}
	}
	if u, ok := c.reg.Unit(r.Unit.V); ok {
		if len(out) > 0 {
			out = append(out, doc.Text{Text: "；报送单位：", Span: r.Unit.Span})
		}
		out = append(out, doc.Text{Text: u.Name.V, Span: r.Unit.Span})
	}
	return out
}

// speaker is the authors as they stand under a speech's title, one a line:
// 王堃　市政协委员，民盟云州学院支部副主委.
func speaker(r *report.Report) []doc.Inline {
	var out []doc.Inline
	for k, a := range r.Authors {
		if k > 0 {
			out = append(out, doc.Break{Span: a.Span})
		}
		out = append(out, doc.Text{Text: a.Name.V, Span: a.Name.Span})
		if a.Role.V != "" {
			out = append(out, doc.Text{Text: "　", Span: a.Span}, doc.Text{Text: a.Role.V, Span: a.Role.Span})
		}
	}
	return out
}

// remark tells where an item that is printed again first appeared, and which
// reports it follows up.
func (c *composer) remark(r *report.Report) []doc.Inline {
	var notes []string
	if first, ok := c.ledger.FirstPrinted(r); ok && first != c.issue && first.Date.V.Compare(c.issue.Date.V) <= 0 {
		notes = append(notes, "原载"+c.cite(first))
	}
	for _, id := range r.Follows {
		notes = append(notes, "本篇系"+id.V+"号信息的续报")
	}
	if len(notes) == 0 {
		return nil
	}
	return doc.Words("（"+strings.Join(notes, "；")+"）", r.Place())
}

// cite names an issue: 《社情民意信息》2026年第12期.
func (c *composer) cite(i *issue.Issue) string {
	return fmt.Sprintf("《%s》%d年第%d期", c.options.SeriesNames[i.Series.V], i.Year(), i.Number.V)
}
