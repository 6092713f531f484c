package pdfcheck

import (
	"slices"
	"strconv"
	"strings"
)

// valueTypes are the types that a property of an extension schema may have
// without a definition of its own (XMP Specification of 2005, chapter 4), in
// small letters.
var valueTypes = []string{"text", "integer", "real", "boolean", "date", "uri", "url", "agentname", "propername", "mimetype",
	"guid", "locale", "lang alt", "rational", "renditionclass", "xpath", "resourceref", "resourceevent", "version", "dimensions"}

// checkExtensions wants a complete extension schema for every property that no
// predefined schema has (ISO 19005-2 6.6.2.3).
func (c *checker) checkExtensions() {
	if c.xmp == nil {
		return
	}
	types := map[[2]string]string{} // valueType by namespace and property
	spaces := map[string]bool{}
	if n := c.xmp.get(nsExtension, "schemas"); n != nil {
		schemas, _ := n.items("Bag")
		for _, li := range schemas {
			c.readSchema(li, spaces, types)
		}
	}
	for _, n := range c.xmp.properties {
		if known[n.space] != nil {
			continue
		}
		kind, ok := types[[2]string{n.space, n.name}]
		switch {
		case !spaces[n.space]:
			c.fault("xmp/extension", "file", "no extension schema describes the namespace %s", n.space)
		case !ok:
			c.fault("xmp/extension", "file", "the extension schema does not describe the property %s", n.name)
		case !n.hasType(kind):
			c.fault("xmp/value", "file", "the property %s is not of its type, %s", n.name, kind)
		}
	}
}

// readSchema reads an extension schema: schema, namespaceURI, prefix and the
// properties (6.6.2.3.3, table "PDF/A extension schema description").
func (c *checker) readSchema(li *xmlNode, spaces map[string]bool, types map[[2]string]string) {
	s := li.resource()
	if s == nil {
		c.fault("xmp/extension-form", "file", "an extension schema is no structure")
		return
	}
	space := c.need(s, nsSchema, "namespaceURI")
	c.need(s, nsSchema, "schema")
	prefix := c.need(s, nsSchema, "prefix")
	if got := c.xmp.prefixes[space]; prefix != "" && got != "" && got != prefix {
		c.fault("xmp/prefix", "file", "the namespace %s has the prefix %s, its schema says %s", space, got, prefix)
	}
	spaces[space] = true
	own := c.readTypes(s)
	property := s.field(nsSchema, "property")
	if property == nil {
		c.fault("xmp/extension-form", "file", "the extension schema of %s has no property", space)
		return
	}
	items, ok := property.items("Seq")
	if !ok {
		c.fault("xmp/extension-form", "file", "the properties of the extension schema of %s are no Seq", space)
	}
	for _, item := range items {
		p := item.resource()
		if p == nil {
			c.fault("xmp/extension-form", "file", "a property of the extension schema of %s is no structure", space)
			continue
		}
		c.need(p, nsProperty, "description")
		name, kind, category := c.need(p, nsProperty, "name"), c.need(p, nsProperty, "valueType"), c.need(p, nsProperty, "category")
		types[[2]string{space, name}] = kind
		if category != "" && category != "internal" && category != "external" {
			c.fault("xmp/extension-form", "file", "the category of %s is %q, not internal or external", name, category)
		}
		if kind != "" && !slices.Contains(valueTypes, baseType(kind)) && !own[kind] {
			c.fault("xmp/extension-form", "file", "the type of %s, %q, is not defined", name, kind)
		}
	}
}

// readTypes reads the types that a schema defines.
func (c *checker) readTypes(schema *xmlNode) map[string]bool {
	own := map[string]bool{}
	n := schema.field(nsSchema, "valueType")
	if n == nil {
		return own
	}
	items, _ := n.items("Seq")
	for _, item := range items {
		if t := item.resource(); t != nil {
			for _, name := range [...]string{"namespaceURI", "prefix", "description"} {
				c.need(t, nsType, name)
			}
			own[c.need(t, nsType, "type")] = true
		}
	}
	return own
}

// need is a field that must be there and have a text.
func (c *checker) need(s *xmlNode, space, name string) string {
	text := ""
	if n := s.field(space, name); n != nil {
		text, _ = n.simple()
	}
	if text == "" {
		c.fault("xmp/extension-form", "file", "an extension schema, or a property of one, has no %s", name)
	}
	return text
}

func (n *xmlNode) field(space, name string) *xmlNode {
	for _, f := range n.fields() {
		if f.space == space && f.name == name {
			return f
		}
	}
	return nil
}

// baseType is the type of the items of an array, or of a choice, in small letters.
func baseType(kind string) string {
	kind = strings.ToLower(kind)
	for _, prefix := range [...]string{"bag ", "seq ", "alt ", "open choice of ", "closed choice of "} {
		kind = strings.TrimPrefix(kind, prefix)
	}
	return kind
}

// hasType tells whether a value is of a type of an extension schema.
func (n *xmlNode) hasType(kind string) bool {
	first, _, _ := strings.Cut(strings.ToLower(kind), " ")
	switch first {
	case "bag":
		return n.hasForm(bagOf)
	case "seq":
		return n.hasForm(seqOf)
	case "lang":
		return n.hasForm(langAlt)
	case "date":
		return n.hasForm(dateText)
	}
	text, ok := n.simple()
	switch first {
	case "integer":
		_, err := strconv.Atoi(text)
		return ok && err == nil
	case "boolean":
		return ok && (text == "True" || text == "False")
	case "text", "uri", "url":
		return ok
	}
	return true
}
