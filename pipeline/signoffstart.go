package pipeline

import (
	"errors"
	"regexp"
	"strings"

	"kan/pipeline/diag"
	"kan/pipeline/history"
	"kan/pipeline/report"
)

// fullHash is a commit as nothing can move it.
var fullHash = regexp.MustCompile(`^[0-9a-fA-F]{40}$`)

// startHint says what to write for the commit up to which nothing is judged.
const startHint = "写标签或完整的提交号（40位），如 git tag kan-start 打的 kan-start"

// start is the commit up to which the office wants nothing judged; ok is false
// when there is none. It must be a tag or a whole hash: what a branch or HEAD
// stands for moves on, and would take every forged commit in.
func start(repo *History, from report.Text, diags *diag.List) (c Commit, ok bool, err error) {
	rev := from.V
	if !fullHash.MatchString(rev) {
		rev = "refs/tags/" + strings.TrimPrefix(rev, "refs/tags/")
	}
	if strings.ContainsAny(rev, "~^") || strings.Contains(rev, "..") { // no name of a tag, but a way from one
		diags.Error(CodeUnknownStart, from.Span, startHint, "“%s”不是标签，也不是完整的提交号", from.V)
		return c, false, nil
	}
	c, err = repo.Resolve(rev)
	if !errors.Is(err, history.ErrUnknownRevision) {
		return c, err == nil, err
	}
	if _, err = repo.Resolve(from.V); err == nil {
		diags.Error(CodeUnknownStart, from.Span, startHint, "“%s”不是标签，也不是完整的提交号，指的提交会变", from.V)
	} else {
		diags.Error(CodeUnknownStart, from.Span, startHint, "Git 里没有“%s”这个版本", from.V)
	}
	return c, false, nil
}
