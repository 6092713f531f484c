package pipeline

import (
	"fmt"
	"io"
	"path"
	"slices"
	"strings"

	"kan/pipeline/diag"
	"kan/pipeline/gopdf"
	"kan/pipeline/issue"
	"kan/pipeline/page"
	"kan/pipeline/pdf"
	"kan/pipeline/source"
	"kan/pipeline/structure"
	"kan/pipeline/style"
)

// PDFOptions say how PDF files are written.
type PDFOptions struct {
	Engine  string      // Own or Gopdf; "" is Own
	Strict  bool        // what keeps a file from being PDF/A-2a and PDF/UA-1 is an error
	Encrypt *Encryption // nil leaves files open
	Sources bool        // manifest, reports and style are attached
	Copies  bool        // a numbered copy for every addressee instead of one file
}

// The programs that write PDF files: ours, and a second one to compare it with.
const (
	Own   = "kan"
	Gopdf = "gopdf"
)

// Encryption protects a file with passwords.
type Encryption = pdf.Encryption

// Permissions are what readers let a user do.
type Permissions = pdf.Permissions

// PasswordError says why a password cannot be used.
type PasswordError = pdf.PasswordError

// PasswordFault is the kind of a PasswordError.
type PasswordFault = pdf.PasswordFault

// The faults of passwords.
const (
	PasswordEncoding  = pdf.PasswordEncoding
	PasswordLong      = pdf.PasswordLong
	PasswordVariant   = pdf.PasswordVariant
	PasswordCharacter = pdf.PasswordCharacter
	PasswordMissing   = pdf.PasswordMissing
	PasswordsEqual    = pdf.PasswordsEqual
)

// Codes of what keeps a file from serving every reader.
const (
	CodeNoAlt       diag.Code = "pdf/no-alt"
	CodeHeadingSkip diag.Code = "pdf/heading-skip"
	CodeUntagged    diag.Code = "pdf/untagged"
)

// writePDF writes laid-out pages. Where diags has errors after it, the file is
// not to be used.
func (c *Content) writePDF(w io.Writer, i *issue.Issue, s *style.Style, d *page.Document, o PDFOptions, diags *diag.List) error {
	if o.Engine == Gopdf {
		return gopdf.Write(w, d, diags)
	}
	tree := structure.Read(d)
	severity := diag.Warning
	if o.Strict {
		severity = diag.Error
	}
	for _, f := range tree.Faults {
		diags.Add(complaint(f, i, severity))
	}
	options := pdf.Options{Jobs: c.input.Jobs, Cache: c.cache, Encrypt: o.Encrypt}
	if o.Sources {
		options.Attach = sources(i, s)
	}
	return pdf.Write(w, d, tree, options)
}

// complaint turns a fault of the structure into one about the issue's text.
func complaint(f structure.Fault, i *issue.Issue, severity diag.Severity) diag.Diagnostic {
	d := diag.Diagnostic{Severity: severity, Span: f.Span}
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
		d.Message = fmt.Sprintf("第%d页有不属于任何段落、标题的内容（“%s”），这份 PDF 只合 PDF/A-2u", f.Page, f.Text)
	}
	return d
}

// sources are the files an issue was made of, by names that tell them apart:
// its manifest, its reports, its style and those the style extends.
func sources(i *issue.Issue, s *style.Style) (list []pdf.Attachment) {
	add := func(f *source.File, name, kind string) {
		stem, ext := strings.TrimSuffix(name, path.Ext(name)), path.Ext(name)
		for n := 2; slices.ContainsFunc(list, func(a pdf.Attachment) bool { return a.Name == name }); n++ {
			name = fmt.Sprintf("%s-%d%s", stem, n, ext)
		}
		list = append(list, pdf.Attachment{Name: name, Type: kind, Says: f.Name, Data: f.Text})
	}
	add(i.File, strings.ReplaceAll(i.ID(), "/", "-")+".yaml", "application/yaml")
	for _, r := range i.Items() {
		add(r.File, path.Base(r.File.Name), "text/markdown")
	}
	for _, f := range s.Files {
		add(f, path.Base(path.Dir(f.Name))+"-style.yaml", "application/yaml")
	}
	return list
}
