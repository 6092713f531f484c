package pipeline

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"kan/pipeline/diag"
	"kan/pipeline/issue"
	"kan/pipeline/journal"
	"kan/pipeline/layout"
	"kan/pipeline/lock"
	"kan/pipeline/source"
)

// Codes of what keeps an issue from being closed.
const (
	CodeNotOpen     diag.Code = "close/not-open"
	CodeOutOfTurn   diag.Code = "close/out-of-turn"
	CodeUncommitted diag.Code = "close/uncommitted"
	CodeNotFrozen   diag.Code = "close/not-frozen"
	CodeUnsigned    diag.Code = "close/unsigned"
)

// Closing is what is to be done to close an issue: every file that changes, old
// and new, so that all of it happens or nothing.
type Closing struct {
	ID        string // series/year/number, as it will be
	Was       string // as it is now
	Total     int
	Published []string // ids of reports whose state becomes published
	Frozen    int      // sections whose query becomes a list
	Outputs   []Output
	Changes   []journal.Change // of files below the repository root
	Lock      *Lock
}

// Effect is what a closing does to one file.
type Effect struct {
	Path          string
	Made, Removed bool // neither: it is changed
}

// Effects lists what a closing does, by path.
func (p *Closing) Effects() (list []Effect) {
	for _, c := range p.Changes {
		list = append(list, Effect{c.Path, c.Was == journal.State{}, c.Remove})
	}
	return list
}

// journalFolder is where changes of several files are noted until all are made.
const journalFolder = ".kan/journal"

// Apply makes all changes of a closing below root, or none.
func (p *Closing) Apply(root *os.Root) error {
	return journal.Commit(root, journalFolder, p.ID+" 定稿", p.Changes)
}

// The errors of changes that were not made, or not all of them.
var (
	ErrEdited     = journal.ErrEdited
	ErrApplied    = journal.ErrApplied
	ErrPending    = journal.ErrPending
	ErrUnfinished = journal.ErrUnfinished
)

// Pending is a closing that was stopped half-way, by its title; nil when there
// is none. Finish makes all of its files new; Discard leaves all as they were,
// which can be done only while none is new.
func Pending(root *os.Root) (*journal.Entry, error) { return journal.Pending(root, journalFolder) }

// PlanClosing works out how to close issue i of c on a commit of its
// repository, whose files are record: the next number of the year, queries frozen
// into lists, reports marked as published, all files built, and the lock. Files
// go to the folder out below the root. Nothing is changed. Where diags has
// errors after it, the issue cannot be closed.
func (c *Content) PlanClosing(ctx context.Context, i *Issue, at Commit, record fs.FS, out string, stamp Stamp, diags *diag.List) (*Closing, error) {
	if !c.mayClose(i, diags) {
		return nil, nil
	}
	number := c.nextNumber(i)
	p := &Closing{Was: i.ID(), ID: fmt.Sprintf("%s/%04d/%03d", i.Series.V, i.Year(), number)}
	over := overlay{c.input.Repo, map[string][]byte{}}
	manifest := issue.Folder + "/" + p.ID + ".yaml"
	if manifest != i.File.Name {
		over.files[i.File.Name] = nil
	}
	over.files[manifest] = i.Frozen(number)
	for _, s := range i.Sections {
		if s.Query != nil {
			p.Frozen++
		}
	}
	for _, r := range i.Items() {
		if text := r.PublishedText(); text != nil {
			over.files[r.File.Name] = text
			p.Published = append(p.Published, r.ID.V)
		}
	}
	if stamp.Created.IsZero() {
		stamp.Created = at.Committer.When
	}
	stamp.Commit = at.Hash
	if err := c.finishClosing(ctx, p, over, i, manifest, out, stamp, diags); err != nil || diags.HasErrors() {
		return nil, err
	}
	names := []string{i.File.Name}
	for _, in := range p.Lock.Inputs {
		if !in.BuiltIn && !slices.Contains(names, in.Path) {
			names = append(names, in.Path)
		}
	}
	keys, err := keyFiles(over.below) // they tell whose reviews count
	if err != nil {
		return nil, err
	}
	names = append(names, keys...)
	if err := committed(names, over.below, record, diags); err != nil || diags.HasErrors() {
		return nil, err
	}
	return p, nil
}

