package check

import (
	"fmt"
	"slices"
	"strings"

	"kan/pipeline/issue"
	"kan/pipeline/report"
	"kan/pipeline/source"
)

// heads: a special edition has a name, a void issue a reason, any other its
// addressees.
func heads(c *content) {
	for _, i := range c.issues {
		if i.IsVoid() {
			if strings.TrimSpace(i.Reason.V) == "" {
				c.say(codeNoReason, i.Status.Span, "加一行“原因: …”，写明为什么作废；这个期号不再使用", "作废的一期要写明原因")
			}
			continue
		}
		if i.Kind.V == issue.Special && strings.TrimSpace(i.Title.V) == "" {
			c.say(codeNoTitle, i.Kind.Span, "加一行“专刊名: …”", "专刊没有名称")
		}
		d := i.Distribution
		if len(d.ReportTo)+len(d.SendTo)+len(d.IssueTo) == 0 {
			c.say(codeNoDistribution, place(d.Span, i), "加上 distribution（分送），下面写报、送、发各是哪些单位", "没有写分送单位")
		}
	}
}

// place is at, or where the issue begins when that is no place.
func place(at source.Span, i *issue.Issue) source.Span {
	if !at.IsZero() {
		return at
	}
	if i.Series.Set {
		return i.Series.Span
	}
	return i.File.Span(0, 0)
}

// signatures: an issue is signed by someone who may give the final decision,
// and a closed one is signed.
func signatures(c *content) {
	final := c.reg.FinalStages()
	for _, i := range c.issues {
		if i.Status.V == issue.Closed && i.SignedBy.Span.IsZero() {
			c.say(codeUnsigned, i.Status.Span, "加一行“签发: 代号”", "这一期已定稿，却没有写由谁签发")
		}
		p, ok := c.reg.Person(i.SignedBy.V)
		if ok && len(final) > 0 && !slices.ContainsFunc(final, p.May) {
			c.relate(codeWrongSigner, i.SignedBy.Span, second(p.ID.Span, "登记在这里"),
				"换成有“"+strings.Join(final, "”或“")+"”环节的人；确有授权的，在content/people.yaml里给他加上", "%s不能签发", p.Name.V)
		}
	}
}

// items: what an issue prints has passed review, before the issue's date.
// Queries choose nothing else, so only lists can go wrong in the first respect.
func items(c *content) {
	for _, i := range c.issues {
		if i.IsVoid() {
			continue
		}
		for _, r := range i.Items() {
			approved := r.ApprovedOn()
			switch {
			case r.Broken || !r.Status.Set, i.IsEarly():
			case !r.Status.V.Printable():
				c.relate(codeNotApproved, i.Place(r), second(r.Status.Span, "状态在这里"),
					"等审定后再编入，或从清单里删去", "稿件%s的状态是%s，还不能刊发", r.ID.V, r.Status.V.Chinese())
			case i.Path() != i.File.Name || approved.IsZero(): // the date may be what is wrong
			case i.Date.V.Compare(approved) < 0:
				c.relate(codeBeforeApproval, i.Place(r), second(i.Date.Span, "本期日期在这里"),
					"核对本期日期和稿件的审定日期", "稿件%s在%s才审定，晚于本期日期", r.ID.V, approved.Chinese())
			}
		}
	}
}

// secrecy: an issue is classified as high as the highest of its items, and
// for as long.
func secrecy(c *content) {
	for _, i := range c.issues {
		if i.IsVoid() || !i.Classification.Set && !i.Classification.Span.IsZero() {
			continue
		}
		highest := i.Classification
		for _, r := range i.Items() {
			if highest.Below(r.Classification) {
				highest = r.Classification
			}
		}
		if highest == i.Classification {
			continue
		}
		now := i.Classification.String()
		if now == "" {
			now = "公开"
		}
		c.relate(codeTooLow, place(i.Classification.Span, i), second(highest.Span, "这件稿件的密级最高"),
			fmt.Sprintf("密级写成 %s，或换下这件稿件", highest), "本期密级是%s，低于所收稿件的%s", now, highest)
	}
}

// printedTwice: regular issues of one series print a report once. Special
// editions and other series may print it again, with a note.
func printedTwice(c *content) {
	type key struct {
		series string
		report *report.Report
	}
	first := map[key]*issue.Issue{}
	for _, i := range c.ledger.Issues() {
		if i.Kind.V == issue.Special {
			continue
		}
		for _, r := range i.Items() {
			k := key{i.Series.V, r}
			if before := first[k]; before != nil {
				c.relate(codePrintedTwice, i.Place(r), second(before.Place(r), "前一次在这里"),
					"从其中一期里删去；前一期作废了的，把它的状态改为 void（已作废）",
					"稿件%s已经在%s第%d期刊发过", r.ID.V, before.Date.V.Chinese(), before.Number.V)
				continue
			}
			first[k] = i
		}
	}
}
