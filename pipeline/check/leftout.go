package check

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"kan/pipeline/issue"
	"kan/pipeline/report"
)

// Exclusion is a report that stands in no issue, and why, in Chinese.
type Exclusion = issue.Exclusion

// LeftOut lists every report that no issue prints, with the reason, by id and
// file name: a report is printed or listed here, never dropped in silence.
func LeftOut(reports []*report.Report, issues []*issue.Issue) []Exclusion {
	ledger := issue.NewLedger(issues)
	limits, void := map[*report.Report][]string{}, map[*report.Report][]string{}
	for _, i := range issues {
		for _, s := range i.Sections {
			for _, e := range s.LeftOut {
				if !i.IsVoid() {
					limits[e.Report] = append(limits[e.Report], e.Reason)
				}
			}
			for _, r := range s.Items {
				if i.IsVoid() {
					void[r] = append(void[r], i.ID())
				}
			}
		}
	}
	var out []Exclusion
	for _, r := range reports {
		if _, printed := ledger.FirstPrinted(r); printed {
			continue
		}
		reason := standing(r)
		if r.Status.V.Printable() && len(limits[r]) > 0 {
			reason = strings.Join(limits[r], "；")
		}
		if len(void[r]) > 0 {
			reason += fmt.Sprintf("（曾编入已作废的%s）", strings.Join(void[r], "、"))
		}
		out = append(out, Exclusion{Report: r, Reason: reason})
	}
	slices.SortStableFunc(out, func(a, b Exclusion) int {
		return cmp.Or(cmp.Compare(a.Report.ID.V, b.Report.ID.V), cmp.Compare(a.Report.File.Name, b.Report.File.Name))
	})
	return out
}

// standing says why a report's own state keeps it out of print.
func standing(r *report.Report) string {
	last := report.Review{}
	if n := len(r.Reviews); n > 0 {
		last = r.Reviews[n-1]
	}
	switch r.Status.V {
	case report.Draft:
		return "状态为草稿"
	case report.Submitted:
		if last.Decision.V == report.Revise {
			return fmt.Sprintf("“%s”要求修改%s", last.Stage.V, opinion(last))
		}
		return "已报送，等待审核"
	case report.Reviewed:
		return fmt.Sprintf("已通过“%s”，等待下一环节", passedStage(r))
	case report.Approved:
		return "已审定，等待编入"
	case report.Published:
		return "标为已刊发，但哪一期都没有编入"
	case report.Returned:
		return "已退回" + opinion(last)
	case report.Archived:
		return "已归档，没有刊发"
	}
	return "文件有错误，状态读不出来"
}

func passedStage(r *report.Report) string {
	for _, v := range slices.Backward(r.Reviews) {
		if v.Decision.V == report.Passed {
			return v.Stage.V
		}
	}
	return "初审"
}

func opinion(v report.Review) string {
	if note := strings.ReplaceAll(strings.TrimSpace(v.Note.V), "\n", ""); note != "" {
		return "（意见：" + note + "）"
	}
	return ""
}
