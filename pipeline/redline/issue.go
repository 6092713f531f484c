package redline

import (
	"strconv"
	"strings"

	"kan/pipeline/doc"
)

// itemPrefix begins the anchor of every item; the id of its report follows
// (compose).
const itemPrefix = "item-"

// reportOf is the id of the report that an anchor leads to.
func reportOf(anchor string) string {
	id, ok := strings.CutPrefix(anchor, itemPrefix)
	if !ok {
		return ""
	}
	return id
}

// standing is an item of one version: where it stands, and what of the other
// version is the same report, if anything.
type standing struct {
	item    *doc.Item
	section int // it stands in
	place   int // in the section, from 0
	other   int // number of its counterpart among the items of the other version, -1 for none
}

// items are the items of sections in reading order.
func items(sections []*doc.Section) (out []standing) {
	for n, s := range sections {
		place := 0
		for _, b := range s.Blocks {
			if i, ok := b.(*doc.Item); ok {
				out = append(out, standing{item: i, section: n, place: place, other: -1})
				place++
			}
		}
	}
	return out
}

// loose are the blocks of a section that are no items; compose makes none.
func loose(s *doc.Section) (out []doc.Block) {
	for _, b := range s.Blocks {
		if _, ok := b.(*doc.Item); !ok {
			out = append(out, b)
		}
	}
	return out
}

// issue is the items of two versions, paired by their anchors, and their
// sections, paired by titles and items.
type issue struct {
	oldSections, newSections []*doc.Section
	old, new                 []standing
	sectionOf                []int  // of each old section, the new one; -1 for none
	moved                    []bool // of each new item
}

// pairItems finds the counterpart of every item. An anchor that stands twice
// in a version counts where it stands first.
func (s *issue) pairItems() {
	at := map[string]int{}
	for k := range s.old {
		if _, again := at[s.old[k].item.Anchor]; !again {
			at[s.old[k].item.Anchor] = k
		}
	}
	for k := range s.new {
		if o, ok := at[s.new[k].item.Anchor]; ok && s.old[o].other < 0 {
			s.old[o].other, s.new[k].other = k, o
		}
	}
}

// pairSections pairs sections of one title, then what is left by the first of
// its items that stands in a section which is left too.
func (s *issue) pairSections() {
	s.sectionOf = make([]int, len(s.oldSections))
	taken := make([]bool, len(s.newSections))
	titles := map[string][]int{}
	for n, section := range s.newSections {
		title := doc.Plain(section.Title)
		titles[title] = append(titles[title], n)
	}
	for n, section := range s.oldSections {
		s.sectionOf[n] = -1
		title := doc.Plain(section.Title)
		if left := titles[title]; len(left) > 0 {
			s.sectionOf[n], titles[title] = left[0], left[1:]
			taken[left[0]] = true
		}
	}
	for _, i := range s.old {
		if i.other < 0 || s.sectionOf[i.section] >= 0 {
			continue
		}
		if n := s.new[i.other].section; !taken[n] {
			s.sectionOf[i.section], taken[n] = n, true
		}
	}
}

// findMoved finds the items that have moved: as few of them as possible, so
// that the others stand in the old order and in their old sections.
func (s *issue) findMoved() {
	var order, of []int
	s.moved = make([]bool, len(s.new))
	for k, i := range s.new {
		if i.other < 0 {
			continue
		}
		s.moved[k] = true
		if s.sectionOf[s.old[i.other].section] == i.section {
			order, of = append(order, i.other), append(of, k)
		}
	}
	for _, k := range rising(order) {
		s.moved[of[k]] = false
	}
}

// seat is a place for what was dropped: in a new section, behind so many of
// its items.
type seat struct{ section, behind int }

// dropped gives every dropped item a place behind the item that it stood
// behind, as far as that has stayed. A section that is gone keeps what was
// dropped with it; it stands behind so many of the new sections.
func (s *issue) dropped() (seats map[seat][]*doc.Item, gone map[int][]int) {
	seats, gone = map[seat][]*doc.Item{}, map[int][]int{}
	before, old := 0, s.old
	for n, section := range s.sectionOf {
		at := seat{section: section}
		if section < 0 {
			gone[before] = append(gone[before], n)
		} else {
			before = section + 1
		}
		for ; len(old) > 0 && old[0].section == n; old = old[1:] {
			switch other := old[0].other; {
			case section < 0:
			case other < 0:
				seats[at] = append(seats[at], old[0].item)
			case !s.moved[other]:
				at.behind = s.new[other].place + 1
			}
		}
	}
	return seats, gone
}

// remark tells where an item has come from: 〔本篇原为“参政议政”第2篇，移至此处〕.
func (s *issue) remark(old standing) string {
	in, place := doc.Plain(s.oldSections[old.section].Title), old.place
	if in != "" {
		in = "“" + in + "”"
	} else {
		for _, section := range s.oldSections[:old.section] {
			place += len(section.Blocks)
		}
	}
	return "〔本篇原为" + in + "第" + strconv.Itoa(place+1) + "篇，移至此处〕"
}
