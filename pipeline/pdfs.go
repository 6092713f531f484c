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

// writePDF writes laid-out pages. Where diags has errors after it, the file is
// not to be used.
func (c *Content) writePDF(w io.Writer, i *issue.Issue, s *style.Style, d *page.Document, o PDFOptions, diags *diag.List) error {
	if o.Engine == Gopdf {
		return gopdf.Write(w, d, diags)
	}
	tree := structure.Read(d)
	c.complain(tree.Faults, i, o, diags)
	options := pdf.Options{Jobs: c.input.Jobs, Cache: c.cache, Encrypt: o.Encrypt}
	if o.Sources {
		options.Attach = sources(i, s)
	}
	return pdf.Write(w, d, tree, options)
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
