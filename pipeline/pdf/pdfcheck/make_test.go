package pdfcheck

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
)

// maker puts a PDF together by hand: plain objects, a classic cross-reference
// table, nothing compressed. It knows how to tag, and nothing of faults.
type maker struct {
	objects  []string // by number less one
	contents []bytes.Buffer
	pages    []string   // references
	owners   [][]string // by page and MCID
	annots   [][]string // by page
	links    []string   // owners of annotations
	open     []*node
	ids      []string // pairs of ID and reference
	font     string   // in use: F1
	fonts    map[string]*testFont
	y        int
}

// node is a structure element that is being filled.
type node struct {
	ref, kind, home string
	entries         string
	kids            []string
}

// alloc gives the reference of an object that is set later.
func (m *maker) alloc() string {
	m.objects = append(m.objects, "")
	return fmt.Sprintf("%d 0 R", len(m.objects))
}

func (m *maker) set(r, body string) {
	var n int
	fmt.Sscanf(r, "%d", &n)
	m.objects[n-1] = body
}

func (m *maker) add(body string) string {
	r := m.alloc()
	m.set(r, body)
	return r
}

func (m *maker) stream(entries string, data []byte) string {
	return m.add(fmt.Sprintf("<<%s/Length %d>>\nstream\n%s\nendstream", entries, len(data), data))
}

// page begins a page.
func (m *maker) page() {
	m.pages = append(m.pages, m.alloc())
	m.contents = append(m.contents, bytes.Buffer{})
	m.owners = append(m.owners, nil)
	m.annots = append(m.annots, nil)
	m.y = 800
}

// begin opens a structure element with entries of its dictionary.
func (m *maker) begin(kind, entries string) {
	m.open = append(m.open, &node{ref: m.alloc(), kind: kind, entries: entries})
	if _, rest, ok := strings.Cut(entries, "/ID("); ok {
		id, _, _ := strings.Cut(rest, ")")
		m.ids = append(m.ids, id, m.top().ref)
	}
}

func (m *maker) top() *node { return m.open[len(m.open)-1] }

// end closes the element that was opened last; root is above the first.
func (m *maker) end(root string) {
	n := m.top()
	m.open = m.open[:len(m.open)-1]
	parent := root
	if len(m.open) > 0 {
		parent = m.top().ref
		m.top().kids = append(m.top().kids, n.ref)
	}
	body := fmt.Sprintf("<</Type/StructElem/S/%s/P %s%s", n.kind, parent, n.entries)
	if n.home != "" {
		body += "/Pg " + n.home
	}
	switch len(n.kids) {
	case 0:
	case 1:
		body += "/K " + n.kids[0]
	default:
		body += "/K[" + strings.Join(n.kids, " ") + "]"
	}
	m.set(n.ref, body+">>")
}

// mark gives the element that is open a new MCID on the last page.
func (m *maker) mark() int {
	last := len(m.pages) - 1
	id := len(m.owners[last])
	n := m.top()
	m.owners[last] = append(m.owners[last], n.ref)
	if n.home == "" {
		n.home = m.pages[last]
	}
	if n.home == m.pages[last] {
		n.kids = append(n.kids, fmt.Sprint(id))
	} else {
		n.kids = append(n.kids, fmt.Sprintf("<</Type/MCR/Pg %s/MCID %d>>", m.pages[last], id))
	}
	return id
}

func (m *maker) draw(format string, args ...any) {
	fmt.Fprintf(&m.contents[len(m.contents)-1], format+"\n", args...)
}

// text sets a line as content of the element that is open.
func (m *maker) text(s string) {
	m.draw("/%s<</MCID %d>>BDC", m.top().kind, m.mark())
	m.line(s)
	m.draw("EMC")
}

// line shows a line; what stands between | is English.
func (m *maker) line(s string) {
	m.draw("BT /%s 12 Tf 72 %d Td", m.font, m.y)
	m.y -= 20
	for i, part := range strings.Split(s, "|") {
		if i%2 == 1 {
			m.draw("/Span<</Lang(en)>>BDC %s Tj EMC", m.fonts[m.font].codes(part))
		} else if part != "" {
			m.draw("%s Tj", m.fonts[m.font].codes(part))
		}
	}
	m.draw("ET")
}

// leaf is an element with a line of text.
func (m *maker) leaf(kind, entries, text string) {
	m.begin(kind, entries)
	m.text(text)
	m.end("")
}

// link opens a Link with an annotation over the next line, and its text.
func (m *maker) link(target, text string) {
	m.begin("Link", "")
	last := len(m.pages) - 1
	key := 2 + len(m.links) // after two pages
	annot := m.add(fmt.Sprintf("<</Type/Annot/Subtype/Link/Rect[72 %d 200 %d]/Border[0 0 0]/F 4/Contents(%s)/StructParent %d%s>>",
		m.y-4, m.y+12, "to the place", key, target))
	m.annots[last] = append(m.annots[last], annot)
	m.links = append(m.links, m.top().ref)
	m.text(text)
	m.top().kids = append(m.top().kids, fmt.Sprintf("<</Type/OBJR/Pg %s/Obj %s>>", m.pages[last], annot))
	m.end("")
}

// tree writes the structure tree around the document element.
func (m *maker) tree(root, document string) {
	var nums, names strings.Builder
	for i, owners := range m.owners {
		fmt.Fprintf(&nums, "%d[%s]", i, strings.Join(owners, " "))
	}
	for i, owner := range m.links {
		fmt.Fprintf(&nums, " %d %s", len(m.owners)+i, owner)
	}
	pairs := slices.SortedFunc(slices.Chunk(m.ids, 2), func(a, b []string) int { return strings.Compare(a[0], b[0]) })
	for _, p := range pairs {
		fmt.Fprintf(&names, "(%s)%s", p[0], p[1])
	}
	parents := m.add("<</Nums[" + nums.String() + "]>>")
	m.set(root, fmt.Sprintf("<</Type/StructTreeRoot/K %s/ParentTree %s/ParentTreeNextKey %d/IDTree<</Names[%s]>>/RoleMap<</Title/H1>>/ClassMap<</Wide<</O/Table/ColSpan 2>>>>>>",
		document, parents, len(m.owners)+len(m.links), names.String()))
}

// file writes all objects.
func (m *maker) file(trailer string) []byte {
	b := []byte("%PDF-1.7\n%\xE5\x88\x8A\xFF\n")
	var rows bytes.Buffer
	for i, body := range m.objects {
		fmt.Fprintf(&rows, "%010d 00000 n \n", len(b))
		b = fmt.Appendf(b, "%d 0 obj\n%s\nendobj\n", i+1, body)
	}
	n := len(m.objects) + 1
	return fmt.Appendf(b, "xref\n0 %d\n0000000000 65535 f \n%strailer\n<</Size %d%s>>\nstartxref\n%d\n%%%%EOF\n", n, rows.String(), n, trailer, len(b))
}
