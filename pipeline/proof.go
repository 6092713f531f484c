package pipeline

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"

	"kan/pipeline/diag"
	"kan/pipeline/layout"
	"kan/pipeline/page"
	"kan/pipeline/pdf"
	"kan/pipeline/proof"
	"kan/pipeline/structure"
	"kan/pipeline/style"
	"kan/pipeline/unit"
)

// Deviation is one number of GB/T 9704—2012 beside what the pages have.
type Deviation = proof.Deviation

// ProofValue is a value of a Deviation.
type ProofValue = proof.Value

// ProofNumber is the unit of deviations that are no lengths.
const ProofNumber = proof.Number

// Millimetres writes a length with two decimals.
func Millimetres(l unit.Length) string { return proof.Millimetres(l) }

// Proof is what is known of an issue that was proofed.
type Proof struct {
	Output
	Deviations []Deviation
	Counts     proof.Counts
}

// proofColors are those in which layout shows what it did to glyphs.
func proofColors() proof.Colors {
	return proof.Colors{Squeezed: layout.Squeezed, Stretched: layout.Stretched, FellBack: layout.FellBack}
}

// Proof lays out one issue in the colours of a proof, measures its pages, and
// writes them with the grid under the text below the folder out, beside the
// file of Build. With errors in diags, or when ctx ends, nothing is written.
func (c *Content) Proof(ctx context.Context, i *Issue, out string, stamp Stamp, diags *diag.List) (Proof, error) {
	p := Proof{Output: Output{Issue: i}}
	d, err := c.pages(i, stamp, layout.Options{Proof: true}, diags)
	if err != nil || diags.HasErrors() {
		return p, err
	}
	p.Deviations, p.Counts = proof.Measure(d), proof.Count(d, proofColors())
	s := c.styles[i.Series.V]
	faces, err := c.book.Faces(s.Fonts[s.Texts[style.Folio].Font])
	if err != nil {
		return p, err
	}
	proof.Overlay(d, s, faces, proofColors())
	d.Meta.Title += " 校样"
	p.Pages, p.Path = len(d.Pages), i.ID()+"/"+strings.ReplaceAll(i.ID(), "/", "-")+"-proof.pdf"
	p.Bytes, err = c.replace(ctx, filepath.Join(out, filepath.FromSlash(p.Path)), d)
	return p, err
}

// replace writes d into a hidden folder beside the file name and renames it when
// it is whole.
func (c *Content) replace(ctx context.Context, name string, d *page.Document) (int64, error) {
	folder := filepath.Dir(name)
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return 0, err
	}
	staging, err := os.MkdirTemp(folder, ".kan-*")
	if err != nil {
		return 0, err
	}
	defer os.RemoveAll(staging)
	whole := filepath.Join(staging, filepath.Base(name))
	size, err := writeFile(whole, func(w io.Writer) error { return pdf.Write(w, d, structure.Read(d), pdf.Options{Jobs: c.input.Jobs}) })
	if err == nil {
		err = ctx.Err()
	}
	if err != nil {
		return 0, err
	}
	return size, os.Rename(whole, name)
}
