package main

import (
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"kan/pipeline"
	"kan/pipeline/diag"
)

type buildOptions struct {
	format, out string
	jobs        int
	verbose     bool
	pdf         pdfFlags
	allow       bool   // --allow was given
	rev         string // the commit to read, "" for the folder as it is
}

func newBuild(e *env) *cobra.Command {
	var o buildOptions
	cmd := &cobra.Command{
		Use:   "build [刊期…] [选项]",
		Short: "把期刊排成 PDF 和 DOCX",
		Long: `先检查全部内容，没有错误才排版；要么写出全部文件，要么一个也不写。
刊期写成 刊物/年/期号，期号前面的零可以不写，也可以写清单文件的路径；不写刊期，就排出除已作废以外的每一期。
文件里的时间是每期的日期；设了环境变量 SOURCE_DATE_EPOCH（自1970年起的秒数）就用它。内容一样，文件就逐字节一样。`,
		Example: `  kan build                                                  每一期
  kan build public-opinion/2026/012                          一期
  kan build content/issues/public-opinion/2026/012.yaml      同上，用清单的路径
  kan build --format pdf                                     只要 PDF
  kan build --out /tmp/qingyang                              写到别的文件夹
  kan build --copies leaders-digest/2026/005                 给每个分送单位排一份带份号的
  kan build --encrypt --allow print,copy                     加密，许可打印和复制`,
		Args: cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if (o.pdf.copies || o.pdf.encrypt) && !cmd.Flags().Changed("format") {
				o.format = pipeline.PDF
			}
			o.allow = cmd.Flags().Changed("allow")
			return runBuild(e, o, args)
		},
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return issueNames(e), cobra.ShellCompDirectiveDefault
		},
	}
	cmd.Flags().StringVar(&o.format, "format", "pdf,docx", "文件`格式`：pdf、docx，或者用逗号隔开写两样")
	completeFlag(cmd, "format", func() []string { return []string{"pdf", "docx", "pdf,docx"} })
	outFlag(cmd, &o.out)
	revFlag(cmd, &o.rev)
	o.pdf.add(cmd)
	jobsFlag(cmd, &o.jobs)
	cmd.Flags().BoolVarP(&o.verbose, "verbose", "v", false, "列出没有编入任何一期的稿件")
	return cmd
}

func runBuild(e *env, o buildOptions, args []string) error {
	if err := checkJobs(o.jobs); err != nil {
		return err
	}
	options, err := o.read(e)
	if err != nil {
		return err
	}
	r, err := openRevision(e, o.rev)
	if err != nil {
		return err
	}
	defer r.close()
	if r.bare && o.out == "" {
		return usage("加 --out 文件夹", "裸仓库里没有放文件的地方")
	}
	c, ds, err := load(e, r, o.jobs)
	if err != nil {
		return err
	}
	defer c.Close()
	issues, err := chooseIssues(r, c, args)
	if err != nil {
		return err
	}
	if err := printFindings(e, e.stderr, e.stderrTTY, ds, diag.FormatText); err != nil {
		return err
	}
	if err := mayBuild(e, r, c, ds, issues); err != nil {
		return err
	}
	out := r.outFolder(o.out)
	files, more, err := typeset(e, c, issues, out, options)
	if err != nil {
		return err
	}
	more = slices.DeleteFunc(more, func(d diag.Diagnostic) bool { return contains(ds, d) })
	if err := printFindings(e, e.stderr, e.stderrTTY, more, diag.FormatText); err != nil {
		return err
	}
	if verdict(more, "error") != nil {
		return refuse(e, more, nothingWritten)
	}
	return printFiles(e, o, r, c, out, files)
}

// read checks the flags against each other; passwords are asked for here.
func (o *buildOptions) read(e *env) (b pipeline.BuildOptions, err error) {
	if b.Formats, err = readFormats(o.format); err != nil {
		return b, err
	}
	if slices.Contains(b.Formats, pipeline.DOCX) {
		switch {
		case o.pdf.copies:
			return b, usage("写 --format pdf，或不写 --format", "带份号的分发本只排 PDF：DOCX 谁都能改，份号没有用")
		case o.pdf.encrypt && slices.Contains(b.Formats, pipeline.PDF):
			return b, usage("写 --format pdf，或不写 --format；DOCX 另外单独排", "--encrypt 只加密 PDF：旁边放一份没有加密的 DOCX，等于没有加密")
		}
	}
	if b.PDF, err = o.pdf.options(e, b.Formats, o.allow); err != nil {
		return b, err
	}
	b.Stamp, err = stampOf(e)
	return b, err
}

// mayBuild refuses issues when there are errors, when a workflow must not build
// them, and when a review of what they print does not count.
func mayBuild(e *env, r *repo, c *pipeline.Content, ds []diag.Diagnostic, issues []*pipeline.Issue) error {
	if verdict(ds, "error") != nil {
		return refuse(e, ds, nothingWritten)
	}
	if err := guard(e, c, nil, issues); err != nil {
		return err
	}
	unsigned, err := fromRecord(e, r, c, printed(issues))
	if err == nil && verdict(unsigned, "error") != nil {
		err = printAndRefuse(e, unsigned, nothingWritten)
	}
	return err
}

