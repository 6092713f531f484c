package main

import (
	"cmp"
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
	dir  string // absolute; the folder that holds content/, or a bare Git repository
	root *os.Root

	files   fs.FS             // what is read: the folder, or the tree of a commit
	history *pipeline.History // open when files are those of a commit
	commit  pipeline.Commit   // that one
	bare    bool              // a Git repository without a folder of files
}

// openRepo finds the repository upwards from -C or the current folder. It is
// opened as a root, so that no link in it leads out of it. While a closing is
// half-way, its files are neither old nor new, and nothing can be done with them.
func openRepo(e *env) (*repo, error) {
	r, err := openAnyway(e)
	if err != nil {
		return nil, err
	}
	p, err := pipeline.Pending(r.root)
	if err == nil && p == nil {
		return r, nil
	}
	r.close()
	if err != nil {
		return nil, explainJournal(err)
	}
	return nil, usage("运行 kan issue resume 把它做完（或者加 --discard 放弃），再来", "上一次“%s”做到一半就停了", cmp.Or(p.Title, "定稿"))
}

// noContent says that there is no content repository here or above.
type noContent struct{ usageError }

// Unwrap lets it be explained as the usage error it is.
func (n *noContent) Unwrap() error { return &n.usageError }

// openAnyway is openRepo for the command that mends what a closing left.
func openAnyway(e *env) (*repo, error) {
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
			return &repo{base: base, dir: dir, root: root, files: root.FS()}, nil
		}
		if filepath.Dir(dir) == dir {
			return nil, &noContent{usageError{fmt.Sprintf("这里不是稿件仓库：从 %s 往上都没有 content/kan.yaml", base),
				"先进入稿件仓库的文件夹，或用 -C 指明：kan -C 文件夹 check"}}
		}
	}
}

func (r *repo) close() {
	r.root.Close()
	if r.history != nil {
		r.history.Close()
	}
}

// openRevision is openRepo with the content as a commit has it; "" is the folder
// as it is. A bare repository will do then.
func openRevision(e *env, rev string) (_ *repo, err error) {
	r, err := openRepo(e)
	if rev == "" {
		return r, err
	}
	var none *noContent
	if errors.As(err, &none) {
		r, err = openBare(e, err)
	}
	if err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			r.close()
		}
	}()
	if r.history, err = pipeline.OpenHistory(r.dir); err != nil {
		return nil, explainHistory(err, rev)
	}
	commit, err := r.history.Resolve(rev)
	if err != nil {
		return nil, explainHistory(err, rev)
	}
	r.files, r.commit = r.history.Files(commit), commit
	if _, err := fs.Stat(r.files, "content/kan.yaml"); errors.Is(err, fs.ErrNotExist) {
		return nil, usage("换一个提交或标签：git log -- content/kan.yaml", "版本“%s”里还没有 content/kan.yaml", rev)
	}
	return r, err
}

// openBare opens the folder of -C as a repository without working files; why
// says that no content was found, and holds where there could be some.
func openBare(e *env, why error) (*repo, error) {
	base, err := filepath.Abs(e.dir)
	if err != nil {
		return nil, err
	}
	h, err := pipeline.OpenHistory(base)
	if err != nil {
		return nil, why
	}
	bare := h.Bare()
	if err := h.Close(); err != nil {
		return nil, err
	}
	if !bare {
		return nil, why
	}
	root, err := os.OpenRoot(base)
	if err != nil {
		return nil, err
	}
	return &repo{base: base, dir: base, root: root, bare: true}, nil
}

// explainHistory says what a person can do about a Git repository that does not
// answer.
func explainHistory(err error, rev string) error {
	switch {
	case errors.Is(err, pipeline.ErrNoRepository):
		return usage("在 Git 仓库里运行；还没有仓库就先 git init", "这里不在 Git 仓库中，没有“%s”这个版本", rev)
	case errors.Is(err, pipeline.ErrUnknownRevision):
		return usage("写提交号、标签或分支；git tag 和 git branch -a 列出有哪些，远端的先 git fetch", "Git 里没有“%s”这个版本", rev)
	}
	return err
}

// input is what the pipeline reads.
func (r *repo) input(jobs int) pipeline.Input {
	in := pipeline.Input{Repo: r.files, Fonts: fonts.Files, Templates: templates.Files, Jobs: jobs}
	if !r.bare {
		in.Root = r.root
	}
	return in
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
