package layout

import (
	"slices"

	"kan/pipeline/doc"
	"kan/pipeline/font"
	"kan/pipeline/page"
	"kan/pipeline/paragraph"
	"kan/pipeline/style"
	"kan/pipeline/unit"
)

// section sets a column of the issue: its title, then its items.
func (t *setter) section(flow []slab, s *doc.Section, c context) []slab {
	c = c.in(t.tag(page.MarkPart))
	t.sectionTitle = doc.Plain(s.Title)
	if len(s.Title) > 0 {
		title := len(flow)
		c.level++
		flow = t.line(flow, style.Section, s.Title, c.in(t.headingTag(c.level)))
		t.mark(flow[title:], s.Anchor, &page.Bookmark{Title: doc.Plain(s.Title), Anchor: s.Anchor})
		for k := range flow[title:] {
			flow[title+k].keep = true
		}
		flow[title].newPage = t.beginsPage(title)
		tell(flow[title:], style.Here{Section: t.sectionTitle})
	}
	for k, b := range s.Blocks {
		first := len(flow)
		flow = t.blocks(flow, []doc.Block{b}, c)
		if k == 0 && len(s.Title) > 0 && first < len(flow) {
			flow[first].newPage = false // the section's title is on that page already
		}
	}
	return flow
}

// beginsPage tells whether a section or item that stands at place n of the flow
// begins a page: where the style says so, and after a contents list that has
// its page to itself.
func (t *setter) beginsPage(n int) bool {
	begins := n > 0 && (t.style.Item.NewPage || t.breakNext)
	t.breakNext = false
	return begins
}

// line sets one paragraph of a role.
func (t *setter) line(flow []slab, role style.Role, text []doc.Inline, c context) []slab {
	r := t.newRun(role)
	t.add(r, text, r.text.Font, 0)
	return t.set(flow, r, c)
}

// item sets one report: title, byline and summary where the style wants them,
// body, remark.
func (t *setter) item(flow []slab, i *doc.Item, c context) []slab {
	c = c.in(t.tag(page.MarkSect))
	c.level++
	o := t.style.Item
	if !o.NewPage && len(flow) > 0 && endsItem(flow) {
		flow = addSpace(flow, o.Gap.Of(t.style.Page.Em(t.style.Texts[style.Body].Size), t.pitch))
	}
	first := len(flow)
	flow = t.shaped(flow, style.Title, i.Title, c.in(t.headingTag(c.level)))
	t.mark(flow[first:], i.Anchor, &page.Bookmark{Level: 1, Title: doc.Plain(i.Title), Anchor: i.Anchor})
	if len(i.Subtitle) > 0 {
		dash := append([]doc.Inline{doc.Text{Text: "——", Span: i.Span}}, i.Subtitle...)
		flow = t.line(flow, style.Subtitle, dash, c.in(t.tag(page.MarkP)))
	}
	if o.BylineHead && len(i.Speaker) > 0 {
		flow = t.shaped(flow, style.Byline, i.Speaker, c.in(t.tag(page.MarkP)))
	}
	flow = addSpace(flow, t.pitch)
	flow[first].newPage = t.beginsPage(first)
	tell(flow[first:], style.Here{Item: doc.Plain(i.Title), Section: t.sectionTitle})
	if o.Summary && len(i.Summary) > 0 {
		label := []doc.Inline{&doc.Styled{Kind: doc.Strong, Text: doc.Words("摘要：", i.Span), Span: i.Span}}
		flow = t.line(flow, style.Summary, append(label, i.Summary...), c.in(t.tag(page.MarkP)))
		flow = addSpace(flow, t.pitch)
	}
	body := len(flow)
	flow = t.blocks(flow, i.Body, c)
	keepTwo(flow[body:])
	if byline := t.byline(i); !o.BylineHead && len(byline) > 0 {
		t.keepLast(flow)
		first := len(flow)
		flow = t.clauses(flow, byline, c.in(t.tag(page.MarkP)))
		for k := first; k < len(flow)-1; k++ {
			flow[k].keep = true
		}
	}
	if len(i.Remark) > 0 {
		t.keepLast(flow)
		flow = t.line(flow, style.Remark, i.Remark, c.in(t.tag(page.MarkP)))
	}
	for _, a := range i.Attachments {
		flow = t.attachment(flow, a, c)
		t.breakNext = true
	}
	return flow
}

// keepTwo keeps a second line of the body with the first: a title over a single
// line at the foot of a page looks lost.
func keepTwo(body []slab) {
	if len(body) > 1 {
		body[0].keep = true
	}
}

// clauses sets a byline on one line, or, where that is too narrow, breaks it
// between authors and unit before it breaks it anywhere else.
func (t *setter) clauses(flow []slab, text []doc.Inline, c context) []slab {
	r := t.newRun(style.Byline)
	t.add(r, text, r.text.Font, 0)
	room := c.room() - r.text.Left.Of(r.em, t.pitch) - r.text.Right.Of(r.em, t.pitch)
	if r.width() > room {
		r.clusters = breakAt(r.clusters, t.clauseBreaks(r.clusters, t.options(r, room)))
	}
	return t.set(flow, r, c)
}

// clauseBreaks breaks after every ； and, in a clause that is still too wide,
// where a title would be broken.
func (t *setter) clauseBreaks(cl []font.Cluster, o paragraph.Options) (at []int) {
	start := 0
	var w unit.Length
	for k := range cl {
		w += cl[k].Advance
		if cl[k].Text != "；" && k < len(cl)-1 {
			continue
		}
		if w > o.Width {
			for _, j := range titleBreaks(cl[start:k+1], t.names, o) {
				at = append(at, start+j)
			}
		}
		if k < len(cl)-1 {
			at = append(at, k+1)
		}
		start, w = k+1, 0
	}
	return at
}

// endsItem tells whether the flow so far ends in an item, not in a title.
func endsItem(flow []slab) bool { return !flow[len(flow)-1].keep }

// keepLast keeps the end of the flow with what is appended next.
func (t *setter) keepLast(flow []slab) {
	for k := range slices.Backward(flow) {
		flow[k].keep = true
		if !flow[k].space {
			return
		}
	}
}

func (t *setter) byline(i *doc.Item) []doc.Inline {
	if len(i.Byline) == 0 || !t.style.Item.Brackets {
		return i.Byline
	}
	out := append([]doc.Inline{doc.Text{Text: "（", Span: i.Span}}, i.Byline...)
	return append(out, doc.Text{Text: "）", Span: i.Span})
}

// note sets an editors' note: the label runs in before the first paragraph.
func (t *setter) note(flow []slab, n *doc.Note, c context) []slab {
	flow = addSpace(flow, t.pitch)
	c.role = style.Note
	for k, b := range n.Blocks {
		p, ok := b.(*doc.Paragraph)
		if k > 0 || !ok {
			flow = t.blocks(flow, []doc.Block{b}, c)
			continue
		}
		r := t.newRun(style.Note)
		t.shape(r, n.Label+"：", n.Span, t.style.Texts[style.NoteLabel].Font, 0)
		t.add(r, p.Text, r.text.Font, 0)
		flow = t.set(flow, r, c.in(t.tag(page.MarkP)))
	}
	return addSpace(flow, t.pitch)
}
