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
	"sync"

	"kan/pipeline/decode"
	"kan/pipeline/diag"
	"kan/pipeline/font"
	"kan/pipeline/source"
)

// Codes of the diagnostics of fonts.yaml.
const (
	CodeMissingFile diag.Code = "font/missing-file"
	CodeBadFile     diag.Code = "font/bad-file"
	CodeBadName     diag.Code = "font/bad-name"
)

// maxList bounds fonts.yaml, maxFile a font file that must be held in memory.
const (
	maxList = 64 << 10
	maxFile = 64 << 20
)

// Entry is a font as fonts.yaml lists it.
type Entry struct {
	Role, File, SHA256, Licence, LicenceFile, Origin string
	StandsFor                                        []string // the commercial faces whose place it takes
	BuiltIn                                          bool     // the program's own file is used
	Span                                             source.Span
}

// Book is the fonts of one repository. It is safe for concurrent use.
type Book struct {
	repo, builtin fs.FS
	entries       []Entry

	mu    sync.Mutex
	faces map[string]*font.Face // by role
	files []io.Closer
}

// Load reads the list of fonts. tree is the content repository, which may have
// no fonts/; builtin holds what is in the program's fonts/. Whatever is wrong
// with the list or a file of it is a diagnostic; the error is the machine's.
func Load(tree *source.Tree, builtin fs.FS, diags *diag.List) (*Book, error) {
	b := &Book{repo: tree.FS(), builtin: builtin, faces: map[string]*font.Face{}}
	file, err := tree.Read("fonts/fonts.yaml", maxList)
	if errors.Is(err, fs.ErrNotExist) {
		file, err = source.NewTree(builtin).Read("fonts.yaml", maxList)
	}
	if err != nil {
		return nil, err
	}
	node, ok := decode.Parse(file.Whole(), diags)
	if !ok {
		return b, nil
	}
	for _, n := range node.Items(diags) {
		if e, ok := readEntry(n, diags); ok {
			b.check(&e, diags)
			b.entries = append(b.entries, e)
		}
	}
	return b, nil
}

func readEntry(n decode.Node, diags *diag.List) (Entry, bool) {
	o := n.Object(diags)
	role, file := o.Text(decode.Key{Name: "role"}), o.Text(decode.Key{Name: "file"})
	o.Need(decode.Key{Name: "role"})
	o.Need(decode.Key{Name: "file"})
	e := Entry{Role: role.V, File: file.V, Span: file.Span,
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

// check opens the entry's file, so that a broken one is known before work begins.
func (b *Book) check(e *Entry, diags *diag.List) {
	if !fs.ValidPath(e.File) {
		diags.Error(CodeBadName, e.Span, "只写 fonts/ 下的文件名", "字体文件名“%s”不能用", e.File)
		return
	}
	_, err := b.open(e)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		diags.Error(CodeMissingFile, e.Span, "把字体文件放进 fonts/，或删掉这一条", "没有字体文件“%s”", e.File)
	case err != nil:
		diags.Error(CodeBadFile, e.Span, "换一个完好的 TrueType 或 OpenType 文件", "字体文件“%s”读不了：%v", e.File, err)
	}
}

// Roles are the roles of the list, in its order.
func (b *Book) Roles() []string {
	out := make([]string, len(b.entries))
	for k, e := range b.entries {
		out[k] = e.Role
	}
	return out
}

// Entries are the fonts of the list, in its order.
func (b *Book) Entries() []Entry { return b.entries }

// Faces returns the faces of the given roles in order, and after them those of
// all others, so that a character is lost only when no font has it. A role
// that is not in the list is an error.
func (b *Book) Faces(roles []string) ([]*font.Face, error) {
	var out []*font.Face
	taken := map[string]bool{}
	for _, role := range roles {
		k := b.find(role)
		if k < 0 {
			return nil, fmt.Errorf("no font for role %s", role)
		}
		f, err := b.open(&b.entries[k])
		if err != nil {
			return nil, err
		}
		if !taken[role] {
			out, taken[role] = append(out, f), true
		}
	}
	for k := range b.entries {
		if taken[b.entries[k].Role] {
			continue
		}
		f, err := b.open(&b.entries[k])
		if err != nil {
			return nil, err
		}
		out, taken[b.entries[k].Role] = append(out, f), true
	}
	return out, nil
}

func (b *Book) find(role string) int {
	for k := range b.entries {
		if b.entries[k].Role == role {
			return k
		}
	}
	return -1
}

// open returns the face of an entry, opening its file the first time.
func (b *Book) open(e *Entry) (*font.Face, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if f := b.faces[e.Role]; f != nil {
		return f, nil
	}
	file, err := b.repo.Open("fonts/" + e.File)
	e.BuiltIn = errors.Is(err, fs.ErrNotExist)
	if e.BuiltIn {
		file, err = b.builtin.Open(e.File)
	}
	if err != nil {
		return nil, err
	}
	r, size, err := randomAccess(file)
	if err != nil {
		return nil, errors.Join(err, file.Close())
	}
	f, err := font.Open(r, size, e.Role, 0)
	if err != nil {
		return nil, errors.Join(err, file.Close())
	}
	b.faces[e.Role] = f
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
		return nil, 0, errors.New("not a regular file")
	}
	if r, ok := file.(io.ReaderAt); ok {
		return r, info.Size(), nil
	}
	data, err := io.ReadAll(io.LimitReader(file, maxFile+1))
	if err != nil || len(data) > maxFile {
		return nil, 0, errors.Join(err, errors.New("font file too large"))
	}
	return bytes.NewReader(data), int64(len(data)), nil
}

// Close closes the files; faces must not be used any more.
func (b *Book) Close() error {
	var errs []error
	for _, f := range b.files {
		errs = append(errs, f.Close())
	}
	b.files = nil
	return errors.Join(errs...)
}
