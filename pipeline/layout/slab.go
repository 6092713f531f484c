package layout

import (
	"kan/pipeline/page"
	"kan/pipeline/style"
	"kan/pipeline/unit"
)

// slab is an atomic piece of the column: a line of text, a space, a figure.
// Its items are placed relative to its top and the type area's left edge.
type slab struct {
	height   unit.Length
	items    []page.Item
	path     []page.Mark // structure elements it stands in, outermost first
	notes    []*note
	repeat   []slab // set again when a page begins with this slab: a table's head
	bookmark *page.Bookmark

	here *style.Here // the item and section that begin with it

	line    bool // of text: may stand nearer to its neighbours
	turned  bool // stands on a page turned sideways
	sign    bool // part of a signature, which is never alone on a page
	keep    bool // no page break after it
	newPage bool // begins a page
	space   bool // empty: dropped at the head of a page
	snap    bool // takes what is missing to the next line of the grid
}

// begins tells whether a page begins with s, which follows before.
func (s *slab) begins(before *slab) bool { return s.newPage || s.turned != before.turned }

// addSpace appends vertical space. Adjacent spaces do not add up: the larger
// counts. A space after something that keeps with its successor keeps too.
func addSpace(flow []slab, h unit.Length) []slab {
	if h <= 0 {
		return flow
	}
	n := len(flow)
	if n > 0 && flow[n-1].space && !flow[n-1].snap {
		flow[n-1].height = max(flow[n-1].height, h)
		return flow
	}
	return append(flow, slab{height: h, space: true, keep: n > 0 && flow[n-1].keep})
}

// addSnap brings the column back onto the grid after something off it.
func addSnap(flow []slab) []slab {
	n := len(flow)
	return append(flow, slab{space: true, snap: true, keep: n > 0 && flow[n-1].keep})
}

// ceilTo rounds h up to a whole number of steps.
func ceilTo(h, step unit.Length) unit.Length { return (h + step - 1) / step * step }

// shift moves an item. Runs and images are moved in place: a slab is placed once.
func shift(item page.Item, dx, dy unit.Length) page.Item {
	switch i := item.(type) {
	case *page.Glyphs:
		i.X += dx
		i.Y += dy
	case *page.Image:
		i.X += dx
		i.Y += dy
	case page.Box:
		i.X += dx
		i.Y += dy
		return i
	case page.Link:
		i.X += dx
		i.Y += dy
		return i
	case page.Anchor:
		i.X += dx
		i.Y += dy
		return i
	}
	return item
}

// copySlabs copies slabs deeply enough to be placed once more, without the
// marks of notes: their notes stand on the first page only.
func copySlabs(in []slab) []slab {
	out := make([]slab, len(in))
	for k, s := range in {
		out[k] = s
		out[k].notes, out[k].bookmark = nil, nil
		out[k].items = make([]page.Item, 0, len(s.items))
		for _, item := range s.items {
			if g, ok := item.(*page.Glyphs); ok {
				if ofNote(s.notes, g) {
					continue
				}
				c := *g
				item = &c
			}
			out[k].items = append(out[k].items, item)
		}
	}
	return out
}

// balance brings flow[first:] back onto the grid by sharing what is missing
// between the space before it and after it.
func (t *setter) balance(flow []slab, first int, before, after unit.Length) []slab {
	var h unit.Length
	for _, s := range flow[first:] {
		h += s.height
	}
	spare := ceilTo(before+h+after, t.pitch) - before - h - after
	lead := slab{height: before + spare/2, space: true, keep: first > 0 && flow[first-1].keep}
	flow = append(flow[:first:first], append([]slab{lead}, flow[first:]...)...)
	return addSnap(addSpace(flow, after+spare-spare/2))
}
