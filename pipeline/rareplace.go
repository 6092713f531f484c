package pipeline

import (
	"bytes"
	"slices"
	"strings"
	"unicode"

	"kan/pipeline/source"
)

// places tells where the content has a printed character. Text that is not the
// bytes of its file has one place for all of it, where the character is looked
// for. If it is not there, it is a name that stands for an id, or an escape. A
// sign that is not there is kan's own and has no place.
func (a *audit) places(l letter) []source.Span {
	char, file := string(l.char), l.run.Span.File
	if file == nil || l.at < 0 {
		return first(a.furniture, char)
	}
	if bytes.HasPrefix(file.Text[min(l.at, len(file.Text)):], []byte(char)) {
		return []source.Span{file.Span(l.at, l.at+len(char))}
	}
	found := occurrences(file.Span(l.at, l.run.Span.End), char)
	if found == nil {
		found = first(a.byID, char)
	}
	if found == nil && unicode.Is(unicode.Han, l.char) {
		found = []source.Span{file.Span(l.at, l.at)}
	}
	return found
}

// first gives the places of char in the first group of spans that has any.
func first(groups [][]source.Span, char string) (out []source.Span) {
	for _, spans := range groups {
		for _, s := range spans {
			out = append(out, occurrences(s, char)...)
		}
		if out != nil {
			break
		}
	}
	return out
}

// occurrences are the places of char in s.
func occurrences(s source.Span, char string) (out []source.Span) {
	text := string(s.Text())
	for from := 0; ; {
		k := strings.Index(text[from:], char)
		if k < 0 {
			return out
		}
		from += k + len(char)
		out = append(out, s.File.Span(s.Start+from-len(char), s.Start+from))
	}
}

// unplaced lists the texts that are printed without their own place, in groups
// to be searched one after the other: names of units, which stand where a
// report has the id; and what furniture is made of, at last anything in the
// manifest and the titles, which stand in running heads.
func (c *Content) unplaced(i *Issue) (byID, furniture [][]source.Span) {
	var units, titles []source.Span
	for _, r := range i.Items() {
		titles = append(titles, r.Title.Span)
		if u, ok := c.Registry.Unit(r.Unit.V); ok {
			units = append(units, u.Name.Span)
		}
	}
	office := c.Registry.Office
	rows := []source.Span{i.Title.Span, i.Distribution.Span, office.Name.Span, office.Short.Span, office.Region.Span}
	for _, id := range slices.Concat(i.Editors, []Text{i.CheckedBy, i.SignedBy}) {
		if p, ok := c.Registry.Person(id.V); ok {
			rows = append(rows, p.Name.Span)
		}
	}
	return [][]source.Span{units}, [][]source.Span{rows, {i.File.Whole()}, titles}
}
