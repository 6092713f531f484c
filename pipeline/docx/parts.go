package docx

import (
	"archive/zip"
	"fmt"
	"io"
	"strings"
	"time"
)

// Namespaces and types of relations (ECMA-376 part 1, transitional).
const (
	xmlHead = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	nsW     = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
	nsR     = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	nsWP    = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
	nsA     = "http://schemas.openxmlformats.org/drawingml/2006/main"
	nsPic   = "http://schemas.openxmlformats.org/drawingml/2006/picture"
	nsRels  = "http://schemas.openxmlformats.org/package/2006/relationships"
	nsTypes = "http://schemas.openxmlformats.org/package/2006/content-types"
	nsCore  = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"

	linkType  = nsR + "/hyperlink"
	imageType = nsR + "/image"

	wordML = "application/vnd.openxmlformats-officedocument.wordprocessingml."
)

// relation is a target that a part names by its id.
type relation struct {
	id, kind, target string
	external         bool
}

// relate returns the id of a target of the story that is being written.
func (b *writer) relate(kind, target string, external bool) string {
	for _, r := range b.story.rels {
		if r.kind == kind && r.target == target {
			return r.id
		}
	}
	id := "rId" + itoa(len(b.story.rels)+100)
	b.story.rels = append(b.story.rels, relation{id, kind, target, external})
	return id
}

// part is one file of the package.
type part struct {
	name, kind string // kind is its content type; "" is that of its ending
	data       []byte
}

// parts are all files in the order of the package.
func (b *writer) parts() ([]part, error) {
	rels := []relation{
		{"rId1", nsR + "/styles", "styles.xml", false},
		{"rId2", nsR + "/settings", "settings.xml", false},
		{"rId3", nsR + "/fontTable", "fontTable.xml", false},
		{"rId4", nsR + "/numbering", "numbering.xml", false},
		{"rId5", nsR + "/footnotes", "footnotes.xml", false},
	}
	parts := []part{
		{"word/document.xml", wordML + "document.main+xml", b.document().b},
		{"word/styles.xml", wordML + "styles+xml", b.styles().b},
		{"word/settings.xml", wordML + "settings+xml", b.settings().b},
		{"word/fontTable.xml", wordML + "fontTable+xml", b.fontTable().b},
		{"word/numbering.xml", wordML + "numbering+xml", b.numbering().b},
		{"word/footnotes.xml", wordML + "footnotes+xml", b.footnotes().b},
	}
	for _, h := range b.headerParts() {
		kind := strings.TrimSuffix(strings.TrimPrefix(h.element, "w:"), "Reference") // header or footer
		rels = append(rels, relation{h.rel, nsR + "/" + kind, h.file, false})
		parts = append(parts, part{"word/" + h.file, wordML + kind + "+xml", b.headerXML(h, kind).b})
	}
	parts = append(parts, part{"word/_rels/document.xml.rels", "", relsXML(append(rels, b.body.rels...)).b})
	if len(b.notes.rels) > 0 {
		parts = append(parts, part{"word/_rels/footnotes.xml.rels", "", relsXML(b.notes.rels).b})
	}
	for _, i := range b.images {
		if len(i.file.Text) == 0 {
			return nil, fmt.Errorf("%s: an image without bytes", i.file.Name)
		}
		parts = append(parts, part{"word/media/" + i.name, "", i.file.Text})
	}
	parts = append(parts,
		part{"docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml", b.core().b},
		part{"docProps/app.xml", "application/vnd.openxmlformats-officedocument.extended-properties+xml", b.app().b})
	properties := []relation{
		{"rId1", nsR + "/officeDocument", "word/document.xml", false},
		{"rId2", "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties", "docProps/core.xml", false},
		{"rId3", nsR + "/extended-properties", "docProps/app.xml", false},
	}
	if b.options.Commit != "" {
		parts = append(parts, part{"docProps/custom.xml", "application/vnd.openxmlformats-officedocument.custom-properties+xml", b.custom().b})
		properties = append(properties, relation{"rId4", nsR + "/custom-properties", "docProps/custom.xml", false})
	}
	root := relsXML(properties)
	return append([]part{{"[Content_Types].xml", "", contentTypes(parts).b}, {"_rels/.rels", "", root.b}}, parts...), nil
}

func (b *writer) headerXML(h headerPart, kind string) *xml {
	x := &xml{}
	x.raw(xmlHead)
	root := map[string]string{"header": "w:hdr", "footer": "w:ftr"}[kind]
	x.open(root, "xmlns:w", nsW, "xmlns:r", nsR)
	h.content(x)
	x.close(root)
	return x
}

// document is word/document.xml.
func (b *writer) document() *xml {
	x := &xml{}
	x.raw(xmlHead)
	x.open("w:document", "xmlns:w", nsW, "xmlns:r", nsR, "xmlns:wp", nsWP, "xmlns:a", nsA, "xmlns:pic", nsPic)
	x.open("w:body")
	x.b = append(x.b, b.body.xml.b...)
	x.join(b.sectPr())
	x.close("w:body")
	x.close("w:document")
	return x
}

func relsXML(rels []relation) *xml {
	x := &xml{}
	x.raw(xmlHead)
	x.open("Relationships", "xmlns", nsRels)
	for _, r := range rels {
		mode := ""
		if r.external {
			mode = "External"
		}
		x.empty("Relationship", "Id", r.id, "Type", r.kind, "Target", r.target, "TargetMode", mode)
	}
	x.close("Relationships")
	return x
}

