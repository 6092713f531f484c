package pdfcheck

// element is a structure element (ISO 32000-1 §14.7.2).
type element struct {
	ref    ref
	at     string
	dict   dict
	raw    name // the type as it stands
	kind   name // the standard type that the role map makes of it
	parent *element
	kids   []kid
	attrs  []attribute
	id     str
	depth  int
}

// kid is one of: another element, marked content on a page, an object.
type kid struct {
	element *element
	page    *page // with mcid; nil when the page is not there
	mcid    int
	object  ref    // of an OBJR
	pg      object // of an OBJR, as it stands
}

func (k kid) isObject() bool { return k.object != ref{} }

// tree is the structure tree.
type tree struct {
	ref      ref
	at       string
	dict     dict
	roles    dict
	elements []*element // in reading order
	byRef    map[ref]*element
	objects  map[ref][]*element // that have an OBJR of it
}

// maxElementDepth bounds how deep elements lie in each other.
const maxElementDepth = 200

// readStructure reads the structure tree (§14.7).
func (c *checker) readStructure() {
	root, _ := c.root["StructTreeRoot"].(ref)
	d := c.dict(root)
	c.tree = &tree{ref: root, at: where(c.root["StructTreeRoot"], "file"), dict: d, roles: c.dict(d["RoleMap"]),
		byRef: map[ref]*element{}, objects: map[ref][]*element{}}
	if d == nil {
		c.fault("struct/missing", "file", "there is no structure tree that is an object of its own")
		return
	}
	if c.name(d["Type"]) != "StructTreeRoot" {
		c.fault("struct/kid", c.tree.at, "the structure tree is not of the type StructTreeRoot")
	}
	c.checkRoles()
	top := 0
	for _, o := range c.kidsOf(d) {
		if e := c.readElement(o, nil, root); e != nil {
			top++
			if e.kind != "Document" {
				c.fault("struct/document", e.at, "the element at the top is %s, not Document", e.kind)
			}
		}
	}
	if top != 1 { // §14.8.4.2
		c.fault("struct/document", c.tree.at, "there are %d elements at the top", top)
	}
}

// kidsOf is K, which may be one kid or an array of them.
func (c *checker) kidsOf(d dict) array {
	if a := c.array(d["K"]); a != nil {
		return a
	}
	if d["K"] == nil {
		return nil
	}
	return array{d["K"]}
}

// readElement reads an element and all below it; nil when it is none.
func (c *checker) readElement(o object, parent *element, above ref) *element {
	r, ok := o.(ref)
	d, isDict := c.resolve(o).(dict)
	at := where(o, above.String())
	if !ok || !isDict || c.name(d["S"]) == "" || d["Type"] != nil && c.name(d["Type"]) != "StructElem" {
		c.fault("struct/kid", at, "a kid is no structure element that is an object of its own")
		return nil
	}
	if c.tree.byRef[r] != nil {
		c.fault("struct/shared", at, "the element is a kid twice")
		return nil
	}
	e := &element{ref: r, at: at, dict: d, raw: c.name(d["S"]), parent: parent}
	if parent != nil {
		e.depth = parent.depth + 1
	}
	if e.depth > maxElementDepth {
		c.fault("struct/limit", at, "elements lie too deep in each other")
		return nil
	}
	e.kind = c.standard(e)
	e.id, _ = c.str(d["ID"])
	e.attrs = c.attributes(d)
	c.tree.byRef[r] = e
	c.tree.elements = append(c.tree.elements, e)
	if d["P"] != object(above) {
		c.fault("struct/parent", at, "its P is not the element above it")
	}
	for _, k := range c.kidsOf(d) {
		c.readKid(e, k)
	}
	return e
}

// readKid reads what may be a kid of an element: a number, a marked-content
// reference, an object reference or an element (§14.7.2, table 323).
func (c *checker) readKid(e *element, o object) {
	if id, ok := c.int(o); ok {
		c.addMarked(e, e.dict["Pg"], id)
		return
	}
	d := c.dict(o)
	switch c.name(d["Type"]) {
	case "MCR":
		id, ok := c.int(d["MCID"])
		if !ok || d["Stm"] != nil {
			c.fault("struct/kid", e.at, "a marked-content reference without MCID, or into a form XObject, which this check does not take")
			return
		}
		pg := d["Pg"]
		if pg == nil {
			pg = e.dict["Pg"]
		}
		c.addMarked(e, pg, id)
	case "OBJR":
		r, ok := d["Obj"].(ref)
		if !ok {
			c.fault("struct/kid", e.at, "an object reference without object")
			return
		}
		e.kids = append(e.kids, kid{object: r, pg: d["Pg"]})
		c.tree.objects[r] = append(c.tree.objects[r], e)
	default:
		if sub := c.readElement(o, e, e.ref); sub != nil {
			e.kids = append(e.kids, kid{element: sub})
		}
	}
}

// addMarked notes marked content as a kid.
func (c *checker) addMarked(e *element, pg object, id int) {
	r, _ := pg.(ref)
	p := c.pageOf[r]
	e.kids = append(e.kids, kid{page: p, mcid: id})
	if p == nil {
		c.fault("struct/page", e.at, "marked content %d without a page of the file", id)
		return
	}
	m := p.marked[id]
	if m == nil {
		c.fault("struct/mcid-missing", e.at, "%s has no marked content %d", p.label, id)
		return
	}
	m.owners = append(m.owners, e)
}

// hasActualText tells whether the text of an element is given by itself or by
// an element above it.
func (e *element) hasActualText() bool {
	for ; e != nil; e = e.parent {
		if e.dict["ActualText"] != nil {
			return true
		}
	}
	return false
}

// checkMarkInfo wants the file to say that it is tagged, and not to doubt it
// (ISO 19005-2 6.7.2.2, ISO 14289-1 7.1).
func (c *checker) checkMarkInfo() {
	d := c.dict(c.root["MarkInfo"])
	if !c.isTrue(d["Marked"]) {
		c.fault("struct/mark-info", "file", "MarkInfo does not say that the file is Marked")
	}
	if c.isTrue(d["Suspects"]) {
		c.fault("struct/mark-info", "file", "MarkInfo has Suspects")
	}
}
