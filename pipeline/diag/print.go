package diag

import (
	"bufio"
	"fmt"
	"io"
	"strings"
)

// Format is a way to print diagnostics.
type Format string

// The formats: Text for people at a terminal, Short for editors and problem
// matchers, JSON for programs, GitHub for annotations in a workflow run.
const (
	FormatText   Format = "text"
	FormatShort  Format = "short"
	FormatJSON   Format = "json"
	FormatGitHub Format = "github"
)

// Formats returns all formats, in the order help texts list them.
func Formats() []Format { return []Format{FormatText, FormatShort, FormatJSON, FormatGitHub} }

// Options are how Text is printed; the other formats ignore them. Width is
// the number of columns of the terminal, 100 when it is 0.
type Options struct {
	Color bool
	Width int
}

// Print writes the diagnostics in the order given. The error is the writer's;
// a Format that is not in Formats is a panic.
func Print(w io.Writer, ds []Diagnostic, f Format, o Options) error {
	out := bufio.NewWriter(w)
	switch f {
	case FormatText:
		p := textPrinter{w: out, color: o.Color, width: o.Width}
		if p.width <= 0 {
			p.width = 100
		}
		for i := range ds {
			p.print(&ds[i])
		}
	case FormatShort:
		for i := range ds {
			printShort(out, &ds[i])
		}
	case FormatJSON:
		if err := printJSON(out, ds); err != nil {
			return err
		}
	case FormatGitHub:
		printGitHub(out, ds)
	default:
		panic("diag: unknown format " + string(f))
	}
	return out.Flush()
}

// Summary counts the diagnostics in a line: 共 3 个错误、2 个警告.
func Summary(ds []Diagnostic) string {
	if s := counted(ds); s != "" {
		return "共 " + s
	}
	return "没有发现问题"
}

// counted names the numbers that are not zero: 3 个错误、2 个警告.
func counted(ds []Diagnostic) string {
	var n [3]int
	for i := range ds {
		n[ds[i].Severity]++
	}
	var parts []string
	for s, n := range n {
		if n > 0 {
			parts = append(parts, fmt.Sprintf("%d 个%s", n, Severity(s)))
		}
	}
	return strings.Join(parts, "、")
}

// printShort writes file:line:column: error code: message. The words for
// severities are those that problem matchers know.
func printShort(w io.Writer, d *Diagnostic) {
	if d.Span.File != nil {
		p := d.Span.File.Position(d.Span.Start)
		fmt.Fprintf(w, "%s:%d:%d: ", visible(d.Span.File.Name), p.Line, p.Column)
	}
	word := [...]string{"error", "warning", "info"}[d.Severity]
	fmt.Fprintf(w, "%s %s: %s\n", word, d.Code, visible(d.Message))
}
