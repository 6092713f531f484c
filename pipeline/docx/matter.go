package docx

import (
	"strings"

	"kan/pipeline/doc"
	"kan/pipeline/style"
	"kan/pipeline/unit"
)

// section is a column of the issue (栏目): its title, then its items.
func (b *writer) section(s *doc.Section) {
	titled := len(s.Title) > 0
	b.column = doc.Plain(s.Title)
	if titled {
		p := newPara(style.Section)
		if b.beginsPage() {
			p.pageBreak = !b.beginHead(style.Here{Section: b.column, Item: firstItem(s)})
		}
		b.mark(p, s.Anchor)
		b.inlines(p, s.Title, style.Section, look{})
		b.add(p)
		b.gap = false
	}
	for k, block := range s.Blocks {
		if i, ok := block.(*doc.Item); ok {
			b.itemIn(i, !(titled && k == 0))
		} else {
			b.blocks([]doc.Block{block}, b.context())
		}
	}
}

// firstItem is the title of the first item of a section.
func firstItem(s *doc.Section) string {
	for _, block := range s.Blocks {
		if i, ok := block.(*doc.Item); ok {
			return doc.Plain(i.Title)
		}
	}
	return ""
}

func (b *writer) item(i *doc.Item) { b.itemIn(i, true) }

// beginsPage tells whether a section or item begins a page here.
func (b *writer) beginsPage() bool {
	begins := b.began && (b.style.Item.NewPage || b.breakNext)
	b.breakNext = false
	return begins
}

// itemIn is one report; mayBreak tells whether it may begin a page.
func (b *writer) itemIn(i *doc.Item, mayBreak bool) {
	b.toSection(false)
	o := b.style.Item
	breaks := mayBreak && b.beginsPage()
	if breaks {
		breaks = !b.beginHead(style.Here{Section: b.column, Item: doc.Plain(i.Title)})
	}
	b.title(i, breaks)
	c := b.context()
	if len(i.Subtitle) > 0 {
		p := newPara(style.Subtitle)
		b.run(&p.content, "——", b.style.Texts[style.Subtitle], look{})
		b.inlines(p, i.Subtitle, style.Subtitle, look{})
		b.add(p)
	}
	if o.BylineHead && len(i.Speaker) > 0 {
		b.add(b.text(style.Byline, i.Speaker, c))
	}
	b.story.last.after = max(0, b.story.last.after) + twip(b.pitch)
	if o.Summary && len(i.Summary) > 0 {
		p := newPara(style.Summary)
		b.run(&p.content, "摘要：", b.style.Texts[style.Summary], look{family: b.style.Texts[style.Summary].Strong})
		b.inlines(p, i.Summary, style.Summary, look{})
		b.add(p)
		b.space(b.pitch)
	}
	b.blocks(i.Body, c)
	b.toSection(false)
	if !o.BylineHead && len(i.Byline) > 0 {
		b.keepLast()
		b.byline(i)
	}
	if len(i.Remark) > 0 {
		b.keepLast()
		b.add(b.text(style.Remark, i.Remark, c))
	}
	b.gap = true
	for _, a := range i.Attachments {
		b.attachment(a)
		b.breakNext = true
	}
}

// title breaks where the printed one does, so that both look alike.
func (b *writer) title(i *doc.Item, pageBreak bool) {
	p := newPara(style.Title)
	p.pageBreak = pageBreak
	lines := b.options.Breaks[i.Anchor]
	t := b.style.Texts[style.Title]
	if n := unit.Length(len(lines) + 1); t.Occupy > 0 {
		// The block takes whole lines of the grid, its text in their middle.
		height := t.Leading.Of(b.cell(style.Title), b.pitch) * n
		whole := max((height+b.pitch-1)/b.pitch*b.pitch, b.pitch*unit.Length(t.Occupy))
		p.before, p.after = twip((whole-height)/2), twip((whole-height)/2)
	}
	if b.gap && !pageBreak && !b.style.Item.NewPage {
		p.before += twip(b.style.Item.Gap.Of(b.cell(style.Body), b.pitch))
	}
	b.mark(p, i.Anchor)
	if len(lines) > 0 {
		b.broken(p, doc.Plain(i.Title), lines)
	} else {
		b.inlines(p, i.Title, style.Title, look{})
	}
	b.add(p)
}

