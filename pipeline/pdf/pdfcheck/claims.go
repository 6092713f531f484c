package pdfcheck

import "strings"

// claims are what a file says of itself in its XMP packet; they decide what is
// asked of it.
type claims struct {
	part      int    // of ISO 19005, 0 when it does not claim PDF/A
	level     string // "A", "U" or "B"
	ua        bool   // ISO 14289-1
	encrypted bool
	hasTree   bool // it has a structure tree, whatever it claims
}

func (c claims) isPDFA() bool { return c.part != 0 }

func (c claims) isUA() bool { return c.ua }

// needsTags tells whether everything on the pages must be tagged or an
// artifact (ISO 19005-2 6.7.3.1, ISO 14289-1 7.1).
func (c claims) needsTags() bool { return c.ua || c.part != 0 && c.level == "A" }

// isTagged tells whether there must be a structure tree, or is one: then what
// it says must be right, even where it need not say everything.
func (c claims) isTagged() bool { return c.needsTags() || c.hasTree }

// readClaims reads the XMP packet of the catalog, and what it claims (ISO
// 19005-2 6.6.4, ISO 14289-1 clause 5). A file that claims nothing is at fault
// unless it is encrypted, which PDF/A does not allow (6.1.3).
func (c *checker) readClaims() {
	c.claims.encrypted = c.trailer["Encrypt"] != nil
	c.claims.hasTree = c.root["StructTreeRoot"] != nil
	c.readPacket()

	part, level := c.xmp.simple(nsPDFA, "part"), c.xmp.simple(nsPDFA, "conformance")
	switch {
	case part == "2", part == "3":
		c.claims.part = int(part[0] - '0')
	case part != "" || level != "":
		c.claims.part = 2
		c.fault("claim/part", "file", "pdfaid:part is %q, not 2 or 3", part)
	}
	c.claims.level = level
	if c.claims.part != 0 && level != "A" && level != "U" && level != "B" {
		c.claims.level = "A"
		c.fault("claim/conformance", "file", "pdfaid:conformance is %q, not A, U or B", level)
	}
	if n := c.xmp.get(nsPDFUA, "part"); n != nil {
		c.claims.ua = true
		if v, _ := n.simple(); v != "1" {
			c.fault("claim/ua-part", "file", "pdfuaid:part is %q, not 1", v)
		}
	}
	switch {
	case c.claims.encrypted && c.claims.isPDFA():
		c.fault("claim/encrypted", "file", "it claims PDF/A and is encrypted")
	case !c.claims.encrypted && !c.claims.isPDFA() && !c.claims.ua:
		c.fault("claim/none", "file", "it claims neither PDF/A nor PDF/UA")
	}
}

// readPacket reads the metadata stream of the catalog (ISO 19005-2 6.6.2.1).
func (c *checker) readPacket() {
	o := c.root["Metadata"]
	s := c.stream(o)
	if s == nil {
		c.fault("xmp/missing", "file", "the catalog has no metadata stream")
		return
	}
	at := where(o, "file")
	if c.name(s.dict["Type"]) != "Metadata" || c.name(s.dict["Subtype"]) != "XML" {
		c.fault("xmp/type", at, "the metadata stream is not of the type Metadata and the subtype XML")
	}
	p, err := parsePacket(s.data)
	if err != nil {
		c.fault("xmp/malformed", at, "the XMP packet cannot be read: %v", err)
		return
	}
	c.xmp = p
	if !strings.Contains(p.header, `id="W5M0MpCehiHzreSzNTczkc9d"`) || !strings.HasPrefix(p.trailer, "end=") {
		c.fault("xmp/packet", at, "the packet is not wrapped in xpacket instructions")
	}
	if strings.Contains(p.header, "bytes=") || strings.Contains(p.header, "encoding=") {
		c.fault("xmp/packet", at, "the head of the packet has bytes or encoding")
	}
}
