package docx

import (
	"kan/pipeline/style"
	"kan/pipeline/unit"
)

// toSection goes over to pages of one kind, upright or turned, and tells
// whether that began a new section, and so a page.
func (b *writer) toSection(turned bool) (began bool) {
	if b.turned == turned || b.story != &b.body {
		return false
	}
	b.endSection()
	b.turned = turned
	return true
}

// endSection ends the section with the last paragraph, or with a thin one where
// there is none, and behind the contents list: LibreOffice 7.4 loses the page
// numbers of a section whose last paragraph ends that field.
func (b *writer) endSection() {
	if b.body.last == nil || b.body.last.endsField {
		b.body.add(b.thin())
	}
	if b.body.last.section != "" {
		return // nothing stands in the new section yet
	}
	b.body.last.section = string(b.sectPr().b)
}

// thin is a paragraph that takes no room.
func (b *writer) thin() *para {
	p := newPara(style.TableCell)
	p.line = 20
	return p
}

// sectPr is the properties of a section (17.6.17): paper, margins, grid, and
// headers and footers by reference. The binding edge is mirrored on even pages
// by a setting of the document.
func (b *writer) sectPr() *xml {
	p := b.style.Page
	x := &xml{}
	x.open("w:sectPr")
	for _, h := range b.headers() {
		x.empty(h.element, "w:type", h.kind, "r:id", h.rel)
	}
	x.raw(`<w:footnotePr><w:pos w:val="pageBottom"/><w:numFmt w:val="decimalEnclosedCircle"/><w:numRestart w:val="eachPage"/></w:footnotePr>`)
	x.value("w:type", "nextPage")
	width, height := p.Width, p.Height
	top, right, bottom, left := p.Top, p.Outer, p.Bottom, p.Inner
	orient := ""
	if b.turned { // the head of the page is the left edge of others
		width, height, orient = p.Height, p.Width, "landscape"
		top, right, bottom, left = p.Inner, p.Top, p.Outer, p.Bottom
	}
	x.empty("w:pgSz", "w:w", itoa(twip(width)), "w:h", itoa(twip(height)), "w:orient", orient)
	x.empty("w:pgMar", "w:top", itoa(twip(top)), "w:right", itoa(floorTwip(right)), "w:bottom", itoa(floorTwip(bottom)), "w:left", itoa(floorTwip(left)),
		"w:header", itoa(twip(b.headerDistance())), "w:footer", itoa(b.footerDistance()), "w:gutter", "0")
	if b.firstDiffers() {
		x.empty("w:titlePg")
	}
	kind, space := "lines", ""
	if b.style.Word.CharGrid {
		kind, space = "linesAndChars", itoa(int((b.cell(style.Body)-b.em(style.Body))*4096/unit.Pt))
	}
	x.empty("w:docGrid", "w:type", kind, "w:linePitch", itoa(floorTwip(b.pitch)), "w:charSpace", space)
	x.close("w:sectPr")
	return x
}

// headerDistance is where the header begins: with the stamp, or else with the
// running head.
func (b *writer) headerDistance() unit.Length {
	if b.stateText() != "" {
		return b.style.State.Top.Of(b.em(b.style.State.Role), b.pitch)
	}
	return headDistance(b.style.Page.Top)
}

// headDistance is where a running head stands.
func headDistance(top unit.Length) unit.Length { return top.MulDiv(2, 3) }

// footerDistance is from the foot of the page to that of the page number's
// line: its dashes stand 7 mm below the type area (GB/T 9704-2012 7.5), their
// top 0.4 em above the baseline, and the line goes on a quarter below that.
func (b *writer) footerDistance() int {
	o := b.style.Footer
	em := b.em(o.Role)
	baseline := b.style.Page.Bottom - o.Top.Of(em, b.pitch) - em.MulDiv(40, 100)
	return twip(baseline - em.MulDiv(25, 100))
}

// firstDiffers tells whether page 1 has no running head while others have.
func (b *writer) firstDiffers() bool {
	return !b.turned && b.hasHeads() && len(b.heads) == 1
}
