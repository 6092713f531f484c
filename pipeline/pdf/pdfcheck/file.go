package pdfcheck

import "unicode/utf8"

// checkFile checks the trailer and the dictionaries of all streams.
func (c *checker) checkFile() {
	if v := c.name(c.root["Version"]); v > "1.7" {
		c.fault("file/version", "file", "the catalog says version %s", v)
	}
	c.wantType("file", c.root, "Catalog", true)
	id := c.array(c.trailer["ID"])
	for _, o := range id {
		if s, ok := c.str(o); !ok || s == "" {
			id = nil
		}
	}
	if len(id) != 2 { // ISO 19005-2 6.1.3
		c.fault("file/id", "file", "the trailer has no ID of two strings")
	}
	if p, _ := c.int(c.dict(c.trailer["Encrypt"])["P"]); c.claims.encrypted && c.claims.ua && p&(1<<9) == 0 {
		c.fault("file/permissions", "file", "assistive technology may not read the text: bit 10 of P is off") // ISO 14289-1 7.16
	}
	for _, r := range c.refs {
		if c.objects[r] == nil {
			c.fault("file/dangling", r.String(), "something refers to this object, which is not there")
		}
		if s := c.stream(r); s != nil && c.claims.isPDFA() {
			c.checkStream(r.String(), s.dict)
		}
	}
}

// wantType wants a dictionary to be of a type; required is for dictionaries
// that must say it, others may.
func (c *checker) wantType(at string, d dict, want name, required bool) {
	if got := c.name(d["Type"]); got != want && (required || d["Type"] != nil) {
		c.fault("file/type", at, "it is of the type %q, not %s", string(got), want)
	}
}

// checkStream checks the filters of a stream (ISO 19005-2 6.1.7), and that its
// data are in the file.
func (c *checker) checkStream(at string, d dict) {
	for _, key := range [...]name{"F", "FFilter", "FDecodeParms"} {
		if d[key] != nil {
			c.fault("file/external-stream", at, "the stream has %s", key)
		}
	}
	filters := c.array(d["Filter"])
	if filters == nil && d["Filter"] != nil {
		filters = array{d["Filter"]}
	}
	for _, f := range filters {
		c.checkFilter(at, c.name(f))
	}
}

// checkFilter refuses LZW and Crypt, which PDF/A forbids, and what is no
// filter of ISO 32000-1 §7.4. Abbreviations are for inline images alone.
func (c *checker) checkFilter(at string, filter name) {
	switch filter {
	case "FlateDecode", "DCTDecode", "ASCIIHexDecode", "ASCII85Decode", "RunLengthDecode", "CCITTFaxDecode", "JBIG2Decode", "JPXDecode":
	default:
		c.fault("file/filter", at, "the filter %s is not allowed", filter)
	}
}

// The limits of ISO 19005-2 6.1.13.
const (
	maxInt    = 1<<31 - 1
	maxString = 32767
	maxName   = 127
	maxObject = 8388607
)

// checkLimits checks every number, string and name of the file.
func (c *checker) checkLimits() {
	if !c.claims.isPDFA() {
		return
	}
	if len(c.refs) > maxObject {
		c.fault("file/limit", "file", "it has %d objects", len(c.refs))
	}
	for _, r := range c.refs {
		c.checkLimit(r.String(), c.objects[r])
	}
}

func (c *checker) checkLimit(at string, o object) {
	switch o := o.(type) {
	case number:
		if o > maxInt*one || o < -(maxInt+1)*one {
			c.fault("file/limit", at, "a number is larger than 2,147,483,647")
		}
	case str:
		if len(o) > maxString {
			c.fault("file/limit", at, "a string has %d bytes", len(o))
		}
	case name:
		c.checkName(at, o)
	case array:
		for _, v := range o {
			c.checkLimit(at, v)
		}
	case *stream:
		c.checkLimit(at, o.dict)
	case dict:
		for _, k := range o.keys() {
			c.checkName(at, k)
			c.checkLimit(at, o[k])
		}
	}
}

// checkName wants UTF-8 of at most 127 bytes (ISO 19005-2 6.1.8, 6.1.13).
func (c *checker) checkName(at string, n name) {
	if len(n) > maxName {
		c.fault("file/limit", at, "a name has %d bytes", len(n))
	}
	for i, r := range string(n) {
		if r == utf8.RuneError {
			c.fault("file/name", at, "the name %q is not UTF-8 at byte %d", string(n), i)
			break
		}
	}
}

// eachDict visits every dictionary of the file, also those inside others, with
// the reference of the object that it is in.
func (c *checker) eachDict(visit func(r ref, d dict)) {
	for _, r := range c.refs {
		eachDictIn(c.objects[r], func(d dict) { visit(r, d) })
	}
}

func eachDictIn(o object, visit func(dict)) {
	switch o := o.(type) {
	case *stream:
		eachDictIn(o.dict, visit)
	case array:
		for _, v := range o {
			eachDictIn(v, visit)
		}
	case dict:
		visit(o)
		for _, k := range o.keys() {
			eachDictIn(o[k], visit)
		}
	}
}
