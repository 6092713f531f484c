package main

import (
	"fmt"
	"io"
	"slices"

	"github.com/spf13/cobra"

	"kan/pipeline"
	"kan/pipeline/diag"
)

func newHistory(e *env) *cobra.Command {
	return &cobra.Command{
		Use:   "history 稿件",
		Short: "一件稿件的来历：报送、审核、改动、刊发",
		Long: `从 Git 里查出一件稿件的来历：谁在哪一天报送，每一条审核是谁提交的、算不算数，每一次内容改动，在哪几期印过。
稿件写编号或文件的路径。`,
		Example: "  kan history 2026-0187\n  kan history content/reports/2026/2026-0187-kangyang.md",
		Args:    words(1, 1, "稿件编号"),
		RunE:    func(_ *cobra.Command, args []string) error { return runHistory(e, args[0]) },
	}
}

func runHistory(e *env, arg string) error {
	r, err := openRepo(e)
	if err != nil {
		return err
	}
	defer r.close()
	c, _, err := load(e, r, 0) // its faults are for `kan check`
	if err != nil {
		return err
	}
	defer c.Close()
	n := slices.IndexFunc(c.Reports, func(p *pipeline.Report) bool { return p.ID.V == arg })
	if n < 0 {
		name, err := r.inside(arg)
		if n = slices.IndexFunc(c.Reports, func(p *pipeline.Report) bool { return err == nil && p.File.Name == name }); n < 0 {
			return unknownReport(c, arg)
		}
	}
	rec, err := needRecord(r, "稿件的来历")
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
	var diags diag.List
	chains, err := c.SignOffs(ctx, rec.History, log, c.Reports[n:n+1], &diags)
	if err != nil {
		return err
	}
	printChain(e.stdout, c, &chains[0])
	if err := printFindings(e, e.stderr, e.stderrTTY, diags.Sorted(), diag.FormatText); err != nil {
		return err
	}
	return verdict(diags.Sorted(), "error")
}

func unknownReport(c *pipeline.Content, arg string) error {
	var ids []string
	for _, r := range c.Reports {
		ids = append(ids, r.ID.V)
	}
	hint := "kan list reports 列出全部稿件"
	if near := pipeline.Nearest(arg, ids); near != "" {
		hint = "是不是 " + near + "？"
	}
	return usage(hint, "没有“%s”这件稿件", arg)
}

// printChain prints a line for every step: the day, the commit, what happened.
func printChain(w io.Writer, c *pipeline.Content, chain *pipeline.Chain) {
	fmt.Fprintf(w, "%s  %s\n", chain.Report.ID.V, chain.Report.Title.V)
	if len(chain.Steps) == 0 {
		fmt.Fprintln(w, "还没有提交到 Git")
	}
	for _, s := range chain.Steps {
		who := s.Commit.Author.Name
		if p, ok := c.Registry.Person(s.By); ok {
			who = p.Name.V
		}
		at := fmt.Sprintf("%s  %s", s.Commit.Committer.When.Format("2006-01-02"), short(s.Commit.Hash))
		switch s.Kind {
		case pipeline.Submitted:
			fmt.Fprintf(w, "%s  报送  %s\n", at, who)
		case pipeline.Changed:
			fmt.Fprintf(w, "%s  改动  %s  %d 行\n", at, who, len(s.Lines))
		case pipeline.Reviewed:
			counts := ""
			if s.Fault != 0 {
				counts = "  不算数"
			}
			fmt.Fprintf(w, "%s  %s  %s  %s%s\n", at, s.Review.Stage.V, who, s.Review.Decision.V, counts)
		}
	}
	for _, i := range c.Printings(chain.Report) {
		state := "编入（还没有定稿）"
		if l := c.Lock(i); l != nil {
			state = "刊发"
		}
		fmt.Fprintf(w, "%s  %s  %s\n", i.Date.V, state, i.ID())
	}
}
