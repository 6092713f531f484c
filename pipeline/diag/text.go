package diag

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"kan/pipeline/source"
)

// The rules of the text format: the place first, so that terminals make it a
// link; the line itself with the place underlined, by display columns, since a
// Han character fills two; then what to do, behind “=”. Nothing of the input
// reaches the terminal as a control character. Colour is used only when asked
// for, and nothing is said by colour alone.

type textPrinter struct {
	w     io.Writer
	color bool
	width int
}

// SGR sequences (ECMA-48 §8.3.117), by severity and for other parts.
const (
	bold  = "1"
	faint = "2"
	green = "32"
)

func (p *textPrinter) paint(sgr, s string) string {
	if !p.color || s == "" {
		return s
	}
	return "\x1b[" + sgr + "m" + s + "\x1b[0m"
}

func (p *textPrinter) print(d *Diagnostic) {
	sgr := [...]string{"1;31", "1;33", "1;36"}[d.Severity]
	fmt.Fprintf(p.w, "%s%s %s：%s\n", p.place(d.Span), p.paint(sgr, d.Severity.String()),
		p.paint(faint, string(d.Code)), p.paint(bold, visible(d.Message)))
	p.snippet(d.Span, sgr)
	if d.Hint != "" {
		fmt.Fprintf(p.w, "     = %s\n", visible(d.Hint))
	}
	for _, r := range d.Related {
		fmt.Fprintf(p.w, "     → %s%s\n", p.place(r.Span), visible(r.Message))
		p.snippet(r.Span, green)
	}
}

// place is name:line:column: with a space behind it, or "" for no place.
func (p *textPrinter) place(s source.Span) string {
	if s.File == nil {
		return ""
	}
	at := s.File.Position(s.Start)
	return p.paint(bold, fmt.Sprintf("%s:%d:%d:", visible(s.File.Name), at.Line, at.Column)) + " "
}

// margin is the width of a line number and the bar behind it.
const margin = len("1234 | ")

// snippet prints the first line of s with s underlined.
func (p *textPrinter) snippet(s source.Span, sgr string) {
	if s.File == nil || len(s.File.Text) == 0 {
		return
	}
	number := s.File.Position(s.Start).Line
	line, offset := s.File.Line(number)
	start := min(s.Start-offset, len(line))
	end := min(max(s.End-offset, start), len(line))
	shown, under := excerpt(line, start, end, max(p.width-margin, 20))
	before := strings.TrimLeft(under, " ")
	before = under[:len(under)-len(before)]
	fmt.Fprintf(p.w, "%s%s\n", p.paint(faint, fmt.Sprintf("%4d |", number)), spaced(shown))
	fmt.Fprintf(p.w, "%s%s\n", p.paint(faint, "     |"), " "+before+p.paint(sgr, under[len(before):]))
}

func spaced(s string) string {
	if s = strings.TrimRight(s, " "); s == "" {
		return ""
	}
	return " " + s
}

// excerpt shows the part of line round the bytes start to end in at most width
// columns, and carets below these bytes. Cuts are marked with ….
func excerpt(line []byte, start, end, width int) (shown, under string) {
	cells := lay(line, start, width)
	first, last := 0, len(cells)
	total, before := 0, 0 // columns of all cells, and of those before start
	for _, c := range cells {
		if c.at < start {
			before += c.width
		}
		total += c.width
	}
	cutLeft, cutRight := len(cells) > 0 && cells[0].at > 0, len(cells) > 0 && cells[len(cells)-1].end < len(line)
	if total+2 > width {
		for skip := before - width/3; first < last && skip > 0; first++ {
			skip -= cells[first].width
			cutLeft = true
		}
		last = first
		for room := width - 2; last < len(cells) && room >= cells[last].width; last++ {
			room -= cells[last].width
		}
		cutRight = cutRight || last < len(cells)
	}
	var text, marks strings.Builder
	if cutLeft {
		text.WriteString("…")
		marks.WriteString(" ")
	}
	for _, c := range cells[first:last] {
		text.WriteString(c.text)
		switch {
		case c.end > start && c.at < end:
			marks.WriteString(strings.Repeat("^", c.width))
		case c.at < start:
			marks.WriteString(strings.Repeat(" ", c.width))
		}
	}
	if cutRight {
		text.WriteString("…")
	}
	under = marks.String()
	if !strings.Contains(under, "^") {
		under += "^" // an empty place, or one of no width
	}
	return text.String(), under
}

// cell is a character as shown: the bytes at to end of the line in width
// columns. Marks of no width belong to the cell before them.
type cell struct {
	text    string
	width   int
	at, end int
}

// lay lays out the part of line near byte start: no more than could be shown.
func lay(line []byte, start, width int) []cell {
	from, to := max(start-4*width, 0), min(start+8*width, len(line))
	for from > 0 && line[from]&0xC0 == 0x80 {
		from--
	}
	for to < len(line) && line[to]&0xC0 == 0x80 {
		to++
	}
	var cells []cell
	column := 0
	for i := from; i < to; {
		text, w, size := show(line[i:to], column)
		if w == 0 && len(cells) > 0 {
			last := &cells[len(cells)-1]
			last.text, last.end = last.text+text, i+size
		} else {
			cells = append(cells, cell{text, w, i, i + size})
		}
		column += w
		i += size
	}
	return cells
}

// visible is s with control characters made harmless and line ends made spaces.
func visible(s string) string {
	clean := true
	for _, r := range s {
		clean = clean && !hidden(r)
	}
	if clean {
		return s
	}
	var out strings.Builder
	for b := bytes.ReplaceAll([]byte(s), []byte("\r\n"), []byte("\n")); len(b) > 0; {
		text, _, size := show(b, 0)
		if b[0] == '\n' || b[0] == '\t' {
			text = " "
		}
		out.WriteString(text)
		b = b[size:]
	}
	return out.String()
}
