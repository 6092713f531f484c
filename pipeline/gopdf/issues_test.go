package gopdf_test

import (
	"bytes"
	"io/fs"
	"os"
	"testing"
	"testing/fstest"

	"kan/fonts"
	"kan/pipeline"
	"kan/pipeline/diag"
	"kan/pipeline/gopdf"
	"kan/pipeline/page"
	"kan/templates"
)

// withFonts is a repository with another list of fonts.
type withFonts struct {
	fs.FS
	list fstest.MapFS
}

func (w withFonts) Open(name string) (fs.File, error) {
	if _, ok := w.list[name]; ok {
		return w.list.Open(name)
	}
	return w.FS.Open(name)
}

// The sample issues, with a TrueType face in the place of 仿宋: all faces are
// TrueType then.
func TestSampleIssuesLookTheSame(t *testing.T) {
	for _, file := range []string{serif, kai} {
		repo := withFonts{os.DirFS("../.."), fstest.MapFS{"fonts/fonts.yaml": {Data: []byte("- {role: 仿宋, file: " + file + "}\n")}}}
		var diags diag.List
		c, err := pipeline.Load(pipeline.Input{Repo: repo, Fonts: fonts.Files, Templates: templates.Files}, &diags)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { c.Close() })
		pages := 0
		for _, i := range c.Issues {
			if i.IsVoid() || testing.Short() && pages > 0 {
				continue
			}
			d, err := c.Pages(i, pipeline.Stamp{Creator: "kan test"}, &diags)
			if err != nil {
				t.Fatal(err)
			}
			if testing.Short() {
				d = head(d, 4)
			}
			var out bytes.Buffer
			if err := gopdf.Write(&out, d, &diags); err != nil || diags.HasErrors() {
				t.Errorf("%s with %s: %v", i.ID(), file, err)
				continue
			}
			pages += compare(t, i.ID()+" with "+file, d, out.Bytes())
		}
		for _, d := range diags.Sorted() {
			if d.Severity == diag.Error {
				t.Errorf("%s: %s %s", d.Span, d.Code, d.Message)
			}
		}
		if want := 80; pages < want && !testing.Short() {
			t.Errorf("%d pages, want %d", pages, want)
		}
	}
}

// head is the first n pages of a document, without what leads to others.
func head(d *page.Document, n int) *page.Document {
	out := &page.Document{Meta: d.Meta, Pages: make([]page.Page, min(n, len(d.Pages)))}
	for k := range out.Pages {
		out.Pages[k] = d.Pages[k]
		out.Pages[k].Items = nil
		for _, item := range d.Pages[k].Items {
			if _, ok := item.(page.Link); !ok {
				out.Pages[k].Items = append(out.Pages[k].Items, item)
			}
		}
	}
	return out
}
