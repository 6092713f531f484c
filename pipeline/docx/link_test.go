package docx

import (
	"strings"
	"testing"

	"kan/pipeline/doc"
)

// A note's mark inside a link is no part of it, wherever it stands.
func TestANoteMarkIsOutsideItsLink(t *testing.T) {
	note := &doc.NoteRef{Blocks: []doc.Block{&doc.Paragraph{Text: words("注")}}}
	for _, c := range []struct {
		text  []doc.Inline
		links int
	}{
		{[]doc.Inline{doc.Text{Text: "某"}, note, doc.Text{Text: "处"}}, 2},
		{[]doc.Inline{doc.Text{Text: "某处"}, note}, 1},
		{[]doc.Inline{note, &doc.Styled{Kind: doc.Strong, Text: []doc.Inline{doc.Text{Text: "某处"}, note}}}, 1},
		{[]doc.Inline{note}, 0},
	} {
		p := &doc.Paragraph{Text: []doc.Inline{&doc.Link{URL: "https://a.example", Text: c.text}}}
		parts := write(t, house(t, "base"), Options{}, p)
		body := parts["word/document.xml"]
		pieces := strings.Split(body, "<w:hyperlink")
		if len(pieces)-1 != c.links || strings.Count(body, "<w:footnoteReference") == 0 {
			t.Errorf("%d links, want %d:\n%s", len(pieces)-1, c.links, body)
		}
		for _, piece := range pieces[1:] {
			if in, _, _ := strings.Cut(piece, "</w:hyperlink>"); strings.Contains(in, "footnoteReference") || !strings.Contains(in, "<w:t ") {
				t.Errorf("link holds %s", in)
			}
		}
	}
}
