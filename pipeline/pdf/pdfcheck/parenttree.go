package pdfcheck

// checkMarked checks that every marked content with an MCID is a kid of one
// element (ISO 32000-1 §14.7.4.2, ISO 14289-1 7.1).
func (c *checker) checkMarked() {
	if c.tree.dict == nil {
		return // told already
	}
	for _, p := range c.pages {
		for _, id := range p.mcids {
			switch owners := p.marked[id].owners; {
			case len(owners) == 0:
				c.fault("struct/mcid-orphan", p.label, "no element has the marked content %d", id)
			case len(owners) > 1:
				c.fault("struct/mcid-shared", p.label, "%d elements have the marked content %d", len(owners), id)
			}
		}
	}
}

// parents is the parent tree: from StructParents of a page, or StructParent of
// an annotation, to elements (§14.7.4.4).
type parents struct {
	c       *checker
	at      string
	entries map[int]object
	used    map[int]bool
}

// checkParentTree checks that the parent tree says what the structure tree says.
func (c *checker) checkParentTree() {
	o := c.tree.dict["ParentTree"]
	if o == nil {
		if c.tree.dict != nil {
			c.fault("struct/parent-tree", c.tree.at, "there is no parent tree")
		}
		return
	}
	t := &parents{c, where(o, c.tree.at), map[int]object{}, map[int]bool{}}
	last := -1
	leaves := c.numberTree("struct/parent-tree", o)
	for _, l := range leaves {
		t.entries[l.index] = l.value
		last = max(last, l.index)
	}
	if next, ok := c.int(c.tree.dict["ParentTreeNextKey"]); !ok || next <= last {
		c.fault("struct/parent-next", c.tree.at, "ParentTreeNextKey is not above %d, the last key", last)
	}
	for _, p := range c.pages {
		t.checkPage(p)
		for _, o := range c.array(p.dict["Annots"]) {
			if r, ok := o.(ref); ok {
				t.checkObject(p, r)
			}
		}
	}
	for _, l := range leaves {
		if !t.used[l.index] {
			c.fault("struct/parent-orphan", t.at, "no page and no annotation has the key %d of the parent tree", l.index)
		}
	}
}

// take is the entry of a key that a page or an annotation has.
func (t *parents) take(at string, o object) (object, bool) {
	key, ok := t.c.int(o)
	entry, has := t.entries[key]
	switch {
	case !ok || !has:
		t.c.fault("struct/parent-key", at, "it has no key that is in the parent tree")
		return nil, false
	case t.used[key]:
		t.c.fault("struct/parent-key", at, "the key %d of the parent tree is in use already", key)
		return nil, false
	}
	t.used[key] = true
	return entry, true
}

// checkPage checks the array of a page: at the place of each MCID the element
// that has it, and nothing elsewhere.
func (t *parents) checkPage(p *page) {
	if len(p.mcids) == 0 && p.dict["StructParents"] == nil {
		return
	}
	entry, ok := t.take(p.label, p.dict["StructParents"])
	if !ok {
		return
	}
	a, isArray := t.c.resolve(entry).(array)
	if !isArray {
		t.c.fault("struct/parent-entry", p.label, "its entry in the parent tree is no array")
		return
	}
	for _, id := range p.mcids {
		owners := p.marked[id].owners
		if id >= len(a) || len(owners) > 0 && a[id] != object(owners[0].ref) {
			t.c.fault("struct/parent-entry", p.label, "the parent tree has another element for the marked content %d", id)
		}
	}
	for id, o := range a {
		if o != nil && p.marked[id] == nil {
			t.c.fault("struct/parent-entry", p.label, "the parent tree has an element for the marked content %d, which the page has not", id)
		}
	}
}

// checkObject checks the entry of an annotation: the element that has it.
func (t *parents) checkObject(p *page, r ref) {
	d := t.c.dict(r)
	owners := t.c.tree.objects[r]
	if len(owners) == 0 && d["StructParent"] == nil {
		return // checkAnnotations
	}
	entry, ok := t.take(r.String(), d["StructParent"])
	if ok && (len(owners) == 0 || entry != object(owners[0].ref)) {
		t.c.fault("struct/parent-entry", r.String(), "the parent tree has another element for the annotation")
	}
}
