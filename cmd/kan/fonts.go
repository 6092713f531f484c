package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"kan/pipeline"
	"kan/pipeline/diag"
	"kan/pipeline/source"
)

func newFonts(e *env) *cobra.Command {
	var format string
	cmd := &cobra.Command{
		Use:   "fonts [刊期] [选项]",
		Short: "列出字体，核对一期里的生僻字",
		Long: `列出模板用到的各种字体：用的是哪个文件，收了多少汉字，按什么许可使用。
写了刊期，再列出这一期印出的、GB 2312 以外的每个字符：在 GB 18030 的哪个级别，用哪种字体排出，在稿件的什么地方。

GB 2312 有6763个汉字，旧的字体和设备只认得这些。GB 18030—2022 分三个级别，后一个包含前一个：
级别1是常见的2.7万多字；级别2加上《通用规范汉字表》其余的196字，人名、地名用字多在里面；
级别3收全8.8万字，政务服务系统应当支持。`,
		Example: `  kan fonts                            全部字体
  kan fonts public-opinion/2026/012    再核对这一期的生僻字
  kan fonts --format json              供别的程序读`,
		Args: words(0, 1, ""),
		RunE: func(_ *cobra.Command, args []string) error { return runFonts(e, format, args) },
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return issueNames(e), cobra.ShellCompDirectiveDefault
		},
	}
	chooseFlag(cmd, &format, "format", "输出格式", "text", "json")
	return cmd
}

func runFonts(e *env, format string, args []string) error {
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
	var issues []*pipeline.Issue
	if len(args) > 0 {
		if issues, err = chooseIssues(r, c, args); err != nil {
			return err
		}
	}
	fonts, err := c.Fonts()
	if verdict(ds, "error") != nil && (err != nil || len(args) > 0) {
		return printAndRefuse(e, ds, "没有核对字体")
	}
	if err != nil {
		return err
	}
	out := fontsJSON{Fonts: []fontRow{}}
	for _, f := range fonts {
		out.Fonts = append(out.Fonts, rowOf(f))
	}
	for _, i := range issues { // one at most
		if err := audit(e, c, i, &out); err != nil {
			return err
		}
	}
	if format == "json" {
		return writeJSON(e.stdout, out)
	}
	printFonts(e.stdout, out.Fonts)
	if len(issues) > 0 {
		printRare(e, out)
	}
	return nil
}

// audit fills in what an issue prints.
func audit(e *env, c *pipeline.Content, i *pipeline.Issue, out *fontsJSON) error {
	p := startProgress(e, "正在排版、核对用字……")
	defer p.end()
	var diags diag.List
	rare, err := c.Rare(i, &diags)
	if err != nil {
		return err
	}
	if diags.HasErrors() {
		p.end()
		return printAndRefuse(e, diags.Sorted(), "没有核对字体")
	}
	out.Issue, out.Characters = i.ID(), []rareRow{}
	for _, x := range rare {
		out.Characters = append(out.Characters, rareOf(x))
	}
	return nil
}

// fontsJSON is what the command knows, as JSON shows it.
type fontsJSON struct {
	Fonts      []fontRow `json:"fonts"`
	Issue      string    `json:"issue,omitempty"`
	Characters []rareRow `json:"characters,omitzero"` // outside GB 2312; only with an issue
}

// fontRow is a role with its font.
type fontRow struct {
	Role      string   `json:"role"`
	File      string   `json:"file"`
	BuiltIn   bool     `json:"builtIn"`
	Face      string   `json:"face"`
	GB2312    int      `json:"gb2312"`  // of 6,763 Han
	General   int      `json:"general"` // of the 196 Han that level 2 of GB 18030 adds
	Han       int      `json:"han"`
	Licence   string   `json:"licence"`
	StandsFor []string `json:"standsFor"`
}

func rowOf(f pipeline.Font) fontRow {
	return fontRow{f.Role, f.File, f.BuiltIn, f.Face, f.GB2312, f.General, f.Han, f.Licence, append([]string{}, f.StandsFor...)}
}