// finishClosing reads the content as it will be, builds the issue out of it and
// adds the lock.
func (c *Content) finishClosing(ctx context.Context, p *Closing, over overlay, was *issue.Issue, manifest, out string, stamp Stamp, diags *diag.List) error {
	in := c.input
	in.Repo = over
	var found diag.List
	then, err := Load(in, &found)
	if err != nil {
		return err
	}
	defer then.Close()
	for _, d := range found.Sorted() {
		if d.Severity == diag.Error { // the rest has been told of the content as it is
			diags.Add(d)
		}
	}
	n := slices.IndexFunc(then.Issues, func(i *issue.Issue) bool { return i.File.Name == manifest })
	if n < 0 || !frozen(was, then.Issues[n]) {
		diags.Error(CodeNotFrozen, was.Status.Span, "把“选稿”改写成“稿件: [编号, …]”，再定稿", "这份清单的写法，程序没法照原样改成定稿的")
		return nil
	}
	i := then.Issues[n]
	if diags.HasErrors() {
		return nil
	}
	d, s, err := then.compose(i)
	if err != nil {
		return err
	}
	pages, err := then.layOut(d, s, stamp, layout.Options{}, &diag.List{})
	if err != nil {
		return err
	}
	l := &lock.Lock{Issue: i.ID(), Number: i.Number.V, Total: i.Total, Date: i.Date.V, Commit: stamp.Commit, Time: stamp.Created.UTC(), Tool: stamp.Creator}
	if l.Inputs, err = then.inputs(i, s, pages); err != nil {
		return err
	}
	l.Text() // computes the digest
	then.locks[i] = l
	p.Total, p.Lock = i.Total, l
	return then.buildClosing(ctx, p, over, i, out, diags)
}

// frozen tells whether the manifest as it will be says what it says now: the
// same items in the same columns, and no query any more.
func frozen(was, is *issue.Issue) bool {
	return is.Status.V == issue.Closed && slices.EqualFunc(was.Sections, is.Sections, func(a, b issue.Section) bool {
		return b.Query == nil && a.Title.V == b.Title.V &&
			slices.EqualFunc(a.Items, b.Items, func(x, y *Report) bool { return x.ID.V == y.ID.V })
	})
}

// buildClosing builds the files of the closed issue and gathers all that changes.
func (c *Content) buildClosing(ctx context.Context, p *Closing, over overlay, i *issue.Issue, out string, diags *diag.List) error {
	staging, remove, err := c.scratch()
	if err != nil {
		return err
	}
	defer remove()
	p.Outputs, err = c.Build(ctx, []*issue.Issue{i}, staging, BuildOptions{Formats: []string{PDF, DOCX}}, diags)
	if err != nil || diags.HasErrors() {
		return err
	}
	for _, o := range p.Outputs {
		p.Lock.Outputs = append(p.Lock.Outputs, lock.Output{Path: o.Path, Bytes: o.Bytes, SHA256: o.SHA256})
		text, err := os.ReadFile(filepath.Join(staging, filepath.FromSlash(o.Path)))
		if err != nil {
			return err
		}
		over.files[path.Join(out, o.Path)] = text
	}
	over.files[lock.Path(i.File.Name)] = p.Lock.Text()
	return p.gather(over)
}

// gather lists what changes, in the order of the paths.
func (p *Closing) gather(over overlay) error {
	for name, text := range over.files {
		was, err := fs.ReadFile(over.below, name)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		change := journal.Change{Path: name, Data: text, Remove: text == nil}
		if err == nil {
			change.Was = journal.StateOf(was)
		}
		p.Changes = append(p.Changes, change)
	}
	slices.SortFunc(p.Changes, func(a, b journal.Change) int { return strings.Compare(a.Path, b.Path) })
	return nil
}

// committed tells of inputs that the commit does not have as they are now, for
// then it would not tell what was printed.
func committed(names []string, now, then fs.FS, diags *diag.List) error {
	for _, name := range names {
		text, err := fs.ReadFile(now, name)
		if errors.Is(err, fs.ErrNotExist) {
			continue // it comes into being with the closing: a manifest that gets another name
		}
		if err != nil {
			return err
		}
		record, err := fs.ReadFile(then, name)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		if err != nil || lock.BlobAs(name, record) != lock.BlobAs(name, text) {
			diags.Error(CodeUncommitted, source.New(name, nil).Whole(), "先 git add、git commit，再定稿", "这个文件的改动还没有提交到 Git，定稿记录就说不清印的是哪一版")
		}
	}
	return nil
}
