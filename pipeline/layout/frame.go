package layout

import (
	"kan/pipeline/page"
	"kan/pipeline/unit"
)

// column is the inside of a type area: how wide and deep, on which kind of page.
type column struct {
	measure, depth unit.Length
	turned         bool
}

// frame is the type area of one page as it is read: a turned page lies on its
// side.
type frame struct {
	column
	width, height unit.Length // of the page
	x, y          unit.Length // top left corner of the type area
}

// frame is the type area of page n (from 0). The binding edge is left on odd
// pages and right on even ones. The head of a turned page is what is the left
// edge of others: the binding edge on odd pages and the fore edge on even
// ones (GB/T 9704-2012 clause 8).
func (t *setter) frame(n int, turned bool) frame {
	p := t.style.Page
	left := p.Inner
	if n%2 == 1 {
		left = p.Outer
	}
	if turned {
		return frame{t.turnedColumn(), p.Height, p.Width, p.Bottom, left}
	}
	return frame{t.uprightColumn(), p.Width, p.Height, left, p.Top}
}

func (t *setter) uprightColumn() column {
	return column{measure: t.style.Page.Measure(), depth: t.style.Page.Depth()}
}

func (t *setter) turnedColumn() column {
	return column{measure: t.style.Page.Depth(), depth: t.style.Page.Measure(), turned: true}
}

// turn moves an item that stands on an upright page to where it is when that
// page is turned to the right, as its folio must be (GB/T 9704-2012 clause 8:
// the number keeps its place). Only runs of glyphs and boxes stand there.
func turn(item page.Item, height unit.Length) page.Item {
	switch i := item.(type) {
	case *page.Glyphs:
		i.X, i.Y, i.Turned = height-i.Y, i.X, true
	case page.Box:
		i.X, i.Y, i.W, i.H = height-i.Y-i.H, i.X, i.H, i.W
		return i
	}
	return item
}
