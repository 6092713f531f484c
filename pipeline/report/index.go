package report

import "kan/pipeline/decode"

// Index finds reports by id.
type Index struct {
	byID map[string]*Report
	all  []*Report
	ids  []string
}

// NewIndex indexes reports; of several with one id the first counts.
func NewIndex(reports []*Report) *Index {
	x := &Index{byID: make(map[string]*Report, len(reports))}
	for _, r := range reports {
		if _, twice := x.byID[r.ID.V]; twice || r.ID.V == "" {
			continue
		}
		x.byID[r.ID.V] = r
		x.all = append(x.all, r)
		x.ids = append(x.ids, r.ID.V)
	}
	return x
}

// Report returns the report with that id.
func (x *Index) Report(id string) (*Report, bool) {
	r, ok := x.byID[id]
	return r, ok
}

// All returns the reports that can be found, in the order they were given.
func (x *Index) All() []*Report { return x.all }

// Nearest returns the id that the given one is probably meant to be, or "".
func (x *Index) Nearest(id string) string { return decode.Nearest(id, x.ids) }

// Nearest is decode.Nearest, for packages that do not read YAML themselves.
func Nearest(word string, candidates []string) string { return decode.Nearest(word, candidates) }
