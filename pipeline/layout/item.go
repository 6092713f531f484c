package layout

import (
	"slices"
	"strconv"

	"kan/pipeline/doc"
	"kan/pipeline/font"
	"kan/pipeline/page"
	"kan/pipeline/paragraph"
	"kan/pipeline/source"
	"kan/pipeline/style"
	"kan/pipeline/unit"
)

// section sets a column of the issue: its title, then its items.
func (t *setter) section(flow []slab, s *doc.Section, c context) []slab {
	c = c.in(t.tag(page.MarkSect))
	if len(s.Title) > 0 {
		title := len(flow)
		flow = t.line(flow, style.Section, s.Title, c.in(t.tag(page.MarkH1)))
		t.mark(flow[title:], s.Anchor, &page.Bookmark{Title: doc.Plain(s.Title), Anchor: s.Anchor})
		for k := range flow[title:] {
			flow[title+k].keep = true
		}
		flow[title].newPage = t.beginsPage(title)
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
	c = c.in(t.tag(page.MarkPart))
	o := t.style.Item
	if !o.NewPage && len(flow) > 0 && endsItem(flow) {
		flow = addSpace(flow, o.Gap.Of(t.style.Page.Em(t.style.Texts[style.Body].Size), t.pitch))
	}
	first := len(flow)
	flow = t.shaped(flow, style.Title, i.Title, c.in(t.tag(page.MarkH2)))
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
	room := t.measure - c.left - c.right - r.text.Left.Of(r.em, t.pitch) - r.text.Right.Of(r.em, t.pitch)
	if r.width() > room {
		r.clusters = breakAt(r.clusters, clauseBreaks(r.clusters, room))
	}
	return t.set(flow, r, c)
}

// clauseBreaks breaks after every ； and, in a clause that is still too wide,
// where shapeTitle finds the best place.
func clauseBreaks(cl []font.Cluster, room unit.Length) (at []int) {
	start := 0
	var w unit.Length
	for k := range cl {
		w += cl[k].Advance
		if cl[k].Text != "；" && k < len(cl)-1 {
			continue
		}
		if w > room {
			inner, _ := shapeTitle(cl[start:k+1], int((w+room-1)/room), room)
			for _, j := range inner {
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

// pageRef is a page number of the contents list, filled in when all pages
// stand: item takes the digits, which end at right; dots lead up to them.
type pageRef struct {
	anchor string
	item   *page.Glyphs
	right  unit.Length
	role   style.Role
}

// contents sets the contents list. Every entry keeps three characters free for
// its page number, so that numbers never change the line breaks.
func (t *setter) contents(flow []slab, list *doc.Contents, c context) []slab {
	flow = addSpace(flow, t.pitch)
	c = c.in(t.tag(page.MarkTOC))
	if t.style.Contents.Title != "" {
		flow = t.line(flow, style.ContentsTitle, doc.Words(t.style.Contents.Title, source.Span{}), c.in(t.tag(page.MarkH1)))
	}
	for _, e := range list.Entries {
		role := style.ContentsEntry
		if e.Level == 0 {
			role = style.ContentsSection
		}
		r := t.newRun(role)
		t.add(r, e.Text, r.text.Font, 0)
		first := len(flow)
		room := 3 * r.em
		ec := c.in(t.tag(page.MarkTOCI))
		ec.right += room
		left := ec.left + r.text.Left.Of(r.em, t.pitch)
		lines := paragraph.Break(r.clusters, t.options(r, t.measure-left-ec.right))
		flow = t.setLines(flow, r, lines, left, ec)
		last := len(flow) - 1
		for last > first && flow[last].space {
			last--
		}
		if e.Level > 0 && len(lines) > 0 {
			end := lines[len(lines)-1]
			t.refer(&flow[last], r, e, left+end.X[len(end.X)-1]+r.clusters[end.End-1].Advance, role)
		}
	}
	t.breakNext = t.style.Contents.NewPage
	return addSpace(flow, t.pitch)
}

// refer draws the leader of an entry and leaves its page number to be filled in.
func (t *setter) refer(s *slab, r *run, e doc.Entry, from unit.Length, role style.Role) {
	y := baseline(r.em, s.height)
	to := t.measure - 2*r.em
	for x := ceilTo(from+r.em/2, r.em/2); x < to; x += r.em / 2 {
		s.items = append(s.items, page.Box{X: x, Y: y - r.em.MulDiv(35, 100), W: r.em / 16, H: r.em / 16,
			Color: r.looks[0].color})
	}
	g := &page.Glyphs{Y: y, Size: r.em, Color: r.looks[0].color}
	s.items = append(s.items, g, page.Link{W: t.measure, H: s.height, Anchor: e.Anchor, Contents: doc.Plain(e.Text)})
	t.pageRefs = append(t.pageRefs, pageRef{anchor: e.Anchor, item: g, right: t.measure, role: role})
}

// fillPageNumbers writes the page numbers of the contents list and drops runs
// that stayed empty.
func (t *setter) fillPageNumbers(d *page.Document) {
	numbers := map[string]int{}
	for n, p := range d.Pages {
		for _, item := range p.Items {
			if a, ok := item.(page.Anchor); ok {
				numbers[a.Name] = n + 1
			}
		}
	}
	for _, ref := range t.pageRefs {
		r := t.newRun(ref.role)
		t.shape(r, strconv.Itoa(numbers[ref.anchor]), source.Span{}, r.text.Font, 0)
		placed := placeRun(r, 0, 0)
		if len(placed) != 1 {
			continue // digits of several faces: no such font
		}
		g := placed[0].(*page.Glyphs)
		x, y := ref.item.X+ref.right-r.width(), ref.item.Y
		*ref.item = *g
		ref.item.X, ref.item.Y = x, y
	}
}

// placeRun sets a run on one line from x, without justification.
func placeRun(r *run, x, y unit.Length) []page.Item {
	ln := paragraph.Line{End: len(r.clusters)}
	var at unit.Length
	for _, c := range r.clusters {
		ln.X = append(ln.X, at)
		at += c.Advance
	}
	items, _ := r.items(ln, x, y)
	return items
}
