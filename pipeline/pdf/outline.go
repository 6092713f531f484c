package pdf

import (
	"fmt"
	"slices"
	"strconv"

	"kan/pipeline/page"
)

// destination is a named place: a page and a point on it in milli-points.
type destination struct {
	name string
	page ref
	x, y int64
}

// maxNames is the number of destinations in a leaf of the name tree.
const maxNames = 64

// names writes the name tree of the destinations (PDF 32000-1 §7.9.6) and
// returns its root, 0 when there are none. Two places of one name are an error.
func (f *file) names(dests []destination) (ref, error) {
	if len(dests) == 0 {
		return 0, nil
	}
	slices.SortFunc(dests, func(a, b destination) int {
		switch {
		case a.name < b.name:
			return -1
		case a.name > b.name:
			return 1
		}
		return 0
	})
	for i := range dests[1:] {
		if dests[i].name == dests[i+1].name {
			return 0, fmt.Errorf("two anchors are named %q", dests[i].name)
		}
	}
	var leaves []ref
	for leaf := range slices.Chunk(dests, maxNames) {
		var o object
		o.open()
		o.raw("/Limits[")
		o.b = appendBytes(o.b, leaf[0].name)
		o.b = appendBytes(o.b, leaf[len(leaf)-1].name)
		o.raw("]/Names[")
		for _, d := range leaf {
			o.b = appendBytes(o.b, d.name)
			o.raw("[")
			o.b = appendRef(o.b, d.page)
			o.raw("/XYZ ")
			o.b = appendMilli(o.b, d.x, d.y)
			o.raw(" null]\n")
		}
		o.raw("]")
		o.close()
		r, err := f.add(o)
		if err != nil {
			return 0, err
		}
		leaves = append(leaves, r)
	}
	var o object
	o.open()
	o.refs("Kids", leaves)
	o.close()
	return f.add(o)
}

// node is an outline item and its relations, as indices; -1 is none.
type node struct {
	page.Bookmark
	ref                             ref
	parent, prev, next, first, last int
	below                           int // descendants, all of them visible
}

// outline writes the bookmarks (§12.3.3) and returns the outline dictionary, 0
// when there are none. All items are open. A level that skips one is taken as
// one deeper than the entry before it.
func (f *file) outline(marks []page.Bookmark) (ref, error) {
	if len(marks) == 0 {
		return 0, nil
	}
	nodes := nest(marks)
	for i := range nodes {
		nodes[i].ref = f.alloc()
	}
	for _, n := range nodes[1:] {
		var o object
		o.open()
		o.key("Title")
		o.b = appendText(o.b, oneLine(n.Title))
		o.ref("Parent", nodes[n.parent].ref)
		for _, rel := range [...]struct {
			key string
			to  int
		}{{"Prev", n.prev}, {"Next", n.next}, {"First", n.first}, {"Last", n.last}} {
			if rel.to >= 0 {
				o.ref(rel.key, nodes[rel.to].ref)
			}
		}
		if n.below > 0 {
			o.int("Count", n.below)
		}
		o.key("Dest")
		o.b = appendBytes(o.b, n.Anchor)
		o.close()
		if err := f.put(n.ref, o); err != nil {
			return 0, err
		}
	}
	var o object
	o.open()
	o.name("Type", "Outlines")
	o.ref("First", nodes[nodes[0].first].ref)
	o.ref("Last", nodes[nodes[0].last].ref)
	o.int("Count", nodes[0].below)
	o.close()
	return nodes[0].ref, f.put(nodes[0].ref, o)
}

// nest links the bookmarks into a tree; node 0 is its root.
func nest(marks []page.Bookmark) []node {
	nodes := make([]node, 1, len(marks)+1)
	nodes[0] = node{parent: -1, prev: -1, next: -1, first: -1, last: -1}
	path := []int{0} // from the root to the last node
	for _, m := range marks {
		depth := min(max(m.Level, 0)+1, len(path))
		path = path[:depth]
		i, up := len(nodes), path[depth-1]
		n := node{Bookmark: m, parent: up, prev: nodes[up].last, next: -1, first: -1, last: -1}
		nodes = append(nodes, n)
		if n.prev >= 0 {
			nodes[n.prev].next = i
		} else {
			nodes[up].first = i
		}
		nodes[up].last = i
		for _, a := range path {
			nodes[a].below++
		}
		path = append(path, i)
	}
	return nodes
}

// pageLabels is the number tree of page labels (§12.4.2), false when no page
// has one. Runs of rising numbers are ranges; any other label is the prefix of
// a range of its own page; pages without a label get none.
func pageLabels(pages []page.Page) (o object, ok bool) {
	o.open()
	o.raw("/Nums[")
	prev := 0 // the number of the page before; 0 when it has none
	for i := range pages {
		label := pages[i].Label
		ok = ok || label != ""
		n, err := strconv.Atoi(label)
		if err != nil || n < 1 || strconv.Itoa(n) != label {
			n = 0
		}
		switch {
		case n > 1 && n == prev+1:
		case n > 0:
			fmt.Fprintf(&o, "%d<</S/D/St %d>>", i, n)
		case label != "":
			fmt.Fprintf(&o, "%d", i)
			o.open()
			o.text("P", label)
			o.close()
		case i == 0 || pages[i-1].Label != "":
			fmt.Fprintf(&o, "%d<<>>", i)
		}
		prev = n
	}
	o.raw("]")
	o.close()
	return o, ok
}
