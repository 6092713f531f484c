package pipeline

import (
	"context"
	"fmt"
	"slices"

	"kan/pipeline/diag"
	"kan/pipeline/history"
	"kan/pipeline/issue"
	"kan/pipeline/layout"
	"kan/pipeline/lock"
)

// Verdict is what became of a closed issue when it was built again out of the
// commit that has its lock.
type Verdict struct {
	Lock     *Lock   // as it first came into the record
	Commit   *Commit // that brought it; nil when none has it: the folder as it is was built
	Replaced bool    // there is another lock now
	Inputs   []InputChange
	Files    []FileCheck
}

// InputChange is an input that is not what the lock says. Now is the name in
// Git of what is there instead, "" when nothing is.
type InputChange struct {
	lock.Input
	Now string
}

// FileCheck is an output, and the hash of what came out this time, "" when
// nothing did; the output's own is "" when the lock does not name it.
type FileCheck struct {
	lock.Output
	Got string
}

// Same tells whether the file came out as it was.
func (f FileCheck) Same() bool { return f.Got == f.SHA256 }

// Same tells whether all is as it was: the lock, and what came out.
func (v *Verdict) Same() bool { return !v.Replaced && v.SameFiles() }

// SameFiles tells whether all files came out as the lock of that day says.
func (v *Verdict) SameFiles() bool {
	return !slices.ContainsFunc(v.Files, func(f FileCheck) bool { return !f.Same() })
}

// Verify builds issue i of c, which is closed, out of the commit that brought
// its lock, and compares every file with what the lock said then. Why a file did
// not come out at all is in diags.
func (c *Content) Verify(ctx context.Context, i *Issue, repo *History, log *history.Log, diags *diag.List) (*Verdict, error) {
	v := &Verdict{Lock: c.locks[i]}
	files := c.input.Repo
	if story := lockStory(log, LockPath(i)); len(story) > 0 {
		v.Commit = &log.Commits[story[0].Commit]
		v.Replaced = !lock.IsBlob(LockPath(i), v.Lock.File.Text, story[0].Blob)
		files = repo.Files(*v.Commit)
	}
	in := c.input
	in.Repo = files
	var told diag.List // the rules of that day were others
	then, err := Load(in, &told)
	if err != nil {
		return nil, err
	}
	defer then.Close()
	n := slices.IndexFunc(then.Issues, func(o *issue.Issue) bool { return o.File.Name == i.File.Name })
	if n < 0 || then.locks[then.Issues[n]] == nil {
		return nil, fmt.Errorf("%s：带来定稿记录的那个提交里，没有这份清单，或者记录读不了", i.File.Name)
	}
	v.Lock = then.locks[then.Issues[n]]
	if then.styles[i.Series.V] == nil {
		for _, o := range v.Lock.Outputs {
			v.Files = append(v.Files, FileCheck{Output: o})
		}
		diags.Merge(&told)
		return v, nil
	}
	return v, then.rebuild(ctx, then.Issues[n], v, diags)
}

// rebuild builds issue i and fills in what is not as v's lock says.
func (c *Content) rebuild(ctx context.Context, i *issue.Issue, v *Verdict, diags *diag.List) error {
	d, s, err := c.compose(i)
	if err != nil {
		return err
	}
	pages, err := c.layOut(d, s, c.stampOf(i, Stamp{}), layout.Options{}, &diag.List{})
	if err != nil {
		return err
	}
	now, err := c.inputs(i, s, pages)
	if err != nil {
		return err
	}
	v.Inputs = inputChanges(v.Lock.Inputs, now)
	out, remove, err := c.scratch()
	if err != nil {
		return err
	}
	defer remove()
	files, err := c.Build(ctx, []*issue.Issue{i}, out, BuildOptions{Formats: []string{PDF, DOCX}}, diags)
	if err != nil {
		return err
	}
	for _, o := range v.Lock.Outputs {
		check := FileCheck{Output: o}
		if n := slices.IndexFunc(files, func(f Output) bool { return f.Path == o.Path }); n >= 0 {
			check.Got = files[n].SHA256
		}
		v.Files = append(v.Files, check)
	}
	for _, f := range files {
		if !slices.ContainsFunc(v.Lock.Outputs, func(o lock.Output) bool { return o.Path == f.Path }) {
			v.Files = append(v.Files, FileCheck{lock.Output{Path: f.Path}, f.SHA256})
		}
	}
	return nil
}

// inputChanges are the inputs of a lock that are now others. A report is the same
// while it prints the same: its state may be committed later than the lock.
func inputChanges(then, now []lock.Input) (changes []InputChange) {
	for _, in := range then {
		n := slices.IndexFunc(now, func(o lock.Input) bool { return o.Role == in.Role && o.Path == in.Path })
		switch {
		case n < 0:
			changes = append(changes, InputChange{in, ""})
		case now[n].Blob != in.Blob && (in.Printed == "" || now[n].Printed != in.Printed):
			changes = append(changes, InputChange{in, now[n].Blob})
		}
	}
	return changes
}
