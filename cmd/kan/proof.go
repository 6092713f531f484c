package main

import (
	"encoding/json"
	"fmt"
	"io"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"kan/pipeline"
	"kan/pipeline/diag"
)

func newProof(e *env) *cobra.Command {
	var out, format string
	cmd := &cobra.Command{
		Use:   "proof 刊期 [选项]",
		Short: "排出校样，量出版式与国家标准的偏差",
		Long: `排出一期的校样：正文下面衬着版心、字格、基线，每条横线注明粗细；标点压缩了的字是蓝色，
拉开了的是橙色，换了字体的是紫色。校样和付印的文件放在一起，名称以 -proof 结尾，排法完全一样。

再从排好的页面上量出版心、行距、字距、红头、红线、版记、页码，逐项与 GB/T 9704—2012 比较，单位是毫米。
偏差超出容许范围的标 ✗：天头、订口等白边是±1毫米（5.2.1），其他是0.05毫米，行数、字数要一样。
有偏差不算错误：刊物可以有意不同，例如《送阅》每面19行、每行24字。页面上看不出的写“未测”，不算合格。`,
		Example: `  kan proof public-opinion/2026/012                   排出校样，列出偏差
  kan proof public-opinion/2026/012 --out /tmp/proof  写到别的文件夹
  kan proof special-report/2026/3 --format json       供别的程序读`,
		Args: words(1, 1, "刊期"),
		RunE: func(_ *cobra.Command, args []string) error { return runProof(e, out, format, args) },
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return issueNames(e), cobra.ShellCompDirectiveDefault
		},
	}
	outFlag(cmd, &out)
	chooseFlag(cmd, &format, "format", "输出格式", "text", "json")
	return cmd
}

func runProof(e *env, to, format string, args []string) error {
	stamp, err := stampOf(e)
	if err != nil {
		return err
	}
	c, err := chooseIssue(e, args[0], nothingWritten)
	if err != nil {
		return err
	}
	defer c.close()
	if err := guard(e, c.content, nil, []*pipeline.Issue{c.issue}); err != nil {
		return err
	}
	out := c.outFolder(to)
	p, more, err := takeProof(e, c.content, c.issue, out, stamp)
	if err != nil {
		return err
	}
	more = slices.DeleteFunc(more, func(d diag.Diagnostic) bool { return contains(c.found, d) })
	if verdict(more, "error") != nil {
		return printAndRefuse(e, more, nothingWritten)
	}
	// What the colours cannot say: which characters were in no face, and where.
	if err := printFindings(e, e.stderr, e.stderrTTY, more, diag.FormatText); err != nil {
		return err
	}
	path := c.shown(filepath.Join(out, filepath.FromSlash(p.Path)))
	if format == "json" {
		return writeJSON(e.stdout, proofOf(p, path))
	}
	return printProof(e.stdout, p, path)
}

// takeProof makes the proof with progress; an interrupt leaves nothing behind.
func takeProof(e *env, c *pipeline.Content, i *pipeline.Issue, out string, stamp pipeline.Stamp) (pipeline.Proof, []diag.Diagnostic, error) {
	ctx, stop := interruptible()
	defer stop()
	progress := startProgress(e, "正在排出校样……")
	defer progress.end()
	var diags diag.List
	p, err := c.Proof(ctx, i, out, stamp, &diags)
	return p, diags.Sorted(), err
}

