package pdfcheck

// checkIDs checks the IDs of elements: each is there once, notes have one (ISO
// 14289-1 7.9), and the ID tree has all of them (ISO 32000-1 §14.7.2).
func (c *checker) checkIDs() {
	byID := map[str]*element{}
	for _, e := range c.tree.elements {
		if c.claims.ua && e.kind == "Note" && e.id == "" {
			c.fault("ua/note-id", e.at, "the note has no ID")
		}
		if e.id == "" {
			continue
		}
		if byID[e.id] != nil {
			c.fault("struct/id-twice", e.at, "the ID %q is there twice", e.id.text())
		}
		byID[e.id] = e
	}
	o := c.tree.dict["IDTree"]
	if o == nil {
		if len(byID) > 0 {
			c.fault("struct/id-tree", c.tree.at, "elements have IDs, and there is no ID tree")
		}
		return
	}
	for _, l := range c.nameTree("struct/id-tree", o) {
		e := byID[l.key]
		if e == nil || l.value != object(e.ref) {
			c.fault("struct/id-tree", where(o, c.tree.at), "the ID %q does not lead to the element that has it", l.key.text())
		}
		delete(byID, l.key)
	}
	for _, e := range c.tree.elements {
		if byID[e.id] == e {
			c.fault("struct/id-tree", e.at, "the ID tree has not the ID %q", e.id.text())
		}
	}
}
