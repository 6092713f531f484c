package main

import (
	"fmt"
	"io"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"kan/pipeline"
	"kan/pipeline/diag"
)

func newDiff(e *env) *cobra.Command {
	out := ""
	cmd := &cobra.Command{
		Use:   "diff 刊期 旧版本 [新版本] [选项]",
		Short: "一期的两个版本有哪些不同",
		Long: `列出一期在两个版本之间增加、删去、改动的稿件，并排出一份标明改动的 PDF，供签发的人看：
增加的字下面画线，删去的字中间画线，页边写着是谁、哪一天改的。不写新版本，就是现在的文件。`,
		Example: "  kan diff public-opinion/2026/012 HEAD~3              和三个提交以前比\n  kan diff public-opinion/2026/012 送审稿 HEAD         两个版本之间",
		Args:    words(2, 3, "刊期和版本"),
		RunE:    func(_ *cobra.Command, args []string) error { return runDiff(e, out, args) },
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return issueNames(e), cobra.ShellCompDirectiveDefault
		},
	}
	outFlag(cmd, &out)
	return cmd
}

func runDiff(e *env, out string, args []string) error {
	now := ""
	if len(args) == 3 {
		now = args[2]
	}
	r, c, found, err := contentAt(e, now)
	if err != nil {
		return err
	}
	defer r.close()
	defer c.Close()
	before, then, _, err := contentAt(e, args[1])
	if err != nil {
		return err
	}
	defer before.close()
	defer then.Close()
	issues, err := chooseIssues(r, c, args[:1])
	if err != nil {
		return err
	}
	if len(issues) == 0 {
		return usage("先运行 kan check", "%s 的清单读不了", args[0])
	}
	if err := diffable(e, c, then, issues[0], found); err != nil {
		return err
	}
	out = r.outFolder(out)
	d, err := drawDiff(e, r, c, then, issues[0], out)
	if err != nil {
		return err
	}
	printDifference(e.stdout, d)
	_, err = fmt.Fprintf(e.stdout, "%s  %d 页\n", r.shown(filepath.Join(out, filepath.FromSlash(d.Path))), d.Pages)
	return err
}

// drawDiff writes the pages; the history up to the newer version names who
// changed what.
func drawDiff(e *env, r *repo, c, then *pipeline.Content, i *pipeline.Issue, out string) (*pipeline.Difference, error) {
	stamp, err := stampOf(e)
	if err != nil {
		return nil, err
	}
	rec, err := needRecord(r, "两个版本的不同")
	if err != nil {
		return nil, err
	}
	defer rec.close()
	ctx, stop := interruptible()
	defer stop()
	log, err := pipeline.ReadLog(ctx, rec.History, rec.head, rec.cache)
	if err != nil {
		return nil, err
	}
	var diags diag.List
	d, err := c.Diff(ctx, then, i, log, out, stamp, &diags)
	if err == nil && diags.HasErrors() {
		err = printAndRefuse(e, diags.Sorted(), nothingWritten)
	}
	return d, err
}

// contentAt reads the content of a revision, and what is found in it.
func contentAt(e *env, rev string) (*repo, *pipeline.Content, []diag.Diagnostic, error) {
	r, err := openRevision(e, rev)
	if err != nil {
		return nil, nil, nil, err
	}
	c, found, err := load(e, r, 0)
	if err != nil {
		r.close()
		return nil, nil, nil, err
	}
	return r, c, found, nil
}

// diffable refuses an issue that cannot be set for errors in its own files, and
// one that a workflow must not set, in either version.
func diffable(e *env, c, then *pipeline.Content, i *pipeline.Issue, found []diag.Diagnostic) error {
	own := map[string]bool{i.File.Name: true}
	for _, r := range i.Items() {
		own[r.File.Name] = true
	}
	found = slices.DeleteFunc(found, func(d diag.Diagnostic) bool { return d.Span.File == nil || !own[d.Span.File.Name] })
	if verdict(found, "error") != nil {
		return printAndRefuse(e, found, nothingWritten)
	}
	if err := guard(e, c, nil, []*pipeline.Issue{i}); err != nil {
		return err
	}
	for _, o := range then.Issues {
		if o.File.Name == i.File.Name {
			return guard(e, then, nil, []*pipeline.Issue{o})
		}
	}
	return nil
}

// printDifference lists what became of the reports.
func printDifference(w io.Writer, d *pipeline.Difference) {
	if d.Empty() {
		fmt.Fprintln(w, "没有不同")
	}
	for _, f := range d.Fields {
		fmt.Fprintf(w, "%s  “%s”改成“%s”\n", f.Name, f.Old, f.New)
	}
	for _, i := range d.Items {
		what := ""
		switch i.Kind {
		case pipeline.ItemAdded:
			what = "增加"
		case pipeline.ItemDropped:
			what = "删去"
		case pipeline.ItemChanged:
			what = fmt.Sprintf("改动（加%d字，删%d字）", i.Inserted, i.Deleted)
		}
		if i.Moved {
			if what != "" {
				what += "、"
			}
			what += "移动了位置"
		}
		fmt.Fprintf(w, "%s  %s  %s\n", i.Report, what, i.Title)
	}
	if c := d.Rest; c.Inserted+c.Deleted > 0 {
		fmt.Fprintf(w, "编者按和栏目  改动（加%d字，删%d字）\n", c.Inserted, c.Deleted)
	}
}
