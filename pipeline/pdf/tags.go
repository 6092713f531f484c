package pdf

import (
	"fmt"
	"slices"

	"kan/pipeline/page"
	"kan/pipeline/structure"
)

// tags writes the structure tree (PDF 32000-1 §14.7). Elements are indirect
// objects, numbered before any is written, as they point at each other.
type tags struct {
	*structure.Tree
	root   ref
	refs   []ref // of the elements; 0 for those that hold nothing
	pages  []ref
	sheets []*sheet
	links  map[ref]int // the key in the parent tree of each annotation that stands in an element
}

func newTags(f *file, tree *structure.Tree, pages []ref) *tags {
	t := &tags{Tree: tree, root: f.alloc(), pages: pages, refs: make([]ref, len(tree.Elements)), links: map[ref]int{}}
	for e := range tree.Elements {
		if e == 0 || tree.Elements[e].Parent >= 0 {
			t.refs[e] = f.alloc()
		}
	}
	return t
}

// number gives the annotations of links their keys, after those of the pages.
func (t *tags) number(sheets []*sheet) {
	t.sheets = sheets
	for _, s := range sheets {
		for k, e := range s.tags.Links {
			if e >= 0 {
				t.links[s.annots[k]] = len(t.pages) + len(t.links)
			}
		}
	}
}

// parent is the key of an annotation in the parent tree.
func (t *tags) parent(annot ref) int { return t.links[annot] }

// write writes the tree: its root, the parent tree and the names of elements.
func (t *tags) write(f *file) error {
	for e := range t.Elements {
		if t.refs[e] == 0 {
			continue
		}
		if err := f.put(t.refs[e], t.element(e)); err != nil {
			return err
		}
	}
	parents, err := t.parentTree(f)
	if err != nil {
		return err
	}
	var o object
	o.open()
	o.name("Type", "StructTreeRoot")
	o.ref("K", t.refs[0])
	o.ref("ParentTree", parents)
	o.int("ParentTreeNextKey", len(t.pages)+len(t.links))
	if names := t.names(); len(names.b) > 0 {
		o.raw("/IDTree")
		o.raw(string(names.b))
	}
	o.close()
	return f.put(t.root, o)
}

// element writes one element and what it holds (§14.7.2).
func (t *tags) element(n int) (o object) {
	e := &t.Elements[n]
	o.open()
	if n == 0 {
		o.name("S", "Document")
		o.ref("P", t.root)
	} else {
		o.name("S", e.Kind.String())
		o.ref("P", t.refs[e.Parent])
	}
	o.text("T", oneLine(e.Title))
	o.text("Alt", oneLine(e.Alt))
	if named(e) {
		o.key("ID")
		o.b = appendBytes(o.b, elementID(e))
	}
	t.attributes(&o, e)
	home := t.home(e)
	if home >= 0 {
		o.ref("Pg", t.pages[home])
	}
	o.raw("/K[")
	for k, kid := range e.Kids {
		if k > 0 {
			o.raw(" ")
		}
		switch kid.Kind {
		case structure.ElementKid:
			o.b = appendRef(o.b, t.refs[kid.N])
		case structure.ContentKid:
			if kid.Page == home {
				fmt.Fprintf(&o, "%d", kid.N)
				break
			}
			fmt.Fprintf(&o, "<</Type/MCR/Pg %d 0 R/MCID %d>>", t.pages[kid.Page], kid.N)
		case structure.LinkKid:
			fmt.Fprintf(&o, "<</Type/OBJR/Pg %d 0 R/Obj %d 0 R>>", t.pages[kid.Page], t.sheets[kid.Page].annots[kid.N])
		}
	}
	o.raw("]")
	o.close()
	return o
}

// home is the page of an element's first content, -1 when it has none of its own.
func (t *tags) home(e *structure.Element) int {
	for _, kid := range e.Kids {
		if kid.Kind == structure.ContentKid {
			return kid.Page
		}
	}
	return -1
}

// named tells whether others refer to an element by its ID: data cells to
// header cells, and notes must have one (ISO 14289-1 7.9).
func named(e *structure.Element) bool {
	return e.Kind == page.MarkTH || e.Kind == page.MarkNote
}

