package pipeline_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"kan/pipeline"
	"kan/pipeline/diag"
	"kan/pipeline/issue"
)

// The numbers of GB/T 9704-2012, in points; 5.2.1 and 5.2.3 unless said.
const (
	areaTop    = 37 * mm
	areaFoot   = 262 * mm
	areaWidth  = 156 * mm
	linePitch  = 225 * mm / 22  // 28.99 pt: 22 lines fill the type area
	cell       = areaWidth / 28 // 15.793 pt: 28 characters fill a line
	headToBase = 0.88           // of an em: how far the em-box of Han stands above the baseline
	fangToBase = 0.807          // the same of the supplied 仿宋, whose Han stand lower over their baseline
)

// firstBaseline follows from the standard only together with a convention: a
// line is a box 28.99 pt high, 22 of which fill the type area, and the em-box
// of its characters is centred in it. So the first baseline is half of what
// the line has over the em-box below the top of the type area, and as much
// lower as an em-box stands above its baseline.
const (
	firstBaseline = areaTop + (linePitch-cell)/2 + headToBase*cell
	firstFang     = areaTop + (linePitch-cell)/2 + fangToBase*cell // text is set in 仿宋
)

// paper: 5.1.
func (p *printed) paper() []finding {
	var widths, heights []float64
	for _, l := range p.leaves {
		widths, heights = append(widths, l.width/mm), append(heights, l.height/mm)
	}
	return []finding{
		{"5.1", "width of the page farthest from A4, mm", farthest(widths, 210), 210, 0.01},
		{"5.1", "height of the page farthest from A4, mm", farthest(heights, 297), 297, 0.01},
	}
}

// grid: 5.2.1 and 5.2.3, on a page full of Han.
func (p *printed) grid(n int) []finding {
	l := &p.leaves[n-1]
	lines := l.lines(cell, areaFoot)
	var baselines, counts, pitches, lefts, rights []float64
	for k, line := range lines {
		baselines = append(baselines, line[0].y-firstFang-float64(k)*linePitch)
		counts = append(counts, float64(len(line)))
		lefts, rights = append(lefts, line[0].x/mm), append(rights, (line[len(line)-1].x+cell)/mm)
		for j := 1; j < len(line); j++ {
			pitches = append(pitches, line[j].x-line[j-1].x)
		}
	}
	head, foot := math.NaN(), math.NaN()
	if len(lines) > 0 {
		head, foot = lines[0][0].y, lines[len(lines)-1][0].y
	}
	at := fmt.Sprintf(", page %d", n)
	return []finding{
		{"5.2.3", "lines" + at, float64(len(lines)), 22, 0},
		{"5.2.1", "first baseline, pt" + at, head, firstFang, 0.05},
		{"5.2.1", "22nd baseline, pt" + at, foot, firstFang + 21*linePitch, 0.05},
		{"5.2.3", "pitch of lines, pt" + at, (foot - head) / 21, linePitch, 0.005},
		{"5.2.3", "farthest baseline from its place, pt" + at, farthest(baselines, 0), 0, 0.05},
		{"5.2.3", "characters of the line farthest from 28" + at, farthest(counts, 28), 28, 0},
		{"5.2.3", "pitch of characters farthest from 15.793, pt" + at, farthest(pitches, cell), cell, 0.02},
		{"5.2.1", "left edge of the farthest line, mm" + at, farthest(lefts, l.left()), l.left(), 0.02},
		{"5.2.1", "right edge of the farthest line, mm" + at, farthest(rights, l.left()+156), l.left() + 156, 0.02},
		{"5.2.1", "top of the first em-box below that of the type area, mm" + at, (head-fangToBase*cell)/mm - 37, (linePitch - cell) / 2 / mm, 0.02},
		{"5.2.1", "foot of the last em-box above that of the type area, mm" + at, 262 - (foot+(1-fangToBase)*cell)/mm, (linePitch - cell) / 2 / mm, 0.02},
	}
}

// ink: 5.2.1, on a page of text. Only the page number stands outside the type area.
func (p *printed) ink(n int) []finding {
	left := p.leaves[n-1].left()
	ink := p.scan(n, 150, rect{0, 0, 210, 265}).box(dark, 0, 265)
	return []finding{{"5.2.1", fmt.Sprintf("ink outside the type area, mm, page %d", n), ink.beyond(rect{left, 37, left + 156, 262}), 0, 0}}
}

