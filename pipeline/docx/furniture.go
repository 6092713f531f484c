package docx

import (
	"strings"

	"kan/pipeline/style"
	"kan/pipeline/unit"
)

// expand fills in a row of furniture: left, centre, right; ok is false when it
// says nothing.
func (b *writer) expand(row style.Row) (texts [3]string, ok bool) {
	for k, t := range [...]style.Template{row.Left, row.Center, row.Right} {
		if text, empty := t.Expand(&b.doc.Fields, style.Here{}); !empty && text != "" {
			texts[k], ok = text, true
		}
	}
	return texts, ok
}

// markLine is the height of the line of the great mark, and how far the top of
// its ink is below the head of the line, in thousandths of its size.
const (
	markLine = 1200
	markTop  = 160
)

// masthead writes the rows of the masthead at the head of page 1. Their places
// are those of the page, as far as spacing between paragraphs reaches.
func (b *writer) masthead() {
	var y unit.Length // how far down the column is
	rows := false
	for _, row := range b.style.Masthead {
		texts, ok := b.expand(row)
		if !ok {
			continue
		}
		rows = true
		em := b.cell(row.Role)
		top := y
		if row.Fixed {
			top = max(y, row.Top.Of(em, b.pitch))
		}
		top += row.Before.Of(em, b.pitch)
		height := unit.Length(b.leading(row.Role)) * unit.Pt / 20
		if row.Role == style.Masthead {
			height = em.MulDiv(markLine, 1000)
			top -= em.MulDiv(markTop, 1000)
		}
		if row.Role == style.Masthead && texts[0] != "" {
			b.jointMark(row, texts, top-y)
		} else {
			b.rowPara(row, texts, top-y, height)
		}
		y = top + height
		if row.Rule.Weight > 0 {
			y += row.Rule.Gap.Of(em, b.pitch) - (height-em)/2
		}
	}
	if rows {
		b.space((y+b.pitch-1)/b.pitch*b.pitch - y)
	}
	b.began = false
}

// rowPara is a row as a paragraph.
func (b *writer) rowPara(row style.Row, texts [3]string, before, height unit.Length) {
	p := newPara(row.Role)
	p.before = max(0, twip(before))
	p.line = floorTwip(height)
	p.rules = [2]style.Rule{row.Above, row.Rule}
	if row.Rule.Weight > 0 { // measured from the foot of the characters, not from that of the line
		gap := row.Rule.Gap.Of(b.em(style.Body), b.pitch) - (height-b.cell(row.Role))/2
		p.rules[1].Gap = style.Measure{Abs: max(0, gap)}
	}
	b.rowText(p, row, texts)
	b.add(p)
}

// rowText puts the texts of a row on one line by alignment or tab stops.
func (b *writer) rowText(p *para, row style.Row, texts [3]string) {
	t := b.style.Texts[row.Role]
	measure := b.style.Page.Measure()
	inset := row.Inset.Of(b.em(row.Role), b.pitch)
	if inset > 0 {
		p.indent = &indent{left: twip(inset), right: twip(inset)}
	}
	switch {
	case texts[0] == "" && texts[2] == "":
		p.align = "center"
		b.run(&p.content, texts[1], t, look{})
		return
	case texts[0] == "" && texts[1] == "":
		p.align = "right"
		b.run(&p.content, texts[2], t, look{})
		return
	}
	p.align = "left"
	// In the middle, but never nearer than a character to what stands at the left.
	middle := max(measure/2, inset+b.width(texts[0], row.Role)+b.em(row.Role)+b.width(texts[1], row.Role)/2)
	p.tabs = []tab{{kind: "center", pos: twip(middle)}, {kind: "right", pos: twip(measure - inset)}}
	b.run(&p.content, texts[0], t, look{})
	if texts[1] == "" && texts[2] == "" {
		return
	}
	if texts[1] == "" {
		p.tabs = p.tabs[1:]
	} else {
		p.content.raw("<w:r><w:tab/></w:r>")
		b.run(&p.content, texts[1], t, look{})
	}
	if texts[2] != "" {
		p.content.raw("<w:r><w:tab/></w:r>")
		b.run(&p.content, texts[2], t, look{})
	}
}

