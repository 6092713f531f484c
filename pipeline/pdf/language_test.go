package pdf

import (
	"fmt"
	"testing"

	"kan/pipeline/page"
	"kan/pipeline/structure"
)

// TestPassagesGoOn reads the passages of several runs: "en" in brackets.
func TestPassagesGoOn(t *testing.T) {
	f := face(t, serif)
	say := func(s string) *page.Glyphs { return line(f, pt(16), pt(80), pt(100), s) }
	open := func(k page.MarkKind, id int) page.Mark { return page.Mark{Kind: k, ID: id} }
	shut := func(k page.MarkKind) page.Mark { return page.Mark{Kind: k, Close: true} }
	french := say("un deux trois")
	french.Lang = "fr"
	for _, c := range []struct {
		name  string
		pages [][]page.Item
		want  string
	}{
		{"over a line", [][]page.Item{{open(page.MarkP, 1), say("写着The north "), say("abutment, 1934.他"), shut(page.MarkP)}}, "写着[The north ]|[abutment], 1934.他"},
		{"a word on the last line", [][]page.Item{{open(page.MarkP, 1), say("The north abutment will "), say("move"), shut(page.MarkP)}}, "[The north abutment will ]|[move]"},
		{"over a page", [][]page.Item{{open(page.MarkP, 1), say("will not"), shut(page.MarkP)}, {open(page.MarkP, 1), say("move。"), shut(page.MarkP)}}, "[will not]|[move]。"},
		{"a link inside", [][]page.Item{{open(page.MarkP, 1), say("see "), open(page.MarkLink, 2), say("The Report"), shut(page.MarkLink), say(" 2026"), shut(page.MarkP)}}, "[see ]|[The Report]| 2026"},
		{"another paragraph", [][]page.Item{{open(page.MarkP, 1), say("App WTO"), shut(page.MarkP), open(page.MarkP, 2), say("GDP"), shut(page.MarkP)}}, "App WTO|GDP"},
		{"cells", [][]page.Item{{open(page.MarkTable, 1), open(page.MarkTR, 2), open(page.MarkTD, 3), say("App"), shut(page.MarkTD), open(page.MarkTD, 4), say("WTO"), shut(page.MarkTD),
			open(page.MarkTD, 5), say("GDP"), shut(page.MarkTD), shut(page.MarkTR), shut(page.MarkTable)}}, "App|WTO|GDP"},
		{"a note that is drawn between", [][]page.Item{{open(page.MarkP, 1), say("will not"), shut(page.MarkP), open(page.MarkNote, 2), open(page.MarkP, 3), say("注"), shut(page.MarkP), shut(page.MarkNote)},
			{open(page.MarkP, 1), say("move"), shut(page.MarkP)}}, "[will not]|注|[move]"},
		{"readings", [][]page.Item{{open(page.MarkP, 1), open(page.MarkRuby, 2), open(page.MarkRB, 3), say("ab"), shut(page.MarkRB), open(page.MarkRT, 4), say("de"), shut(page.MarkRT), shut(page.MarkRuby),
			say("cd"), shut(page.MarkP)}}, "ab|de|cd"},
		{"a language that is told", [][]page.Item{{open(page.MarkP, 1), say("one two "), french, say("one"), shut(page.MarkP)}}, "one two |un deux trois|one"},
		{"artifacts", [][]page.Item{{open(page.MarkArtifact, 0), say("App"), say("WTO"), say("GDP"), shut(page.MarkArtifact)}}, "App|WTO|GDP"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := &page.Document{}
			for _, items := range c.pages {
				d.Pages = append(d.Pages, page.Page{Items: items})
			}
			found, got := foreign(d, structure.Read(d)), ""
			for _, p := range d.Pages {
				for _, item := range p.Items {
					if g, ok := item.(*page.Glyphs); ok {
						got += "|" + bracketed(g.Text, found[g])
					}
				}
			}
			if got[1:] != c.want {
				t.Errorf("got  %s\nwant %s", got[1:], c.want)
			}
		})
	}
}

func bracketed(s string, ps passages) (out string) {
	at := int32(0)
	for _, p := range ps {
		out += fmt.Sprintf("%s[%s]", s[at:p.from], s[p.from:p.to])
		at = p.to
	}
	return out + s[at:]
}

// The glyphs of one cluster inside a passage are in its language.
func TestAClusterIsInTheLanguageOfItsPassage(t *testing.T) {
	g := line(face(t, serif), pt(16), pt(80), pt(100), "an office is")
	g.Glyphs[4].Start, g.Glyphs[4].End = 4, 6 // ff
	g.Glyphs[5].Start, g.Glyphs[5].End = 6, 6
	d := onePage(page.Mark{Kind: page.MarkP}, g, page.Mark{Kind: page.MarkP, Close: true})
	n := 0
	for p := range parts(g, foreign(d, structure.Read(d))[g]) {
		n++
		if p.lang != english {
			t.Errorf("part %d is in the language %q", n, p.lang)
		}
	}
	if n != 3 {
		t.Errorf("%d parts", n)
	}
}
