package compose

import (
	"slices"
	"unicode/utf8"
)

// known is the names that no title may be broken in, sorted: of the office and
// those that issue with it, of units and people, and of the authors.
func (c *composer) known() []string {
	office := c.reg.Office
	names := []string{office.Name.V, office.Short.V, office.Region.V}
	for _, o := range c.issue.Organs {
		names = append(names, o.V)
	}
	for _, u := range c.reg.Units {
		names = append(names, u.Name.V, u.Short.V)
	}
	for _, p := range c.reg.People {
		names = append(names, p.Name.V)
	}
	for _, r := range c.issue.Items() {
		for _, a := range r.Authors {
			names = append(names, a.Name.V)
		}
	}
	slices.Sort(names)
	return slices.DeleteFunc(slices.Compact(names), func(n string) bool { return utf8.RuneCountInString(n) < 2 })
}
