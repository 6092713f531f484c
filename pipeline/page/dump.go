package page

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"kan/pipeline/unit"
)

// Dump writes d as text for goldens: one item a line, points with two
// decimals, items indented by the marks that hold them, the outline last.
// Errors of w are not reported; it is meant to be a buffer.
//
//	page 1  595.28 x 841.89  label "1"
//	  open P
//	    glyphs 79.37,104.88  FandolFang-Regular 16.00  "国家粮食安全"  span grain.md:212-230
//	  close P
//	  box 73.70,140.00  447.87 x 2.00  fill #C00000
//	outline
//	  "一、总体情况"  to h1
func Dump(w io.Writer, d *Document) {
	b := bufio.NewWriter(w)
	defer b.Flush()
	for i := range d.Pages {
		p := &d.Pages[i]
		fmt.Fprintf(b, "page %d  %v x %v", i+1, p.Width, p.Height)
		if p.Label != "" {
			fmt.Fprintf(b, "  label %q", p.Label)
		}
		b.WriteByte('\n')
		depth := 1
		for _, item := range p.Items {
			depth = dumpItem(b, item, depth)
		}
	}
	if len(d.Outline) > 0 {
		b.WriteString("outline\n")
	}
	for _, m := range d.Outline {
		fmt.Fprintf(b, "%s%q  to %s\n", indent(m.Level+1), m.Title, m.Anchor)
	}
}

// dumpItem writes one line and returns the depth of the next.
func dumpItem(b *bufio.Writer, item Item, depth int) int {
	if m, ok := item.(Mark); ok && m.Close && depth > 1 {
		depth--
	}
	b.WriteString(indent(depth))
	switch item := item.(type) {
	case *Glyphs:
		dumpGlyphs(b, item)
	case Box:
		fmt.Fprintf(b, "box %v,%v  %v x %v  fill %v", item.X, item.Y, item.W, item.H, item.Color)
	case *Image:
		name := "-"
		if item.File != nil {
			name = item.File.Name
		}
		fmt.Fprintf(b, "image %v,%v  %v x %v  %s  %d x %d px", item.X, item.Y, item.W, item.H, name, item.Info.Width, item.Info.Height)
		dumpText(b, "alt", item.Alt)
	case Link:
		fmt.Fprintf(b, "link %v,%v  %v x %v", item.X, item.Y, item.W, item.H)
		dumpText(b, "url", item.URL)
		if item.Anchor != "" {
			fmt.Fprintf(b, "  to %s", item.Anchor)
		}
		dumpText(b, "contents", item.Contents)
	case Anchor:
		fmt.Fprintf(b, "anchor %v,%v  %s", item.X, item.Y, item.Name)
	case Mark:
		if item.Close {
			fmt.Fprintf(b, "close %v", item.Kind)
			break
		}
		dumpMark(b, item)
		depth++
	}
	b.WriteByte('\n')
	return depth
}

// dumpMark writes the opening of an element.
func dumpMark(b *bufio.Writer, m Mark) {
	fmt.Fprintf(b, "open %v", m.Kind)
	if m.Kind == MarkArtifact && m.Artifact != Layout {
		fmt.Fprintf(b, "  %s", [...]string{Footer: "footer", Header: "header", Repeated: "repeated"}[m.Artifact])
	}
	if m.ID != 0 {
		fmt.Fprintf(b, "  id %d", m.ID)
	}
	dumpText(b, "alt", m.Alt)
	dumpText(b, "title", m.Title)
	if m.Ordered {
		b.WriteString("  ordered")
	}
	if m.Note != 0 {
		fmt.Fprintf(b, "  note %d", m.Note)
	}
	if c := m.Cell; c != nil && (c.Across > 1 || c.Down > 1) {
		fmt.Fprintf(b, "  %d x %d", c.Across, c.Down)
	}
	if m.Cell != nil && len(m.Cell.Heads) > 0 {
		fmt.Fprintf(b, "  heads %v", m.Cell.Heads)
	}
}

// dumpGlyphs writes a run. Offsets stand only where they say something: x when
// a glyph is not where the advances of those before it put it, rise when one
// is off the baseline, color when it is not black.
func dumpGlyphs(b *bufio.Writer, g *Glyphs) {
	name := "-"
	if g.Face != nil {
		name = g.Face.PostScriptName()
	}
	fmt.Fprintf(b, "glyphs %v,%v  %s %v", g.X, g.Y, name, g.Size)
	if g.Color != (Color{}) {
		fmt.Fprintf(b, "  color %v", g.Color)
	}
	fmt.Fprintf(b, "  %q", g.Text)
	var x, rise []string
	plain, level := true, true
	sum := 0 // of the advances, in font units
	for _, p := range g.Glyphs {
		x, rise = append(x, p.X.String()), append(rise, p.Rise.String())
		level = level && p.Rise == 0
		if g.Face == nil {
			continue
		}
		at := g.Size.MulDiv(int64(sum), int64(max(g.Face.Metrics().UnitsPerEm, 1)))
		// Clusters are rounded one by one, so a run may be off by a
		// little; what cannot be seen in the dump is not said.
		plain = plain && max(p.X-at, at-p.X) < unit.Pt/100
		sum += g.Face.Advance(p.ID)
	}
	if !plain {
		fmt.Fprintf(b, "  x %s", strings.Join(x, " "))
	}
	if !level {
		fmt.Fprintf(b, "  rise %s", strings.Join(rise, " "))
	}
	if g.Turned {
		b.WriteString("  turned")
	}
	dumpText(b, "lang", g.Lang)
	if !g.Span.IsZero() {
		fmt.Fprintf(b, "  span %v", g.Span)
	}
}

// dumpText writes a label and a quoted text, nothing for an empty one.
func dumpText(b *bufio.Writer, label, text string) {
	if text != "" {
		fmt.Fprintf(b, "  %s %q", label, text)
	}
}

// String gives #RRGGBB, as styles write colours.
func (c Color) String() string { return fmt.Sprintf("#%02X%02X%02X", c.R, c.G, c.B) }

func indent(depth int) string { return strings.Repeat("  ", max(depth, 0)) }
