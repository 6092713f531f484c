package main

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/spf13/cobra"

	"kan/pipeline"
	"kan/pipeline/diag"
)

type newReportOptions struct {
	unit, category, slug, date string
}

func newReport(e *env) *cobra.Command {
	var o newReportOptions
	cmd := &cobra.Command{
		Use:   "report 标题 [选项]",
		Short: "新建一件稿件",
		Long:  "新建一件稿件：编号取当年下一个，写好文件头，每一项后面有说明。",
		Example: `  kan new report 关于完善社区康养服务网络的建议
  kan new report 关于加快老旧小区加装电梯的建议 --unit minjian --category 民生 --slug dianti`,
		Args: words(1, 1, "标题"),
		RunE: func(_ *cobra.Command, args []string) error { return runNewReport(e, o, args[0]) },
	}
	flags := cmd.Flags()
	flags.StringVar(&o.unit, "unit", "", "报送`单位`的代号或名称，见 content/units.yaml")
	flags.StringVar(&o.category, "category", "", "`类别`，见 content/kan.yaml")
	flags.StringVar(&o.slug, "slug", "", "文件名里编号后面的`拼音`，只用小写字母、数字和减号")
	flags.StringVar(&o.date, "date", "", "报送`日期`，如 2026-03-12（不写就是今天）")
	return cmd
}

func runNewReport(e *env, o newReportOptions, title string) error {
	title = strings.TrimSpace(title)
	if title == "" || strings.ContainsFunc(title, unicode.IsControl) {
		return usage("写在一行里，有空格的要加引号", "标题是空的，或者不止一行")
	}
	if strings.Trim(o.slug, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" {
		return usage("只用小写字母、数字和减号，例如 --slug kangyang", "选项 --slug 的值“%s”不能用在文件名里", o.slug)
	}
	date, err := day(e, o.date)
	if err != nil {
		return err
	}
	r, err := openRepo(e)
	if err != nil {
		return err
	}
	defer r.close()
	reg := pipeline.ReadRegistry(r.root.FS(), &diag.List{}) // its faults are for `kan check`
	unit, err := oneOf("--unit", o.unit, unitNames(reg))
	if err != nil {
		return err
	}
	category, err := oneOf("--category", o.category, categoryNames(reg))
	if err != nil {
		return err
	}
	year := date.Year()
	folder := fmt.Sprintf("content/reports/%04d", year)
	number := lastNumber(r, folder, reportNumber(year)) + 1
	if number > 9999 {
		return usage("编号只有四位", "%d 年的编号已经用完", year)
	}
	id := fmt.Sprintf("%04d-%04d", year, number)
	name := fmt.Sprintf("%s/%s.md", folder, strings.TrimSuffix(id+"-"+o.slug, "-"))
	if err := r.create(name, reportText(reg, id, title, date.Format("2006-01-02"), unit, category)); err != nil {
		return err
	}
	fmt.Fprintln(e.stdout, name)
	fmt.Fprintf(e.stderr, "接下来：打开这个文件，填好文件头，写正文；写完运行 kan check %s\n", name)
	return nil
}

// reportText is a new report. Whatever has to be filled in is empty, so that
// `kan check` asks for it.
func reportText(reg *pipeline.Registry, id, title, date, unit, category string) string {
	var units, categories, kinds []string
	for _, u := range reg.Units {
		units = append(units, u.ID.V+" "+u.Short.V)
	}
	for _, c := range reg.Categories {
		categories = append(categories, c.V)
	}
	for _, k := range reg.SourceKinds {
		kinds = append(kinds, k.V)
	}
	kind := ""
	if len(kinds) > 0 {
		kind = kinds[0]
	}
	var b strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	field := func(field, comment string) { line("%s# %s", padTo(field, commentColumn), comment) }
	line("---")
	line("编号: %s", id)
	line("标题: %s", scalar(title))
	field("日期: "+date, "报送的日期")
	field("单位: "+unit, "报送单位的代号："+listed(units, 6, "content/units.yaml"))
	line("作者:")
	field("  - {姓名: , 职务: }", "几位作者就写几行；集体写作写课题组的名称")
	field("类别: "+category, listed(categories, 12, "content/kan.yaml"))
	field("来源: {类型: "+kind+"}", listed(kinds, 12, "content/kan.yaml")+"；可以加“依据”，如 {类型: 提案转化, 依据: 提案第123号}")
	field("状态: 草稿", "依次是 草稿、已报送、已审核、已审定、已刊发；另有 已退回、已归档")
	line("")
	line("# 用得着的删去行首的 # 号，用不着的整行删去")
	line("# 副标题: …")
	field("# 选题: 代号", "见 content/topics.yaml")
	field("# 重要性: 重要", "一般、重要；重要的要写摘要")
	line("# 摘要: …")
	field("# 紧急程度: 平急", "平急、加急、特急、特提")
	field("# 密级: 内部", "公开、内部、秘密★1年")
	field("# 续报: [编号]", "承接哪一件稿件")
	line("")
	line("# 审核意见由审核的人填写，一个环节一行")
	line("# 审核:")
	line("#   - {环节: 初审, 人员: 代号, 日期: %s, 结论: 通过, 核查: [真, 实, 准, 新, 正]}", date)
	line("")
	line("# 正文写在下面这行减号之后：一事一议，不超过1500字，段与段之间空一行")
	line("---")
	return b.String()
}

// commentColumn is where the comments of new files begin.
const commentColumn = 30

// padTo fills s with spaces to a column of the screen.
func padTo(s string, column int) string {
	return strings.TrimRight(s, " ") + strings.Repeat(" ", max(column-diag.Width(strings.TrimRight(s, " ")), 1))
}

// listed names the first few of many, and where the others stand.
func listed(all []string, most int, file string) string {
	if len(all) == 0 {
		return "见 " + file
	}
	if len(all) <= most {
		return strings.Join(all, "、")
	}
	return strings.Join(all[:most], "、") + "……见 " + file
}
