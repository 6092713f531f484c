package check

import (
	"slices"

	"kan/pipeline/diag"
	"kan/pipeline/doc"
	"kan/pipeline/issue"
	"kan/pipeline/lock"
	"kan/pipeline/report"
	"kan/pipeline/source"
)

// Codes of what became of closed issues.
const (
	CodeNoLock   diag.Code = "lock/missing"
	codeReopened diag.Code = "lock/reopened"
	CodeManifest diag.Code = "lock/manifest"
	CodeReprint  diag.Code = "lock/report"
	CodeLost     diag.Code = "lock/gone"
	codeTotal    diag.Code = "lock/total"
)

// locks: what a closed issue printed stays as it was, and so do its number and
// total. Styles, fonts and registries go on changing; only the commit that was
// locked has them as they were.
func locks(c *content) {
	files := map[string]*report.Report{}
	for _, r := range c.reports {
		files[r.File.Name] = r
	}
	for _, i := range c.issues {
		l, there := c.locks[i]
		switch {
		case !there && i.Status.V == issue.Closed:
			c.say(CodeNoLock, i.Status.Span, "用 kan issue close 定稿，它会写出记录；改用本程序以前印的，可以不管", "这一期已定稿，却没有定稿记录")
		case l == nil:
		case i.Status.V != issue.Closed:
			c.relate(codeReopened, i.Status.Span, record(l.File.Span(0, 0)), "改回已定稿；内容有错就在新的一期里发更正", "这一期印发过，状态不能改成别的")
		default:
			c.locked(i, l, files)
		}
	}
}

// record is the place in a lock that a complaint is about.
func record(at source.Span) []diag.Related { return second(at, "定稿记录在这里") }

// locked holds one closed issue to its lock; files are the reports by their names.
func (c *content) locked(i *issue.Issue, l *lock.Lock, files map[string]*report.Report) {
	head := record(l.File.Span(0, 0))
	if i.Number.V != l.Number || i.ID() != l.Issue {
		c.relate(codeTotal, i.Number.Span, head, "改回记录里的期号", "期号和定稿记录不同：印的是第%d期（%s）", l.Number, l.Issue)
	} else if i.Total != l.Total {
		c.relate(codeTotal, i.Number.Span, head, "查一查是不是删了以前的一期，或者改了 kan.yaml 里 series 的 before",
			"总期数和定稿记录不同：现在算出来是第%d期，印的是第%d期", i.Total, l.Total)
	}
	for _, in := range l.Inputs {
		switch in.Role {
		case lock.Manifest:
			if lock.BlobAs(i.File.Name, i.File.Text) != in.Blob {
				c.relate(CodeManifest, i.File.Span(0, 0), record(in.Span), "用 git checkout 恢复清单；内容有错就在新的一期里发更正", "这一期印发以后，清单又改过")
			}
		case lock.Report:
			r := files[in.Path]
			if r == nil {
				c.say(CodeLost, in.Span, "用 git checkout 恢复这个文件", "印发过的稿件不见了，或者读不了：%s", in.Path)
			} else if !sameFiles(r, in, l) && r.Printed() != in.Printed {
				c.relate(CodeReprint, titleOf(r), record(in.Span), "恢复原来的内容；确实有错，在新的一期里发更正，写上“更正: "+l.Issue+"”",
					"这件稿件在%s印发以后，内容又改过", l.Issue)
			}
		}
	}
}

// sameFiles tells whether a report and its pictures are byte for byte what the lock
// says; then it prints the same, whatever a later program would count as printed.
func sameFiles(r *report.Report, in lock.Input, l *lock.Lock) bool {
	if lock.BlobAs(r.File.Name, r.File.Text) != in.Blob {
		return false
	}
	return !slices.ContainsFunc(r.Figures(), func(f *doc.Figure) bool {
		return f.File != nil && !slices.ContainsFunc(l.Inputs, func(in lock.Input) bool {
			return in.Role == lock.Image && in.Path == f.File.Name && in.Blob == lock.BlobAs(f.File.Name, f.File.Text)
		})
	})
}

// titleOf is the place of a report's title, or of the report.
func titleOf(r *report.Report) source.Span {
	if r.Title.Set {
		return r.Title.Span
	}
	return r.File.Span(0, 0)
}
