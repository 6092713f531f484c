package layout

import (
	"strconv"

	"kan/pipeline/doc"
	"kan/pipeline/page"
	"kan/pipeline/style"
	"kan/pipeline/unit"
)

// landscape sets blocks for pages turned sideways (GB/T 9704-2012 clause 8).
func (t *setter) landscape(flow []slab, b *doc.Landscape, c context) []slab {
	if c.turned {
		return t.blocks(flow, b.Blocks, c)
	}
	c.column, c.left, c.right = t.turnedColumn(), 0, 0
	inner := t.blocks(nil, b.Blocks, c)
	for k := range inner {
		inner[k].turned = true
	}
	if len(inner) > 0 && len(flow) > 0 && inner[0].space {
		inner[0].keep = flow[len(flow)-1].keep // a title goes with its table
	}
	return append(flow, inner...)
}

// signature sets who signs and the date (GB/T 9704-2012 7.3.5.2): one line
// under the text; the right edge of the longest organ two characters in; the
// date two characters right of the last organ, or, when it is longer than that
// allows, itself two characters in and the organ two characters left of it.
func (t *setter) signature(flow []slab, b *doc.Signature, c context) []slab {
	flow = addSpace(flow, t.pitch)
	t.keepLast(flow)
	em := t.newRun(style.Signature).em
	var organs []*run
	var widest unit.Length
	for _, by := range b.By {
		r := t.oneRun(style.Signature, by)
		organs, widest = append(organs, r), max(widest, min(r.width(), c.room()-4*em))
	}
	date := t.oneRun(style.Signature, b.Date)
	edge := c.measure - c.right - 2*em
	left := edge - widest
	dated := left + 2*em
	if dated+date.width() > edge {
		dated = edge - date.width()
		left = dated - 2*em
	}
	first := len(flow)
	for _, r := range organs {
		// Several organs stand one under the other, in the middle of the widest.
		if r.width() > c.room()-4*em {
			r.text.Align, r.text.Right = style.Right, style.Measure{Abs: 2 * em}
			flow = t.set(flow, r, c.in(t.tag(page.MarkP)))
			continue
		}
		x := left
		if len(organs) > 1 {
			x += (widest - r.width()) / 2
		}
		flow = t.fixed(flow, r, x, c.in(t.tag(page.MarkP)))
	}
	if len(b.Date) > 0 {
		flow = t.fixed(flow, date, dated, c.in(t.tag(page.MarkP)))
	}
	for k := first; k < len(flow); k++ {
		flow[k].sign, flow[k].keep = true, k < len(flow)-1
	}
	return flow
}

// oneRun shapes text that stays on one line.
func (t *setter) oneRun(role style.Role, text []doc.Inline) *run {
	r := t.newRun(role)
	t.add(r, text, r.text.Font, 0)
	return r
}

// fixed appends a line of the grid with a run at x; one too wide begins further left.
func (t *setter) fixed(flow []slab, r *run, x unit.Length, c context) []slab {
	x = max(min(x, c.measure-c.right-r.width()), c.left)
	s := slab{height: t.leading(r), path: c.path, line: true, turned: c.turned}
	s.items, s.notes = t.placeLine(r, x, baseline(r.em, s.height))
	return append(flow, s)
}

// attachmentList names the attachments (附件说明, GB/T 9704-2012 7.3.4): a line
// under the text, indented by two characters, wrapped lines under the first
// character of the name, no mark behind it.
func (t *setter) attachmentList(flow []slab, b *doc.AttachmentList, c context) []slab {
	flow = addSpace(flow, t.pitch)
	for k, a := range b.Attachments {
		r := t.newRun(style.AttachmentList)
		lead := "附件："
		if a.Number > 0 {
			lead += strconv.Itoa(a.Number) + "."
		}
		label := t.newRun(style.AttachmentList)
		t.shape(label, lead, a.Span, r.text.Font, 0)
		hang := label.width()
		if k > 0 {
			full := "附件："
			lead = lead[len(full):]
		}
		t.shape(r, lead, a.Span, r.text.Font, 0)
		own := r.width()
		t.shape(r, doc.Plain(a.Title), a.Span, r.text.Font, 0) // its notes stand at its own head
		r.text.Left = style.Measure{Abs: 2*r.em + hang}
		r.text.Indent = style.Measure{Abs: -own}
		flow = t.set(flow, r, c.in(t.tag(page.MarkP)))
	}
	return flow
}

// attachment begins a page: 附件 or 附件1 at its head, flush left, the title in
// the middle of the third line, then its text as any other (7.3.7).
func (t *setter) attachment(flow []slab, b *doc.Attachment, c context) []slab {
	c = c.in(t.tag(page.MarkSect))
	c.level++
	label := "附件"
	if b.Number > 0 {
		label += strconv.Itoa(b.Number)
	}
	first := len(flow)
	flow = t.line(flow, style.AttachmentLabel, doc.Words(label, b.Span), c.in(t.tag(page.MarkP)))
	flow = addSpace(flow, t.pitch)
	title := len(flow)
	flow = t.shaped(flow, style.Title, b.Title, c.in(t.headingTag(c.level)))
	t.mark(flow[title:], b.Anchor, &page.Bookmark{Level: 2, Title: label + "　" + doc.Plain(b.Title), Anchor: b.Anchor})
	for k := first; k < len(flow); k++ {
		flow[k].keep = true
	}
	flow[first].newPage = true
	flow = addSpace(flow, t.pitch)
	flow[len(flow)-1].keep = true
	body := len(flow)
	flow = t.blocks(flow, b.Blocks, c)
	if len(flow) > body && flow[body].turned {
		t.turnAll(flow[first:body]) // label and title stand over the wide table they belong to
	}
	return flow
}

// turnAll puts slabs of an upright column on a turned page. They were set for a
// narrower measure and stand in its middle.
func (t *setter) turnAll(flow []slab) {
	shiftBy := (t.turnedColumn().measure - t.uprightColumn().measure) / 2
	for k := range flow {
		flow[k].turned = true
		if k == 0 {
			continue // the label stays flush left
		}
		for j, item := range flow[k].items {
			flow[k].items[j] = shift(item, shiftBy, 0)
		}
	}
}
