// Package redline makes one document of two versions of an issue, for the
// person who signs the newer one: text that is new is marked Inserted, text
// that is gone stands where it was, marked Deleted.
//
// In come two composed documents and a function that knows who changed what;
// out go a document that layout and DOCX set like any other, and a summary by
// reports. Without its Deleted text the document says what the newer version
// says, without its Inserted text what the older one says; what is Editorial
// belongs to neither (doc.Emphasis). Text that both have is that of the newer
// version, with its places.
//
// The work goes from the whole to its parts: issue.go finds the report of each
// item, section.go, block.go and table.go go down to paragraphs, align.go pairs
// what lists of blocks have in common (canon.go, like.go), inline.go compares two
// texts (atom.go, script.go, clean.go), mark.go marks what stands on one side
// only, lists.go makes contents list and digest anew.
//
// The package does not compare looks: what became bold is not marked. Nor does
// it mark the labels that layout makes, the numbers of lists, 附件 and 编者按:
// they are those of the newer version, or of the older one beside deleted text.
// Only items may be moved; other text that has moved is deleted and inserted.
// Time and memory are bounded whatever comes in: what is too large to compare
// is replaced as a whole.
package redline

import (
	"slices"

	"kan/pipeline/doc"
	"kan/pipeline/source"
)

// Place is what a mark speaks of: a paragraph, heading or cell of a report, or
// of the manifest when Report is "". Span is where that is written: in the
// newer version, also of a text of which only some was deleted, or, when Old, in
// the older one, which alone has it. It is zero where that is not known.
//
// A text that is Old may stand in a report that the newer version still has.
// Dropped says that it has not: then the manifest was changed, not the report.
type Place struct {
	Report  string
	Old     bool
	Dropped bool
	Span    source.Span
}

// Options is what Merge has to be told beside the two documents.
type Options struct {
	Who   func(Place) string // who made the change and when, for the margin: 周文博 3月12日; "" for no note; may be nil
	Whole int                // see Short
}

// Short is how many characters a dropped item or attachment may well have to
// stand struck through in full. Of one with more than Options.Whole only the
// title stands, and how much was dropped.
const Short = 300

// maxWork bounds the steps of comparing that one Merge makes, some seconds of
// them. No real issue comes near.
const maxWork = 400_000_000

// merger is the state of one Merge.
type merger struct {
	options Options
	report  string             // whose text it is at
	dropped bool               // the newer version does not have that report
	count   Count              // of characters marked so far
	digest  map[string]summary // entries of the digest, by anchors
	work    int                // steps left
}

// Merge compares two versions of an issue. Neither is changed; the result
// shares what is equal with the newer. What the masthead and the imprint say
// is that of the newer version; the summary tells the differences.
func Merge(old, new *doc.Document, o Options) (*doc.Document, *Summary) {
	m := &merger{options: o, work: maxWork}
	oldFront, oldSections := divide(old.Blocks)
	newFront, newSections := divide(new.Blocks)
	s := &Summary{Fields: fields(&old.Fields, &new.Fields)}
	d := &doc.Document{Fields: new.Fields, Names: slices.Concat(old.Names, new.Names)}
	slices.Sort(d.Names)
	d.Names = slices.Compact(d.Names)
	m.summaries(oldFront, newFront)
	d.Blocks = m.blocks(oldFront, newFront)
	m.sections(d, s, oldSections, newSections)
	m.fillLists(d)
	s.Rest = m.count
	for _, i := range s.Items {
		s.Rest.Inserted -= i.Inserted
		s.Rest.Deleted -= i.Deleted
	}
	return d, s
}

// divide takes the sections out of the blocks of a document.
func divide(blocks []doc.Block) (front []doc.Block, sections []*doc.Section) {
	for _, b := range blocks {
		if s, ok := b.(*doc.Section); ok {
			sections = append(sections, s)
		} else {
			front = append(front, b)
		}
	}
	return front, sections
}

// who asks for the note of a change.
func (m *merger) who(at source.Span, old bool) string {
	if m.options.Who == nil {
		return ""
	}
	return m.options.Who(Place{Report: m.report, Old: old, Dropped: m.dropped, Span: at})
}

// spanOf is where a text is written.
func spanOf(in []doc.Inline) (at source.Span) {
	for _, i := range in {
		switch i := i.(type) {
		case doc.Text:
			at = at.Join(i.Span)
		case *doc.Styled:
			at = at.Join(i.Span).Join(spanOf(i.Text))
		case *doc.Ruby:
			at = at.Join(i.Span)
		case *doc.Code:
			at = at.Join(i.Span)
		case *doc.Link:
			at = at.Join(i.Span)
		case *doc.NoteRef:
			at = at.Join(i.Span)
		case doc.Break:
			at = at.Join(i.Span)
		}
	}
	return at
}
