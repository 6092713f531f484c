package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"kan/pipeline"
)

type newIssueOptions struct {
	special bool
	date    string
	number  int
}

func newIssue(e *env, special bool) *cobra.Command {
	o := newIssueOptions{special: special}
	cmd := &cobra.Command{
		Use:   "issue 刊物 [选项]",
		Short: "新建一期期刊的清单",
		Long: `新建一期期刊的清单：期号取当年下一个，责任编辑、分送单位和印数照抄上一期，
已审定、还没有编入的稿件列在里面供挑选。刊物写代号，如 public-opinion。`,
		Example: `  kan new issue public-opinion
  kan new issue special-report --date 2026-03-18`,
		Args: words(1, 1, "刊物的代号"),
		RunE: func(_ *cobra.Command, args []string) error { return runNewIssue(e, o, args[0]) },
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			r, err := openRepo(e)
			if err != nil {
				return nil, cobra.ShellCompDirectiveNoFileComp
			}
			defer r.close()
			return pipeline.Series(r.input(1)), cobra.ShellCompDirectiveNoFileComp
		},
	}
	if special {
		cmd.Use, cmd.Short = "special 刊物 [选项]", "新建一期专刊的清单"
		cmd.Long = strings.Replace(cmd.Long, "期刊", "专刊", 1)
		cmd.Example = "  kan new special two-sessions\n  kan new special two-sessions --date 2026-01-20"
	}
	cmd.Flags().StringVar(&o.date, "date", "", "这一期的`日期`，如 2026-03-18（不写就是今天）")
	cmd.Flags().IntVar(&o.number, "number", 0, "`期号`（不写就是当年下一期）")
	return cmd
}

func runNewIssue(e *env, o newIssueOptions, series string) error {
	date, err := day(e, o.date)
	if err != nil {
		return err
	}
	if o.number < 0 {
		return usage("期号从1开始", "期号不能是 %d", o.number)
	}
	r, err := openRepo(e)
	if err != nil {
		return err
	}
	defer r.close()
	known := pipeline.Series(r.input(1))
	if !slices.Contains(known, series) {
		return usage(suggest(series, known), "没有“%s”这种刊物", series)
	}
	c, _, err := load(e, r, 0) // its faults are for `kan check`
	if err != nil {
		return err
	}
	defer c.Close()

	number := o.number
	folder := fmt.Sprintf("content/issues/%s/%04d", series, date.Year())
	if number == 0 {
		number = lastNumber(r, folder, issueNumber) + 1
	}
	name := fmt.Sprintf("%s/%03d.yaml", folder, number)
	text := issueText(c, o.special, series, number, date.Format("2006-01-02"))
	if err := r.create(name, text); err != nil {
		return err
	}
	fmt.Fprintln(e.stdout, name)
	fmt.Fprintf(e.stderr, "接下来：打开这个文件，选好稿件；再运行 kan check，没有问题就 kan build %s\n",
		strings.TrimSuffix(strings.TrimPrefix(name, "content/issues/"), ".yaml"))
	return nil
}

// issueText is a new manifest. What can be foreseen is filled in from the last
// issue of the series; what has to be chosen stands in comments.
func issueText(c *pipeline.Content, special bool, series string, number int, date string) string {
	last := lastIssue(c, series)
	var b strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	field := func(field, comment string) { line("%s# %s", padTo(field, commentColumn), comment) }
	line("刊物: %s", series)
	if special {
		line("种类: 专刊")
	}
	line("期号: %d", number)
	line("日期: %s", date)
	if special {
		field("专刊名:", "印在刊头，例如：社区养老服务专题")
		line("# 编者按: |")
		line("#   写编者按，段与段之间空一行。")
	}
	line("")
	line("栏目:")
	field("  - 标题:", "栏目名，例如：民生；可以空着")
	field("    稿件:", "一行一件，按刊登的先后；要用的删去行首的 # 号")
	for _, x := range c.LeftOut {
		if r := x.Report; r.Status.V == approved {
			field("    # - "+r.ID.V, oneLine(r.Title.V))
		}
	}
	if special {
		line("    # 也可以不列稿件，按条件选：")
		line("    # 选稿: {选题: 代号, 自: %s-01-01, 至: %s, 上限: 6, 排序: date}", date[:4], date)
	}
	line("")
	field("责任编辑: ["+strings.Join(editors(last), ", ")+"]", "人员代号，见 content/people.yaml")
	line("# 核稿: 代号")
	line("# 签发: 代号")
	field("# 密级: 内部", "不低于所收稿件的密级")
	line("分送:")
	line("  报: %s", flow(last, 0))
	line("  送: %s", flow(last, 1))
	line("  发: %s", flow(last, 2))
	if last != nil && last.Copies.Set {
		line("印数: %d", last.Copies.V)
	} else {
		line("# 印数: 80")
	}
	field("状态: 编辑中", "定稿后改为 已定稿；作废改为 已作废，并加一行 原因: …")
	return b.String()
}

// approved is the state of the reports that wait for an issue.
const approved = "approved"

// lastIssue is the latest issue of a series that is not void, or nil.
func lastIssue(c *pipeline.Content, series string) (last *pipeline.Issue) {
	for _, i := range c.Ledger.Issues() {
		if i.Series.V == series {
			last = i
		}
	}
	return last
}

func editors(i *pipeline.Issue) (ids []string) {
	if i != nil {
		for _, p := range i.Editors {
			ids = append(ids, p.V)
		}
	}
	return ids
}

// flow is one row of the addressees of i, as a YAML list.
func flow(i *pipeline.Issue, row int) string {
	var names []string
	if i != nil {
		d := i.Distribution
		for _, t := range [][]pipeline.Text{d.ReportTo, d.SendTo, d.IssueTo}[row] {
			names = append(names, scalar(t.V))
		}
	}
	return "[" + strings.Join(names, ", ") + "]"
}

// oneLine keeps a comment in its line.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
