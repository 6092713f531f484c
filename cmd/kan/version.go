package main

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"
)

// build is what is known of the program itself.
type build struct {
	Version  string `json:"version"`            // "开发版" without a release tag
	Commit   string `json:"commit,omitempty"`   // of the source
	Time     string `json:"time,omitempty"`     // of the commit
	Modified bool   `json:"modified,omitempty"` // the source was changed after the commit
	Go       string `json:"go"`
	System   string `json:"system"`
}

func newVersion(e *env) *cobra.Command {
	asJSON := false
	cmd := &cobra.Command{
		Use:     "version [选项]",
		Short:   "显示版本",
		Example: "  kan version          版本\n  kan version --json   供别的程序读",
		Args:    words(0, 0, ""),
		RunE: func(*cobra.Command, []string) error {
			b := thisBuild()
			if asJSON {
				return writeJSON(e.stdout, b)
			}
			fmt.Fprintf(e.stdout, "kan %s", b.Version)
			if b.Commit != "" {
				fmt.Fprintf(e.stdout, "（%.12s，%s）", b.Commit, b.Time)
			}
			_, err := fmt.Fprintf(e.stdout, "，%s，%s\n", b.Go, b.System)
			return err
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "写成 JSON")
	return cmd
}

func thisBuild() build {
	b := build{Version: "开发版", Go: runtime.Version(), System: runtime.GOOS + "/" + runtime.GOARCH}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return b
	}
	if v := info.Main.Version; isRelease(v) {
		b.Version = v
	}
	for _, s := range info.Settings {
		switch s.Key {
		case "vcs.revision":
			b.Commit = s.Value
		case "vcs.time":
			b.Time = s.Value
		case "vcs.modified":
			b.Modified = s.Value == "true"
		}
	}
	return b
}

// isRelease tells a tag (v1.2.3) from a pseudo-version (v0.0.0-time-commit)
// and from a build of changed files (+dirty).
func isRelease(v string) bool {
	return strings.HasPrefix(v, "v") && !strings.HasPrefix(v, "v0.0.0") && !strings.ContainsAny(v, "-+")
}

// creator is what the files that are built say of the program. Commits are
// left out: content and program may share a repository, and a new commit must
// not change the bytes of an issue that it does not touch.
func creator() string {
	if v := thisBuild().Version; isRelease(v) {
		return "kan " + v
	}
	return "kan"
}
