package docxcheck

import (
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// bookmarks looks for bookmarks that are there twice or never end, have names
// that Word does not take, or are named and not there.
func (c *checker) bookmarks() {
	names, open, closed := map[string]bool{}, map[string]bool{}, map[string]bool{}
	c.each(func(p *part, n *node) {
		id := n.get("w:id")
		switch n.name {
		case "w:bookmarkStart":
			name := n.get("w:name")
			if open[id] || closed[id] {
				c.fault(p.name, "two bookmarks have the id %s", id)
			}
			if fold := strings.ToLower(name); names[fold] {
				c.fault(p.name, "two bookmarks have the name %s", name)
			} else {
				names[fold] = true
			}
			if !isBookmark(name) {
				c.fault(p.name, "%q is no name of a bookmark", name)
			}
			open[id] = true
		case "w:bookmarkEnd":
			if !open[id] {
				c.fault(p.name, "the bookmark %s ends and was not begun", id)
			}
			delete(open, id)
			closed[id] = true
		}
	})
	for _, id := range slices.Sorted(maps.Keys(open)) {
		c.fault(mainPart, "the bookmark %s does not end", id)
	}
	c.each(func(p *part, n *node) {
		name := n.get("w:anchor")
		if n.name == "w:hyperlink" && name != "" && !names[strings.ToLower(name)] {
			c.fault(p.name, "a link leads to the bookmark %s, which is not there", name)
		}
	})
	for _, f := range c.instructions() {
		if name := f.bookmark(); name != "" && !names[strings.ToLower(name)] {
			c.fault(f.part, "the field %q names a bookmark that is not there", strings.TrimSpace(f.text))
		}
	}
}

// isBookmark tells whether Word takes a name: at most 40 letters, digits and
// underscores, no digit first.
func isBookmark(name string) bool {
	first, _ := utf8.DecodeRuneInString(name)
	return name != "" && utf8.RuneCountInString(name) <= 40 && !unicode.IsDigit(first) &&
		!strings.ContainsFunc(name, func(r rune) bool {
			return r != '_' && !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.M, r)
		})
}