// jointMark is the names of organs that issue jointly, the mark at their right
// in the middle of their height (GB/T 9704-2012 7.2.4): a table without rules.
func (b *writer) jointMark(row style.Row, texts [3]string, before unit.Length) {
	names := strings.Split(texts[0], "\n")
	measure := b.style.Page.Measure()
	widest := 0
	for _, name := range names {
		widest = max(widest, halves(name))
	}
	t := b.style.Texts[row.Role]
	// As on the page, the names are 0.55 of the mark that stands alone and the
	// mark 0.8; both shrink until they stand side by side.
	em := t.Size
	mark := em.MulDiv(800, 1000)
	letter := mark + t.Tracking.Of(mark, b.pitch)
	total := em.MulDiv(int64(widest)*570, 2000) + em/2 + letter.MulDiv(int64(halves(texts[1])), 2)
	if total > measure {
		em = em.MulDiv(int64(measure), int64(total))
	}
	left := em.MulDiv(int64(widest)*570, 2000)
	p := newPara(style.TableCell)
	p.line = max(20, twip(before))
	b.add(p)
	x := &xml{}
	x.raw(`<w:tbl><w:tblPr>`)
	x.empty("w:tblW", "w:w", itoa(twip(measure)), "w:type", "dxa")
	x.raw(`<w:tblLayout w:type="fixed"/>` + noMargins + `</w:tblPr>`)
	grid(x, []unit.Length{left, measure - left})
	x.raw("<w:tr>")
	x.raw("<w:tc><w:tcPr>")
	x.empty("w:tcW", "w:w", itoa(twip(left)), "w:type", "dxa")
	x.raw(`<w:vAlign w:val="center"/></w:tcPr>`)
	for _, name := range names {
		b.sized(x, row.Role, name, em.MulDiv(550, 1000), em.MulDiv(700, 1000), "distribute")
	}
	x.raw("</w:tc><w:tc><w:tcPr>")
	x.empty("w:tcW", "w:w", itoa(twip(measure-left)), "w:type", "dxa")
	x.raw(`<w:vAlign w:val="center"/></w:tcPr>`)
	b.sized(x, row.Role, texts[1], em.MulDiv(800, 1000), em, "right")
	x.raw("</w:tc></w:tr></w:tbl>")
	b.story.raw(x)
	b.add(b.thin())
}

// sized is a line of a role in another size.
func (b *writer) sized(x *xml, role style.Role, text string, size, line unit.Length, align string) {
	p := newPara(role)
	p.line, p.align, p.before, p.after = twip(line), align, 0, 0
	c := &p.content
	spacing := unit.Length(0)
	if align != "distribute" {
		spacing = b.style.Texts[role].Tracking.Of(size, b.pitch)
	}
	c.raw("<w:r><w:rPr>")
	c.value("w:spacing", itoa(twip(spacing)))
	c.value("w:sz", itoa(halfPoints(size)))
	c.value("w:szCs", itoa(halfPoints(size)))
	c.raw("</w:rPr>")
	c.leaf("w:t", text, "xml:space", "preserve")
	c.raw("</w:r>")
	p.write(x)
}

// imprint is the closing block (版记): a table at the foot of the last page, whose
// rules are its borders.
func (b *writer) imprint() {
	b.toSection(false)
	o := b.style.Imprint
	type line struct {
		row   style.Row
		texts [3]string
	}
	var lines []line
	for _, row := range o.Rows {
		if texts, ok := b.expand(row); ok {
			lines = append(lines, line{row, texts})
		}
	}
	if len(lines) > 0 {
		measure := b.style.Page.Measure()
		x := &xml{}
		x.raw("<w:tbl><w:tblPr>")
		x.empty("w:tblpPr", "w:leftFromText", "0", "w:rightFromText", "0", "w:vertAnchor", "margin", "w:horzAnchor", "page", "w:tblpX", itoa(twip(b.lastLeft())), "w:tblpYSpec", "bottom")
		x.value("w:tblOverlap", "never")
		x.empty("w:tblW", "w:w", itoa(twip(measure)), "w:type", "dxa")
		x.open("w:tblBorders")
		border(x, "w:top", o.Outer)
		border(x, "w:bottom", o.Outer)
		x.close("w:tblBorders")
		x.raw(`<w:tblLayout w:type="fixed"/>` + noMargins + `</w:tblPr>`)
		grid(x, []unit.Length{measure})
		pad := twip(o.Pad.Of(b.cell(style.ImprintText), b.pitch))
		for k, l := range lines {
			first := k == 0 || l.row.Above.Weight > 0
			last := k == len(lines)-1 || lines[k+1].row.Above.Weight > 0
			x.raw("<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc><w:tcPr>")
			x.empty("w:tcW", "w:w", itoa(twip(measure)), "w:type", "dxa")
			if k > 0 && l.row.Above.Weight > 0 {
				x.open("w:tcBorders")
				border(x, "w:top", l.row.Above.Weight)
				x.close("w:tcBorders")
			}
			x.raw("</w:tcPr>")
			p := b.imprintRow(l.row, l.texts)
			p.before, p.after = 0, 0
			if first {
				p.before = pad
			}
			if last {
				p.after = pad
			}
			p.write(x)
			x.raw("</w:tc></w:tr>")
		}
		x.raw("</w:tbl>")
		b.body.raw(x)
	}
	if len(lines) > 0 || b.body.last == nil {
		b.body.add(b.thin())
	}
	b.body.flush()
}

// noMargins takes the room that some programs leave in cells.
const noMargins = `<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar>`

// lastLeft is the left edge of the type area of the last page, as it is printed.
func (b *writer) lastLeft() unit.Length {
	if b.options.Count%2 == 0 && b.options.Count > 0 {
		return b.style.Page.Outer
	}
	return b.style.Page.Inner
}

// imprintRow is a row; a text alone at the left wraps under its first name (7.4.2).
func (b *writer) imprintRow(row style.Row, texts [3]string) *para {
	p := newPara(row.Role)
	b.rowText(p, row, texts)
	if texts[1] == "" && texts[2] == "" {
		em := b.em(row.Role)
		inset, hang := row.Inset.Of(em, b.pitch), row.Hang.Of(em, b.pitch)
		p.tabs = nil
		p.indent = &indent{left: twip(inset + hang), right: twip(inset), first: -twip(hang)}
	}
	return p
}
