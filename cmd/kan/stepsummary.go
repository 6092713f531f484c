package main

import (
	"fmt"
	"os"
	"strings"

	"kan/pipeline"
	"kan/pipeline/diag"
)

// appendStepSummary adds counts, all findings and the reports left out to the
// file that GitHub shows on the page of a workflow run: annotations end at ten
// of a level. It tells whether every finding is in it; outside of GitHub there
// is no such file, and none is. What earlier commands of the step wrote stays,
// and the whole keeps to what GitHub takes.
func appendStepSummary(e *env, ds []diag.Diagnostic, c *pipeline.Content, left []pipeline.Exclusion) (all bool, err error) {
	name, _ := e.lookup("GITHUB_STEP_SUMMARY")
	if name == "" {
		return false, nil
	}
	defer func() {
		if err != nil {
			all, err = false, fmt.Errorf("写 GITHUB_STEP_SUMMARY：%w", err)
		}
	}()
	f, err := os.OpenFile(name, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		return false, err
	}
	info, err := f.Stat()
	if err == nil {
		var text string
		text, all = stepSummary(ds, c, left, int(max(diag.MaxStepSummary-info.Size(), 0)))
		_, err = f.WriteString(text)
	}
	if closeErr := f.Close(); err == nil {
		err = closeErr
	}
	return all, err
}

// leftOutRoom is kept free of findings, so that some reports left out are
// listed, or at least counted, below any number of them.
const leftOutRoom = 16 << 10

// stepSummary is the Markdown of a check in at most room bytes, and whether
// all findings are in it.
func stepSummary(ds []diag.Diagnostic, c *pipeline.Content, left []pipeline.Exclusion, room int) (markdown string, all bool) {
	head := fmt.Sprintf("## 检查结果\n\n%d 件稿件、%d 期清单：%s\n", len(c.Reports), len(c.Issues), diag.Summary(ds))
	if room -= len(head); room < 0 {
		return "", false
	}
	findingsRoom := room
	if len(left) > 0 {
		findingsRoom -= leftOutRoom
	}
	findings, all := diag.StepSummary(ds, findingsRoom)
	return head + findings + leftOutSummary(left, room-len(findings)), all
}

// leftOutSummary is a folded table of the reports left out in at most room
// bytes; what does not fit is counted.
func leftOutSummary(left []pipeline.Exclusion, room int) string {
	if len(left) == 0 {
		return ""
	}
	const more, end = "\n另有 %d 件没有列出。\n", "\n</details>\n"
	var b strings.Builder
	fmt.Fprintf(&b, "\n<details><summary>没有编入任何一期的稿件 %d 件</summary>\n\n| 编号 | 标题 | 原因 |\n|---|---|---|\n", len(left))
	if room -= len(fmt.Sprintf(more, len(left))) + len(end); b.Len() > room {
		return ""
	}
	for n, x := range left {
		row := fmt.Sprintf("| %s | %s | %s |\n", diag.MarkdownCell(reportName(x)), diag.MarkdownCell(x.Report.Title.V), diag.MarkdownCell(x.Reason))
		if b.Len()+len(row) > room {
			fmt.Fprintf(&b, more, len(left)-n)
			break
		}
		b.WriteString(row)
	}
	return b.String() + end
}
