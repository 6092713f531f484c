// Package fontbook reads the list of fonts and opens faces by role.
//
// In come fonts/fonts.yaml of the repository, or the built-in one, and the
// folders the files lie in; out goes a Book that opens a face when it is first
// asked for and keeps it. A file in the repository's fonts/ wins over the
// built-in file of the same name. Files are read in place: nothing here copies
// a font, unless a file system offers no random access.
package fontbook

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"
	"sync"

	"kan/pipeline/decode"
	"kan/pipeline/diag"
	"kan/pipeline/font"
	"kan/pipeline/source"
)

// Codes of the diagnostics of fonts.yaml.
const (
	CodeBadList     diag.Code = "font/bad-list"
	CodeMissingFile diag.Code = "font/missing-file"
	CodeBadFile     diag.Code = "font/bad-file"
	CodeBadName     diag.Code = "font/bad-name"
	CodeNoEmbedding diag.Code = "font/no-embedding"
)

// maxList bounds fonts.yaml, maxFile a font file that must be held in memory.
const (
	maxList = 64 << 10
	maxFile = 64 << 20
)

// lastResort is the role whose face is tried first for characters that the
// faces asked for lack: the supplied 宋体 has the most.
const lastResort = "宋体"

// Entry is a font as fonts.yaml lists it.
type Entry struct {
	Role, File, SHA256, Licence, LicenceFile, Origin string
	Index                                            int      // of the face in a collection
	StandsFor                                        []string // the commercial faces whose place it takes
	BuiltIn                                          bool     // the program's own file is used
	Span                                             source.Span
}

// Book is the fonts of one repository. It is safe for concurrent use.
type Book struct {
	repo, builtin fs.FS
	entries       []Entry

	mu    sync.Mutex
	faces []*font.Face // by entry; nil until it is opened
	files []io.Closer
}

// Load reads the lists of fonts: that of the repository, which may have none,
// and behind it the built-in one for the roles the repository does not name,
// so that an office lists only the fonts it adds. tree is the content
// repository; builtin holds what is in the program's fonts/. Whatever is wrong
// with a list or a file of it is a diagnostic; the error is the machine's.
func Load(tree *source.Tree, builtin fs.FS, diags *diag.List) (*Book, error) {
	b := &Book{repo: tree.FS(), builtin: builtin}
	own, err := tree.Read("fonts/fonts.yaml", maxList)
	switch {
	case errors.Is(err, source.ErrTooLarge):
		diags.Error(CodeBadList, source.New("fonts/fonts.yaml", nil).Whole(), "只留下用到的字体，每种一条", "字体登记表超过64KB")
		return b, nil
	case err == nil:
		if !b.readList(own, diags) {
			return b, nil
		}
	case !errors.Is(err, fs.ErrNotExist):
		return nil, err
	}
	supplied, err := source.NewTree(builtin).Read("fonts.yaml", maxList)
	if err != nil {
		return nil, err
	}
	b.readList(supplied, diags)
	b.faces = make([]*font.Face, len(b.entries))
	for k := range b.entries {
		if err := b.check(k, diags); err != nil {
			return nil, errors.Join(err, b.Close())
		}
	}
	return b, nil
}

// readList appends the entries of one list whose roles no list before it has.
func (b *Book) readList(file *source.File, diags *diag.List) bool {
	node, ok := decode.Parse(file.Whole(), diags)
	if !ok {
		return false
	}
	before := b.Roles()
	for _, n := range node.Items(diags) {
		if e, ok := readEntry(n, diags); ok && !slices.Contains(before, e.Role) {
			b.entries = append(b.entries, e)
		}
	}
	return true
}

func readEntry(n decode.Node, diags *diag.List) (Entry, bool) {
	o := n.Object(diags)
	role, file := o.Text(decode.Key{Name: "role"}), o.Text(decode.Key{Name: "file"})
	o.Need(decode.Key{Name: "role"})
	o.Need(decode.Key{Name: "file"})
	e := Entry{Role: role.V, File: file.V, Span: file.Span,
		Index:       o.Int(decode.Key{Name: "index"}).V,
		SHA256:      o.Text(decode.Key{Name: "sha256"}).V,
		Licence:     o.Text(decode.Key{Name: "licence"}).V,
		LicenceFile: o.Text(decode.Key{Name: "licence_file"}).V,
		Origin:      o.Text(decode.Key{Name: "origin"}).V,
	}
	for _, s := range o.Texts(decode.Key{Name: "stands_for"}) {
		e.StandsFor = append(e.StandsFor, s.V)
	}
	o.Done()
	return e, e.Role != "" && e.File != ""
}

