package report

import (
	"slices"

	"kan/pipeline/decode"
	"kan/pipeline/diag"
	"kan/pipeline/source"
)

// Registry is what reports and issues refer to: the office with its settings,
// units, people and topics. A list is empty when its file is missing or
// broken; that has been reported, and nobody need complain again.
type Registry struct {
	File        *source.File // kan.yaml
	Office      Office
	Categories  []Text
	SourceKinds []Text
	Chains      []Chain
	Settings    []Setting
	Series      []Series
	Units       []Unit
	People      []Person
	Topics      []Topic
	SignOff     SignOff
	Upload      Classification // the highest that a workflow may build; not set: 公开

	topicsBroken bool // topics.yaml is there but could not be read
}

// SignOff says how reviews are held against the record of Git: whether at all,
// which they are unless Check is set and false; what came in up to the commit From has
// other records and is not judged; and whether commits must be signed.
type SignOff struct {
	Check            decode.Value[bool]
	From             Text // a commit or tag
	RequireSignature decode.Value[bool]
}

// Off tells whether reviews are not held against the record.
func (s SignOff) Off() bool { return s.Check.Set && !s.Check.V }

// Office is the publisher.
type Office struct{ Name, Short, Region Text }

// Chain is the stages of review that a report goes through. An empty list of
// conditions matches everything; several must all match.
type Chain struct {
	Urgency, Importance, Category, Classification []Text
	Stages                                        []Text
	Distinct                                      bool // every stage by somebody else
	Span                                          source.Span
}

// Setting raises, lowers or silences a kind of complaint.
type Setting struct {
	Code     Text
	Off      bool
	Severity diag.Severity // when not Off
	Span     source.Span   // of the severity
}

// Series says how many issues a series had before its ledger begins.
type Series struct {
	ID     Text
	Before decode.Value[int]
}

// Unit is a unit that submits reports.
type Unit struct{ ID, Name, Short, Kind, Sequence Text }

// Person is one of the office's reviewers and editors.
type Person struct {
	ID, Name Text
	Emails   []Text
	Stages   []Text // the stages of review the person may decide
}

// Topic is an entry of the year's list of topics.
type Topic struct {
	ID, Title, Period Text
	Due               Day
}

// Unit returns the unit with that id.
func (r *Registry) Unit(id string) (*Unit, bool) {
	return find(r.Units, id, func(u *Unit) string { return u.ID.V })
}

// Person returns the person with that id.
func (r *Registry) Person(id string) (*Person, bool) {
	return find(r.People, id, func(p *Person) string { return p.ID.V })
}

// Topic returns the topic with that id.
func (r *Registry) Topic(id string) (*Topic, bool) {
	return find(r.Topics, id, func(t *Topic) string { return t.ID.V })
}

// Before is the number of issues of a series before its ledger begins.
func (r *Registry) Before(series string) int {
	s, ok := find(r.Series, series, func(s *Series) string { return s.ID.V })
	if !ok {
		return 0
	}
	return s.Before.V
}

// Chain returns the first chain of review that matches rep.
func (r *Registry) Chain(rep *Report) (*Chain, bool) {
	importance := rep.Importance.V
	if importance == "" {
		importance = Ordinary
	}
	for i := range r.Chains {
		c := &r.Chains[i]
		if admits(c.Urgency, rep.Urgency.V) && admits(c.Importance, importance) &&
			admits(c.Category, rep.Category.V) && admits(c.Classification, rep.Classification.Level.String()) {
			return c, true
		}
	}
	return nil, false
}

// May tells whether p may decide the stage.
func (p *Person) May(stage string) bool { return has(p.Stages, stage) }

// FinalStages lists the last stage of every chain, without repetitions: who
// may decide one of them may sign an issue.
func (r *Registry) FinalStages() []string {
	var out []string
	for _, c := range r.Chains {
		if n := len(c.Stages); n > 0 && !slices.Contains(out, c.Stages[n-1].V) {
			out = append(out, c.Stages[n-1].V)
		}
	}
	return out
}

// find is a linear search; a registry has some tens of entries and is asked
// a few times per report.
func find[T any](all []T, id string, of func(*T) string) (*T, bool) {
	for i := range all {
		if of(&all[i]) == id {
			return &all[i], true
		}
	}
	return nil, false
}

func admits(list []Text, v string) bool { return len(list) == 0 || has(list, v) }

func has(list []Text, v string) bool {
	return slices.ContainsFunc(list, func(t Text) bool { return t.V == v })
}

func words(list []Text) []string {
	out := make([]string, len(list))
	for i, t := range list {
		out[i] = t.V
	}
	return out
}
