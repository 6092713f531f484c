package report

import (
	"strings"
	"unicode/utf8"
)

// bars end a line of a title in print.
const bars = "|｜"

// title sets the title of r from what is written, which may have bars in it.
func (p *parser) title(r *Report, written Text) {
	r.Title = written
	plain, rest := "", written.V
	var breaks []int
	for {
		i := strings.IndexAny(rest, bars)
		if i < 0 {
			break
		}
		_, size := utf8.DecodeRuneInString(rest[i:])
		before, after := rest[:i], rest[i+size:]
		hint := ""
		switch {
		case plain+before == "" || after == "":
			hint = "删去它，或者移到标题中间要换行的地方"
		case strings.IndexAny(after, bars) == 0:
			hint = "只留一个"
		case strings.TrimRight(before, " 　") != before || strings.TrimLeft(after, " 　") != after:
			hint = "删去它前后的空格"
		}
		if hint != "" {
			p.diags.Error(codeTitleBreak, within(written, len(written.V)-len(rest)+i, size), hint, "标题里的竖线表示在这里换行，不能这样写")
			return
		}
		plain += before
		breaks = append(breaks, len(plain))
		rest = after
	}
	r.Title.V, r.TitleBreaks = plain+rest, breaks
}

// TitleLines are the parts of the title between its breaks, each in its own
// place when the title stands in the file as it is.
func (r *Report) TitleLines() []Text {
	at, exact := r.titleStart()
	start := 0
	var out []Text
	for _, end := range append(append([]int{}, r.TitleBreaks...), len(r.Title.V)) {
		line := Text{V: r.Title.V[start:end], Span: r.Title.Span, Set: r.Title.Set}
		if exact {
			line.Span = r.Title.Span.File.Span(at, at+len(line.V))
			_, bar := utf8.DecodeRune(r.Title.Span.File.Text[line.Span.End:])
			at = line.Span.End + bar
		}
		out = append(out, line)
		start = end
	}
	return out
}

// titleStart is where in the file the title begins, ok when it stands there as
// it is, but for bars and quotes.
func (r *Report) titleStart() (at int, ok bool) {
	raw := string(r.Title.Span.Text())
	if raw == "" {
		return 0, false
	}
	inside := strings.NewReplacer("|", "", "｜", "").Replace(raw)
	if inside == r.Title.V {
		return r.Title.Span.Start, true
	}
	quoted := inside == `"`+r.Title.V+`"` || inside == "'"+r.Title.V+"'"
	return r.Title.Span.Start + 1, quoted
}
