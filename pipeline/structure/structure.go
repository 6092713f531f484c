// Package structure reads the structure of a tagged PDF off finished pages.
//
// In goes a display list with its marks; out goes the tree of its elements in
// reading order (PDF 32000-1 §14.7), which stretch of which page belongs to
// which element, and what keeps a reader from it: figures without a text in
// their place, headings that skip a level, drawings outside every element. The
// package writes nothing and knows no PDF syntax. It does not judge whether
// elements nest as the standard wants: layout does, and tests hold it to that.
package structure

import (
	"kan/pipeline/page"
	"kan/pipeline/source"
)

// Tree is the structure of a document.
type Tree struct {
	Elements []Element // a parent before its kids; number 0 is the Document
	Pages    []Page    // one for each page
	Faults   []Fault   // in reading order of the pages
}

// Element is a structure element. The mark that opened it first says what it
// is; that of the Document is the zero Mark. Parent is -1 for the Document, and
// for an element that came to hold nothing and is nobody's kid.
type Element struct {
	page.Mark
	Parent int
	Kids   []Kid
	Box    *page.Image // of a Figure: what it shows
}

// KidKind tells what a Kid is.
type KidKind int8

// The kinds of kids: another element; marked content of a page; a link
// annotation of a page.
const (
	ElementKid KidKind = iota
	ContentKid
	LinkKid
)

// Kid is a part of an element: number N among the elements, the stretches of
// content (MCID) of a page or the links of a page.
type Kid struct {
	Kind    KidKind
	Page, N int
}

// Page is what a page holds: stretches in the order of its items; the element
// of each piece of content, by MCID; the element of each link, -1 for none.
type Page struct {
	Stretches []Stretch
	Contents  []int
	Links     []int
}

// Stretch is the items [From, To) of a page, which belong to one element or
// are an artifact. MCID is -1 for an artifact.
type Stretch struct {
	From, To int
	Kind     page.MarkKind
	Artifact page.ArtifactKind
	MCID     int
}

// FaultKind tells what is wrong.
type FaultKind int8

// The faults (ISO 14289-1 7.3, 7.4.2 and 7.1).
const (
	NoAlt       FaultKind = iota // a figure says nothing to who does not see it
	HeadingSkip                  // a heading is more than one level below the one before
	Untagged                     // something is drawn that stands in no element
)

// Fault is what is wrong, on which page (from 1), and where it comes from.
type Fault struct {
	Kind          FaultKind
	Page          int
	Span          source.Span
	Text          string // what the heading or the drawing says; the name of an image
	Level, Before int    // of a heading and of the one before it
}

// Read reads the structure of d.
func Read(d *page.Document) *Tree {
	r := &reader{Tree: &Tree{Elements: []Element{{Parent: -1}}, Pages: make([]Page, len(d.Pages))}, byID: map[int]int{}, openings: map[int]opening{}}
	for n := range d.Pages {
		r.page(n, d.Pages[n].Items)
	}
	r.closeRows()
	r.prune()
	r.headings()
	return r.Tree
}
