package main

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"kan/pipeline"
)

// choice is a flag that takes one of a few words.
type choice struct {
	value   *string
	allowed []string
}

// String is the present value.
func (c choice) String() string {
	if c.value == nil {
		return ""
	}
	return *c.value
}

// Type is what help shows in place of a value.
func (c choice) Type() string { return strings.Join(c.allowed, "|") }

// Set takes one of the allowed words.
func (c choice) Set(s string) error {
	if slices.Contains(c.allowed, s) {
		*c.value = s
		return nil
	}
	return usage(suggest(s, c.allowed), "没有“%s”这个值", s)
}

// suggest says which of the allowed words was probably meant, or names them.
func suggest(word string, allowed []string) string {
	if near := pipeline.Nearest(word, allowed); near != "" {
		return "是不是 " + near + "？"
	}
	return "可以写：" + strings.Join(allowed, "、")
}

// chooseFlag adds a flag that takes one of the allowed words, the first being
// the default, and completes it.
func chooseFlag(cmd *cobra.Command, value *string, name, help string, allowed ...string) {
	*value = allowed[0]
	cmd.Flags().Var(choice{value, allowed}, name, help)
	completeFlag(cmd, name, func() []string { return allowed })
}

// completeFlag gives the shell the values of a flag.
func completeFlag(cmd *cobra.Command, name string, values func() []string) {
	// The only error is a flag that does not exist or is registered twice.
	if err := cmd.RegisterFlagCompletionFunc(name, func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		return values(), cobra.ShellCompDirectiveNoFileComp
	}); err != nil {
		panic(err)
	}
}

// jobsFlag adds --jobs.
func jobsFlag(cmd *cobra.Command, jobs *int) {
	cmd.Flags().IntVarP(jobs, "jobs", "j", 0, "同时做`几`件事；0 是用满处理器")
}

// revFlag adds --rev.
func revFlag(cmd *cobra.Command, rev *string) {
	cmd.Flags().StringVar(rev, "rev", "", "读 Git 里的这个`版本`：提交号、标签或分支（不写就读现在的文件）")
}

// checkJobs refuses what is no number of workers.
func checkJobs(jobs int) error {
	if jobs < 0 {
		return usage("写 0 或更大的整数", "选项 --jobs 不能是负数")
	}
	return nil
}
