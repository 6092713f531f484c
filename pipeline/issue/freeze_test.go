package issue_test

import (
	"strings"
	"testing"

	"kan/pipeline/diag"
	"kan/pipeline/issue"
	"kan/pipeline/report"
	"kan/pipeline/source"
)

// A manifest is frozen wherever its queries stand: what it says afterwards is
// what it chose before, and nothing else of it changes.
func TestFrozenManifestsSayWhatTheyChose(t *testing.T) {
	for _, c := range []struct{ name, sections, want string }{
		{"in braces", "  - {title: 民生, select: {category: 民生, limit: 2}} # 两件\n", "  - {title: 民生, reports: [%s]} # 两件\n"},
		{"in lines", "  - title: 民生\n    select:\n      category: 民生 # 类\n      limit: 2\n  - reports: [2026-0004]\n",
			"  - title: 民生\n    reports: [%s]\n  - reports: [2026-0004]\n"},
		{"in Chinese", "  - 标题: 民生\n    选稿: {类别: 民生, 上限: 2}\n", "  - 标题: 民生\n    稿件: [%s]\n"},
		{"behind a list in braces", "  - {reports: [2026-0008], select: {category: 民生, limit: 1}}\n", "  - {reports: [%s]}\n"},
		{"before a list in braces", "  - {select: {category: 民生, limit: 1}, reports: [2026-0008]}\n", "  - {reports: [%s]}\n"},
		{"behind a list in lines", "  - reports:\n      - 2026-0008\n    select: {category: 民生, limit: 1}\n    title: 甲\n", "  - reports:\n      [%s]\n    title: 甲\n"},
		{"before a list in lines", "  - select: {category: 民生, limit: 1}\n    reports: [2026-0008] # 甲\n", "  - reports: [%s] # 甲\n"},
		{"before a list, in lines of its own", "  - title: 甲\n    select:\n      category: 民生\n      limit: 1\n    reports: [2026-0008]\n", "  - title: 甲\n    reports: [%s]\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			i := load(t, c.sections)
			chosen := i.Items()
			var list []string
			for _, r := range i.Sections[0].Items {
				list = append(list, r.ID.V)
			}
			text := string(i.Frozen(12))
			if want := strings.Replace(c.want, "%s", strings.Join(list, ", "), 1); !strings.HasSuffix(text, want) {
				t.Errorf("frozen:\n%swant at the end:\n%s", text, want)
			}
			var diags diag.List
			now := issue.Load(source.New(i.File.Name, []byte(text)), &report.Registry{}, office(), &diags)
			if now == nil || diags.HasErrors() {
				t.Fatalf("%v\n%s", diags.Sorted(), text)
			}
			if got := ids(now.Items()); got != ids(chosen) || now.Number.V != 12 || now.Status.V != issue.Closed || now.Sections[0].Query != nil {
				t.Errorf("number %d, %s, items %s, want %s\n%s", now.Number.V, now.Status.V, got, ids(chosen), text)
			}
		})
	}
}

func TestTheStateIsWrittenInTheEditorsLanguage(t *testing.T) {
	var diags diag.List
	text := "刊物: speeches\n期号: 3\n日期: 2026-03-10\n状态: 编辑中   # 快了\n栏目:\n  - 稿件: [2026-0001]\n"
	i := issue.Load(source.New("content/issues/speeches/2026/003.yaml", []byte(text)), &report.Registry{}, office(), &diags)
	if got, want := string(i.Frozen(3)), strings.Replace(text, "编辑中", "已定稿", 1); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}
