package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"kan/pipeline/diag"
)

// help prints what a command is for, examples first.
func help(w io.Writer, cmd *cobra.Command) {
	about := cmd.Long
	if about == "" {
		about = cmd.Short
	}
	fmt.Fprintf(w, "%s\n", strings.TrimSpace(about))
	if cmd.Example != "" {
		fmt.Fprintf(w, "\n例子：\n%s\n", strings.TrimRight(cmd.Example, "\n"))
	}
	path, _ := strings.CutSuffix(cmd.CommandPath(), cmd.Name())
	fmt.Fprintf(w, "\n用法：\n  %s%s\n", path, cmd.Use)
	if cmd.HasAvailableSubCommands() {
		fmt.Fprint(w, "\n命令：\n")
		var rows [][2]string
		for _, c := range cmd.Commands() {
			if c.IsAvailableCommand() {
				rows = append(rows, [2]string{c.Name(), c.Short})
			}
		}
		table(w, rows)
	}
	flagTable(w, "选项", cmd.NonInheritedFlags())
	flagTable(w, "通用选项", cmd.InheritedFlags())
	if !cmd.HasParent() {
		fmt.Fprint(w, "\n"+exitCodes)
	}
}

const exitCodes = `退出码：
  0    一切正常
  1    稿件或清单有问题，已经列出
  2    命令写得不对，或找不到、读不懂设置
  3    程序自身或机器出了问题
  130  被中断
`

func flagTable(w io.Writer, title string, flags *pflag.FlagSet) {
	var rows [][2]string
	flags.VisitAll(func(f *pflag.Flag) {
		if f.Hidden {
			return
		}
		name := "    --" + f.Name
		switch {
		case f.Name == dirFlag:
			name = "-C"
		case f.Shorthand != "":
			name = "-" + f.Shorthand + ", --" + f.Name
		}
		value, about := pflag.UnquoteUsage(f)
		if value != "" {
			name += " " + value
		}
		switch f.DefValue {
		case "", "0", "false":
		default:
			about += "（不写就是 " + f.DefValue + "）"
		}
		rows = append(rows, [2]string{name, about})
	})
	if len(rows) == 0 {
		return
	}
	fmt.Fprintf(w, "\n%s：\n", title)
	table(w, rows)
}

// table prints rows of two columns, aligned.
func table(w io.Writer, rows [][2]string) {
	widest := 0
	for _, r := range rows {
		widest = max(widest, diag.Width(r[0]))
	}
	for _, r := range rows {
		fmt.Fprintf(w, "  %s%s  %s\n", r[0], strings.Repeat(" ", widest-diag.Width(r[0])), r[1])
	}
}
