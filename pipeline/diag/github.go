package diag

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"strings"
)

// What GitHub shows of a check in a workflow run: annotations beside the lines,
// few of them, and a step summary with all that fits. Both are written here;
// where the summary goes is for the caller to know.

// maxAnnotations is how many annotations of one level GitHub shows per step
// (of all steps of a job, 50).
const maxAnnotations = 10

// MaxStepSummary is how many bytes GitHub takes as the summary of one step. Of
// a larger one it shows nothing.
const MaxStepSummary = 1 << 20

// PrintGitHub writes workflow commands: the first ten diagnostics of each
// level, errors first. If that is not all, the tenth notice says how many more
// there are and where, and they follow in the log as lines of Short.
// Summarized says that all stand in the step summary. The error is the writer's.
func PrintGitHub(w io.Writer, ds []Diagnostic, summarized bool) error {
	out := bufio.NewWriter(w)
	rest := annotateFirst(out, ds)
	if len(rest) > 0 {
		where := "在本机运行 kan check 可以看到全部，这一步的日志里也逐条写着"
		if summarized {
			where = "全部问题在这次运行的步骤摘要（Summary）里，这一步的日志里也逐条写着"
		}
		fmt.Fprintf(out, "::notice title=%s::%s\n", property("还有 "+counted(rest)),
			data(fmt.Sprintf("GitHub 每一步、每一级只标注前 %d 条；%s", maxAnnotations, where)))
	}
	for i := range rest {
		logLine(out, &rest[i])
	}
	return out.Flush()
}

// printGitHub is PrintGitHub for those who have no step summary.
func printGitHub(w io.Writer, ds []Diagnostic) {
	PrintGitHub(w, ds, false) // the writer is Print's, which keeps the error
}

// annotateFirst annotates what GitHub will show, and returns the rest, also
// errors first.
func annotateFirst(w io.Writer, ds []Diagnostic) (rest []Diagnostic) {
	var level [3][]Diagnostic
	for _, d := range ds {
		level[d.Severity] = append(level[d.Severity], d)
	}
	limit := [3]int{maxAnnotations, maxAnnotations, maxAnnotations}
	if max(len(level[Error]), len(level[Warning]), len(level[Hint])) > maxAnnotations {
		limit[Hint]-- // the closing notice is one
	}
	for s, ds := range level {
		first := min(len(ds), limit[s])
		for i := range first {
			annotate(w, &ds[i])
		}
		rest = append(rest, ds[first:]...)
	}
	return rest
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

// logLine writes a line of Short that is no workflow command: the runner takes
// “::” at the head of a line for one, and “##[” anywhere in it.
func logLine(w io.Writer, d *Diagnostic) {
	var b bytes.Buffer
	printShort(&b, d)
	line := bytes.ReplaceAll(b.Bytes(), []byte("##["), []byte("# #["))
	if bytes.HasPrefix(bytes.TrimSpace(line), []byte("::")) {
		io.WriteString(w, "./")
	}
	w.Write(line)
}

// data escapes the text of a workflow command, property the value of one of
// its properties. What would command a terminal is spelt out.
func data(s string) string {
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A").Replace(spelt(s))
}

func property(s string) string {
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C").Replace(spelt(s))
}

// spelt is visible that keeps ends of lines.
func spelt(s string) string {
	var out strings.Builder
	for len(s) > 0 {
		n := strings.IndexAny(s, "\r\n")
		if n < 0 {
			n = len(s)
		}
		out.WriteString(visible(s[:n]))
		s = s[n:]
		for len(s) > 0 && (s[0] == '\r' || s[0] == '\n') {
			out.WriteByte(s[0])
			s = s[1:]
		}
	}
	return out.String()
}

// StepSummary is Markdown of at most room bytes: a table for each file, in the
// order of ds. What does not fit is counted at the end, and all is false then.
// With no room even for that, it is empty.
func StepSummary(ds []Diagnostic, room int) (markdown string, all bool) {
	const more = "\n另有 %d 条没有列出，在本机运行 `kan check` 可以看到全部。\n"
	room -= len(fmt.Sprintf(more, len(ds)))
	var out strings.Builder
	left := len(ds)
	for _, file := range byFile(ds) {
		head := summaryHead(file)
		for i := range file {
			row := head + summaryRow(&file[i])
			if out.Len()+len(row) > room {
				if room >= 0 {
					fmt.Fprintf(&out, more, left)
				}
				return out.String(), false
			}
			out.WriteString(row)
			head = ""
			left--
		}
	}
	return out.String(), true
}

// byFile groups diagnostics by the names of their files, in the order in which
// these come first.
func byFile(ds []Diagnostic) (groups [][]Diagnostic) {
	at := map[string]int{}
	for _, d := range ds {
		name := ""
		if d.Span.File != nil {
			name = d.Span.File.Name
		}
		n, seen := at[name]
		if !seen {
			n = len(groups)
			at[name] = n
			groups = append(groups, nil)
		}
		groups[n] = append(groups[n], d)
	}
	return groups
}

// summaryHead is the heading of a file's table, with counts, and its first row.
func summaryHead(ds []Diagnostic) string {
	name := "不在哪一个文件里"
	if f := ds[0].Span.File; f != nil {
		name = MarkdownCell(f.Name)
	}
	return fmt.Sprintf("\n### %s（%s）\n\n| 行:列 | 级别 | 问题 | 怎么改 |\n|---|---|---|---|\n", name, counted(ds))
}

func summaryRow(d *Diagnostic) string {
	at := ""
	if p := placeOf(d.Span); p.File != "" {
		at = fmt.Sprintf("%d:%d", p.Line, p.Column)
	}
	message := MarkdownCell(d.Message)
	for i, r := range d.Related {
		if i == maxSummaryRelated {
			message += "<br>→ …"
			break
		}
		message += "<br>→ "
		if p := placeOf(r.Span); p.File != "" {
			message += fmt.Sprintf("%s:%d:%d ", MarkdownCell(p.File), p.Line, p.Column)
		}
		message += MarkdownCell(r.Message)
	}
	return fmt.Sprintf("| %s | %s | %s<br>`%s` | %s |\n", at, d.Severity, message, d.Code, MarkdownCell(d.Hint))
}

// No diagnostic may take the room of many others: so many characters of a text
// and so many related places are shown.
const (
	maxSummaryText    = 500
	maxSummaryRelated = 10
)

// MarkdownCell is s, cut when it is very long, as text in a heading or table of
// GitHub's Markdown. What could be markup becomes a character reference, which
// never is (CommonMark 0.31 §2.5); a word joiner keeps names, sites and
// addresses from becoming links (GFM §6.9).
func MarkdownCell(s string) string {
	var out strings.Builder
	n := 0
	text := strings.NewReplacer("@", "@\u2060", "://", ":\u2060//", "www.", "www\u2060.").Replace(visible(s))
	for _, r := range text {
		if n++; n > maxSummaryText {
			out.WriteString("…")
			break
		}
		if strings.ContainsRune("&<>|`*_~[]\\$#!", r) {
			fmt.Fprintf(&out, "&#%d;", r)
		} else {
			out.WriteRune(r)
		}
	}
	return out.String()
}
