package pipeline

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"kan/pipeline/diag"
	"kan/pipeline/linediff"
	"kan/pipeline/lock"
	"kan/pipeline/source"
)

// Since keeps of findings those that a change is about: what is found on lines
// that are other than they were, and what was not found before anywhere, for the
// change may have broken it. then is the content before the change, before what
// was found in it. Findings on changed lines come first.
func Since(then fs.FS, before, now []diag.Diagnostic) []diag.Diagnostic {
	s := &since{then: then, changed: map[*source.File]map[int]bool{}}
	known := map[string]int{}
	for _, d := range before {
		known[fingerprint(d)]++
	}
	var touched, broken []diag.Diagnostic
	for _, d := range now {
		old := known[fingerprint(d)] > 0
		if old {
			known[fingerprint(d)]--
		}
		switch {
		case s.touches(d.Span):
			touched = append(touched, d)
		case !old:
			broken = append(broken, d)
		}
	}
	return slices.Concat(touched, broken)
}

// fingerprint is what tells a finding from others wherever its line has moved.
func fingerprint(d diag.Diagnostic) string {
	if d.Span.File == nil {
		return string(d.Code) + "\n" + d.Message
	}
	line, _ := d.Span.File.Line(d.Span.File.Position(d.Span.Start).Line)
	return fmt.Sprintf("%s\n%s\n%s\n%s", d.Code, d.Span.File.Name, line, d.Message)
}

// since is the change that findings are held against.
type since struct {
	then    fs.FS
	changed map[*source.File]map[int]bool // lines, by file
}

// touches tells whether a place is on a line that is other than it was.
func (s *since) touches(at source.Span) bool {
	if at.File == nil {
		return false
	}
	lines, ok := s.changed[at.File]
	if !ok {
		lines = map[int]bool{}
		old, err := readAll(s.then, at.File.Name, 1<<20)
		if err != nil { // the file is new
			for n := range at.File.Lines() {
				lines[n+1] = true
			}
		} else {
			for _, l := range linediff.Compare(old, at.File.Text) {
				lines[l.Number] = true
			}
		}
		s.changed[at.File] = lines
	}
	from, to := at.File.Position(at.Start).Line, at.File.Position(at.End).Line
	for n := from; n <= to; n++ {
		if lines[n] {
			return true
		}
	}
	return false
}

// CodeTaken is the code of numbers that two branches have taken.
const CodeTaken diag.Code = "issue/number-taken"

// Collisions tells of numbers of issues and ids of reports that were taken here
// and on another branch since both parted, and of what was changed here while the
// other one printed it: each branch is sound by itself, and together they are not. base is the other branch, fork what both come from.
func (c *Content) Collisions(base, fork fs.FS, name string, diags *diag.List) error {
	if err := c.heldToBase(base, fork, name, diags); err != nil {
		return err
	}
	theirs, err := added(base, fork)
	if err != nil {
		return err
	}
	for _, i := range c.Issues {
		if other := theirs[i.File.Name]; other != nil && string(other) != string(i.File.Text) && !exists(fork, i.File.Name) {
			diags.Error(CodeTaken, i.Number.Span, fmt.Sprintf("改成没有人用的期号（比如%d），文件名跟着改", c.freeNumber(i, theirs)),
				"%s 上已经有人用了第%d期", name, i.Number.V)
		}
	}
	for _, r := range c.Reports {
		if exists(fork, r.File.Name) || r.ID.V == "" {
			continue
		}
		for file, text := range theirs {
			same := file == r.File.Name && string(text) == string(r.File.Text)
			if strings.HasPrefix(file, "content/reports/") && strings.HasPrefix(path.Base(file), r.ID.V) && !same {
				diags.Error(CodeTaken, r.ID.Span, "换一个没有用过的编号，文件名跟着改", "%s 上已经有人用了编号%s（%s）", name, r.ID.V, file)
				break
			}
		}
	}
	return nil
}

// freeNumber is the first number after i's that neither branch has.
func (c *Content) freeNumber(i *Issue, theirs map[string][]byte) int {
	for n := i.Number.V + 1; ; n++ {
		file := fmt.Sprintf("content/issues/%s/%04d/%03d.yaml", i.Series.V, i.Year(), n)
		if theirs[file] == nil && !slices.ContainsFunc(c.Issues, func(o *Issue) bool { return o.File.Name == file }) {
			return n
		}
	}
}

// added are the reports and manifests that a branch has and its fork has not.
func added(branch, fork fs.FS) (map[string][]byte, error) {
	out := map[string][]byte{}
	for _, pattern := range []string{"content/issues/*/*/*.yaml", "content/reports/*/*.md"} {
		names, err := fs.Glob(branch, pattern)
		if err != nil {
			return nil, err
		}
		for _, name := range names {
			if exists(fork, name) || strings.HasSuffix(name, lock.Suffix) {
				continue
			}
			text, err := fs.ReadFile(branch, name)
			if err != nil {
				return nil, err
			}
			out[name] = text
		}
	}
	return out, nil
}

func exists(fsys fs.FS, name string) bool {
	_, err := fs.Stat(fsys, name)
	return err == nil
}

// Fork is the youngest commit that both a and b come from, by their logs.
func Fork(a, b *Log) (Commit, bool) {
	of := map[string]bool{}
	for _, c := range a.Commits {
		of[c.Hash] = true
	}
	for _, c := range slices.Backward(b.Commits) {
		if of[c.Hash] {
			return c, true
		}
	}
	return Commit{}, false
}
