package decode

import (
	"regexp"
	"unicode"
	"unicode/utf8"
)

// flow is where the mender is inside [ ] and { }.
type flow struct {
	closers []byte // brackets that are wanted, outermost first
	start   bool   // an entry or its value is about to begin
	sep     bool   // the colon of this entry was seen
	quoted  bool   // the entry is a quoted string, just closed
	from    int    // offset where the entry's word begins, when it has one
	word    bool
}

func (f *flow) open() bool { return len(f.closers) > 0 }

func (f *flow) reset() { *f = flow{start: true} }

// next begins another entry.
func (f *flow) next() { f.start, f.sep, f.quoted, f.word = true, false, false, false }

func (f *flow) inMapping() bool { return f.open() && f.closers[len(f.closers)-1] == '}' }

// flowLine goes over the bytes at to end inside a flow collection, or before
// its first bracket.
func (m *mender) flowLine(at, end int) {
	work, f := m.t.work, &m.flow
	f.word = f.word && f.from >= at
	for i := at; i < end; {
		r, size := utf8.DecodeRune(work[i:end])
		next := i + size
		switch {
		case (r == '"' || r == '\'') && f.start:
			f.start = false
			m.quote = byte(r)
			m.closeQuote(next, end)
			return
		case r == '#' && (i == at || isSpace(work[i-1])):
			return
		case r == '[', r == '{', r == '［', r == '｛':
			if !f.start && f.open() {
				break // a bracket inside a word: yaml.v3 will complain
			}
			m.bracket(r, i, next)
			f.closers = append(f.closers, closer(r))
			f.next()
		case r == ']', r == '}', r == '］', r == '｝':
			if !f.open() {
				return
			}
			m.bracket(r, i, next)
			f.closers = f.closers[:len(f.closers)-1]
			f.next()
			f.start = false
			if !f.open() {
				return
			}
		case r == ',':
			f.next()
		case r == '，' && (!f.inMapping() || reEntry.Match(head(work[next:end]))):
			m.say(codeFullMark, i, next, "改成半角逗号加一个空格；如果是文字里的逗号，给这一项加上引号", "列表里用了全角逗号")
			m.changes = append(m.changes, change{i, next, ", "})
			f.next()
		case r == ':' && (f.quoted || next == end || isSpace(work[next]) || work[next] == ',' || work[next] == '}' || work[next] == ']'):
			f.next()
			f.sep = true
		case (r == '：' || r == ':') && f.inMapping() && !f.sep && f.word && !reScheme.Match(head(work[f.from:end])):
			m.flowColon(r, i, next)
			f.next()
			f.sep = true
		case f.start && (r == '\u3000' || r == '\u00A0'):
			m.say(codeFullSpace, i, next, "改成半角空格", "这里用了全角空格")
			m.changes = append(m.changes, change{i, next, " "})
		case r == ' ' || r == '\t':
		case f.start && r == '*' || f.start && (r == '@' || r == '`'):
			m.say(codeNeedsQuotes, i, next, "给这一项加上引号", "文字不能以“%c”开头", r)
			m.changes = append(m.changes, change{i, next, "_"})
			f.start = false
		case f.start:
			f.start, f.from, f.word = false, i, unicode.IsLetter(r)
			if r == '“' {
				m.quotesStay(i, end)
			}
		default:
			f.word = f.word && (unicode.IsLetter(r) || unicode.IsDigit(r) || r == '_' || r == '-')
		}
		i = next
	}
}

// reEntry is what another entry of {…} begins with. A full-width comma before
// anything else is one of the text: {role: 市政协委员，副主任}.
var reEntry = regexp.MustCompile(`^[ 　]*[\pL_][\pL\pN_-]{0,23}(?:: |：|:[^/ ])`)

func closer(r rune) byte {
	if r == '[' || r == '［' {
		return ']'
	}
	return '}'
}

// bracket mends a full-width bracket.
func (m *mender) bracket(r rune, start, end int) {
	if end-start == 1 {
		return
	}
	half := string(r - '！' + '!')
	m.say(codeFullMark, start, end, "改成半角的“"+half+"”", "这里用了全角括号“%c”", r)
	m.changes = append(m.changes, change{start, end, half})
}

// flowColon mends a full-width colon, or one without a space behind it, behind
// a key of {…}.
func (m *mender) flowColon(r rune, start, end int) {
	name := string(m.t.work[m.flow.from:start])
	if r == '：' {
		m.say(codeColon, start, end, "改成半角冒号加一个空格：“"+name+": …”", "“%s”后面用了全角冒号", name)
		m.changes = append(m.changes, change{start, end, ": "})
		return
	}
	m.say(codeMissingSpace, start, end, "写成“"+name+": …”", "“%s”的冒号后面少了一个空格", name)
	m.changes = append(m.changes, change{end, end, " "})
}

// quotesStay warns that Chinese quotes round a whole entry are part of it.
func (m *mender) quotesStay(at, end int) {
	work := m.t.work
	for i := at; i < end; {
		r, size := utf8.DecodeRune(work[i:end])
		i += size
		if r == ',' || r == '，' || r == '\n' {
			return
		}
		if r != '”' {
			continue
		}
		for i < end && isSpace(work[i]) {
			i++
		}
		if i < end && (work[i] == ',' || work[i] == ']' || work[i] == '}') {
			m.diags.Warning(codeFullMark, m.t.span(at, i), "不想印出来，就改成半角引号或者删去", "中文引号是文字的一部分，会印出来")
		}
		return
	}
}
