package decode

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"kan/pipeline/date"
	"kan/pipeline/diag"
)

// What other YAML readers make of a plain scalar (YAML 1.1 and 1.2 core
// schema): such a text means one thing here and another there.
var (
	reSwitch = regexp.MustCompile(`^(?i:y|n|yes|no|on|off|true|false)$`)
	reZero   = regexp.MustCompile(`^[-+]?0[0-9_]+$`)
	reOdd    = regexp.MustCompile(`^[-+]?(0[xob][0-9a-fA-F_]+|[0-9]+(\.[0-9]*)?[eE][-+]?[0-9]+|[0-9]+(_[0-9]+)+|\.(?i:inf)|[0-9]{20,})$|^\.(?i:nan)$`)
	reInt    = regexp.MustCompile(`^[-+]?(0|[1-9][0-9]*)$`)
	reNumber = regexp.MustCompile(`^[-+]?[0-9]+(\.[0-9]+)?$`)
	reDate   = regexp.MustCompile(`^([0-9]{4})(?:[-/.－—／．]|年)\s*([0-9]{1,2})(?:[-/.－—／．]|月)\s*([0-9]{1,2})(?:日|号)?$`)
	reDigits = regexp.MustCompile(`^([0-9]{4})([0-9]{2})([0-9]{2})$`)
)

// readText reads v as text for the key called name ("" inside a list).
func (v *value) readText(diags *diag.List, name string) Value[string] {
	switch {
	case v == nil:
		return Value[string]{}
	case v.kind != scalar:
		v.wrongType(diags, name, "一段文字")
		return Value[string]{Span: v.span}
	case v.null():
		return Value[string]{Span: v.span}
	}
	if v.plain {
		if why := ambiguous(v.text); why != "" {
			diags.Error(codeAmbiguous, v.span, `加上引号，写成 "`+v.text+`"`, "%s的“%s”%s", about(name), v.text, why)
		} else if m := reDate.FindStringSubmatch(v.text); m != nil && strings.ContainsAny(v.text, "-/.") && v.text != canonical(m) {
			if _, err := date.Parse(canonical(m)); err == nil {
				diags.Error(codeAmbiguous, v.span, "日期写成 "+canonical(m)+`；不是日期就加上引号，写成 "`+v.text+`"`,
					"%s的“%s”像是日期，写法却不统一", about(name), v.text)
			}
		}
	}
	return Value[string]{v.text, v.span, true}
}

// ambiguous tells why a plain scalar would be read as something else than
// text, or "".
func ambiguous(s string) string {
	switch {
	case len(s) > 64:
		return ""
	case reSwitch.MatchString(s):
		return "会被当作“是”或“否”"
	case reZero.MatchString(s):
		return "以 0 开头，会被当作八进制数"
	case reOdd.MatchString(s):
		return "会被当作数字"
	}
	return ""
}

func (v *value) readInt(diags *diag.List, name string) Value[int] {
	if v == nil || v.null() {
		return Value[int]{}
	}
	if v.kind != scalar {
		v.wrongType(diags, name, "一个整数")
		return Value[int]{Span: v.span}
	}
	half := string(fold(v.text))
	switch {
	case !v.plain && reInt.MatchString(v.text):
		diags.Error(codeBadNumber, v.span, "去掉引号", "%s要写一个整数，引号却使它成了文字", about(name))
	case reInt.MatchString(v.text):
		n, err := strconv.ParseInt(v.text, 10, 32)
		if err == nil {
			return Value[int]{int(n), v.span, true}
		}
		diags.Error(codeBadNumber, v.span, "查一查是不是多打了数字", "%s的数字太大", about(name))
	case reZero.MatchString(v.text) && strings.Trim(v.text, "+-0_") != "":
		diags.Error(codeBadNumber, v.span, "写成 "+strings.TrimLeft(v.text, "0"), "%s的数字前面不写 0", about(name))
	case reInt.MatchString(half):
		diags.Error(codeBadNumber, v.span, "写成 "+half, "%s的数字要用半角", about(name))
	default:
		diags.Error(codeBadNumber, v.span, "只写阿拉伯数字，如 12", "%s要写一个整数，却是“%s”", about(name), clip(v.text, 30))
	}
	return Value[int]{Span: v.span}
}

func (v *value) readBool(diags *diag.List, name string) Value[bool] {
	if v == nil || v.null() {
		return Value[bool]{}
	}
	if v.kind == scalar && v.plain && (v.text == "true" || v.text == "false") {
		return Value[bool]{v.text == "true", v.span, true}
	}
	if v.kind != scalar {
		v.wrongType(diags, name, " true 或 false")
		return Value[bool]{Span: v.span}
	}
	hint := "是写 true，否写 false"
	switch strings.ToLower(v.text) {
	case "yes", "y", "on", "true", "是", "有", "对":
		hint = "写成 true，不加引号"
	case "no", "n", "off", "false", "否", "无", "不":
		hint = "写成 false，不加引号"
	}
	diags.Error(codeWrongType, v.span, hint, "%s只能写 true 或 false，却是“%s”", about(name), clip(v.text, 30))
	return Value[bool]{Span: v.span}
}

