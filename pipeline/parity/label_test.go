package parity

import (
	"strings"
	"testing"

	"kan/pipeline/doc"
)

// Items that do not begin with a paragraph have their labels on lines of their
// own, before whatever comes next.
func TestLabelsStandAlone(t *testing.T) {
	quote := &doc.Quote{Blocks: []doc.Block{paragraph("先修桥，后修路。")}}
	inner := &doc.List{Items: []doc.ListItem{{Blocks: []doc.Block{paragraph("立牌。")}}}}
	d := &doc.Document{Blocks: []doc.Block{
		&doc.List{Ordered: true, Start: 1, Items: []doc.ListItem{
			{Blocks: []doc.Block{quote}}, {Blocks: []doc.Block{inner}}, {}}},
		paragraph("桥头住着堃叔一家。"),
	}}
	const pages = "1.\n先修桥，后修路。\n2.\n–立牌。\n3.\n桥头住着堃叔一家。\n"
	if got := findings(Compare(Expect(d, sampleStyle(t)), draw(t, pages), draw(t, pages))); got != nil {
		t.Errorf("%s", strings.Join(got, "\n"))
	}
	lost := strings.Replace(pages, "先修", "9先修", 1)
	if got := findings(Compare(Expect(d, sampleStyle(t)), draw(t, pages), draw(t, lost))); got == nil {
		t.Error("a figure that is no label is not seen")
	}
}
