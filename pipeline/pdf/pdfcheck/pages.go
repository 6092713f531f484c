package pdfcheck

import "fmt"

// page is a page with what its content stream was found to hold.
type page struct {
	ref       ref
	dict      dict
	label     string    // "page 3", counted from 1
	box       [4]number // MediaBox: left, bottom, right, top
	resources dict
	marked    map[int]*marked // by MCID
	mcids     []int           // in order of the content stream
}

// marked is a marked-content sequence with an MCID.
type marked struct {
	owners []*element // that have it for kid
}

// The bounds on the size of a page, in points (ISO 19005-2 6.1.13).
const minSide, maxSide = 3 * one, 14400 * one

// readPages reads the page tree (ISO 32000-1 §7.7.3).
func (c *checker) readPages() {
	root, _ := c.root["Pages"].(ref)
	seen := map[ref]bool{}
	n := c.readPageNode(root, nil, dict{}, seen, 0)
	if n == 0 {
		c.fault("page/tree", "file", "there are no pages")
	}
}

// readPageNode reads a node of the page tree; inherited are the attributes of
// the nodes above it. It gives the number of pages.
func (c *checker) readPageNode(r ref, parent object, inherited dict, seen map[ref]bool, depth int) int {
	d := c.dict(r)
	if d == nil || seen[r] || depth > maxTreeDepth {
		c.fault("page/tree", r.String(), "a node of the page tree is missing, there twice or too deep")
		return 0
	}
	seen[r] = true
	if d["Parent"] != parent {
		c.fault("page/tree", r.String(), "its Parent is not the node above it")
	}
	if c.name(d["Type"]) == "Page" {
		c.addPage(r, d, inherited)
		return 1
	}
	if c.name(d["Type"]) != "Pages" {
		c.fault("page/tree", r.String(), "it is neither of the type Page nor Pages")
		return 0
	}
	below := dict{"MediaBox": inherited["MediaBox"]}
	if d["MediaBox"] != nil {
		below["MediaBox"] = d["MediaBox"]
	}
	n := 0
	for _, k := range c.array(d["Kids"]) {
		kid, ok := k.(ref)
		if !ok {
			c.fault("page/tree", r.String(), "a kid is no reference")
			continue
		}
		n += c.readPageNode(kid, r, below, seen, depth+1)
	}
	if count, _ := c.int(d["Count"]); count != n {
		c.fault("page/tree", r.String(), "its Count is %d, there are %d pages", count, n)
	}
	return n
}

func (c *checker) addPage(r ref, d, inherited dict) {
	p := &page{ref: r, dict: d, label: fmt.Sprintf("page %d", len(c.pages)+1), marked: map[int]*marked{}}
	c.pages = append(c.pages, p)
	c.pageOf[r] = p
	box := d["MediaBox"]
	if box == nil {
		box = inherited["MediaBox"]
	}
	b, ok := c.rectangle(box)
	w, h := b[2]-b[0], b[3]-b[1]
	if !ok || w < minSide || h < minSide || w > maxSide || h > maxSide {
		c.fault("page/box", p.label, "its MediaBox is no rectangle of 3 to 14,400 pt")
	}
	p.box = b
	if p.resources = c.dict(d["Resources"]); p.resources == nil {
		// ISO 19005-2 6.2.2: each content stream has resources of its own.
		c.fault("page/resources", p.label, "it has no Resources of its own")
	}
}

// data is the content of a page: its streams with white space between them
// (§7.8.2).
func (c *checker) data(p *page) []byte {
	list := c.array(p.dict["Contents"])
	if list == nil && p.dict["Contents"] != nil {
		list = array{p.dict["Contents"]}
	}
	if len(list) == 1 {
		if s := c.stream(list[0]); s != nil {
			return s.data
		}
	}
	var b []byte
	for _, o := range list {
		s := c.stream(o)
		if s == nil {
			c.fault("content/stream", p.label, "its content is no stream")
			continue
		}
		if len(b)+len(s.data) > c.budget {
			c.fault("content/limit", "file", "the content has more than %d bytes", maxContent)
			break
		}
		b = append(append(b, s.data...), '\n')
	}
	return b
}
