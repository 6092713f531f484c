package check

import (
	"unicode"
	"unicode/utf8"

	"kan/pipeline/doc"
)

// spaces: no half-width space stands between two Han characters; the layout
// makes what gaps there should be. Text whose bytes are not those of the file
// (entities) has no exact place and is passed over.
func spaces(c *content) {
	for _, r := range c.reports {
		eachText(r.Body, func(t doc.Text) {
			if t.Span.End-t.Span.Start != len(t.Text) {
				return
			}
			var before rune // the last character that is not a space
			gap := -1       // offset of the first space after it
			for i, ch := range t.Text {
				if ch == ' ' {
					if gap < 0 {
						gap = i
					}
					continue
				}
				if gap > 0 && han(before) && han(ch) {
					at := t.Span.File.Span(t.Span.Start+gap, t.Span.Start+i)
					c.say(codeSpace, at, "删去空格；要隔开就用标点", "“%c”和“%c”之间多了空格", before, ch)
				}
				before, gap = ch, -1
			}
		})
	}
}

func han(r rune) bool { return r >= utf8.RuneSelf && (unicode.Is(unicode.Han, r) || r == '〇') }

// eachText visits the running text of blocks, code left out, footnotes included.
func eachText(blocks []doc.Block, visit func(doc.Text)) {
	doc.Each(blocks, func(b doc.Block) (inside bool) {
		for _, text := range doc.Runs(b) {
			doc.EachInline(text, func(i doc.Inline) {
				switch i := i.(type) {
				case doc.Text:
					visit(i)
				case *doc.Ruby:
					visit(i.Base)
				case *doc.NoteRef:
					eachText(i.Blocks, visit)
				}
			})
		}
		return true
	})
}
