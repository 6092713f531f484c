package parity

import (
	"slices"
	"strconv"
	"strings"
)

// Report is how two renderings of an issue show what is expected.
type Report struct {
	Paragraphs []Result
	Surplus    []Surplus
	Margins    []Margin // pages whose folios or running heads are not the same
	Unnumbered []int    // pages of the Word file without their number, where the PDF prints it
	Pages      [2]int   // of the PDF, of the Word file
	Lines      Lines

	margins [2][]string
}

// Result is one paragraph and how each rendering shows it.
type Result struct {
	Kind Kind
	Text string
	In   [2]Finding
	Turn *Turn // the first line that ends elsewhere in the Word file
}

// Same tells whether both renderings show the paragraph as it should be.
func (r *Result) Same() bool { return r.In[PDF].State == Same && r.In[Word].State == Same }

// Finding is how one rendering shows a paragraph.
type Finding struct {
	State State
	Page  int    // where it begins, from 1; 0 when it is missing
	Want  string // when it differs: the place where it does, with what is around
	Got   string
}

// State is what became of a paragraph.
type State int8

// The states.
const (
	Same State = iota
	Differs
	Missing
)

// Surplus is text of a rendering that belongs to no paragraph.
type Surplus struct {
	Side int // PDF or Word
	Page int
	Text string
}

// Margin is what stands in the margins of a page in both renderings.
type Margin struct {
	Page int
	Text [2]string
}

// SameText tells whether both renderings show every paragraph, and nothing else
// but the furniture of the page, of which only page numbers are asked.
func (r *Report) SameText() bool {
	return len(r.Surplus) == 0 && len(r.Unnumbered) == 0 &&
		!slices.ContainsFunc(r.Paragraphs, func(p Result) bool { return !p.Same() })
}

// Apart is by how many pages the renderings differ.
func (r *Report) Apart() int { return max(r.Pages[PDF]-r.Pages[Word], r.Pages[Word]-r.Pages[PDF]) }

// compareMargins compares folios and running heads, page by page. They are told
// and no fault by themselves, since a running head names what the page begins
// with; a page that has lost its number is one.
func (r *Report) compareMargins() {
	for n := range min(r.Pages[PDF], r.Pages[Word]) {
		pdf, word := r.margins[PDF][n], r.margins[Word][n]
		if pdf != word {
			r.Margins = append(r.Margins, Margin{n + 1, [2]string{pdf, word}})
		}
		if hasNumber(pdf, n+1) && !hasNumber(word, n+1) {
			r.Unnumbered = append(r.Unnumbered, n+1)
		}
	}
}

// hasNumber tells whether a number stands in a text, not as part of another.
func hasNumber(text string, n int) bool {
	return slices.Contains(strings.FieldsFunc(text, func(r rune) bool { return r < '0' || r > '9' }), strconv.Itoa(n))
}

// Count is how the paragraphs of one kind came out.
type Count struct {
	Kind             Kind
	All, Same        int
	Differs, Missing [2]int
}

// Counts are the counts of all kinds that the issue has.
func (r *Report) Counts() (out []Count) {
	for k := range kindCount {
		c := Count{Kind: k}
		for _, p := range r.Paragraphs {
			if p.Kind != k {
				continue
			}
			c.All++
			if p.Same() {
				c.Same++
			}
			for side, f := range p.In {
				switch f.State {
				case Differs:
					c.Differs[side]++
				case Missing:
					c.Missing[side]++
				}
			}
		}
		if c.All > 0 {
			out = append(out, c)
		}
	}
	return out
}

// report writes down what the aligner found in one rendering. chars gets, for
// every paragraph that is as it should be, where its characters stand.
func (a *aligner) report(r *Report, side int, chars [][]glyph) {
	for k, n := range a.of {
		p, place := &a.want[n], a.places[k]
		f := &r.Paragraphs[n].In[side]
		switch {
		case place.at == nil && p.again && side == PDF:
			continue
		case place.at == nil:
			f.State = Missing
			continue
		case a.whole(p, place.at):
			for _, i := range place.at {
				chars[n] = append(chars[n], a.found[i])
			}
		default:
			f.State = Differs
			f.Want, f.Got = a.difference(p, place)
		}
		if place.from < len(a.found) {
			f.Page = a.found[place.from].page + 1
		}
	}
	for from := 0; from < len(a.found); from++ {
		if a.owned[from] {
			continue
		}
		to := from
		for to < len(a.found) && !a.owned[to] {
			to++
		}
		r.Surplus = append(r.Surplus, Surplus{side, a.found[from].page + 1, text(a.found[from:to])})
		from = to
	}
}
