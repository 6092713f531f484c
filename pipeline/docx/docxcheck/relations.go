package docxcheck

import (
	"archive/zip"
	"maps"
	"net/url"
	"path"
	"slices"
	"strings"
)

// relation is an entry of a .rels part.
type relation struct {
	id, kind string // kind is the end of its type: image, hyperlink, footer
	target   string // the name of a part, or an address
	external bool
	used     bool
}

// kinds are the relations that elements name, by element; all others are for
// the part as a whole.
var kinds = map[string]string{
	"w:headerReference": "header", "w:footerReference": "footer", "w:hyperlink": "hyperlink", "a:blip": "image",
}

// relations looks for ids that lead nowhere or to something else, for relations
// that no element names, and for parts to which nothing leads.
func (c *checker) relations() {
	reached := map[string]bool{contentTypes: true}
	for _, p := range c.order {
		if strings.HasSuffix(p.name, ".rels") {
			reached[p.name] = true
			c.relationsOf(p, reached)
		}
	}
	for _, p := range c.order { // parts without relations may name none
		if c.parts[relsName(p.name)] == nil {
			c.resolve(p, nil)
		}
	}
	for _, f := range c.entries {
		if !reached[f.Name] {
			c.fault(f.Name, "no relation leads to it")
		}
	}
}

// relationsOf checks a .rels part against the part that it is for.
func (c *checker) relationsOf(rels *part, reached map[string]bool) {
	folder, file := path.Split(path.Clean(rels.name))
	folder = path.Dir(path.Clean(folder)) // of the source
	source := path.Join(folder, strings.TrimSuffix(file, ".rels"))
	byID := map[string]*relation{}
	for _, n := range rels.root.children {
		r := &relation{id: n.get("Id"), kind: path.Base(n.get("Type")), target: n.get("Target"), external: n.get("TargetMode") == "External"}
		if byID[r.id] != nil || r.id == "" {
			c.fault(rels.name, "the id %q is there twice, or empty", r.id)
		}
		byID[r.id] = r
		if r.external {
			if u, err := url.Parse(r.target); err != nil || u.Scheme == "" || u.Host+u.Opaque == "" || strings.ContainsAny(r.target, " <>\"\uFFFD") {
				c.fault(rels.name, "%s leads to %q, which is no address", r.id, r.target)
			}
			continue
		}
		if strings.HasPrefix(r.target, "/") {
			r.target = r.target[1:]
		} else {
			r.target = path.Join(folder, r.target)
		}
		reached[r.target] = true
		if !slices.ContainsFunc(c.entries, func(f *zip.File) bool { return f.Name == r.target }) {
			c.fault(rels.name, "%s leads to %s, which is not there", r.id, r.target)
		}
	}
	if source == "." || source == "" {
		return
	}
	p := c.parts[source]
	if p == nil {
		c.fault(rels.name, "it is for %s, which is not there", source)
		return
	}
	c.resolve(p, byID)
	for _, id := range slices.Sorted(maps.Keys(byID)) {
		r := byID[id]
		if named := slices.Contains([]string{"header", "footer", "hyperlink", "image"}, r.kind); named && !r.used {
			c.fault(rels.name, "no element names %s, %s %s", r.id, r.kind, r.target)
		}
	}
}

// resolve looks up the ids that the elements of a part name.
func (c *checker) resolve(p *part, byID map[string]*relation) {
	p.root.each(func(n *node) {
		for _, a := range n.attrs {
			if !strings.HasPrefix(a.Name.Local, "r:") {
				continue
			}
			r := byID[a.Value]
			if r == nil {
				c.fault(p.name, "%s names the relation %q, which is not there", n.name, a.Value)
				continue
			}
			r.used = true
			if want := kinds[n.name]; want != "" && r.kind != want {
				c.fault(p.name, "%s names %s, which is of the kind %s", n.name, r.id, r.kind)
			}
			if r.external != (r.kind == "hyperlink") {
				c.fault(p.name, "%s names %s, which is %s outside the file", n.name, r.id, map[bool]string{false: "not", true: ""}[r.external])
			}
		}
	})
}

// relsName is the part with the relations of a part.
func relsName(name string) string {
	folder, file := path.Split(name)
	return folder + "_rels/" + file + ".rels"
}
