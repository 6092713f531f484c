package pdfcheck

// structureMutants break the structure tree.
var structureMutants = []mutant{
	{"no structure tree", "struct/missing", func(d *draft) { delete(d.catalog(), "/StructTreeRoot") }},
	{"not marked", "struct/mark-info", func(d *draft) { delete(d.catalog(), "/MarkInfo") }},
	{"suspects", "struct/mark-info", func(d *draft) { d.catalog()["/MarkInfo"].(obj)["/Suspects"] = true }},
	{"Part at the top", "struct/document", func(d *draft) { d.el("Document", 0)["/S"] = "/Part" }},
	{"two documents", "struct/document struct/empty", func(d *draft) {
		d.tree()["/K"] = list{d.tree()["/K"], d.add(obj{"/S": "/Document", "/P": d.catalog()["/StructTreeRoot"]})}
	}},
	{"a kid that is no element", "struct/kid", func(d *draft) { addKid(d.el("Art", 0), obj{"/Type": "/Thing"}) }},
	{"a kid twice", "struct/shared", func(d *draft) { k := d.el("Art", 0)["/K"].(list); addKid(d.el("Art", 0), k[0]) }},
	{"another parent", "struct/parent", func(d *draft) { d.el("H2", 0)["/P"] = d.tree()["/K"] }},
	{"too deep", "struct/empty struct/limit", func(d *draft) {
		above, _ := d.nth(0, "/S", "/Art")
		for range maxElementDepth {
			r := d.add(obj{"/S": "/Div", "/P": above})
			addKid(d.get(above), r)
			above = r
		}
	}},
	{"content without page", "struct/mcid-orphan struct/page", func(d *draft) { delete(d.el("H2", 0), "/Pg") }},
	{"an element of a type that is none", "struct/type", func(d *draft) { d.el("H2", 0)["/S"] = "/Heading" }},
	{"a role in a circle", "struct/role", func(d *draft) { d.tree()["/RoleMap"].(obj)["/A"] = "/A" }},
	{"a standard type made another", "struct/role-standard", func(d *draft) { d.tree()["/RoleMap"].(obj)["/P"] = "/H1" }},
	{"an empty paragraph", "struct/empty", func(d *draft) {
		art, v := d.nth(0, "/S", "/Art")
		addKid(v, d.add(obj{"/S": "/P", "/P": art}))
	}},
	{"a list item in a paragraph", "struct/nesting", func(d *draft) { d.el("Ruby", 0)["/S"] = "/LI" }},
	{"a paragraph in a list", "struct/nesting", func(d *draft) { d.el("Reference", 0)["/S"] = "/L" }},
	{"a label in a paragraph", "struct/nesting", func(d *draft) { d.el("Note", 0)["/S"] = "/P" }},
	{"a span in a section", "struct/nesting", func(d *draft) { d.el("H2", 1)["/S"] = "/Span" }},
	{"a reading before its base", "struct/order", func(d *draft) { reverse(d.el("Ruby", 0)["/K"].(list)) }},
	{"a body before its label", "struct/order", func(d *draft) { reverse(d.el("LI", 0)["/K"].(list)) }},
	{"a caption in the middle", "struct/order", func(d *draft) { k := d.el("Table", 0)["/K"].(list); k[0], k[1] = k[1], k[0] }},
	{"a row beside bodies", "struct/nesting struct/order table/columns", func(d *draft) { d.el("THead", 0)["/S"] = "/TR" }},
	{"text in a section", "struct/content", func(d *draft) { d.el("P", 5)["/S"] = "/Div" }},
	{"an annotation in a paragraph", "annot/element struct/object", func(d *draft) { d.el("Link", 0)["/S"] = "/Span" }},
	{"an object that is no annotation", "struct/object ua/link-element struct/parent-entry annot/untagged", func(d *draft) {
		k := d.el("Link", 0)["/K"].(list)
		k[1].(obj)["/Obj"] = d.page(0)
	}},
	{"ListNumbering", "struct/attribute", func(d *draft) { d.el("L", 0)["/A"].(obj)["/ListNumbering"] = "/Chinese" }},
	{"Scope", "struct/attribute", func(d *draft) { d.el("TH", 0)["/A"].(obj)["/Scope"] = "/All" }},
	{"Scope of a data cell", "struct/attribute", func(d *draft) { d.el("TD", 0)["/A"].(obj)["/Scope"] = "/Row" }},
	{"an attribute that is none", "struct/attribute", func(d *draft) { d.el("L", 0)["/A"].(obj)["/Style"] = "/A" }},
	{"an owner that is none", "struct/attribute", func(d *draft) { d.el("L", 0)["/A"].(obj)["/O"] = "/Lists" }},
	{"ColSpan 0 of a class", "struct/attribute table/span table/columns", func(d *draft) {
		d.tree()["/ClassMap"].(obj)["/Wide"].(obj)["/ColSpan"] = 0
	}},
	{"an attribute that is no dictionary", "struct/attribute", func(d *draft) { d.el("L", 0)["/A"] = "/List" }},
	{"a link on another page", "struct/page", func(d *draft) { d.el("Link", 0)["/K"].(list)[1].(obj)["/Pg"] = d.page(1) }},
	{"a figure without box", "struct/figure-box", func(d *draft) { delete(d.el("Figure", 0), "/A") }},
	{"a figure with a box inside out", "struct/figure-box", func(d *draft) {
		d.el("Figure", 0)["/A"].(obj)["/BBox"] = list{172, 100, 72, 200}
	}},
	{"an MCID that the page has not", "struct/mcid-missing", func(d *draft) { addMarked(d, "P", 5, 40) }},
	{"an MCID that no element has", "struct/empty struct/mcid-orphan", func(d *draft) { delete(d.el("RT", 0), "/K") }},
	{"an MCID of two elements", "struct/mcid-shared", func(d *draft) { addMarked(d, "P", 0, 0) }},

	{"no parent tree", "struct/parent-tree", func(d *draft) { delete(d.tree(), "/ParentTree") }},
	{"a parent tree out of order", "struct/parent-tree", func(d *draft) {
		nums := d.get(d.tree()["/ParentTree"])["/Nums"].(list)
		nums[0], nums[1], nums[2], nums[3] = nums[2], nums[3], nums[0], nums[1]
	}},
	{"a next key that is in use", "struct/parent-next", func(d *draft) { d.tree()["/ParentTreeNextKey"] = 3 }},
	{"a page without key", "struct/parent-key struct/parent-orphan", func(d *draft) { delete(d.get(d.page(0)), "/StructParents") }},
	{"two pages of one key", "struct/parent-key struct/parent-orphan", func(d *draft) { d.get(d.page(1))["/StructParents"] = 0 }},
	{"an annotation without key", "struct/parent-key struct/parent-orphan", func(d *draft) { delete(d.annot(0), "/StructParent") }},
	{"an entry of another element", "struct/parent-entry", func(d *draft) {
		a := d.get(d.tree()["/ParentTree"])["/Nums"].(list)[1].(list)
		a[0] = a[1]
	}},
	{"an entry too many", "struct/parent-entry", func(d *draft) {
		nums := d.get(d.tree()["/ParentTree"])["/Nums"].(list)
		nums[1] = append(nums[1].(list), nums[1].(list)[0])
	}},
	{"an annotation of another element", "struct/parent-entry", func(d *draft) {
		nums := d.get(d.tree()["/ParentTree"])["/Nums"].(list)
		nums[5] = nums[7]
	}},
	{"a key of nobody", "struct/parent-orphan", func(d *draft) {
		p := d.get(d.tree()["/ParentTree"])
		p["/Nums"] = append(p["/Nums"].(list), 9, d.tree()["/K"])
		d.tree()["/ParentTreeNextKey"] = 10
	}},
	{"no ID tree", "struct/id-tree", func(d *draft) { delete(d.tree(), "/IDTree") }},
	{"an ID that is not in the tree", "struct/id-tree", func(d *draft) { names := idTree(d); names["/Names"] = names["/Names"].(list)[2:] }},
	{"an ID of another element", "struct/id-tree", func(d *draft) { n := idTree(d)["/Names"].(list); n[1] = n[3] }},
	{"IDs out of order", "struct/id-tree", func(d *draft) {
		n := idTree(d)["/Names"].(list)
		n[0], n[1], n[2], n[3] = n[2], n[3], n[0], n[1]
	}},
	{"an ID twice", "struct/id-twice struct/id-tree", func(d *draft) { d.el("TH", 1)["/ID"] = "u:h1" }},
	{"a note without ID", "struct/id-tree ua/note-id", func(d *draft) { delete(d.el("Note", 0), "/ID") }},

	{"a row too short", "table/columns", func(d *draft) { delete(d.el("TD", 2), "/C") }},
	{"a cell too wide", "table/columns", func(d *draft) { d.el("TD", 1)["/A"] = obj{"/O": "/Table", "/ColSpan": 2} }},
	{"a cell that leaves its group", "table/columns table/span", func(d *draft) { d.el("TH", 3)["/A"].(obj)["/RowSpan"] = 2 }},
	{"a cell over another", "table/columns table/overlap", func(d *draft) {
		a := d.el("TH", 1)["/A"].(obj)
		a["/ColSpan"], a["/RowSpan"] = 1, 1
		d.el("TH", 0)["/A"].(obj)["/RowSpan"] = 1
		d.el("TD", 0)["/A"].(obj)["/RowSpan"] = 2
		d.el("TH", 4)["/A"].(obj)["/ColSpan"] = 2
	}},
	{"headers that are none", "table/headers", func(d *draft) { d.el("TD", 0)["/A"].(obj)["/Headers"] = list{"u:note1"} }},
	{"a header without scope", "table/scope", func(d *draft) { delete(d.el("TH", 0)["/A"].(obj), "/Scope") }},

	{"the first heading is H2", "ua/heading-first ua/heading-skip", func(d *draft) { d.tree()["/RoleMap"].(obj)["/Title"] = "/H2"; d.el("H2", 1)["/S"] = "/H4" }},
	{"H3 after H1", "ua/heading-skip", func(d *draft) { d.el("H2", 0)["/S"] = "/H3" }},
	{"H beside H1", "ua/heading-mixed", func(d *draft) { d.el("H2", 0)["/S"] = "/H" }},
	{"a figure without text", "ua/figure-alt", func(d *draft) { delete(d.el("Figure", 0), "/Alt") }},
	{"a figure with an empty text", "ua/figure-alt", func(d *draft) { d.el("Figure", 0)["/Alt"] = "u: " }},
	{"a link without annotation", "annot/untagged struct/parent-entry ua/link-element", func(d *draft) {
		e := d.el("Link", 0)
		e["/K"] = e["/K"].(list)[:1]
	}},
	{"a link without text", "struct/mcid-orphan ua/link-element", func(d *draft) {
		e := d.el("Link", 0)
		e["/K"] = e["/K"].(list)[1:]
	}},
	{"a link without contents", "ua/link-contents", func(d *draft) { delete(d.annot(0), "/Contents") }},
	{"no order of tabs", "ua/tabs", func(d *draft) { delete(d.get(d.page(0)), "/Tabs") }},
}

// addKid adds a kid to an element.
func addKid(e obj, k any) {
	switch old := e["/K"].(type) {
	case nil:
		e["/K"] = list{k}
	case list:
		e["/K"] = append(old, k)
	default:
		e["/K"] = list{old, k}
	}
}

// addMarked gives the n-th element of a type marked content of its page.
func addMarked(d *draft, kind string, n, id int) { addKid(d.el(kind, n), id) }

func reverse(a list) { a[0], a[1] = a[1], a[0] }

func idTree(d *draft) obj { return d.tree()["/IDTree"].(obj) }
