package markdown

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"kan/pipeline/diag"
	"kan/pipeline/doc"
)

// vocabulary is the attributes that text can have, by both names. A value, if
// any, stands behind a = sign; the others have a dot before them.
var vocabulary = [...]struct {
	chinese, english string
	value            bool
	kind             doc.Emphasis // reading has none
	example          string
}{
	{"着重", "dot", false, doc.Dotted, "{.着重}"},
	{"专名", "name", false, doc.ProperName, "{.专名}"},
	{"不断", "nobr", false, doc.Unbroken, "{.不断}"},
	{"语言", "lang", true, doc.Foreign, "{语言=en}"},
	{"拼音", "ruby", true, reading, `{拼音="pó yáng"}`},
}

// reading marks 拼音 in the vocabulary: it makes Ruby, not Styled.
const reading doc.Emphasis = -1

// attribute is one of the vocabulary as it stands in braces, from from to to.
type attribute struct {
	kind     doc.Emphasis
	value    string
	from, to int
}

// fault is what is wrong with the bytes from from to to of attributes.
type fault struct {
	code          diag.Code
	from, to      int
	message, hint string
}

var (
	reAttribute = regexp.MustCompile(`^(\.?)([\p{L}\p{N}_-]+)(?:[ \t　]*(=)[ \t　]*(?:"([^"]*)"|([^\s　"]*)))?`)
	reWideMark  = regexp.MustCompile(`[“”‘’＂＇＝．。：]`)
	// reLang is a language tag of BCP 47 (RFC 5646 §2.1), as far as its form
	// goes: language, script, region, variants, extensions, private use. A
	// singleton, as that of an extension, never ends a tag.
	reLang = regexp.MustCompile(`^(?:[A-Za-z]{2,3}(?:-[A-Za-z]{3}){0,3}|[A-Za-z]{4,8})(?:-[A-Za-z]{4})?(?:-(?:[A-Za-z]{2}|[0-9]{3}))?` +
		`(?:-(?:[A-Za-z0-9]{5,8}|[0-9][A-Za-z0-9]{3}))*(?:-[0-9A-WYZa-wyz](?:-[A-Za-z0-9]{2,8})+)*(?:-[Xx](?:-[A-Za-z0-9]{1,8})+)?$`)
)

const (
	maxLang  = 35 // BCP 47 §4.4.1
	literal  = "；花括号要原样印出，就在它前面加“\\”"
	choices  = "可以写 {.着重}、{.专名}、{.不断}、{语言=en}、{拼音=\"pó yáng\"}"
	needLang = "写语言的代号，如 en（英文）、fr（法文）、ru（俄文）、ja（日文）"
)

// readAttributes reads what stands in braces, up to the first fault.
func readAttributes(s string) ([]attribute, *fault) {
	if at := reWideMark.FindStringIndex(s); at != nil {
		return nil, &fault{codeBadAttribute, at[0], at[1],
			"花括号里用了全角的标点", "改成半角，写成 {.着重}、{语言=en} 或 {拼音=\"pó yáng\"}"}
	}
	var list []attribute
	for at := 0; ; {
		at += len(s[at:]) - len(strings.TrimLeft(s[at:], " \t　"))
		if at == len(s) {
			break
		}
		a, f := readAttribute(s, at)
		switch {
		case f != nil && len(list) > 0 && list[len(list)-1].kind == reading && f.code == codeUnknownAttribute:
			f.code, f.message, f.hint = codeBadAttribute, "几个读音没有放在引号里", "用半角双引号括起来，写成 {拼音=\"pó yáng\"}"
			return nil, f
		case f != nil:
			return nil, f
		}
		for _, b := range list {
			if b.kind == a.kind {
				return nil, &fault{codeBadAttribute, a.from, a.to, "“" + s[a.from:a.to] + "”写重了", "删去一个"}
			}
		}
		list = append(list, a)
		at = a.to
	}
	if len(list) == 0 {
		return nil, &fault{codeBadAttribute, 0, len(s), "花括号里没有写属性", choices + literal}
	}
	return list, nil
}

