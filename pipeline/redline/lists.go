package redline

import (
	"slices"

	"kan/pipeline/doc"
)

// Contents list and digest repeat what stands in the issue. They are made anew
// of the merged document, with what was dropped, when the newer version has
// them. Only the summaries of a digest stand nowhere else.

// summary is an entry of the digest, merged, and what was marked in its summary.
type summary struct {
	entry doc.DigestEntry
	count Count
}

// summaries merges the entries of two digests, by their anchors. Nothing is
// merged when the newer version has no digest.
func (m *merger) summaries(old, new []doc.Block) {
	m.digest = map[string]summary{}
	n, ok := digestIn(new)
	if !ok {
		return
	}
	o, _ := digestIn(old)
	was, is := entriesOf(o), entriesOf(n)
	for _, e := range slices.Concat(o.Entries, n.Entries) {
		anchor := e.Anchor
		if _, done := m.digest[anchor]; done {
			continue
		}
		m.report = reportOf(anchor)
		before := m.count
		s := summary{entry: doc.DigestEntry{Title: m.inlines(was[anchor].Title, is[anchor].Title), Anchor: anchor}}
		m.count = before // the title counts where it stands
		s.entry.Summary = m.inlines(was[anchor].Summary, is[anchor].Summary)
		s.count = m.count.minus(before)
		m.digest[anchor] = s
		m.report = ""
	}
}

func digestIn(blocks []doc.Block) (d *doc.Digest, ok bool) {
	for _, b := range blocks {
		if d, ok := b.(*doc.Digest); ok {
			return d, true
		}
	}
	return &doc.Digest{}, false
}

// entriesOf are the entries of a digest by their anchors, of equal ones the first.
func entriesOf(d *doc.Digest) map[string]doc.DigestEntry {
	out := map[string]doc.DigestEntry{}
	for _, e := range d.Entries {
		if _, again := out[e.Anchor]; !again {
			out[e.Anchor] = e
		}
	}
	return out
}

// fillLists makes the lists of a merged document.
func (m *merger) fillLists(d *doc.Document) {
	for k, b := range d.Blocks {
		switch b.(type) {
		case *doc.Contents:
			d.Blocks[k] = contentsOf(d)
		case *doc.Digest:
			if digest := m.digestOf(d); len(digest.Entries) > 0 {
				d.Blocks[k] = digest
			}
		}
	}
}

// contentsOf lists sections that have a title, and items, as compose does.
func contentsOf(d *doc.Document) *doc.Contents {
	out := &doc.Contents{}
	for _, b := range d.Blocks {
		s, ok := b.(*doc.Section)
		if !ok {
			continue
		}
		if len(s.Title) > 0 {
			out.Entries = append(out.Entries, doc.Entry{Text: listed(s.Title), Anchor: s.Anchor})
		}
		for _, i := range itemsIn(s) {
			out.Entries = append(out.Entries, doc.Entry{Level: 1, Text: listed(i.Title), Anchor: i.Anchor})
		}
	}
	return out
}

// digestOf has the items that either digest had, in the order of the document.
func (m *merger) digestOf(d *doc.Document) *doc.Digest {
	out := &doc.Digest{}
	for _, b := range d.Blocks {
		s, ok := b.(*doc.Section)
		if !ok {
			continue
		}
		for _, i := range itemsIn(s) {
			if e, ok := m.digest[i.Anchor]; ok {
				out.Entries = append(out.Entries, e.entry)
			}
		}
	}
	return out
}

func itemsIn(s *doc.Section) (out []*doc.Item) {
	for _, b := range s.Blocks {
		if i, ok := b.(*doc.Item); ok {
			out = append(out, i)
		}
	}
	return out
}

// listed is a title as it stands in lists: without line breaks, notes for the
// margin and what is said of changes.
func listed(title []doc.Inline) (out []doc.Inline) {
	for _, i := range title {
		switch i := i.(type) {
		case doc.Break:
		case *doc.Styled:
			if i.Kind != doc.Editorial {
				s := *i
				s.Who, s.Text = "", listed(i.Text)
				out = append(out, &s)
			}
		default:
			out = append(out, i)
		}
	}
	return out
}
