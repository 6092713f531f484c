package main

import (
	"path/filepath"

	"github.com/spf13/cobra"
)

// outFlag adds --out.
func outFlag(cmd *cobra.Command, out *string) {
	cmd.Flags().StringVarP(out, "out", "o", "", "写到哪个`文件夹`（不写就是仓库里的 output）")
}

// outFolder is where files go: what --out says, read from where the command was
// started, else output in the content repository.
func (r *repo) outFolder(asked string) string {
	switch {
	case asked == "":
		return filepath.Join(r.dir, "output")
	case filepath.IsAbs(asked):
		return asked
	}
	return filepath.Join(r.base, asked)
}
