package main

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"kan/pipeline"
	"kan/pipeline/diag"

	"golang.org/x/term"
)

// printCheck prints what a check of the whole has found, in any format. Only
// Text is for people, and goes on about the reports left out on stderr.
func printCheck(e *env, format diag.Format, ds []diag.Diagnostic, c *pipeline.Content, left []pipeline.Exclusion) error {
	switch format {
	case diag.FormatJSON:
		return printCheckJSON(e.stdout, ds, c, left)
	case diag.FormatSARIF:
		version := "" // a log of the same content is the same, whatever commit wrote it
		if v := thisBuild().Version; isRelease(v) {
			version = strings.TrimPrefix(v, "v") // validators want a digit first
		}
		return diag.PrintSARIF(e.stdout, ds, version)
	case diag.FormatGitHub:
		// The summary comes first, for annotations say whether it has everything;
		// they are printed even if it cannot be written.
		all, summaryErr := appendStepSummary(e, ds, c, left)
		return cmp.Or(diag.PrintGitHub(e.stdout, ds, all), summaryErr)
	}
	if err := printFindings(e, e.stdout, e.stdoutTTY, ds, format); err != nil || format != diag.FormatText {
		return err
	}
	if len(ds) > 0 {
		fmt.Fprintln(e.stderr)
	}
	fmt.Fprintf(e.stderr, "检查了 %d 件稿件、%d 期清单：%s\n", len(c.Reports), len(c.Issues), diag.Summary(ds))
	printLeftOut(e.stderr, left)
	return nil
}

// printFindings prints diagnostics in a format that asks for nothing else.
func printFindings(e *env, w io.Writer, tty bool, ds []diag.Diagnostic, format diag.Format) error {
	o := diag.Options{Color: colored(e, tty)}
	if tty {
		o.Width = terminalWidth()
	}
	return diag.Print(w, ds, format, o)
}

// colored decides on colour: --color, then NO_COLOR (no-color.org), then
// whether a person is watching.
func colored(e *env, tty bool) bool {
	switch e.color {
	case "always":
		return true
	case "never":
		return false
	}
	if v, _ := e.lookup("NO_COLOR"); v != "" {
		return false
	}
	if v, _ := e.lookup("TERM"); v == "dumb" {
		return false
	}
	return tty
}

// terminalWidth is the width of the terminal in columns, or 0 if unknown.
func terminalWidth() int {
	width, _, err := term.GetSize(int(os.Stdout.Fd()))
	if err != nil {
		return 0
	}
	return width
}

// printLeftOut lists the reports that no issue prints, by reason: every one of
// them, with its title where a reason has few.
func printLeftOut(w io.Writer, left []pipeline.Exclusion) {
	if len(left) == 0 {
		return
	}
	fmt.Fprintf(w, "没有编入任何一期的稿件 %d 件：\n", len(left))
	for _, g := range byReason(left) {
		if len(g) == 1 {
			fmt.Fprintf(w, "  %s：\n", diag.Visible(g[0].Reason))
		} else {
			fmt.Fprintf(w, "  %s（%d 件）：\n", diag.Visible(g[0].Reason), len(g))
		}
		if len(g) <= manyReports {
			for _, x := range g {
				fmt.Fprintf(w, "    %s  %s\n", reportName(x), diag.Visible(x.Report.Title.V))
			}
			continue
		}
		for row := range slices.Chunk(g, 8) {
			var names []string
			for _, x := range row {
				names = append(names, reportName(x))
			}
			fmt.Fprintf(w, "    %s\n", strings.Join(names, " "))
		}
	}
}

// manyReports is how many reports of one reason are listed with their titles;
// more are listed by number only, several to a line.
const manyReports = 12

// byReason groups exclusions by their reasons, larger groups first, and those
// of one size in the order of their first reports.
func byReason(left []pipeline.Exclusion) [][]pipeline.Exclusion {
	var groups [][]pipeline.Exclusion
	at := map[string]int{}
	for _, x := range left {
		n, seen := at[x.Reason]
		if !seen {
			n = len(groups)
			at[x.Reason] = n
			groups = append(groups, nil)
		}
		groups[n] = append(groups[n], x)
	}
	slices.SortStableFunc(groups, func(a, b []pipeline.Exclusion) int { return cmp.Compare(len(b), len(a)) })
	return groups
}

// reportName is the id of a report, or its file when it has none.
func reportName(x pipeline.Exclusion) string {
	return diag.Visible(cmp.Or(x.Report.ID.V, x.Report.File.Name))
}

// leftOutJSON is a report that is left out, as JSON shows it.
type leftOutJSON struct {
	ID     string `json:"id"`
	File   string `json:"file"`
	Title  string `json:"title"`
	Reason string `json:"reason"`
}

// printCheckJSON writes the object of diag's JSON format with what only a
// check of the whole knows: counts and the reports left out.
func printCheckJSON(w io.Writer, ds []diag.Diagnostic, c *pipeline.Content, left []pipeline.Exclusion) error {
	var b bytes.Buffer
	if err := diag.Print(&b, ds, diag.FormatJSON, diag.Options{}); err != nil {
		return err
	}
	var out struct {
		Version     int             `json:"version"`
		Diagnostics json.RawMessage `json:"diagnostics"`
		Summary     json.RawMessage `json:"summary"`
		Reports     int             `json:"reports"`
		Issues      int             `json:"issues"`
		LeftOut     []leftOutJSON   `json:"leftOut"`
	}
	if err := json.Unmarshal(b.Bytes(), &out); err != nil {
		return err
	}
	out.Reports, out.Issues, out.LeftOut = len(c.Reports), len(c.Issues), []leftOutJSON{}
	for _, x := range left {
		out.LeftOut = append(out.LeftOut, leftOutJSON{x.Report.ID.V, x.Report.File.Name, x.Report.Title.V, x.Reason})
	}
	return writeJSON(w, out)
}

func writeJSON(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(v)
}

// What is not done because of errors in the content.
const (
	nothingWritten = "没有写出文件"
	notCompared    = "没有核对"
)

// refuse says that errors stand in the way, and what is not done because of them.
func refuse(e *env, ds []diag.Diagnostic, undone string) error {
	fmt.Fprintf(e.stderr, "\n%s；有错误，%s。照上面的提示改好再来\n", diag.Summary(ds), undone)
	return errFindings
}

// printAndRefuse prints them first.
func printAndRefuse(e *env, ds []diag.Diagnostic, undone string) error {
	if err := printFindings(e, e.stderr, e.stderrTTY, ds, diag.FormatText); err != nil {
		return err
	}
	return refuse(e, ds, undone)
}
