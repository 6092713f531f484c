package parity

import (
	"strconv"

	"kan/pipeline/doc"
)

// matter is what an issue has around the bodies of its reports. The words that
// the house style or the setter adds stand here once more on purpose: a word
// that one of them loses must be missed.
func (e *expecter) matter(b doc.Block) {
	switch b := b.(type) {
	case *doc.Note:
		e.editorsNote(b)
	case *doc.Digest:
		e.add(begin(Contents, e.style.Digest.Title))
		for _, entry := range b.Entries {
			e.add(begin(Contents, "").inlines(entry.Title).generated(pageNumber))
			e.add(begin(Contents, "").inlines(entry.Summary))
		}
	case *doc.Contents:
		e.add(begin(Contents, e.style.Contents.Title))
		for _, entry := range b.Entries {
			e.add(begin(Contents, "").inlines(entry.Text).generated(pageNumber))
		}
	case *doc.Section:
		e.add(begin(Title, "").inlines(b.Title))
		e.blocks(b.Blocks)
	case *doc.Item:
		e.item(b)
	case *doc.AttachmentList:
		for k, a := range b.Attachments {
			w := begin(Sign, "")
			if k == 0 {
				w.text("附件：")
			}
			if a.Number > 0 {
				w.text(strconv.Itoa(a.Number) + ".")
			}
			e.add(w.text(doc.Plain(a.Title)))
		}
	case *doc.Attachment:
		e.add(begin(Sign, attachmentLabel(b)))
		e.add(begin(Title, "").inlines(b.Title))
		e.blocks(b.Blocks)
	}
}

// editorsNote runs the label in before the first paragraph.
func (e *expecter) editorsNote(n *doc.Note) {
	for k, b := range n.Blocks {
		if p, ok := b.(*doc.Paragraph); ok && k == 0 {
			e.add(begin(Body, n.Label+"：").inlines(p.Text))
		} else {
			e.blocks([]doc.Block{b})
		}
	}
}

// item is one report.
func (e *expecter) item(i *doc.Item) {
	o := e.style.Item
	e.add(begin(Title, "").inlines(i.Title))
	if len(i.Subtitle) > 0 {
		e.add(begin(Title, "——").inlines(i.Subtitle))
	}
	if o.BylineHead {
		e.add(begin(Body, "").inlines(i.Speaker))
	}
	if o.Summary && len(i.Summary) > 0 {
		e.add(begin(Body, "摘要：").inlines(i.Summary))
	}
	e.blocks(i.Body)
	if !o.BylineHead && len(i.Byline) > 0 {
		left, right := "", ""
		if o.Brackets {
			left, right = "（", "）"
		}
		e.add(begin(Body, left).inlines(i.Byline).text(right))
	}
	e.add(begin(Body, "").inlines(i.Remark))
	for _, a := range i.Attachments {
		e.matter(a)
	}
}

// attachmentLabel is what stands before an attachment's name in the list of them.
func attachmentLabel(a *doc.Attachment) string {
	if a.Number == 0 {
		return "附件"
	}
	return "附件" + strconv.Itoa(a.Number)
}
