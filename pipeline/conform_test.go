package pipeline_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kan/pipeline"
	"kan/pipeline/diag"
	"kan/pipeline/outside"
	"kan/pipeline/pdf/pdfcheck"
)

// conforms holds a file to what it claims, and looks for the claims.
func conforms(t *testing.T, path string, claims ...string) {
	t.Helper()
	outside.Program(t, "qpdf")
	faults, err := pdfcheck.Check(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range faults {
		t.Errorf("%s: %s %s: %s", filepath.Base(path), f.Rule, f.Object, f.Message)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, claim := range claims {
		if !strings.Contains(string(data), claim) {
			t.Errorf("%s does not claim %s", filepath.Base(path), claim)
		}
	}
}

// The claims of a file that serves archive and every reader.
const (
	part2  = "<pdfaid:part>2</pdfaid:part>"
	part3  = "<pdfaid:part>3</pdfaid:part>"
	levelA = "<pdfaid:conformance>A</pdfaid:conformance>"
	forAll = "<pdfuaid:part>1</pdfuaid:part>"
)

// TestSampleIssuesConform holds every sample issue to PDF/A-2a and PDF/UA-1, by
// itself, with its sources, and as numbered copies.
func TestSampleIssuesConform(t *testing.T) {
	c := sample(t)
	for name, o := range map[string]pipeline.PDFOptions{
		"alone":   {Strict: true},
		"sources": {Strict: true, Sources: true},
		"copies":  {Strict: true, Copies: true},
	} {
		t.Run(name, func(t *testing.T) {
			issues := c.Issues
			if name == "copies" {
				issues = issues[:1]
			}
			part := part2
			if o.Sources {
				part = part3
			}
			n := 0
			for _, f := range buildWith(t, c, issues, o) {
				if strings.HasSuffix(f, ".pdf") {
					conforms(t, f, part, levelA, forAll)
					n++
				}
			}
			if n < 2 {
				t.Errorf("%d files", n)
			}
		})
	}
}

// buildWith builds the issues that are not void and gives the paths of the files.
func buildWith(t *testing.T, c *pipeline.Content, issues []*pipeline.Issue, o pipeline.PDFOptions) (paths []string) {
	t.Helper()
	var list []*pipeline.Issue
	for _, i := range issues {
		if !i.IsVoid() {
			list = append(list, i)
		}
	}
	out := t.TempDir()
	var diags diag.List
	files, err := c.Build(t.Context(), list, out, pipeline.BuildOptions{Formats: []string{pipeline.PDF}, PDF: o}, &diags)
	if err != nil || diags.HasErrors() {
		t.Fatal(err, diags.Sorted())
	}
	for _, f := range files {
		paths = append(paths, filepath.Join(out, filepath.FromSlash(f.Path)))
	}
	return paths
}

// Documents made by chance, with tables over pages, notes, quotes and lists in
// lists, conform as well.
func TestLongDocumentsConform(t *testing.T) {
	c := load(t, repository(longDocuments(t)))
	for _, f := range buildWith(t, c, c.Issues, pipeline.PDFOptions{}) {
		conforms(t, f, part2, levelA)
	}
}
