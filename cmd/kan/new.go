package main

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/spf13/cobra"

	"kan/pipeline"
)

func newNew(e *env) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "new 命令 [选项]",
		Short: "新建稿件、期刊或专刊",
		Long:  "新建稿件、期刊或专刊的文件：取下一个编号或期号，写好文件头和说明。已有的文件不会被改动。",
		Example: `  kan new report 关于完善社区康养服务网络的建议
  kan new issue public-opinion
  kan new special two-sessions`,
		Args: cobra.ArbitraryArgs,
		RunE: groupRun,
	}
	cmd.AddCommand(newReport(e), newIssue(e, false), newIssue(e, true))
	return cmd
}

// day is the --date of a command, or today.
func day(e *env, text string) (time.Time, error) {
	if text == "" {
		return e.now(), nil
	}
	d, err := time.Parse(time.DateOnly, text)
	if err != nil {
		return d, usage("写成 2026-03-12 的样子", "选项 --date 的值“%s”不是日期", text)
	}
	return d, nil
}

// lastNumber is the highest number that a file in folder is named with: read
// gives the number of a base name, or 0.
func lastNumber(r *repo, folder string, read func(name string) int) int {
	last := 0
	files, _ := fs.ReadDir(r.root.FS(), folder) // a folder that is not there has no numbers
	for _, f := range files {
		last = max(last, read(f.Name()))
	}
	return last
}

// issueNumber reads 12 out of 012.yaml, and out of 012.lock.yaml.
func issueNumber(name string) int {
	digits, _, _ := strings.Cut(path.Base(name), ".")
	n, err := strconv.Atoi(digits)
	if err != nil {
		return 0
	}
	return n
}

// reportNumber reads 187 out of 2026-0187-kangyang.md.
func reportNumber(year int) func(name string) int {
	return func(name string) int {
		rest, ok := strings.CutPrefix(name, fmt.Sprintf("%04d-", year))
		if !ok || len(rest) < 4 {
			return 0
		}
		n, err := strconv.Atoi(rest[:4])
		if err != nil {
			return 0
		}
		return n
	}
}

// scalar writes text as a YAML value: as it is when it begins with a Han
// character or an opening mark and has nothing that YAML could take for
// itself, in double quotes otherwise (JSON strings are YAML: YAML 1.2 §1.3).
func scalar(text string) string {
	plain := text != ""
	for i, r := range text {
		switch {
		case r == ' ':
			plain = plain && i > 0 && !strings.HasSuffix(text, " ")
		case i == 0:
			plain = unicode.Is(unicode.Han, r) || strings.ContainsRune("“《（", r)
		case r < 0x80:
			plain = plain && (unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("-.%()+/", r))
		default:
			plain = plain && unicode.IsGraphic(r)
		}
	}
	if plain {
		return text
	}
	var b strings.Builder
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	// A string can always be encoded, and a Builder always written.
	_ = enc.Encode(text)
	return strings.TrimSpace(b.String())
}

// unitNames maps every id, name and short name to the id of its unit.
func unitNames(reg *pipeline.Registry) map[string]string {
	names := map[string]string{}
	for _, u := range reg.Units {
		for _, name := range []string{u.Name.V, u.Short.V, u.ID.V} {
			names[name] = u.ID.V
		}
	}
	return names
}

func categoryNames(reg *pipeline.Registry) map[string]string {
	names := map[string]string{}
	for _, c := range reg.Categories {
		names[c.V] = c.V
	}
	return names
}
