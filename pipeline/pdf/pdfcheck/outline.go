package pdfcheck

import "strings"

// outlineWalk follows the outline; every item is visited once.
type outlineWalk struct {
	c    *checker
	seen map[ref]bool
}

// checkOutline checks the outline, if there is one (ISO 32000-1 §12.3.3).
func (c *checker) checkOutline() {
	o := c.root["Outlines"]
	if o == nil {
		return
	}
	w := &outlineWalk{c, map[ref]bool{}}
	root, _ := o.(ref)
	d := c.dict(o)
	c.wantType(where(o, "file"), d, "Outlines", false)
	if d["First"] == nil {
		c.fault("outline/empty", where(o, "file"), "the outline has no items")
		return
	}
	visible := w.items(root, d, 0)
	if n, _ := c.int(d["Count"]); n != visible {
		c.fault("outline/count", where(o, "file"), "the Count of the outline is %d, %d items are visible", n, visible)
	}
}

// items visits the items below one and tells how many are visible when it is
// open: its own, and those below open ones.
func (w *outlineWalk) items(parent ref, d dict, depth int) (visible int) {
	at := parent.String()
	if depth > maxTreeDepth {
		w.c.fault("outline/links", at, "the outline is too deep")
		return 0
	}
	var prev object
	for next := d["First"]; next != nil; {
		r, ok := next.(ref)
		item := w.c.dict(next)
		if !ok || item == nil || w.seen[r] {
			w.c.fault("outline/links", at, "an item below is no object of its own, or is there twice")
			return visible
		}
		w.seen[r] = true
		if item["Parent"] != object(parent) {
			w.c.fault("outline/links", r.String(), "its Parent is not the item above it")
		}
		if item["Prev"] != prev {
			w.c.fault("outline/links", r.String(), "its Prev is not the item before it")
		}
		visible += 1 + w.item(r, item, depth)
		prev, next = r, item["Next"]
	}
	if d["Last"] != prev {
		w.c.fault("outline/links", at, "its Last is not the last of the items below")
	}
	return visible
}

// item checks one item and gives the number of visible items below it.
func (w *outlineWalk) item(r ref, d dict, depth int) int {
	at := r.String()
	if strings.TrimSpace(w.c.text(d["Title"])) == "" {
		w.c.fault("outline/title", at, "an item of the outline has no title")
	}
	switch {
	case d["Dest"] != nil && d["A"] != nil:
		w.c.fault("outline/target", at, "an item of the outline has Dest and A")
	case d["Dest"] != nil:
		w.c.checkTarget(at, d["Dest"])
	case len(w.c.actionsOf(d["A"])) != 1:
		w.c.fault("outline/target", at, "an item of the outline leads nowhere")
	}
	count, _ := w.c.int(d["Count"])
	below := 0
	if d["First"] != nil {
		below = w.items(r, d, depth+1)
	} else if d["Last"] != nil {
		w.c.fault("outline/links", at, "it has Last and no First")
	}
	if count != below && count != -below {
		w.c.fault("outline/count", at, "its Count is %d, there are %d items below", count, below)
	}
	if count < 0 {
		return 0 // closed
	}
	return below
}
