package pdf

import (
	"bytes"
	"testing"

	"kan/pipeline/page"
	"kan/pipeline/source"
)

// Documents that differ in anything that goes into the file have other seeds.
func TestSeedIsOfAllThatGoesIn(t *testing.T) {
	items := func(alt, url, said, image, text string) *page.Document {
		return onePage(page.Mark{Kind: page.MarkFigure, Alt: alt}, &page.Image{File: source.New("a.png", []byte(image))},
			page.Link{W: pt(1), H: pt(1), URL: url, Contents: said}, &page.Glyphs{Text: text})
	}
	attach := []Attachment{{Name: "a.md", Data: []byte("甲")}}
	titled := items("甲", "https://a.cn", "链接", "像素", "文")
	titled.Meta.Title = "题"
	seen := map[string]string{}
	for name, got := range map[string][]byte{
		"plain":          seed(items("甲", "https://a.cn", "链接", "像素", "文"), attach),
		"alt":            seed(items("乙", "https://a.cn", "链接", "像素", "文"), attach),
		"address":        seed(items("甲", "https://b.cn", "链接", "像素", "文"), attach),
		"said of a link": seed(items("甲", "https://a.cn", "连接", "像素", "文"), attach),
		"image":          seed(items("甲", "https://a.cn", "链接", "象素", "文"), attach),
		"text":           seed(items("甲", "https://a.cn", "链接", "像素", "字"), attach),
		"title":          seed(titled, attach),
		"no attachment":  seed(items("甲", "https://a.cn", "链接", "像素", "文"), nil),
		"attachment":     seed(items("甲", "https://a.cn", "链接", "像素", "文"), []Attachment{{Name: "a.md", Data: []byte("乙")}}),
	} {
		if before := seen[string(got)]; before != "" {
			t.Errorf("%s has the seed of %s", name, before)
		}
		seen[string(got)] = name
	}
	if !bytes.Equal(seed(titled, attach), seed(titled, attach)) {
		t.Error("one document has two seeds")
	}
}
