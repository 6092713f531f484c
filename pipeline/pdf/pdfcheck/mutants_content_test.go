package pdfcheck

import (
	"bytes"
	"image"
	"image/jpeg"
	"strings"
)

// contentMutants break pages, their content, images and fonts.
var contentMutants = []mutant{
	{"a page with another parent", "page/tree", func(d *draft) { d.get(d.page(0))["/Parent"] = d.page(1) }},
	{"a count of pages", "page/tree", func(d *draft) { d.get(d.catalog()["/Pages"])["/Count"] = 3 }},
	{"a tiny page", "annot/rect page/box", func(d *draft) { d.get(d.page(0))["/MediaBox"] = list{0, 0, 2, 2} }},
	{"inherited resources", "content/no-font content/resource page/resources", func(d *draft) {
		d.get(d.catalog()["/Pages"])["/Resources"] = d.get(d.page(0))["/Resources"]
		delete(d.get(d.page(0)), "/Resources")
	}},
	{"content that is no stream", "content/stream", func(d *draft) {
		p := d.get(d.page(0))
		p["/Contents"] = list{p["/Contents"], d.add(obj{"/A": 1})}
	}},

	{"a string without end", "content/syntax struct/mcid-missing struct/parent-entry", func(d *draft) {
		d.content(1, "/H2<</MCID 1>>BDC", "(/H2<</MCID 1>>BDC")
	}},
	{"half a byte", "content/syntax struct/mcid-missing struct/parent-entry", func(d *draft) { d.content(1, "> Tj", "0> Tj") }},
	{"an operator that is none", "content/operator", func(d *draft) { d.content(0, "BT /F1", "BX foo EX BT /F1") }},
	{"an operand too few", "content/operands", func(d *draft) { d.content(1, "0 0 1 rg", "0 1 rg") }},
	{"an operand that is no number", "content/operands", func(d *draft) { d.content(1, "0 0 1 rg", "/A 0 1 rg") }},
	{"an operand too many", "content/operands", func(d *draft) { d.content(1, " cm /I1", " cm 1 /I1") }},
	{"operands at the end", "content/operands", func(d *draft) { d.edit(d.get(d.page(0))["/Contents"], func(s string) string { return s + " 1" }) }},
	{"q in a text object", "content/context", func(d *draft) { d.content(0, "ET", "q Q ET") }},
	{"colour in a path", "content/context", func(d *draft) { d.content(1, "0 0 1 rg 72 90 100 1 re", "72 90 100 1 re 0 0 1 rg") }},
	{"text outside a text object", "content/context", func(d *draft) { d.content(1, "0 0 1 rg", "T* 0 0 1 rg") }},
	{"Q without q", "content/balance", func(d *draft) { d.content(1, "0 0 1 rg", "Q 0 0 1 rg") }},
	{"q without Q", "content/balance", func(d *draft) { d.content(1, "0 0 1 rg", "q 0 0 1 rg") }},
	{"EMC in a text object", "content/balance content/tagged-in-artifact", func(d *draft) { d.content(0, "ET\nEMC", "EMC ET") }},
	{"an artifact without end", "content/balance", func(d *draft) {
		d.edit(d.get(d.page(1))["/Contents"], func(s string) string { return s[:strings.LastIndex(s, "EMC")] })
	}},
	{"29 q in each other", "content/limit", func(d *draft) {
		d.content(1, "/Artifact BMC", strings.Repeat("q ", 29)+strings.Repeat("Q ", 29)+"/Artifact BMC")
	}},
	{"a font that is not there", "content/no-font content/resource", func(d *draft) { d.content(0, "/F1", "/F9") }},
	{"text without font", "content/no-font", func(d *draft) { d.content(0, "/F1 12 Tf", "") }},
	{"a state that is not there", "content/resource", func(d *draft) { d.content(1, "0 0 1 rg", "/G1 gs 0 0 1 rg") }},
	{"an XObject of no kind", "content/xobject", func(d *draft) {
		_, s := d.nth(0, "/Subtype", "/Image")
		s["/Subtype"] = "/Picture"
	}},
	{"a tile", "content/pattern", func(d *draft) {
		d.resource("/Pattern", "/P1", obj{"/PatternType": 1})
		d.content(0, "/Artifact", "/Pattern cs /P1 scn /Artifact")
	}},
	{"an inline image with a table", "content/inline-image", func(d *draft) {
		d.content(1, "72 90 100 1 re f", "BI /W 1/H 1/BPC 8/CS[/I/RGB 0<000000>]ID \x00 EI")
	}},
	{"half a code", "content/codes font/notdef font/unicode-code", func(d *draft) { d.content(0, "Tj", "Tj <000000> Tj") }},

	{"a line that is not tagged", "content/untagged", func(d *draft) { d.content(1, "/Artifact BMC 0 0 1 rg", "/Rule BMC 0 0 1 rg") }},
	{"an image that is not tagged", "content/untagged", func(d *draft) { d.content(1, "Q EMC", "Q EMC q /I1 Do Q") }},
	{"text that is not tagged", "content/untagged", func(d *draft) { d.content(1, "/Artifact<</Type/Pagination/Subtype/Footer>>BDC", "/X BMC") }},
	{"an inline image that is not tagged", "content/untagged", func(d *draft) {
		d.content(1, "/Artifact BMC", "BI /W 1/H 1/BPC 8/CS/RGB ID abc EI /Artifact BMC")
	}},
	{"an artifact in tagged content", "content/artifact-in-tagged", func(d *draft) {
		d.content(1, "q 100 0 0 100", "/Artifact BMC 72 90 100 1 re f EMC q 100 0 0 100")
	}},
	{"tagged content in an artifact", "content/tagged-in-artifact", func(d *draft) {
		d.content(1, "/Figure<<", "/Artifact BMC /Figure<<")
		d.content(1, "Q EMC", "Q EMC EMC")
	}},
	{"an artifact with an MCID", "content/artifact-mcid struct/mcid-orphan struct/parent-entry", func(d *draft) {
		d.content(1, "/Artifact BMC", "/Artifact<</MCID 40>>BDC")
	}},
	{"an artifact of no type", "content/artifact-type", func(d *draft) { d.content(0, "/Type/Pagination", "/Type/Folio") }},
	{"an artifact of no subtype", "content/artifact-type", func(d *draft) { d.content(0, "/Subtype/Header", "/Subtype/Head") }},
	{"an MCID below 0", "content/mcid struct/mcid-missing struct/parent-entry", func(d *draft) { d.content(0, "/Title<</MCID 0>>", "/Title<</MCID -1>>") }},
	{"an MCID twice", "content/mcid-twice struct/mcid-missing struct/parent-entry", func(d *draft) { d.content(0, "/Title<</MCID 0>>", "/Title<</MCID 1>>") }},
	{"an MCID in another", "content/mcid-nested struct/mcid-orphan struct/parent-entry", func(d *draft) {
		d.content(1, "q 100 0 0 100", "/X<</MCID 40>>BDC EMC q 100 0 0 100")
	}},
	{"a form with an MCID", "content/form-mcid", func(d *draft) {
		drawForm(d, "/P<</MCID 40>>BDC EMC")
	}},
	{"a form that draws outside of tags", "content/untagged", func(d *draft) { drawForm(d, "0 0 1 1 re f") }},
	{"a property list that is not there", "content/properties content/resource", func(d *draft) { d.content(0, "/Span<</Lang(en)>>BDC", "/Span/MC0 BDC") }},

	{"CMYK", "colour/device", func(d *draft) { d.content(1, "0 0 1 rg", "0 0 0 1 k") }},
	{"CMYK by name", "colour/device", func(d *draft) { d.content(1, "0 0 1 rg", "/DeviceCMYK cs") }},
	{"CMYK behind a separation", "colour/device", func(d *draft) {
		d.resource("/ColorSpace", "/C1", list{"/Separation", "/Red", "/DeviceCMYK", obj{"/FunctionType": 2, "/N": 1}})
		d.content(0, "/Artifact", "/C1 cs /Artifact")
	}},
	{"an image in CMYK", "colour/device image/length", func(d *draft) { img(d)["/ColorSpace"] = "/DeviceCMYK" }},
	{"a colour space that is none", "colour/space", func(d *draft) {
		d.resource("/ColorSpace", "/C1", list{"/Rainbow", 1})
		d.content(0, "/Artifact", "/C1 cs /Artifact")
	}},

	{"alternates", "image/forbidden", func(d *draft) { img(d)["/Alternates"] = list{} }},
	{"interpolate", "image/interpolate", func(d *draft) { img(d)["/Interpolate"] = true }},
	{"an image without width", "image/size", func(d *draft) { delete(img(d), "/Width") }},
	{"7 bits", "image/bits", func(d *draft) { img(d)["/BitsPerComponent"] = 7 }},
	{"an image without colours", "image/colour", func(d *draft) { delete(img(d), "/ColorSpace") }},
	{"an image that is a mask with colours", "image/length image/mask", func(d *draft) { img(d)["/ImageMask"] = true }},
	{"a soft mask in colours", "image/mask", func(d *draft) {
		img(d)["/SMask"] = d.addStream(obj{"/Type": "/XObject", "/Subtype": "/Image", "/Width": 1, "/Height": 1, "/BitsPerComponent": 8, "/ColorSpace": "/DeviceRGB"}, "abc")
	}},
	{"an image that is cut off", "image/length", func(d *draft) { img(d)["/Height"] = 3 }},
	{"a JPEG of another size", "image/jpeg", func(d *draft) { jpegOf(d, 3) }},
	{"a JPEG that is none", "image/jpeg", func(d *draft) { img(d)["/Filter"] = "/DCTDecode" }},
	{"a JPEG 2000 that is none", "image/jpx", func(d *draft) { img(d)["/Filter"] = "/JPXDecode" }},
	{"an intent of an image", "forbidden/intent", func(d *draft) { img(d)["/Intent"] = "/Vivid" }},
	{"an intent in the content", "forbidden/intent", func(d *draft) { d.content(0, "/Artifact", "/Vivid ri /Artifact") }},
	{"a transfer function", "forbidden/state", func(d *draft) { d.resource("/ExtGState", "/G1", obj{"/TR": "/Identity"}) }},
	{"a transfer function 2", "forbidden/state", func(d *draft) { d.resource("/ExtGState", "/G1", obj{"/TR2": "/Identity"}) }},
	{"a halftone phase", "forbidden/state", func(d *draft) { d.resource("/ExtGState", "/G1", obj{"/HTP": list{0, 0}}) }},
	{"a halftone with a name", "forbidden/state", func(d *draft) {
		d.resource("/ExtGState", "/G1", obj{"/HT": obj{"/HalftoneType": 1, "/HalftoneName": "u:x"}})
	}},
	{"a blend mode", "forbidden/state", func(d *draft) { d.resource("/ExtGState", "/G1", obj{"/BM": "/Glow"}) }},
	{"a reference XObject", "forbidden/xobject", func(d *draft) { d.get(drawForm(d, ""))["/Ref"] = obj{"/Page": 1} }},
	{"a PostScript XObject", "forbidden/xobject", func(d *draft) { d.addUsed(d.addStream(obj{"/Type": "/XObject", "/Subtype": "/PS"}, "x")) }},
}

func img(d *draft) obj {
	_, s := d.nth(0, "/Subtype", "/Image")
	return s
}

// drawForm draws a form XObject at the head of the first page.
func drawForm(d *draft, content string) string {
	r := d.addStream(obj{"/Type": "/XObject", "/Subtype": "/Form", "/BBox": list{0, 0, 9, 9}, "/Resources": obj{}}, content)
	d.resource("/XObject", "/X1", r)
	d.content(0, "/Artifact", "/X1 Do /Artifact")
	return r
}

// addUsed makes the catalog refer to an object, so that it is kept.
func (d *draft) addUsed(r string) { d.catalog()["/X"] = r }

// jpegOf makes the image a JPEG of a width; the dictionary says 2 by 2.
func jpegOf(d *draft, width int) {
	var b bytes.Buffer
	if err := jpeg.Encode(&b, image.NewRGBA(image.Rect(0, 0, width, 2)), nil); err != nil {
		d.t.Fatal(err)
	}
	r, s := d.nth(0, "/Subtype", "/Image")
	s["/Filter"] = "/DCTDecode"
	d.edit(r, func(string) string { return b.String() })
}
