package main

import (
	"fmt"
	"io/fs"

	"kan/fonts"
	"kan/pipeline"
	"kan/pipeline/diag"
	"kan/templates"
)

// compared holds what was found against other branches: with base it adds what
// clashes with that branch, with since it leaves out what was found before.
func compared(e *env, r *repo, c *pipeline.Content, o checkOptions, ds []diag.Diagnostic) ([]diag.Diagnostic, error) {
	if o.since == "" && o.base == "" {
		return ds, nil
	}
	rec, err := needRecord(r, "--since 和 --base")
	if err != nil {
		return nil, err
	}
	defer rec.close()
	if o.base != "" {
		b, err := readBranch(rec, o.base)
		if err != nil {
			return nil, err
		}
		if ds, err = b.collisions(c, ds); err != nil {
			return nil, err
		}
	}
	if o.since == "" {
		return ds, nil
	}
	b, err := readBranch(rec, o.since)
	if err != nil {
		return nil, err
	}
	p, err := readPast(e, rec, b, o.jobs)
	if err != nil {
		return nil, err
	}
	return pipeline.Since(p.files, p.found, ds), p.Close()
}

// branch is another branch, and the commit that it and what is read come from.
type branch struct {
	name string
	tip  fs.FS
	fork pipeline.Commit
	then fs.FS // the files of fork
}

func readBranch(rec *record, rev string) (b branch, err error) {
	commit, err := rec.Resolve(rev)
	if err != nil {
		return b, explainHistory(err, rev)
	}
	ctx, stop := interruptible()
	defer stop()
	ours, err := pipeline.ReadLog(ctx, rec.History, rec.head, rec.cache)
	if err != nil {
		return b, err
	}
	theirs, err := pipeline.ReadLog(ctx, rec.History, commit, rec.cache)
	if err != nil {
		return b, err
	}
	fork, ok := pipeline.Fork(ours, theirs)
	if !ok {
		return b, usage("换一个和现在的提交有共同祖先的版本", "“%s”和现在的提交没有共同的历史", rev)
	}
	return branch{name: rev, tip: rec.Files(commit), fork: fork, then: rec.Files(fork)}, nil
}

// collisions adds to findings the numbers that both branches took.
func (b branch) collisions(c *pipeline.Content, ds []diag.Diagnostic) ([]diag.Diagnostic, error) {
	var diags diag.List
	err := c.Collisions(b.tip, b.then, b.name, &diags)
	return merged(ds, diags.Sorted()), err
}

// past is the content before a change, and what was found in it.
type past struct {
	*pipeline.Content
	files fs.FS
	found []diag.Diagnostic
}

// readPast reads the content at the fork, and all that check finds in it.
func readPast(e *env, rec *record, b branch, jobs int) (*past, error) {
	progress := startProgress(e, fmt.Sprintf("正在检查 %s……", b.name))
	defer progress.end()
	var before diag.List
	then, err := pipeline.Load(pipeline.Input{Repo: b.then, Fonts: fonts.Files, Templates: templates.Files, Jobs: jobs}, &before)
	if err != nil {
		return nil, err
	}
	at := *rec
	at.head = b.fork
	signed, err := at.judge(then, then.Signed(then.Reports))
	if err != nil {
		then.Close()
		return nil, err
	}
	return &past{then, b.then, merged(before.Sorted(), signed)}, nil
}