// rareRow is a character with its uses.
type rareRow struct {
	Char  string   `json:"char"`
	Code  string   `json:"code"`
	Han   bool     `json:"han"`
	GBK   bool     `json:"gbk"`
	Level int      `json:"level"` // of GB 18030-2022; 0 is none
	Uses  []useRow `json:"uses"`

	level string
}

type useRow struct {
	Face    string     `json:"face"`
	Instead string     `json:"instead,omitempty"` // the role that lacks the character
	Places  []placeRow `json:"places"`
}

type placeRow struct {
	File   string `json:"file"`
	Line   int    `json:"line"`
	Column int    `json:"column"`
}

func rareOf(x pipeline.Rare) rareRow {
	row := rareRow{Char: string(x.Char), Code: fmt.Sprintf("U+%04X", x.Char), Han: x.Han, GBK: x.GBK,
		Level: int(x.Level), level: x.Level.String()}
	for _, u := range x.Uses {
		use := useRow{u.Face, u.Instead, []placeRow{}}
		for _, s := range u.Places {
			use.Places = append(use.Places, placeOf(s))
		}
		row.Uses = append(row.Uses, use)
	}
	return row
}

func placeOf(s source.Span) placeRow {
	at := s.File.Position(s.Start)
	return placeRow{s.File.Name, at.Line, at.Column}
}

func printFonts(w io.Writer, rows []fontRow) {
	text := [][]string{{"角色", "文件", "来自", "字体名", "GB 2312", "级别2增补", "汉字", "许可", "代替"}}
	for _, f := range rows {
		from := "仓库"
		if f.BuiltIn {
			from = "自带"
		}
		text = append(text, []string{f.Role, f.File, from, f.Face, fmt.Sprintf("%d/%d", f.GB2312, pipeline.GB2312Count),
			fmt.Sprintf("%d/%d", f.General, pipeline.GeneralCount), fmt.Sprint(f.Han), f.Licence, strings.Join(f.StandsFor, "、")})
	}
	columns(w, text)
}

// printRare lists the characters, a line for each face, and says on stderr
// what is to be done about them.
func printRare(e *env, out fontsJSON) {
	fmt.Fprintln(e.stdout)
	if len(out.Characters) == 0 {
		fmt.Fprintf(e.stdout, "%s 没有 GB 2312 以外的字符\n", out.Issue)
		return
	}
	fmt.Fprintf(e.stdout, "%s 印出的 GB 2312 以外的字符 %d 个：\n", out.Issue, len(out.Characters))
	text := [][]string{{"字符", "编码", "级别", "字体", "位置"}}
	replaced, uncommon := 0, 0
	for _, x := range out.Characters {
		fellBack := 0
		for _, u := range x.Uses {
			face := u.Face
			if u.Instead != "" {
				face += "（" + u.Instead + "没有）"
				fellBack = 1
			}
			text = append(text, []string{x.Char, x.Code, x.level, face, firstPlace(u.Places)})
		}
		replaced += fellBack
		if x.Han && x.Level != 1 && x.Level != 2 {
			uncommon++
		}
	}
	columns(e.stdout, text)
	if replaced > 0 {
		fmt.Fprintf(e.stderr, "%d 个字符首选的字体里没有，换了字体排出：请看一眼版面；要和上下文一致，就把收字更全的字体放进 fonts/，登记到 fonts/fonts.yaml\n", replaced)
	}
	if uncommon > 0 {
		fmt.Fprintf(e.stderr, "%d 个字在级别2以外，别处多半显示不出：先核对是不是这个字\n", uncommon)
	}
}

// firstPlace is the first place, and how many there are.
func firstPlace(places []placeRow) string {
	if len(places) == 0 {
		return "模板"
	}
	p := places[0]
	text := fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Column)
	if len(places) > 1 {
		text += fmt.Sprintf(" 等 %d 处", len(places))
	}
	return text
}
