package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"kan/pipeline"
	"kan/pipeline/diag"
)

type parityOptions struct{ format, keep string }

func newParity(e *env) *cobra.Command {
	var o parityOptions
	cmd := &cobra.Command{
		Use:   "parity 刊期 [选项]",
		Short: "核对一期的 DOCX 与 PDF 文字是否一致",
		Long: `排出一期的 PDF 和 DOCX，用 LibreOffice 把 DOCX 转成 PDF，再逐段核对两份 PDF 的文字：
版头、标题、正文、列表、表格、脚注、版记，每一段都要在，只在一次，次序不乱，一字不差。
不管空格和换行，也不管程序生成的编号（列表的序号、注号、目录里的页码）。小标题的序号要一样。

还报告各有几页，正文有多少处在同一个字后换行。两份的书眉不同，只列出来，不算错误；DOCX 缺了页码，算错误。
文字不一致，或者不超过20页的期刊相差一页以上，退出码是 1。

要装 LibreOffice 和 mutool。LibreOffice 用仓库和程序自带的字体，不看这台机器上装的字体；
它的设置放在临时文件夹里，不动你自己的。`,
		Example: `  kan parity public-opinion/2026/012                     核对一期
  kan parity public-opinion/2026/012 --keep /tmp/hedui   留下两份 PDF 和 DOCX
  kan parity special-report/2026/3 --format json         供别的程序读，列出每一段`,
		Args: words(1, 1, "刊期"),
		RunE: func(_ *cobra.Command, args []string) error { return runParity(e, o, args) },
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return issueNames(e), cobra.ShellCompDirectiveDefault
		},
	}
	chooseFlag(cmd, &o.format, "format", "输出格式", "text", "json")
	cmd.Flags().StringVar(&o.keep, "keep", "", "把排出的文件留在这个`文件夹`")
	return cmd
}

func runParity(e *env, o parityOptions, args []string) error {
	stamp, err := stampOf(e)
	if err != nil {
		return err
	}
	c, err := chooseIssue(e, args[0], notCompared)
	if err != nil {
		return err
	}
	defer c.close()
	tools, err := parityTools(e)
	if err != nil {
		return err
	}
	if o.keep != "" && !filepath.IsAbs(o.keep) {
		o.keep = filepath.Join(c.base, o.keep)
	}
	if tools.Dir, err = workFolder(o.keep); err != nil {
		return err
	}
	defer os.RemoveAll(tools.Dir)
	p, more, err := compareFiles(e, c.content, c.issue, tools, stamp)
	if err != nil {
		return err
	}
	more = slices.DeleteFunc(more, func(d diag.Diagnostic) bool { return contains(c.found, d) })
	if verdict(more, "error") != nil {
		return printAndRefuse(e, more, notCompared)
	}
	var kept []string
	if o.keep != "" {
		if kept, err = keepFiles(c.repo, p, o.keep); err != nil {
			return err
		}
	}
	return reportParity(e, o.format, c.issue.ID(), p, kept)
}

// parityTools finds the programs. Of our environment they get what programs need
// to start; the locale lets names of files be Chinese.
func parityTools(e *env) (pipeline.ParityTools, error) {
	t := pipeline.ParityTools{Env: []string{"LC_ALL=C.UTF-8", "SAL_USE_VCLPLUGIN=svp"}}
	for _, name := range [...]string{"PATH", "SystemRoot", "TMPDIR"} {
		if v, ok := e.lookup(name); ok {
			t.Env = append(t.Env, name+"="+v)
		}
	}
	find := func(advice string, names ...string) (string, error) {
		for _, name := range names {
			if path, err := exec.LookPath(name); err == nil {
				return filepath.Abs(path)
			}
		}
		return "", fmt.Errorf("没有找到 %s：%s", names[0], advice)
	}
	var err error
	if t.Soffice, err = find("先安装 LibreOffice（Debian、Ubuntu 的软件包是 libreoffice-writer-nogui）",
		"soffice", "libreoffice", "/Applications/LibreOffice.app/Contents/MacOS/soffice"); err != nil {
		return t, err
	}
	t.Mutool, err = find("先安装 mupdf 的工具（Debian、Ubuntu 的软件包是 mupdf-tools）", "mutool")
	return t, err
}

// workFolder makes a folder to work in, inside the folder where files are kept
// so that they need not be copied.
func workFolder(keep string) (string, error) {
	if keep == "" {
		return os.MkdirTemp("", "kan-parity-")
	}
	if err := os.MkdirAll(keep, 0o755); err != nil {
		return "", err
	}
	return os.MkdirTemp(keep, ".kan-*")
}

// tooLong is when an office program that does not end has to.
const tooLong = 3 * time.Minute

// compareFiles makes and compares the files, with progress; an interrupt stops
// the programs.
func compareFiles(e *env, c *pipeline.Content, i *pipeline.Issue, tools pipeline.ParityTools, stamp pipeline.Stamp) (pipeline.Parity, []diag.Diagnostic, error) {
	ctx, stop := interruptible()
	defer stop()
	ctx, cancel := context.WithTimeout(ctx, tooLong)
	defer cancel()
	progress := startProgress(e, "正在排版、转换、核对……")
	defer progress.end()
	var diags diag.List
	p, err := c.Parity(ctx, i, tools, stamp, &diags)
	return p, diags.Sorted(), err
}

// keepFiles moves the files out of the folder of the tools: both that we made,
// and LibreOffice's PDF as …-docx.pdf. It returns their paths as users type them.
func keepFiles(r *repo, p pipeline.Parity, folder string) (kept []string, err error) {
	name := filepath.Base(p.Rendered)
	name = name[:len(name)-len(".pdf")] + "-docx.pdf"
	for _, f := range [...][2]string{{p.PDF, filepath.Base(p.PDF)}, {p.Word, filepath.Base(p.Word)}, {p.Rendered, name}} {
		to := filepath.Join(folder, f[1])
		if err := os.Rename(f[0], to); err != nil {
			return nil, err
		}
		kept = append(kept, r.shown(to))
	}
	return kept, nil
}
