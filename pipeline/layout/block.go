package layout

import (
	"slices"

	"kan/pipeline/cjk"
	"kan/pipeline/doc"
	"kan/pipeline/font"
	"kan/pipeline/page"
	"kan/pipeline/paragraph"
	"kan/pipeline/style"
	"kan/pipeline/unit"
)

// context is where blocks stand: in a column how wide, how far in, in which
// elements, in which role.
type context struct {
	column
	left, right unit.Length
	path        []page.Mark
	role        style.Role // of plain paragraphs
	lists       int        // depth of lists
	level       int        // of the heading it stands under
}

// in returns the context inside one more element.
func (c context) in(g page.Mark) context {
	c.path = append(slices.Clip(c.path), g)
	return c
}

// room is what the margins leave of the measure.
func (c context) room() unit.Length { return c.measure - c.left - c.right }

func (t *setter) blocks(flow []slab, blocks []doc.Block, c context) []slab {
	for _, b := range blocks {
		switch b := b.(type) {
		case *doc.Heading:
			flow = t.heading(flow, b, c)
		case *doc.Paragraph:
			flow = t.plain(flow, b.Text, c)
		case *doc.List:
			flow = t.list(flow, b, c)
		case *doc.Quote:
			inner := c.in(t.tag(page.MarkQuote))
			inner.role = style.Quote
			flow = t.blocks(flow, b.Blocks, inner)
		case *doc.Table:
			flow = t.table(flow, b, c)
		case *doc.Figure:
			flow = t.figure(flow, b, c)
		case *doc.CodeBlock:
			flow = t.code(flow, b, c)
		case *doc.Divider:
			w := c.room() / 3
			flow = append(flow, slab{height: t.pitch, path: c.path, items: artifact(page.Layout,
				page.Box{X: c.left + (c.room()-w)/2, Y: t.pitch / 2, W: w, H: unit.Pt / 2})})
		case *doc.Landscape:
			flow = t.landscape(flow, b, c)
		case *doc.Signature:
			flow = t.signature(flow, b, c)
		case *doc.AttachmentList:
			flow = t.attachmentList(flow, b, c)
		case *doc.Attachment:
			flow = t.attachment(flow, b, c)
		case *doc.Digest:
			flow = t.digest(flow, b, c)
		case *doc.Contents:
			flow = t.contents(flow, b, c)
		case *doc.Note:
			flow = t.note(flow, b, c)
		case *doc.Section:
			flow = t.section(flow, b, c)
		case *doc.Item:
			flow = t.item(flow, b, c)
		}
	}
	return flow
}

// plain sets running text in the context's role.
func (t *setter) plain(flow []slab, text []doc.Inline, c context) []slab {
	r := t.newRun(c.role)
	r.looks[0].foreign = western(doc.Plain(text))
	t.add(r, text, r.text.Font, 0)
	return t.set(flow, r, c.in(t.tag(page.MarkP)))
}

// western tells whether a text is words without any Chinese: the marks that it
// shares with Chinese are then its own.
func western(text string) bool {
	words := false
	for _, r := range text {
		switch cjk.ClassOf(r) {
		case cjk.Han:
			return false
		case cjk.Letter:
			words = true
		}
	}
	return words
}

// set breaks a run into lines and appends them as slabs.
func (t *setter) set(flow []slab, r *run, c context) []slab {
	left := c.left + r.text.Left.Of(r.em, t.pitch)
	width := c.measure - left - c.right - r.text.Right.Of(r.em, t.pitch)
	width = max(width, 2*r.em) // so deep inside lists and quotes that nothing is left: overlap rather than lose
	r.loosen(width)
	return t.setLines(flow, r, t.breaker.Break(r.clusters, t.options(r, width)), left, c)
}

