package pdfcheck

import "strings"

// checkHeadings checks that the first heading is H1 and none goes down more
// than a level (ISO 14289-1 7.4.2), and that H, which has no level, is not used
// beside them (7.4.4).
func (c *checker) checkHeadings() {
	above := 0
	plain, numbered := false, false
	for _, e := range c.tree.elements {
		if e.kind == "H" {
			plain = true
		}
		if len(e.kind) != 2 || !isType(e.kind, "H1 H2 H3 H4 H5 H6") {
			continue
		}
		level := int(e.kind[1] - '0')
		switch {
		case !numbered && level != 1:
			c.fault("ua/heading-first", e.at, "the first heading is H%d", level)
		case level > above+1:
			c.fault("ua/heading-skip", e.at, "H%d after H%d", level, above)
		}
		numbered = true
		above = level
	}
	if plain && numbered {
		c.fault("ua/heading-mixed", c.tree.at, "there are headings with level and without")
	}
}

// checkFigures wants a text for every figure and formula (ISO 14289-1 7.3,
// 7.7), and the box of every figure (ISO 32000-1 §14.8.5.4.3).
func (c *checker) checkFigures() {
	for _, e := range c.tree.elements {
		if e.kind != "Figure" && e.kind != "Formula" {
			continue
		}
		text := c.text(e.dict["Alt"]) + c.text(e.dict["ActualText"])
		if c.claims.ua && strings.TrimSpace(text) == "" {
			c.fault("ua/figure-alt", e.at, "%s has neither Alt nor ActualText", e.kind)
		}
		if b, ok := c.rectangle(e.attr("Layout", "BBox")); e.kind == "Figure" && (!ok || b[0] >= b[2] || b[1] >= b[3]) {
			c.fault("struct/figure-box", e.at, "the figure has no BBox with an area")
		}
	}
}
