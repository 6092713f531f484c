package signoff

import (
	"errors"
	"fmt"
	"slices"

	"kan/pipeline/diag"
	"kan/pipeline/report"
)

// errNoRecord is a file that a commit has and the record knows nothing of. What
// cannot be judged must not pass for something that nobody has committed yet.
var errNoRecord = errors.New("已经提交到 Git，却查不到它的来历")

// chain reads the story of one report.
func (r *Record) chain(rep *report.Report, diags *diag.List) (Chain, error) {
	c := Chain{Report: rep}
	s, err := r.story(rep.File.Name)
	if err != nil {
		return c, err
	}
	for k := range s.versions {
		r.change(&c, s, k)
		r.reviews(&c, s, k)
	}
	head, err := r.head(s, rep.File.Name)
	if err != nil || head == nil {
		return c, err
	}
	now := standing(rep, head)
	r.complain(&c, s, now, diags)
	return c, r.approval(&c, s, now, diags)
}

// head is the version that the head of the record has, nil when it has none.
func (r *Record) head(s *story, name string) (*version, error) {
	if len(r.Log.Commits) == 0 {
		return nil, nil
	}
	commit, ask := r.Log.Commits[len(r.Log.Commits)-1].Hash, r.state
	if len(s.versions) == 0 {
		ask = r.At // what the log does not know may be there all the same
	}
	blob, err := ask(commit, name)
	if err != nil || blob == "" {
		return nil, err
	}
	n, ok := s.at[blob]
	if !ok {
		return nil, fmt.Errorf("%s：%w", name, errNoRecord)
	}
	return &s.versions[n], nil
}

// change adds the step that version k is, if it changes what will be printed.
func (r *Record) change(c *Chain, s *story, k int) {
	v := &s.versions[k]
	if k == 0 {
		c.Steps = append(c.Steps, r.step(Submitted, v))
		return
	}
	before := v.parents
	if len(before) == 0 {
		before = []int{k - 1} // it was gone in between, or renamed and changed at once
	}
	if slices.ContainsFunc(before, func(n int) bool { return s.versions[n].digest == v.digest }) {
		return
	}
	step := r.step(Changed, v)
	step.Lines = compare(s.versions[before[0]].report, v.report)
	c.Steps = append(c.Steps, step)
}

// reviews adds a step for each review that version k enters: those that none of
// the versions before it has. One that was taken out and comes back is entered anew.
func (r *Record) reviews(c *Chain, s *story, k int) {
	v := &s.versions[k]
	for n, e := range numbered(v.report) {
		step := s.inherited(c, v, e)
		if step < 0 {
			step = len(c.Steps)
			c.Steps = append(c.Steps, r.review(v, n))
			s.origin[step] = k
		}
		v.entered = append(v.entered, step)
	}
	for _, p := range v.parents {
		for _, step := range s.versions[p].entered {
			if !v.report.Broken && !slices.Contains(v.entered, step) {
				s.removed[step] = append(s.removed[step], v.commit)
			}
		}
	}
}

// inherited is the step that entered a review which a parent of v has, -1 when
// none has it. Where parents have it from different steps, one that does not
// count goes first: a merge must not launder it.
func (s *story) inherited(c *Chain, v *version, e nth) int {
	step := -1
	for _, p := range v.parents {
		if n := s.versions[p].find(e); n >= 0 && (step < 0 || c.Steps[n].Fault != None) {
			step = n
		}
	}
	return step
}

// nth is a review by what decides, and its number among equal ones.
type nth struct {
	key    string
	number int
}

// numbered are the reviews of a report.
func numbered(rep *report.Report) (list []nth) {
	count := map[string]int{}
	for _, e := range rep.Reviews {
		key := entry(e)
		list = append(list, nth{key, count[key]})
		count[key]++
	}
	return list
}

// find is the step that entered a review of v, -1 when v does not have it.
func (v *version) find(e nth) int {
	if n := slices.Index(numbered(v.report), e); n >= 0 {
		return v.entered[n]
	}
	return -1
}

// standing are, for the reviews of a report as it is, the steps that entered
// them, -1 for those that nobody has committed yet.
func standing(rep *report.Report, head *version) (steps []int) {
	for _, e := range numbered(rep) {
		steps = append(steps, head.find(e))
	}
	return steps
}

// entry tells reviews apart by what decides: stage, person, day and decision.
func entry(e report.Review) string {
	return fmt.Sprintf("%q %q %v %q", e.Stage.V, e.By.V, e.On.V, e.Decision.V)
}

func (r *Record) step(kind Kind, v *version) Step {
	s := Step{Kind: kind, Commit: v.commit}
	if p := r.person(v.commit.Author); p != nil {
		s.By = p.ID.V
	}
	return s
}