// broken sets a title with line breaks behind so many characters each.
func (b *writer) broken(p *para, text string, lines []int) {
	rest := []rune(text)
	for _, n := range lines {
		n = min(n, len(rest))
		b.run(&p.content, string(rest[:n]), b.style.Texts[style.Title], look{})
		p.content.raw("<w:r><w:br/></w:r>")
		rest = rest[n:]
	}
	b.run(&p.content, string(rest), b.style.Texts[style.Title], look{})
}

func (b *writer) byline(i *doc.Item) {
	p := newPara(style.Byline)
	text := b.style.Texts[style.Byline]
	if b.style.Item.Brackets {
		b.run(&p.content, "（", text, look{})
	}
	in := i.Byline
	if room := b.context().room() - text.Left.Of(b.cell(style.Byline), b.pitch); b.width(doc.Plain(in), style.Byline) > room {
		in = clauses(in)
	}
	b.inlines(p, in, style.Byline, look{})
	if b.style.Item.Brackets {
		b.run(&p.content, "）", text, look{})
	}
	b.add(p)
}

// clauses breaks a byline that does not stand on one line between its authors,
// and before the unit, as the page does.
func clauses(in []doc.Inline) (out []doc.Inline) {
	for _, i := range in {
		t, ok := i.(doc.Text)
		if before, after, cut := strings.Cut(t.Text, "；"); ok && cut {
			out = append(out, doc.Text{Text: before + "；", Span: t.Span}, doc.Break{Span: t.Span})
			if after != "" {
				out = append(out, doc.Text{Text: after, Span: t.Span})
			}
			continue
		}
		out = append(out, i)
	}
	return out
}

// keepLast keeps the paragraph before with the next one.
func (b *writer) keepLast() {
	if p := b.story.last; p != nil {
		p.keep = true
	}
}

// signature is who signs and when, by GB/T 9704-2012 7.3.5.2: the organ two
// characters in from the right, the date two characters right of its first.
func (b *writer) signature(s *doc.Signature, c context) {
	b.keepLast()
	b.space(b.pitch)
	em := b.cell(style.Signature)
	var widest unit.Length
	for _, by := range s.By {
		widest = max(widest, min(b.width(doc.Plain(by), style.Signature), c.room()-4*em))
	}
	date := b.width(doc.Plain(s.Date), style.Signature)
	edge := c.room() - 2*em
	left := edge - widest
	dated := left + 2*em
	if dated+date > edge {
		dated = edge - date
		left = dated - 2*em
	}
	line := func(in []doc.Inline, at unit.Length, keep bool) {
		p := newPara(style.Signature)
		p.keep = keep
		p.indent = &indent{left: twip(c.left + max(0, at))}
		b.inlines(p, in, style.Signature, look{})
		b.add(p)
	}
	for _, by := range s.By {
		line(by, left+max(0, widest-b.width(doc.Plain(by), style.Signature))/2, len(s.Date) > 0)
	}
	if len(s.Date) > 0 {
		line(s.Date, dated, false)
	}
}

// attachmentList names the attachments before the signature (7.3.4).
func (b *writer) attachmentList(l *doc.AttachmentList, c context) {
	b.space(b.pitch)
	const label = "附件："
	em := b.cell(style.AttachmentList)
	for k, a := range l.Attachments {
		number := ""
		if a.Number > 0 {
			number = itoa(a.Number) + "."
		}
		p := newPara(style.AttachmentList)
		hang := b.width(label+number, style.AttachmentList)
		own := b.width(number, style.AttachmentList)
		if k == 0 {
			number, own = label+number, hang
		}
		p.indent = &indent{left: twip(c.left + 2*em + hang), first: -twip(own)}
		b.run(&p.content, number+doc.Plain(a.Title), b.style.Texts[style.AttachmentList], look{})
		b.add(p)
	}
}

