package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"syscall"

	"kan/pipeline"
	"kan/pipeline/diag"
)

// record is the Git repository of a content repository, at the commit that
// matters: the one that is read, or the one the folder stands on.
type record struct {
	*pipeline.History
	head  pipeline.Commit
	cache string // folder for what is remembered of the history, "" for none
	own   bool   // opened here, and so to be closed here
}

// openRecord opens the Git repository of r; nil when there is none, or no commit
// yet.
func openRecord(r *repo) (*record, error) {
	rec := &record{History: r.history, cache: filepath.Join(r.dir, ".kan")}
	if r.bare {
		rec.cache = "" // there is no place for it
	}
	if rec.History != nil {
		rec.head = r.commit
		return rec, nil
	}
	var err error
	if rec.History, err = pipeline.OpenHistory(r.dir); errors.Is(err, pipeline.ErrNoRepository) {
		return nil, nil
	} else if err != nil {
		return nil, err
	}
	rec.own = true
	if rec.head, err = rec.Resolve("HEAD"); errors.Is(err, pipeline.ErrUnknownRevision) {
		return nil, rec.Close()
	} else if err != nil {
		return nil, errors.Join(err, rec.Close())
	}
	return rec, nil
}

// needRecord is openRecord for commands that can do nothing without Git.
func needRecord(r *repo, what string) (*record, error) {
	rec, err := openRecord(r)
	if rec == nil && err == nil {
		return nil, usage("git init，提交一次，再来", "%s要查 Git 的历史，这里却不是 Git 仓库，或者还没有提交", what)
	}
	return rec, err
}

func (r *record) close() {
	if r != nil && r.own {
		r.Close()
	}
}

// fromRecord holds the locks, and the reviews of reports, against the record;
// without Git there is nothing to hold them against.
func fromRecord(e *env, r *repo, c *pipeline.Content, reports []*pipeline.Report) ([]diag.Diagnostic, error) {
	reports = c.Signed(reports)
	rec, err := openRecord(r)
	if rec == nil || err != nil {
		return nil, err
	}
	defer rec.close()
	p := startProgress(e, "正在核对审核和定稿的记录……")
	defer p.end()
	return rec.judge(c, reports)
}

// judge is fromRecord by the history up to the commit that matters.
func (r *record) judge(c *pipeline.Content, reports []*pipeline.Report) ([]diag.Diagnostic, error) {
	ctx, stop := interruptible()
	defer stop()
	log, err := pipeline.ReadLog(ctx, r.History, r.head, r.cache)
	if errors.Is(err, pipeline.ErrShallow) && len(reports) == 0 && !c.HasClosed() {
		return nil, nil // nothing here needs the part that is cut off
	}
	if err != nil {
		return nil, err
	}
	var diags diag.List
	if err := c.LockRecord(log, &diags); err != nil || len(reports) == 0 {
		return diags.Sorted(), err
	}
	if _, err = c.SignOffs(ctx, r.History, log, reports, &diags); err != nil {
		return nil, err
	}
	return diags.Sorted(), nil
}

// interruptible is a context that ends with an interrupt; a second one ends the
// program at once.
func interruptible() (context.Context, context.CancelFunc) {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop)
	return ctx, stop
}

// short is a commit as people quote it.
func short(hash string) string { return fmt.Sprintf("%.9s", hash) }

// merged are findings of two sources in one order, each once.
func merged(a, b []diag.Diagnostic) []diag.Diagnostic {
	var all diag.List
	for _, d := range slices.Concat(a, b) {
		all.Add(d)
	}
	return all.Sorted()
}
