package decode

import (
	"bytes"
	"regexp"
	"slices"
	"unicode"
	"unicode/utf8"

	"kan/pipeline/diag"
)

// The slips mended here are the ones editors make with a Chinese input method
// or out of Word: `标题：关于`, `title:关于`, a tab or a full-width space before
// a key, ［甲，乙］. yaml.v3 stops at the first of them, or takes the line as
// text. mender goes over the lines before yaml.v3 does, knows just enough of
// YAML to leave block scalars, quoted strings and continued lines alone,
// reports every slip and mends it in the working copy, so that the faults
// behind it are found in the same run.

// maxSlips bounds what is said about one text; further slips are mended in
// silence.
const maxSlips = 100

// mender goes over the working copy line by line.
type mender struct {
	t       *text
	diags   *diag.List
	changes []change
	said    int

	indents []int // columns of the open mappings, outermost first
	last    int   // column of the last key or item
	inline  bool  // it has a plain value on its own line, which may go on
	empty   bool  // it has no value yet
	block   int   // column of the key whose block scalar is open, or -1
	quote   byte  // quote that is open across lines, or 0
	flow    flow
}

// change replaces bytes start to end of the working copy.
type change struct {
	start, end int
	with       string
}

// mend reports the slips and mends them. It also refuses texts that would make
// a tree far beyond the limits, before there is one.
func (t *text) mend(diags *diag.List) bool {
	if !t.withinLimits(diags) {
		return false
	}
	m := &mender{t: t, diags: diags, block: -1, empty: true, last: -1}
	for start := 0; start < len(t.work); {
		end := len(t.work)
		if i := bytes.IndexByte(t.work[start:], '\n'); i >= 0 {
			end = start + i + 1
		}
		m.line(start, trimEnd(t.work, start, end))
		start = end
	}
	t.apply(m.changes)
	return true
}

// withinLimits counts what could begin a value; prose has far fewer of them
// than twice the allowed number of values.
func (t *text) withinLimits(diags *diag.List) bool {
	marks := 0
	for i, c := range t.work {
		switch c {
		case '[', '{', ',', '?':
			marks++
		case ':', '-':
			if i+1 == len(t.work) || isSpace(t.work[i+1]) {
				marks++
			}
		}
	}
	if marks > 2*MaxNodes {
		diags.Error(codeTooMany, t.span(0, 0), "把内容分到几个文件里", "内容太多，最多 %d 项", MaxNodes)
		return false
	}
	return true
}

func trimEnd(b []byte, start, end int) int {
	for end > start && isSpace(b[end-1]) {
		end--
	}
	return end
}

// line looks at the bytes start to end, a line without the white space behind it.
func (m *mender) line(start, end int) {
	work := m.t.work
	switch {
	case m.quote != 0:
		m.closeQuote(start, end)
		return
	case m.flow.open():
		m.flowLine(start, end)
		return
	}
	at, indent, slips := m.indentation(start, end)
	if at == end {
		return
	}
	if m.block >= 0 {
		if indent > m.block {
			if len(slips) > 0 && slips[0].start == start {
				m.mendIndent(slips)
			}
			return
		}
		m.block = -1
	}
	if work[at] == '#' {
		return
	}
	if at == start && (bytes.HasPrefix(work[start:end], []byte("---")) || work[at] == '%' || string(work[start:end]) == "...") {
		*m = mender{t: m.t, diags: m.diags, changes: m.changes, said: m.said, block: -1, empty: true, last: -1}
		return
	}
	m.mendIndent(slips)
	if m.inline && indent > m.last {
		return // the plain scalar above goes on
	}
	m.entry(at, end, indent)
}

// indentation measures the white space before a line as it will be mended: a
// tab and a full-width space count two columns.
func (m *mender) indentation(start, end int) (at, indent int, slips []change) {
	for at = start; at < end; {
		r, size := utf8.DecodeRune(m.t.work[at:end])
		switch r {
		case ' ':
			indent++
		case '\t', '\u3000':
			slips = append(slips, change{at, at + size, "  "})
			indent += 2
		case '\u00A0':
			slips = append(slips, change{at, at + size, " "})
			indent++
		default:
			return at, indent, slips
		}
		at += size
	}
	return at, indent, slips
}

func (m *mender) mendIndent(slips []change) {
	if len(slips) == 0 {
		return
	}
	first, last := slips[0], slips[len(slips)-1]
	if m.t.work[first.start] == '\t' {
		m.say(codeTab, first.start, last.end, "改成空格，每一层两个", "行首用了制表符（Tab）缩进")
	} else {
		m.say(codeFullSpace, first.start, last.end, "改成半角空格，每一层两个", "行首用了全角空格缩进")
	}
	m.changes = append(m.changes, slips...)
}

// entry looks at the items and the key that begin at at, in column col.
func (m *mender) entry(at, end, col int) {
	work := m.t.work
	siblings := col == m.last && !m.empty
	item := false
	for work[at] == '-' {
		next := at + 1
		if next < end && !isSpace(work[next]) {
			if !m.bareDash(at, end, siblings) {
				break
			}
			m.say(codeMissingSpace, at, next, "写成“- "+clip(string(work[next:end]), 12)+"”", "“-”后面少了一个空格")
			m.changes = append(m.changes, change{next, next, " "})
			m.pop(col)
			m.last = col
			col++
		} else {
			m.pop(col)
			m.last = col
		}
		m.inline, m.empty, item = true, true, true
		for next < end && isSpace(work[next]) {
			next++
		}
		col += next - at
		if at = next; at == end {
			m.inline = false
			return
		}
	}
	m.content(at, end, col, item)
}

