package layout

import (
	"strconv"

	"kan/pipeline/doc"
	"kan/pipeline/page"
	"kan/pipeline/paragraph"
	"kan/pipeline/source"
	"kan/pipeline/style"
	"kan/pipeline/unit"
)

// pageRef is a page number of the contents list, filled in when all pages
// stand: item takes the digits, which end at right; dots lead up to them.
type pageRef struct {
	anchor string
	item   *page.Glyphs
	right  unit.Length
	role   style.Role
}

// contents sets the contents list.
func (t *setter) contents(flow []slab, list *doc.Contents, c context) []slab {
	flow = addSpace(flow, t.pitch)
	if t.style.Contents.Title != "" {
		flow = t.line(flow, style.ContentsTitle, doc.Words(t.style.Contents.Title, source.Span{}), c.in(t.headingTag(1)))
	}
	c = c.in(t.tag(page.MarkTOC))
	for _, e := range list.Entries {
		role := style.ContentsEntry
		if e.Level == 0 {
			role = style.ContentsSection
		}
		flow = t.entry(flow, role, e, c.in(t.tag(page.MarkTOCI)))
	}
	t.breakNext = t.style.Contents.NewPage
	return addSpace(flow, t.pitch)
}

// entry sets one line of a contents list. It keeps three characters free for
// the page number, so that numbers never change the line breaks: one pass
// settles the list.
func (t *setter) entry(flow []slab, role style.Role, e doc.Entry, c context) []slab {
	if e.Level > 0 {
		c = c.in(t.tag(page.MarkReference)).in(t.tag(page.MarkLink))
	} else {
		c = c.in(t.tag(page.MarkP))
	}
	r := t.newRun(role)
	t.add(r, e.Text, r.text.Font, 0)
	first := len(flow)
	c.right += 3 * r.em
	left := c.left + r.text.Left.Of(r.em, t.pitch)
	lines := paragraph.Break(r.clusters, t.options(r, c.measure-left-c.right))
	flow = t.setLines(flow, r, lines, left, c)
	last := len(flow) - 1
	for last > first && flow[last].space {
		last--
	}
	if e.Level > 0 && len(lines) > 0 {
		end := lines[len(lines)-1]
		t.refer(&flow[last], r, e, left+end.X[len(end.X)-1]+r.clusters[end.End-1].Advance, role)
	}
	return flow
}

// refer draws the leader of an entry and leaves its page number to be filled in.
func (t *setter) refer(s *slab, r *run, e doc.Entry, from unit.Length, role style.Role) {
	y := baseline(r.em, s.height)
	to := t.measure - 2*r.em
	var dots []page.Item
	for x := ceilTo(from+r.em/2, r.em/2); x < to; x += r.em / 2 {
		dots = append(dots, page.Box{X: x, Y: y - r.em.MulDiv(35, 100), W: r.em / 16, H: r.em / 16,
			Color: r.looks[0].color})
	}
	s.items = append(s.items, artifact(page.Layout, dots...)...)
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
		placed := t.placeRun(r, 0, 0)
		if len(placed) != 1 {
			continue // digits of several faces: no such font
		}
		g := placed[0].(*page.Glyphs)
		x, y := ref.item.X+ref.right-r.width(), ref.item.Y
		*ref.item = *g
		ref.item.X, ref.item.Y = x, y
	}
}