// readAttribute reads the attribute at offset at of s.
func readAttribute(s string, at int) (attribute, *fault) {
	m := reAttribute.FindStringSubmatch(s[at:])
	if m == nil {
		_, size := utf8.DecodeRuneInString(s[at:])
		return attribute{}, &fault{codeBadAttribute, at, at + size, "看不懂花括号里的“" + s[at:at+size] + "”", choices + literal}
	}
	a := attribute{value: m[4] + m[5], from: at, to: at + len(m[0])}
	bad := func(code diag.Code, message, hint string) (attribute, *fault) {
		return attribute{}, &fault{code, a.from, a.to, message, hint}
	}
	for _, v := range vocabulary {
		if m[2] != v.chinese && m[2] != v.english {
			continue
		}
		a.kind = v.kind
		switch {
		case v.value != (m[3] != "") || v.value == (m[1] != ""):
			return bad(codeBadAttribute, "“"+m[2]+"”的写法不对", "写成 "+v.example)
		case v.value && a.value == "":
			return bad(codeBadAttribute, "“"+m[2]+"”后面没有写是什么", "写成 "+v.example)
		case strings.HasPrefix(a.value, "'"):
			return bad(codeBadAttribute, "引号用成了单引号", "改成半角双引号，写成 "+v.example)
		case v.kind == doc.Foreign && (!reLang.MatchString(a.value) || len(a.value) > maxLang):
			return bad(codeBadAttribute, "“"+short(a.value)+"”不是语言的代号", needLang)
		case v.kind == doc.Foreign && (a.value == "zh" || strings.HasPrefix(a.value, "zh-")):
			return bad(codeBadAttribute, "中文不用写语言", "删去它；外文才要写，如 {语言=en}")
		}
		return a, nil
	}
	hint := choices + literal
	var names []string
	for _, v := range vocabulary {
		names = append(names, v.chinese, v.english)
	}
	if near := suggest(m[2], names); near != "" {
		hint = "是不是“" + near + "”？" + choices
	}
	return bad(codeUnknownAttribute, "没有“"+short(m[2])+"”这个属性", hint)
}

// attributed makes text with its attributes, the first of them outermost.
func (c *converter) attributed(n *spanNode, depth int) []doc.Inline {
	at := c.span(n.start, n.end)
	if !n.brackets {
		c.diags.Error(codeBadAttribute, at, "写成 [文字]"+string(at.Text())+"，中间不留空格"+literal, "“%s”前面没有方括号，不知道是哪些字的", at.Text())
		return c.exact(nil, n.start, n.end)
	}
	text := c.inlines(n, depth+1)
	if !n.closed {
		at = c.span(n.end, n.end+1)
		c.diags.Error(codeBadAttribute, at, "在同一行里补上“}”"+literal, "花括号没有结束")
		return text
	}
	list, f := readAttributes(n.attributes)
	switch {
	case c.src[n.braces] != '{' || c.src[n.end-1] != '}':
		c.diags.Error(codeBadAttribute, c.span(n.braces, n.end), "改成半角，写成 {.着重}、{语言=en} 或 {拼音=\"pó yáng\"}", "花括号是全角的")
		return text
	case f != nil:
		c.diags.Error(f.code, c.span(n.inside+f.from, n.inside+f.to), f.hint, "%s", f.message)
		return text
	case len(text) == 0:
		c.diags.Error(codeBadAttribute, at, "在 [ ] 里写上文字", "方括号里没有文字")
		return nil
	}
	for i, a := range list { // the reading first, for it stands on text alone
		if a.kind == reading {
			text = c.ruby(text, a, n)
			list = append(list[:i], list[i+1:]...)
			break
		}
	}
	for i := len(list) - 1; i >= 0; i-- {
		s := &doc.Styled{Kind: list[i].kind, Text: text, Span: at}
		if s.Kind == doc.Foreign {
			s.Lang = list[i].value
		}
		text = []doc.Inline{s}
	}
	return text
}