// elementID is the ID of an element. Digits are filled with zeros, so that IDs
// sort as they are numbered.
func elementID(e *structure.Element) string { return fmt.Sprintf("e%07d", e.ID) }

// attributes writes what a kind of element says of itself beside its content
// (§14.8.5): the numbering of lists, the place of cells, the box of figures.
func (t *tags) attributes(o *object, e *structure.Element) {
	switch e.Kind {
	case page.MarkL:
		o.raw("/A<</O/List/ListNumbering")
		if e.Ordered {
			o.raw("/Decimal>>")
		} else {
			o.raw("/Disc>>")
		}
	case page.MarkTH, page.MarkTD:
		t.cell(o, e)
	case page.MarkFigure:
		if e.Box == nil {
			return
		}
		p := t.sheets[t.home(e)]
		c := content{height: p.Height}
		x0, y0, x1, y1 := c.rect(e.Box.X, e.Box.Y, e.Box.W, e.Box.H)
		o.raw("/A<</O/Layout")
		o.rect("BBox", x0, y0, x1, y1)
		o.raw("/Placement/Block>>")
	}
}

// cell writes the table attributes of a cell (§14.8.5.7).
func (t *tags) cell(o *object, e *structure.Element) {
	if e.Cell == nil {
		return
	}
	var a object
	if e.Kind == page.MarkTH {
		a.name("Scope", "Column")
	}
	if e.Cell.Across > 1 {
		a.int("ColSpan", e.Cell.Across)
	}
	if e.Cell.Down > 1 {
		a.int("RowSpan", e.Cell.Down)
	}
	if len(e.Cell.Heads) > 0 {
		a.raw("/Headers[")
		for _, id := range e.Cell.Heads {
			a.b = appendBytes(a.b, elementID(&structure.Element{Mark: page.Mark{ID: id}}))
		}
		a.raw("]")
	}
	if len(a.b) > 0 {
		o.raw("/A<</O/Table")
		o.raw(string(a.b))
		o.raw(">>")
	}
}

// parentTree leads from content back to its element (§14.7.4.4): by page and
// MCID, and by annotation. Leaves hold as many keys as those of names.
func (t *tags) parentTree(f *file) (ref, error) {
	entries := make([]object, len(t.pages), len(t.pages)+len(t.links))
	for n := range t.Pages {
		owners := make([]ref, len(t.Pages[n].Contents))
		for mcid, e := range t.Pages[n].Contents {
			owners[mcid] = t.refs[e]
		}
		entries[n].b = appendRefs(nil, owners)
	}
	for _, s := range t.sheets {
		for _, e := range s.tags.Links {
			if e >= 0 {
				entries = append(entries, object{appendRef(nil, t.refs[e])})
			}
		}
	}
	var leaves []ref
	from := 0
	for leaf := range slices.Chunk(entries, maxNames) {
		var o object
		o.open()
		fmt.Fprintf(&o, "/Limits[%d %d]/Nums[", from, from+len(leaf)-1)
		for k, e := range leaf {
			fmt.Fprintf(&o, "%d ", from+k)
			o.b = append(append(o.b, e.b...), '\n')
		}
		o.raw("]")
		o.close()
		r, err := f.add(o)
		if err != nil {
			return 0, err
		}
		leaves = append(leaves, r)
		from += len(leaf)
	}
	var o object
	o.open()
	o.refs("Kids", leaves)
	o.close()
	return f.add(o)
}

// names is the tree from IDs to elements (§14.7.2, IDTree), empty when no
// element has one.
func (t *tags) names() (o object) {
	var ids []int
	for e := range t.Elements {
		if t.refs[e] != 0 && e > 0 && named(&t.Elements[e]) {
			ids = append(ids, e)
		}
	}
	if len(ids) == 0 {
		return o
	}
	slices.SortFunc(ids, func(a, b int) int { return t.Elements[a].ID - t.Elements[b].ID })
	o.open()
	o.raw("/Names[")
	for _, e := range ids {
		o.b = appendBytes(o.b, elementID(&t.Elements[e]))
		o.raw(" ")
		o.b = append(appendRef(o.b, t.refs[e]), '\n')
	}
	o.raw("]")
	o.close()
	return o
}
