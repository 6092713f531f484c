package decode

import (
	"bytes"
	"slices"
	"unicode/utf8"

	"kan/pipeline/diag"
)

// value looks at the value that begins at or behind at; col is the column of
// its key or dash.
func (m *mender) value(at, end, col int) {
	work := m.t.work
	at = m.wideSpace(at, end)
	m.inline, m.empty = true, false
	if at >= end || work[at] == '#' {
		m.inline, m.empty = false, true
		return
	}
	r, size := utf8.DecodeRune(work[at:end])
	switch r {
	case '"', '\'':
		m.inline = false
		m.openQuote(at, end)
	case '|', '>':
		m.block = col
	case '[', '{':
		m.inline = false
		m.flow.reset()
		m.flowLine(at, end)
	case '［', '｛':
		last, _ := utf8.DecodeLastRune(work[at:end])
		if last == '］' || last == '｝' || last == ']' || last == '}' {
			m.inline = false
			m.flow.reset()
			m.flowLine(at, end)
		}
	case '@', '`', '%', '*':
		m.say(codeNeedsQuotes, at, at+size, "给整段加上引号，写成 \""+clip(string(work[at:end]), 16)+"\"", "文字不能以“%c”开头", r)
		m.wrap(at, end, col, change{at, at + size, "_"})
	default:
		m.colonInText(at, end, col)
	}
}

// wideSpace goes over the white space before a value, mends full-width and
// no-break spaces in it, and returns the offset behind it.
func (m *mender) wideSpace(at, end int) int {
	first := -1
	for at < end {
		r, size := utf8.DecodeRune(m.t.work[at:end])
		if r == '\u3000' || r == '\u00A0' {
			m.changes = append(m.changes, change{at, at + size, " "})
			if first < 0 {
				first = at
			}
		} else if r != ' ' && r != '\t' {
			break
		}
		at += size
	}
	if first >= 0 {
		m.say(codeFullSpace, first, at, "改成一个半角空格", "文字前面用了全角空格")
	}
	return at
}

// colonInText reports “: ” inside a plain value, which yaml.v3 cannot read.
func (m *mender) colonInText(at, end, col int) {
	sep := separator(m.t.work, at, end)
	if sep < 0 {
		return
	}
	m.say(codeNeedsQuotes, sep, sep+1, "给整段文字加上引号，或者改用全角冒号“：”", "文字里有半角冒号加空格，会被当作另一个键")
	var semicolons []change
	for ; sep >= 0; sep = separator(m.t.work, sep+1, end) {
		semicolons = append(semicolons, change{sep, sep + 1, ";"})
	}
	m.wrap(at, end, col, semicolons...)
}

// wrap puts quotes round the plain value at at; where that would not do, since
// it goes on in the next line or has quotes inside, the other changes are made.
func (m *mender) wrap(at, end, col int, other ...change) {
	work := m.t.work
	for i := at + 1; i < end; i++ {
		if work[i] == '#' && isSpace(work[i-1]) {
			end = trimEnd(work, at, i)
			break
		}
	}
	if _, _, indent := m.nextLine(end); indent > col || bytes.IndexByte(work[at:end], '\'') >= 0 {
		m.changes = append(m.changes, other...)
		return
	}
	m.changes = append(m.changes, change{at, at, "'"}, change{end, end, "'"})
}

// openQuote begins a quoted value, which may run over several lines.
func (m *mender) openQuote(at, end int) {
	m.quote = m.t.work[at]
	m.closeQuote(at+1, end)
}

func (m *mender) closeQuote(at, end int) {
	close := quoteEndFrom(m.t.work, at, end, m.quote)
	if close < 0 {
		return
	}
	m.quote = 0
	if m.flow.open() {
		m.flow.quoted = true
		m.flowLine(close, end)
		return
	}
	rest := close
	for rest < end && isSpace(m.t.work[rest]) {
		rest++
	}
	if rest < end && m.t.work[rest] != '#' {
		m.say(codeSyntax, rest, end, "把引号移到整段文字的两端；文字里的引号用中文的“”", "引号后面还有文字")
		m.changes = append(m.changes, change{rest, rest, "#"})
		if rest == close {
			m.changes[len(m.changes)-1].with = " #"
		}
	}
}

// quoteEnd is the offset behind the quote that closes the one at at, or -1.
func quoteEnd(work []byte, at, end int) int { return quoteEndFrom(work, at+1, end, work[at]) }

func quoteEndFrom(work []byte, at, end int, quote byte) int {
	for i := at; i < end; i++ {
		switch {
		case work[i] == '\\' && quote == '"':
			i++
		case work[i] != quote:
		case quote == '\'' && i+1 < end && work[i+1] == '\'':
			i++
		default:
			return i + 1
		}
	}
	return -1
}

func (m *mender) say(code diag.Code, start, end int, hint, format string, args ...any) {
	if m.said++; m.said <= maxSlips {
		m.diags.Error(code, m.t.span(start, end), hint, format, args...)
	}
}

// apply makes the changes in the working copy and notes where offsets shift.
func (t *text) apply(changes []change) {
	if len(changes) == 0 {
		return
	}
	slices.SortStableFunc(changes, func(a, b change) int { return a.start - b.start })
	out := make([]byte, 0, len(t.work)+len(changes)*2)
	var edits []edit
	from := 0
	for _, c := range changes {
		if c.start < from {
			continue
		}
		out = append(out, t.work[from:c.start]...)
		edits = append(edits, edit{len(out), t.base + c.start})
		out = append(out, c.with...)
		edits = append(edits, edit{len(out), t.base + c.end})
		from = c.end
	}
	t.work = append(out, t.work[from:]...)
	t.edits = edits
}
