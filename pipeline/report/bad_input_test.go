package report_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"image"
	"image/png"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"kan/pipeline/diag"
	"kan/pipeline/doc"
	"kan/pipeline/report"
	"kan/pipeline/source"
)

const (
	name  = "content/reports/2026/2026-0001-kangyang.md"
	front = "---\nid: 2026-0001\ntitle: 关于康养的建议\ndate: 2026-03-12\nunit: minjian\n" +
		"authors: [{name: 张𬭎}]\ncategory: 民生\nstatus: submitted\n"
	whole = front + "---\n\n近年来，社区康养服务发展较快。\n"
)

// sparse is a file system that holds a file of the given size without its
// bytes; reading one is a failure of the test.
type sparse struct {
	t    *testing.T
	size int64
}

func (s sparse) Open(name string) (fs.File, error) { return sparseFile{s}, nil }

type sparseFile struct{ s sparse }

func (f sparseFile) Stat() (fs.FileInfo, error) { return f, nil }
func (f sparseFile) Close() error               { return nil }
func (f sparseFile) Read([]byte) (int, error) {
	f.s.t.Error("the file was read")
	return 0, errors.New("read")
}
func (f sparseFile) Name() string       { return "x" }
func (f sparseFile) Size() int64        { return f.s.size }
func (f sparseFile) Mode() fs.FileMode  { return 0o644 }
func (f sparseFile) ModTime() time.Time { return time.Time{} }
func (f sparseFile) IsDir() bool        { return false }
func (f sparseFile) Sys() any           { return nil }

// only checks that exactly one diagnostic, an error of that code, was made.
func only(t *testing.T, diags *diag.List, code diag.Code) {
	t.Helper()
	all := diags.Sorted()
	if len(all) != 1 || all[0].Code != code || all[0].Severity != diag.Error {
		t.Fatalf("want one %s, got %+v", code, all)
	}
}

// load reads the report tree of files over the registries of the base.
func load(t *testing.T, files fstest.MapFS) ([]*report.Report, *diag.List) {
	t.Helper()
	base, _ := archive(t, "testdata/base.txtar")
	for name, f := range files {
		base[name] = f
	}
	diags := &diag.List{}
	tree := source.NewTree(base)
	return report.LoadAll(tree, report.LoadRegistry(tree, diags), diags, 2), diags
}

func TestBadInputGivesOneError(t *testing.T) {
	for _, c := range []struct {
		what string
		text string
		code diag.Code
	}{
		{"truncated front matter", front[:len(front)/2], "report/open-front-matter"},
		{"front matter cut inside a value", "---\nid: 2026-0001\ntitle: \"关于", "report/open-front-matter"},
		{"invalid UTF-8 in the title", strings.Replace(whole, "康养", "\xbf\xb5\xd1\xf8", 1), "report/encoding"},
		{"invalid UTF-8 in the body", whole + "\xff", "report/encoding"},
		{"UTF-16", "\xff\xfe-\x00-\x00-\x00", "report/encoding"},
		{"no bytes at all", "", "report/no-front-matter"},
		{"nothing but a fence", "---", "report/open-front-matter"},
	} {
		t.Run(c.what, func(t *testing.T) {
			reports, diags := load(t, fstest.MapFS{name: {Data: []byte(c.text)}})
			only(t, diags, c.code)
			if len(reports) != 1 || !reports[0].Broken || reports[0].ID.V != "2026-0001" {
				t.Errorf("a broken report must still be known by its file name: %+v", reports)
			}
		})
	}
}

func TestAliasBombIsRefusedWithoutExpansion(t *testing.T) {
	bomb := "---\na: &a [x,x,x,x,x,x,x,x,x]\n"
	for c := 'b'; c <= 'z'; c++ {
		bomb += fmt.Sprintf("%c: &%c [*%c,*%c,*%c,*%c,*%c,*%c,*%c,*%c,*%c]\n", c, c, c-1, c-1, c-1, c-1, c-1, c-1, c-1, c-1, c-1)
	}
	_, diags := load(t, fstest.MapFS{name: {Data: []byte(bomb + "---\n\n正文。\n")}})
	only(t, diags, "yaml/anchor")
}

func TestFiftyMegabytesAreNotRead(t *testing.T) {
	diags := &diag.List{}
	if _, err := source.NewTree(sparse{t, 50 << 20}).Read(name, report.MaxBytes); !errors.Is(err, source.ErrTooLarge) {
		t.Fatal(err)
	}
	tree := source.NewTree(bigReport{fstest.MapFS{name: {}}, sparse{t, 50 << 20}})
	report.LoadAll(tree, &report.Registry{}, diags, 1)
	only(t, diags, "report/too-large")
}

// bigReport lists a folder but opens every file in it as a sparse one.
type bigReport struct {
	fstest.MapFS
	big sparse
}

