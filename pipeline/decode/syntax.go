package decode

import (
	"bytes"
	"regexp"
	"strconv"
	"strings"

	"kan/pipeline/diag"
)

// syntaxes says in Chinese what yaml.v3 says of a text it cannot read; the
// first that is contained in its message counts.
var syntaxes = []struct{ english, chinese, hint string }{
	{"mapping values are not allowed", "这一行的冒号放错了地方", "一行只写一个键；文字里有“: ”就给整段加上引号；再看看这一行的缩进"},
	{"could not find expected ':'", "这一行的键后面没有冒号", "写成“键: 值”；如果它接着上一行的文字，就往里缩进两个空格"},
	{"did not find expected key", "这一行和上面的行没有对齐，或者多了、少了符号", "同一层的键要左对齐；引号、括号要成对"},
	{"did not find expected '-' indicator", "这一行和上面的列表没有对齐", "列表的每一项以“- ”开头并左对齐"},
	{"block sequence entries are not allowed", "列表的“-”放错了地方", "列表从键的下一行写起，每一项以“- ”开头"},
	{"did not find expected ',' or ']'", "列表的 [ 没有配上 ]，或者两项之间少了逗号", "写成 [甲, 乙]，逗号和括号都用半角"},
	{"did not find expected ',' or '}'", "这里的 { 没有配上 }，或者两项之间少了逗号", "写成 {甲: 1, 乙: 2}，逗号和括号都用半角"},
	{"did not find expected node content", "这里应当有内容", "填上内容，或者删去多余的符号"},
	{"found character that cannot start any token", "这一行以不能用的符号开头", "给整段文字加上引号；缩进要用空格，不用 Tab"},
	{"found a tab character", "这里用了制表符（Tab）", "改成空格"},
	{"found unexpected end of stream", "这里的引号没有配对", "在这段文字的末尾补上同样的引号"},
	{"found unexpected document indicator", "引号还没有配对，就遇到了“---”", "在这段文字的末尾补上同样的引号"},
	{"found unknown escape character", "双引号里的“\\”用错了", "改用单引号，或者把“\\”写两次"},
	{"did not find expected hexdecimal number", "双引号里“\\”后面的编码不对", "改用单引号，或者把“\\”写两次"},
	{"did not find expected comment or line break", "“|”或“>”后面不能再有文字", "把文字写到下一行，往里缩进两个空格"},
	{"indentation indicator equal to 0", "“|”或“>”后面不能写 0", "只写“|”"},
	{"did not find expected <document start>", "从这一行起的内容不属于前面的任何一层", "看看这一行的缩进和符号"},
	{"mapping keys are not allowed", "“?”放错了地方", "文字以“?”开头就加上引号"},
	{"exceeded max depth", "层次太深", "把内容分到几个文件里"},
	{"unknown anchor", "不能用“*”引用别处的内容", "如果星号是文字，给整段加上引号"},
	{"directive", "以“%”开头的一行读不懂", "给文字加上引号，或者删去这一行"},
	{"tag", "以“!”开头的内容读不懂", "给文字加上引号"},
	{"alphabetic or numeric", "“&”或“*”后面的写法不对", "如果它是文字，给整段加上引号"},
}

var reLine = regexp.MustCompile(`^yaml: (?:line ([0-9]+): )?`)

// syntaxError reports a text that yaml.v3 cannot read, unless a slip of the
// same line was reported already.
func (t *text) syntaxError(err error, diags *diag.List) {
	at := t.lineSpan(t.errorLine(err))
	for _, d := range diags.Sorted() {
		if d.Severity == diag.Error && d.Span.File == at.File && d.Span.Start >= at.Start && d.Span.Start <= at.End {
			return
		}
	}
	chinese, hint := "这一行读不懂", "看看引号、括号、冒号和缩进"
	code := codeSyntax
	for _, s := range syntaxes {
		if strings.Contains(err.Error(), s.english) {
			chinese, hint = s.chinese, s.hint
			break
		}
	}
	if strings.Contains(err.Error(), "exceeded max depth") {
		code = codeTooDeep
	}
	diags.Error(code, at, hint, "%s", chinese)
}

// errorLine is the line (from 1, in the working copy) where the reading stopped.
//
// yaml.v3 names the line where the thing being read began, not the one where it
// broke, counts from 0 in one of its two stages, and takes line 0 for "no
// line". A line put before the text tells the stages apart: in the scanner's
// errors it moves the number to the right one; in the parser's, reading again
// from the collection's first line gives the line of the fault itself.
func (t *text) errorLine(err error) int {
	_, _, again := readYAML(append([]byte("\n"), t.work...))
	if again == nil {
		return messageLine(err)
	}
	begun := messageLine(again)
	if !fromParser(again) {
		return max(begun-1, 1)
	}
	start := lineStart(t.work, begun)
	_, _, inner := readYAML(t.work[start:])
	if inner == nil || !fromParser(inner) || inner.Error() == "" {
		return max(begun, 1)
	}
	return max(begun, 1) + messageLine(inner)
}

// fromParser tells yaml.v3's parser errors from its scanner's.
func fromParser(err error) bool {
	for _, s := range [...]string{"expected key", "'-' indicator", "',' or", "node content", "<document start>"} {
		if strings.Contains(err.Error(), s) {
			return true
		}
	}
	return false
}

func messageLine(err error) int {
	if m := reLine.FindStringSubmatch(err.Error()); m != nil {
		n, _ := strconv.Atoi(m[1])
		return n
	}
	return 0
}

// lineStart is the offset of line n (from 1).
func lineStart(b []byte, n int) int {
	start := 0
	for ; n > 1; n-- {
		i := bytes.IndexByte(b[start:], '\n')
		if i < 0 {
			return len(b)
		}
		start += i + 1
	}
	return start
}
