// Package pipeline is the driver: it runs the stages in order and stops
// between them when the list of complaints has errors.
//
//	content/*.md ─▶ reports ─▶ issues ─▶ check
//	issue + style ─▶ compose ─▶ layout ─▶ structure ─▶ pdf ─▶ output/
//
// Clock, revision and environment come in as values; nothing below reads
// them. Load reads and checks; Build makes the files. See ARCHITECTURE.md.
package pipeline

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"runtime"
	"time"

	"kan/pipeline/check"
	"kan/pipeline/diag"
	"kan/pipeline/fontbook"
	"kan/pipeline/issue"
	"kan/pipeline/lock"
	"kan/pipeline/pdf"
	"kan/pipeline/report"
	"kan/pipeline/shape"
	"kan/pipeline/source"
	"kan/pipeline/style"
)

// Input is where everything comes from. The built-in file systems hold fonts/
// and templates/ as the program carries them; files of the same name in Repo win.
type Input struct {
	Repo      fs.FS // root of the content repository
	Fonts     fs.FS // what is in fonts/
	Templates fs.FS // what is in templates/
	Jobs      int   // parallel work; 0 is all cores

	// Root is the folder of the repository, for files that are made only to be
	// compared or moved; nil where there is none.
	Root *os.Root
}

// Content is everything that was read and checked.
type Content struct {
	Registry *report.Registry
	Reports  []*report.Report
	Issues   []*issue.Issue
	Ledger   *issue.Ledger
	LeftOut  []check.Exclusion

	input  Input
	book   *fontbook.Book
	shaper *shape.Shaper
	styles map[string]*style.Style // by series; nil when it could not be read
	cache  *pdf.Cache
	locks  map[*issue.Issue]*lock.Lock // of closed issues; nil for one that cannot be read
	told   map[diag.Code][]source.Span // places of complaints that the structure of pages would repeat
}

// Load reads the content repository and applies every rule. Complaints are
// in diags, already weighed by the settings of kan.yaml; the error is the
// machine's. Close the content when done.
func Load(in Input, diags *diag.List) (*Content, error) {
	if in.Jobs <= 0 {
		in.Jobs = runtime.GOMAXPROCS(0)
	}
	tree := source.NewTree(in.Repo)
	c := &Content{input: in, shaper: shape.New(), styles: map[string]*style.Style{}, cache: pdf.NewCache()}
	var err error
	if c.book, err = fontbook.Load(tree, in.Fonts, diags); err != nil {
		return nil, fmt.Errorf("读取字体：%w", err)
	}
	c.Registry = report.LoadRegistry(tree, diags)
	c.Reports = report.LoadAll(tree, c.Registry, diags, in.Jobs)
	index := report.NewIndex(c.Reports)
	c.Issues = issue.LoadAll(tree, c.Registry, index, diags)
	c.Ledger = issue.NewLedger(c.Issues)
	if err := c.loadLocks(tree, diags); err != nil {
		return nil, errors.Join(fmt.Errorf("读取定稿记录：%w", err), c.Close())
	}
	check.Content(c.Registry, c.Reports, c.Issues, c.locks, diags)
	c.LeftOut = check.LeftOut(c.Reports, c.Issues)
	if err := c.loadStyles(tree, diags); err != nil {
		return nil, errors.Join(fmt.Errorf("读取模板：%w", err), c.Close())
	}
	c.cover(diags)
	*diags = *check.Settle(c.Registry, diags)
	c.remember(diags)
	return c, nil
}

// Close lets go of font files.
func (c *Content) Close() error { return c.book.Close() }

// loadStyles reads the style of every series that has an issue.
func (c *Content) loadStyles(tree *source.Tree, diags *diag.List) error {
	l := style.Loader{Repo: tree, Builtin: source.NewTree(below{"templates/", c.input.Templates}), FontRoles: c.book.Roles()}
	for _, i := range c.Issues {
		if _, done := c.styles[i.Series.V]; done || i.Series.V == "" {
			continue
		}
		s, err := l.Load(i.Series.V, i.Series.Span, diags)
		if err != nil {
			return err
		}
		c.styles[i.Series.V] = s
	}
	return nil
}

// below gives the files of fsys names that begin with a folder, as they have
// in a repository.
type below struct {
	folder string
	fsys   fs.FS
}

func (b below) Open(name string) (fs.File, error) {
	if len(name) < len(b.folder) || name[:len(b.folder)] != b.folder {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return b.fsys.Open(name[len(b.folder):])
}

// Stamp is what a build is marked with: the program's name and version, and
// the time the files carry; a zero time means the date of each issue.
type Stamp struct {
	Creator string
	Created time.Time

	// Of a closed issue: the commit it was closed on, and the digest of its lock.
	Commit, Lock string
}
