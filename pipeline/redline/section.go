package redline

import (
	"strconv"

	"kan/pipeline/doc"
)

// sections merges the sections of two versions into d and tells in sum what
// became of every item.
func (m *merger) sections(d *doc.Document, sum *Summary, old, new []*doc.Section) {
	s := &issue{oldSections: old, newSections: new, old: items(old), new: items(new)}
	s.pairItems()
	s.pairSections()
	s.findMoved()
	seats, gone := s.dropped()
	of := make([]*doc.Section, len(new))
	for n, section := range s.sectionOf {
		if section >= 0 {
			of[section] = old[n]
		}
	}
	standing := s.new
	for n := range len(new) + 1 {
		for _, k := range gone[n] {
			if section := m.goneSection(s, k, sum); section != nil {
				d.Blocks = append(d.Blocks, section)
			}
		}
		if n == len(new) {
			break
		}
		out := m.sectionHead(of[n], new[n])
		drop := func(behind int) {
			for _, i := range seats[seat{n, behind}] {
				out.Blocks = append(out.Blocks, m.dropItem(i, sum))
			}
		}
		drop(0)
		for ; len(standing) > 0 && standing[0].section == n; standing = standing[1:] {
			k := len(s.new) - len(standing)
			out.Blocks = append(out.Blocks, m.standing(s, k, sum))
			drop(standing[0].place + 1)
		}
		d.Blocks = append(d.Blocks, out)
	}
}

// sectionHead is a new section with its title, old being the one it was; nil
// for none.
func (m *merger) sectionHead(old, new *doc.Section) *doc.Section {
	out := *new
	if old == nil {
		out.Title, out.Blocks = m.markText(doc.Inserted, new.Title), m.markAll(doc.Inserted, loose(new))
		return &out
	}
	out.Title, out.Blocks = m.title(old.Title, new.Title), m.blocks(loose(old), loose(new))
	return &out
}

// goneSection is an old section that is gone, with what was dropped with it;
// nil where that is nothing.
func (m *merger) goneSection(s *issue, n int, sum *Summary) doc.Block {
	old := s.oldSections[n]
	out := &doc.Section{Title: m.markText(doc.Deleted, old.Title), Blocks: m.markAll(doc.Deleted, loose(old)), Span: old.Span}
	for _, i := range s.old {
		if i.section == n && i.other < 0 {
			out.Blocks = append(out.Blocks, m.dropItem(i.item, sum))
		}
	}
	if len(out.Title)+len(out.Blocks) == 0 {
		return nil
	}
	return out
}

// standing is item k of the newer version, compared with what it was.
func (m *merger) standing(s *issue, k int, sum *Summary) doc.Block {
	i := &s.new[k]
	before := m.count
	m.report = reportOf(i.item.Anchor)
	defer func() { m.report = "" }()
	done := Item{Report: m.report, Title: doc.Plain(i.item.Title), Kind: Added, Moved: s.moved[k]}
	var out *doc.Item
	if i.other < 0 {
		out = m.markItem(doc.Inserted, i.item)
	} else {
		old := s.old[i.other]
		done.Kind = Unchanged
		if digested := m.digest[i.item.Anchor]; !sameItem(old.item, i.item) || digested.count != (Count{}) {
			done.Kind = Changed
		}
		out = m.item(old.item, i.item)
		if done.Moved {
			at := i.item.Span
			out.Body = append([]doc.Block{said(s.remark(old), m.who(at, false), at)}, out.Body...)
		}
	}
	done.Count = m.count.minus(before).plus(m.digest[i.item.Anchor].count)
	if done.Kind != Unchanged || done.Moved {
		sum.Items = append(sum.Items, done)
	}
	return out
}

// dropItem is an item that the newer version does not have.
func (m *merger) dropItem(i *doc.Item, sum *Summary) doc.Block {
	before := m.count
	m.report, m.dropped = reportOf(i.Anchor), true
	defer func() { m.report, m.dropped = "", false }()
	out := m.shortened(i)
	sum.Items = append(sum.Items, Item{Report: m.report, Title: doc.Plain(i.Title), Kind: Dropped,
		Count: m.count.minus(before).plus(m.digest[i.Anchor].count)})
	return out
}

// shortened is a dropped item: marked in full when it is short, else its title
// with a remark on how much is gone.
func (m *merger) shortened(i *doc.Item) *doc.Item {
	before := m.count
	whole := m.markItem(doc.Deleted, i)
	chars := m.count.minus(before).Deleted
	if chars <= m.options.Whole {
		return whole
	}
	at := i.Span
	return &doc.Item{Anchor: whole.Anchor, Title: whole.Title, Span: at,
		Body: []doc.Block{said(loss("整篇删去", i.Body, chars), m.who(at, true), at)}}
}

// loss tells how much was dropped: 〔整篇删去，共12段、1386字〕.
func loss(what string, body []doc.Block, chars int) string {
	paragraphs := 0
	doc.Each(body, func(b doc.Block) bool {
		if _, ok := b.(*doc.Paragraph); ok {
			paragraphs++
		}
		return true
	})
	return "〔" + what + "，共" + strconv.Itoa(paragraphs) + "段、" + strconv.Itoa(chars) + "字〕"
}
