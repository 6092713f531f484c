package pdfcheck

// begin begins a marked-content sequence (ISO 32000-1 §14.6).
func (r *run) begin(op operator) {
	tag, ok := r.operands[0].(name)
	if !ok {
		r.fault("content/operands", "%s with a tag that is no name, before byte %d", op, r.lex.at)
	}
	var d dict
	if op == "BDC" {
		d = r.properties(r.operands[1])
	}
	outer := r.around()
	m := outer
	m.isText = false
	if tag == "Artifact" {
		r.artifact(outer, d)
		m.artifact = true
	}
	if o := d["MCID"]; o != nil {
		m.tagged = true
		m.mcid = r.mcid(tag, outer, o)
	}
	if o := d["ActualText"]; o != nil {
		if _, ok := r.c.str(o); !ok {
			r.fault("content/properties", "an ActualText is no string, before byte %d", r.lex.at)
		}
		m.actual = true
	}
	if o := d["Lang"]; o != nil {
		s, _ := r.c.str(o)
		r.c.langs = append(r.c.langs, placedLang{r.at, s})
	}
	if len(r.open) < 1000 { // more is hostile, and will be out of balance
		r.open = append(r.open, m)
	}
}

// properties gives a property list: in line, or named in the resources
// (§14.6.2).
func (r *run) properties(o object) dict {
	if n, ok := o.(name); ok {
		o = r.resource("Properties", n)
	}
	d, ok := r.c.resolve(o).(dict)
	if !ok {
		r.fault("content/properties", "marked content without a property list, before byte %d", r.lex.at)
	}
	return d
}

// artifact checks an artifact: not in tagged content (ISO 14289-1 7.1), and of
// a type that there is (ISO 32000-1 §14.8.2.2.2, table 330).
func (r *run) artifact(outer mark, d dict) {
	if outer.tagged {
		r.fault("content/artifact-in-tagged", "an artifact in tagged content, before byte %d", r.lex.at)
	}
	if d["MCID"] != nil {
		r.fault("content/artifact-mcid", "an artifact with an MCID, before byte %d", r.lex.at)
	}
	kind, sub := r.c.name(d["Type"]), r.c.name(d["Subtype"])
	if d["Type"] != nil && !isOneOf(kind, "Pagination", "Layout", "Page", "Background") {
		r.fault("content/artifact-type", "an artifact of the type %q", string(kind))
	}
	if d["Subtype"] != nil && (kind != "Pagination" || !isOneOf(sub, "Header", "Footer", "Watermark")) {
		r.fault("content/artifact-type", "an artifact of the type %q and the subtype %q", string(kind), string(sub))
	}
}

// mcid notes a marked-content sequence that the structure tree can name
// (§14.7.4.2).
func (r *run) mcid(tag name, outer mark, o object) int {
	id, ok := r.c.int(o)
	switch {
	case !ok || id < 0 || id > maxMCID:
		r.fault("content/mcid", "an MCID that is no small whole number, before byte %d", r.lex.at)
		return -1
	case outer.artifact && tag != "Artifact":
		r.fault("content/tagged-in-artifact", "tagged content in an artifact, before byte %d", r.lex.at)
	case outer.tagged:
		r.fault("content/mcid-nested", "marked content %d lies in other marked content with an MCID", id)
	}
	if r.depth > 0 {
		r.fault("content/form-mcid", "a form XObject with an MCID, which this check does not take")
		return -1
	}
	if r.p.marked[id] != nil {
		r.fault("content/mcid-twice", "the MCID %d is there twice", id)
		return id
	}
	r.p.marked[id] = &marked{}
	r.p.mcids = append(r.p.mcids, id)
	return id
}

// maxMCID bounds MCIDs, which are indices of arrays in the parent tree.
const maxMCID = 1 << 20

// resource looks up a named resource; one that is not there is a fault (§7.8.3).
func (r *run) resource(kind, n name) object {
	o := r.c.dict(r.resources[kind])[n]
	if r.c.resolve(o) == nil {
		r.fault("content/resource", "there is no %s named %s", kind, n)
	}
	return o
}

// text sets the font and shows text (§9.3, §9.4).
func (r *run) text(op operator) {
	last := r.operands[len(r.operands)-1]
	switch op {
	case "Tf":
		n, ok := r.operands[0].(name)
		_, isSize := last.(number)
		if !ok || !isSize {
			r.fault("content/operands", "Tf without name or size, before byte %d", r.lex.at)
			return
		}
		r.font = r.c.useFont(r.at, r.resource("Font", n))
	case "TJ":
		a, ok := last.(array)
		if !ok {
			r.fault("content/operands", "TJ without array, before byte %d", r.lex.at)
		}
		for _, o := range a {
			if _, ok := o.(number); !ok {
				r.show(o)
			}
		}
	default:
		r.show(last)
	}
}

// show notes the codes of a string, two bytes each.
func (r *run) show(o object) {
	s, ok := o.(str)
	switch {
	case !ok:
		r.fault("content/operands", "text that is no string, before byte %d", r.lex.at)
		return
	case r.font == nil:
		r.fault("content/no-font", "text without a font, before byte %d", r.lex.at)
		return
	case len(s)%2 != 0:
		r.fault("content/codes", "text of an odd number of bytes, before byte %d", r.lex.at)
	}
	m := r.around()
	for ; len(s) >= 2; s = s[2:] {
		code := uint16(s[0])<<8 | uint16(s[1])
		r.font.use(code)
		if r.font.isPrivate(code) && m.tagged && !m.actual {
			r.c.secret = append(r.c.secret, privateUse{r.p, m.mcid, r.font, code})
		}
	}
}
