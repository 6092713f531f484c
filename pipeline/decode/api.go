// Package decode reads YAML strictly, keeping the place of every value. It is
// the only importer of yaml.v3.
//
// A reader asks an Object for the keys it knows, by English name and Chinese
// alias, and calls Done; whatever was not asked for is reported with a
// suggestion. Every complaint is added to the list and reading goes on with
// zero values, so that one run finds all faults.
package decode

import (
	"kan/pipeline/date"
	"kan/pipeline/diag"
	"kan/pipeline/source"
)

// Value is a value with its place; Set tells whether it was given at all.
type Value[T any] struct {
	V    T
	Span source.Span
	Set  bool
}

// Limits for one YAML text; beyond them reading stops with one error.
const (
	MaxBytes = 1 << 20
	MaxDepth = 32
	MaxNodes = 100_000
)

// Node is one YAML value.
type Node struct{}

// Key names an entry of a mapping: the English key and its Chinese alias.
type Key struct{ Name, Alias string }

// Parse reads the one YAML document in the bytes of span (front matter without
// its fences, or a whole file). ok is false when nothing can be read from it.
func Parse(span source.Span, diags *diag.List) (n Node, ok bool) { panic("todo") }

func (n Node) Span() source.Span { panic("todo") }

// Object reads n as a mapping; a wrong type is reported and gives an empty Object.
func (n Node) Object(diags *diag.List) *Object { panic("todo") }

// Items reads n as a sequence; a wrong type is reported.
func (n Node) Items(diags *diag.List) []Node { panic("todo") }

// Text reads n as a string scalar: a plain or quoted string. Numbers, dates
// and booleans YAML would make of it are taken literally only when quoted or
// when they look like nothing else; ambiguous ones (yes, 0123, 2026-1-2) are
// reported with how to write them.
func (n Node) Text(diags *diag.List) Value[string] { panic("todo") }

// Object is a mapping being read.
type Object struct{}

func (o *Object) Span() source.Span            { panic("todo") }
func (o *Object) Has(k Key) bool               { panic("todo") }
func (o *Object) Node(k Key) (Node, bool)      { panic("todo") }
func (o *Object) Text(k Key) Value[string]     { panic("todo") }
func (o *Object) Texts(k Key) []Value[string]  { panic("todo") } // a sequence of strings; a single string is reported
func (o *Object) Int(k Key) Value[int]         { panic("todo") }
func (o *Object) Bool(k Key) Value[bool]       { panic("todo") } // true or false only
func (o *Object) Date(k Key) Value[date.Date]  { panic("todo") }
func (o *Object) Items(k Key) []Node           { panic("todo") }
func (o *Object) Object(k Key) (*Object, bool) { panic("todo") }

// Enum reads a string out of a closed list; another value is reported with
// the nearest allowed one.
func (o *Object) Enum(k Key, allowed ...string) Value[string] { panic("todo") }

// Keys returns the keys in order of the file with their places, for mappings
// whose keys are data.
func (o *Object) Keys() []Value[string] { panic("todo") }

// Need reports the absence of k, which the reader cannot do without.
func (o *Object) Need(k Key) { panic("todo") }

// Done reports the keys nobody asked for.
func (o *Object) Done() { panic("todo") }

// Nearest returns the candidate that word is probably meant to be, or "".
// Distance is counted in characters, longest allowed 1 for 3, 2 for 6 …
func Nearest(word string, candidates []string) string { panic("todo") }
