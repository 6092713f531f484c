// Package source holds the text of input files and places in them.
//
// A File is read once and never changes; a Span is a byte range of a File and
// travels with every value made from it, from the first read to the last
// glyph. Lines and columns are computed only when something is printed.
package source

import (
	"bytes"
	"fmt"
	"sort"
	"sync"
	"unicode/utf8"
)

// File is one input file. Name is its slash-separated path below the root of
// the content repository; Text is exactly what was read and must not change.
type File struct {
	Name string
	Text []byte

	once  sync.Once
	lines []int // byte offset of each line's start
}

// New wraps text that was read from name.
func New(name string, text []byte) *File { return &File{Name: name, Text: text} }

// Span is the bytes Start to End (exclusive) of File. The zero Span is "no
// place"; Start == End is a place between two bytes.
type Span struct {
	File       *File
	Start, End int
}

// Span returns a span of f, clipped to its text.
func (f *File) Span(start, end int) Span {
	start = min(max(start, 0), len(f.Text))
	return Span{f, start, min(max(end, start), len(f.Text))}
}

// Whole is the span of all of f.
func (f *File) Whole() Span { return Span{f, 0, len(f.Text)} }

// IsZero tells whether s names no place.
func (s Span) IsZero() bool { return s.File == nil }

// Text returns the bytes of s.
func (s Span) Text() []byte {
	if s.File == nil {
		return nil
	}
	return s.File.Text[s.Start:s.End]
}

// Join is the smallest span that covers s and t of the same file; with
// different files, or one zero, the first that is not zero.
func (s Span) Join(t Span) Span {
	switch {
	case s.File == nil:
		return t
	case t.File != s.File:
		return s
	}
	return Span{s.File, min(s.Start, t.Start), max(s.End, t.End)}
}

// String gives name:start-end in bytes, for dumps and goldens.
func (s Span) String() string {
	if s.File == nil {
		return "-"
	}
	return fmt.Sprintf("%s:%d-%d", s.File.Name, s.Start, s.End)
}

// Position is a place as editors count it: line and column from 1, the
// column in characters (code points), as kan prints it.
type Position struct{ Line, Column int }

// Position returns the line and column of a byte offset.
func (f *File) Position(offset int) Position {
	f.index()
	offset = min(max(offset, 0), len(f.Text))
	i := sort.SearchInts(f.lines, offset+1) - 1
	return Position{i + 1, utf8.RuneCount(f.Text[f.lines[i]:offset]) + 1}
}

// Line returns line n (from 1) without its line ending, and its byte offset.
func (f *File) Line(n int) (text []byte, offset int) {
	f.index()
	if n < 1 || n > len(f.lines) {
		return nil, len(f.Text)
	}
	start, end := f.lines[n-1], len(f.Text)
	if n < len(f.lines) {
		end = f.lines[n]
	}
	return bytes.TrimRight(f.Text[start:end], "\r\n"), start
}

// Lines is the number of lines; a text that ends in a newline has an empty last one.
func (f *File) Lines() int { f.index(); return len(f.lines) }

func (f *File) index() {
	f.once.Do(func() {
		f.lines = append(f.lines, 0)
		for i, c := range f.Text {
			if c == '\n' {
				f.lines = append(f.lines, i+1)
			}
		}
	})
}
