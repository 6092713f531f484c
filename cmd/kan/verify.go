package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"kan/pipeline"
	"kan/pipeline/diag"
)

func newVerify(e *env) *cobra.Command {
	all := false
	cmd := &cobra.Command{
		Use:   "verify [刊期 [文件…]] [选项]",
		Short: "核实印出来的就是定稿的",
		Long: `从定稿时的提交重新排版，和定稿记录逐个文件、逐字节比较；不一样，就说出是哪一个输入变了。
写了文件，再看它是不是这一期印发的那一份。全部一致，退出码是 0；有不一致的，是 1。`,
		Example: "  kan verify public-opinion/2026/012              重排一遍，和记录比较\n  kan verify public-opinion/2026/012 收到的.pdf   这份文件是不是我们发的\n  kan verify --all                                已定稿的每一期",
		Args:    cobra.ArbitraryArgs,
		RunE:    func(_ *cobra.Command, args []string) error { return runVerify(e, all, args) },
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return issueNames(e), cobra.ShellCompDirectiveDefault
		},
	}
	cmd.Flags().BoolVar(&all, "all", false, "已定稿的每一期")
	return cmd
}

func runVerify(e *env, all bool, args []string) error {
	if all == (len(args) > 0) {
		return usage("例如：kan verify public-opinion/2026/012，或 kan verify --all", "写一期刊期，或者 --all")
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
	issues, err := closedIssues(r, c, all, args)
	if err != nil {
		return err
	}
	rec, err := needRecord(r, "核实")
	if err != nil {
		return err
	}
	defer rec.close()
	ctx, stop := interruptible()
	defer stop()
	log, err := pipeline.ReadLog(ctx, rec.History, rec.head, rec.cache)
	if err != nil {
		return err
	}
	var changed diag.List
	if err := c.LockRecord(log, &changed); err != nil {
		return err
	}
	ds = merged(ds, changed.Sorted())
	broken := all && slices.ContainsFunc(ds, unusable)
	if len(issues) == 0 && !broken {
		fmt.Fprintln(e.stderr, "还没有一期定稿")
		return nil
	}
	if broken || verdict(ds, "error") != nil {
		if err := printFindings(e, e.stderr, e.stderrTTY, ds, diag.FormatText); err != nil {
			return err
		}
	}
	proven, err := rebuilt(e, rec, c, log, issues)
	if err != nil {
		return err
	}
	same := proven
	for _, name := range args[min(1, len(args)):] {
		ok, err := verifyFile(e.stdout, r, c, issues[0], name, proven)
		if err != nil {
			return err
		}
		same = same && ok
	}
	if !same || broken {
		return errFindings
	}
	return nil
}

// rebuilt builds issues again and tells of each; it returns whether all came out
// as they were.
func rebuilt(e *env, rec *record, c *pipeline.Content, log *pipeline.Log, issues []*pipeline.Issue) (bool, error) {
	ctx, stop := interruptible()
	defer stop()
	same := true
	for _, i := range issues {
		p := startProgress(e, "正在重新排版："+i.ID())
		var diags diag.List
		v, err := c.Verify(ctx, i, rec.History, log, &diags)
		p.end()
		if err != nil {
			return false, err
		}
		same = printVerdict(e.stdout, i, v) && same
		if verdict(diags.Sorted(), "error") != nil {
			if err := printFindings(e, e.stderr, e.stderrTTY, diags.Sorted(), diag.FormatText); err != nil {
				return false, err
			}
		}
	}
	return same, nil
}

// unusable tells whether a finding is that an issue has no lock, or one that
// cannot be read: nothing can be built then, and that is no sign that all is well.
// An office that has issues from before it had the program turns the rule off.
func unusable(d diag.Diagnostic) bool {
	return d.Code == pipeline.CodeNoLock ||
		d.Severity == diag.Error && d.Span.File != nil && strings.HasSuffix(d.Span.File.Name, ".lock.yaml")
}

// closedIssues are the issues to verify: the one that is named, or all that have
// a lock.
func closedIssues(r *repo, c *pipeline.Content, all bool, args []string) ([]*pipeline.Issue, error) {
	if !all {
		issues, err := chooseIssues(r, c, args[:1])
		if err != nil {
			return nil, err
		}
		if len(issues) == 0 || c.Lock(issues[0]) == nil {
			return nil, usage("定稿用 kan issue close；记录被改过的，先用 git checkout 恢复", "%s 没有能用的定稿记录", args[0])
		}
		return issues, nil
	}
	var out []*pipeline.Issue
	for _, i := range c.Issues {
		if c.Lock(i) != nil {
			out = append(out, i)
		}
	}
	return out, nil
}

// printVerdict tells of one issue; it returns whether all is as it was.
func printVerdict(w io.Writer, i *pipeline.Issue, v *pipeline.Verdict) bool {
	from := "现在的文件（定稿记录还没有提交）"
	if v.Commit != nil {
		from = "提交 " + short(v.Commit.Hash)
	}
	fmt.Fprintf(w, "%s  从%s重排\n", i.ID(), from)
	if v.Replaced {
		fmt.Fprintln(w, "  现在的定稿记录不是当初的那一份；下面按当初的比")
	}
	for _, f := range v.Files {
		switch {
		case f.Same():
			fmt.Fprintf(w, "  一致  %s\n", f.Path)
		case f.SHA256 == "":
			fmt.Fprintf(w, "  记录里没有  %s\n", f.Path)
		case f.Got == "":
			fmt.Fprintf(w, "  没有排出  %s\n", f.Path)
		default:
			fmt.Fprintf(w, "  不同  %s  记录 %.12s，现在 %.12s\n", f.Path, f.SHA256, f.Got)
		}
	}
	for _, in := range v.Inputs {
		what := "变了"
		if in.Now == "" {
			what = "没有了"
		}
		if in.BuiltIn {
			what += "（随程序提供，定稿用的是 " + v.Lock.Tool + "）"
		}
		fmt.Fprintf(w, "  输入%s  %s\n", what, in.Path)
	}
	if !v.SameFiles() && len(v.Inputs) == 0 {
		fmt.Fprintf(w, "  输入都没有变：是程序变了，定稿用的是 %s\n", v.Lock.Tool)
	}
	return v.Same()
}
