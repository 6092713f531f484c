package docxcheck

import (
	"maps"
	"slices"
	"strconv"
	"strings"
)

// styleKinds are the elements that name a style, and the type it must have.
var styleKinds = map[string]string{
	"w:pStyle": "paragraph", "w:rStyle": "character", "w:tblStyle": "table", "w:numStyleLink": "numbering", "w:styleLink": "numbering",
}

// styles looks for styles that are named and not there, or of another type.
func (c *checker) styles() {
	types, names := map[string]string{}, map[string]bool{}
	for _, n := range c.elements("word/styles.xml", "w:style") {
		id, name := n.get("w:styleId"), strings.ToLower(n.child("w:name").get("w:val"))
		if types[id] != "" || id == "" {
			c.fault("word/styles.xml", "the id %q is there twice, or empty", id)
		}
		if names[name] || name == "" {
			c.fault("word/styles.xml", "the name %q is there twice, or empty", name)
		}
		types[id], names[name] = n.get("w:type"), true
	}
	c.each(func(p *part, n *node) {
		if want := styleKinds[n.name]; want != "" && types[n.get("w:val")] != want {
			c.fault(p.name, "%s names %q, which is no style of the type %s", n.name, n.get("w:val"), want)
		}
		if n.name != "w:style" {
			return
		}
		for _, name := range []string{"w:basedOn", "w:next", "w:link"} {
			other := n.child(name)
			if id := other.get("w:val"); other.name != "" && (types[id] == "" || name != "w:link" && types[id] != n.get("w:type")) {
				c.fault(p.name, "%s: %s names %q, which is no style of its type", n.get("w:styleId"), name, id)
			}
		}
	})
	for _, f := range c.instructions() {
		if name := f.argument("STYLEREF"); name != "" && !names[strings.ToLower(name)] {
			c.fault(f.part, "the field %q names a style that is not there", strings.TrimSpace(f.text))
		}
	}
}

// numbering looks for lists that are named and not there.
func (c *checker) numbering() {
	const name = "word/numbering.xml"
	levels := map[string]map[string]bool{}
	for _, n := range c.elements(name, "w:abstractNum") {
		id := n.get("w:abstractNumId")
		if levels[id] != nil {
			c.fault(name, "the list %s is there twice", id)
		}
		levels[id] = map[string]bool{}
		for _, l := range n.all("w:lvl") {
			levels[id][l.get("w:ilvl")] = true
		}
	}
	lists := map[string]string{}
	for _, n := range c.elements(name, "w:num") {
		id, abstract := n.get("w:numId"), n.child("w:abstractNumId").get("w:val")
		if lists[id] != "" {
			c.fault(name, "the number %s is there twice", id)
		}
		if levels[abstract] == nil {
			c.fault(name, "number %s names the list %q, which is not there", id, abstract)
		}
		lists[id] = abstract
	}
	c.each(func(p *part, n *node) {
		id, level := n.child("w:numId").get("w:val"), n.child("w:ilvl").get("w:val")
		if n.name != "w:numPr" || id == "0" {
			return
		}
		if level == "" {
			level = "0"
		}
		if abstract, ok := lists[id]; !ok || !levels[abstract][level] {
			c.fault(p.name, "a paragraph names number %q at level %s, which is not there", id, level)
		}
	})
}

// notes looks for footnotes and endnotes that are named and not there, or there
// and not named.
func (c *checker) notes() {
	for _, kind := range []string{"footnote", "endnote"} {
		name := "word/" + kind + "s.xml"
		plain, special := map[string]int{}, map[string]bool{}
		for _, n := range c.elements(name, "w:"+kind) {
			id := n.get("w:id")
			if _, again := plain[id]; again || special[id] {
				c.fault(name, "the note %s is there twice", id)
			}
			if of := n.get("w:type"); of == "" || of == "normal" {
				plain[id] = 0
			} else {
				special[id] = true
			}
		}
		c.each(func(p *part, n *node) {
			id := n.get("w:id")
			switch {
			case n.name == "w:"+kind+"Reference":
				if p.name != mainPart {
					c.fault(p.name, "a note is named here")
				}
				if _, ok := plain[id]; !ok {
					c.fault(p.name, "the note %q is named and not there", id)
				}
				plain[id]++
			case n.name == "w:"+kind && p.name == "word/settings.xml" && !special[id]:
				c.fault(p.name, "the separator %q is named and not there", id)
			}
		})
		for _, id := range slices.Sorted(maps.Keys(plain)) {
			if plain[id] != 1 {
				c.fault(name, "the note %s is named %d times", id, plain[id])
			}
		}
	}
}

// drawings looks for ids of drawings that are there twice, or out of range, and
// for drawings without a size.
func (c *checker) drawings() {
	seen := map[string]bool{}
	c.each(func(p *part, n *node) {
		if n.name == "wp:extent" && (number(n.get("cx"), 0) < 1 || number(n.get("cy"), 0) < 1) {
			c.fault(p.name, "a drawing has the size %s × %s", n.get("cx"), n.get("cy"))
		}
		if n.name != "wp:docPr" {
			return
		}
		id := n.get("id")
		if v, err := strconv.ParseInt(id, 10, 32); err != nil || v < 1 {
			c.fault(p.name, "%q is no id of a drawing", id)
		}
		if seen[id] {
			c.fault(p.name, "two drawings have the id %s", id)
		}
		seen[id] = true
	})
}

// elements are the children of a part's root that have a name; none when there
// is no such part.
func (c *checker) elements(part, name string) []*node {
	if p := c.parts[part]; p != nil {
		return p.root.all(name)
	}
	return nil
}
