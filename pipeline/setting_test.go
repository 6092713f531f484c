package pipeline_test

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"kan/pipeline/doc"
	"kan/pipeline/page"
	"kan/pipeline/report"
	"kan/pipeline/source"
	"kan/pipeline/unit"
)

// The rules as GB/T 15834-2011 5.1 has them, spelt out on characters.
const (
	noStart = "，。、；：？！）》〉”’〕·～/％%‰℃—" // one — is a connector; a whole dash may start a line
	noEnd   = "（《〈“‘〔/¥￥"
	halved  = "，。、；：？！）》〉”’〕" // may lose the empty half of their box
)

// tally counts what was looked at.
type tally struct{ elements, lines, justified, halved, notes, cells int }

// faults holds the display list of an issue against its only report.
func faults(d *page.Document, r *report.Report, count *tally) (out []string) {
	all := elements(d, r)
	out = lost(all, r, count)
	for _, e := range all {
		count.elements++
		count.lines += len(e.lines)
		for k := range e.lines {
			for _, fault := range append(e.ends(k), e.edges(k, count)...) {
				out = append(out, fmt.Sprintf("page %d: the line %q %s", e.lines[k].page, e.lines[k].text(), fault))
			}
		}
	}
	return out
}

// labels are what is set before the text of a report: numbers of headings and
// list items, bullets.
var labels = regexp.MustCompile(`^([一二三四五六七八九十]+、|（[一二三四五六七八九十\d]+）|\d+\.|•|–)$`)

// lost compares the elements with the paragraphs of the report, one by one, and
// those of the notes with its notes. The numbers of notes are left out.
func lost(all []*element, r *report.Report, count *tally) (out []string) {
	var body, notesSet []*element
	for _, e := range all {
		if e.in(page.MarkNote) {
			notesSet = append(notesSet, e)
		} else {
			body = append(body, e)
		}
		if _, ok := e.cell(); ok {
			count.cells++
		}
	}
	count.notes += len(notesSet)
	sortCells(body)
	var wantNotes []string
	for _, b := range r.Body {
		if p, ok := b.(*doc.Paragraph); ok {
			for _, i := range p.Text {
				if ref, ok := i.(*doc.NoteRef); ok {
					wantNotes = append(wantNotes, paragraphs(ref.Blocks)...)
				}
			}
		}
	}
	want := slices.DeleteFunc(paragraphs(r.Body), func(s string) bool { return squash(s) == "" })
	out = append(compare(body, want), compare(notesSet, wantNotes)...)

	// What is compared is all there is.
	walked := ""
	doc.Walk(r.Body, func(text string, _ source.Span) { walked += squash(text) })
	if told := squash(strings.Join(want, "") + strings.Join(wantNotes, "")); len(told) != len(walked) {
		out = append(out, fmt.Sprintf("the report has %d bytes of text, of which %d are compared", len(walked), len(told)))
	}
	return out
}

// sortCells brings the cells of a row in order: of those with fewer lines the
// first line comes later.
func sortCells(all []*element) {
	for from := 0; from < len(all); {
		row, ok := all[from].cell()
		to := from + 1
		for ; ok && to < len(all); to++ {
			if next, too := all[to].cell(); !too || next != row {
				break
			}
		}
		slices.SortFunc(all[from:to], func(a, b *element) int { return cmp.Compare(a.lines[0].runs[0].X, b.lines[0].runs[0].X) })
		from = to
	}
}

func compare(set []*element, want []string) (out []string) {
	if len(set) != len(want) {
		out = append(out, fmt.Sprintf("%d paragraphs are set, the report has %d", len(set), len(want)))
	}
	for k := range min(len(set), len(want)) {
		got, text := squash(set[k].text()), squash(want[k])
		set[k].want = want[k]
		if label, ok := strings.CutSuffix(got, text); ok && labels.MatchString(label) {
			set[k].want = label + want[k]
		} else if at, differ := difference(got, text); differ {
			out = append(out, at)
		}
	}
	return out
}

// ends tells what is wrong with the start of line k, with its end, and with
// the place where it and the next part.
func (e *element) ends(k int) (out []string) {
	line := []rune(strings.TrimSpace(e.lines[k].text()))
	if len(line) == 0 {
		return []string{"is empty"}
	}
	dash := line[0] == '—' && len(line) > 1 && line[1] == '—'
	if strings.ContainsRune(noStart, line[0]) && !dash {
		out = append(out, "starts with "+string(line[0]))
	}
	if last := line[len(line)-1]; strings.ContainsRune(noEnd, last) {
		out = append(out, "ends with "+string(last))
	}
	if k == len(e.lines)-1 {
		return out
	}
	next := []rune(strings.TrimSpace(e.lines[k+1].text()))
	if len(next) == 0 {
		return out
	}
	a, b := line[len(line)-1], next[0]
	switch {
	case a == b && (a == '—' || a == '…') && odd(line):
		out = append(out, "splits "+string([]rune{a, b}))
	case '①' <= b && b <= '⑳':
		out = append(out, "is parted from the number of its note")
	case western(a) && western(b) && !e.spaced(k):
		if _, cell := e.cell(); !cell { // too narrow for some words
			out = append(out, "splits a word or number")
		}
	}
	return out
}

// odd tells whether the run of equal characters at the end of a line is odd:
// half of a pair.
func odd(line []rune) bool {
	n := 0
	for n < len(line) && line[len(line)-1-n] == line[len(line)-1] {
		n++
	}
	return n%2 == 1
}

// western tells whether r is part of a Western word or number.
func western(r rune) bool { return r > ' ' && r < 0x80 }

// spaced tells whether the report has a space where lines k and k+1 part.
func (e *element) spaced(k int) bool {
	set := ""
	for _, l := range e.lines[:k+1] {
		set += squash(l.text())
	}
	n := len([]rune(set))
	for _, r := range e.want {
		switch {
		case unicode.IsSpace(r) && n == 0:
			return true
		case !unicode.IsSpace(r):
			n--
		}
		if n < 0 {
			break
		}
	}
	return false
}

// edges tells how far line k of running text is from the edges of the measure:
// every line from the left one, every line but the last of its paragraph from
// the right one. A mark may stand there with half of its box, the inked one.
func (e *element) edges(k int, count *tally) (out []string) {
	if kind := e.kind(); kind != page.MarkP && kind != page.MarkLBody {
		return nil // headings stand left, cells in columns
	}
	const exact = unit.Pt / 100
	near := func(a, b unit.Length) bool { return -exact <= a-b && a-b <= exact }
	left, right := e.measure(k)
	text := []rune(strings.TrimSpace(e.lines[k].text()))
	start, em := e.lines[k].start()
	switch {
	case k == 0 && strings.ContainsRune("•–", text[0]): // in the middle of its cell
	case near(start, left), strings.ContainsRune(noEnd, text[0]) && near(start, left-em/2):
	case text[0] == '—' && start > left && start-left < em/100: // moved so that both dashes meet
	default:
		out = append(out, fmt.Sprintf("begins %v pt from the measure", start-left))
	}
	if k == len(e.lines)-1 {
		return out
	}
	count.justified++
	end, size := e.lines[k].end()
	last := text[len(text)-1]
	switch {
	case near(end, right):
	case strings.ContainsRune(halved, last) && near(end-size/2, right):
		count.halved++
	case last == '—' && end < right && right-end < size/100: // likewise
	default:
		out = append(out, fmt.Sprintf("ends %v pt from the measure", end-right))
	}
	return out
}
