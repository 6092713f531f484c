package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"kan/pipeline"
	"kan/pipeline/diag"
)

type ciOptions struct {
	base, out string
	pictures  bool
}

func newCI(e *env) *cobra.Command {
	var o ciOptions
	cmd := &cobra.Command{
		Use:   "ci [选项]",
		Short: "流水线里的检查和排版",
		Long: `在流水线（如 GitHub Actions）里用：检查这次改动，排出受影响的各期，写一份中文小结。
写了 --base，或者在拉取请求里（环境变量 GITHUB_BASE_REF），只列改动引起的问题，只排受影响的各期，并核对期号有没有和主分支重；
不然就检查全部，排出还没有定稿的每一期。有 pdftoppm 的，另把每一页存成图片，放在 pictures 里。`,
		Example: "  kan ci --base origin/main    一个分支\n  kan ci                       主分支",
		Args:    words(0, 0, ""),
		RunE:    func(*cobra.Command, []string) error { return runCI(e, o) },
	}
	cmd.Flags().StringVar(&o.base, "base", "", "和这个`分支`比")
	outFlag(cmd, &o.out)
	cmd.Flags().BoolVar(&o.pictures, "pictures", true, "把每一页存成图片（要有 pdftoppm）")
	return cmd
}

func runCI(e *env, o ciOptions) error {
	if branch, _ := e.lookup("GITHUB_BASE_REF"); o.base == "" && branch != "" {
		o.base = "origin/" + branch
	}
	stamp, err := stampOf(e)
	if err != nil {
		return err
	}
	r, err := openRepo(e)
	if err != nil {
		return err
	}
	defer r.close()
	c, ds, err := load(e, r, 0)
	if err != nil {
		return err
	}
	defer c.Close()
	more, err := fromRecord(e, r, c, c.Reports)
	if err != nil {
		return err
	}
	ds = merged(ds, more)
	t := &task{found: ds, shown: ds, issues: openIssues(c)}
	if o.base != "" {
		if t, err = changed(e, r, c, o.base, ds); err != nil {
			return err
		}
	}
	format := diag.FormatText
	if in, _ := e.lookup("GITHUB_ACTIONS"); in == "true" {
		format = diag.FormatGitHub
	}
	if err := printCheck(e, format, t.shown, c, c.LeftOut); err != nil {
		return err
	}
	if verdict(t.shown, "error") != nil {
		return errFindings
	}
	if verdict(t.found, "error") != nil { // it was there before: others have to mend it, but nothing can be built
		return usage("先改好主分支上的错误：kan check", "这次改动没有错误，别处却有，所以排不了")
	}
	return buildTouched(e, o, r, c, t, stamp)
}

// openIssues are the issues that are still being worked on.
func openIssues(c *pipeline.Content) (list []*pipeline.Issue) {
	for _, i := range c.Issues {
		if !i.IsVoid() && c.Lock(i) == nil {
			list = append(list, i)
		}
	}
	return list
}

// task is what a run is to tell and to build.
type task struct {
	found, shown []diag.Diagnostic // all, and those of the change
	issues       []*pipeline.Issue
	ceiling      *pipeline.Classification // see guard
}

// changed is the task of a change that is asked into the branch base.
func changed(e *env, r *repo, c *pipeline.Content, base string, ds []diag.Diagnostic) (*task, error) {
	rec, err := needRecord(r, "--base")
	if err != nil {
		return nil, err
	}
	defer rec.close()
	b, err := readBranch(rec, base)
	if err != nil {
		return nil, err
	}
	if ds, err = b.collisions(c, ds); err != nil {
		return nil, err
	}
	p, err := readPast(e, rec, b, 0)
	if err != nil {
		return nil, err
	}
	defer p.Close()
	ceiling := pipeline.UploadableAt(b.tip)
	return &task{ds, pipeline.Since(p.files, p.found, ds), c.Touched(p.Content), &ceiling}, nil
}

// buildTouched builds issues and tells about them on the page of the run.
func buildTouched(e *env, o ciOptions, r *repo, c *pipeline.Content, t *task, stamp pipeline.Stamp) error {
	if len(t.issues) == 0 {
		return ciSummary(e, "\n## 排版\n\n没有受影响的刊期。\n")
	}
	if err := guard(e, c, t.ceiling, t.issues); err != nil {
		return err
	}
	out := r.outFolder(o.out)
	files, more, err := typeset(e, c, t.issues, out, pipeline.BuildOptions{Formats: []string{pipeline.PDF, pipeline.DOCX}, Stamp: stamp})
	if err != nil {
		return err
	}
	if verdict(more, "error") != nil {
		return printAndRefuse(e, more, nothingWritten)
	}
	pictures := 0
	if o.pictures {
		if pictures, err = picturesOf(files, out); err != nil {
			return err
		}
	}
	for _, f := range files {
		fmt.Fprintln(e.stdout, r.shown(filepath.Join(out, filepath.FromSlash(f.Path))))
	}
	return ciSummary(e, builtSummary(files, pictures))
}

// builtSummary is the Markdown about what was built.
func builtSummary(files []pipeline.Output, pictures int) string {
	var b strings.Builder
	b.WriteString("\n## 排版\n\n| 刊期 | 文件 | 页数 | 大小 | 稿件 |\n|---|---|---|---|---|\n")
	for _, f := range files {
		pages := ""
		if f.Pages > 0 {
			pages = fmt.Sprint(f.Pages)
		}
		var titles []string
		if f.Pages > 0 {
			for _, r := range f.Issue.Items() {
				titles = append(titles, r.Title.V)
			}
		}
		fmt.Fprintf(&b, "| %s | %s | %s | %s | %s |\n", f.Issue.ID(), filepath.Base(f.Path), pages, size(f.Bytes), diag.MarkdownCell(strings.Join(titles, "；")))
	}
	b.WriteString("\n文件在本页下方的 Artifacts 里，下载 output；下载以后解压就能看。\n")
	if pictures > 0 {
		fmt.Fprintf(&b, "\n另有 %d 页的图片，在其中的 pictures 文件夹里，不装阅读器也能看。\n", pictures)
	}
	return b.String()
}

// ciSummary appends to the page of the run, or prints where there is none.
func ciSummary(e *env, text string) error {
	name, _ := e.lookup("GITHUB_STEP_SUMMARY")
	if name == "" {
		_, err := fmt.Fprint(e.stderr, text)
		return err
	}
	f, err := os.OpenFile(name, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	_, err = f.WriteString(text)
	if closeErr := f.Close(); err == nil {
		err = closeErr
	}
	return err
}
