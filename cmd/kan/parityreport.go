package main

import (
	"fmt"
	"io"
	"path/filepath"
	"strconv"
	"strings"

	"kan/pipeline"
	"kan/pipeline/diag"
)

// shortIssue is the most pages that an issue may have for its files to be held
// to the same number of pages, but for one: in a long one, lines that break
// elsewhere add up.
const shortIssue = 20

// sides are the names of the two files, by their indices.
var sides = [2]string{pipeline.ParityPDF: "PDF", pipeline.ParityWord: "DOCX"}

// reportParity prints the report and which files were kept; what differs makes
// the command fail.
func reportParity(e *env, format, id string, p pipeline.Parity, kept []string) error {
	tooFar := p.Apart() > 1 && p.Pages[pipeline.ParityPDF] <= shortIssue
	if format == "json" {
		out := parityOf(id, p)
		out.TooFar = tooFar
		for _, f := range kept {
			out.Files = append(out.Files, filepath.ToSlash(f))
		}
		if err := writeJSON(e.stdout, out); err != nil {
			return err
		}
	} else {
		printParity(e.stdout, id, p, tooFar)
		for _, f := range kept {
			fmt.Fprintf(e.stdout, "留下 %s\n", f)
		}
	}
	if !p.SameText() || tooFar {
		return errFindings
	}
	return nil
}

// printParity prints counts by kind, every difference, pages and lines.
func printParity(w io.Writer, id string, p pipeline.Parity, tooFar bool) {
	fmt.Fprintf(w, "%s\n\n", id)
	rows := [][]string{{"段落", "段数", "一致", "PDF 不同", "PDF 缺", "DOCX 不同", "DOCX 缺"}}
	row := func(name string, n ...int) {
		cells := []string{name}
		for _, v := range n {
			cells = append(cells, strconv.Itoa(v))
		}
		rows = append(rows, cells)
	}
	var sum [6]int
	for _, c := range p.Counts() {
		n := [...]int{c.All, c.Same, c.Differs[0], c.Missing[0], c.Differs[1], c.Missing[1]}
		for k, v := range n {
			sum[k] += v
		}
		row(c.Kind.String(), n[:]...)
	}
	row("合计", sum[:]...)
	columns(w, rows)
	fmt.Fprintln(w)
	printDifferences(w, p)
	printMargins(w, p)
	far := ""
	if tooFar {
		far = "，相差太多"
	}
	fmt.Fprintf(w, "页数：PDF %d 页，DOCX %d 页%s\n", p.Pages[pipeline.ParityPDF], p.Pages[pipeline.ParityWord], far)
	if l := p.Lines; l.PDF > 0 {
		fmt.Fprintf(w, "换行：PDF 正文里有 %d 处，DOCX 在同一个字后换行的 %d 处（%s）；多行的 %d 段里，处处相同的 %d 段\n",
			l.PDF, l.Same, percent(l.Same, l.PDF), l.Paragraphs, l.Whole)
	}
	if p.SameText() {
		fmt.Fprintln(w, "文字一致")
		return
	}
	fmt.Fprintf(w, "文字不一致：%d 段不同或缺少，%d 处多出", sum[0]-sum[1], len(p.Surplus))
	if n := len(p.Unnumbered); n > 0 {
		fmt.Fprintf(w, "，DOCX 有 %d 页没有页码", n)
	}
	fmt.Fprintln(w)
}

// percent writes a share with one decimal.
func percent(part, whole int) string {
	n := (2000*part + whole) / (2 * whole) // per mille, rounded
	return fmt.Sprintf("%d.%d%%", n/10, n%10)
}

// mostShown is how many differences are printed; JSON has all.
const mostShown = 40

// printDifferences prints what is not the same, in reading order, and what
// belongs nowhere.
func printDifferences(w io.Writer, p pipeline.Parity) {
	shown, left := 0, 0
	next := func() bool {
		if shown == mostShown {
			left++
			return false
		}
		shown++
		return true
	}
	for _, r := range p.Paragraphs {
		if r.Same() || !next() {
			continue
		}
		fmt.Fprintf(w, "%s “%s”\n", r.Kind, diag.Visible(beginning(r.Text)))
		for side, f := range r.In {
			switch f.State {
			case pipeline.ParityMissing:
				fmt.Fprintf(w, "  %s 里没有，或者不在这里\n", sides[side])
			case pipeline.ParityDiffers:
				fmt.Fprintf(w, "  应为 %s\n  %s 第%d页 %s\n", diag.Visible(f.Want), sides[side], f.Page, diag.Visible(f.Got))
			}
		}
	}
	for _, s := range p.Surplus {
		if next() {
			fmt.Fprintf(w, "多出 %s 第%d页 “%s”\n", sides[s.Side], s.Page, diag.Visible(beginning(s.Text)))
		}
	}
	if left > 0 {
		fmt.Fprintf(w, "另有 %d 处没有列出；加 --format json 列出全部\n", left)
	}
	if shown > 0 {
		fmt.Fprintln(w)
	}
}

// beginning is a text of at most 24 characters, or the first of them.
func beginning(s string) string {
	if r := []rune(s); len(r) > 24 {
		return string(r[:24]) + "…"
	}
	return s
}

// printMargins tells on which pages folio or running head are not the same.
func printMargins(w io.Writer, p pipeline.Parity) {
	if len(p.Margins) == 0 {
		return
	}
	var pages []string
	for _, m := range p.Margins {
		pages = append(pages, strconv.Itoa(m.Page))
	}
	m := p.Margins[0]
	fmt.Fprintf(w, "书眉、页码不同：第%s页；例如第%d页\n", strings.Join(pages, "、"), m.Page)
	for side, text := range m.Text {
		fmt.Fprintf(w, "  %-4s “%s”\n", sides[side], diag.Visible(text))
	}
	for _, n := range p.Unnumbered {
		fmt.Fprintf(w, "  DOCX 第%d页没有页码\n", n)
	}
	fmt.Fprintln(w)
}
