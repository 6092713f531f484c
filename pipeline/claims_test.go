package pipeline_test

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"kan/pipeline"
)

// bodies are reports that tempt a file to claim what it does not keep. forAll
// tells whether it serves every reader, and so has to say it.
var bodies = []struct {
	name   string
	forAll bool
	body   string
}{
	{"a row that cells above cover", true, "| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n| ^ | ^ |\n| 3 | 4 |\n"},
	{"two such rows, the last", true, "| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n| ^ | ^ |\n| ^ | ^ |\n"},
	{"a head that covers the row below", true, "| 甲 | 乙 |\n|---|---|\n| ^ | ^ |\n| 3 | 4 |\n"},
	{"a covered row of a group that is broken", true, "| 甲 | 乙 |\n|---|---|\n| " + strings.Repeat("很长的一格，", 300) + " | 2 |\n| ^ | ^ |\n| 3 | 4 |\n"},
	{"a skip to a heading that begins with a link", false, "# 一、首\n\n### [某某](https://yunzhou.example/)标题\n\n文字。\n"},
	{"a heading below one that begins with a reading", true, "# 一、首\n\n## [鄱阳]{拼音=\"pó yáng\"}标题\n\n### 三级\n\n文字。\n"},
	{"a heading below one with a note", true, "# 首[^1]\n\n## [链接](https://yunzhou.example/)[^2]\n\n### 三级\n\n[^1]: 注。\n[^2]: 又注。\n"},
	{"headings in quotes and lists", false, "# 首\n\n> ## 二级\n\n- #### 四级\n\n文字。\n"},
	{"a text in place of a picture that does not show", false, "文字。\n\n![　](../../images/stripes.png)\n"},
	{"one of zero width", false, "文字。\n\n![&#8203;](../../images/stripes.png)\n"},
	{"a very long one", true, "文字。\n\n![" + strings.Repeat("图", 17000) + "](../../images/stripes.png)\n"},
	{"a very long link", true, "[" + strings.Repeat("链接", 8500) + "](https://yunzhou.example/) 文字。\n"},
	{"a very long address", true, "[链接](https://yunzhou.example/" + strings.Repeat("链", 2600) + ") 文字。\n"},
	{"languages", true, "[Banque mondiale]{语言=fr}、[Weltbank]{语言=de-1996-x-a}、[World Bank]{lang=en-a-bbb}。\n"},
	{"links that begin with a space at the end of a line", true, spacedLinks()},
}

// spacedLinks are links that begin with a space, at every place of a line.
func spacedLinks() string {
	var b strings.Builder
	for n := range 60 {
		b.WriteString(strings.Repeat("字", n) + "[ link](https://yunzhou.example/)文字[　链接 ](https://yunzhou.example/)" + strings.Repeat("字", n) + "[ 链](https://yunzhou.example/)\n\n")
	}
	return b.String()
}

// TestClaimsHold builds every body and holds the file to what it claims.
func TestClaimsHold(t *testing.T) {
	var reports []string
	for k, b := range bodies {
		reports = append(reports, fmt.Sprintf(reportHead, fmt.Sprintf("2026-%04d", k+1), b.name)+b.body)
	}
	files := repository(reports)
	files["content/images/stripes.png"] = &fstest.MapFile{Data: pngOf(t, 30, 20)}
	c := load(t, files)
	for k, path := range buildWith(t, c, c.Issues, pipeline.PDFOptions{}) {
		t.Run(bodies[k].name, func(t *testing.T) {
			conforms(t, path, part2, levelA)
			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if got := strings.Contains(string(data), forAll); got != bodies[k].forAll {
				t.Errorf("it claims PDF/UA-1: %v, want %v", got, bodies[k].forAll)
			}
		})
	}
}

// Sources keep their names, in the order that the file wants.
func TestSourcesWithChineseNamesConform(t *testing.T) {
	files := repository([]string{fmt.Sprintf(reportHead, "2026-0001", "电梯") + "文字。\n", fmt.Sprintf(reportHead, "2026-0002", "食堂") + "文字。\n"})
	const folder = "content/reports/2026/"
	files[folder+"2026-0001-电梯.md"], files[folder+"2026-0002-shitang.md"] = files[folder+"2026-0001.md"], files[folder+"2026-0002.md"]
	delete(files, folder+"2026-0001.md")
	delete(files, folder+"2026-0002.md")
	first := files["content/issues/public-opinion/2026/001.yaml"]
	first.Data = []byte(strings.Replace(string(first.Data), "[2026-0001]", "[2026-0001, 2026-0002]", 1))
	delete(files, "content/issues/public-opinion/2026/002.yaml")
	c := load(t, files)
	for _, path := range buildWith(t, c, c.Issues, pipeline.PDFOptions{Sources: true}) {
		conforms(t, path, part3, levelA, forAll)
	}
}
