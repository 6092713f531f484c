package docx

import (
	"strings"
	"testing"

	"kan/pipeline/doc"
	"kan/pipeline/source"
)

// An item that does not begin with a paragraph has its label in an empty one,
// which stays with what follows; an empty item is an empty paragraph.
func TestEveryItemHasItsLabel(t *testing.T) {
	code := &doc.CodeBlock{Lines: []doc.Text{{Text: "码", Span: source.Span{}}}}
	list := &doc.List{Ordered: true, Start: 1, Items: []doc.ListItem{{Blocks: []doc.Block{code}}, {}}}
	s := house(t, "base")
	body := write(t, s, Options{}, list)["word/document.xml"]
	if n := strings.Count(body, "<w:numPr>"); n != 2 {
		t.Errorf("%d numbered paragraphs:\n%s", n, body)
	}
	first, rest, _ := strings.Cut(body, "码")
	if !strings.Contains(first, "<w:keepNext/>") || strings.Contains(rest, "<w:keepNext/>") {
		t.Errorf("labels keep with what follows:\n%s", body)
	}
	s.Word.TextLists = true
	if body := said(write(t, s, Options{}, list)["word/document.xml"]); !strings.Contains(body, "\n1.\n码\n2.\n") {
		t.Errorf("labels as text: %q", body)
	}
}
