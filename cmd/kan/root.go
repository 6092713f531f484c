package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"
)

// dirFlag is the name under which -C is known to the flag library; there is
// no long form.
const dirFlag = "C"

// newRoot puts the commands together.
func newRoot(e *env) *cobra.Command {
	root := &cobra.Command{
		Use:   "kan 命令 [选项]",
		Short: "把 Markdown 稿件编成期刊",
		Long:  "kan（刊）检查用 Markdown 写的稿件，编成一期一期的内部刊物，排成可以付印的 PDF。",
		Example: `  kan check                             检查全部内容
  kan build public-opinion/2026/012     排出一期
  kan new report 关于某事的建议         新建一件稿件
  kan explain report/no-summary         一种提示是什么意思、怎么改`,
		SilenceUsage:  true,
		SilenceErrors: true,
		Args:          cobra.ArbitraryArgs,
		RunE:          groupRun,
	}
	root.CompletionOptions.DisableDefaultCmd = true
	root.SetOut(e.stdout)
	root.SetErr(e.stderr)
	root.SetFlagErrorFunc(flagError)
	root.SetHelpFunc(func(cmd *cobra.Command, _ []string) { help(e.stdout, cmd) })

	flags := root.PersistentFlags()
	flags.StringVarP(&e.dir, dirFlag, "C", "", "先进入`目录`，再做下面的事")
	flags.BoolP("help", "h", false, "显示这个命令的说明")
	e.color = "auto"
	flags.Var(choice{&e.color, []string{"auto", "always", "never"}}, "color", "要不要颜色")
	completeFlag(root, "color", func() []string { return []string{"auto", "always", "never"} })

	root.AddCommand(newCheck(e), newBuild(e), newList(e), newFonts(e), newProof(e), newParity(e), newNew(e), newIssueCmd(e), newVerify(e), newHistory(e), newDiff(e), newCI(e), newExplain(e), newVersion(e), newCompletion(e))
	root.SetHelpCommand(newHelp(e, root))
	return root
}

// newHelp is `kan help COMMAND`, for those who try it before --help.
func newHelp(e *env, root *cobra.Command) *cobra.Command {
	return &cobra.Command{
		Use: "help [命令]", Short: "显示命令的说明",
		RunE: func(_ *cobra.Command, args []string) error {
			cmd, rest, err := root.Find(args)
			if err != nil || len(rest) > 0 {
				return unknownCommand(root, strings.Join(args, " "))
			}
			help(e.stdout, cmd)
			return nil
		},
	}
}

// groupRun is what a command that only holds others does: without a word it
// shows its help, with one it says that there is no such command.
func groupRun(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return cmd.Help()
	}
	return unknownCommand(cmd, args[0])
}

func unknownCommand(parent *cobra.Command, word string) error {
	hint := fmt.Sprintf("%s --help 列出全部命令", parent.CommandPath())
	parent.SuggestionsMinimumDistance = 2
	if near := parent.SuggestionsFor(word); len(near) > 0 {
		hint = "是不是 " + parent.CommandPath() + " " + near[0] + "？"
	}
	return usage(hint, "没有“%s”这个命令", parent.CommandPath()+" "+word)
}

// words refuses more arguments than a command takes.
func words(least, most int, what string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		switch {
		case len(args) < least:
			return usage("例如："+firstExample(cmd), "%s 后面要写%s", cmd.CommandPath(), what)
		case len(args) > most:
			return usage("有空格的内容要加引号；例如："+firstExample(cmd), "%s 后面多写了“%s”", cmd.CommandPath(), strings.Join(args[most:], " "))
		}
		return nil
	}
}

// firstExample is the first example of a command, without its explanation.
func firstExample(cmd *cobra.Command) string {
	line, _, _ := strings.Cut(strings.TrimSpace(cmd.Example), "\n")
	line, _, _ = strings.Cut(line, "  ")
	return line
}
