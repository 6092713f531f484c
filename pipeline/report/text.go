package report

import (
	"fmt"
	"path"
	"strings"
	"unicode"
	"unicode/utf8"

	"kan/pipeline/source"
)

// line checks a text that is printed in one run, such as a title: no control
// or invisible characters, no line breaks, no spaces at its ends or doubled.
// It returns the text as it is, so that later stages see what was written.
func (p *parser) line(v Text, what string) Text {
	bad := func(offset, size int, hint, format string, args ...any) {
		p.diags.Error(codeBadText, within(v, offset, size), hint, what+format, args...)
	}
	before := '\n'
	for i, r := range v.V {
		size := utf8.RuneLen(r)
		switch {
		case r == '\n' || r == '\t':
			bad(i, size, "写在一行里，中间不要换行或按Tab键", "里有换行或制表符")
			return v
		case unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r == 0xA0:
			bad(i, size, "删去这个字符，多半是从别处粘贴时带进来的", "里有看不见的字符（U+%04X）", r)
			return v
		case blank(r) && (i == 0 || i+size == len(v.V)):
			bad(i, size, "删去多余的空格；对齐由版面处理", "的开头或结尾有空格")
			return v
		case blank(r) && blank(before):
			bad(i, size, "删去多余的空格；对齐由版面处理", "里有连续的空格")
			return v
		}
		before = r
	}
	return v
}

func blank(r rune) bool { return r == ' ' || r == '　' }

// within is the place of size bytes at offset of v, when v stands in the file
// as it is, with or without quotes; otherwise all of v.
func within(v Text, offset, size int) source.Span {
	raw := string(v.Span.Text())
	for _, quote := range []int{0, 1} {
		if len(raw) == len(v.V)+2*quote && raw[quote:len(raw)-quote] == v.V {
			return v.Span.File.Span(v.Span.Start+quote+offset, v.Span.Start+quote+offset+size)
		}
	}
	return v.Span
}

// idLength is the length of YYYY-NNNN.
const idLength = len("2026-0187")

// isID tells whether s has the form YYYY-NNNN.
func isID(s string) bool {
	if len(s) != idLength || s[4] != '-' {
		return false
	}
	return strings.Trim(s[:4]+s[5:], "0123456789") == ""
}

// idFromName is the id that a file's name begins with, if it has one.
func idFromName(file *source.File) Text {
	base := path.Base(file.Name)
	if len(base) < idLength || !isID(base[:idLength]) {
		return Text{}
	}
	return Text{V: base[:idLength], Span: file.Span(0, 0)}
}

// path checks that id, file name and folder agree. A report without a usable
// id goes by that of its file name, so that others who name it find it.
func (p *parser) path(r *Report) {
	name, folder := path.Base(r.File.Name), path.Dir(r.File.Name)
	switch {
	case r.ID.V == "":
		r.ID = idFromName(r.File)
		return
	case !isID(r.ID.V):
		p.diags.Error(codeBadID, r.ID.Span, "四位年份、减号、四位序号，例如 2026-0187", "编号“%s”不合格式", r.ID.V)
		at := r.ID.Span
		r.ID = idFromName(r.File)
		r.ID.Span = at
		return
	}
	stem := strings.TrimSuffix(name, ".md")
	if rest, ok := strings.CutPrefix(stem, r.ID.V); !ok || rest != "" && rest[0] != '-' {
		p.diags.Error(codeWrongName, r.ID.Span, fmt.Sprintf("把文件改名为 %s-….md，或改正编号", r.ID.V), "文件名“%s”不是以编号开头", name)
	}
	if want := Folder + "/" + r.ID.V[:4]; folder != want {
		p.diags.Error(codeWrongFolder, r.ID.Span, fmt.Sprintf("把文件移到 %s/", want), "编号是%s年的，文件却放在 %s/", r.ID.V[:4], folder)
	}
}

// clip shortens a value for a message.
func clip(s string) string {
	const most = 60
	if runes := []rune(s); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return s
}