func (v *value) readDate(diags *diag.List, name string) Value[date.Date] {
	if v == nil || v.null() {
		return Value[date.Date]{}
	}
	if v.kind != scalar {
		v.wrongType(diags, name, "一个日期，如 2026-03-12")
		return Value[date.Date]{Span: v.span}
	}
	if d, err := date.Parse(v.text); err == nil {
		return Value[date.Date]{d, v.span, true}
	}
	m := reDate.FindStringSubmatch(string(fold(v.text)))
	if m == nil {
		m = reDigits.FindStringSubmatch(v.text)
	}
	switch {
	case m == nil:
		diags.Error(codeBadDate, v.span, "写成 2026-03-12 这样：年四位，月、日各两位，中间用“-”",
			"%s要写一个日期，却是“%s”", about(name), clip(v.text, 30))
	case !exists(m):
		diags.Error(codeNoSuchDay, v.span, lastDay(m), "没有 %s年%s月%s日 这一天", m[1], trimZero(m[2]), trimZero(m[3]))
	default:
		diags.Error(codeBadDate, v.span, "写成 "+canonical(m), "%s的日期“%s”写法不对", about(name), clip(v.text, 30))
	}
	return Value[date.Date]{Span: v.span}
}

// canonical is year, month and day as matched, in the form 2026-03-12.
func canonical(m []string) string {
	month, _ := strconv.Atoi(m[2])
	day, _ := strconv.Atoi(m[3])
	return fmt.Sprintf("%s-%02d-%02d", m[1], month, day)
}

func exists(m []string) bool {
	_, err := date.Parse(canonical(m))
	return err == nil
}

// lastDay is the hint for a day that does not exist.
func lastDay(m []string) string {
	year, _ := strconv.Atoi(m[1])
	month, _ := strconv.Atoi(m[2])
	if month < 1 || month > 12 {
		return "月份是 01 到 12"
	}
	last := time.Date(year, time.Month(month)+1, 0, 0, 0, 0, 0, time.UTC).Day()
	return fmt.Sprintf("%d年%d月有 %d 天，日写 01 到 %d", year, month, last, last)
}

func trimZero(s string) string {
	if t := strings.TrimLeft(s, "0"); t != "" {
		return t
	}
	return "0"
}

// about begins a message about the key called name.
func about(name string) string {
	if name == "" {
		return "这里"
	}
	return "“" + name + "”"
}

func (v *value) items(diags *diag.List, name string) []Node {
	if v == nil || v.null() {
		return nil
	}
	if v.kind != sequence {
		v.wrongType(diags, name, "一个列表")
		return nil
	}
	out := make([]Node, len(v.children))
	for i, c := range v.children {
		out[i] = Node{c}
	}
	return out
}

// wrongType reports v where something else is wanted.
func (v *value) wrongType(diags *diag.List, name, want string) {
	at := v.span
	if v.null() {
		diags.Error(codeEmpty, at, "填上内容，或者删去这一行", "%s要写%s，却是空的", about(name), want)
		return
	}
	if v.plain && strings.HasPrefix(want, "一组") && v.slipped(diags) {
		return
	}
	found := map[kind]string{scalar: "一段文字", mapping: "一组“键: 值”", sequence: "一个列表"}[v.kind]
	hint := ""
	switch {
	case v.kind == scalar && strings.HasPrefix(want, "一组"):
		hint = "写成“键: 值”，冒号用半角，后面空一格"
	case v.kind == scalar && want == "一个列表":
		hint = "改成 [" + clip(v.text, 20) + "]，或者另起一行、前面写“- ”"
	case v.kind == sequence:
		hint = "去掉行首的“- ”或两边的 [ ]"
	case v.kind == mapping:
		hint = "如果文字里有“: ”，给整段文字加上引号"
	}
	diags.Error(codeWrongType, at, hint, "%s要写%s，却是%s", about(name), want, found)
}

// reSlipped finds a key whose colon is full-width or has no space behind it.
var reSlipped = regexp.MustCompile(`^([\pL][\pL\d_-]{0,23})(?:(：)|:[^\s/\\])`)

// slipped reports text where a mapping is wanted, when only its colon is wrong.
func (v *value) slipped(diags *diag.List) bool {
	m := reSlipped.FindStringSubmatch(v.text)
	if m == nil {
		return false
	}
	at := v.span
	at.Start += len(m[1])
	if m[2] != "" {
		at.End = at.Start + len("：")
		diags.Error(codeColon, at, "改成半角冒号加一个空格：“"+m[1]+": …”", "“%s”后面用了全角冒号", m[1])
	} else {
		at.End = at.Start + 1
		diags.Error(codeMissingSpace, at, "写成“"+m[1]+": …”", "“%s”的冒号后面少了一个空格", m[1])
	}
	return true
}
