package docxcheck

import (
	"slices"
	"strings"
)

// fonts looks for names of fonts that nobody expects, that the font table does
// not have, and for those of a theme, which we do not write.
func (c *checker) fonts() {
	table := map[string]bool{}
	for _, n := range c.elements("word/fontTable.xml", "w:font") {
		name := n.get("w:name")
		if table[name] {
			c.fault("word/fontTable.xml", "the font %s is there twice", name)
		}
		table[name] = true
		c.allow("word/fontTable.xml", name)
	}
	c.each(func(p *part, n *node) {
		for _, name := range c.fontsOf(p, n) {
			c.allow(p.name, name)
			if !table[name] {
				c.fault(p.name, "the font %s is not in the font table", name)
			}
		}
	})
}

// allow complains of a font that is not allowed.
func (c *checker) allow(part, name string) {
	if c.allowed != nil && !slices.Contains(c.allowed, name) {
		c.fault(part, "nobody expects the font %q", name)
	}
}

// fontsOf are the fonts that an element names.
func (c *checker) fontsOf(p *part, n *node) (names []string) {
	switch n.name {
	case "w:rFonts":
		for _, a := range n.attrs {
			switch key := strings.TrimPrefix(a.Name.Local, "w:"); key {
			case "ascii", "hAnsi", "eastAsia", "cs":
				names = append(names, a.Value)
			case "hint":
			default:
				c.fault(p.name, "%s=%q: fonts of a theme", a.Name.Local, a.Value)
			}
		}
	case "w:sym":
		names = append(names, n.get("w:font"))
	case "a:latin", "a:ea", "a:cs":
		names = append(names, n.get("typeface"))
	}
	return names
}
