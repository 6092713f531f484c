package style

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"kan/pipeline/doc"
)

// Template is a text of furniture with placeholders, such as
// 第{issue.number}期 or {issue.date|中文日期}印发.
type Template []Part

// Part is literal text or one placeholder.
type Part struct{ Text, Field, Filter string }

// Placeholders are the names a template may use; {page}, {item.title} and
// {section.title} only where a page is known, in header and footer.
var placeholders = []string{"office.name", "office.short", "office.region", "series.name", "issue.title",
	"issue.number", "issue.total", "issue.year", "issue.date", "issue.classification", "issue.urgency",
	"issue.copies", "issue.copy", "issue.recipient", "issue.state", "issue.notice", "issue.organs", "issue.editors", "issue.checked_by", "issue.signed_by",
	"distribution.报", "distribution.送", "distribution.发", "page", "item.title", "section.title"}

// dateFilter turns a date into 2026年3月12日; without it dates stand as 2026-03-12.
const dateFilter = "中文日期"

// ParseTemplate reads a template; the error names the first unknown placeholder.
func ParseTemplate(s string) (Template, error) {
	var t Template
	for s != "" {
		text, rest, open := strings.Cut(s, "{")
		if text != "" {
			t = append(t, Part{Text: text})
		}
		if !open {
			break
		}
		name, after, closed := strings.Cut(rest, "}")
		if !closed {
			return nil, fmt.Errorf("{%s 缺少右花括号", name)
		}
		field, filter, _ := strings.Cut(name, "|")
		if !slices.Contains(placeholders, field) {
			return nil, fmt.Errorf("没有占位符{%s}", field)
		}
		if filter != "" && (filter != dateFilter || field != "issue.date") {
			return nil, fmt.Errorf("占位符{%s}不能用“%s”", field, filter)
		}
		t = append(t, Part{Field: field, Filter: filter})
		s = after
	}
	return t, nil
}

// Here is what a template may say of the page it stands on: its printed number,
// the item and the section (栏目) that its first line belongs to.
type Here struct{ Page, Item, Section string }

// Expand fills in the placeholders. empty tells that the template has
// placeholders and all of them are empty.
func (t Template) Expand(f *doc.Fields, here Here) (text string, empty bool) {
	var b strings.Builder
	named, filled := 0, 0
	for _, p := range t {
		if p.Field == "" {
			b.WriteString(p.Text)
			continue
		}
		named++
		v := value(f, p.Field, here)
		if p.Filter == dateFilter {
			v = f.Date.Chinese()
		}
		if v != "" {
			filled++
		}
		b.WriteString(v)
	}
	return b.String(), named > 0 && filled == 0
}

func value(f *doc.Fields, name string, here Here) string {
	number := func(n int) string {
		if n == 0 {
			return ""
		}
		return strconv.Itoa(n)
	}
	switch name {
	case "office.name":
		return f.OfficeName
	case "office.short":
		return f.OfficeShort
	case "office.region":
		return f.Region
	case "series.name":
		return f.SeriesName
	case "issue.title":
		return f.Title
	case "issue.number":
		return number(f.Number)
	case "issue.total":
		return number(f.Total)
	case "issue.year":
		return number(f.Year)
	case "issue.date":
		return f.Date.String()
	case "issue.classification":
		return f.Classification
	case "issue.urgency":
		return f.Urgency
	case "issue.copies":
		return number(f.Copies)
	case "issue.copy":
		return f.Copy
	case "issue.state":
		return f.State
	case "issue.notice":
		return f.Notice
	case "issue.recipient":
		return f.Recipient
	case "issue.organs":
		return f.Organs
	case "issue.editors":
		return f.Editors
	case "issue.checked_by":
		return f.CheckedBy
	case "issue.signed_by":
		return f.SignedBy
	case "distribution.报":
		return f.ReportTo
	case "distribution.送":
		return f.SendTo
	case "distribution.发":
		return f.IssueTo
	case "page":
		return here.Page
	case "item.title":
		return here.Item
	case "section.title":
		return here.Section
	}
	panic("style: placeholder " + name + " has no value")
}
