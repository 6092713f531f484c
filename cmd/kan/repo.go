package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"kan/fonts"
	"kan/pipeline"
	"kan/templates"
)

// repo is the content repository a command works on.
type repo struct {
	base string // absolute; what paths on the command line are relative to
	dir  string // absolute; the folder that holds content/
	root *os.Root
}

// openRepo finds the repository upwards from -C or the current folder. It is
// opened as a root, so that no link in it leads out of it.
func openRepo(e *env) (*repo, error) {
	base, err := filepath.Abs(e.dir) // "" is the current folder
	if err != nil {
		return nil, err
	}
	if info, err := os.Stat(base); err != nil || !info.IsDir() {
		return nil, usage("-C 后面写一个已有的文件夹", "没有“%s”这个文件夹", e.dir)
	}
	for dir := base; ; dir = filepath.Dir(dir) {
		_, err := os.Lstat(filepath.Join(dir, "content", "kan.yaml"))
		if err == nil {
			root, err := os.OpenRoot(dir)
			if err != nil {
				return nil, err
			}
			return &repo{base, dir, root}, nil
		}
		if filepath.Dir(dir) == dir {
			return nil, usage("先进入稿件仓库的文件夹，或用 -C 指明：kan -C 文件夹 check",
				"这里不是稿件仓库：从 %s 往上都没有 content/kan.yaml", base)
		}
	}
}

func (r *repo) close() { r.root.Close() }

// input is what the pipeline reads.
func (r *repo) input(jobs int) pipeline.Input {
	return pipeline.Input{Repo: r.root.FS(), Fonts: fonts.Files, Templates: templates.Files, Jobs: jobs}
}

// inside turns a path as typed into a slash-separated name below the root.
func (r *repo) inside(typed string) (string, error) {
	path := typed
	if !filepath.IsAbs(path) {
		path = filepath.Join(r.base, path)
	}
	rel, err := filepath.Rel(r.dir, path)
	if err != nil || rel == ".." || strings.HasPrefix(rel, ".."+string(filepath.Separator)) {
		return "", usage("写仓库里的文件或文件夹", "“%s”不在稿件仓库 %s 里", typed, r.dir)
	}
	return filepath.ToSlash(rel), nil
}

// shown is the path of a file as a user would type it here.
func (r *repo) shown(path string) string {
	rel, err := filepath.Rel(r.base, path)
	if err != nil || strings.HasPrefix(rel, "..") {
		return path
	}
	return rel
}

// create writes a new file below the root, folders included, and never
// touches one that is there.
func (r *repo) create(name, text string) error {
	path := filepath.Join(r.dir, filepath.FromSlash(name))
	if err := r.root.MkdirAll(filepath.FromSlash(name[:strings.LastIndex(name, "/")]), 0o755); err != nil {
		return err
	}
	f, err := r.root.OpenFile(filepath.FromSlash(name), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if errors.Is(err, fs.ErrExist) {
		return usage("换一个编号、日期或名称；已有的文件不会被改动", "%s 已经有了", r.shown(path))
	}
	if err != nil {
		return err
	}
	_, err = f.WriteString(text)
	if closeErr := f.Close(); err == nil {
		err = closeErr
	}
	if err != nil {
		return fmt.Errorf("写 %s：%w", r.shown(path), err)
	}
	return nil
}
