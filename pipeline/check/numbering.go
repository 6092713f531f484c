package check

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"

	"kan/pipeline/issue"
	"kan/pipeline/source"
)

// slot is the place a manifest's path claims for it: series, year and number.
type slot struct {
	series       string
	year, number int
}

// claimed reads the slot out of content/issues/<series>/<year>/<number>.yaml.
func claimed(i *issue.Issue) (s slot, ok bool) {
	rest, ok := strings.CutPrefix(strings.TrimSuffix(i.File.Name, ".yaml"), issue.Folder+"/")
	parts := strings.Split(rest, "/")
	if !ok || len(parts) != 3 {
		return s, false
	}
	year, err1 := strconv.Atoi(parts[1])
	number, err2 := strconv.Atoi(parts[2])
	return slot{parts[0], year, number}, err1 == nil && err2 == nil
}

// paths: a manifest lies where its series, date and number say, so that two
// issues never share a number.
func paths(c *content) {
	lies := map[string]*issue.Issue{}
	for _, i := range c.issues {
		lies[i.File.Name] = i
	}
	for _, i := range c.issues {
		if i.Series.V == "" || !i.Date.Set || !i.Number.Set || i.Path() == i.File.Name {
			continue
		}
		at, what := misplaced(i)
		if other := lies[i.Path()]; other != nil && other.Path() == other.File.Name {
			c.relate(codeDuplicateNumber, i.Number.Span, second(other.Number.Span, "那一期在这里"),
				"改正期号，文件名和期号一致；作废的期号不再使用", "%s第%d期已经有了", i.Series.V, i.Number.V)
			continue
		}
		c.say(codeWrongPath, at, "改正这一项，或把文件移到那里", "%s和文件的位置不一致：照这里写的，文件应当是 %s", what, i.Path())
	}
}

// misplaced names the field that disagrees with the path.
func misplaced(i *issue.Issue) (at source.Span, what string) {
	year := path.Dir(i.File.Name)
	switch {
	case path.Base(path.Dir(year)) != i.Series.V:
		return i.Series.Span, "刊物"
	case path.Base(year) != fmt.Sprintf("%04d", i.Year()):
		return i.Date.Span, "日期"
	}
	return i.Number.Span, "期号"
}

// volume is the issues of one series and year, by number.
type volume struct {
	series string
	year   int
	issues []*issue.Issue
	number []int
}

// volumes groups the issues by the place their paths claim; faults in the
// manifests themselves have been reported and make no further ones here.
func (c *content) volumes() []volume {
	var out []volume
	for _, i := range c.issues {
		s, ok := claimed(i)
		if !ok {
			continue
		}
		n := slices.IndexFunc(out, func(v volume) bool { return v.series == s.series && v.year == s.year })
		if n < 0 {
			n = len(out)
			out = append(out, volume{series: s.series, year: s.year})
		}
		v := &out[n]
		at, _ := slices.BinarySearch(v.number, s.number)
		v.number = slices.Insert(v.number, at, s.number)
		v.issues = slices.Insert(v.issues, at, i)
	}
	slices.SortFunc(out, func(a, b volume) int {
		return cmp.Or(cmp.Compare(a.series, b.series), cmp.Compare(a.year, b.year))
	})
	return out
}

// gaps: numbers of a year follow each other. The first year of a ledger may
// begin anywhere, later ones begin with 1; void issues keep their numbers.
func gaps(c *content) {
	begun := ""
	for _, v := range c.volumes() {
		expect := 1
		if v.series != begun {
			expect = v.number[0]
		}
		begun = v.series
		for n, number := range v.number {
			if number > expect {
				at := v.issues[n].Number.Span
				if at.IsZero() {
					at = v.issues[n].File.Span(0, 0)
				}
				c.say(codeGap, at, "补上缺的一期；确实不出了的，建一份清单，状态写 void（已作废），写明原因", "%s%d年缺第%s期", v.series, v.year, span(expect, number-1))
			}
			expect = max(expect, number+1)
		}
	}
}

// span writes one number or a range.
func span(from, to int) string {
	if from == to {
		return strconv.Itoa(from)
	}
	return fmt.Sprintf("%d至%d", from, to)
}

// issueDates: later numbers do not have earlier dates.
func issueDates(c *content) {
	for _, v := range c.volumes() {
		var last *issue.Issue
		for _, i := range v.issues {
			if i.IsVoid() || !i.Date.Set || i.Path() != i.File.Name {
				continue
			}
			if last != nil && i.Date.V.Compare(last.Date.V) < 0 {
				c.relate(codeIssueOrder, i.Date.Span, second(last.Date.Span, "前一期在这里"), "核对两期的日期和期号", "日期%s早于第%d期的%s", i.Date.V, last.Number.V, last.Date.V)
				continue
			}
			last = i
		}
	}
}
