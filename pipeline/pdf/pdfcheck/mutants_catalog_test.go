package pdfcheck

// catalogMutants break annotations, actions, and the trees of the catalog.
var catalogMutants = []mutant{
	{"an annotation in the page itself", "annot/object", func(d *draft) {
		p := d.get(d.page(1))
		p["/Annots"] = list{obj{"/Subtype": "/Link"}}
	}},
	{"an annotation twice", "annot/object struct/parent-key", func(d *draft) {
		p := d.get(d.page(0))
		p["/Annots"] = append(p["/Annots"].(list), p["/Annots"].(list)[0])
	}},
	{"a movie", "annot/appearance annot/element annot/type", func(d *draft) { d.annot(0)["/Subtype"] = "/Movie" }},
	{"a stamp without appearance", "annot/appearance annot/element", func(d *draft) { d.annot(0)["/Subtype"] = "/Stamp" }},
	{"an appearance when pressed", "annot/appearance", func(d *draft) {
		r := d.addStream(obj{"/Subtype": "/Form", "/BBox": list{0, 0, 1, 1}, "/Resources": obj{}}, "")
		d.annot(0)["/AP"] = obj{"/N": r, "/D": r}
	}},
	{"an area of nothing", "annot/rect", func(d *draft) { d.annot(0)["/Rect"] = list{72, 700, 72, 720} }},
	{"an area off the page", "annot/rect", func(d *draft) { d.annot(0)["/Rect"] = list{72, 700, 700, 720} }},
	{"annotations that are no list", "annot/object", func(d *draft) { d.get(d.page(1))["/Annots"] = "/None" }},
	{"a border of two numbers", "annot/rect", func(d *draft) { d.annot(0)["/Border"] = list{0, 0} }},
	{"points that are no quads", "annot/rect", func(d *draft) { d.annot(0)["/QuadPoints"] = list{1, 2, 3} }},
	{"not printed", "annot/flags", func(d *draft) { d.annot(0)["/F"] = 0 }},
	{"hidden", "annot/flags", func(d *draft) { d.annot(0)["/F"] = 6 }},
	{"a link to nowhere", "annot/link", func(d *draft) { delete(d.annot(0), "/Dest") }},
	{"a link to two places", "annot/link", func(d *draft) { d.annot(0)["/A"] = obj{"/S": "/GoTo", "/D": "u:one"} }},
	{"an annotation that is not tagged", "annot/untagged struct/parent-entry ua/link-element", func(d *draft) {
		e := d.el("Link", 1)
		e["/K"] = e["/K"].(list)[:1]
	}},
	{"a link in Annot", "annot/element", func(d *draft) { d.el("Link", 1)["/S"] = "/Annot" }},

	{"launch", "action/type", func(d *draft) { d.annot(1)["/A"] = obj{"/S": "/Launch", "/F": "u:a"} }},
	{"launch after a URI", "action/type", func(d *draft) { d.annot(1)["/A"].(obj)["/Next"] = list{obj{"/S": "/ResetForm"}} }},
	{"print", "action/named", func(d *draft) { d.annot(1)["/A"] = obj{"/S": "/Named", "/N": "/Print"} }},
	{"a URI in Chinese", "action/uri", func(d *draft) { d.annot(1)["/A"].(obj)["/URI"] = "u:https://例子/" }},
	{"a URI with a space", "action/uri", func(d *draft) { d.annot(1)["/A"].(obj)["/URI"] = "u:https://a b/" }},
	{"an action when the page opens", "action/additional", func(d *draft) { d.get(d.page(0))["/AA"] = obj{"/O": obj{"/S": "/GoTo", "/D": "u:one"}} }},
	{"JavaScript", "action/javascript action/type", func(d *draft) { d.annot(1)["/A"] = obj{"/S": "/JavaScript", "/JS": "u:1"} }},
	{"JavaScript of the document", "action/javascript", func(d *draft) { d.catalog()["/Names"].(obj)["/JavaScript"] = obj{"/Names": list{}} }},
	{"opens with a page", "action/open", func(d *draft) { d.catalog()["/OpenAction"] = obj{"/S": "/Named", "/N": "/LastPage"} }},

	{"destinations out of order", "dest/tree", func(d *draft) { n := dests(d)["/Names"].(list); n[0], n[2] = n[2], n[0] }},
	{"limits of destinations", "dest/tree", func(d *draft) { dests(d)["/Limits"] = list{"u:one", "u:three"} }},
	{"no limits", "dest/tree", func(d *draft) { delete(dests(d), "/Limits") }},
	{"a destination of a name only", "dest/form", func(d *draft) { dests(d)["/Names"].(list)[1] = "u:two" }},
	{"a destination of two numbers", "dest/form", func(d *draft) {
		n := dests(d)["/Names"].(list)
		n[1] = n[1].(list)[:4]
	}},
	{"a destination of no page", "dest/page", func(d *draft) { dests(d)["/Names"].(list)[1].(list)[0] = d.catalog()["/Pages"] }},
	{"a link to no destination", "dest/name", func(d *draft) { d.annot(0)["/Dest"] = "u:three" }},
	{"a bookmark to no destination", "dest/name", func(d *draft) { item(d, "u:second")["/A"].(obj)["/D"] = "u:three" }},

	{"an empty outline", "outline/empty", func(d *draft) { d.catalog()["/Outlines"] = d.add(obj{"/Type": "/Outlines"}) }},
	{"the count of the outline", "outline/count", func(d *draft) { outline(d)["/Count"] = 2 }},
	{"the count of an item", "outline/count", func(d *draft) { item(d, "u:第一")["/Count"] = 2 }},
	{"another item before", "outline/links", func(d *draft) { delete(item(d, "u:third"), "/Prev") }},
	{"another item above", "outline/links", func(d *draft) { item(d, "u:second")["/Parent"] = d.catalog()["/Outlines"] }},
	{"another last item", "outline/links", func(d *draft) { outline(d)["/Last"] = outline(d)["/First"] }},
	{"items in a circle", "outline/links", func(d *draft) { item(d, "u:third")["/Next"] = outline(d)["/First"] }},
	{"an item without title", "outline/title", func(d *draft) { item(d, "u:third")["/Title"] = "u:" }},
	{"an item that leads nowhere", "outline/target", func(d *draft) { delete(item(d, "u:third"), "/Dest") }},

	{"labels out of order", "label/tree", func(d *draft) { n := labels(d); n[2] = 0 }},
	{"labels from the second page", "label/first", func(d *draft) {
		d.catalog()["/PageLabels"] = obj{"/Nums": labels(d)[2:]}
	}},
	{"a label of a page behind the last", "label/page", func(d *draft) { labels(d)[2] = 2 }},
	{"a label of no style", "label/form", func(d *draft) { labels(d)[1].(obj)["/S"] = "/Z" }},
	{"a label from 0", "label/form", func(d *draft) { labels(d)[3].(obj)["/St"] = 0 }},

	{"requirements", "forbidden/catalog", func(d *draft) { d.catalog()["/Requirements"] = list{obj{"/S": "/EnableJavaScripts"}} }},
	{"alternate presentations", "forbidden/catalog", func(d *draft) { d.catalog()["/Names"].(obj)["/AlternatePresentations"] = obj{"/Names": list{}} }},
	{"a permission", "forbidden/catalog", func(d *draft) { d.catalog()["/Perms"] = obj{"/UR": obj{"/A": 1}} }},
	{"XFA", "forbidden/form", func(d *draft) { d.catalog()["/AcroForm"] = obj{"/Fields": list{}, "/XFA": list{}} }},
	{"NeedAppearances", "forbidden/form", func(d *draft) { d.catalog()["/AcroForm"] = obj{"/Fields": list{}, "/NeedAppearances": true} }},
	{"layers without name", "forbidden/layers", func(d *draft) { d.catalog()["/OCProperties"] = obj{"/OCGs": list{}, "/D": obj{}} }},
	{"layers with AS", "forbidden/layers", func(d *draft) {
		d.catalog()["/OCProperties"] = obj{"/OCGs": list{}, "/D": obj{"/Name": "u:x", "/AS": list{}}}
	}},
	{"a layer out of the list", "forbidden/layers", func(d *draft) {
		g := d.add(obj{"/Type": "/OCG", "/Name": "u:g"})
		d.catalog()["/OCProperties"] = obj{"/OCGs": list{g}, "/D": obj{"/Name": "u:x", "/Order": list{}}}
	}},
	{"steps of a presentation", "forbidden/page", func(d *draft) { d.get(d.page(0))["/PresSteps"] = obj{"/Type": "/NavNode"} }},

	{"an embedded file in part 2", "attach/part", func(d *draft) { attach(d); d.xmp("<pdfaid:part>3", "<pdfaid:part>2") }},
	{"embedded files out of order", "attach/tree", func(d *draft) {
		attach(d)
		n := d.catalog()["/Names"].(obj)["/EmbeddedFiles"].(obj)
		n["/Names"] = append(n["/Names"].(list), n["/Names"].(list)...)
	}},
	{"an embedded file without file", "attach/spec", func(d *draft) { d.get(attach(d))["/EF"] = obj{} }},
	{"an embedded file without UF", "attach/name", func(d *draft) { delete(d.get(attach(d)), "/UF") }},
	{"a relation that is none", "attach/relation", func(d *draft) { d.get(attach(d))["/AFRelationship"] = "/Origin" }},
	{"no media type", "attach/type", func(d *draft) { delete(d.get(d.get(attach(d))["/EF"].(obj)["/F"]), "/Subtype") }},
	{"not listed in AF", "attach/associated", func(d *draft) { attach(d); delete(d.catalog(), "/AF") }},
	{"a size that is wrong", "attach/size", func(d *draft) {
		d.get(d.get(attach(d))["/EF"].(obj)["/F"])["/Params"] = obj{"/Size": 7}
	}},
}

func dests(d *draft) obj {
	return d.catalog()["/Names"].(obj)["/Dests"].(obj)["/Kids"].(list)[0].(obj)
}

func outline(d *draft) obj { return d.get(d.catalog()["/Outlines"]) }

// item is the item of the outline with a title.
func item(d *draft, title string) obj {
	_, v := d.nth(0, "/Title", title)
	return v
}

func labels(d *draft) list { return d.catalog()["/PageLabels"].(obj)["/Nums"].(list) }

// attach makes the file PDF/A-3 with an embedded file, and gives its file
// specification.
func attach(d *draft) string {
	d.xmp("<pdfaid:part>2", "<pdfaid:part>3")
	file := d.addStream(obj{"/Type": "/EmbeddedFile", "/Subtype": "/text/markdown", "/Params": obj{"/Size": 4}}, "text")
	spec := d.add(obj{"/Type": "/Filespec", "/F": "u:a.md", "/UF": "u:a.md", "/AFRelationship": "/Source", "/EF": obj{"/F": file, "/UF": file}})
	d.catalog()["/AF"] = list{spec}
	d.catalog()["/Names"].(obj)["/EmbeddedFiles"] = obj{"/Names": list{"u:a.md", spec}}
	return spec
}
