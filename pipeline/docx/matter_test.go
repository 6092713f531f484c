package docx

import (
	"strings"
	"testing"

	"kan/pipeline/doc"
)

// The printed digest leaves no line free at the head of its page, and an entry
// that has no summary stays with those before it, not with the page after it.
func TestTheDigestStandsAtTheHeadOfItsPage(t *testing.T) {
	digest := &doc.Digest{Entries: []doc.DigestEntry{{Title: words("甲"), Anchor: "item-1", Summary: words("文")}, {Title: words("乙"), Anchor: "item-2"}}}
	s := house(t, "leaders-digest")
	paras := strings.SplitAfter(write(t, s, Options{}, digest)["word/document.xml"], "</w:p>")
	para := func(text string) string {
		for _, p := range paras {
			if strings.Contains(p, ">"+text+"<") {
				return p
			}
		}
		t.Fatalf("no paragraph %s", text)
		return ""
	}
	if p := para(s.Digest.Title); !strings.Contains(p, `<w:pageBreakBefore/><w:spacing w:before="336"/>`) {
		t.Error(p)
	}
	if p := para("甲"); !strings.Contains(p, "<w:keepNext/>") {
		t.Error(p)
	}
	if p := para("乙"); !strings.Contains(p, `<w:keepNext w:val="0"/>`) {
		t.Error(p)
	}
}
