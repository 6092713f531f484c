package diag

import (
	"fmt"
	"io"
	"strings"
)

// maxAnnotations is how many annotations of one kind GitHub shows per step.
const maxAnnotations = 10

// printGitHub writes workflow commands. What would be one too many of its kind
// goes to the log as short lines instead, and a notice says how many there are.
func printGitHub(w io.Writer, ds []Diagnostic) {
	limit := [3]int{maxAnnotations, maxAnnotations, maxAnnotations}
	var n [3]int
	for i := range ds {
		n[ds[i].Severity]++
	}
	if n[Error] > limit[Error] || n[Warning] > limit[Warning] || n[Hint] > limit[Hint] {
		limit[Hint]-- // the closing notice is one
	}
	var rest []Diagnostic
	for i, d := range ds {
		if limit[d.Severity]--; limit[d.Severity] < 0 {
			rest = append(rest, d)
			continue
		}
		annotate(w, &ds[i])
	}
	if len(rest) == 0 {
		return
	}
	fmt.Fprintf(w, "::notice title=%s::%s\n", property("还有 "+counted(rest)),
		data("GitHub 每一步只显示前 10 条，其余的逐条写在这一步的日志里；在本机运行 kan check 也能看到全部"))
	for i := range rest {
		printShort(w, &rest[i])
	}
}

// annotate writes one workflow command. Columns are given only for a place in
// one line: GitHub refuses them otherwise.
func annotate(w io.Writer, d *Diagnostic) {
	word := [...]string{"error", "warning", "notice"}[d.Severity]
	var props []string
	if p := placeOf(d.Span); p.File != "" {
		props = append(props, "file="+property(p.File), fmt.Sprintf("line=%d", p.Line))
		if p.Line == p.EndLine {
			props = append(props, fmt.Sprintf("col=%d,endLine=%d,endColumn=%d", p.Column, p.EndLine, max(p.EndColumn-1, p.Column)))
		} else {
			props = append(props, fmt.Sprintf("endLine=%d", p.EndLine))
		}
	}
	props = append(props, "title="+property(d.Severity.String()+" "+string(d.Code)))
	message := d.Message
	if d.Hint != "" {
		message += "\n" + d.Hint
	}
	for _, r := range d.Related {
		message += "\n" + r.Message
		if p := placeOf(r.Span); p.File != "" {
			message += fmt.Sprintf("（%s:%d:%d）", p.File, p.Line, p.Column)
		}
	}
	fmt.Fprintf(w, "::%s %s::%s\n", word, strings.Join(props, ","), data(message))
}

// data escapes the text of a workflow command, property the value of one of
// its properties.
func data(s string) string {
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A").Replace(s)
}

func property(s string) string {
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C").Replace(s)
}
