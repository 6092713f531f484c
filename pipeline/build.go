package pipeline

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"path"
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
	"kan/pipeline/style"
)

// The formats that an issue is written in.
const (
	PDF  = "pdf"
	DOCX = "docx"
)

// BuildOptions say what a build writes and how.
type BuildOptions struct {
	Formats []string // PDF, DOCX or both
	Stamp   Stamp
	PDF     PDFOptions

	// Done is called after each file or pair of files with how many of all are
	// there by then, never twice at once; may be nil.
	Done func(i *issue.Issue, n, of int)
}

// Output is one file that was written; Pages is 0 for a file without pages of
// its own.
type Output struct {
	Issue  *issue.Issue
	Path   string // below the output folder, slash-separated
	Pages  int
	Bytes  int64
	SHA256 string // hexadecimal
}

// Build makes the files of every given issue, one of each format, below the
// folder out: all of them, or, when diags has errors in the end, none. When ctx
// ends, no further issue is begun and nothing is left behind; the error is that
// of ctx.
func (c *Content) Build(ctx context.Context, issues []*issue.Issue, out string, o BuildOptions, diags *diag.List) ([]Output, error) {
	if e := o.PDF.Encrypt; e != nil {
		if err := e.Check(); err != nil {
			return nil, err
		}
	}
	if err := os.MkdirAll(out, 0o755); err != nil {
		return nil, err
	}
	staging, err := os.MkdirTemp(out, ".kan-*")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(staging)
	outputs, err := c.stage(ctx, issues, staging, o, diags)
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
	if o.PDF.Copies {
		return outputs, leftOver(issues, outputs, out, diags)
	}
	return outputs, nil
}

// job is one set of files: those of an issue, or one numbered copy of it.
type job struct {
	issue *issue.Issue
	copy  *numbered // nil for the issue itself
}

// jobs are what is to be made. Complaints about copies are in diags.
func jobs(issues []*issue.Issue, copies bool, diags *diag.List) (list []job) {
	for _, i := range issues {
		if !copies {
			list = append(list, job{issue: i})
			continue
		}
		for _, n := range numberedCopies(i, diags) {
			list = append(list, job{i, &n})
		}
	}
	return list
}

// stage does the jobs in parallel into the folder staging; results and
// complaints are in the order of issues whatever finishes first.
func (c *Content) stage(ctx context.Context, issues []*issue.Issue, staging string, o BuildOptions, diags *diag.List) ([]Output, error) {
	list := jobs(issues, o.PDF.Copies, diags)
	outputs := make([][]Output, len(list))
	lists := make([]diag.List, len(list))
	errs := make([]error, len(list))
	var report sync.Mutex
	done := 0
	parallel.Do(len(list), c.input.Jobs, func(n int) {
		if errs[n] = ctx.Err(); errs[n] != nil {
			return
		}
		outputs[n], errs[n] = c.stageOne(list[n], staging, o, &lists[n])
		if o.Done != nil {
			report.Lock()
			defer report.Unlock()
			done++
			o.Done(list[n].issue, done, len(list))
		}
	})
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	for n := range list {
		diags.MergeNew(&lists[n]) // what one copy shows, most of the others do too
		if errs[n] != nil {
			return nil, fmt.Errorf("%s：%w", list[n].issue.ID(), errs[n])
		}
	}
	if o.PDF.Copies && !diags.HasErrors() {
		return registers(list, outputs, staging)
	}
	return slices.Concat(outputs...), nil
}

// stageOne writes the files of one job.
func (c *Content) stageOne(j job, staging string, o BuildOptions, diags *diag.List) ([]Output, error) {
	i := j.issue
	d, s, err := c.compose(i)
	if err != nil {
		return nil, err
	}
	name := strings.ReplaceAll(i.ID(), "/", "-")
	if j.copy != nil {
		d.Fields.Copy, d.Fields.Recipient = j.copy.number, j.copy.recipient
		name += "-" + j.copy.number
	}
	pages, err := c.layOut(d, s, c.stampOf(i, o.Stamp), layout.Options{}, diags)
	if err != nil || diags.HasErrors() {
		return nil, err
	}
	var outputs []Output
	for _, format := range o.Formats {
		out := Output{Issue: i, Path: i.ID() + "/" + name + "." + format}
		err = out.write(staging, func(w io.Writer) error {
			if format == DOCX {
				return c.writeWord(w, d, s, pages)
			}
			out.Pages = len(pages.Pages)
			return c.writePDF(w, i, s, pages, o.PDF, diags)
		})
		if err != nil {
			return nil, err
		}
		outputs = append(outputs, out)
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
	return c.layOut(d, s, c.stampOf(i, stamp), o, diags)
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
		Stamps:        compose.Stamps(s.Stamps),
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

// stampOf is what the files of an issue are marked with: what its lock says, once
// it is closed, so that they come out the same for ever.
func (c *Content) stampOf(i *issue.Issue, s Stamp) Stamp {
	l := c.locks[i]
	if l == nil || i.Status.V != issue.Closed {
		return s
	}
	return Stamp{Creator: l.Tool, Created: l.Time, Commit: l.Commit, Lock: l.Digest}
}

// meta is what the file says of itself.
func meta(f *doc.Fields, stamp Stamp) page.Meta {
	title := fmt.Sprintf("%s %d年第%d期", f.SeriesName, f.Year, f.Number)
	if f.Title != "" {
		title += " " + f.Title
	}
	m := page.Meta{Copy: f.Copy, Recipient: f.Recipient, Commit: stamp.Commit, Lock: stamp.Lock, Title: title, Author: f.OfficeName, Subject: f.SeriesName, Keywords: f.Classification,
		Creator: stamp.Creator, Lang: "zh-CN", Created: stamp.Created}
	if m.Created.IsZero() {
		m.Created = f.Date.Time()
	}
	return m
}

// write makes the file of an output in the folder staging, and notes what it is.
func (o *Output) write(staging string, write func(io.Writer) error) error {
	sum := sha256.New()
	var err error
	o.Bytes, err = writeFile(filepath.Join(staging, path.Base(o.Path)), func(w io.Writer) error {
		return write(io.MultiWriter(w, sum))
	})
	o.SHA256 = hex.EncodeToString(sum.Sum(nil))
	return err
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
