package structure

import (
	"slices"

	"kan/pipeline/cjk"
	"kan/pipeline/page"
	"kan/pipeline/source"
)

// reader is the state of Read.
type reader struct {
	*Tree
	byID     map[int]int     // elements by the ID of their marks
	openings map[int]opening // of headings, by element

	// On the page that is being read.
	number  int
	open    []int // elements, from the outermost
	hidden  int   // depth of marks inside an artifact, 0 outside
	hiding  page.ArtifactKind
	current int // the element of the last stretch, -1 for an artifact
}

// page reads one page. Marks that a page leaves open end with it; a closing
// mark that closes nothing is passed over.
func (r *reader) page(n int, items []page.Item) {
	r.number, r.open, r.hidden = n, r.open[:0], 0
	for k, item := range items {
		switch item := item.(type) {
		case page.Mark:
			r.mark(item)
		case *page.Glyphs:
			if len(item.Glyphs) > 0 {
				r.begin(item)
				r.draw(k, item.Text, item.Span)
			}
		case page.Box:
			r.draw(k, "", source.Span{})
		case *page.Image:
			r.image(k, item)
		case page.Link:
			if !item.Empty() {
				r.link()
			}
		}
	}
}

func (r *reader) mark(m page.Mark) {
	switch {
	case m.Close && r.hidden > 0:
		r.hidden--
	case m.Close:
		r.open = r.open[:max(len(r.open)-1, 0)]
	case r.hidden > 0:
		r.hidden++
	case m.Kind == page.MarkArtifact:
		r.hidden, r.hiding = 1, m.Artifact
	default:
		r.open = append(r.open, r.element(m))
	}
}

// inner is the innermost open element.
func (r *reader) inner() int {
	if len(r.open) == 0 {
		return 0
	}
	return r.open[len(r.open)-1]
}

// element is the one that m opens: that of its ID if there is one, or a new
// kid of the innermost. A reference brings the place of its note, which is read
// after it though it is printed at the foot of the page.
func (r *reader) element(m page.Mark) int {
	if m.ID != 0 {
		if e, ok := r.byID[m.ID]; ok {
			return e
		}
	}
	parent := r.inner()
	e := r.add(parent, m)
	if m.Note != 0 {
		r.add(parent, page.Mark{Kind: page.MarkNote, ID: m.Note})
	}
	return e
}

// add appends a new element to the kids of parent.
func (r *reader) add(parent int, m page.Mark) int {
	e := len(r.Elements)
	r.Elements = append(r.Elements, Element{Mark: m, Parent: parent})
	r.Elements[parent].Kids = append(r.Elements[parent].Kids, Kid{Kind: ElementKid, N: e})
	if m.ID != 0 {
		r.byID[m.ID] = e
	}
	return e
}

// draw gives item k to the stretch it goes on, or begins one.
func (r *reader) draw(k int, text string, span source.Span) {
	p := &r.Pages[r.number]
	owner := -1
	if r.hidden == 0 {
		owner = r.owner(text, span)
	}
	if n := len(p.Stretches); n > 0 && r.current == owner {
		if last := &p.Stretches[n-1]; owner >= 0 || last.Artifact == r.artifact() {
			last.To = k + 1
			return
		}
	}
	s := Stretch{From: k, To: k + 1, MCID: -1, Artifact: r.artifact()}
	if owner >= 0 {
		s.Kind, s.Artifact, s.MCID = r.Elements[owner].Kind, page.Layout, len(p.Contents)
		r.Elements[owner].Kids = append(r.Elements[owner].Kids, Kid{ContentKid, r.number, s.MCID})
		p.Contents = append(p.Contents, owner)
	}
	p.Stretches = append(p.Stretches, s)
	r.current = owner
}

// artifact is the kind of the artifact that is open.
func (r *reader) artifact() page.ArtifactKind {
	if r.hidden == 0 {
		return page.Layout
	}
	return r.hiding
}

// owner is the element that what is drawn belongs to: the innermost. One that
// only groups others, or none at all, is a fault: text gets a paragraph of its
// own, lest it be lost, and a rule is an artifact.
func (r *reader) owner(text string, span source.Span) int {
	e := r.inner()
	if e > 0 && !groups(r.Elements[e].Kind) {
		return e
	}
	r.Faults = append(r.Faults, Fault{Kind: Untagged, Page: r.number + 1, Span: span, Text: text})
	if text == "" {
		return -1
	}
	return r.add(e, page.Mark{Kind: page.MarkP})
}

// groups tells whether a kind of element holds only other elements (PDF
// 32000-1 §14.8.4.2 and tables 336 and 337).
func groups(k page.MarkKind) bool {
	switch k {
	case page.MarkPart, page.MarkSect, page.MarkDiv, page.MarkMasthead, page.MarkImprint, page.MarkTOC, page.MarkTOCI,
		page.MarkL, page.MarkLI, page.MarkTable, page.MarkTR, page.MarkCaption, page.MarkQuote, page.MarkNote, page.MarkRuby:
		return true
	}
	return false
}

// image draws an image; a figure without a text in its place is a fault.
func (r *reader) image(k int, im *page.Image) {
	name := ""
	if im.File != nil {
		name = im.File.Name
	}
	r.draw(k, name, im.Span)
	e := r.inner()
	if r.hidden > 0 || r.Elements[e].Kind != page.MarkFigure || e == 0 {
		return
	}
	r.Elements[e].Box = im
	if !cjk.Visible(r.Elements[e].Alt) {
		r.Faults = append(r.Faults, Fault{Kind: NoAlt, Page: r.number + 1, Span: im.Span, Text: name})
	}
}

// link gives the annotation to the Link element it stands in.
func (r *reader) link() {
	p := &r.Pages[r.number]
	owner := -1
	for _, e := range slices.Backward(r.open) {
		if r.Elements[e].Kind == page.MarkLink && r.hidden == 0 {
			owner = e
			r.Elements[e].Kids = append(r.Elements[e].Kids, Kid{LinkKid, r.number, len(p.Links)})
			break
		}
	}
	if owner < 0 {
		r.Faults = append(r.Faults, Fault{Kind: Untagged, Page: r.number + 1})
	}
	p.Links = append(p.Links, owner)
}

// prune takes out elements that hold nothing, but for cells: a table keeps its
// columns. Elements stand after their parents, so one pass from the end finds
// them all.
func (r *reader) prune() {
	for e := len(r.Elements) - 1; e > 0; e-- {
		kind := r.Elements[e].Kind
		if len(r.Elements[e].Kids) > 0 || kind == page.MarkTD || kind == page.MarkTH {
			continue
		}
		up := &r.Elements[r.Elements[e].Parent]
		up.Kids = slices.DeleteFunc(up.Kids, func(k Kid) bool { return k.Kind == ElementKid && k.N == e })
		r.Elements[e].Parent = -1
	}
}
