package pipeline

import (
	"errors"
	"io/fs"
	"path"

	"kan/pipeline/check"
	"kan/pipeline/diag"
	"kan/pipeline/issue"
	"kan/pipeline/lock"
	"kan/pipeline/report"
	"kan/pipeline/source"
)

// baseLocks holds what was changed here since the fork to the locks that another
// branch has brought meanwhile: each branch is sound by itself, and together what
// was printed would be changed after it was.
type baseLocks struct {
	*Content
	base, fork fs.FS
	name       string            // of the other branch
	before     map[string]string // hashes of what the reports printed at the fork, once they are needed
	told       map[string]bool   // manifests that were complained of
	diags      *diag.List
}

// heldToBase does so for all locks of the base that neither the fork nor this
// branch has.
func (c *Content) heldToBase(base, fork fs.FS, name string, diags *diag.List) error {
	b := &baseLocks{Content: c, base: base, fork: fork, name: name, told: map[string]bool{}, diags: diags}
	names, err := fs.Glob(base, issue.Folder+"/*/*/*"+lock.Suffix)
	if err != nil {
		return err
	}
	for _, name := range names {
		if exists(fork, name) || exists(c.input.Repo, name) {
			continue
		}
		text, err := readAll(base, name, lock.MaxBytes)
		if err != nil {
			return err
		}
		l := lock.Read(source.New(name, text), &diag.List{}) // its faults are those of the other branch
		if l == nil {
			continue
		}
		b.moved(path.Dir(name))
		for _, in := range l.Inputs {
			if err := b.held(l, in); err != nil {
				return err
			}
		}
	}
	return nil
}

// moved tells of manifests in a folder that were changed here, and that the base
// has no more since it closed an issue there: closing gives an issue the next
// number, and Git would carry the change over to the new name.
func (b *baseLocks) moved(folder string) {
	for _, i := range b.Issues {
		name := i.File.Name
		if path.Dir(name) != folder || b.told[name] || exists(b.base, name) {
			continue
		}
		was, err := optional(b.fork, name)
		if err == nil && was != nil && lock.BlobAs(name, was) != lock.BlobAs(name, i.File.Text) {
			b.told[name] = true
			b.diags.Error(check.CodeManifest, i.File.Span(0, 0), "先合并 "+b.name+"，看看是不是定稿时换了期号，再改", "%s 上已经没有这份清单，这里又改了它", b.name)
		}
	}
}

// held holds one input of a lock: it is as it was printed, or this branch has not
// touched it, and the merge takes what the other one has.
func (b *baseLocks) held(l *Lock, in lock.Input) error {
	if in.BuiltIn || in.Role != lock.Manifest && in.Role != lock.Report && in.Role != lock.Image {
		return nil
	}
	now, err := optional(b.input.Repo, in.Path)
	if err != nil {
		return err
	}
	was, err := optional(b.fork, in.Path)
	if err != nil {
		return err
	}
	untouched := (now == nil) == (was == nil) && lock.BlobAs(in.Path, now) == lock.BlobAs(in.Path, was)
	if untouched || now != nil && lock.BlobAs(in.Path, now) == in.Blob {
		return nil
	}
	at := source.New(in.Path, now).Span(0, 0)
	const hint = "恢复这个文件，或者把改动放到新的一期里发更正"
	switch {
	case now == nil:
		b.diags.Error(check.CodeLost, source.New(in.Path, nil).Whole(), hint, "%s 上%s已经定稿，用到这个文件，这里却把它删了", b.name, l.Issue)
	case in.Role == lock.Manifest:
		b.diags.Error(check.CodeManifest, at, hint, "%s 上%s已经定稿，这里又改了清单", b.name, l.Issue)
	case in.Role == lock.Image:
		b.diags.Error(check.CodeReprint, source.New(in.Path, nil).Whole(), hint, "%s 上%s已经定稿，印了这张图片，这里又改了它", b.name, l.Issue)
	default:
		if r := b.report(in.Path); r != nil && r.Printed() != in.Printed && r.Printed() != b.printedBefore(in.Path) {
			b.diags.Error(check.CodeReprint, r.File.Span(0, 0), hint, "%s 上%s已经定稿，印了这件稿件，这里又改了内容", b.name, l.Issue)
		}
	}
	return nil
}

// report is the report of a file.
func (b *baseLocks) report(name string) *report.Report {
	for _, r := range b.Reports {
		if r.File.Name == name {
			return r
		}
	}
	return nil
}

// printedBefore is the hash of what the report of a file printed at the fork.
func (b *baseLocks) printedBefore(name string) string {
	if b.before == nil {
		b.before = map[string]string{}
		tree, told := source.NewTree(b.fork), &diag.List{}
		for _, r := range report.LoadAll(tree, report.LoadRegistry(tree, told), told, b.input.Jobs) {
			b.before[r.File.Name] = r.Printed()
		}
	}
	return b.before[name]
}

// optional is a file that may not be there: nil then.
func optional(fsys fs.FS, name string) ([]byte, error) {
	text, err := fs.ReadFile(fsys, name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return text, err
}
