package pipeline

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"kan/pipeline/compose"
	"kan/pipeline/diag"
	"kan/pipeline/doc"
	"kan/pipeline/issue"
	"kan/pipeline/layout"
	"kan/pipeline/page"
	"kan/pipeline/parallel"
	"kan/pipeline/pdf"
	"kan/pipeline/structure"
	"kan/pipeline/style"
)

// The formats that an issue is written in.
const (
	PDF  = "pdf"
	DOCX = "docx"
)

// Output is one file that was written; Pages is 0 for a file without pages of
// its own.
type Output struct {
	Issue *issue.Issue
	Path  string // below the output folder, slash-separated
	Pages int
	Bytes int64
}

// Build makes the files of every given issue, one of each format, below the
// folder out: all of them, or, when diags has errors in the end, none. done is
// called after each issue, never twice at once; it may be nil. When ctx ends, no further issue is begun
// and nothing is left behind; the error is that of ctx.
func (c *Content) Build(ctx context.Context, issues []*issue.Issue, out string, formats []string, stamp Stamp, done func(*issue.Issue), diags *diag.List) ([]Output, error) {
	if err := os.MkdirAll(out, 0o755); err != nil {
		return nil, err
	}
	staging, err := os.MkdirTemp(out, ".kan-*")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(staging)
	outputs, err := c.stage(ctx, issues, staging, formats, stamp, done, diags)
	if err != nil || diags.HasErrors() {
		return nil, err
	}
	for _, o := range outputs {
		to := filepath.Join(out, filepath.FromSlash(o.Path))
		if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
			return nil, err
		}
		if err := os.Rename(filepath.Join(staging, filepath.Base(o.Path)), to); err != nil {
			return nil, err
		}
	}
	return outputs, nil
}

// stage builds issues in parallel into the folder staging; results and
// complaints are in the order of issues whatever finishes first.
func (c *Content) stage(ctx context.Context, issues []*issue.Issue, staging string, formats []string, stamp Stamp, done func(*issue.Issue), diags *diag.List) ([]Output, error) {
	outputs := make([][]Output, len(issues))
	lists := make([]diag.List, len(issues))
	errs := make([]error, len(issues))
	var report sync.Mutex
	parallel.Do(len(issues), c.input.Jobs, func(n int) {
		if errs[n] = ctx.Err(); errs[n] != nil {
			return
		}
		outputs[n], errs[n] = c.stageOne(issues[n], staging, formats, stamp, &lists[n])
		if done != nil {
			report.Lock()
			defer report.Unlock()
			done(issues[n])
		}
	})
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	for n := range issues {
		diags.Merge(&lists[n])
		if errs[n] != nil {
			return nil, fmt.Errorf("%s：%w", issues[n].ID(), errs[n])
		}
	}
	return slices.Concat(outputs...), nil
}

// stageOne writes the files of one issue.
func (c *Content) stageOne(i *issue.Issue, staging string, formats []string, stamp Stamp, diags *diag.List) ([]Output, error) {
	d, s, err := c.compose(i)
	if err != nil {
		return nil, err
	}
	pages, err := c.layOut(d, s, stamp, layout.Options{}, diags)
	if err != nil || diags.HasErrors() {
		return nil, err
	}
	var outputs []Output
	for _, format := range formats {
		name := strings.ReplaceAll(i.ID(), "/", "-") + "." + format
		o := Output{Issue: i, Path: i.ID() + "/" + name}
		o.Bytes, err = writeFile(filepath.Join(staging, name), func(w io.Writer) error {
			if format == DOCX {
				return c.writeWord(w, d, s, pages)
			}
			o.Pages = len(pages.Pages)
			return pdf.Write(w, pages, structure.Read(pages), pdf.Options{Jobs: c.input.Jobs})
		})
		if err != nil {
			return nil, err
		}
		outputs = append(outputs, o)
	}
	return outputs, nil
}

// Pages composes and lays out one issue.
func (c *Content) Pages(i *issue.Issue, stamp Stamp, diags *diag.List) (*page.Document, error) {
	return c.pages(i, stamp, layout.Options{}, diags)
}

func (c *Content) pages(i *issue.Issue, stamp Stamp, o layout.Options, diags *diag.List) (*page.Document, error) {
	d, s, err := c.compose(i)
	if err != nil {
		return nil, err
	}
	return c.layOut(d, s, stamp, o, diags)
}

// compose makes the document of an issue; its style comes with it.
func (c *Content) compose(i *issue.Issue) (*doc.Document, *style.Style, error) {
	s := c.styles[i.Series.V]
	if s == nil {
		return nil, nil, fmt.Errorf("没有%s的模板", i.Series.V)
	}
	names := map[string]string{}
	for id, s := range c.styles {
		if s != nil {
			names[id] = s.Name
		}
	}
	return compose.Document(i, c.Registry, c.Ledger, compose.Options{SeriesNames: names,
		ContentsLeast: s.Contents.Least, DigestLeast: s.Digest.Least}), s, nil
}

func (c *Content) layOut(d *doc.Document, s *style.Style, stamp Stamp, o layout.Options, diags *diag.List) (*page.Document, error) {
	pages, err := layout.Pages(d, s, c.book, c.shaper, o, diags)
	if err != nil {
		return nil, err
	}
	pages.Meta = meta(&d.Fields, stamp)
	return pages, nil
}

// meta is what the file says of itself.
func meta(f *doc.Fields, stamp Stamp) page.Meta {
	title := fmt.Sprintf("%s %d年第%d期", f.SeriesName, f.Year, f.Number)
	if f.Title != "" {
		title += " " + f.Title
	}
	m := page.Meta{Title: title, Author: f.OfficeName, Subject: f.SeriesName, Keywords: f.Classification,
		Creator: stamp.Creator, Lang: "zh-CN", Created: stamp.Created}
	if m.Created.IsZero() {
		m.Created = f.Date.Time()
	}
	return m
}

// writeFile writes a new file through a buffer and returns its size.
func writeFile(name string, write func(io.Writer) error) (int64, error) {
	f, err := os.Create(name)
	if err != nil {
		return 0, err
	}
	b := bufio.NewWriterSize(f, 1<<16)
	err = write(b)
	if err == nil {
		err = b.Flush()
	}
	size, seekErr := f.Seek(0, io.SeekCurrent)
	for _, e := range []error{seekErr, f.Close()} {
		if err == nil {
			err = e
		}
	}
	return size, err
}
