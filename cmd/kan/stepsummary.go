package main

import (
	"fmt"
	"os"
	"strings"

	"kan/pipeline"
	"kan/pipeline/diag"
)

// appendStepSummary adds all findings as a Markdown table to the file that
// GitHub shows on the page of a workflow run: annotations end at ten of a kind.
func appendStepSummary(e *env, ds []diag.Diagnostic, c *pipeline.Content, left []pipeline.Exclusion) error {
	name, _ := e.lookup("GITHUB_STEP_SUMMARY")
	if name == "" {
		return nil
	}
	var b strings.Builder
	fmt.Fprintf(&b, "## 检查结果\n\n%d 件稿件、%d 期清单：%s\n", len(c.Reports), len(c.Issues), diag.Summary(ds))
	if len(ds) > 0 {
		b.WriteString("\n| 位置 | 级别 | 问题 | 怎么改 |\n|---|---|---|---|\n")
	}
	for n, d := range ds {
		if n == maxSummaryRows {
			fmt.Fprintf(&b, "\n另有 %d 条没有列出，在本机运行 `kan check` 可以看到全部。\n", len(ds)-n)
			break
		}
		fmt.Fprintf(&b, "| %s | %s | %s<br>`%s` | %s |\n", cell(place(d)), d.Severity, cell(d.Message), d.Code, cell(d.Hint))
	}
	if len(left) > 0 {
		fmt.Fprintf(&b, "\n<details><summary>没有编入任何一期的稿件 %d 件</summary>\n\n| 编号 | 标题 | 原因 |\n|---|---|---|\n", len(left))
		for n, x := range left {
			if n == maxSummaryRows {
				fmt.Fprintf(&b, "\n另有 %d 件没有列出。\n", len(left)-n)
				break
			}
			fmt.Fprintf(&b, "| %s | %s | %s |\n", cell(reportName(x)), cell(x.Report.Title.V), cell(x.Reason))
		}
		b.WriteString("\n</details>\n")
	}
	f, err := os.OpenFile(name, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		return fmt.Errorf("写 GITHUB_STEP_SUMMARY：%w", err)
	}
	_, err = f.WriteString(b.String())
	if closeErr := f.Close(); err == nil {
		err = closeErr
	}
	return err
}

// maxSummaryRows keeps each table well under the 1 MiB that GitHub takes for a step.
const maxSummaryRows = 500

func place(d diag.Diagnostic) string {
	if d.Span.File == nil {
		return ""
	}
	at := d.Span.File.Position(d.Span.Start)
	return fmt.Sprintf("%s:%d:%d", d.Span.File.Name, at.Line, at.Column)
}

// cell makes text safe inside a Markdown table.
func cell(s string) string {
	return strings.NewReplacer(`\`, `\\`, "|", `\|`, "<", "&lt;", "`", "\\`", "*", `\*`, "_", `\_`,
		"[", `\[`, "@", "@\u2060").Replace(diag.Visible(s))
}
