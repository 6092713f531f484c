package pdfcheck

import "strings"

// mutant is the good file changed in one respect, and the rules that it breaks.
type mutant struct {
	name string
	want string // codes, in order
	do   func(*draft)
}

// fileMutants break what the file says of itself.
var fileMutants = []mutant{
	{"the catalog says 2.0", "file/version", func(d *draft) { d.catalog()["/Version"] = "/2.0" }},
	{"a catalog of no type", "file/type", func(d *draft) { delete(d.catalog(), "/Type") }},
	{"a font of another type", "file/type", func(d *draft) { f, _, _ := d.font(0); f["/Type"] = "/Fonts" }},
	{"a descriptor of no type", "file/type", func(d *draft) { _, _, desc := d.font(0); delete(desc, "/Type") }},
	{"an annotation of another type", "file/type", func(d *draft) { d.annot(0)["/Type"] = "/Action" }},
	{"a stream outside the file", "file/external-stream", func(d *draft) {
		_, s := d.nth(0, "/Subtype", "/Image")
		s["/F"] = "u:a.bin"
		s["/FFilter"] = "/FlateDecode"
	}},
	{"a number too large", "file/limit", func(d *draft) { d.annot(0)["/X"] = 3000000000 }},
	{"a string too long", "file/limit", func(d *draft) { d.annot(0)["/X"] = "u:" + strings.Repeat("x", 32768) }},
	{"a name too long", "file/limit", func(d *draft) { d.annot(0)["/X"] = "/" + strings.Repeat("x", 128) }},
	{"a key too long", "file/limit", func(d *draft) { d.annot(0)["/"+strings.Repeat("x", 128)] = 1 }},

	{"no claim", "claim/none", func(d *draft) {
		d.edit(d.catalog()["/Metadata"], func(s string) string {
			s = strings.Replace(s, `pdfaid:conformance="A"`, "", 1)
			return strings.Replace(s, "<pdfaid:part>2</pdfaid:part><pdfuaid:part>1</pdfuaid:part>", "", 1)
		})
	}},
	{"part 1", "claim/part", func(d *draft) { d.xmp("<pdfaid:part>2", "<pdfaid:part>1") }},
	{"no part", "claim/part", func(d *draft) { d.xmp("<pdfaid:part>2</pdfaid:part>", "") }},
	{"conformance a", "claim/conformance", func(d *draft) { d.xmp(`conformance="A"`, `conformance="a"`) }},
	{"PDF/UA-2", "claim/ua-part", func(d *draft) { d.xmp("<pdfuaid:part>1", "<pdfuaid:part>2") }},

	{"no metadata", "claim/none xmp/missing", func(d *draft) { delete(d.catalog(), "/Metadata") }},
	{"metadata of no type", "xmp/type", func(d *draft) { delete(d.get(d.catalog()["/Metadata"]), "/Type") }},
	{"XMP not well-formed", "claim/none xmp/malformed", func(d *draft) { d.xmp("</dc:title>", "") }},
	{"XMP with a DOCTYPE", "claim/none xmp/malformed", func(d *draft) { d.xmp("<x:xmpmeta", "<!DOCTYPE x><x:xmpmeta") }},
	{"XMP not in UTF-8", "claim/none xmp/malformed", func(d *draft) { d.xmp("kan test", "kan \xE4st") }},
	{"a prefix without namespace", "claim/none xmp/malformed", func(d *draft) { d.xmp("<pdf:Producer>", "<z:y>x</z:y><pdf:Producer>") }},
	{"XMP without RDF", "claim/none xmp/malformed", func(d *draft) {
		d.edit(d.catalog()["/Metadata"], func(s string) string { return strings.ReplaceAll(s, "rdf:RDF", "rdf:Rdf") })
	}},
	{"no packet", "xmp/packet", func(d *draft) { d.xmp(`<?xpacket end="r"?>`, "") }},
	{"packet with its encoding", "xmp/packet", func(d *draft) { d.xmp(`id="W5M0`, `encoding="UTF-8" id="W5M0`) }},
	{"another prefix", "xmp/prefix", func(d *draft) {
		d.edit(d.catalog()["/Metadata"], func(s string) string { return strings.NewReplacer("pdfaid:", "p:", ":pdfaid", ":p").Replace(s) })
	}},
	{"prefix of a schema", "xmp/prefix", func(d *draft) { d.xmp(`pdfaSchema:prefix="kan"`, `pdfaSchema:prefix="k"`) }},
	{"two producers", "xmp/twice", func(d *draft) { d.xmp("<pdf:Producer>", "<pdf:Producer>kan</pdf:Producer><pdf:Producer>") }},
	{"no such property of dc", "xmp/property", func(d *draft) { d.xmp("<pdf:Producer>", "<dc:author>x</dc:author><pdf:Producer>") }},
	{"a creator that is no list", "info/differs xmp/value", func(d *draft) {
		d.xmp("<rdf:Seq><rdf:li>办公室</rdf:li></rdf:Seq>", "办公室")
	}},
	{"a date that is none", "info/differs xmp/value", func(d *draft) { d.xmp("2026-03-18T01", "2026-02-30T01") }},
	{"a part that is no number", "claim/ua-part xmp/value", func(d *draft) { d.xmp("<pdfuaid:part>1", "<pdfuaid:part>one") }},
	{"a namespace without schema", "xmp/extension", func(d *draft) { d.xmp("<kan:Copy>", `<o:a xmlns:o="urn:o">x</o:a><kan:Copy>`) }},
	{"a property that the schema has not", "xmp/extension", func(d *draft) { d.xmp("<kan:Copy>", "<kan:Other>x</kan:Other><kan:Copy>") }},
	{"a schema without URI", "xmp/extension xmp/extension-form", func(d *draft) {
		d.xmp(` pdfaSchema:namespaceURI="urn:kan:test"`, "")
	}},
	{"a property without description", "xmp/extension-form", func(d *draft) { d.xmp(` pdfaProperty:description="number of the copy"`, "") }},
	{"a category that is none", "xmp/extension-form", func(d *draft) { d.xmp("external", "outer") }},
	{"a type that is none", "xmp/extension-form", func(d *draft) { d.xmp(`valueType="Text"`, `valueType="Copies"`) }},

	{"an author that is a name", "info/value", func(d *draft) { d.info()["/Author"] = "/Office" }},
	{"Trapped that is a string", "info/value", func(d *draft) { d.info()["/Trapped"] = "u:False" }},
	{"a date of 13 months", "info/date", func(d *draft) { d.info()["/CreationDate"] = "u:D:20261318010203Z" }},
	{"a key that XMP has not", "info/missing", func(d *draft) { d.info()["/Recipient"] = "u:somebody" }},
	{"a key that only XMP has", "info/missing", func(d *draft) { delete(d.info(), "/Author") }},
	{"another title", "info/differs", func(d *draft) { d.info()["/Title"] = "u:别的" }},
	{"another author", "info/differs", func(d *draft) { d.info()["/Author"] = "u:别的" }},
	{"another subject", "info/differs", func(d *draft) { d.info()["/Subject"] = "u:别的" }},
	{"other keywords", "info/differs", func(d *draft) { d.info()["/Keywords"] = "u:别的" }},
	{"another copy", "info/differs", func(d *draft) { d.info()["/Copy"] = "u:8" }},
	{"another second", "info/differs", func(d *draft) { d.info()["/ModDate"] = "u:D:20260318010204Z" }},
	{"another zone", "info/differs", func(d *draft) { d.info()["/ModDate"] = "u:D:20260318010203+08'00'" }},

	{"no title", "info/missing ua/title", func(d *draft) {
		d.xmp(`<dc:title><rdf:Alt><rdf:li xml:lang="x-default">试样</rdf:li></rdf:Alt></dc:title>`, "")
	}},
	{"the title is not shown", "ua/display-title", func(d *draft) { delete(d.catalog(), "/ViewerPreferences") }},
	{"no language", "lang/missing", func(d *draft) { delete(d.catalog(), "/Lang") }},
	{"a language that is none", "lang/tag", func(d *draft) { d.catalog()["/Lang"] = "u:zh_CN" }},
	{"an element with the language Chinese", "lang/tag", func(d *draft) { d.el("Note", 0)["/Lang"] = "u:simplified-chinese" }},
	{"content without language", "lang/tag", func(d *draft) { d.content(0, "/Lang(en)", "/Lang()") }},

	{"no output intent", "colour/device intent/missing", func(d *draft) { delete(d.catalog(), "/OutputIntents") }},
	{"two output intents", "intent/several", func(d *draft) {
		a := d.catalog()["/OutputIntents"].(list)
		d.catalog()["/OutputIntents"] = append(a, a[0])
	}},
	{"an output intent without name", "intent/identifier", func(d *draft) {
		delete(d.catalog()["/OutputIntents"].(list)[0].(obj), "/OutputConditionIdentifier")
	}},
	{"no profile", "colour/device intent/profile", func(d *draft) {
		delete(d.catalog()["/OutputIntents"].(list)[0].(obj), "/DestOutputProfile")
	}},
	{"a profile that is cut off", "colour/device icc/header", func(d *draft) { d.edit(profileRef(d), func(s string) string { return s[:len(s)-1] }) }},
	{"a profile without acsp", "colour/device icc/header", func(d *draft) { d.swap(profileRef(d), "acsp", "acsq") }},
	{"a profile of version 5", "colour/device icc/header", func(d *draft) {
		d.edit(profileRef(d), func(s string) string { return s[:8] + "\x05" + s[9:] })
	}},
	{"a tag outside the profile", "icc/header", func(d *draft) { d.swap(profileRef(d), "wtpt\x00", "wtpt\x01") }},
	{"a profile without white", "icc/tags", func(d *draft) { d.swap(profileRef(d), "wtpt", "xxxx") }},
	{"a profile of a scanner", "icc/class", func(d *draft) { d.swap(profileRef(d), "mntr", "scnr") }},
	{"N is 4", "icc/components", func(d *draft) { d.get(profileRef(d))["/N"] = 4 }},
	{"a profile of grey", "colour/device icc/components", func(d *draft) { d.swap(profileRef(d), "RGB ", "GRAY") }},
}

func profileRef(d *draft) any {
	return d.catalog()["/OutputIntents"].(list)[0].(obj)["/DestOutputProfile"]
}
