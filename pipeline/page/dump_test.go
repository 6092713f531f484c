package page

import (
	"strings"
	"testing"

	"kan/pipeline/picture"
	"kan/pipeline/source"
	"kan/pipeline/unit"
)

func TestDumpShowsEveryKindOfItem(t *testing.T) {
	text := source.New("grain.md", []byte("国家粮食安全"))
	pt := unit.Points
	d := &Document{
		Pages: []Page{{Width: unit.MM(21000), Height: unit.MM(29700), Label: "1", Items: []Item{
			Mark{Kind: MarkH1, ID: 3},
			Anchor{Name: "h1", X: pt(1), Y: pt(2)},
			&Glyphs{X: unit.MM(2800), Y: unit.MM(3700), Size: pt(16), Text: "国家", Span: text.Span(0, 6),
				Color: Color{0xC0, 0, 0}, Glyphs: []Glyph{{ID: 1, End: 3}, {ID: 2, X: pt(16), Rise: pt(3), Start: 3, End: 6}}},
			Mark{Kind: MarkH1, Close: true},
			Mark{Kind: MarkFigure, Alt: "图"},
			&Image{X: pt(1), Y: pt(1), W: pt(10), H: pt(20), Info: picture.Info{Width: 5, Height: 6}, File: source.New("a.png", nil), Alt: "图"},
			Mark{Kind: MarkFigure, Close: true},
			Box{X: pt(73), Y: pt(140), W: pt(447), H: pt(2), Color: Color{0xC0, 0, 0}},
			Link{X: pt(1), Y: pt(1), W: pt(2), H: pt(3), URL: "https://a.example", Contents: "甲"},
			Link{Anchor: "h1"},
		}}, {Width: pt(10), Height: pt(10)}},
		Outline: []Bookmark{{0, "一", "h1"}, {1, "（一）", "h2"}},
	}
	const want = `page 1  595.28 x 841.89  label "1"
  open H1  id 3
    anchor 1.00,2.00  h1
    glyphs 79.37,104.88  - 16.00  color #C00000  "国家"  rise 0.00 3.00  span grain.md:0-6
  close H1
  open Figure  alt "图"
    image 1.00,1.00  10.00 x 20.00  a.png  5 x 6 px  alt "图"
  close Figure
  box 73.00,140.00  447.00 x 2.00  fill #C00000
  link 1.00,1.00  2.00 x 3.00  url "https://a.example"  contents "甲"
  link 0.00,0.00  0.00 x 0.00  to h1
page 2  10.00 x 10.00
outline
  "一"  to h1
    "（一）"  to h2
`
	var b strings.Builder
	Dump(&b, d)
	if b.String() != want {
		t.Errorf("got:\n%s\nwant:\n%s", b.String(), want)
	}
}
