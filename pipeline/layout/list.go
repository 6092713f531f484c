package layout

import (
	"slices"
	"strconv"

	"kan/pipeline/doc"
	"kan/pipeline/page"
	"kan/pipeline/style"
	"kan/pipeline/unit"
)

// list sets list items. Ordered items of the outermost list run like
// paragraphs of official writing: number after the indent, wrapped lines flush
// left; all others hang under their text.
func (t *setter) list(flow []slab, l *doc.List, c context) []slab {
	tag := t.tag(page.MarkL)
	tag.Ordered = l.Ordered
	outer := c.in(tag)
	outer.lists++
	em := t.style.Page.Em(t.style.Texts[c.role].Size)
	hang := !l.Ordered || c.lists > 0
	for k, item := range l.Items {
		ic := outer.in(t.tag(page.MarkLI))
		body := t.tag(page.MarkLBody)
		var rest []doc.Block
		flow, rest = t.listHead(flow, bullet(l, k, c.lists), item, ic, body, hang)
		for _, b := range rest {
			inner := ic.in(body)
			if _, list := b.(*doc.List); hang && !list {
				inner.left = listLeft(inner, em, em)
			}
			flow = t.blocks(flow, []doc.Block{b}, inner)
		}
	}
	return flow
}

// listHead sets the label of an item, with its first paragraph. Where it begins
// with anything else, or is empty, the label has a line of its own, which stays
// with what follows. It returns the blocks that are left.
func (t *setter) listHead(flow []slab, label string, item doc.ListItem, c context, body page.Mark, hang bool) ([]slab, []doc.Block) {
	if len(item.Blocks) > 0 {
		if p, ok := item.Blocks[0].(*doc.Paragraph); ok {
			return t.listParagraph(flow, label, p, c, body, hang), item.Blocks[1:]
		}
	}
	first := len(flow)
	flow = t.listParagraph(flow, label, &doc.Paragraph{Span: item.Span}, c, body, hang)
	for k := first; k < len(flow) && len(item.Blocks) > 0; k++ {
		flow[k].keep = true
	}
	return flow, item.Blocks
}

// listParagraph sets the first paragraph of a list item behind its label.
func (t *setter) listParagraph(flow []slab, label string, p *doc.Paragraph, c context, body page.Mark, hang bool) []slab {
	r := t.newRun(c.role)
	t.shape(r, label, p.Span, r.text.Font, r.label(t.tag(page.MarkLbl).ID))
	n := len(r.clusters)
	if n == 0 {
		return flow // no face has the label; that has been said
	}
	for k := range r.clusters {
		r.clusters[k].KeepNext = true
	}
	w := r.width()
	if hang {
		// The label stands after the indent, a bullet in the middle of its
		// cell, the text on the next free cell.
		cell := ceilTo(w, r.em)
		r.clusters[n-1].Advance += cell - w
		if n == 1 {
			r.clusters[0].Glyphs[0].X += (cell - w) / 2
		}
		c.left = listLeft(c, r.em, cell)
		r.text.Indent = style.Measure{Abs: -cell}
	}
	t.add(r, p.Text, r.text.Font, 0)
	if !hang && n < len(r.clusters) && isWord(r.clusters[n].Text) {
		r.clusters[n-1].Advance += r.em / 4 // “1.”与“7月”不能连成“1.7月”
	}
	return t.setLabelled(flow, r, c, body, t.tag(page.MarkP))
}

// setLabelled sets a run that begins with a label, which stands in c, while the
// rest of the text stands in the elements inner.
func (t *setter) setLabelled(flow []slab, r *run, c context, inner ...page.Mark) []slab {
	first := len(flow)
	path := append(slices.Clip(c.path), inner...)
	outer := c.path
	c.path = path
	flow = t.set(flow, r, c)
	for first < len(flow) && flow[first].space {
		first++
	}
	if first == len(flow) {
		return flow
	}
	s := &flow[first]
	s.path = outer
	rest := 0 // after the last label
	for k, item := range s.items {
		if m, ok := item.(page.Mark); ok && m.Close && m.Kind == page.MarkLbl {
			rest = k + 1
		}
	}
	if rest < len(s.items) {
		s.items = append(s.items[:rest:rest], enclosed(inner, s.items[rest:]...)...)
	}
	return flow
}

// listLeft is where the text of an item begins: two characters further in for
// each list around it, but never behind the middle of the column.
func listLeft(c context, em, label unit.Length) unit.Length {
	return min(c.left+2*em*unit.Length(c.lists)+label, max(c.left, c.measure/2))
}

// bullet is the label of item k of a list at that depth.
func bullet(l *doc.List, k, depth int) string {
	if !l.Ordered {
		return [...]string{"•", "–"}[min(depth, 1)]
	}
	n := strconv.Itoa(l.Start + k)
	switch depth {
	case 0:
		return n + "."
	case 1:
		return "（" + n + "）"
	}
	return circled(l.Start + k)
}
