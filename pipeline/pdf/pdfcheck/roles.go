package pdfcheck

import "strings"

// The standard structure types (ISO 32000-1 §14.8.4), as lists to look up.
const (
	groupTypes  = "Part Art Sect Div BlockQuote Caption TOC Index NonStruct Private"
	blockTypes  = "P H H1 H2 H3 H4 H5 H6 L Table"
	inlineTypes = "Span Quote Note Reference BibEntry Code Link Annot Ruby Warichu"
	figureTypes = "Figure Formula Form"
	otherTypes  = "Document TOCI LI Lbl LBody TR TH TD THead TBody TFoot RB RT RP WT WP"
)

// isType tells whether a type is in a list of types.
func isType(kind name, types string) bool {
	for t := range strings.FieldsSeq(types) {
		if string(kind) == t {
			return true
		}
	}
	return false
}

func isStandard(kind name) bool {
	return isType(kind, blockTypes) || isType(kind, inlineTypes) || isType(kind, otherTypes) ||
		isType(kind, groupTypes) || isType(kind, figureTypes)
}

// checkRoles checks the role map (§14.7.3): every type comes to a standard one
// (ISO 19005-2 6.7.3.4), none in a circle, and no standard type is made into
// another (ISO 14289-1 7.1).
func (c *checker) checkRoles() {
	for _, k := range c.tree.roles.keys() {
		if isStandard(k) {
			c.fault("struct/role-standard", c.tree.at, "the role map makes the standard type %s into another", k)
		}
		if _, ok := c.role(k); !ok {
			c.fault("struct/role", c.tree.at, "the role map does not lead from %s to a standard type", k)
		}
	}
}

// role follows the role map from a type to a standard one.
func (c *checker) role(kind name) (name, bool) {
	for range maxChain {
		if isStandard(kind) {
			return kind, true
		}
		next := c.name(c.tree.roles[kind])
		if next == "" {
			return kind, false
		}
		kind = next
	}
	return kind, false
}

func (c *checker) standard(e *element) name {
	kind, ok := c.role(e.raw)
	if !ok {
		c.fault("struct/type", e.at, "%s is no standard type, and the role map makes none of it", e.raw)
	}
	return kind
}
