package pdfcheck

// checkAttachments checks embedded files: none in PDF/A-2, and in PDF/A-3 each
// with names, a media type, and a relation to what it belongs to (ISO 19005-3
// 6.8). ISO 19005-2 lets PDF/A files be embedded in one another; kan does not.
func (c *checker) checkAttachments() {
	if !c.claims.isPDFA() {
		return
	}
	if o := c.dict(c.root["Names"])["EmbeddedFiles"]; o != nil {
		for _, l := range c.nameTree("attach/tree", o) {
			if c.dict(c.dict(l.value)["EF"]) == nil {
				c.fault("attach/spec", where(l.value, "file"), "the embedded file %q has no EF", l.key.text())
			}
		}
	}
	associated := map[ref]bool{}
	c.eachDict(func(r ref, d dict) {
		for _, o := range c.array(d["AF"]) {
			if spec, ok := o.(ref); ok {
				associated[spec] = true
			}
			if c.dict(o)["EF"] == nil {
				c.fault("attach/spec", where(o, r.String()), "AF lists something that is no embedded file")
			}
		}
	})
	c.eachDict(func(r ref, d dict) {
		if d["EF"] == nil {
			return
		}
		if c.claims.part == 2 {
			c.fault("attach/part", r.String(), "PDF/A-2 with an embedded file")
			return
		}
		c.checkSpec(r.String(), d)
		if !associated[r] {
			c.fault("attach/associated", r.String(), "the embedded file is not listed in AF")
		}
	})
}

// checkSpec checks a file specification with an embedded file.
func (c *checker) checkSpec(at string, d dict) {
	for _, key := range [...]name{"F", "UF"} {
		if c.text(d[key]) == "" {
			c.fault("attach/name", at, "the embedded file has no %s", key)
		}
	}
	if rel := c.name(d["AFRelationship"]); !isOneOf(rel, "Source", "Data", "Alternative", "Supplement", "Unspecified") {
		c.fault("attach/relation", at, "the relation of the embedded file is %q", string(rel))
	}
	ef := c.dict(d["EF"])
	if len(ef) == 0 {
		c.fault("attach/spec", at, "EF is empty")
	}
	for _, key := range ef.keys() {
		s := c.stream(ef[key])
		if s == nil {
			c.fault("attach/spec", at, "the embedded file is no stream")
			continue
		}
		if c.name(s.dict["Subtype"]) == "" {
			c.fault("attach/type", where(ef[key], at), "the embedded file has no media type")
		}
		if size, ok := c.int(c.dict(s.dict["Params"])["Size"]); ok && size != len(s.data) {
			c.fault("attach/size", where(ef[key], at), "the embedded file has %d bytes, Params says %d", len(s.data), size)
		}
	}
}
