package pipeline

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"

	"kan/pipeline/diag"
	"kan/pipeline/issue"
	"kan/pipeline/layout"
	"kan/pipeline/redline"
)

// Difference is what became of an issue between two versions, and the file in
// which it is marked.
type Difference struct {
	*redline.Summary
	Output
}

// The kinds of items of a Difference.
const (
	ItemMoved   = redline.Unchanged
	ItemChanged = redline.Changed
	ItemAdded   = redline.Added
	ItemDropped = redline.Dropped
)

// Diff marks what is different in issue i of c from the issue of that manifest
// in before, and writes the pages below the folder out: insertions underlined,
// deletions struck, in the margin who and when, by the log of c's history. A
// manifest that before does not have counts as empty.
func (c *Content) Diff(ctx context.Context, before *Content, i *Issue, log *Log, out string, stamp Stamp, diags *diag.List) (*Difference, error) {
	now, s, err := c.compose(i)
	if err != nil {
		return nil, err
	}
	then := *now
	then.Blocks = nil
	for _, o := range before.Issues {
		if o.File.Name != i.File.Name || before.styles[o.Series.V] == nil {
			continue
		}
		old, _, err := before.compose(o)
		if err != nil {
			return nil, err
		}
		then = *old
	}
	d, summary := redline.Merge(&then, now, redline.Options{Who: c.who(i, log), Whole: redline.Short})
	pages, err := layout.Pages(d, s, c.book, c.shaper, layout.Options{}, diags)
	if err != nil || diags.HasErrors() {
		return nil, err
	}
	pages.Meta = meta(&d.Fields, stamp)
	pages.Meta.Title += " 改动"
	result := &Difference{Summary: summary}
	result.Issue, result.Pages = i, len(pages.Pages)
	result.Path = i.ID() + "/" + strings.ReplaceAll(i.ID(), "/", "-") + "-diff.pdf"
	result.Bytes, err = c.replace(ctx, filepath.Join(out, filepath.FromSlash(result.Path)), pages)
	return result, err
}

// who tells for the margin who changed a report last, or the manifest, and when.
func (c *Content) who(i *issue.Issue, log *Log) func(redline.Place) string {
	files := map[string]string{"": i.File.Name}
	for _, r := range c.Reports {
		if r.ID.V != "" { // "" are the words of the manifest
			files[r.ID.V] = r.File.Name
		}
	}
	return func(p redline.Place) string {
		name := files[p.Report]
		if p.Dropped {
			name = i.File.Name // the manifest dropped it
		}
		change, ok := log.LastOf(name)
		if !ok {
			return ""
		}
		commit := log.Commits[change.Commit]
		author := commit.Author.Name
		for _, person := range c.Registry.People {
			for _, email := range person.Emails {
				if strings.EqualFold(email.V, commit.Author.Email) {
					author = person.Name.V
				}
			}
		}
		when := commit.Committer.When
		return fmt.Sprintf("%s %d月%d日", author, int(when.Month()), when.Day())
	}
}
