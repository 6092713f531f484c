package proof

import (
	"kan/pipeline/page"
	"kan/pipeline/unit"
)

// measurer looks at all pages of a document.
type measurer struct {
	profile
	sheets []*sheet
	body   body
	found  []Deviation
}

// Measure compares the pages of d with GB/T 9704—2012, in the order of the
// standard. Lengths are those of the display list: places of glyphs, boxes of
// their ink, and boxes. Where a number may be read off at several places, that
// which is furthest off counts, with its page.
func Measure(d *page.Document) []Deviation {
	m := &measurer{profile: gb()}
	for n := range d.Pages {
		m.sheets = append(m.sheets, look(&d.Pages[n], n+1))
	}
	m.body = findBody(m.sheets)
	m.margins()
	m.grid()
	m.masthead()
	m.imprint()
	m.folios()
	return m.found
}

// seen is a value with its page.
type seen struct {
	at   unit.Length
	page int
}

// worst is the one of several values that is furthest from the wanted one, the
// first of equal ones.
func worst(all []seen, wanted unit.Length) seen {
	best := all[0]
	for _, s := range all[1:] {
		if distance(s.at, wanted) > distance(best.at, wanted) {
			best = s
		}
	}
	return best
}

func distance(a, b unit.Length) unit.Length { return max(a-b, b-a) }

// add lists i with the worst of what was seen, or as not measured because why.
func (m *measurer) add(i item, all []seen, why string) {
	d := Deviation{Name: i.name, Clause: i.clause, Unit: i.unit, Wanted: i.wanted, AtMost: i.atMost, Tolerance: i.tolerance}
	if len(all) == 0 {
		d.Why = why
	} else {
		s := worst(all, i.wanted.Length)
		d.Measured.Length, d.Page = s.at, s.page
	}
	m.found = append(m.found, d)
}

// count is add for counts: the most frequent one is listed.
func (m *measurer) count(i item, all []int, why string) {
	d := Deviation{Name: i.name, Clause: i.clause, Unit: i.unit, Wanted: i.wanted}
	n, ok := most(all)
	if d.Measured.Count = n; !ok {
		d.Why = why
	}
	m.found = append(m.found, d)
}

// most is the most frequent value, the first met of equally frequent ones.
func most[T comparable](values []T) (best T, ok bool) {
	counts := map[T]int{}
	for _, v := range values {
		counts[v]++
	}
	for _, v := range values {
		if counts[v] > counts[best] {
			best = v
		}
	}
	return best, len(values) > 0
}
