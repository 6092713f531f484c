package style

import (
	"errors"
	"io/fs"
	"slices"
	"strings"

	"kan/pipeline/decode"
	"kan/pipeline/diag"
	"kan/pipeline/source"
)

// Codes of the diagnostics of house styles.
const (
	CodeMissing     diag.Code = "style/missing"
	CodeCycle       diag.Code = "style/cycle"
	CodeLength      diag.Code = "style/bad-length"
	CodeColor       diag.Code = "style/bad-color"
	CodePlaceholder diag.Code = "style/bad-placeholder"
	CodeFont        diag.Code = "style/unknown-font"
	CodeIncomplete  diag.Code = "style/incomplete"
)

// maxFile bounds a style file, maxParents the chain of extends.
const (
	maxFile    = 256 << 10
	maxParents = 8
)

// Loader finds style files: in the repository first, then among the built-in ones.
type Loader struct {
	Repo, Builtin *source.Tree
	FontRoles     []string // the roles fonts.yaml knows
}

// Load reads the style of series id with all it extends, parents first, and
// checks the result. at is the place that asked for it. It returns nil after
// a complaint that leaves nothing to set type with; the error is the machine's.
func (l Loader) Load(id string, at source.Span, diags *diag.List) (*Style, error) {
	var chain []*decode.Object
	var files []*source.File
	var names []string
	for name := id; name != ""; {
		if slices.Contains(names, name) || len(names) == maxParents {
			diags.Error(CodeCycle, at, "检查各刊 style.yaml 的 extends，去掉绕回来的那一个",
				"模板的继承绕成了圈：%s", strings.Join(append(names, name), " → "))
			return nil, nil
		}
		names = append(names, name)
		file, err := l.find(name)
		if errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrInvalid) {
			diags.Error(CodeMissing, at, "刊物名就是 templates/ 下的文件夹名，请核对拼写", "没有“%s”这个刊物的模板", name)
			return nil, nil
		}
		if err != nil {
			return nil, err
		}
		node, ok := decode.Parse(file.Whole(), diags)
		if !ok {
			return nil, nil
		}
		o := node.Object(diags)
		chain, files = append(chain, o), append(files, file)
		parent := o.Text(key("extends"))
		name, at = parent.V, parent.Span
	}
	s := &Style{ID: id, Files: files, Fonts: map[string][]string{}}
	r := reader{style: s, diags: diags, colors: map[string]Color{}}
	for _, o := range slices.Backward(chain) {
		r.read(o)
	}
	l.complete(s, chain[0].Span(), diags)
	return s, nil
}

func (l Loader) find(name string) (*source.File, error) {
	path := "templates/" + name + "/style.yaml"
	if l.Repo != nil {
		file, err := l.Repo.Read(path, maxFile)
		if !errors.Is(err, fs.ErrNotExist) {
			return file, err
		}
	}
	return l.Builtin.Read(path, maxFile)
}

// complete checks what only the whole can show: every family that a text uses
// exists, its roles too, and the geometry holds a page.
func (l Loader) complete(s *Style, at source.Span, diags *diag.List) {
	report := func(format string, args ...any) {
		diags.Error(CodeIncomplete, at, "照 templates/base/style.yaml 补上，或写 extends: base", format, args...)
	}
	p := s.Page
	if p.Width <= 0 || p.Height <= 0 || p.Lines <= 0 || p.Chars <= 0 || p.Measure() <= 0 || p.Depth() <= 0 {
		report("版面尺寸不全：page 里要有 size、top、bottom、inner、outer 和 grid")
	}
	for role, text := range s.Texts {
		if text.Size <= 0 || text.Font == "" {
			report("text.%s 没有写 font 或 size", Role(role))
			continue
		}
		for _, family := range []string{text.Font, text.Strong, text.Emph, text.Latin} {
			if _, ok := s.Fonts[family]; family != "" && !ok {
				report("text.%s 用了 fonts 里没有的“%s”", Role(role), family)
			}
		}
	}
	for family, roles := range s.Fonts {
		for _, role := range roles {
			if !slices.Contains(l.FontRoles, role) {
				hint := "fonts/fonts.yaml 里的字体有：" + strings.Join(l.FontRoles, "、")
				diags.Error(CodeFont, at, hint, "fonts.%s 用了没有的字体“%s”", family, role)
			}
		}
	}
}

// key is a key of a style file; style files are for designers and have no aliases.
func key(name string) decode.Key { return decode.Key{Name: name} }
