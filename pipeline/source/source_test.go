package source

import (
	"errors"
	"io/fs"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
)

func TestPositionsCountCharacters(t *testing.T) {
	f := New("a.md", []byte("标题: 甲\r\n𬭎b\n"))
	for _, c := range []struct{ offset, line, column int }{
		{0, 1, 1}, {3, 1, 2}, {8, 1, 5}, {13, 2, 1}, {17, 2, 2}, {18, 2, 3}, {19, 3, 1}, {99, 3, 1}, {-1, 1, 1},
	} {
		if p := f.Position(c.offset); p.Line != c.line || p.Column != c.column {
			t.Errorf("offset %d is %d:%d, want %d:%d", c.offset, p.Line, p.Column, c.line, c.column)
		}
	}
	if line, at := f.Line(2); string(line) != "𬭎b" || at != 13 {
		t.Errorf("line 2 is %q at %d", line, at)
	}
	if line, _ := f.Line(1); string(line) != "标题: 甲" {
		t.Errorf("line 1 is %q", line)
	}
	if line, at := f.Line(9); line != nil || at != 19 || f.Lines() != 3 {
		t.Errorf("line 9 is %q at %d of %d lines", line, at, f.Lines())
	}
}

func TestSpans(t *testing.T) {
	f, g := New("a", []byte("0123456789")), New("b", nil)
	if s := f.Span(8, 99); s.String() != "a:8-10" || string(s.Text()) != "89" {
		t.Error(s)
	}
	if s := f.Span(5, 3); s.Start != 5 || s.End != 5 {
		t.Error(s)
	}
	if s := f.Span(2, 4).Join(f.Span(6, 7)); s.String() != "a:2-7" {
		t.Error(s)
	}
	if s := (Span{}).Join(f.Span(1, 2)); s.String() != "a:1-2" {
		t.Error(s)
	}
	if s := f.Span(1, 2).Join(g.Span(0, 0)); s.String() != "a:1-2" {
		t.Error(s)
	}
	if (Span{}).Text() != nil || (Span{}).String() != "-" {
		t.Error("the zero span has a text or a name")
	}
}

func TestTreeReadsOnceAndWithinLimits(t *testing.T) {
	tree := NewTree(fstest.MapFS{"a": {Data: []byte(strings.Repeat("x", 2000))}, "d/e": {Data: nil}})
	var all sync.WaitGroup
	files := make([]*File, 8)
	for k := range files {
		all.Go(func() { files[k], _ = tree.Read("a", 5000) })
	}
	all.Wait()
	for _, f := range files {
		if f == nil || f != files[0] || len(f.Text) != 2000 {
			t.Fatal("not the same file each time")
		}
	}
	for _, c := range []struct {
		name  string
		limit int64
		want  error
	}{{"b", 10, fs.ErrNotExist}, {"../a", 10, fs.ErrInvalid}, {"/a", 10, fs.ErrInvalid}} {
		if _, err := tree.Read(c.name, c.limit); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", c.name, err, c.want)
		}
	}
	small := NewTree(tree.FS())
	if _, err := small.Read("a", 1999); !errors.Is(err, ErrTooLarge) {
		t.Errorf("too large a file: %v", err)
	}
	if _, err := small.Read("d", 10); err == nil {
		t.Error("a folder was read")
	}
}

// lying says it is empty and is endless.
type lying struct{ fstest.MapFS }

type endless struct{ fs.File }

func (endless) Read(b []byte) (int, error) { return len(b), nil }

func (l lying) Open(name string) (fs.File, error) {
	f, err := l.MapFS.Open(name)
	return endless{f}, err
}

func TestAFileThatLiesAboutItsSizeIsBounded(t *testing.T) {
	tree := NewTree(lying{fstest.MapFS{"a": {}}})
	if _, err := tree.Read("a", 1<<16); !errors.Is(err, ErrTooLarge) {
		t.Error(err)
	}
}
