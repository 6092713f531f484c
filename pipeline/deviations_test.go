package pipeline_test

import (
	"slices"
	"strings"
	"testing"
)

// TestDeviationsFromGBT9704AreFound falsifies the styles, a number at a time:
// the same measurements must find what is off.
func TestDeviationsFromGBT9704AreFound(t *testing.T) {
	grid := func(p *printed) []finding { return append(p.grid(2), p.grid(3)...) }
	ink := func(p *printed) []finding { return p.ink(2) }
	for _, test := range []struct {
		change  []string
		measure func(*printed) []finding
		want    []string // beginnings of findings
	}{
		{[]string{"size: A4", "size: A3"}, (*printed).paper, []string{"5.1 width", "5.1 height"}},
		{[]string{"top: 37mm", "top: 36mm", "bottom: 35mm", "bottom: 36mm"}, grid, []string{"5.2.1 first baseline", "5.2.1 22nd baseline", "5.2.3 farthest baseline", "5.2.1 top of the first em-box"}},
		{[]string{"bottom: 35mm", "bottom: 34mm"}, grid, []string{"5.2.1 22nd baseline", "5.2.3 pitch of lines", "5.2.1 foot of the last em-box"}},
		{[]string{"bottom: 35mm", "bottom: 20mm"}, ink, []string{"5.2.1 ink outside"}},
		{[]string{"lines: 22", "lines: 21"}, grid, []string{"5.2.3 lines", "5.2.3 pitch of lines"}},
		{[]string{"chars: 28", "chars: 27"}, grid, []string{"5.2.3 characters of the line", "5.2.3 pitch of characters"}},
		{[]string{"inner: 28mm", "inner: 27.9mm"}, grid, []string{"5.2.1 left edge of the farthest line, mm, page 3", "5.2.1 right edge of the farthest line, mm, page 2"}},
		{[]string{"lines: 22", "lines: 21"}, (*printed).body, []string{"5.2.3 farthest of"}},
		{[]string{"inner: 28mm", "inner: 27.9mm"}, (*printed).body, []string{"5.2.1 farthest of"}},
		{[]string{"masthead, top: 35mm", "masthead, top: 34.7mm"}, (*printed).mark, []string{"7.2.4 top"}},
		{[]string{"#E60012", "#1200E6"}, (*printed).mark, []string{"7.2.4 top", "7.2.7 left end of the red rule"}},
		{[]string{"inner: 28mm", "inner: 8mm", "0.12em", "0.8em"}, (*printed).mark, []string{"7.2.4 mark of", "7.2.4 middle", "7.2.7 left end"}},
		{[]string{"outer: 26mm", "outer: 25mm"}, (*printed).mark, []string{"7.2.7 right end"}},
		{[]string{"gap: 4mm", "gap: 3.8mm"}, (*printed).mark, []string{"7.2.7 red rule below the em-boxes"}},
		{[]string{"gap: 4mm", "gap: 3mm"}, (*printed).mark, []string{"7.2.7 red rule below the ink"}},
		{[]string{"outer: 0.35mm", "outer: 0.45mm"}, (*printed).imprint, []string{"7.4.1 weight of rule 1", "7.4.1 weight of rule 4", "7.4.1 weight as drawn of rule 4"}},
		{[]string{"weight: 0.25mm", "weight: 0.35mm"}, (*printed).imprint, []string{"7.4.1 weight of rule 2", "7.4.1 weight as drawn of rule 3"}},
		{[]string{"bottom: 35mm", "bottom: 34.8mm"}, (*printed).imprint, []string{"7.4.1 foot of rule 4"}},
		{[]string{"top: 7mm", "top: 6.7mm"}, (*printed).folios, []string{"7.5 top of the dashes"}},
		{[]string{"top: 7mm, inset: 1em", "top: 7mm, inset: 0.9em"}, (*printed).folios, []string{"7.5 outer edge of the page number, mm, page 2", "7.5 outer edge of the page number, mm, page 3"}},
		{[]string{"folio:        {font: song, size: 四号}", "folio: {font: kai, size: 小四}"}, (*printed).folios, []string{"7.5 size", "7.5 characters not in 宋体"}},
		{[]string{"— {page} —", "-{page}-"}, (*printed).folios, []string{"7.5 the page number is"}},
	} {
		t.Run(test.change[1], func(t *testing.T) {
			t.Parallel()
			repo := repository([]string{plain()})
			falsify(t, repo, test.change...)
			c := load(t, repo)
			findings := test.measure(printOne(t, c, c.Issues[0]))
			for _, want := range test.want {
				if !slices.ContainsFunc(findings, func(f finding) bool { return f.off() && strings.HasPrefix(f.String(), want) }) {
					t.Errorf("%q is not found in %v", want, findings)
				}
			}
		})
	}
}
