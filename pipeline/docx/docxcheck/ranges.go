package docxcheck

import (
	"slices"
	"strconv"
	"strings"
)

// longest is 22 inches in twips, the longest length that Word knows.
const longest = 31_680

// limits are the least and the greatest number that Word takes where the schema
// has no limit; files that go beyond are repaired or refused. An attribute is
// named behind its element.
var limits = []struct {
	least, most int
	of          []string
}{
	{144, longest, []string{"w:pgSz w:w", "w:pgSz w:h"}},
	{1, longest, []string{"w:docGrid w:linePitch"}},
	{0, longest, []string{
		"w:pgMar w:left", "w:pgMar w:right", "w:pgMar w:header", "w:pgMar w:footer", "w:ind w:firstLine", "w:ind w:hanging",
		"w:spacing w:before", "w:spacing w:after", "w:gridCol w:w", "w:tcW w:w", "w:tblW w:w", "w:trHeight w:val",
	}},
	{-longest, longest, []string{
		"w:pgMar w:top", "w:pgMar w:bottom", "w:ind w:left", "w:ind w:right", "w:spacing w:line", "w:spacing w:val", "w:tab w:pos", "w:tblInd w:w",
	}},
	{2, 3276, []string{"w:sz w:val", "w:szCs w:val", "w:hps w:val", "w:hpsBaseText w:val"}}, // 1 to 1638 pt
	{0, 3276, []string{"w:hpsRaise w:val"}},
	{0, 32_767, []string{"w:start w:val", "w:startOverride w:val"}},
}

// ranges looks for numbers beyond the limits of Word.
func (c *checker) ranges() {
	c.each(func(p *part, n *node) {
		if !strings.HasPrefix(n.name, "w:") {
			return
		}
		for _, l := range limits {
			for _, a := range n.attrs {
				if !slices.Contains(l.of, n.name+" "+a.Name.Local) {
					continue
				}
				if v, err := strconv.Atoi(a.Value); err != nil || v < l.least || v > l.most {
					c.fault(p.name, "%s %s=%q is not between %d and %d", n.name, a.Name.Local, a.Value, l.least, l.most)
				}
			}
		}
	})
}
