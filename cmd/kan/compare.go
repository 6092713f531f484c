package main

import (
	"fmt"
	"io/fs"

	"kan/fonts"
	"kan/pipeline"
	"kan/pipeline/diag"
	"kan/templates"
)

// compared holds what was found against other commits, as --base and --since ask.
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
		base, fork, err := forked(rec, o.base)
		if err != nil {
			return nil, err
		}
		var diags diag.List
		if err := c.Collisions(base, fork, o.base, &diags); err != nil {
			return nil, err
		}
		ds = merged(ds, diags.Sorted())
	}
	if o.since == "" {
		return ds, nil
	}
	_, fork, err := forked(rec, o.since)
	if err != nil {
		return nil, err
	}
	p := startProgress(e, fmt.Sprintf("正在检查 %s……", o.since))
	defer p.end()
	var before diag.List
	then, err := pipeline.Load(pipeline.Input{Repo: fork, Fonts: fonts.Files, Templates: templates.Files, Jobs: o.jobs}, &before)
	if err != nil {
		return nil, err
	}
	return pipeline.Since(fork, before.Sorted(), ds), then.Close()
}

// forked is the content of another branch, and of the commit that it and what is
// read here come from.
func forked(rec *record, rev string) (branch, fork fs.FS, err error) {
	commit, err := rec.Resolve(rev)
	if err != nil {
		return nil, nil, explainHistory(err, rev)
	}
	ctx, stop := interruptible()
	defer stop()
	ours, err := pipeline.ReadLog(ctx, rec.History, rec.head, rec.cache)
	if err != nil {
		return nil, nil, err
	}
	theirs, err := pipeline.ReadLog(ctx, rec.History, commit, rec.cache)
	if err != nil {
		return nil, nil, err
	}
	at, ok := pipeline.Fork(ours, theirs)
	if !ok {
		return nil, nil, usage("换一个和现在的提交有共同祖先的版本", "“%s”和现在的提交没有共同的历史", rev)
	}
	return rec.Files(commit), rec.Files(at), nil
}
