package layout_test

import (
	"testing"

	"kan/pipeline/doc"
	"kan/pipeline/page"
)

// framesOf are the boxes of a page above the type area: the frame of the stamp.
func framesOf(d *page.Document, n int) (boxes []page.Box) {
	for _, i := range d.Pages[n].Items {
		if b, ok := i.(page.Box); ok && b.Y.Pt() < 100 {
			boxes = append(boxes, b)
		}
	}
	return boxes
}

// The stamp of an issue that is not final stands in its frame at the outer edge
// of every page, and the text on all pages stays where it was.
func TestEveryPageOfADraftIsStamped(t *testing.T) {
	plain, _ := setFields(t, parse(t, paragraphs(60)), "extends: base\n", doc.Fields{SeriesName: "信息"})
	d, _ := setFields(t, parse(t, paragraphs(60)), "extends: base\n", doc.Fields{SeriesName: "信息", State: "草稿"})
	if len(d.Pages) < 3 || len(plain.Pages) != len(d.Pages) {
		t.Fatalf("%d and %d pages", len(plain.Pages), len(d.Pages))
	}
	for n := range d.Pages {
		boxes, x := framesOf(d, n), originOf(d, n, "草稿")
		if len(boxes) != 4 || len(framesOf(plain, n)) != 0 {
			t.Fatalf("page %d: %d sides of a frame", n+1, len(boxes))
		}
		left, right := boxes[0].X.Pt(), (boxes[0].X + boxes[0].W).Pt()
		edge := right // GB/T 9704-2012 5.2.1: 28 mm at the binding edge, 26 mm outside
		want := 521.58
		if n%2 == 1 {
			edge, want = left, 73.70
		}
		if !near(edge, want) || x < left || x > right {
			t.Errorf("page %d: the frame goes from %.2f to %.2f, the text begins at %.2f", n+1, left, right, x)
		}
		if got, want := originOf(d, n, "— "), originOf(plain, n, "— "); got != want {
			t.Errorf("page %d: the page number moved to %.2f", n+1, got)
		}
	}
}

// Who has a numbered copy stands at the inner edge of every page; an issue that
// merely has a number says nothing there.
func TestEveryPageOfANumberedCopyNamesItsReader(t *testing.T) {
	d, _ := setFields(t, parse(t, paragraphs(60)), "extends: base\n", doc.Fields{SeriesName: "信息", Copy: "000012", Recipient: "市委办公室"})
	for n := range d.Pages {
		x := originOf(d, n, "份号000012　市委办公室")
		if odd := n%2 == 0; odd && !near(x, 79.37) || !odd && (x < 300 || x > 515) {
			t.Errorf("page %d: the reader is named at %.2f", n+1, x)
		}
	}
	d, _ = setFields(t, parse(t, "正文"), "extends: base\n", doc.Fields{SeriesName: "信息", Copy: "000012"})
	if x := originOf(d, 0, "份号"); x >= 0 {
		t.Errorf("a copy for nobody names its reader at %.2f", x)
	}
}
