package docx

import (
	"kan/pipeline/doc"
	"kan/pipeline/style"
)

// footnote appends the mark of a note to a paragraph and writes the note. Word
// numbers notes itself, ① and on, from one on every page.
func (b *writer) footnote(p *para, ref *doc.NoteRef) {
	b.noteIDs++
	id := itoa(b.noteIDs)
	p.content.raw(`<w:r><w:rPr><w:rStyle w:val="` + noteMarkID + `"/></w:rPr><w:footnoteReference w:id="` + id + `"/></w:r>`)
	outer, began := b.story, b.began
	b.story = &b.notes
	b.notes.xml.open("w:footnote", "w:id", id)
	c := context{measure: b.style.Page.Measure(), role: style.FootnoteText}
	for k, block := range ref.Blocks {
		first, ok := block.(*doc.Paragraph)
		switch {
		case k > 0:
			b.blocks([]doc.Block{block}, c)
		case ok:
			b.add(b.numbered(first.Text))
		default:
			b.add(b.numbered(nil))
			b.blocks([]doc.Block{block}, c)
		}
	}
	if len(ref.Blocks) == 0 {
		b.add(b.numbered(nil))
	}
	b.notes.flush()
	b.notes.xml.close("w:footnote")
	b.story, b.began = outer, began
}

// numbered is the first paragraph of a note, behind its number.
func (b *writer) numbered(in []doc.Inline) *para {
	p := newPara(style.FootnoteText)
	em := twip(b.cell(style.FootnoteText))
	p.indent = &indent{left: em * 3 / 2, first: -em * 3 / 2}
	p.tabs = []tab{{kind: "left", pos: em * 3 / 2}}
	p.content.raw(`<w:r><w:footnoteRef/></w:r><w:r><w:tab/></w:r>`)
	b.inlines(p, in, style.FootnoteText, look{})
	return p
}

// footnotes is word/footnotes.xml; the first two are the rules above the notes.
func (b *writer) footnotes() *xml {
	x := &xml{}
	x.raw(xmlHead)
	x.open("w:footnotes", "xmlns:w", nsW, "xmlns:r", nsR, "xmlns:wp", nsWP, "xmlns:a", nsA, "xmlns:pic", nsPic)
	x.raw(`<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>`)
	x.raw(`<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>`)
	x.join(&b.notes.xml)
	x.close("w:footnotes")
	return x
}
