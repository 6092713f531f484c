package report_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
)

// TestBarsBreakTitles writes the lines of a title with a bar between them.
func TestBarsBreakTitles(t *testing.T) {
	for _, c := range []struct{ written, title, lines string }{
		{`关于康养的建议`, "关于康养的建议", "关于康养的建议"},
		{`关于破解|“最后一户”难题的｜建议`, "关于破解“最后一户”难题的建议", "关于破解/“最后一户”难题的/建议"},
		{`"关于破解|“最后一户”难题的建议"`, "关于破解“最后一户”难题的建议", "关于破解/“最后一户”难题的建议"},
		{`'关于A|B的 建议'`, "关于AB的 建议", "关于A/B的 建议"},
		{`"关于\u5eb7|养的建议"`, "关于康养的建议", "关于康~/养的建议~"},
	} {
		text := strings.Replace(whole, "关于康养的建议", c.written, 1)
		reports, diags := load(t, fstest.MapFS{name: {Data: []byte(text)}})
		if diags.HasErrors() {
			t.Errorf("%s: %v", c.written, diags.Sorted())
			continue
		}
		r := reports[0]
		var lines []string
		for _, l := range r.TitleLines() {
			if string(l.Span.Text()) != l.V {
				if l.Span != r.Title.Span {
					t.Errorf("%s: %q has the place of %q", c.written, l.V, l.Span.Text())
				}
				l.V += "~"
			}
			lines = append(lines, l.V)
		}
		if got := strings.Join(lines, "/"); r.Title.V != c.title || got != c.lines {
			t.Errorf("%s: %s with %v in %s", c.written, r.Title.V, r.TitleBreaks, got)
		}
	}
}

func TestBarsThatBreakNothingAreReported(t *testing.T) {
	for _, written := range []string{`"|关于康养"`, `关于康养|`, `关于||康养`, `关于|｜康养`, `关于 |康养`, `关于|　康养`, `"|"`} {
		text := strings.Replace(whole, "关于康养的建议", written, 1)
		_, diags := load(t, fstest.MapFS{name: {Data: []byte(text)}})
		only(t, diags, "report/title-break")
		at := diags.Sorted()[0].Span
		if got := fmt.Sprint(string(at.Text())); got != "|" && got != "｜" {
			t.Errorf("%s is reported at %q", written, got)
		}
	}
}
