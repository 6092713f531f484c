package docxcheck

import (
	"archive/zip"
	"maps"
	"path"
	"slices"
	"strings"
)

// packing looks at the entries of the zip file. Word and WPS take a file for
// damaged whose names are not plain; one time for all entries keeps the bytes
// of a build equal.
func (c *checker) packing() {
	seen := map[string]bool{}
	for k, f := range c.entries {
		if (k == 0) != (f.Name == contentTypes) {
			c.fault(f.Name, "it is entry %d: %s must be the first, and only that", k+1, contentTypes)
		}
		if f.Name != path.Clean(f.Name) || strings.HasPrefix(f.Name, "/") || strings.HasPrefix(f.Name, "../") || strings.ContainsAny(f.Name, "\\:") {
			c.fault(f.Name, "it is no plain name of a file")
		}
		if fold := strings.ToLower(f.Name); seen[fold] {
			c.fault(f.Name, "there are two of this name")
		} else {
			seen[fold] = true
		}
		if !f.Modified.Equal(c.entries[0].Modified) {
			c.fault(f.Name, "its time is %s, that of the first entry %s", f.Modified, c.entries[0].Modified)
		}
		if f.Method != zip.Store && f.Method != zip.Deflate || f.Flags&1 != 0 {
			c.fault(f.Name, "it is neither stored nor deflated, or locked")
		}
	}
}

// types looks for parts without a content type, declared parts that are not
// there, and pictures that are declared as something else.
func (c *checker) types() {
	root := c.parts[contentTypes].root
	byExtension, byName := map[string]string{}, map[string]string{}
	declare := func(to map[string]string, name string, n *node) {
		if to[name] != "" {
			c.fault(contentTypes, "%s is declared twice", name)
		}
		to[name] = n.get("ContentType")
	}
	for _, n := range root.children {
		if n.name == "Default" {
			declare(byExtension, strings.ToLower(n.get("Extension")), n)
		} else {
			declare(byName, strings.TrimPrefix(n.get("PartName"), "/"), n)
		}
	}
	for _, f := range c.entries {
		if f.Name == contentTypes {
			continue
		}
		of := byName[f.Name]
		if of == "" {
			of = byExtension[strings.TrimPrefix(strings.ToLower(path.Ext(f.Name)), ".")]
		}
		delete(byName, f.Name)
		if of == "" || of == "application/xml" {
			c.fault(f.Name, "its content type is not declared")
		} else if strings.HasPrefix(f.Name, "word/media/") && !strings.HasPrefix(of, "image/") {
			c.fault(f.Name, "it is declared as %s", of)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(byName)) {
		c.fault(contentTypes, "%s is declared and not there", name)
	}
}

// ignorable looks for prefixes that mc:Ignorable names and no one declares:
// Word refuses the whole file.
func (c *checker) ignorable() {
	for _, p := range c.order {
		for prefix := range strings.FieldsSeq(p.root.get("mc:Ignorable")) {
			if p.root.get("xmlns:"+prefix) == "" {
				c.fault(p.name, "mc:Ignorable names %s, which is not declared", prefix)
			}
		}
	}
}
