package issue

import (
	"errors"
	"io/fs"
	"path"
	"strings"

	"kan/pipeline/decode"
	"kan/pipeline/diag"
	"kan/pipeline/report"
	"kan/pipeline/source"
)

// Folder is where manifests lie, as <series>/<year>/<number>.yaml.
const Folder = "content/issues"

// MaxBytes is the longest manifest that is read.
const MaxBytes = decode.MaxBytes

// LoadAll reads every manifest below Folder in the order of their names and
// sets the running totals. Lock files (012.lock.yaml) are passed over;
// whatever else lies there is reported. A manifest that cannot be read at all
// is left out, with its complaint.
func LoadAll(tree *source.Tree, reg *report.Registry, reports *report.Index, diags *diag.List) []*Issue {
	var issues []*Issue
	for _, name := range list(tree, diags) {
		file, err := tree.Read(name, MaxBytes)
		switch {
		case errors.Is(err, source.ErrTooLarge):
			diags.Error(codeTooLarge, nowhere(name), "清单通常不到10KB，请检查是不是放错了文件", "文件超过1MB，没有读")
		case err != nil:
			diags.Error(codeUnreadable, nowhere(name), "检查它是不是普通文件、有没有读的权限", "读不了这个文件：%s", report.Cause(err))
		default:
			if i := Load(file, reg, reports, diags); i != nil {
				issues = append(issues, i)
			}
		}
	}
	NewLedger(issues).number(reg)
	return issues
}

// list returns the names of the manifests, sorted, and reports what else lies
// among them.
func list(tree *source.Tree, diags *diag.List) (names []string) {
	// The callback returns no errors but SkipDir: every entry that cannot be
	// read is a complaint of its own.
	_ = fs.WalkDir(tree.FS(), Folder, func(name string, d fs.DirEntry, err error) error {
		base := path.Base(name)
		switch {
		case err != nil:
			if !(name == Folder && errors.Is(err, fs.ErrNotExist)) {
				diags.Error(codeUnreadable, nowhere(name), "检查它的读取权限", "读不了：%s", report.Cause(err))
			}
			if d != nil && d.IsDir() {
				return fs.SkipDir
			}
		case strings.HasPrefix(base, "."):
			if d.IsDir() {
				return fs.SkipDir
			}
		case d.Type()&fs.ModeSymlink != 0:
			diags.Error(codeLink, nowhere(name), "删去这个链接，把文件本身放进来", "这是一个符号链接，清单要用普通文件")
		case d.IsDir(), strings.HasSuffix(base, ".lock.yaml"):
		case strings.HasSuffix(base, ".yaml"):
			names = append(names, name)
		default:
			hint := "移到别处；清单是 .yaml 文件"
			if strings.EqualFold(path.Ext(base), ".yml") || strings.EqualFold(path.Ext(base), ".yaml") {
				hint = "扩展名改成小写的 .yaml"
			}
			diags.Warning(codeUnexpected, nowhere(name), hint, "这个文件不是清单，没有读")
		}
		return nil
	})
	return names
}

// nowhere is a place in a file that could not be read: its name.
func nowhere(name string) source.Span { return source.New(name, nil).Whole() }