// printProof prints the file, every deviation and the counts.
func printProof(w io.Writer, p pipeline.Proof, path string) error {
	if _, err := fmt.Fprintf(w, "%s  %d 页  %s\n\n", path, p.Pages, size(p.Bytes)); err != nil {
		return err
	}
	text := [][]string{{"项目", "条款", "标准", "实测", "偏差"}}
	exceeding, unseen := 0, 0
	for _, d := range p.Deviations {
		wanted := d.Text(d.Wanted)
		if d.AtMost {
			wanted = "不超过" + wanted
		}
		measured, diff := d.Text(d.Measured), signed(d)
		switch {
		case d.Why != "":
			measured, diff = "未测", d.Why
			unseen++
		case d.Exceeds():
			diff += " ✗"
			if d.Page > 0 {
				diff += fmt.Sprintf(" 第%d页", d.Page)
			}
			exceeding++
		}
		text = append(text, []string{d.Name, d.Clause, wanted, measured, diff})
	}
	columns(w, text)
	fmt.Fprintf(w, "\n长度单位毫米，条款指 GB/T 9704—2012；%d 项中超出容许范围 %d 项，未测 %d 项\n", len(p.Deviations), exceeding, unseen)
	n := p.Counts
	_, err := fmt.Fprintf(w, "压缩（蓝） %d 字，在 %d 行；拉伸（橙） %d 字，在 %d 行；代用字体（紫） %d 字\n",
		n.Squeezed, n.SqueezedLines, n.Stretched, n.StretchedLines, n.FellBack)
	return err
}

// signed is a deviation with its sign.
func signed(d pipeline.Deviation) string {
	v := d.Diff()
	text := pipeline.Millimetres(v.Length)
	if d.Unit == pipeline.ProofNumber {
		text = fmt.Sprint(v.Count)
	}
	if text[0] != '-' && text != "0" && text != "0.00" {
		text = "+" + text
	}
	return text
}

// proofJSON is a proof as JSON shows it.
type proofJSON struct {
	Issue      string         `json:"issue"`
	File       string         `json:"file"`
	Pages      int            `json:"pages"`
	Deviations []deviationRow `json:"deviations"`
	Glyphs     glyphsRow      `json:"glyphs"`
	Lines      linesRow       `json:"lines"`
}

// deviationRow is a Deviation; numbers are decimals in unit. What could not be
// measured has a reason and no measured value.
type deviationRow struct {
	Name      string      `json:"name"`
	Clause    string      `json:"clause"`
	Unit      string      `json:"unit"` // mm or count
	Wanted    json.Number `json:"wanted"`
	AtMost    bool        `json:"atMost,omitempty"`
	Tolerance json.Number `json:"tolerance"`
	Measured  json.Number `json:"measured,omitempty"`
	Deviation json.Number `json:"deviation,omitempty"`
	Exceeds   bool        `json:"exceeds"`
	Page      int         `json:"page,omitempty"`
	Reason    string      `json:"reason,omitempty"`
}

type glyphsRow struct {
	Squeezed  int `json:"squeezed"`
	Stretched int `json:"stretched"`
	FellBack  int `json:"fellBack"`
}

type linesRow struct {
	Squeezed  int `json:"squeezed"`
	Stretched int `json:"stretched"`
}

func proofOf(p pipeline.Proof, path string) proofJSON {
	n := p.Counts
	out := proofJSON{Issue: p.Issue.ID(), File: filepath.ToSlash(path), Pages: p.Pages, Deviations: []deviationRow{},
		Glyphs: glyphsRow{n.Squeezed, n.Stretched, n.FellBack}, Lines: linesRow{n.SqueezedLines, n.StretchedLines}}
	for _, d := range p.Deviations {
		out.Deviations = append(out.Deviations, deviationOf(d))
	}
	return out
}

func deviationOf(d pipeline.Deviation) deviationRow {
	number := func(v pipeline.ProofValue) json.Number {
		if d.Unit == pipeline.ProofNumber {
			return json.Number(fmt.Sprint(v.Count))
		}
		return json.Number(pipeline.Millimetres(v.Length))
	}
	row := deviationRow{Name: d.Name, Clause: d.Clause, Unit: "mm", Wanted: number(d.Wanted), AtMost: d.AtMost,
		Tolerance: number(pipeline.ProofValue{Length: d.Tolerance}), Exceeds: d.Exceeds(), Page: d.Page, Reason: d.Why}
	if d.Unit == pipeline.ProofNumber {
		row.Unit = "count"
	}
	if d.Why == "" {
		row.Measured, row.Deviation = number(d.Measured), number(d.Diff())
	}
	return row
}
