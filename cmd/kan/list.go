package main

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"kan/pipeline"
	"kan/pipeline/diag"
)

type listOptions struct {
	format, status, unit, category string
}

func newList(e *env) *cobra.Command {
	var o listOptions
	cmd := &cobra.Command{
		Use:   "list [reports|issues] [选项]",
		Short: "列出稿件或刊期",
		Long:  "列出稿件（reports）或刊期（issues）。不写就是稿件。",
		Example: `  kan list                                        全部稿件
  kan list reports --status approved --unit minjian   民建报送、已审定的稿件
  kan list reports --category 民生 --format json  供别的程序读
  kan list issues                                 全部刊期`,
		Args:      words(0, 1, ""),
		ValidArgs: []string{"reports", "issues"},
		RunE:      func(_ *cobra.Command, args []string) error { return runList(e, o, args) },
	}
	flags := cmd.Flags()
	flags.StringVar(&o.status, "status", "", "只列这个`状态`的稿件，中文英文都可以：approved 或 已审定")
	flags.StringVar(&o.unit, "unit", "", "只列这个`单位`报送的稿件，写代号或名称")
	flags.StringVar(&o.category, "category", "", "只列这个`类别`的稿件")
	chooseFlag(cmd, &o.format, "format", "输出格式", "text", "json")
	completeFlag(cmd, "status", func() (names []string) {
		for _, s := range pipeline.Statuses() {
			names = append(names, string(s))
		}
		return names
	})
	return cmd
}

func runList(e *env, o listOptions, args []string) error {
	what := "reports"
	if len(args) > 0 {
		what = args[0]
	}
	if what != "reports" && what != "issues" {
		return usage(suggest(what, []string{"reports", "issues"}), "不会列出“%s”", what)
	}
	if what == "issues" && o.status+o.unit+o.category != "" {
		return usage("去掉它们，或改为 kan list reports", "--status、--unit、--category 只用于稿件")
	}
	r, err := openRepo(e)
	if err != nil {
		return err
	}
	defer r.close()
	c, ds, err := load(e, r, 0)
	if err != nil {
		return err
	}
	defer c.Close()
	if what == "issues" {
		err = listIssues(e.stdout, c, o.format)
	} else {
		err = listReports(e.stdout, c, o)
	}
	if err == nil && verdict(ds, "error") != nil {
		fmt.Fprintf(e.stderr, "内容里有错误（%s），读不出来的项目空着；运行 kan check 查看\n", diag.Summary(ds))
	}
	return err
}

// reportRow is a report as it is listed.
type reportRow struct {
	ID       string   `json:"id"`
	Date     string   `json:"date"`
	Status   string   `json:"status"`
	Unit     string   `json:"unit"`
	Category string   `json:"category"`
	Title    string   `json:"title"`
	File     string   `json:"file"`
	Issues   []string `json:"issues"` // that print it
}

func listReports(w io.Writer, c *pipeline.Content, o listOptions) error {
	f, err := filterOf(c, o)
	if err != nil {
		return err
	}
	printed := map[*pipeline.Report][]string{}
	for _, i := range c.Ledger.Issues() {
		for _, r := range i.Items() {
			printed[r] = append(printed[r], i.ID())
		}
	}
	rows := []reportRow{}
	text := [][]string{{"编号", "日期", "状态", "单位", "类别", "刊于", "标题"}}
	for _, r := range c.Select(f) {
		row := reportRow{r.ID.V, r.Date.V.String(), string(r.Status.V), r.Unit.V, r.Category.V, r.Title.V,
			r.File.Name, append([]string{}, printed[r]...)}
		rows = append(rows, row)
		unit := row.Unit
		if u, ok := c.Registry.Unit(unit); ok {
			unit = cmp.Or(u.Short.V, u.Name.V)
		}
		text = append(text, []string{cmp.Or(row.ID, row.File), row.Date, r.Status.V.Chinese(), unit, row.Category,
			strings.Join(row.Issues, " "), row.Title})
	}
	if o.format == "json" {
		return writeJSON(w, rows)
	}
	columns(w, text)
	return nil
}

// filterOf reads the filters, and says what was probably meant by a value
// that nothing has.
func filterOf(c *pipeline.Content, o listOptions) (pipeline.Filter, error) {
	var f pipeline.Filter
	statuses := map[string]pipeline.Status{}
	for _, s := range pipeline.Statuses() {
		statuses[string(s)], statuses[s.Chinese()] = s, s
	}
	var err error
	if f.Status, err = oneOf("--status", o.status, statuses); err != nil {
		return f, err
	}
	if f.Unit, err = oneOf("--unit", o.unit, unitNames(c.Registry)); err != nil {
		return f, err
	}
	f.Category, err = oneOf("--category", o.category, categoryNames(c.Registry))
	return f, err
}

// oneOf looks a flag's value up among the names it may have.
func oneOf[T ~string](flag, value string, names map[string]T) (T, error) {
	if value == "" {
		return "", nil
	}
	if id, ok := names[value]; ok && id != "" {
		return id, nil
	}
	var all []string
	for name := range names {
		if name != "" {
			all = append(all, name)
		}
	}
	slices.Sort(all)
	return "", usage(suggest(value, all), "选项 %s 没有“%s”这个值", flag, value)
}

// issueRow is an issue as it is listed.
type issueRow struct {
	ID      string   `json:"id"`
	Date    string   `json:"date"`
	Kind    string   `json:"kind"`
	Status  string   `json:"status"`
	Total   int      `json:"total"` // 总第N期; 0 when void
	Title   string   `json:"title"`
	Reports []string `json:"reports"`
	File    string   `json:"file"`
}

func listIssues(w io.Writer, c *pipeline.Content, format string) error {
	rows := []issueRow{}
	text := [][]string{{"刊期", "日期", "状态", "总期数", "稿件", "专刊名"}}
	states := map[string]string{"open": "编辑中", "closed": "已定稿", "void": "已作废"}
	for _, i := range c.Issues {
		row := issueRow{i.ID(), i.Date.V.String(), cmp.Or(i.Kind.V, "issue"), string(i.Status.V), i.Total, i.Title.V, []string{}, i.File.Name}
		for _, r := range i.Items() {
			row.Reports = append(row.Reports, r.ID.V)
		}
		rows = append(rows, row)
		total := ""
		if row.Total > 0 {
			total = fmt.Sprint(row.Total)
		}
		text = append(text, []string{row.ID, row.Date, states[row.Status], total, fmt.Sprint(len(row.Reports)), row.Title})
	}
	if format == "json" {
		return writeJSON(w, rows)
	}
	columns(w, text)
	return nil
}

// columns prints rows under a head, aligned by display columns.
func columns(w io.Writer, rows [][]string) {
	widths := make([]int, len(rows[0]))
	for _, row := range rows {
		for n := range row {
			row[n] = diag.Visible(row[n])
			widths[n] = max(widths[n], diag.Width(row[n]))
		}
	}
	for _, row := range rows {
		line := ""
		for n, cell := range row {
			line += cell + strings.Repeat(" ", widths[n]-diag.Width(cell)+2)
		}
		fmt.Fprintln(w, strings.TrimRight(line, " "))
	}
}