// body: 5.2.3 in an issue as it comes, with titles and tables between: what is
// set in the type of the text stands on a line of the grid and in the type area.
func (p *printed) body() []finding {
	var away, out []float64
	for k := range p.leaves[1:] { // page 1 has the mark, whose rows have distances of their own
		l := &p.leaves[k+1]
		for _, line := range l.lines(cell, areaFoot) {
			for _, c := range line {
				if !strings.Contains(c.font, "Fang") {
					continue
				}
				at := (c.y - firstFang) / linePitch
				away = append(away, (at-math.Round(at))*linePitch)
				if unicode.Is(unicode.Han, c.r) { // of a mark, the empty half may stand outside
					out = append(out, max(0, l.left()-c.x/mm, c.right/mm-l.left()-156))
				}
			}
		}
	}
	return []finding{
		{"5.2.3", fmt.Sprintf("farthest of %d characters from the baselines, pt", len(away)), farthest(away, 0), 0, 0.05},
		{"5.2.1", fmt.Sprintf("farthest of %d Han outside the type area, mm", len(out)), farthest(out, 0), 0, 0.02},
	}
}

// mark: 7.2.4, and 7.2.7 for the rule under it. What is red above the rule is the mark.
func (p *printed) mark() []finding {
	s := p.scan(1, 300, rect{0, 60, 210, 150})
	rule := nowhere
	for y := range s.Bounds().Dy() {
		if first, last, count := s.row(y, red); s.x(count) > 100 && count > last-first {
			rule = rect{s.x(first), s.y(y), s.x(last + 1), s.y(y + 1)}
			break
		}
	}
	mark := s.box(red, 60, rule.top-1)
	above := s.box(dark, mark.bottom, rule.top) // the line above the rule, with what stands between it and the mark
	foot := math.NaN()                          // of the em-boxes of that line
	for _, c := range p.leaves[0].chars {
		box := headToBase
		if strings.Contains(c.font, "Fang") {
			box = fangToBase
		}
		if y := (c.y + (1-box)*cell) / mm; y < rule.top && !(y < foot) { // the first, too, when foot is NaN
			foot = y
		}
	}
	return []finding{
		{"7.2.4", "top of the mark's ink, mm", mark.top, 72, 0.2},
		{"7.2.4", fmt.Sprintf("mark of %.2f mm wider than the type area, mm", mark.right-mark.left), max(0, mark.right-mark.left-156), 0, 0},
		{"7.2.4", "middle of the mark, mm", (mark.left + mark.right) / 2, 28 + 78, 0.1},
		{"7.2.7", "left end of the red rule, mm", rule.left, 28, 0.1},
		{"7.2.7", "right end of the red rule, mm", rule.right, 184, 0.1},
		{"7.2.7", "red rule below the em-boxes of the line above, mm", rule.top - foot, 4, 0.1},
		{"7.2.7", "red rule below the ink of the line above, mm", rule.top - above.bottom, 4, 0.2},
	}
}

// imprint: 7.4.1, on the last page. The rules are those as wide as the type area.
func (p *printed) imprint() (out []finding) {
	l := &p.leaves[len(p.leaves)-1]
	var rules []rect
	for _, r := range l.rects {
		if r.right-r.left > 150*mm {
			rules = append(rules, r)
		}
	}
	out = append(out, finding{"7.4.1", "fewer than three rules", float64(max(0, 3-len(rules))), 0, 0})
	drawn := p.rulesDrawn(len(p.leaves), l.left()+2)
	out = append(out, finding{"7.4.1", "rules that poppler draws", float64(len(drawn)), float64(len(rules)), 0})
	for k, r := range rules {
		at := fmt.Sprintf(" of rule %d of %d, mm", k+1, len(rules))
		weight := 0.25
		if k == 0 || k == len(rules)-1 {
			weight = 0.35
		}
		out = append(out, finding{"7.4.1", "weight" + at, (r.bottom - r.top) / mm, weight, 0.002},
			finding{"7.4.1", "left end" + at, r.left / mm, l.left(), 0.02},
			finding{"7.4.1", "right end" + at, r.right / mm, l.left() + 156, 0.02})
		if k == len(rules)-1 {
			out = append(out, finding{"7.4.1", "foot" + at, r.bottom / mm, 262, 0.1})
		}
		if k < len(drawn) { // one pixel of 600 to the inch is 0.042 mm
			out = append(out, finding{"7.4.1", "weight as drawn" + at, drawn[k].bottom - drawn[k].top, weight, 0.0424},
				finding{"7.4.1", "foot as drawn" + at, drawn[k].bottom, r.bottom / mm, 0.0424})
		}
	}
	return out
}

// rulesDrawn are the rules that cross the column at x, where the rows of the
// imprint, one character in from both sides, have no ink.
func (p *printed) rulesDrawn(n int, x float64) (out []rect) {
	s := p.scan(n, 600, rect{x - 0.5, 150, x + 0.5, 266})
	inked := false
	for y := range s.Bounds().Dy() {
		_, _, count := s.row(y, dark)
		switch {
		case count > 0 && !inked:
			out = append(out, rect{x, s.y(y), x, s.y(y + 1)})
		case count > 0:
			out[len(out)-1].bottom = s.y(y + 1)
		}
		inked = count > 0
	}
	return out
}

