package pdfcheck

import "strings"

// The flags of annotations (ISO 32000-1 §12.5.3, table 165).
const (
	flagInvisible    = 1 << 0
	flagHidden       = 1 << 1
	flagPrint        = 1 << 2
	flagNoView       = 1 << 5
	flagToggleNoView = 1 << 8
)

// annotationTypes are those that ISO 19005-2 6.3.1 allows.
const annotationTypes = "Text Link FreeText Line Square Circle Polygon PolyLine Highlight Underline Squiggly StrikeOut " +
	"Stamp Caret Ink Popup FileAttachment Widget PrinterMark Watermark Redact"

// checkAnnotations checks the annotations of all pages.
func (c *checker) checkAnnotations() {
	seen := map[ref]bool{}
	for _, p := range c.pages {
		list := c.array(p.dict["Annots"])
		if p.dict["Annots"] != nil && list == nil {
			c.fault("annot/object", p.label, "Annots is no array")
		}
		if len(list) > 0 && c.claims.ua && c.name(p.dict["Tabs"]) != "S" { // ISO 14289-1 7.18.3
			c.fault("ua/tabs", p.label, "it has annotations, and Tabs is not S")
		}
		for _, o := range list {
			r, ok := o.(ref)
			d, isDict := c.resolve(o).(dict)
			if !ok || !isDict || seen[r] {
				c.fault("annot/object", p.label, "an annotation is no object of its own, or is there twice")
				continue
			}
			seen[r] = true
			c.checkAnnotation(p, r, d)
			if c.claims.isTagged() && c.tree.dict != nil {
				c.checkTagged(r, d)
			}
		}
	}
}

func (c *checker) checkAnnotation(p *page, r ref, d dict) {
	at := r.String()
	c.wantType(at, d, "Annot", false)
	kind := c.name(d["Subtype"])
	if !isType(kind, annotationTypes) {
		c.fault("annot/type", at, "annotations of the type %q are not allowed", string(kind))
	}
	box, ok := c.rectangle(d["Rect"])
	if !ok || box[0] >= box[2] || box[1] >= box[3] {
		c.fault("annot/rect", at, "its Rect has no area")
	} else if box[0] < p.box[0] || box[1] < p.box[1] || box[2] > p.box[2] || box[3] > p.box[3] {
		c.fault("annot/rect", at, "its Rect reaches out of %s", p.label)
	}
	flags, _ := c.int(d["F"])
	if c.claims.isPDFA() && kind != "Popup" {
		if flags&flagPrint == 0 || flags&(flagInvisible|flagHidden|flagNoView|flagToggleNoView) != 0 { // ISO 19005-2 6.3.2
			c.fault("annot/flags", at, "F is %d: it must be printed, and seen", flags)
		}
		c.checkAppearance(p, at, kind, d)
	}
	if n, ok := c.int(d["StructParents"]); ok {
		c.fault("annot/object", at, "an annotation with StructParents %d, where StructParent should be", n)
	}
	if border := c.array(d["Border"]); d["Border"] != nil && (len(border) < 3 || !c.areNumbers(border[:3])) {
		c.fault("annot/rect", at, "Border is not of three numbers")
	}
	if kind == "Link" {
		c.checkLink(at, d)
	}
}

// checkAppearance wants an appearance, and only the normal one, but for links
// (6.3.3).
func (c *checker) checkAppearance(p *page, at string, kind name, d dict) {
	ap := c.dict(d["AP"])
	if ap == nil {
		if kind != "Link" {
			c.fault("annot/appearance", at, "it has no appearance")
		}
		return
	}
	if len(ap) != 1 || ap["N"] == nil {
		c.fault("annot/appearance", at, "its appearance has something else than N")
	}
	if c.stream(ap["N"]) != nil {
		c.readForm(p, ap["N"], mark{tagged: true, mcid: -1}, 1)
	}
}

// checkLink wants a link to lead somewhere, and to say where (ISO 14289-1
// 7.18.5).
func (c *checker) checkLink(at string, d dict) {
	switch {
	case d["Dest"] != nil && d["A"] != nil:
		c.fault("annot/link", at, "the link has Dest and A")
	case d["Dest"] != nil:
		c.checkTarget(at, d["Dest"])
	case len(c.actionsOf(d["A"])) != 1:
		c.fault("annot/link", at, "the link leads nowhere")
	}
	if c.claims.ua && strings.TrimSpace(c.text(d["Contents"])) == "" {
		c.fault("ua/link-contents", at, "the link has no Contents")
	}
	if q := d["QuadPoints"]; q != nil {
		if a := c.array(q); len(a) == 0 || len(a)%8 != 0 || !c.areNumbers(a) {
			c.fault("annot/rect", at, "QuadPoints are no groups of eight numbers")
		}
	}
}

func (c *checker) areNumbers(a array) bool {
	for _, o := range a {
		if _, ok := c.number(o); !ok {
			return false
		}
	}
	return true
}

// checkTagged wants every annotation that is seen to be in the structure tree,
// once: links in Link, fields in Form, others in Annot (ISO 14289-1 7.18.1,
// 7.18.4, 7.18.5).
func (c *checker) checkTagged(r ref, d dict) {
	kind := c.name(d["Subtype"])
	if isOneOf(kind, "Popup", "PrinterMark") {
		return
	}
	owners := c.tree.objects[r]
	if len(owners) != 1 {
		c.fault("annot/untagged", r.String(), "%d elements have the annotation", len(owners))
		return
	}
	want := name("Annot")
	switch kind {
	case "Link":
		want = "Link"
	case "Widget":
		want = "Form"
	}
	if e := owners[0]; e.kind != want {
		c.fault("annot/element", r.String(), "the annotation of the type %s is in %s", kind, e.kind)
	}
}

// checkLinks wants every object reference to lead to an annotation of the page
// that it names, and every Link element to have one, and something to see (ISO
// 14289-1 7.18.5, ISO 32000-1 §14.7.4.3, §14.8.4.4.2).
func (c *checker) checkLinks() {
	annots := map[ref]*page{}
	for _, p := range c.pages {
		for _, o := range c.array(p.dict["Annots"]) {
			if r, ok := o.(ref); ok {
				annots[r] = p
			}
		}
	}
	for _, e := range c.tree.elements {
		objects, content := 0, 0
		for _, k := range e.kids {
			switch {
			case !k.isObject():
				content++
			case annots[k.object] == nil:
				c.fault("struct/object", e.at, "%s refers to %v, which is no annotation of a page", e.kind, k.object)
			default:
				objects++
				if p := annots[k.object]; k.pg != nil && k.pg != object(p.ref) {
					c.fault("struct/page", e.at, "the annotation %v is on %s, not on the page that Pg names", k.object, p.label)
				}
			}
		}
		if c.claims.ua && e.kind == "Link" && len(e.kids) > 0 && (objects == 0 || content == 0) {
			c.fault("ua/link-element", e.at, "the Link has %d annotations and %d other kids", objects, content)
		}
	}
}
