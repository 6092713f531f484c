package pdfcheck

import "strings"

// form is how a property of XMP stores its value.
type form int8

const (
	simpleText form = iota + 1
	dateText
	langAlt
	seqOf
	bagOf
	anyForm // structures that kan does not write
)

// known are the properties of the predefined schemas (ISO 19005-2 6.6.2.3.1:
// those of the XMP Specification of 2005) that a report can have. A property
// of another schema needs an extension schema.
var known = map[string]map[string]form{
	nsDC: {"contributor": bagOf, "coverage": simpleText, "creator": seqOf, "date": seqOf, "description": langAlt,
		"format": simpleText, "identifier": simpleText, "language": bagOf, "publisher": bagOf, "relation": bagOf,
		"rights": langAlt, "source": simpleText, "subject": bagOf, "title": langAlt, "type": bagOf},
	nsXMP: {"Advisory": bagOf, "BaseURL": simpleText, "CreateDate": dateText, "CreatorTool": simpleText,
		"Identifier": bagOf, "Label": simpleText, "MetadataDate": dateText, "ModifyDate": dateText,
		"Nickname": simpleText, "Rating": simpleText, "Thumbnails": anyForm},
	nsPDF: {"Keywords": simpleText, "PDFVersion": simpleText, "Producer": simpleText},
	nsXMPMM: {"DerivedFrom": anyForm, "DocumentID": simpleText, "History": anyForm, "InstanceID": simpleText,
		"ManagedFrom": anyForm, "Manager": simpleText, "ManageTo": simpleText, "ManageUI": simpleText,
		"ManagerVariant": simpleText, "RenditionClass": simpleText, "RenditionParams": simpleText,
		"VersionID": simpleText, "Versions": anyForm},
	nsXMPRights: {"Certificate": simpleText, "Marked": simpleText, "Owner": bagOf, "UsageTerms": langAlt, "WebStatement": simpleText},
	nsPDFA:      {"part": simpleText, "amd": simpleText, "corr": simpleText, "conformance": simpleText, "rev": simpleText},
	nsExtension: {"schemas": bagOf},
}

// prefixes are those that ISO 19005-2 6.6.2.3.3 and 6.6.4 and ISO 14289-1
// clause 5 prescribe for their namespaces.
var prefixes = [...]struct{ space, prefix string }{
	{nsPDFA, "pdfaid"}, {nsPDFUA, "pdfuaid"}, {nsExtension, "pdfaExtension"}, {nsSchema, "pdfaSchema"},
	{nsProperty, "pdfaProperty"}, {nsType, "pdfaType"}, {nsField, "pdfaField"},
}

// checkMetadata checks the properties of the XMP packet, and what the viewer
// shows of them.
func (c *checker) checkMetadata() {
	if c.claims.isPDFA() {
		for _, r := range c.refs {
			s := c.stream(r)
			if s != nil && c.name(s.dict["Type"]) == "Metadata" && s.dict["Filter"] != nil {
				c.fault("xmp/filter", r.String(), "the metadata stream has a filter") // 6.6.2.1
			}
		}
	}
	c.checkTitle()
	if c.xmp == nil {
		return
	}
	for _, p := range prefixes {
		if got, ok := c.xmp.prefixes[p.space]; ok && got != p.prefix {
			c.fault("xmp/prefix", "file", "the namespace %s has the prefix %s, not %s", p.space, got, p.prefix)
		}
	}
	told := map[[2]string]bool{}
	for _, n := range c.xmp.properties {
		key := [2]string{n.space, n.name}
		if told[key] {
			c.fault("xmp/twice", "file", "the property %s is there twice", n.name)
		}
		told[key] = true
		forms, ok := known[n.space]
		if !ok {
			continue // checkExtensions
		}
		f, ok := forms[n.name]
		if !ok {
			c.fault("xmp/property", "file", "the schema %s has no property %s", n.space, n.name)
		} else if !n.hasForm(f) {
			c.fault("xmp/value", "file", "the property %s does not have the form of its type", n.name)
		}
	}
}

// checkTitle wants a title that the viewer shows (ISO 14289-1 7.1).
func (c *checker) checkTitle() {
	if !c.claims.ua {
		return
	}
	title := ""
	if n := c.xmp.get(nsDC, "title"); n != nil {
		title, _ = n.inDefault()
	}
	if strings.TrimSpace(title) == "" {
		c.fault("ua/title", "file", "the XMP packet has no dc:title")
	}
	if !c.isTrue(c.dict(c.root["ViewerPreferences"])["DisplayDocTitle"]) {
		c.fault("ua/display-title", "file", "the viewer does not show the title: no DisplayDocTitle")
	}
}

// hasForm tells whether the value of a property is stored as its type asks.
func (n *xmlNode) hasForm(f form) bool {
	ok := true
	switch f {
	case simpleText:
		_, ok = n.simple()
	case dateText:
		var text string
		text, ok = n.simple()
		_, isDate := parseXMPDate(text)
		ok = ok && isDate
	case langAlt:
		_, ok = n.inDefault()
		if ok {
			items, _ := n.items("Alt")
			for _, li := range items {
				tag := li.attr(nsXML, "lang")
				ok = ok && (tag == "x-default" || isLangTag(tag))
			}
		}
	case seqOf:
		_, ok = n.items("Seq")
	case bagOf:
		_, ok = n.items("Bag")
	}
	return ok
}