// folio is a page number: half-width digits between two dashes.
var folio = regexp.MustCompile(`^— ?(\d+) ?—$`)

// folios: 7.5, on every page.
func (p *printed) folios() (out []finding) {
	for k := range p.leaves {
		l := &p.leaves[k]
		at := fmt.Sprintf(", page %d", l.number)
		var text string
		var number []char
		var middles []float64 // of the digits, em
		wrong := 0
		for _, c := range l.chars {
			if c.y < areaFoot {
				continue
			}
			text += string(c.r)
			number = append(number, c)
			if !strings.Contains(c.font, "NotoSerifSC") { // the 宋体 of fonts.yaml
				wrong++
			}
			if '0' <= c.r && c.r <= '9' {
				middles = append(middles, (c.x+c.right)/2/c.size)
			}
		}
		if m := folio.FindStringSubmatch(text); m == nil || m[1] != fmt.Sprint(l.number) {
			out = append(out, finding{"7.5", "the page number is " + text + at, math.NaN(), 0, 0})
			continue
		}
		first, last := number[0], number[len(number)-1]
		// Digits of half a character stand half an em apart, between the dashes.
		away := []float64{(first.x+first.right+last.x+last.right)/4/first.size - (middles[0]+middles[len(middles)-1])/2}
		for n := 1; n < len(middles); n++ {
			away = append(away, middles[n]-middles[n-1]-0.5)
		}
		dash := p.scan(l.number, 600, rect{first.x / mm, 263, first.right / mm, 280}).box(dark, 263, 280)
		// A dash is one character wide; its glyph stands in the middle of that.
		edge, want := (first.x+first.right)/2/mm-7/mm, l.left()+14/mm
		if l.number%2 == 1 {
			edge, want = (last.x+last.right)/2/mm+7/mm, l.left()+156-14/mm
		}
		out = append(out,
			finding{"7.5", "size of type, pt" + at, first.size, 14, 0.01},
			finding{"7.5", "characters not in 宋体" + at, float64(wrong), 0, 0},
			finding{"7.5", "farthest a digit is from its half of a character, em" + at, farthest(away, 0), 0, 0.005},
			finding{"7.5", "top of the dashes' ink, mm" + at, dash.top, 269, 0.2},
			finding{"7.5", "outer edge of the page number, mm" + at, edge, want, 0.05})
	}
	return out
}

// printOne builds an issue and reads the file back.
func printOne(t *testing.T, c *pipeline.Content, i *issue.Issue) *printed {
	t.Helper()
	var diags diag.List
	out := t.TempDir()
	files, err := c.Build(t.Context(), []*issue.Issue{i}, out, pipeline.BuildOptions{Formats: []string{pipeline.PDF}}, &diags)
	if err != nil || diags.HasErrors() {
		t.Fatal(err, diags.Sorted())
	}
	return readPDF(t, filepath.Join(out, filepath.FromSlash(files[0].Path)))
}

// plain is a report of Han without a mark, so long that pages 2 and 3 of its
// issue, an even and an odd one, are full lines from head to foot.
func plain() string {
	p := &prose{Rand: rand.New(rand.NewPCG(9704, 2012))}
	text := fmt.Sprintf(reportHead, "2026-0001", "关于版面的报告")
	return text + p.words(1100, 1100)
}

// TestProductsHaveTheNumbersOfGBT9704 measures the numbers of the standard in
// files as they are printed. With -v it tells what was measured.
func TestProductsHaveTheNumbersOfGBT9704(t *testing.T) {
	hold := func(t *testing.T, findings ...[]finding) {
		for _, f := range slices.Concat(findings...) {
			if f.off() {
				t.Error(f)
			} else {
				t.Log(f)
			}
		}
	}
	t.Run("full pages", func(t *testing.T) {
		c := load(t, repository([]string{plain()}))
		p := printOne(t, c, c.Issues[0])
		hold(t, p.paper(), p.grid(2), p.grid(3), p.ink(2), p.ink(3), p.mark(), p.imprint(), p.folios())
	})
	c := sample(t)
	for _, id := range []string{"public-opinion/2026/012", "special-report/2026/003"} {
		t.Run(id, func(t *testing.T) {
			k := slices.IndexFunc(c.Issues, func(i *issue.Issue) bool { return i.ID() == id })
			if k < 0 {
				t.Fatal("the sample has no such issue")
			}
			p := printOne(t, c, c.Issues[k])
			hold(t, p.paper(), p.body(), p.mark(), p.imprint(), p.folios())
		})
	}
}
