package report_test

import (
	"strings"
	"testing"
	"testing/fstest"
)

// TestLengthIsOfTheText: landscape pages and merged cells count, attachments,
// signatures, footnotes and readings do not.
func TestLengthIsOfTheText(t *testing.T) {
	words := strings.Repeat("近年来，社区康养服务发展较快。", 98) + "\n" // with those of whole, 1,485 characters
	sixteen := "近年来，社区康养服务发展很快了。"
	for _, c := range []struct {
		more string
		long bool
	}{
		{"::: 横排\n近年来[^1]\n:::\n[^1]: " + sixteen, false},
		{"::: 横排\n" + sixteen + "\n:::", true},
		{"> ::: 横排", false},
		{"::: 附件 " + sixteen + "\n" + sixteen + "\n:::", false},
		{"::: 附件 名录\n::: 横排\n" + sixteen + "\n:::\n:::", false},
		{"::: 署名\n" + sixteen + "\n2026年3月12日\n:::", false},
		{`[近年来社区康养服务发展较快]{拼音="jìn nián lái shè qū kāng yǎng fú wù fā zhǎn jiào kuài"}`, false},
		{"| 近年来社区 | < |\n|---|---|\n| ^ | 康养服务 |\n| 发展较快 | < |", false},
		{"| 近年来社区 | < |\n|---|---|\n| ^ | 康养服务 |\n| 近年来发展较快 | < |", true},
	} {
		_, diags := load(t, fstest.MapFS{name: {Data: []byte(whole + words + "\n" + c.more + "\n")}})
		long := false
		for _, d := range diags.Sorted() {
			long = long || d.Code == "report/too-long"
		}
		if long != c.long {
			t.Errorf("%s: too long is %v", c.more, long)
		}
	}
}
