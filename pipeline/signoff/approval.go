package signoff

import (
	"bytes"
	"fmt"
	"slices"

	"kan/pipeline/diag"
	"kan/pipeline/history"
	"kan/pipeline/linediff"
	"kan/pipeline/report"
)

// basis is what the approval of a report holds for: a version, and the commit
// whose images were seen with it.
type basis struct {
	*version
	commit string
}

// approval looks whether what was approved is what will be printed. now are the
// steps of the reviews as they are.
func (r *Record) approval(c *Chain, s *story, now []int, diags *diag.List) error {
	rep := c.Report
	if !rep.Status.V.Printable() {
		return nil
	}
	step, dead := r.approving(c, s, now)
	if step < 0 {
		if dead >= 0 {
			diags.Error(CodeChanged, rep.Reviews[dead].Span, "请有审定权的人再审一次：在 reviews 里加一条新的审定",
				"这条%s后来撤销过，不算数", rep.Reviews[dead].Stage.V)
		}
		return nil
	}
	b, err := r.basis(s, step)
	if err != nil {
		return err
	}
	if r.parse(rep.File.Name, rep.File.Text).Printed() == b.digest {
		r.images(c, b, diags)
	} else {
		r.text(c, b, diags)
	}
	return nil
}

// approving is the step of the last approval that counts, -1 when none does. In
// that case dead is the last review, among those of which nobody complains,
// that has been withdrawn since, or -1.
func (r *Record) approving(c *Chain, s *story, now []int) (step, dead int) {
	step, dead = -1, -1
	for n, k := range now {
		if k < 0 || !r.final(&c.Steps[k]) || c.Steps[k].Review.Decision.V != report.Passed || !r.counts(&c.Steps[k]) {
			continue
		}
		if r.withdrawn(c, s, k) {
			dead = n
			continue
		}
		step = max(step, k)
	}
	return step, dead
}

// counts tells whether a review was entered by one who may decide it. A person
// without an address cannot be told from others; that is a warning, and what
// was approved is watched all the same.
func (r *Record) counts(s *Step) bool {
	if !r.judged(s.Commit) {
		return true
	}
	p, ok := r.Registry.Person(s.Review.By.V)
	return ok && p.May(s.Review.Stage.V) && (s.Fault == None || s.Fault == NoEmail)
}

// withdrawn tells whether an approval has been taken out since, or whoever
// decides has decided otherwise: in a commit that the approval is not based on,
// though a merge or another commit may have undone that in the file.
func (r *Record) withdrawn(c *Chain, s *story, approval int) bool {
	against := slices.Clone(s.removed[approval])
	for k := range c.Steps {
		if step := &c.Steps[k]; step.Kind == Reviewed && r.final(step) && r.counts(step) &&
			step.Review.Decision.Set && step.Review.Decision.V != report.Passed {
			against = append(against, step.Commit)
		}
	}
	against = slices.DeleteFunc(against, func(c history.Commit) bool { return !r.judged(c) })
	if len(against) == 0 {
		return false
	}
	known := Ancestors(r.Log, c.Steps[approval].Commit.Hash)
	return slices.ContainsFunc(against, func(c history.Commit) bool { return !known[c.Hash] })
}

// final tells whether a review decides about printing.
func (r *Record) final(s *Step) bool {
	return slices.Contains(r.Registry.FinalStages(), s.Review.Stage.V)
}

// basis is what the approval of a step holds for. What came in before the
// office began is taken as it stood then, whatever had been approved of it.
func (r *Record) basis(s *story, step int) (basis, error) {
	v := &s.versions[s.origin[step]]
	if r.judged(v.commit) {
		return basis{v, v.commit.Hash}, nil
	}
	n, err := r.find(s, r.Start, s.names)
	if err != nil || n < 0 {
		return basis{v, v.commit.Hash}, err
	}
	return basis{&s.versions[n], r.Start}, nil
}

// text tells what is not as it was approved.
func (r *Record) text(c *Chain, b basis, diags *diag.List) {
	rep := c.Report
	c.Voided = &Step{Kind: Changed, Lines: compare(b.report, rep)}
	who, known := "有人", Ancestors(r.Log, b.commit)
	for k := range c.Steps { // the last change that is on record
		if s := &c.Steps[k]; s.Kind == Changed && !known[s.Commit.Hash] {
			c.Voided.Commit, c.Voided.By = s.Commit, s.By
		}
	}
	if at := c.Voided.Commit; at.Hash != "" {
		who = fmt.Sprintf("%s在提交 %.9s（%s）里", at.Author.Name, at.Hash, dayOf(at.Committer.When).Chinese())
	}
	at := rep.Title.Span
	if len(c.Voided.Lines) > 0 && c.Voided.Lines[0].Number > 0 {
		line, offset := rep.File.Line(c.Voided.Lines[0].Number)
		at = rep.File.Span(offset, offset+len(line))
	}
	diags.Error(CodeChanged, at, "改回审定的文字，或者请有审定权的人再审一次：在 reviews 里加一条新的审定",
		"审定以后%s改过内容，审定作废：%s", who, describe(c.Voided.Lines))
}

// compare tells which lines of two reports are not the same, however they end.
func compare(old, new *report.Report) []linediff.Line {
	lines := func(rep *report.Report) []byte { return bytes.ReplaceAll(rep.File.Text, []byte("\r\n"), []byte("\n")) }
	return linediff.Compare(lines(old), lines(new))
}

// images looks whether the images of a report are those that were approved: no
// commit that the approval does not know has changed one.
func (r *Record) images(c *Chain, b basis, diags *diag.List) {
	var known map[string]bool
	for _, f := range c.Report.Figures() {
		if f.File == nil {
			continue
		}
		for _, change := range r.Log.Of(f.File.Name) {
			if known == nil {
				known = Ancestors(r.Log, b.commit)
			}
			commit := r.Log.Commits[change.Commit]
			if known[commit.Hash] {
				continue
			}
			c.Voided = &Step{Kind: Changed, Commit: commit}
			diags.Error(CodeChanged, f.At, "换回审定的图片，或者请有审定权的人再审一次：在 reviews 里加一条新的审定",
				"审定以后%s在提交 %.9s（%s）里换过图片 %s，审定作废", commit.Author.Name, commit.Hash, dayOf(commit.Committer.When).Chinese(), f.Source)
			break
		}
	}
}
