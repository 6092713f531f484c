package pipeline

import (
	"context"
	"errors"
	"io/fs"

	"kan/pipeline/check"
	"kan/pipeline/diag"
	"kan/pipeline/history"
	"kan/pipeline/lock"
	"kan/pipeline/report"
	"kan/pipeline/signoff"
)

// Codes of what keeps reviews from being judged: a public key that cannot be
// used, a commit that is not there.
const (
	CodeBadKey       diag.Code = "signoff/bad-key"
	CodeUnknownStart diag.Code = "signoff/unknown-start"
)

// Chain is the story of a report: its submission, reviews and changes.
type Chain = signoff.Chain

// The kinds of steps of a chain.
const (
	Submitted = signoff.Submitted
	Reviewed  = signoff.Reviewed
	Changed   = signoff.Changed
)

// contentFolder is what the history is read of.
const contentFolder = "content"

// ReadLog walks the history of the content once, up to a commit. cache is a
// folder for what is remembered of it, "" for none.
func ReadLog(ctx context.Context, repo *History, at Commit, cache string) (*history.Log, error) {
	return repo.Walk(ctx, at, []string{contentFolder}, cache)
}

// SignOffs holds the reviews of reports against the record of Git: the chains
// come back, and what does not count is in diags.
func (c *Content) SignOffs(ctx context.Context, repo *History, log *history.Log, reports []*Report, diags *diag.List) ([]Chain, error) {
	var found diag.List
	keys, err := c.keys(&found)
	if err != nil {
		return nil, err
	}
	mailmap, err := mailmap(repo, log)
	if err != nil {
		return nil, err
	}
	trusted, begin := map[string]bool{}, ""
	if from := c.Registry.SignOff.From; from.Set {
		at, ok, err := start(repo, from, &found)
		if err != nil {
			return nil, err
		}
		if ok {
			trusted, begin = signoff.Ancestors(log, at.Hash), at.Hash
		}
	}
	chains, err := signoff.Read(ctx, reports, signoff.Record{Log: log, Blob: repo.Blob, At: blobAt(repo), Payload: repo.Payload, Registry: c.Registry,
		Mailmap: mailmap, Keys: keys, Trusted: trusted, Start: begin, Jobs: c.input.Jobs}, &found)
	diags.Merge(check.Settle(c.Registry, &found))
	return chains, err
}

// maxMailmap bounds the bytes of a .mailmap.
const maxMailmap = 1 << 20

// mailmap is what the head of a log has at the root of the repository, where Git
// looks for it. A file that nobody has committed must not say who did what.
func mailmap(repo *History, log *history.Log) (signoff.Mailmap, error) {
	if len(log.Commits) == 0 {
		return signoff.Mailmap{}, nil
	}
	text, err := readAll(repo.AllFiles(log.Commits[len(log.Commits)-1]), ".mailmap", maxMailmap)
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, history.ErrSymlink) { // Git follows no link either
		return signoff.Mailmap{}, nil
	}
	return signoff.ReadMailmap(text), err
}

// blobAt tells by its hash what a commit of a repository has under a name. What
// is no regular file, or two of them, is nothing there, as in the log.
func blobAt(repo *History) func(commit, name string) (string, error) {
	return func(commit, name string) (string, error) {
		text, err := fs.ReadFile(repo.Files(Commit{Hash: commit}), name)
		switch {
		case errors.Is(err, fs.ErrNotExist), errors.Is(err, history.ErrSymlink), errors.Is(err, history.ErrSameName):
			return "", nil
		case err != nil:
			return "", err
		}
		return lock.BlobOf(text), nil
	}
}

// Signed are the reports whose reviews are to be held against the record: all
// that have any, unless the office does not want it.
func (c *Content) Signed(reports []*Report) (list []*Report) {
	if c.Registry.SignOff.Off() {
		return nil
	}
	for _, r := range reports {
		if !r.Broken && len(r.Reviews) > 0 {
			list = append(list, r)
		}
	}
	return list
}

// Printings are the issues that print a report, in order, those that are
// closed with their locks.
func (c *Content) Printings(r *report.Report) (list []*Issue) {
	for _, i := range c.Issues {
		if i.IsVoid() {
			continue
		}
		for _, item := range i.Items() {
			if item == r {
				list = append(list, i)
			}
		}
	}
	return list
}
