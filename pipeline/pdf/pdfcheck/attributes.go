package pdfcheck

// attribute is an attribute object: an owner and what it says (ISO 32000-1
// §14.7.5).
type attribute struct {
	owner name
	dict  dict
}

// attributes are those of A and of the classes in C, A first, since it wins.
func (c *checker) attributes(d dict) (list []attribute) {
	add := func(o object) {
		all := c.array(o)
		if all == nil {
			all = array{o}
		}
		for _, o := range all {
			_, isRevision := c.number(o)
			if a := c.dict(o); a != nil || !isRevision {
				list = append(list, attribute{c.name(a["O"]), a}) // one that is none has no owner
			}
		}
	}
	if d["A"] != nil {
		add(d["A"])
	}
	classes := c.array(d["C"])
	if classes == nil && d["C"] != nil {
		classes = array{d["C"]}
	}
	for _, o := range classes {
		if n := c.name(o); n != "" { // others are revision numbers
			add(c.dict(c.tree.dict["ClassMap"])[n])
		}
	}
	return list
}

// attr is the value of an attribute, nil when there is none.
func (e *element) attr(owner, key name) object {
	for _, a := range e.attrs {
		if a.owner == owner && a.dict[key] != nil {
			return a.dict[key]
		}
	}
	return nil
}

// value is what an attribute may be: one of some names, or of a kind.
type value struct {
	names string // "" for none
	kind  string // int, number, box, string, strings; "" for none, any for what is not looked at
	on    string // types of elements that it is for, "" for any
}

// standardAttributes are those of the standard owners (§14.8.5.4 to
// §14.8.5.7, tables 343 to 349).
var standardAttributes = map[name]map[name]value{
	"Layout": {
		"Placement":                {"Block Inline Before Start End", "", ""},
		"WritingMode":              {"LrTb RlTb TbRl", "", ""},
		"BackgroundColor":          {"", "any", ""},
		"BorderColor":              {"", "any", ""},
		"BorderStyle":              {"", "any", ""},
		"BorderThickness":          {"", "any", ""},
		"Padding":                  {"", "any", ""},
		"Color":                    {"", "any", ""},
		"SpaceBefore":              {"", "number", ""},
		"SpaceAfter":               {"", "number", ""},
		"StartIndent":              {"", "number", ""},
		"EndIndent":                {"", "number", ""},
		"TextIndent":               {"", "number", ""},
		"TextAlign":                {"Start Center End Justify", "", ""},
		"BBox":                     {"", "box", ""},
		"Width":                    {"Auto", "number", ""},
		"Height":                   {"Auto", "number", ""},
		"BlockAlign":               {"Before Middle After Justify", "", "TH TD"},
		"InlineAlign":              {"Start Center End", "", "TH TD"},
		"TBorderStyle":             {"", "any", ""},
		"TPadding":                 {"", "any", ""},
		"BaselineShift":            {"", "number", ""},
		"LineHeight":               {"Normal Auto", "number", ""},
		"TextDecorationColor":      {"", "any", ""},
		"TextDecorationThickness":  {"", "number", ""},
		"TextDecorationType":       {"None Underline Overline LineThrough", "", ""},
		"RubyAlign":                {"Start Center End Justify Distribute", "", ""},
		"RubyPosition":             {"Before After Warichu Inline", "", ""},
		"GlyphOrientationVertical": {"Auto", "number", ""},
		"ColumnCount":              {"", "int", ""},
		"ColumnGap":                {"", "any", ""},
		"ColumnWidths":             {"", "any", ""},
	},
	"List": {
		"ListNumbering": {"None Disc Circle Square Decimal UpperRoman LowerRoman UpperAlpha LowerAlpha", "", "L"},
	},
	"PrintField": {
		"Role":    {"rb cb pb tv", "", "Form"},
		"checked": {"on off neutral", "", "Form"},
		"Desc":    {"", "string", "Form"},
	},
	"Table": {
		"RowSpan": {"", "int", "TH TD"},
		"ColSpan": {"", "int", "TH TD"},
		"Headers": {"", "strings", "TH TD"},
		"Scope":   {"Row Column Both", "", "TH"},
		"Summary": {"", "string", "Table"},
	},
}

// otherOwners are owners whose attributes are not looked at (table 341).
const otherOwners = "XML-1.00 HTML-3.20 HTML-4.01 OEB-1.00 RTF-1.05 CSS-1.00 CSS-2.00 UserProperties"

// checkAttributes checks the attributes of all elements.
func (c *checker) checkAttributes() {
	for _, e := range c.tree.elements {
		for _, a := range e.attrs {
			known, ok := standardAttributes[a.owner]
			if !ok && !isType(a.owner, otherOwners) {
				c.fault("struct/attribute", e.at, "an attribute has the owner %q", string(a.owner))
			}
			if !ok {
				continue
			}
			for _, k := range a.dict.keys() {
				v, ok := known[k]
				switch {
				case k == "O":
				case !ok:
					c.fault("struct/attribute", e.at, "%s has no attribute %s", a.owner, k)
				case v.on != "" && !isType(e.kind, v.on):
					c.fault("struct/attribute", e.at, "the attribute %s on %s", k, e.kind)
				case !c.isValue(a.dict[k], v):
					c.fault("struct/attribute", e.at, "the attribute %s has a value that it cannot have", k)
				}
			}
		}
	}
}

func (c *checker) isValue(o object, v value) bool {
	switch o := c.resolve(o).(type) {
	case name:
		return v.kind == "any" || v.names != "" && isType(o, v.names)
	case number:
		n, whole := o.int()
		return v.kind == "any" || v.kind == "number" || v.kind == "int" && whole && n > 0
	case str:
		return v.kind == "any" || v.kind == "string"
	case array:
		switch v.kind {
		case "any":
			return true
		case "box":
			_, ok := c.rectangle(o)
			return ok
		case "strings":
			for _, s := range o {
				if _, ok := c.str(s); !ok {
					return false
				}
			}
			return true
		}
	}
	return false
}

// intAttr is an attribute that is a whole number, without when there is none.
func (c *checker) intAttr(e *element, owner, key name, without int) int {
	if n, ok := c.int(e.attr(owner, key)); ok {
		return n
	}
	return without
}