func contentTypes(parts []part) *xml {
	x := &xml{}
	x.raw(xmlHead)
	x.open("Types", "xmlns", nsTypes)
	for _, d := range [...][2]string{{"rels", "application/vnd.openxmlformats-package.relationships+xml"}, {"xml", "application/xml"},
		{"png", "image/png"}, {"jpeg", "image/jpeg"}} {
		x.empty("Default", "Extension", d[0], "ContentType", d[1])
	}
	for _, p := range parts {
		if p.kind != "" {
			x.empty("Override", "PartName", "/"+p.name, "ContentType", p.kind)
		}
	}
	x.close("Types")
	return x
}

// settings is word/settings.xml.
func (b *writer) settings() *xml {
	x := &xml{}
	x.raw(xmlHead)
	x.open("w:settings", "xmlns:w", nsW)
	x.raw(`<w:zoom w:percent="100"/><w:mirrorMargins/><w:defaultTabStop w:val="420"/><w:evenAndOddHeaders/>`)
	x.raw(`<w:drawingGridVerticalSpacing w:val="156"/><w:characterSpacingControl w:val="compressPunctuation"/>`)
	x.raw(`<w:footnotePr><w:numFmt w:val="decimalEnclosedCircle"/><w:numRestart w:val="eachPage"/><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>`)
	x.raw(`<w:compat><w:spaceForUL/><w:balanceSingleByteDoubleByteWidth/><w:doNotLeaveBackslashAlone/><w:ulTrailSpace/><w:doNotExpandShiftReturn/><w:adjustLineHeightInTable/><w:useFELayout/>`)
	x.raw(`<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>`)
	x.empty("w:themeFontLang", "w:val", "en-US", "w:eastAsia", "zh-CN")
	x.raw(`<w:decimalSymbol w:val="."/><w:listSeparator w:val=","/>`)
	x.close("w:settings")
	return x
}

// fontTable names the faces of the styles, with others to take in their place.
func (b *writer) fontTable() *xml {
	x := &xml{}
	x.raw(xmlHead)
	x.open("w:fonts", "xmlns:w", nsW)
	seen := map[string]bool{}
	for _, role := range roles() {
		t := b.style.Texts[role]
		for _, family := range [...]string{t.Font, t.Latin, t.Strong, t.Emph} {
			roles := b.style.Fonts[family]
			if family == "" || len(roles) == 0 || seen[b.fontName(family)] {
				continue
			}
			seen[b.fontName(family)] = true
			x.open("w:font", "w:name", b.fontName(family))
			if alt := b.options.Fonts[roles[0]].Alt; len(alt) > 0 {
				x.value("w:altName", strings.Join(alt, ","))
			}
			x.value("w:charset", "86")
			x.close("w:font")
		}
	}
	x.close("w:fonts")
	return x
}

func (b *writer) core() *xml {
	x := &xml{}
	x.raw(xmlHead)
	x.open("cp:coreProperties", "xmlns:cp", nsCore, "xmlns:dc", "http://purl.org/dc/elements/1.1/",
		"xmlns:dcterms", "http://purl.org/dc/terms/", "xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance")
	o := b.options
	x.leaf("dc:title", o.Title)
	x.leaf("dc:subject", o.Subject)
	x.leaf("dc:creator", o.Author)
	x.leaf("cp:keywords", o.Keywords)
	x.leaf("cp:lastModifiedBy", o.Author)
	when := o.Created.UTC().Format("2006-01-02T15:04:05Z")
	x.leaf("dcterms:created", when, "xsi:type", "dcterms:W3CDTF")
	x.leaf("dcterms:modified", when, "xsi:type", "dcterms:W3CDTF")
	x.leaf("dc:language", "zh-CN")
	x.close("cp:coreProperties")
	return x
}

func (b *writer) app() *xml {
	x := &xml{}
	x.raw(xmlHead)
	x.open("Properties", "xmlns", "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties")
	x.leaf("Application", b.options.Creator)
	x.close("Properties")
	return x
}

// custom are the properties that Word shows under 自定义 (ECMA-376 part 1, 22.3):
// out of what a closed issue was made. The format id and the first number, 2,
// are fixed.
func (b *writer) custom() *xml {
	x := &xml{}
	x.raw(xmlHead)
	x.open("Properties", "xmlns", "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties",
		"xmlns:vt", "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes")
	for k, p := range [...][2]string{{"Commit", b.options.Commit}, {"Lock", b.options.Lock}} {
		x.open("property", "fmtid", "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}", "pid", itoa(k+2), "name", p[0])
		x.leaf("vt:lpwstr", p[1])
		x.close("property")
	}
	x.close("Properties")
	return x
}

// zipParts writes the package; every entry has the time of the document, so
// that equal input gives equal bytes.
func zipParts(w io.Writer, parts []part, created time.Time) error {
	z := zip.NewWriter(w)
	first := time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC) // the first that a zip file knows
	if created = created.UTC(); created.Before(first) {
		created = first
	}
	for _, p := range parts {
		method := zip.Deflate
		if strings.HasPrefix(p.name, "word/media/") {
			method = zip.Store // compressed already
		}
		f, err := z.CreateHeader(&zip.FileHeader{Name: p.name, Method: method, Modified: created})
		if err != nil {
			return err
		}
		if _, err := f.Write(p.data); err != nil {
			return err
		}
	}
	return z.Close()
}
