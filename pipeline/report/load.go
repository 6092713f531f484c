package report

import (
	"errors"
	"io/fs"
	"path"
	"strings"

	"kan/pipeline/diag"
	"kan/pipeline/parallel"
	"kan/pipeline/source"
)

// LoadAll reads every report below Folder, jobs at a time (at least one), and
// returns them in the order of their names. Whatever else lies there is
// reported. The diagnostics do not depend on jobs.
func LoadAll(tree *source.Tree, reg *Registry, diags *diag.List, jobs int) []*Report {
	names := list(tree, diags)
	reports := make([]*Report, len(names))
	lists := make([]diag.List, len(names))
	parallel.Do(len(names), jobs, func(i int) {
		reports[i] = loadOne(tree, reg, names[i], &lists[i])
	})
	out := reports[:0]
	for i, r := range reports {
		diags.Merge(&lists[i])
		if r != nil {
			out = append(out, r)
		}
	}
	return out
}

func loadOne(tree *source.Tree, reg *Registry, name string, diags *diag.List) *Report {
	file, err := tree.Read(name, MaxBytes)
	if err == nil {
		return Parse(file, reg, tree, diags)
	}
	if errors.Is(err, source.ErrTooLarge) {
		diags.Error(codeTooLarge, nowhere(name), "一件稿件通常只有几KB；图片要另存成文件，不要贴在正文里", "文件超过1MB，没有读")
	} else {
		diags.Error(codeUnreadable, nowhere(name), "检查它是不是普通文件、有没有读的权限", "读不了这个文件：%s", Cause(err))
	}
	file = source.New(name, nil)
	return &Report{File: file, Broken: true, ID: idFromName(file)}
}

// list returns the names of the report files, sorted, and reports what else
// lies among them. Hidden files are nobody's report and are passed over.
func list(tree *source.Tree, diags *diag.List) (names []string) {
	// The callback returns no errors but SkipDir: every entry that cannot be
	// read is a complaint of its own.
	_ = fs.WalkDir(tree.FS(), Folder, func(name string, d fs.DirEntry, err error) error {
		base := path.Base(name)
		switch {
		case err != nil:
			if !(name == Folder && errors.Is(err, fs.ErrNotExist)) {
				diags.Error(codeUnreadable, nowhere(name), "检查它的读取权限", "读不了：%s", Cause(err))
			}
			if d != nil && d.IsDir() {
				return fs.SkipDir
			}
			return nil
		case strings.HasPrefix(base, "."):
			if d.IsDir() {
				return fs.SkipDir
			}
			return nil
		case d.Type()&fs.ModeSymlink != 0:
			diags.Error(codeLink, nowhere(name), "删去这个链接，把文件本身放进来", "这是一个符号链接，稿件要用普通文件")
			return nil
		case d.IsDir():
			return nil
		}
		if strings.HasSuffix(base, ".md") {
			if strings.ContainsAny(base, " \t　") {
				diags.Warning(codeFileName, nowhere(name), "去掉空格，或改用减号，例如 2026-0187-kangyang.md", "文件名里有空格")
			}
			names = append(names, name)
			return nil
		}
		unexpected(name, diags)
		return nil
	})
	return names
}

// unexpected reports a file that is not a report. Images may lie beside the
// reports that show them.
func unexpected(name string, diags *diag.List) {
	hint := "移到别处；稿件是 .md 文件"
	switch ext := strings.ToLower(path.Ext(name)); ext {
	case ".png", ".jpg", ".jpeg":
		return
	case ".md", ".markdown":
		hint = "扩展名改成小写的 .md"
	case ".doc", ".docx", ".wps", ".txt", ".rtf":
		hint = "把正文复制到用 kan new report 新建的 .md 文件里，再删去它"
	}
	diags.Warning(codeUnexpected, nowhere(name), hint, "这个文件不是稿件，没有读")
}
