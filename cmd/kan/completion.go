package main

import (
	"io/fs"
	"strings"

	"github.com/spf13/cobra"
)

func newCompletion(e *env) *cobra.Command {
	shells := []string{"bash", "zsh", "fish", "powershell"}
	return &cobra.Command{
		Use:   "completion SHELL",
		Short: "输出命令补全的脚本",
		Long:  "输出命令补全的脚本，让 Shell 按 Tab 键补全命令、选项和刊期。SHELL 是 bash、zsh、fish 或 powershell。",
		Example: `  source <(kan completion bash)                                     用于 bash，写进 ~/.bashrc 就一直有效
  kan completion zsh > "${fpath[1]}/_kan"                           用于 zsh
  kan completion fish > ~/.config/fish/completions/kan.fish         用于 fish
  kan completion powershell | Out-String | Invoke-Expression        用于 PowerShell`,
		Args:      words(1, 1, " Shell 的名称：bash、zsh、fish 或 powershell"),
		ValidArgs: shells,
		RunE: func(cmd *cobra.Command, args []string) error {
			root := cmd.Root()
			switch args[0] {
			case "bash":
				return root.GenBashCompletionV2(e.stdout, true)
			case "zsh":
				return root.GenZshCompletion(e.stdout)
			case "fish":
				return root.GenFishCompletion(e.stdout, true)
			case "powershell":
				return root.GenPowerShellCompletionWithDesc(e.stdout)
			}
			return usage("可以写：bash、zsh、fish、powershell", "没有“%s”的补全脚本", args[0])
		},
	}
}

// issueNames lists series/year/number of every manifest by the names of the
// files; the shell asks while somebody types, so nothing is read.
func issueNames(e *env) []string {
	r, err := openRepo(e)
	if err != nil {
		return nil
	}
	defer r.close()
	files, _ := fs.Glob(r.root.FS(), "content/issues/*/*/*.yaml") // the only error is a bad pattern
	var names []string
	for _, f := range files {
		name := strings.TrimSuffix(strings.TrimPrefix(f, "content/issues/"), ".yaml")
		if !strings.HasSuffix(name, ".lock") {
			names = append(names, name)
		}
	}
	return names
}
