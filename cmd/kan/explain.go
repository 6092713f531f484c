package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"kan/pipeline"
	"kan/pipeline/diag"
)

func newExplain(e *env) *cobra.Command {
	return &cobra.Command{
		Use:   "explain [代号]",
		Short: "说明一种提示是什么意思、怎么改",
		Long:  "说明一种提示是什么意思、为什么要改、怎么改。代号写在每条提示里，如 report/no-summary；不写代号，就列出全部代号。",
		Example: `  kan explain report/no-summary   说明这一种
  kan explain                     列出全部代号`,
		Args: words(0, 1, "代号"),
		RunE: func(_ *cobra.Command, args []string) error { return runExplain(e, args) },
		ValidArgsFunction: func(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
			if len(args) > 0 {
				return nil, cobra.ShellCompDirectiveNoFileComp
			}
			return codeNames(), cobra.ShellCompDirectiveNoFileComp
		},
	}
}

func codeNames() (names []string) {
	for _, c := range diag.Codes() {
		names = append(names, string(c))
	}
	return names
}

func runExplain(e *env, args []string) error {
	if len(args) == 0 {
		for _, name := range codeNames() {
			fmt.Fprintln(e.stdout, name)
		}
		return nil
	}
	text, ok := diag.Explain(diag.Code(args[0]))
	if !ok {
		hint := "kan explain 列出全部代号"
		if near := pipeline.Nearest(args[0], codeNames()); near != "" {
			hint = "是不是 kan explain " + near + "？"
		}
		return usage(hint, "没有“%s”这个代号", args[0])
	}
	fmt.Fprintf(e.stdout, "%s\n\n%s\n", args[0], text)
	return nil
}
