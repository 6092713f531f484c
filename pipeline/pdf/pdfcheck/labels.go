package pdfcheck

// checkPageLabels checks the page labels (ISO 32000-1 §12.4.2): a number tree
// that begins with page 0 and names no page behind the last.
func (c *checker) checkPageLabels() {
	o := c.root["PageLabels"]
	if o == nil {
		return
	}
	at := where(o, "file")
	leaves := c.numberTree("label/tree", o)
	if len(leaves) == 0 || leaves[0].index != 0 {
		c.fault("label/first", at, "the page labels do not begin with the first page")
	}
	for _, l := range leaves {
		if l.index < 0 || l.index >= len(c.pages) {
			c.fault("label/page", at, "a page label begins at page %d of %d", l.index+1, len(c.pages))
		}
		d, ok := c.resolve(l.value).(dict)
		style := c.name(d["S"])
		if !ok || d["S"] != nil && !isOneOf(style, "D", "R", "r", "A", "a") {
			c.fault("label/form", at, "a page label has the style %q", string(style))
		}
		if start, ok := c.int(d["St"]); d["St"] != nil && (!ok || start < 1) {
			c.fault("label/form", at, "a page label begins with a number below 1")
		}
		if _, ok := c.str(d["P"]); d["P"] != nil && !ok {
			c.fault("label/form", at, "the prefix of a page label is no string")
		}
	}
}
