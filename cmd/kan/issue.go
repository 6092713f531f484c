package main

import (
	"cmp"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"kan/pipeline"
	"kan/pipeline/diag"
)

func newIssueCmd(e *env) *cobra.Command {
	cmd := &cobra.Command{
		Use: "issue", Short: "定稿一期",
		Long: "定稿：定下期号，写出付印的文件和记录。\n记录在清单旁边（012.lock.yaml），说明这一期是用哪一个提交里的哪些文件排的、排出来是什么。",
		Args: cobra.ArbitraryArgs, RunE: groupRun,
	}
	cmd.AddCommand(newClose(e), newResume(e))
	return cmd
}

func newClose(e *env) *cobra.Command {
	dry := false
	cmd := &cobra.Command{
		Use:   "close 刊期 [选项]",
		Short: "定稿：定期号、固定选稿、排版、写记录",
		Long: `把一期定下来：期号接着本年的前一期，按条件选的稿件改成列明，稿件的状态改成已刊发，清单的状态改成已定稿，
排出 PDF 和 DOCX，写出定稿记录。要么全部写好，要么一个也不动。
最后告诉您怎样提交、打什么标签。文件里的时间是所在提交的时间；设了 SOURCE_DATE_EPOCH 就用它。`,
		Example: "  kan issue close public-opinion/2026/012            定稿一期\n  kan issue close public-opinion/2026/012 --dry-run  只看会改哪些文件",
		Args:    words(1, 1, "刊期"),
		RunE:    func(_ *cobra.Command, args []string) error { return runClose(e, args[0], dry) },
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return issueNames(e), cobra.ShellCompDirectiveDefault
		},
	}
	cmd.Flags().BoolVarP(&dry, "dry-run", "n", false, "只列出会改哪些文件，什么也不写")
	return cmd
}

func runClose(e *env, arg string, dry bool) error {
	stamp, err := stampOf(e)
	if err != nil {
		return err
	}
	c, err := chooseIssue(e, arg, nothingChanged)
	if err != nil {
		return err
	}
	defer c.close()
	if err := guard(e, c.content, nil, []*pipeline.Issue{c.issue}); err != nil {
		return err
	}
	rec, err := needRecord(c.repo, "定稿")
	if err != nil {
		return err
	}
	defer rec.close()
	found, err := fromRecord(e, c.repo, c.content, c.issue.Items())
	if err != nil {
		return err
	}
	if verdict(found, "error") != nil {
		return printAndRefuse(e, found, nothingChanged)
	}
	p, more, err := planClosing(e, c, rec, stamp)
	if err != nil {
		return err
	}
	more = slices.DeleteFunc(more, func(d diag.Diagnostic) bool { return contains(c.found, d) })
	if verdict(more, "error") != nil {
		return printAndRefuse(e, more, nothingChanged)
	}
	if dry {
		return printPlan(e, p)
	}
	if err := p.Apply(c.root); err != nil {
		return explainJournal(err)
	}
	return printClosed(e, c, p)
}

// nothingChanged is what follows an error of a command that changes files.
const nothingChanged = "什么也没有改"

// planClosing works out what closing changes, with progress.
func planClosing(e *env, c *chosen, rec *record, stamp pipeline.Stamp) (*pipeline.Closing, []diag.Diagnostic, error) {
	p := startProgress(e, "正在排版、写定稿记录……")
	defer p.end()
	ctx, stop := interruptible()
	defer stop()
	var diags diag.List
	plan, err := c.content.PlanClosing(ctx, c.issue, rec.head, rec.Files(rec.head), "output", stamp, &diags)
	return plan, diags.Sorted(), err
}

func printPlan(e *env, p *pipeline.Closing) error {
	for _, change := range p.Effects() {
		what := "改写"
		switch {
		case change.Removed:
			what = "删去"
		case change.Made:
			what = "新建"
		}
		if _, err := fmt.Fprintf(e.stdout, "%s  %s\n", what, change.Path); err != nil {
			return err
		}
	}
	fmt.Fprintf(e.stderr, "会定为 %s（总第%d期）；什么也没有写\n", p.ID, p.Total)
	return nil
}

// printClosed tells what was done, and what is to be typed now.
func printClosed(e *env, c *chosen, p *pipeline.Closing) error {
	for _, o := range p.Outputs {
		if _, err := fmt.Fprintln(e.stdout, c.shown(filepath.Join(c.dir, "output", filepath.FromSlash(o.Path)))); err != nil {
			return err
		}
	}
	name := strings.ReplaceAll(p.ID, "/", "-")
	series, rest, _ := strings.Cut(p.ID, "/")
	year, number, _ := strings.Cut(rest, "/")
	fmt.Fprintf(e.stderr, "%s 已定稿（总第%d期）", p.ID, p.Total)
	if p.Was != p.ID {
		fmt.Fprintf(e.stderr, "，原来的期号是 %s", p.Was)
	}
	if p.Frozen > 0 {
		fmt.Fprintf(e.stderr, "；%d 个栏目的选稿条件改成了稿件编号", p.Frozen)
	}
	if n := len(p.Published); n > 0 {
		fmt.Fprintf(e.stderr, "；%d 件稿件改为已刊发", n)
	}
	fmt.Fprintf(e.stderr, "\n接下来把它交进 Git：\n  git add content\n  git commit -m '%s: %s年第%s期定稿'\n  git tag %s\n", series, year, strings.TrimLeft(number, "0"), name)
	return nil
}

func newResume(e *env) *cobra.Command {
	discard := false
	cmd := &cobra.Command{
		Use:     "resume [选项]",
		Short:   "了结上一次没有做完的定稿",
		Long:    "定稿做到一半，机器断电或者程序被强行结束，文件可能有的已经换成新的。这个命令把它做完；还一个都没有换的，也可以放弃。",
		Example: "  kan issue resume            做完\n  kan issue resume --discard  放弃",
		Args:    words(0, 0, ""),
		RunE:    func(*cobra.Command, []string) error { return runResume(e, discard) },
	}
	cmd.Flags().BoolVar(&discard, "discard", false, "放弃；已经有文件换成新的，就不能放弃")
	return cmd
}

func runResume(e *env, discard bool) error {
	r, err := openAnyway(e)
	if err != nil {
		return err
	}
	defer r.close()
	p, err := pipeline.Pending(r.root)
	if err != nil {
		return explainJournal(err)
	}
	if p == nil {
		fmt.Fprintln(e.stderr, "没有做到一半的定稿")
		return nil
	}
	done := "做完了"
	if discard || !p.Complete {
		done, err = "放弃了，文件都和原来一样", p.Discard()
	} else {
		err = p.Finish()
	}
	if err != nil {
		return explainJournal(err)
	}
	fmt.Fprintf(e.stderr, "%s：%s\n", cmp.Or(p.Title, "定稿"), done)
	return nil
}

// explainJournal says what to do about a closing that did not come to its end.
func explainJournal(err error) error {
	switch {
	case errors.Is(err, pipeline.ErrEdited):
		return usage("恢复这个文件，或者先提交它，再来", "%v", err)
	case errors.Is(err, pipeline.ErrApplied):
		return usage("运行 kan issue resume 做完", "%v", err)
	case errors.Is(err, pipeline.ErrUnfinished), errors.Is(err, pipeline.ErrPending):
		return usage("运行 kan issue resume 做完，或 kan issue resume --discard 放弃", "%v", err)
	}
	return err
}
