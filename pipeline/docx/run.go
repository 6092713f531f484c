package docx

import (
	"kan/pipeline/doc"
	"kan/pipeline/style"
)

// look is how a piece of running text differs from its paragraph's style.
type look struct {
	family string     // of fonts; "" is the style's own
	dotted bool       // 着重号
	named  bool       // 专名号, or a line under what is new
	struck bool       // a line through what is gone
	lang   string     // of text in another language
	note   bool       // superscript, a note's mark
	frame  style.Rule // around the text; Gap is not used
	link   string     // the relation of the link it stands in
}

// write gives the properties of a run in the order of the schema (17.3.2.28).
func (l look) write(x *xml, b *writer, text style.Text) {
	x.open("w:rPr")
	if l.note {
		x.value("w:rStyle", noteMarkID)
	}
	hint := "eastAsia"
	if l.lang != "" {
		hint = ""
	}
	if l.family != "" && l.family != text.Font {
		east := b.fontName(l.family)
		x.empty("w:rFonts", "w:hint", hint, "w:ascii", east, "w:hAnsi", east, "w:eastAsia", east, "w:cs", east)
	} else if hint != "" {
		x.empty("w:rFonts", "w:hint", hint)
	}
	if l.struck {
		x.empty("w:strike")
	}
	if l.named {
		x.value("w:u", "single")
	}
	if l.frame.Weight > 0 {
		x.empty("w:bdr", "w:val", "single", "w:sz", itoa(eighths(l.frame.Weight)), "w:space", "4", "w:color", hex(l.frame.Color))
	}
	if l.dotted {
		x.value("w:em", "dot")
	}
	if l.lang != "" {
		x.value("w:lang", l.lang)
	}
	x.close("w:rPr")
}

// inlines appends running text of a role.
func (b *writer) inlines(p *para, in []doc.Inline, role style.Role, l look) {
	text := b.style.Texts[role]
	for _, i := range in {
		switch i := i.(type) {
		case doc.Text:
			b.run(&p.content, i.Text, text, l)
		case *doc.Styled:
			b.styled(p, i, role, l)
		case *doc.Ruby:
			b.ruby(&p.content, i, role, l)
		case *doc.Code:
			b.run(&p.content, i.Text, text, l)
		case *doc.Link:
			b.link(p, i, role, l)
		case *doc.NoteRef:
			closeLink(p, l.link) // a mark leads to its note and nowhere else
			b.footnote(p, i)
			openLink(p, l.link)
		case doc.Break:
			p.content.raw("<w:r><w:br/></w:r>")
		}
	}
}

func (b *writer) styled(p *para, s *doc.Styled, role style.Role, l look) {
	text := b.style.Texts[role]
	switch s.Kind {
	case doc.Strong:
		if text.Strong != "" {
			l.family = text.Strong
		}
	case doc.Emph:
		if text.Emph != "" {
			l.family = text.Emph
		}
	case doc.Dotted:
		l.dotted = true
	case doc.ProperName:
		l.named = true
	case doc.Foreign:
		l.lang = s.Lang
	case doc.Inserted:
		l.named = true
	case doc.Deleted:
		l.struck = true
	}
	b.inlines(p, s.Text, role, l)
}

// run appends a text.
func (b *writer) run(x *xml, s string, text style.Text, l look) {
	if s == "" {
		return
	}
	l.link = ""
	if l == (look{}) {
		x.raw(`<w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr>`) // nearly all text
	} else {
		x.raw("<w:r>")
		l.write(x, b, text)
	}
	x.raw(`<w:t xml:space="preserve">`)
	x.text(s)
	x.raw("</w:t></w:r>")
}

// ruby appends characters with their reading (17.3.3.25), half as large, over
// the middle.
func (b *writer) ruby(x *xml, r *doc.Ruby, role style.Role, l look) {
	text := b.style.Texts[role]
	half := halfPoints(text.Size)
	reading := b.fontName(b.style.Texts[style.Ruby].Font)
	x.open("w:r")
	l.write(x, b, text)
	x.open("w:ruby")
	x.open("w:rubyPr")
	x.value("w:rubyAlign", "center")
	x.value("w:hps", itoa(half/2))
	x.value("w:hpsRaise", itoa(half*9/10))
	x.value("w:hpsBaseText", itoa(half))
	x.value("w:lid", "zh-CN")
	x.close("w:rubyPr")
	x.open("w:rt")
	x.open("w:r")
	x.open("w:rPr")
	x.empty("w:rFonts", "w:ascii", reading, "w:hAnsi", reading, "w:eastAsia", reading, "w:cs", reading)
	x.value("w:sz", itoa(half/2))
	x.value("w:szCs", itoa(half/2))
	x.close("w:rPr")
	x.leaf("w:t", r.Reading, "xml:space", "preserve")
	x.close("w:r")
	x.close("w:rt")
	x.open("w:rubyBase")
	b.run(x, r.Base.Text, text, l)
	x.close("w:rubyBase")
	x.close("w:ruby")
	x.close("w:r")
}

// field appends a field with the result it has now (17.16): no program has to
// ask whether to update it.
func field(x *xml, instruction, result string, write func(string)) {
	x.raw(`<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> `)
	x.text(instruction)
	x.raw(` </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>`)
	write(result)
	x.raw(`<w:r><w:fldChar w:fldCharType="end"/></w:r>`)
}
