package pipeline_test

import (
	"context"
	"os"
	"testing"

	"kan/pipeline"
	"kan/pipeline/diag"
	"kan/pipeline/outside"
)

// TestWordFilesSayTheSame has LibreOffice print the Word file of every sample
// issue: it says what our PDF says, paragraph by paragraph, on as many pages
// but for one. How many lines break at the same character is told, not judged.
func TestWordFilesSayTheSame(t *testing.T) {
	const long = 20 // from here on pages may add up
	tools := pipeline.ParityTools{Soffice: outside.Program(t, "soffice"), Mutool: outside.Program(t, "mutool"), Dir: t.TempDir(),
		Env: []string{"PATH=" + os.Getenv("PATH"), "LC_ALL=C.UTF-8"}}
	c := sample(t)
	for _, i := range c.Issues {
		if i.IsVoid() {
			continue
		}
		t.Run(i.ID(), func(t *testing.T) {
			var diags diag.List
			p, err := c.Parity(context.Background(), i, tools, pipeline.Stamp{}, &diags)
			if err != nil || diags.HasErrors() {
				t.Fatal(err, diags.Sorted())
			}
			for _, r := range p.Paragraphs {
				for side, f := range r.In {
					if f.State != pipeline.ParitySame {
						t.Errorf("%s %q in %s: want %s, got %s", r.Kind, r.Text, [...]string{"the PDF", "the Word file"}[side], f.Want, f.Got)
					}
				}
			}
			for _, s := range p.Surplus {
				t.Errorf("page %d of %s has %q besides", s.Page, [...]string{"the PDF", "the Word file"}[s.Side], s.Text)
			}
			if len(p.Unnumbered) > 0 {
				t.Errorf("pages %v have no number in Word", p.Unnumbered)
			}
			if p.Apart() > 1 && p.Pages[pipeline.ParityPDF] <= long {
				t.Errorf("%d pages in the PDF, %d in Word", p.Pages[pipeline.ParityPDF], p.Pages[pipeline.ParityWord])
			}
			t.Logf("%d and %d pages; %d of %d lines break at the same character", p.Pages[pipeline.ParityPDF], p.Pages[pipeline.ParityWord],
				p.Lines.Same, p.Lines.PDF)
		})
	}
}
