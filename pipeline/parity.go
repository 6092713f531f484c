package pipeline

import (
	"context"
	"io/fs"
	"path/filepath"
	"slices"

	"kan/pipeline/diag"
	"kan/pipeline/fontbook"
	"kan/pipeline/parity"
)

// ParityTools are the programs that read the files of an issue.
type ParityTools = parity.Tools

// ParityFinding is how one of the files shows a paragraph.
type ParityFinding = parity.Finding

// ParityState is what became of a paragraph.
type ParityState = parity.State

// The two files that are compared, as indices into what Parity reports, and the
// states.
const (
	ParityPDF     = parity.PDF
	ParityWord    = parity.Word
	ParitySame    = parity.Same
	ParityDiffers = parity.Differs
	ParityMissing = parity.Missing
)

// Parity is how the Word file of an issue, in the eyes of LibreOffice, agrees
// with its PDF.
type Parity struct {
	*parity.Report
	PDF, Word, Rendered string // files in the folder of the tools; Rendered is LibreOffice's PDF
}

// Parity makes both files of an issue in the folder of the tools, has
// LibreOffice turn the Word file into a PDF, and compares the texts of the two
// PDFs with the document. With errors in diags nothing is compared.
func (c *Content) Parity(ctx context.Context, i *Issue, tools ParityTools, stamp Stamp, diags *diag.List) (Parity, error) {
	var p Parity
	out := filepath.Join(tools.Dir, "built")
	files, err := c.Build(ctx, []*Issue{i}, out, BuildOptions{Formats: []string{PDF, DOCX}, Stamp: stamp}, diags)
	if err != nil || diags.HasErrors() {
		return p, err
	}
	p.PDF, p.Word = filepath.Join(out, filepath.FromSlash(files[0].Path)), filepath.Join(out, filepath.FromSlash(files[1].Path))
	if err := c.lendFonts(tools); err != nil {
		return p, err
	}
	if p.Rendered, err = tools.Convert(ctx, p.Word); err != nil {
		return p, err
	}
	pdf, err := tools.Extract(ctx, p.PDF)
	if err != nil {
		return p, err
	}
	word, err := tools.Extract(ctx, p.Rendered)
	if err != nil {
		return p, err
	}
	d, s, err := c.compose(i)
	if err != nil {
		return p, err
	}
	p.Report = parity.Compare(parity.Expect(d, s), pdf, word)
	return p, nil
}

// lendFonts gives the tools the font files that the pages are set in, under all
// names that a Word file may call them by.
func (c *Content) lendFonts(tools ParityTools) error {
	names, err := c.wordFonts(false)
	if err != nil {
		return err
	}
	entries := c.book.Entries()
	var files []parity.FontFile
	var from []fontbook.Entry
	for _, role := range c.book.Roles() {
		e := entries[slices.IndexFunc(entries, func(e fontbook.Entry) bool { return e.Role == role })]
		from = append(from, e)
		files = append(files, parity.FontFile{Path: e.File, Index: e.Index, Names: append([]string{names[role].Name}, names[role].Alt...)})
	}
	return tools.Prepare(files, func(n int) ([]byte, error) {
		if from[n].BuiltIn {
			return fs.ReadFile(c.input.Fonts, from[n].File)
		}
		return fs.ReadFile(c.input.Repo, "fonts/"+from[n].File)
	})
}
