package signoff

import (
	"fmt"
	"io/fs"
	"slices"

	"kan/pipeline/diag"
	"kan/pipeline/history"
	"kan/pipeline/linediff"
	"kan/pipeline/report"
	"kan/pipeline/source"
)

// version is a report as one commit has it.
type version struct {
	commit history.Commit
	report *report.Report
	digest string // of what is printed, images apart
}

// chain reads the story of one report.
func (r *Record) chain(rep *report.Report, diags *diag.List) (Chain, error) {
	c := Chain{Report: rep}
	versions, err := r.versions(rep.File.Name)
	if err != nil {
		return c, err
	}
	var approved *version
	for k := range versions {
		v := &versions[k]
		if k == 0 {
			c.Steps = append(c.Steps, r.step(Submitted, v))
		} else if before := &versions[k-1]; before.digest != v.digest {
			s := r.step(Changed, v)
			s.Lines = linediff.Compare(before.report.File.Text, v.report.File.Text)
			c.Steps = append(c.Steps, s)
		}
		for _, n := range entered(versions[:k], v) {
			s := r.review(v, n)
			c.Steps = append(c.Steps, s)
			if r.final(s.Review.Stage.V) && s.Review.Decision.V == report.Passed {
				approved = v
			}
		}
	}
	r.complain(&c, diags)
	r.approval(&c, rep, approved, diags)
	return c, nil
}

// versions are the contents that a file had, across exact renames, each once.
func (r *Record) versions(name string) (out []version, err error) {
	changes := r.Log.Files[name]
	if len(changes) > 0 && changes[0].From != "" && changes[0].From != name {
		if out, err = r.versions(changes[0].From); err != nil {
			return nil, err
		}
	}
	for _, change := range changes {
		if change.Blob == "" {
			continue
		}
		text, err := r.Blob(change.Blob)
		if err != nil {
			return nil, fmt.Errorf("%s：%w", name, err)
		}
		rep := report.Parse(source.New(name, text), r.Registry, source.NewTree(nothing{}), &diag.List{})
		out = append(out, version{r.Log.Commits[change.Commit], rep, rep.Printed()})
	}
	return out, nil
}

// nothing is a file system without files: images of old versions are not read.
type nothing struct{}

func (nothing) Open(name string) (fs.File, error) {
	return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
}

// entered are the places in v's list of reviews of those that no version before
// it had: of equal entries, the first ones are the old ones.
func entered(before []version, v *version) (places []int) {
	seen := map[string]int{}
	for k := range before {
		count := map[string]int{}
		for _, e := range before[k].report.Reviews {
			count[entry(e)]++
		}
		for key, n := range count {
			seen[key] = max(seen[key], n)
		}
	}
	for n, e := range v.report.Reviews {
		if seen[entry(e)]--; seen[entry(e)] < 0 {
			places = append(places, n)
		}
	}
	return places
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

// final tells whether a stage decides about printing.
func (r *Record) final(stage string) bool { return slices.Contains(r.Registry.FinalStages(), stage) }

// approval looks whether what was approved is what will be printed.
func (r *Record) approval(c *Chain, rep *report.Report, approved *version, diags *diag.List) {
	if approved == nil || !rep.Status.V.Printable() || !r.judged(approved.commit) {
		return
	}
	now := report.Parse(source.New(rep.File.Name, rep.File.Text), r.Registry, source.NewTree(nothing{}), &diag.List{})
	if now.Printed() == approved.digest {
		r.images(c, rep, approved, diags)
		return
	}
	c.Voided = &Step{Kind: Changed, Lines: linediff.Compare(approved.report.File.Text, rep.File.Text)}
	who := "有人"
	for k := range c.Steps { // the last change that is on record
		if s := &c.Steps[k]; s.Kind == Changed && s.Commit.Hash != approved.commit.Hash {
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

// images looks whether the images of a report are those that were approved: no
// commit that the approval does not know has changed one.
func (r *Record) images(c *Chain, rep *report.Report, approved *version, diags *diag.List) {
	var known map[string]bool
	for _, f := range rep.Figures() {
		if f.File == nil {
			continue
		}
		for _, change := range r.Log.Files[f.File.Name] {
			if known == nil {
				known = Ancestors(r.Log, approved.commit.Hash)
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
