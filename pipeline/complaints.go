package pipeline

import (
	"fmt"
	"path"

	"kan/pipeline/diag"
	"kan/pipeline/issue"
	"kan/pipeline/source"
	"kan/pipeline/structure"
)

// Codes of what keeps a file from serving every reader.
const (
	CodeNoAlt       diag.Code = "pdf/no-alt"
	CodeHeadingSkip diag.Code = "pdf/heading-skip"
	CodeUntagged    diag.Code = "pdf/untagged"
)

// sister is the code under which the structure of the pages shows again what a
// rule has found in the text of a report; "" for all other rules.
func sister(rule diag.Code) diag.Code {
	switch rule {
	case "image/no-alt":
		return CodeNoAlt
	case "markdown/heading-skip":
		return CodeHeadingSkip
	}
	return ""
}

// remember keeps the places that the sister rules have told of.
func (c *Content) remember(diags *diag.List) {
	c.told = map[diag.Code][]source.Span{}
	for _, d := range diags.Sorted() {
		if code := sister(d.Code); code != "" {
			c.told[code] = append(c.told[code], d.Span)
		}
	}
}

// isTold tells whether a sister rule has told of the same place. The structure
// may know only a part of it: a heading without its marks.
func (c *Content) isTold(d diag.Diagnostic) bool {
	for _, s := range c.told[d.Code] {
		if s.File == d.Span.File && s.Start <= d.Span.Start && d.Span.End <= s.End {
			return true
		}
	}
	return false
}

// complain tells of faults of the structure: as warnings where nobody else has,
// and all of them as errors where they keep the file from being written.
func (c *Content) complain(faults []structure.Fault, i *issue.Issue, o PDFOptions, diags *diag.List) {
	for _, f := range faults {
		d := complaint(f, i, o)
		if o.Strict || !c.isTold(d) {
			diags.Add(d)
		}
	}
}

// complaint turns a fault of the structure into one about the issue's text.
func complaint(f structure.Fault, i *issue.Issue, o PDFOptions) diag.Diagnostic {
	d := diag.Diagnostic{Severity: diag.Warning, Span: f.Span}
	if o.Strict {
		d.Severity = diag.Error
	}
	if f.Span.IsZero() {
		d.Span = i.Number.Span
	}
	switch f.Kind {
	case structure.NoAlt:
		d.Code, d.Hint = CodeNoAlt, "在方括号里写一句话，说明图上是什么：![说明](路径)"
		d.Message = fmt.Sprintf("第%d页的图 %s 没有文字说明，读屏软件读不出来，不合 PDF/UA", f.Page, path.Base(f.Text))
	case structure.HeadingSkip:
		d.Code, d.Hint = CodeHeadingSkip, "补上中间一级标题，或把这个标题提高一级"
		d.Message = fmt.Sprintf("第%d页的标题跳了级（在这份 PDF 里从第%d级到第%d级），不合 PDF/UA", f.Page, f.Before, f.Level)
	case structure.Untagged:
		d.Code, d.Hint = CodeUntagged, "这是程序的缺陷，请带上这一期的清单报告给维护人"
		d.Message = fmt.Sprintf("第%d页有不属于任何段落、标题的内容（“%s”），这份 PDF %s", f.Page, f.Text, untaggedKeeps(o))
	}
	return d
}

// untaggedKeeps is what a file keeps in which something is in no element.
func untaggedKeeps(o PDFOptions) string {
	switch {
	case o.Encrypt != nil: // no PDF/A in any case
		return "不合 PDF/UA"
	case o.Sources:
		return "只合 PDF/A-3u"
	}
	return "只合 PDF/A-2u"
}
