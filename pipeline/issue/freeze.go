package issue

import (
	"bytes"
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// Frozen is the text of i's manifest as it is closed: with that number, every
// query replaced by the list of what it chose, and its state closed. All else,
// comments too, stays as the editor wrote it. The text is made by cutting and
// pasting; who uses it reads it again to see that it says what it should.
func (i *Issue) Frozen(number int) []byte {
	e := edits{text: i.File.Text}
	e.replace(i.Number.Span.Start, i.Number.Span.End, strconv.Itoa(number))
	closed := string(Closed)
	if e.chinese(i.Status.Span.Start, i.Status.Span.End) {
		closed = "已定稿"
	}
	e.replace(i.Status.Span.Start, i.Status.Span.End, closed)
	for k := range i.Sections {
		s := &i.Sections[k]
		if s.Query == nil {
			continue
		}
		ids := make([]string, len(s.Items))
		for n, r := range s.Items {
			ids[n] = r.ID.V
		}
		list := "[" + strings.Join(ids, ", ") + "]"
		from, to := s.queryKey.Start, s.Query.Span.End
		if s.listAt.IsZero() {
			name := "reports"
			if e.chinese(from, s.queryKey.End) {
				name = "稿件"
			}
			e.replace(from, to, name+": "+list)
			continue
		}
		e.replace(s.listAt.Start, s.listAt.End, list)
		from, to = e.entry(from, to)
		e.replace(from, to, "")
	}
	return e.apply()
}

// edits are replacements in a text, none of which overlap.
type edits struct {
	text []byte
	list []edit
}

type edit struct {
	from, to int
	with     string
}

func (e *edits) replace(from, to int, with string) { e.list = append(e.list, edit{from, to, with}) }

// chinese tells whether a word is not English.
func (e *edits) chinese(from, to int) bool {
	return bytes.ContainsFunc(e.text[from:to], func(r rune) bool { return r > 0x7F })
}

// entry widens the bytes of a key and its value to those that leave no trace
// when they are cut out: their lines, or, inside braces and behind a dash, up
// to the neighbouring entry.
func (e *edits) entry(from, to int) (int, int) {
	before := bytes.TrimRight(e.text[:from], " ")
	after := to + len(e.text[to:]) - len(bytes.TrimLeft(e.text[to:], " "))
	switch {
	case len(before) == 0 || before[len(before)-1] == '\n':
		if n := bytes.IndexByte(e.text[to:], '\n'); n >= 0 {
			return len(before), to + n + 1
		}
		return len(before), len(e.text)
	case before[len(before)-1] == ',':
		return len(before) - 1, to
	case after < len(e.text) && e.text[after] == ',':
		rest := e.text[after+1:]
		return from, after + 1 + len(rest) - len(bytes.TrimLeft(rest, " \n"))
	case before[len(before)-1] == '-': // the first key of an item: the next one takes its place
		rest := e.text[to:]
		return from, to + len(rest) - len(bytes.TrimLeft(rest, " \n"))
	}
	return from, to
}

func (e *edits) apply() []byte {
	slices.SortFunc(e.list, func(a, b edit) int { return cmp.Compare(a.from, b.from) })
	var out []byte
	at := 0
	for _, r := range e.list {
		out = append(append(out, e.text[at:r.from]...), r.with...)
		at = r.to
	}
	return append(out, e.text[at:]...)
}