// printed are the reports of issues, each once, but for issues that are not
// meant to be printed yet.
func printed(issues []*pipeline.Issue) (list []*pipeline.Report) {
	for _, i := range issues {
		if i.IsEarly() {
			continue
		}
		for _, r := range i.Items() {
			if !slices.Contains(list, r) {
				list = append(list, r)
			}
		}
	}
	return list
}

// readFormats reads a list of formats, in the order in which files are written.
func readFormats(list string) (formats []string, err error) {
	asked := strings.FieldsFunc(list, func(r rune) bool { return r == ',' || r == '，' || r == ' ' })
	for _, f := range asked {
		if f != pipeline.PDF && f != pipeline.DOCX {
			return nil, usage("可以写：pdf、docx，或 pdf,docx", "--format 不认识“%s”", f)
		}
	}
	for _, f := range [...]string{pipeline.PDF, pipeline.DOCX} {
		if slices.Contains(asked, f) {
			formats = append(formats, f)
		}
	}
	if len(formats) == 0 {
		return nil, usage("可以写：pdf、docx，或 pdf,docx", "--format 后面没有写格式")
	}
	return formats, nil
}

func contains(ds []diag.Diagnostic, d diag.Diagnostic) bool {
	return slices.ContainsFunc(ds, func(o diag.Diagnostic) bool {
		return o.Code == d.Code && o.Span == d.Span && o.Message == d.Message
	})
}

// typeset builds the issues with progress. An interrupt stops it between two
// issues, with nothing left behind; a second one ends the program at once.
func typeset(e *env, c *pipeline.Content, issues []*pipeline.Issue, out string, o pipeline.BuildOptions) ([]pipeline.Output, []diag.Diagnostic, error) {
	ctx, stop := interruptible()
	defer stop()
	p := startProgress(e, fmt.Sprintf("正在排版：共 %d 期……", len(issues)))
	defer p.end()
	var diags diag.List
	o.Done = func(i *pipeline.Issue, n, of int) { p.say("正在排版：%d/%d  %s", n, of, i.ID()) }
	files, err := c.Build(ctx, issues, out, o, &diags)
	return files, diags.Sorted(), err
}

// printFiles prints one line per file, and how many reports are left out.
func printFiles(e *env, o buildOptions, r *repo, c *pipeline.Content, out string, files []pipeline.Output) error {
	pages, issues := 0, map[*pipeline.Issue]bool{}
	for _, f := range files {
		pages += f.Pages
		issues[f.Issue] = true
		path := r.shown(filepath.Join(out, filepath.FromSlash(f.Path)))
		if f.Pages > 0 {
			path += fmt.Sprintf("  %d 页", f.Pages)
		}
		if _, err := fmt.Fprintf(e.stdout, "%s  %s\n", path, size(f.Bytes)); err != nil {
			return err
		}
	}
	fmt.Fprintf(e.stderr, "排出 %d 期", len(issues))
	if pages > 0 {
		fmt.Fprintf(e.stderr, "，共 %d 页", pages)
	}
	fmt.Fprintln(e.stderr)
	switch n := len(c.LeftOut); {
	case n > 0 && o.verbose:
		printLeftOut(e.stderr, c.LeftOut)
	case n > 0:
		fmt.Fprintf(e.stderr, "另有 %d 件稿件没有编入任何一期；加 -v 列出它们和原因\n", n)
	}
	return nil
}

// size is a number of bytes for people.
func size(bytes int64) string {
	switch {
	case bytes < 1000:
		return fmt.Sprintf("%d B", bytes)
	case bytes < 1000*1000:
		return fmt.Sprintf("%d KB", (bytes+500)/1000)
	}
	return fmt.Sprintf("%d.%d MB", bytes/1e6, bytes/1e5%10)
}

// stampOf is what the files are marked with. SOURCE_DATE_EPOCH is a number of
// seconds (reproducible-builds.org), at most the year 9999.
func stampOf(e *env) (pipeline.Stamp, error) {
	stamp := pipeline.Stamp{Creator: creator()}
	text, _ := e.lookup("SOURCE_DATE_EPOCH")
	if text == "" {
		return stamp, nil
	}
	const year9999 = 253402300799
	seconds, err := strconv.ParseInt(text, 10, 64)
	if err != nil || seconds < 0 || seconds > year9999 {
		return stamp, usage("写自1970年1月1日起的秒数，如 1767225600，或者不设这个变量", "环境变量 SOURCE_DATE_EPOCH 的值“%s”不对", text)
	}
	stamp.Created = time.Unix(seconds, 0).UTC()
	return stamp, nil
}
