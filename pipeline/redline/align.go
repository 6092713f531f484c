package redline

import (
	"slices"
	"sort"

	"kan/pipeline/doc"
)

// unit is an element of a list that is compared with another list: a block, a
// list item, a row.
type unit struct {
	key   string // equal for what needs no mark (canon)
	class sign   // units of two classes are never two versions of one
	least int    // likeness in thousandths from which two units are versions of one
	print *fingerprint
}

// pair is what became of one element: old and new are its numbers in the two
// lists, -1 where it is in one only. Same pairs need no mark.
type pair struct {
	old, new int
	same     bool
}

// mostPairs bounds the table in which the best pairs of a stretch are found.
const mostPairs = 1 << 18

// align pairs the elements of two lists, in the order of both: equal ones that
// are the only ones of their kind first, then, between these, those that are
// most alike. What is deleted comes before what is inserted in its place.
func (m *merger) align(old, new []unit) []pair {
	a := aligner{m: m, old: old, new: new}
	head := 0
	for head < min(len(old), len(new)) && old[head].key == new[head].key {
		a.pairs = append(a.pairs, pair{head, head, true})
		head++
	}
	tail := 0
	for tail < min(len(old), len(new))-head && old[len(old)-1-tail].key == new[len(new)-1-tail].key {
		tail++
	}
	o, n := head, head
	for _, p := range unique(old[head:len(old)-tail], new[head:len(new)-tail]) {
		a.stretch(o, head+p[0], n, head+p[1])
		a.pairs = append(a.pairs, pair{head + p[0], head + p[1], true})
		o, n = head+p[0]+1, head+p[1]+1
	}
	a.stretch(o, len(old)-tail, n, len(new)-tail)
	for k := tail; k > 0; k-- {
		a.pairs = append(a.pairs, pair{len(old) - k, len(new) - k, true})
	}
	return a.pairs
}

// unique are the longest rising row of elements that are equal and stand once
// in either list: the old number and the new one of each.
func unique(old, new []unit) (row [][2]int) {
	type seen struct{ old, new, at int }
	times := map[string]seen{}
	for _, u := range old {
		s := times[u.key]
		s.old++
		times[u.key] = s
	}
	for k, u := range new {
		if s, ok := times[u.key]; ok {
			s.new, s.at = s.new+1, k
			times[u.key] = s
		}
	}
	var order []int
	var of [][2]int
	for k, u := range old {
		if s := times[u.key]; s.old == 1 && s.new == 1 {
			order, of = append(order, s.at), append(of, [2]int{k, s.at})
		}
	}
	for _, k := range rising(order) {
		row = append(row, of[k])
	}
	return row
}

// rising is the longest row of elements of list, each larger than the one
// before: their places. Of several it is one whose members are small.
func rising(list []int) []int {
	var ends []int                   // ends[k] is where the best row of k+1 elements ends
	before := make([]int, len(list)) // in the best row that ends with the element
	for k, v := range list {
		n := sort.Search(len(ends), func(j int) bool { return list[ends[j]] >= v })
		before[k] = -1
		if n > 0 {
			before[k] = ends[n-1]
		}
		if n == len(ends) {
			ends = append(ends, k)
		} else {
			ends[n] = k
		}
	}
	var row []int
	if len(ends) > 0 {
		for k := ends[len(ends)-1]; k >= 0; k = before[k] {
			row = append(row, k)
		}
	}
	slices.Reverse(row)
	return row
}

// aligner is the state of align.
type aligner struct {
	m        *merger
	old, new []unit
	pairs    []pair
}

// stretch pairs the elements [o, oEnd) and [n, nEnd).
func (a *aligner) stretch(o, oEnd, n, nEnd int) {
	rows, columns := oEnd-o, nEnd-n
	if rows == 0 || columns == 0 || !a.affordable(o, oEnd, n, nEnd) {
		a.apart(o, oEnd, n, nEnd)
		return
	}
	like := make([]int32, rows*columns)
	for i := range rows {
		for j := range columns {
			like[i*columns+j] = likeness(&a.old[o+i], &a.new[n+j])
		}
	}
	best := bestRests(like, rows, columns)
	i, j, doneO, doneN := 0, 0, o, n
	for i < rows && j < columns {
		here, l := best[i*(columns+1)+j], like[i*columns+j]
		switch {
		case l > 0 && here == best[(i+1)*(columns+1)+j+1]+l:
			a.apart(doneO, o+i, doneN, n+j)
			a.pairs = append(a.pairs, pair{o + i, n + j, l == same})
			i, j = i+1, j+1
			doneO, doneN = o+i, n+j
		case here == best[(i+1)*(columns+1)+j]:
			i++
		default:
			j++
		}
	}
	a.apart(doneO, oEnd, doneN, nEnd)
}

// bestRests is, for every place of the table of likenesses, the largest sum of
// pairs from there on.
func bestRests(like []int32, rows, columns int) []int32 {
	best := make([]int32, (rows+1)*(columns+1))
	for i := rows - 1; i >= 0; i-- {
		for j := columns - 1; j >= 0; j-- {
			b := max(best[(i+1)*(columns+1)+j], best[i*(columns+1)+j+1])
			if l := like[i*columns+j]; l > 0 {
				b = max(b, best[(i+1)*(columns+1)+j+1]+l)
			}
			best[i*(columns+1)+j] = b
		}
	}
	return best
}

// apart notes elements that have no counterpart.
func (a *aligner) apart(o, oEnd, n, nEnd int) {
	for ; o < oEnd; o++ {
		a.pairs = append(a.pairs, pair{o, -1, false})
	}
	for ; n < nEnd; n++ {
		a.pairs = append(a.pairs, pair{-1, n, false})
	}
}

// affordable tells whether there is work left for comparing everything in a
// stretch, and books it.
func (a *aligner) affordable(o, oEnd, n, nEnd int) bool {
	if oEnd-o > mostPairs/(nEnd-n) {
		return false
	}
	size := func(units []unit) (sum int) {
		for k := range units {
			sum += len(units[k].key) + 1
		}
		return sum
	}
	cost := (nEnd-n)*size(a.old[o:oEnd]) + (oEnd-o)*size(a.new[n:nEnd])
	if cost > a.m.work {
		return false
	}
	a.m.work -= cost
	return true
}

// blockUnits are blocks as elements of a list.
func blockUnits(blocks []doc.Block) []unit {
	units := make([]unit, len(blocks))
	for k, b := range blocks {
		var c canon
		c.block(b)
		units[k] = unit{key: string(c.b), class: sign(c.b[1]), least: leastOf(b)} // a block begins with its sign
	}
	return units
}

// The likeness from which two blocks are versions of one: texts that share less
// read better one after the other than mixed; what holds others is compared by
// its parts anyhow; a picture takes the place of a picture, and what stands once
// in a document that of its older version, whatever they say.
const (
	leastText  = 450
	leastParts = 200
	leastAny   = 0
)

func leastOf(b doc.Block) int {
	switch b.(type) {
	case *doc.Heading, *doc.Paragraph, *doc.Item:
		return leastText
	case *doc.List, *doc.Quote, *doc.Table, *doc.CodeBlock, *doc.Landscape, *doc.Attachment:
		return leastParts
	}
	return leastAny
}