// attachment begins a page: its label, the title on the third line, its text
// (7.3.7). One that is a wide table stands on a turned page whole.
func (b *writer) attachment(a *doc.Attachment) {
	turned := false
	if len(a.Blocks) > 0 {
		_, turned = a.Blocks[0].(*doc.Landscape)
	}
	breaks := !b.toSection(turned)
	label := "附件"
	if a.Number > 0 {
		label += itoa(a.Number)
	}
	p := newPara(style.AttachmentLabel)
	p.pageBreak = breaks && b.began
	b.run(&p.content, label, b.style.Texts[style.AttachmentLabel], look{})
	b.add(p)
	b.space(b.pitch)
	title := newPara(style.Title)
	b.mark(title, a.Anchor)
	b.inlines(title, a.Title, style.Title, look{})
	b.add(title)
	b.space(b.pitch)
	b.blocks(a.Blocks, b.context())
}

// landscape is blocks on pages turned sideways.
func (b *writer) landscape(l *doc.Landscape) {
	b.toSection(true)
	outer := b.sideways
	b.sideways = true
	b.blocks(l.Blocks, b.context())
	b.sideways = outer
}

// contents is the contents list, as a field whose result is what the printed
// issue has, so that it is complete when the file is opened.
func (b *writer) contents(list *doc.Contents, c context) {
	if len(list.Entries) == 0 {
		return
	}
	if t := b.style.Contents.Title; t != "" {
		b.listTitle(t)
	}
	for k, e := range list.Entries {
		role := style.ContentsEntry
		if e.Level == 0 {
			role = style.ContentsSection
		}
		p := newPara(role)
		if k == 0 {
			p.content.raw(`<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> TOC \o "1-2" \h \z \u </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>`)
		}
		b.entry(p, role, e.Text, e.Anchor, e.Level > 0, c)
		if k == len(list.Entries)-1 {
			p.content.raw(`<w:r><w:fldChar w:fldCharType="end"/></w:r>`)
			p.endsField = true
		}
		b.add(p)
	}
	b.breakNext = b.style.Contents.NewPage
	b.space(b.pitch)
}

func (b *writer) listTitle(text string) {
	p := newPara(style.ContentsTitle)
	p.before = twip(b.pitch + b.padding(style.ContentsTitle))
	b.run(&p.content, text, b.style.Texts[style.ContentsTitle], look{})
	b.add(p)
}

// entry is one line of a list: the text, a leader, the page.
func (b *writer) entry(p *para, role style.Role, in []doc.Inline, anchor string, paged bool, c context) {
	p.tabs = []tab{{"right", "dot", twip(c.room())}}
	x := &p.content
	if b.leads[anchor] {
		x.open("w:hyperlink", "w:anchor", b.bookmark(anchor), "w:history", "1")
	}
	b.inlines(p, in, role, look{})
	if paged {
		x.raw("<w:r><w:tab/></w:r>")
		b.run(x, b.options.Pages[anchor], b.style.Texts[role], look{})
	}
	if b.leads[anchor] {
		x.close("w:hyperlink")
	}
}

// digest is the page of abstracts of a leaders' copy.
func (b *writer) digest(d *doc.Digest, c context) {
	if t := b.style.Digest.Title; t != "" {
		b.listTitle(t)
		if head := b.story.last; len(d.Entries) > 1 {
			head.pageBreak = true
			head.before = twip(b.padding(style.ContentsTitle)) // no line is left free at the head of a page
		}
	}
	for _, e := range d.Entries {
		p := newPara(style.DigestEntry)
		b.entry(p, style.DigestEntry, e.Title, e.Anchor, true, c)
		p.keep = len(e.Summary) > 0
		p.loose = !p.keep
		b.add(p)
		if len(e.Summary) > 0 {
			b.add(b.text(style.DigestSummary, e.Summary, c))
		}
	}
	b.breakNext = true
}

// width is how wide a text is set in a role, with half a character for what is
// not Chinese.
func (b *writer) width(text string, role style.Role) unit.Length {
	return b.cell(role).MulDiv(int64(halves(strings.TrimSpace(text))), 2)
}