// check opens entry k's file, so that a broken one is known before work begins.
func (b *Book) check(k int, diags *diag.List) error {
	e := &b.entries[k]
	if !fs.ValidPath(e.File) || strings.ContainsAny(e.File, `/\:`) {
		diags.Error(CodeBadName, e.Span, "把文件复制到fonts/，这里只写文件名", "“%s”不只是文件名", e.File)
		return nil
	}
	_, err := fs.Stat(b.repo, "fonts/"+e.File)
	e.BuiltIn = errors.Is(err, fs.ErrNotExist)
	f, err := b.open(k)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		diags.Error(CodeMissingFile, e.Span, "把字体文件放进fonts/，或删掉这一条", "没有字体文件“%s”", e.File)
	case errors.Is(err, font.ErrNotFont):
		diags.Error(CodeBadFile, e.Span, "换一份完好的.ttf、.otf或.ttc文件", "“%s”不是完好的TrueType或OpenType字体", e.File)
	case errors.Is(err, source.ErrTooLarge):
		diags.Error(CodeBadFile, e.Span, "换一份小一些的字体文件", "字体文件“%s”超过64MB", e.File)
	case err != nil:
		return err
	case f.Metrics().EmbeddingForbidden:
		diags.Error(CodeNoEmbedding, e.Span, "换一种允许嵌入的字体，或向字体厂商取得授权版本", "字体“%s”的授权标记不许嵌入PDF", e.File)
	}
	return nil
}

// Roles are the roles of the list, in its order, each once.
func (b *Book) Roles() []string {
	var out []string
	for _, e := range b.entries {
		if !slices.Contains(out, e.Role) {
			out = append(out, e.Role)
		}
	}
	return out
}

// Entries are the fonts of the list, in its order.
func (b *Book) Entries() []Entry { return b.entries }

// Faces returns the faces of the given roles in order, and after them those of
// all others, 宋体 before the rest, so that a character is lost only when no
// font has it. A role that is not in the list is an error.
func (b *Book) Faces(roles []string) ([]*font.Face, error) {
	var out []*font.Face
	taken := map[string]bool{}
	take := func(role string) error {
		if taken[role] {
			return nil
		}
		k := slices.IndexFunc(b.entries, func(e Entry) bool { return e.Role == role })
		if k < 0 {
			return fmt.Errorf("no font for role %s", role)
		}
		f, err := b.open(k)
		if err != nil {
			return err
		}
		out, taken[role] = append(out, f), true
		return nil
	}
	all := slices.Clone(roles)
	others := b.Roles()
	if slices.Contains(others, lastResort) {
		all = append(all, lastResort)
	}
	for _, role := range append(all, others...) {
		if err := take(role); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// open returns the face of entry k, opening its file the first time.
func (b *Book) open(k int) (*font.Face, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if f := b.faces[k]; f != nil {
		return f, nil
	}
	e := &b.entries[k]
	fsys, name := b.repo, "fonts/"+e.File
	if e.BuiltIn {
		fsys, name = b.builtin, e.File
	}
	file, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	r, size, err := randomAccess(file)
	if err != nil {
		return nil, errors.Join(err, file.Close())
	}
	f, err := font.Open(r, size, e.Role, e.Index)
	if err != nil {
		return nil, errors.Join(err, file.Close())
	}
	b.faces[k] = f
	b.files = append(b.files, file)
	return f, nil
}

// randomAccess gives a file's bytes without reading them, if the file can.
func randomAccess(file fs.File) (io.ReaderAt, int64, error) {
	info, err := file.Stat()
	if err != nil {
		return nil, 0, err
	}
	if !info.Mode().IsRegular() {
		return nil, 0, fmt.Errorf("%w: not a regular file", font.ErrNotFont)
	}
	if r, ok := file.(io.ReaderAt); ok {
		return r, info.Size(), nil
	}
	data, err := io.ReadAll(io.LimitReader(file, maxFile+1))
	if err != nil {
		return nil, 0, err
	}
	if len(data) > maxFile {
		return nil, 0, source.ErrTooLarge
	}
	return bytes.NewReader(data), int64(len(data)), nil
}

// Close closes the files; faces must not be used any more.
func (b *Book) Close() error {
	b.mu.Lock()
	defer b.mu.Unlock()
	var errs []error
	for _, f := range b.files {
		errs = append(errs, f.Close())
	}
	b.files = nil
	return errors.Join(errs...)
}