func (b bigReport) Open(name string) (fs.File, error) {
	if strings.HasSuffix(name, ".md") {
		return b.big.Open(name)
	}
	return b.MapFS.Open(name)
}

func TestImages(t *testing.T) {
	text := []byte(whole + "\n![床位变化](../../images/beds.png)\n")
	var good bytes.Buffer
	if err := png.Encode(&good, image.NewGray(image.Rect(0, 0, 30, 20))); err != nil {
		t.Fatal(err)
	}
	path := "content/images/beds.png"

	reports, diags := load(t, fstest.MapFS{name: {Data: text}, path: {Data: good.Bytes()}})
	if all := diags.Sorted(); len(all) > 0 {
		t.Fatal(all)
	}
	f := reports[0].Body[1].(*doc.Figure)
	if f.File == nil || f.File.Name != path || f.Picture.Width != 30 || f.Picture.Height != 20 {
		t.Errorf("figure is %+v", f)
	}

	_, diags = load(t, fstest.MapFS{name: {Data: text}, path: {Data: pngHeader(30_000, 30_000)}})
	only(t, diags, "image/too-large")
	_, diags = load(t, fstest.MapFS{name: {Data: text}, path: {Data: good.Bytes()[:20]}})
	only(t, diags, "image/broken")

	base, _ := archive(t, "testdata/base.txtar")
	base[name] = &fstest.MapFile{Data: text}
	diags = &diag.List{}
	tree := source.NewTree(bigImage{base, sparse{t, 21 << 20}})
	report.LoadAll(tree, report.LoadRegistry(tree, diags), diags, 1)
	only(t, diags, "image/too-large")
}

// pngHeader is a PNG of that size without any pixels.
func pngHeader(width, height uint32) []byte {
	head := []byte("IHDR")
	head = binary.BigEndian.AppendUint32(head, width)
	head = binary.BigEndian.AppendUint32(head, height)
	head = append(head, 8, 0, 0, 0, 0)
	out := binary.BigEndian.AppendUint32([]byte("\x89PNG\r\n\x1a\n"), uint32(len(head)-4))
	out = binary.BigEndian.AppendUint32(append(out, head...), crc32.ChecksumIEEE(head))
	return append(out, "\x00\x00\x00\x00IEND\xae\x42\x60\x82"...)
}

type bigImage struct {
	fstest.MapFS
	big sparse
}

func (b bigImage) Open(name string) (fs.File, error) {
	if strings.HasSuffix(name, ".png") {
		return b.big.Open(name)
	}
	return b.MapFS.Open(name)
}

func TestLinksAndUnreadableEntriesAreReported(t *testing.T) {
	dir := t.TempDir()
	folder := filepath.Join(dir, "content/reports/2026")
	if err := os.MkdirAll(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("/etc/passwd", filepath.Join(folder, "2026-0001-a.md")); err != nil {
		t.Fatal(err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	diags := &diag.List{}
	report.LoadAll(source.NewTree(root.FS()), &report.Registry{}, diags, 1)
	only(t, diags, "report/link")

	diags = &diag.List{}
	report.LoadAll(source.NewTree(locked{fstest.MapFS{name: {Data: []byte(whole)}}}), &report.Registry{}, diags, 1)
	only(t, diags, "report/unreadable")

	diags = &diag.List{}
	report.LoadRegistry(source.NewTree(locked{fstest.MapFS{}}), diags)
	if all := diags.Sorted(); len(all) != 4 || all[0].Code != "registry/unreadable" {
		t.Error(all)
	}
}

// locked refuses to open files.
type locked struct{ fstest.MapFS }

func (l locked) Open(name string) (fs.File, error) {
	if strings.Contains(name, ".") && name != "." {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
	}
	return l.MapFS.Open(name)
}

func TestLineEndingsOfWindowsAreRead(t *testing.T) {
	reports, diags := load(t, fstest.MapFS{name: {Data: []byte(strings.ReplaceAll(whole, "\n", "\r\n"))}})
	if diags.HasErrors() {
		t.Fatal(diags.Sorted())
	}
	if r := reports[0]; r.Title.V != "关于康养的建议" || len(r.Body) != 1 {
		t.Errorf("read %+v", r)
	}
}

func TestDiagnosticsDoNotDependOnJobs(t *testing.T) {
	files, _ := archive(t, "testdata/fields.txtar")
	var first string
	for _, jobs := range []int{0, 1, 2, 7} {
		diags := &diag.List{}
		tree := source.NewTree(files)
		report.LoadAll(tree, report.LoadRegistry(tree, diags), diags, jobs)
		var all string
		for _, d := range diags.Sorted() {
			all += fmt.Sprintln(d.Span, d.Code, d.Message, d.Hint)
		}
		if first == "" {
			first = all
		}
		if all != first {
			t.Errorf("with %d jobs:\n%s\nwith 0:\n%s", jobs, all, first)
		}
	}
}
