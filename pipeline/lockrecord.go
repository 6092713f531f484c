package pipeline

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"kan/pipeline/diag"
	"kan/pipeline/history"
	"kan/pipeline/issue"
	"kan/pipeline/lock"
	"kan/pipeline/source"
)

// Codes of locks that are not what they were when they came into the record.
const (
	CodeErased   diag.Code = "lock/erased"
	CodeReplaced diag.Code = "lock/replaced"
)

// LockRecord holds the locks against the record: every lock that ever came into
// it is there as it came. By itself a lock says only that it is whole; who makes
// another one, or takes it away with its manifest, is seen here. Locks that a
// merge gave up never counted, and those that are not committed yet are new.
func (c *Content) LockRecord(log *history.Log, diags *diag.List) error {
	for _, name := range slices.Sorted(maps.Keys(log.Files)) {
		if !isLock(name) {
			continue
		}
		if story := lockStory(log, name); len(story) > 0 {
			if err := c.heldToStory(name, log, story, diags); err != nil {
				return err
			}
		}
	}
	return nil
}

// isLock tells whether a file is the lock of an issue.
func isLock(name string) bool {
	return strings.HasPrefix(name, issue.Folder+"/") && strings.HasSuffix(name, lock.Suffix)
}

// lockStory is the story of a lock from the commit that brought it; none when no
// commit did.
func lockStory(log *history.Log, name string) []history.Change {
	story := log.Story(name)
	for len(story) > 0 && story[0].Blob == "" {
		story = story[1:]
	}
	return story
}

// heldToStory holds one lock to what the record tells of it.
func (c *Content) heldToStory(name string, log *history.Log, story []history.Change, diags *diag.List) error {
	text, err := readAll(c.input.Repo, name, lock.MaxBytes)
	gone := errors.Is(err, fs.ErrNotExist)
	if err != nil && !gone && !errors.Is(err, errNotText) { // what is too long, or no file, is another one
		return err
	}
	if err == nil && lock.IsBlob(name, text, story[0].Blob) {
		return nil
	}
	manifest := strings.TrimSuffix(name, lock.Suffix) + ".yaml"
	files := name
	if !exists(c.input.Repo, manifest) {
		files = manifest + " " + name
	}
	hint := fmt.Sprintf("恢复它：git checkout %.9s -- %s；内容有错，在新的一期里发更正", log.Commits[story[0].Commit].Hash, files)
	if gone {
		diags.Error(CodeErased, source.New(name, nil).Whole(), hint, "印发过的一期，定稿记录不见了：%s，期号也不能再用", culprit(log, story, "删去了它"))
		return nil
	}
	diags.Error(CodeReplaced, source.New(name, text).Span(0, 0), hint, "定稿记录不是定稿时的那一份：%s", culprit(log, story, "换掉了它"))
	return nil
}

// culprit names the commit since which a file is not as its story began.
func culprit(log *history.Log, story []history.Change, did string) string {
	at := 0
	for n, change := range story {
		if change.Blob == story[0].Blob {
			at = n + 1
		}
	}
	if at == len(story) {
		return "改动还没有提交"
	}
	by := log.Commits[story[at].Commit]
	return fmt.Sprintf("提交 %.9s（%s，%s）%s", by.Hash, by.Author.Name, by.Committer.When.Format("2006-01-02"), did)
}
