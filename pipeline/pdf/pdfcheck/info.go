package pdfcheck

import "strings"

// infoOf are the properties of XMP that mean the same as the entries of the
// document information dictionary (ISO 19005-1 6.7.3, table 1), in order.
var infoOf = [...]struct {
	key         name
	space, name string
}{
	{"Title", nsDC, "title"}, {"Author", nsDC, "creator"}, {"Subject", nsDC, "description"}, {"Keywords", nsPDF, "Keywords"},
	{"Creator", nsXMP, "CreatorTool"}, {"Producer", nsPDF, "Producer"}, {"CreationDate", nsXMP, "CreateDate"}, {"ModDate", nsXMP, "ModifyDate"},
}

// checkInfo compares the document information dictionary (ISO 32000-1 §14.3.3)
// with the XMP packet. ISO 19005-2 lets readers ignore the dictionary; here,
// as ISO 19005-1 6.7.3 wanted, both must say the same.
func (c *checker) checkInfo() {
	o := c.trailer["Info"]
	info := c.dict(o)
	at := where(o, "file")
	if o != nil && info == nil {
		c.fault("info/value", at, "Info is no dictionary")
	}
	for _, p := range infoOf {
		if info != nil && info[p.key] == nil && c.xmp.get(p.space, p.name) != nil {
			c.fault("info/missing", at, "the XMP packet has %s, Info has no %s", p.name, p.key)
		}
	}
	for _, key := range info.keys() {
		s, ok := c.str(info[key])
		switch {
		case key == "Trapped":
			if !isOneOf(c.name(info[key]), "True", "False", "Unknown") {
				c.fault("info/value", at, "Trapped is no name of the three")
			}
		case !ok:
			c.fault("info/value", at, "%s is no string", key)
		case c.xmp != nil:
			c.compareInfo(at, key, s.text())
		}
	}
}

// compareInfo compares an entry with the property of XMP that means the same,
// one of infoOf, or for keys of our own a property of an extension schema that
// has that name, whatever the case of its letters.
func (c *checker) compareInfo(at string, key name, text string) {
	n := c.xmp.own(string(key))
	for _, p := range infoOf {
		if p.key == key {
			n = c.xmp.get(p.space, p.name)
		}
	}
	if n == nil {
		c.fault("info/missing", at, "the XMP packet has nothing for %s", key)
		return
	}
	same := false
	switch got, isSimple := n.simple(); key {
	case "Title", "Subject":
		inDefault, ok := n.inDefault()
		same = ok && inDefault == text
	case "Author":
		items, ok := n.items("Seq")
		same = ok && joined(items) == text
	case "CreationDate", "ModDate":
		mine, ok := parsePDFDate(text)
		if !ok {
			c.fault("info/date", at, "%s is no date: %q", key, text)
			return
		}
		its, ok := parseXMPDate(got)
		same = ok && mine.equal(its)
	default:
		same = isSimple && got == strings.TrimSpace(text)
	}
	if !same {
		c.fault("info/differs", at, "%s is %q, the XMP packet says otherwise", key, text)
	}
}

// joined are several authors as one entry.
func joined(items []*xmlNode) string {
	texts := make([]string, len(items))
	for i, li := range items {
		texts[i] = li.text
	}
	return strings.Join(texts, "; ")
}

// own is a property outside the predefined schemas, by its name alone.
func (p *packet) own(name string) *xmlNode {
	for _, n := range p.properties {
		if known[n.space] == nil && n.space != nsPDFUA && strings.EqualFold(n.name, name) {
			return n
		}
	}
	return nil
}
