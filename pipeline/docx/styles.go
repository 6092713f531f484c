package docx

import (
	"kan/pipeline/style"
	"kan/pipeline/unit"
)

// styles is word/styles.xml: the defaults, and a paragraph style for every role
// of the house style, so that editors find 篇名 and 版记 in Word's list.
func (b *writer) styles() *xml {
	x := &xml{}
	x.raw(xmlHead)
	x.open("w:styles", "xmlns:w", nsW)
	body := b.style.Texts[style.Body]
	x.raw("<w:docDefaults><w:rPrDefault><w:rPr>")
	b.fonts(x, body)
	x.value("w:sz", itoa(halfPoints(body.Size)))
	x.value("w:szCs", itoa(halfPoints(body.Size)))
	x.empty("w:lang", "w:val", "en-US", "w:eastAsia", "zh-CN", "w:bidi", "ar-SA")
	x.raw("</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>")
	x.raw(`<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>`)
	x.raw(`<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>`)
	x.raw(`<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="0" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>`)
	x.raw(`<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/><w:uiPriority w:val="99"/><w:semiHidden/></w:style>`)
	for _, role := range roles() {
		b.roleStyle(x, role)
	}
	x.raw(`<w:style w:type="character" w:styleId="` + noteMarkID + `"><w:name w:val="footnote reference"/><w:uiPriority w:val="99"/><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>`)
	x.close("w:styles")
	return x
}

// roleStyle is the style of one role.
func (b *writer) roleStyle(x *xml, role style.Role) {
	text := b.style.Texts[role]
	x.open("w:style", "w:type", "paragraph", "w:customStyle", on(!builtIn(role)), "w:styleId", styleID(role))
	x.value("w:name", roleNames[role])
	x.value("w:basedOn", "Normal")
	x.empty("w:qFormat")
	x.open("w:pPr")
	if text.Keep {
		x.empty("w:keepNext")
	}
	x.value("w:widowControl", "0")
	b.lineRules(x, role)
	b.roleSpacing(x, role)
	b.roleIndent(x, role)
	x.value("w:jc", [...]string{style.Justify: "both", style.Left: "left", style.Center: "center", style.Right: "right"}[text.Align])
	if level, ok := outlineLevels[role]; ok {
		x.value("w:outlineLvl", itoa(level))
	}
	x.close("w:pPr")
	x.open("w:rPr")
	b.fonts(x, text)
	if text.Color != (style.Color{}) {
		x.value("w:color", hex(text.Color))
	}
	if n := b.tracking(role); n != 0 {
		x.value("w:spacing", itoa(n))
	}
	x.value("w:sz", itoa(halfPoints(text.Size)))
	x.value("w:szCs", itoa(halfPoints(text.Size)))
	x.close("w:rPr")
	x.close("w:style")
}

// builtIn tells whether Word has a style of that name.
func builtIn(role style.Role) bool {
	return style.Heading1 <= role && role <= style.Heading4 || role == style.FootnoteText
}

// outlineLevels are what Word's navigation shows, from 0.
var outlineLevels = map[style.Role]int{style.Section: 0, style.Title: 1, style.Heading1: 2, style.Heading2: 3, style.Heading3: 4, style.Heading4: 5}

// lineRules are the rules of line setting that Word has switches for. Lines of
// another height than the grid's are not to snap to it.
func (b *writer) lineRules(x *xml, role style.Role) {
	l := b.style.Line
	x.value("w:kinsoku", off(l.Level != "none"))
	// Word lets marks hang by this switch; LibreOffice reads it the other way
	// round, and loses marks that hang. On is harmless in both.
	x.value("w:overflowPunct", "1")
	x.value("w:topLinePunct", "1")
	gap := l.Gap.Of(b.em(style.Body), b.pitch) > 0
	x.value("w:autoSpaceDE", off(gap))
	x.value("w:autoSpaceDN", off(gap))
	if b.leading(role) != floorTwip(b.pitch) {
		x.value("w:snapToGrid", "0")
	}
}

// off is the value of a switch that is on by default.
func off(yes bool) string {
	if yes {
		return "1"
	}
	return "0"
}

// leading is the exact height of a role's lines, in twips.
func (b *writer) leading(role style.Role) int {
	l := b.style.Texts[role].Leading.Of(b.cell(role), b.pitch)
	if l == 0 {
		l = b.pitch
	}
	return floorTwip(l)
}

// padding is what stands over and under one line of a role that takes several
// lines of the grid.
func (b *writer) padding(role style.Role) unit.Length {
	text := b.style.Texts[role]
	leading := text.Leading.Of(b.cell(role), b.pitch)
	if leading == 0 {
		leading = b.pitch
	}
	return max(0, b.pitch*unit.Length(text.Occupy)-leading) / 2
}

func (b *writer) roleSpacing(x *xml, role style.Role) {
	text, em := b.style.Texts[role], b.cell(role)
	pad := b.padding(role)
	before, after := text.Before.Of(em, b.pitch)+pad, text.After.Of(em, b.pitch)+pad
	x.empty("w:spacing", "w:before", itoa(twip(before)), "w:after", itoa(twip(after)), "w:line", itoa(b.leading(role)), "w:lineRule", "exact")
}

// roleIndent is a role's indents in characters, and in twips for programs that
// do not know these.
func (b *writer) roleIndent(x *xml, role style.Role) {
	text, em := b.style.Texts[role], b.cell(role)
	left, right, first := text.Left.Of(em, b.pitch), text.Right.Of(em, b.pitch), text.Indent.Of(em, b.pitch)
	if left == 0 && right == 0 && first == 0 {
		return
	}
	chars := func(l style.Measure) string {
		if l.Em == 0 || l.Abs != 0 || l.Line != 0 {
			return ""
		}
		return itoa(int(l.Em / 1e4))
	}
	x.empty("w:ind", "w:leftChars", chars(text.Left), "w:left", itoa(twip(left)), "w:rightChars", chars(text.Right), "w:right", itoa(twip(right)),
		"w:firstLineChars", chars(text.Indent), "w:firstLine", itoa(max(0, twip(first))))
}

// fonts names the faces of a text for Chinese and for Western characters.
func (b *writer) fonts(x *xml, text style.Text) {
	east := b.fontName(text.Font)
	west := east
	if text.Latin != "" {
		west = b.fontName(text.Latin)
	}
	x.empty("w:rFonts", "w:ascii", west, "w:hAnsi", west, "w:eastAsia", east, "w:cs", west)
}

// tracking is what is added after each character, in twips: what the style
// says, and what brings the type onto the grid (28 × 16 pt are wider than 156 mm).
func (b *writer) tracking(role style.Role) int {
	text := b.style.Texts[role]
	return floorTwip(text.Tracking.Of(text.Size, b.pitch) + b.cell(role) - text.Size)
}