// bareDash tells whether the “-” at at, with no space behind it, was meant to
// begin an item: in a list, or where a list may begin.
func (m *mender) bareDash(at, end int, siblings bool) bool {
	rest := m.t.work[at+1 : end]
	return rest[0] != '-' && !reNumber.Match(rest) && (m.empty || siblings)
}

// content looks at what stands behind the indentation and the dashes: a key
// with its value, or a value. item tells that a dash stands before it.
func (m *mender) content(at, end, col int, item bool) {
	work := m.t.work
	switch c := work[at]; {
	case c == '"' || c == '\'':
		close := quoteEnd(work, at, end)
		if close < 0 {
			m.value(at, end, m.last)
			return
		}
		rest := close
		for rest < end && isSpace(work[rest]) {
			rest++
		}
		if rest < end && work[rest] == ':' {
			m.key(col)
			m.value(rest+1, end, col)
		}
		return
	case c == '?' && (at+1 == end || isSpace(work[at+1])):
		return
	}
	if sep := separator(work, at, end); sep >= 0 {
		m.key(col)
		m.value(sep+1, end, col)
		return
	}
	if sep, full := m.slippedColon(at, end); sep >= 0 && m.keyExpected(at, end, col, item) {
		name := string(work[at:sep])
		m.key(col)
		if full {
			size := len("：")
			m.say(codeColon, sep, sep+size, "改成半角冒号加一个空格：“"+name+": …”", "“%s”后面用了全角冒号", name)
			m.changes = append(m.changes, change{sep, sep + size, ": "})
			m.value(sep+size, end, col)
		} else {
			m.say(codeMissingSpace, sep, sep+1, "写成“"+name+": …”", "“%s”的冒号后面少了一个空格", name)
			m.changes = append(m.changes, change{sep + 1, sep + 1, " "})
			m.value(sep+1, end, col)
		}
		return
	}
	m.value(at, end, m.last)
}

func (m *mender) pop(col int) {
	for len(m.indents) > 0 && m.indents[len(m.indents)-1] > col {
		m.indents = m.indents[:len(m.indents)-1]
	}
}

// key notes a key in column col.
func (m *mender) key(col int) {
	m.pop(col)
	if len(m.indents) == 0 || m.indents[len(m.indents)-1] != col {
		m.indents = append(m.indents, col)
	}
	m.last, m.inline, m.empty = col, false, true
}

// separator is the offset of the colon that ends a plain key, or -1.
func separator(work []byte, at, end int) int {
	for i := at; i < end; i++ {
		switch {
		case work[i] == ':' && (i+1 == end || isSpace(work[i+1]) || wideSpaceAt(work[i+1:end])):
			return i
		case work[i] == '#' && i > at && isSpace(work[i-1]):
			return -1
		case i == at && bytes.IndexByte([]byte("{[|>&*!@`%\"'"), work[i]) >= 0:
			return -1
		}
	}
	return -1
}

// wideSpaceAt tells whether b begins with a full-width or no-break space.
func wideSpaceAt(b []byte) bool {
	return bytes.HasPrefix(b, []byte("\u3000")) || bytes.HasPrefix(b, []byte("\u00A0"))
}

// reScheme keeps addresses and times from being taken for keys.
var reScheme = regexp.MustCompile(`^(?:https?|mailto|file|ftp):|^[A-Za-z]:\\`)

// slippedColon finds the colon that was probably meant to end a key: a
// full-width one, or one with no space behind it, after a single word.
func (m *mender) slippedColon(at, end int) (sep int, full bool) {
	line := m.t.work[at:end]
	n := 0
	for i, r := range string(line) {
		switch {
		case r == '：' || r == ':':
			if n == 0 || n > 24 || r == ':' && reScheme.Match(line) {
				return -1, false
			}
			return at + i, r == '：'
		case unicode.IsLetter(r), n > 0 && (r == '_' || r == '-' || r == '/' || unicode.IsDigit(r)):
			n++
		default:
			return -1, false
		}
		if n > 24 {
			break
		}
	}
	return -1, false
}

// keyExpected tells whether a line with a slipped colon in column col stands
// where a key must stand: beside the keys of an open mapping, or at the very
// beginning; or, where text would do as well, before or behind such a line of
// the same column.
func (m *mender) keyExpected(at, end, col int, item bool) bool {
	if !item && (slices.Contains(m.indents, col) || len(m.indents) == 0 && m.last < 0) {
		return true
	}
	if !item && !m.empty {
		return false
	}
	return m.siblingKey(end, col)
}

// siblingKey tells whether the next line that is not blank begins in column
// col and looks like a key.
func (m *mender) siblingKey(from, col int) bool {
	at, end, indent := m.nextLine(from)
	if indent != col || m.t.work[at] == '-' {
		return false
	}
	sep, _ := m.slippedColon(at, end)
	return sep >= 0 || separator(m.t.work, at, end) >= 0
}

// nextLine finds the next line behind from's that is not blank: where it
// begins and ends without its white space, and its indentation, -1 when there
// is none.
func (m *mender) nextLine(from int) (at, end, indent int) {
	work := m.t.work
	for start := from; start < len(work); {
		i := bytes.IndexByte(work[start:], '\n')
		if i < 0 {
			break
		}
		start += i + 1
		end := len(work)
		if j := bytes.IndexByte(work[start:], '\n'); j >= 0 {
			end = start + j
		}
		end = trimEnd(work, start, end)
		if at, indent, _ := m.indentation(start, end); at < end {
			return at, end, indent
		}
	}
	return len(work), len(work), -1
}

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
