package structure_test

import (
	"fmt"
	"strings"

	"kan/pipeline/page"
	"kan/pipeline/structure"
)

// dump writes a tree, one element a line, with what it holds: page:MCID for
// content, page@N for a link.
func dump(t *structure.Tree) string {
	var b strings.Builder
	var element func(n, depth int)
	element = func(n, depth int) {
		e := &t.Elements[n]
		name := e.Kind.String()
		if n == 0 {
			name = "Document"
		}
		b.WriteString(strings.Repeat("  ", depth) + name)
		for _, k := range e.Kids {
			switch k.Kind {
			case structure.ContentKid:
				fmt.Fprintf(&b, " %d:%d", k.Page+1, k.N)
			case structure.LinkKid:
				fmt.Fprintf(&b, " %d@%d", k.Page+1, k.N)
			}
		}
		b.WriteByte('\n')
		for _, k := range e.Kids {
			if k.Kind == structure.ElementKid {
				element(k.N, depth+1)
			}
		}
	}
	element(0, 0)
	return b.String()
}

// faults writes those of a tree, one a line.
func faults(t *structure.Tree) string {
	var b strings.Builder
	for _, f := range t.Faults {
		fmt.Fprintf(&b, "%s on page %d: %s", [...]string{"no alt", "heading skip", "untagged"}[f.Kind], f.Page, f.Text)
		if f.Level > 0 {
			fmt.Fprintf(&b, " %d after %d", f.Level, f.Before)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// stretches are those of a page: "P 0 [1,3)".
func stretches(p structure.Page) string {
	var out []string
	for _, s := range p.Stretches {
		if s.MCID < 0 {
			out = append(out, fmt.Sprintf("artifact %d [%d,%d)", s.Artifact, s.From, s.To))
		} else {
			out = append(out, fmt.Sprintf("%v %d [%d,%d)", s.Kind, s.MCID, s.From, s.To))
		}
	}
	return strings.Join(out, ", ")
}

func open(kind page.MarkKind, id int) page.Mark { return page.Mark{Kind: kind, ID: id} }

func shut(kind page.MarkKind) page.Mark { return page.Mark{Kind: kind, Close: true} }

func text(s string) *page.Glyphs {
	return &page.Glyphs{Text: s, Glyphs: []page.Glyph{{ID: 1, End: int32(len(s))}}}
}

func read(pages ...[]page.Item) *structure.Tree {
	d := &page.Document{}
	for _, items := range pages {
		d.Pages = append(d.Pages, page.Page{Items: items})
	}
	return structure.Read(d)
}
