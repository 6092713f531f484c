package main

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"

	"kan/pipeline"
	"kan/pipeline/diag"
)

// chooseIssues finds the issues that arguments name, in their order and once
// each; without arguments, all that are not void.
func chooseIssues(r *repo, c *pipeline.Content, args []string) ([]*pipeline.Issue, error) {
	var out []*pipeline.Issue
	if len(args) == 0 {
		for _, i := range c.Issues {
			if !i.IsVoid() {
				out = append(out, i)
			}
		}
		return out, nil
	}
	for _, a := range args {
		file, err := manifest(r, a)
		if err != nil {
			return nil, err
		}
		n := slices.IndexFunc(c.Issues, func(i *pipeline.Issue) bool { return i.File.Name == file })
		switch {
		case n >= 0 && c.Issues[n].IsVoid():
			return nil, usage("已作废的期号不再使用", "%s 已作废，不能排版", a)
		case n >= 0 && !slices.Contains(out, c.Issues[n]):
			out = append(out, c.Issues[n])
		case n >= 0: // named twice
		default:
			// A manifest that could not be read has its finding; only one
			// that is not there was misspelt.
			if _, err := fs.Lstat(r.files, file); errors.Is(err, fs.ErrNotExist) {
				return nil, unknownIssue(c, a)
			}
		}
	}
	return out, nil
}

// manifest is the file that an argument means: a path ending in .yaml, or
// series/year/number with or without zeros in front.
func manifest(r *repo, arg string) (string, error) {
	if strings.HasSuffix(arg, ".yaml") {
		return r.inside(arg)
	}
	return "content/issues/" + padded(arg) + ".yaml", nil
}

// padded fills the number of series/year/number with zeros.
func padded(arg string) string {
	arg = strings.Trim(strings.ReplaceAll(arg, `\`, "/"), "/")
	series, rest, _ := strings.Cut(arg, "/")
	year, number, _ := strings.Cut(rest, "/")
	if n, err := strconv.Atoi(number); err == nil && n > 0 {
		return fmt.Sprintf("%s/%s/%03d", series, year, n)
	}
	return arg
}

func unknownIssue(c *pipeline.Content, arg string) error {
	if len(c.Issues) == 0 {
		return usage("用 kan new issue 新建一期", "还没有任何一期")
	}
	var ids []string
	for _, i := range c.Issues {
		if !i.IsVoid() {
			ids = append(ids, i.ID())
		}
	}
	hint := "kan list issues 列出全部刊期"
	if near := pipeline.Nearest(padded(arg), ids); near != "" {
		hint = "是不是 " + near + "？"
	}
	return usage(hint, "没有“%s”这一期", arg)
}

// chosen is the one issue that a command is about, with what it was read from.
type chosen struct {
	*repo
	content *pipeline.Content
	issue   *pipeline.Issue
	found   []diag.Diagnostic // about the content; none is an error
}

func (c *chosen) close() {
	if c.content != nil { // it could be read
		c.content.Close()
	}
	c.repo.close()
}

// chooseIssue reads the repository and finds the issue that arg names. Errors in
// the content are printed; undone says what is not done because of them.
func chooseIssue(e *env, arg, undone string) (_ *chosen, err error) {
	r, err := openRepo(e)
	if err != nil {
		return nil, err
	}
	c := &chosen{repo: r}
	defer func() {
		if err != nil {
			c.close()
		}
	}()
	if c.content, c.found, err = load(e, r, 0); err != nil {
		return nil, err
	}
	issues, err := chooseIssues(r, c.content, []string{arg})
	if err != nil {
		return nil, err
	}
	if verdict(c.found, "error") != nil {
		return nil, printAndRefuse(e, c.found, undone)
	}
	if len(issues) == 0 { // a file that is there, and no manifest
		return nil, unknownIssue(c.content, arg)
	}
	c.issue = issues[0]
	return c, nil
}
