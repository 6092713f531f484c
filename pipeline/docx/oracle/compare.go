package oracle

import (
	"fmt"
	"slices"
	"strings"
)

// Difference is a place where a part does not come back as it was written.
type Difference struct {
	Part, Path  string
	Wrote, Back string
}

func (d Difference) String() string {
	return fmt.Sprintf("%s %s\n\twrote %s\n\tback  %s", d.Part, d.Path, d.Wrote, d.Back)
}

// compare tells where back differs from wrote. Of children whose names are not
// the same, only that is told.
func compare(part, path string, wrote, back *node) (out []Difference) {
	if !sameAttributes(wrote, back) {
		out = append(out, Difference{part, path, wrote.tag(), back.tag()})
	}
	if wrote.text != back.text && wrote.name != "cp:keywords" { // whose text unioffice drops, though the schema has it
		out = append(out, Difference{part, path, fmt.Sprintf("%q", wrote.text), fmt.Sprintf("%q", back.text)})
	}
	a, b := ordered(wrote), ordered(back)
	if a, b := childNames(a), childNames(b); !slices.Equal(a, b) {
		return append(out, Difference{part, path, strings.Join(a, " "), strings.Join(b, " ")})
	}
	count := map[string]int{}
	for k := range a {
		count[a[k].name]++
		out = append(out, compare(part, fmt.Sprintf("%s/%s[%d]", path, a[k].name, count[a[k].name]), a[k], b[k])...)
	}
	return out
}

// sameAttributes tells whether the attributes are equal. unioffice writes on
// and off as true and false, claims that a document that does not say is strict,
// and preserves space in properties of the file, where nobody drops it.
func sameAttributes(wrote, back *node) bool {
	got := slices.DeleteFunc(slices.Clone(back.attrs), func(a attribute) bool {
		return a.name == "w:conformance" || a.name == "xml:space" && !strings.HasPrefix(back.name, "w:")
	})
	return slices.EqualFunc(wrote.attrs, got, func(w, b attribute) bool {
		return w.name == b.name && (w.value == b.value ||
			b.value == "true" && (w.value == "1" || w.value == "on") || b.value == "false" && (w.value == "0" || w.value == "off"))
	})
}

// ordered are the children of n; those of the core properties, which may stand
// in any order, by name.
func ordered(n *node) []*node {
	if n.name != "cp:coreProperties" {
		return n.children
	}
	return slices.SortedStableFunc(slices.Values(n.children), func(a, b *node) int { return strings.Compare(a.name, b.name) })
}

func childNames(nodes []*node) (names []string) {
	for _, n := range nodes {
		names = append(names, n.name)
	}
	return names
}
