// Package decode reads YAML strictly, keeping the place of every value. It is
// the only importer of yaml.v3.
//
// In comes the text of a manifest, a registry or a report's front matter; out
// go Nodes whose spans are exact byte ranges of the file. A reader asks an
// Object for the keys it knows, by English name and Chinese alias, and calls
// Done; whatever was not asked for is reported with a suggestion. Every
// complaint is added to the list and reading goes on with zero values, so that
// one run finds all faults.
//
// Only plain data is read: anchors, aliases, merge keys, tags and further
// documents are refused and never expanded. The usual slips of editors
// (full-width colons, tabs, a missing space) are reported all at once, mended
// in a working copy, and the copy is read on. The package knows no format of
// kan: which keys there are is its callers' business.
package decode

import (
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
	MaxBytes = 1 << 20 // bytes of text
	MaxDepth = 32      // mappings and sequences inside one another
	MaxNodes = 100_000 // keys and values together
)

// Node is one YAML value. The zero Node is an absent one.
type Node struct{ v *value }

// Key names an entry of a mapping: the English key and its Chinese alias.
// Alias may be empty.
type Key struct{ Name, Alias string }

// String is the key as messages show it: title（标题）.
func (k Key) String() string {
	if k.Alias == "" || k.Alias == k.Name {
		return k.Name
	}
	return k.Name + "（" + k.Alias + "）"
}

// Parse reads the one YAML document in the bytes of span (front matter without
// its fences, or a whole file). ok is false when nothing can be read from it;
// then the list has the error that says why.
func Parse(span source.Span, diags *diag.List) (n Node, ok bool) {
	t, ok := prepare(span, diags)
	if !ok {
		return Node{}, false
	}
	root, ok := t.parse(diags)
	return Node{root}, ok
}

// Span is the bytes of the value as written, without a comment behind it.
func (n Node) Span() source.Span {
	if n.v == nil {
		return source.Span{}
	}
	return n.v.span
}

// IsText tells whether n is a scalar that is not empty, for readers that take
// either a name or a mapping.
func (n Node) IsText() bool { return n.v != nil && n.v.kind == scalar && !n.v.null() }

// Object reads n as a mapping; a wrong type is reported and gives an empty Object.
func (n Node) Object(diags *diag.List) *Object {
	o := &Object{diags: diags, span: n.Span(), asked: map[string]bool{}}
	if n.v == nil {
		o.bad = true
		return o
	}
	if n.v.kind != mapping {
		n.v.wrongType(diags, "", "一组“键: 值”")
		o.bad = true
		return o
	}
	o.pairs = n.v.children
	o.index = make(map[string]int, len(o.pairs)/2)
	for i := 0; i < len(o.pairs); i += 2 {
		if _, twice := o.index[o.pairs[i].text]; !twice {
			o.index[o.pairs[i].text] = i
		}
	}
	return o
}

// Items reads n as a sequence; a wrong type is reported.
func (n Node) Items(diags *diag.List) []Node { return n.v.items(diags, "") }

// Text reads n as a string scalar: a plain or quoted string. Numbers and dates
// are taken literally when they look like nothing else (123, 2026-0187);
// ambiguous ones (yes, 0123, 2026-1-2) are reported with how to write them.
func (n Node) Text(diags *diag.List) Value[string] { return n.v.readText(diags, "") }
