package main

import (
	"errors"
	"io/fs"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"kan/pipeline"
	"kan/pipeline/diag"
)

type checkOptions struct {
	format, failOn string
	rev            string // the commit to read, "" for the folder as it is
	since, base    string // commits to compare with, "" for none
	jobs           int
}

func newCheck(e *env) *cobra.Command {
	var o checkOptions
	cmd := &cobra.Command{
		Use:   "check [路径…] [选项]",
		Short: "检查稿件、清单和登记册",
		Long: `检查全部稿件、期刊清单和登记册，列出每个问题的位置、原因和改法。
写了路径，就只列出这些文件或文件夹里的问题；检查的仍是全部内容。
最后列出没有编入任何一期的稿件，并说明原因。`,
		Example: `  kan check                                     全部内容
  kan check content/reports/2026                只看这个文件夹
  kan check --since origin/main                 只看这次改动
  kan check --format short                      一个问题一行，供编辑器使用
  kan check --format github --fail-on warning   在 GitHub 上逐行标注，有警告也算不通过
  kan check --format sarif                      写成 SARIF，供 GitHub 代码扫描和编辑器读取`,
		Args: cobra.ArbitraryArgs,
		RunE: func(_ *cobra.Command, args []string) error { return runCheck(e, o, args) },
	}
	chooseFlag(cmd, &o.format, "format", "输出格式", formatNames()...)
	chooseFlag(cmd, &o.failOn, "fail-on", "有哪一级问题就算不通过（退出码 1）", "error", "warning")
	revFlag(cmd, &o.rev)
	cmd.Flags().StringVar(&o.since, "since", "", "只列和这个`版本`相比改动的行里的问题，以及改动弄坏了别处的")
	cmd.Flags().StringVar(&o.base, "base", "", "和这个`分支`比，看期号、编号有没有重，那边定了稿的有没有改")
	jobsFlag(cmd, &o.jobs)
	return cmd
}

func formatNames() (names []string) {
	for _, f := range append(diag.Formats(), diag.FormatSARIF) {
		names = append(names, string(f))
	}
	return names
}

func runCheck(e *env, o checkOptions, args []string) error {
	if err := checkJobs(o.jobs); err != nil {
		return err
	}
	r, err := openRevision(e, o.rev)
	if err != nil {
		return err
	}
	defer r.close()
	only, err := r.paths(args)
	if err != nil {
		return err
	}
	c, ds, err := load(e, r, o.jobs)
	if err != nil {
		return err
	}
	defer c.Close()
	more, err := fromRecord(e, r, c, c.Reports)
	if err != nil {
		return err
	}
	ds = merged(ds, more)
	if ds, err = compared(e, r, c, o, ds); err != nil {
		return err
	}
	ds, left := only.findings(ds), only.leftOut(c.LeftOut)

	if err := printCheck(e, diag.Format(o.format), ds, c, left); err != nil {
		return err
	}
	return verdict(ds, o.failOn)
}

// load reads and checks everything, with progress; the findings are sorted.
func load(e *env, r *repo, jobs int) (*pipeline.Content, []diag.Diagnostic, error) {
	p := startProgress(e, "正在读稿件、检查内容……")
	defer p.end()
	var diags diag.List
	c, err := pipeline.Load(r.input(jobs), &diags)
	if err != nil {
		return nil, nil, err
	}
	return c, diags.Sorted(), nil
}

// verdict turns findings into the command's success or failure.
func verdict(ds []diag.Diagnostic, failOn string) error {
	worst := diag.Error
	if failOn == "warning" {
		worst = diag.Warning
	}
	if slices.ContainsFunc(ds, func(d diag.Diagnostic) bool { return d.Severity <= worst }) {
		return errFindings
	}
	return nil
}

// selection is the files and folders that findings are shown of; empty means all.
type selection []string

// paths turns arguments into a selection.
func (r *repo) paths(args []string) (selection, error) {
	var s selection
	for _, a := range args {
		name, err := r.inside(a)
		if err != nil {
			return nil, err
		}
		if _, err := fs.Lstat(r.files, name); errors.Is(err, os.ErrNotExist) {
			return nil, usage("核对路径；不写路径就是全部内容", "没有“%s”这个文件或文件夹", a)
		} else if err != nil {
			return nil, err
		}
		s = append(s, name)
	}
	return s, nil
}

func (s selection) has(name string) bool {
	return len(s) == 0 || slices.ContainsFunc(s, func(p string) bool {
		return p == "." || name == p || strings.HasPrefix(name, p+"/")
	})
}

func (s selection) findings(ds []diag.Diagnostic) []diag.Diagnostic {
	return slices.DeleteFunc(ds, func(d diag.Diagnostic) bool {
		return d.Span.File == nil && len(s) > 0 || d.Span.File != nil && !s.has(d.Span.File.Name)
	})
}

func (s selection) leftOut(all []pipeline.Exclusion) []pipeline.Exclusion {
	return slices.DeleteFunc(slices.Clone(all), func(x pipeline.Exclusion) bool { return !s.has(x.Report.File.Name) })
}
