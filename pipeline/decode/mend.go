package decode

import (
	"bytes"
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
	return rest[0] != '-' && !reNumber.Match(head(rest)) && (m.empty || siblings)
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
