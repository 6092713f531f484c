package pdfcheck

// checkForbidden looks for what PDF/A forbids and no other part of the check
// has come across.
func (c *checker) checkForbidden() {
	if !c.claims.isPDFA() {
		return
	}
	c.checkCatalog()
	c.checkLayers()
	for _, p := range c.pages {
		if p.dict["PresSteps"] != nil { // ISO 19005-2 6.10
			c.fault("forbidden/page", p.label, "it has PresSteps")
		}
	}
	for _, r := range c.refs {
		s := c.stream(r)
		if s == nil {
			continue
		}
		switch sub := c.name(s.dict["Subtype"]); {
		case sub == "PS", c.name(s.dict["Subtype2"]) == "PS":
			c.fault("forbidden/xobject", r.String(), "it is a PostScript XObject") // 6.2.9
		case sub == "Form":
			for _, key := range [...]name{"OPI", "PS", "Ref"} {
				if s.dict[key] != nil {
					c.fault("forbidden/xobject", r.String(), "the form XObject has %s", key)
				}
			}
		case sub == "Image":
			c.checkImage(r, s)
		}
	}
	c.eachDict(func(r ref, d dict) {
		if shared, ok := d["ExtGState"].(ref); ok {
			if c.states[shared] {
				return
			}
			c.states[shared] = true
		}
		states := c.dict(d["ExtGState"])
		for _, k := range states.keys() {
			c.checkState(where(states[k], r.String()), states[k])
		}
	})
}

// checkCatalog checks the catalog (6.1.12, 6.4, 6.10, 6.11).
func (c *checker) checkCatalog() {
	for _, key := range [...]name{"NeedsRendering", "Requirements"} {
		if c.root[key] != nil && c.resolve(c.root[key]) != boolean(false) {
			c.fault("forbidden/catalog", "file", "the catalog has %s", key)
		}
	}
	if c.dict(c.root["Names"])["AlternatePresentations"] != nil {
		c.fault("forbidden/catalog", "file", "it has alternate presentations")
	}
	for _, key := range c.dict(c.root["Perms"]).keys() {
		if key != "UR3" && key != "DocMDP" {
			c.fault("forbidden/catalog", "file", "the permissions have %s", key)
		}
	}
	form := c.dict(c.root["AcroForm"])
	if form["XFA"] != nil {
		c.fault("forbidden/form", "file", "it has an XFA form")
	}
	if c.isTrue(form["NeedAppearances"]) {
		c.fault("forbidden/form", "file", "the form has NeedAppearances")
	}
}

// checkLayers checks the optional content (6.9): configurations have names of
// their own, list every group, and have no AS.
func (c *checker) checkLayers() {
	oc := c.dict(c.root["OCProperties"])
	if oc == nil {
		return
	}
	names := map[str]bool{}
	for _, o := range append(array{oc["D"]}, c.array(oc["Configs"])...) {
		d := c.dict(o)
		s, _ := c.str(d["Name"])
		if s == "" || names[s] {
			c.fault("forbidden/layers", "file", "an optional content configuration has no name of its own")
		}
		names[s] = true
		if d["AS"] != nil {
			c.fault("forbidden/layers", "file", "an optional content configuration has AS")
		}
		if order := c.array(d["Order"]); order != nil {
			listed := map[ref]bool{}
			noteRefs(order, listed)
			for _, g := range c.array(oc["OCGs"]) {
				if r, ok := g.(ref); ok && !listed[r] {
					c.fault("forbidden/layers", r.String(), "the Order of a configuration has not this group")
				}
			}
		}
	}
}

func noteRefs(a array, refs map[ref]bool) {
	for _, o := range a {
		switch o := o.(type) {
		case ref:
			refs[o] = true
		case array:
			noteRefs(o, refs)
		}
	}
}

// intents are the rendering intents (ISO 32000-1 §8.6.5.8, ISO 19005-2 6.2.6).
var intents = [...]name{"Perceptual", "RelativeColorimetric", "Saturation", "AbsoluteColorimetric"}

func isIntent(n name) bool { return isOneOf(n, intents[:]...) }

// blendModes are those of ISO 32000-1 §11.3.5 (ISO 19005-2 6.2.10).
var blendModes = [...]name{"Normal", "Compatible", "Multiply", "Screen", "Overlay", "Darken", "Lighten", "ColorDodge",
	"ColorBurn", "HardLight", "SoftLight", "Difference", "Exclusion", "Hue", "Saturation", "Color", "Luminosity"}

// checkState checks a graphics state dictionary (6.2.5, 6.2.6, 6.2.10).
func (c *checker) checkState(at string, o object) {
	if r, ok := o.(ref); ok {
		if c.states[r] {
			return
		}
		c.states[r] = true
	}
	d := c.dict(o)
	for _, key := range [...]name{"TR", "HTP"} {
		if d[key] != nil {
			c.fault("forbidden/state", at, "the graphics state has %s", key)
		}
	}
	if d["TR2"] != nil && c.name(d["TR2"]) != "Default" {
		c.fault("forbidden/state", at, "the graphics state has a TR2 other than Default")
	}
	if ri := c.name(d["RI"]); d["RI"] != nil && !isIntent(ri) {
		c.fault("forbidden/intent", at, "there is no rendering intent %s", ri)
	}
	if bm := c.name(d["BM"]); d["BM"] != nil && !isOneOf(bm, blendModes[:]...) {
		c.fault("forbidden/state", at, "there is no blend mode %q", string(bm))
	}
	if h := c.dict(d["HT"]); h != nil {
		kind, _ := c.int(h["HalftoneType"])
		if kind != 1 && kind != 5 || h["HalftoneName"] != nil || h["TransferFunction"] != nil {
			c.fault("forbidden/state", at, "the halftone is of the type %d, or has a name or a transfer function", kind)
		}
	}
}
