package layout_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"kan/pipeline/doc"
	"kan/pipeline/page"
	"kan/pipeline/picture"
	"kan/pipeline/source"
)

// randomBlocks mixes what reports are made of, with everything too long and
// too much that an author may write.
func randomBlocks(r *rand.Rand, depth int) (out []doc.Block) {
	text := func(most int) []doc.Inline {
		in := words(han(1 + r.IntN(most)))
		if r.IntN(6) == 0 {
			in = append(in, &doc.NoteRef{Blocks: []doc.Block{&doc.Paragraph{Text: words("注" + han(1+r.IntN(200)))}}})
		}
		return in
	}
	for range 1 + r.IntN(8) {
		switch r.IntN(9) {
		case 0:
			out = append(out, &doc.Heading{Level: 1 + r.IntN(4), Text: words(han(1 + r.IntN(40)))})
		case 1:
			out = append(out, randomTable(r))
		case 2:
			out = append(out, &doc.Figure{File: source.New("a.png", nil), Caption: text(60),
				Picture: picture.Info{Format: picture.PNG, Width: 10 + r.IntN(2000), Height: 10 + r.IntN(2000), Channels: 3}})
		case 3:
			if depth < 9 {
				out = append(out, &doc.List{Ordered: r.IntN(2) == 0, Start: 1, Items: []doc.ListItem{{Blocks: randomBlocks(r, depth+2)}}})
			}
		case 4:
			if depth == 0 {
				out = append(out, &doc.Landscape{Blocks: randomBlocks(r, 1)})
			}
		case 5:
			out = append(out, &doc.Paragraph{Text: []doc.Inline{&doc.Ruby{Base: doc.Text{Text: "国"}, Reading: "zhuang"},
				&doc.Styled{Kind: doc.Unbroken, Text: words(han(1 + r.IntN(60)))}, &doc.Ruby{Base: doc.Text{Text: "国"}, Reading: "zhuang"}}})
		case 6:
			if depth == 0 {
				out = append(out, &doc.Signature{By: [][]doc.Inline{words(han(1 + r.IntN(40)))}, Date: words("8月7日")})
			}
		default:
			out = append(out, &doc.Paragraph{Text: text(300)})
		}
	}
	return out
}

// randomTable has long cells and merged ones.
func randomTable(r *rand.Rand) *doc.Table {
	columns := 1 + r.IntN(5)
	var rows []string
	for i := range 1 + r.IntN(30) {
		var cells []string
		for k := range columns {
			switch {
			case i > 1 && k == 0 && r.IntN(3) == 0:
				cells = append(cells, "^")
			case r.IntN(20) == 0:
				cells = append(cells, han(1+r.IntN(150)))
			default:
				cells = append(cells, han(1+r.IntN(8)))
			}
		}
		rows = append(rows, strings.Join(cells, " "))
	}
	grid := grids(rows...)
	return tableOf(min(r.IntN(2), len(grid)-1), grid)
}

// TestNothingLeavesTheTypeArea sets random documents on large and tiny pages
// and looks whether text stands outside the type area or is lost.
func TestNothingLeavesTheTypeArea(t *testing.T) {
	r := rand.New(rand.NewPCG(9704, 7))
	for n := range 60 {
		blocks := randomBlocks(r, 0)
		yaml, depth := grid, 637.80
		if n%3 == 0 {
			yaml, depth = strings.Replace(grid, "extends: base\n", "extends: base\npage: {bottom: 160mm, grid: {lines: 10, chars: 28}}\n", 1), 283.5
		}
		d, _ := set(t, blocks, yaml)
		said := 0
		for p, pg := range d.Pages {
			left, top, width, height := []float64{79.37, 73.70}[p%2], 104.88, 442.2, depth
			if pg.Width > pg.Height && n%3 != 0 {
				left, top, width, height = 99.21, left, 637.80, 442.2
			} else if pg.Width > pg.Height {
				continue // a page of odd shape
			}
			for _, i := range pg.Items {
				g, ok := i.(*page.Glyphs)
				if !ok {
					continue
				}
				said += strings.Count(g.Text, "国")
				last := g.Glyphs[len(g.Glyphs)-1]
				if y := g.Y.Pt(); y > top+height || y < top {
					t.Fatalf("document %d, page %d: %.12s stands at %.1f, the type area from %.1f to %.1f", n, p+1, g.Text, y, top, top+height)
				}
				if x := (g.X + last.X).Pt(); x > left+width || g.X.Pt() < left-1 {
					t.Fatalf("document %d, page %d: %.12s runs from %.1f to %.1f, the type area from %.1f to %.1f", n, p+1, g.Text, g.X.Pt(), x, left, left+width)
				}
			}
		}
		want := 0
		doc.Walk(blocks, func(text string, _ source.Span) { want += strings.Count(text, "国") })
		if n%3 != 0 && said < want {
			t.Errorf("document %d: %d of %d characters are on %s", n, said, want, fmt.Sprint(len(d.Pages), " pages"))
		}
	}
}