// setLines appends broken lines as slabs: leading, occupied grid lines and the
// rules for page breaks inside a paragraph. The last line of a paragraph never
// stands alone at the head of a page (孤行不成页): the one before it goes along.
func (t *setter) setLines(flow []slab, r *run, lines []paragraph.Line, left unit.Length, c context) []slab {
	text := r.text
	flow = addSpace(flow, text.Before.Of(r.em, t.pitch))
	leading := text.Leading.Of(r.em, t.pitch)
	if leading == 0 {
		leading = t.pitch
	}
	first := len(flow)
	for k, ln := range lines {
		s := slab{height: leading, path: c.path, line: true, keep: text.Keep || k == len(lines)-2}
		s.items, s.notes = t.items(r, ln, left, baseline(r.em, leading))
		flow = append(flow, s)
	}
	if text.Occupy > 0 && len(flow) > first {
		t.occupy(flow[first:], text.Occupy)
	} else if leading%t.pitch != 0 {
		flow = addSnap(flow)
	}
	return addSpace(flow, text.After.Of(r.em, t.pitch))
}

// occupy pads a block so that it takes a whole number of grid lines, at least
// n, with the text in the middle (占行, clreq §7).
func (t *setter) occupy(block []slab, n int) {
	var h unit.Length
	for _, s := range block {
		h += s.height
	}
	pad := max(ceilTo(h, t.pitch), t.pitch*unit.Length(n)) - h
	for k, item := range block[0].items {
		block[0].items[k] = shift(item, 0, pad/2)
	}
	block[0].height += pad / 2
	block[len(block)-1].height += pad - pad/2
}

func (t *setter) heading(flow []slab, h *doc.Heading, c context) []slab {
	role := style.Heading1 + style.Role(h.Level-1)
	r := t.newRun(role)
	if h.Number != "" {
		t.shape(r, h.Number, h.Span, r.text.Font, 0)
	}
	t.add(r, h.Text, r.text.Font, 0)
	first := len(flow)
	flow = t.set(flow, r, c.in(t.headingTag(c.level+h.Level)))
	t.mark(flow[first:], h.Anchor, &page.Bookmark{Level: h.Level, Title: h.Number + doc.Plain(h.Text), Anchor: h.Anchor})
	return flow
}

// headingTag is the element of a heading at a level of the whole issue. There
// are six (PDF 32000-1 §14.8.4.3.2); what is deeper is taken as the sixth.
func (t *setter) headingTag(level int) page.Mark {
	return t.tag(page.MarkH1 + page.MarkKind(min(level, 6)-1))
}

// tell notes on the first slab that shows something what begins with it.
func tell(block []slab, here style.Here) {
	for k := range block {
		if !block[k].space {
			block[k].here = &here
			return
		}
	}
}

// mark puts an anchor and a bookmark on the first slab that shows something;
// what has no anchor cannot be led to.
func (t *setter) mark(block []slab, anchor string, b *page.Bookmark) {
	if anchor == "" {
		return
	}
	for k := range block {
		if !block[k].space {
			block[k].items = append([]page.Item{page.Anchor{Name: anchor}}, block[k].items...)
			block[k].bookmark = b
			return
		}
	}
}

// code sets a code block line by line as it stands, each a paragraph: what is
// heard or copied has the lines too.
func (t *setter) code(flow []slab, b *doc.CodeBlock, c context) []slab {
	c.role = style.CodeText
	c = c.in(t.tag(page.MarkDiv))
	for k, line := range b.Lines {
		r := t.newRun(style.CodeText)
		t.shape(r, line.Text, line.Span, r.text.Font, 0)
		in := c.in(t.tag(page.MarkP))
		in.left = min(c.left+r.outdent(), max(c.left, c.measure/2))
		if len(r.clusters) == 0 {
			r.clusters = append(r.clusters, font.Cluster{Text: "\n", Size: r.em})
		}
		flow = t.set(flow, r, in)
		if k < len(b.Lines)-1 && flow[len(flow)-1].snap {
			flow = flow[:len(flow)-1] // one snap for the whole block
		}
	}
	return flow
}

// outdent takes the spaces off the head of a line of code, where breaking lines
// would swallow them, and tells how far they indent it: a space half an em, a
// tab four of them.
func (r *run) outdent() (indent unit.Length) {
	n := 0
	for ; n < len(r.clusters) && (r.clusters[n].Text == " " || r.clusters[n].Text == "\t"); n++ {
		width := r.em / 2
		if r.clusters[n].Text == "\t" {
			width *= 4
		}
		indent += width
	}
	r.clusters = r.clusters[n:]
	return indent
}
