package compose

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"kan/pipeline/diag"
	"kan/pipeline/doc"
	"kan/pipeline/issue"
	"kan/pipeline/report"
	"kan/pipeline/source"
)

const head = `---
id: 2026-0001
title: 关于破解|“最后一户”难题的建议
date: 2026-03-01
unit: minjian
authors: [{name: 张𬭎}, {name: 李}]
category: 民生
summary: 一句话。
status: approved
---
`

// made composes an issue of two reports with the body, the first with the
// title of head. more stands in the manifest.
func made(t *testing.T, body, more string, o Options) *doc.Document {
	t.Helper()
	files := fstest.MapFS{
		"content/kan.yaml": {Data: []byte("office: {name: 政协云州市委员会办公室, short: 市政协办公室, region: 云州市}\n" +
			"categories: [民生]\nsource_kinds: [约稿]\nreviews: [{stages: [初审]}]\n")},
		"content/units.yaml":                  {Data: []byte("- {id: minjian, name: 民建云州市委会, short: 民建市委会, kind: 党派团体, sequence: 二}\n")},
		"content/people.yaml":                 {Data: []byte("- {id: wang-min, name: 王敏, stages: [初审]}\n")},
		"content/reports/2026/2026-0001-a.md": {Data: []byte(head + body)},
		"content/reports/2026/2026-0002-b.md": {Data: []byte(strings.NewReplacer("2026-0001", "2026-0002", "|", "").Replace(head) + body)},
		"content/issues/speeches/2026/001.yaml": {Data: []byte("series: speeches\nnumber: 1\ndate: 2026-03-10\nstatus: open\n" + more +
			"sections: [{reports: [2026-0001, 2026-0002]}]\n")},
	}
	diags := &diag.List{}
	tree := source.NewTree(files)
	reg := report.LoadRegistry(tree, diags)
	issues := issue.LoadAll(tree, reg, report.NewIndex(report.LoadAll(tree, reg, diags, 1)), diags)
	if diags.HasErrors() || len(issues) != 1 {
		t.Fatal(diags.Sorted())
	}
	return Document(issues[0], reg, issue.NewLedger(issues), o)
}

// items are the items of a document.
func items(d *doc.Document) (out []*doc.Item) {
	for _, b := range d.Blocks {
		if s, ok := b.(*doc.Section); ok {
			for _, i := range s.Blocks {
				out = append(out, i.(*doc.Item))
			}
		}
	}
	return out
}

func dump(t *testing.T, blocks ...doc.Block) string {
	t.Helper()
	var b bytes.Buffer
	if err := doc.Dump(&b, blocks); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestAttachmentsFollowTheirItem(t *testing.T) {
	body := "正文。\n\n::: 署名\n民建云州市委会\n:::\n\n（联系人：张三）\n\n"
	one, two := "::: 附件 名录\n# 甲\n\n# 乙\n:::\n", "::: 附件 说明\n# 丙\n:::\n"
	shape := func(blocks []doc.Block) string {
		var out []string
		for _, b := range blocks {
			switch b := b.(type) {
			case *doc.Paragraph:
				out = append(out, "text")
			case *doc.Signature:
				out = append(out, "signature")
			case *doc.AttachmentList:
				out = append(out, "list of "+decimal(len(b.Attachments)))
			case *doc.Heading:
				out = append(out, b.Anchor+" "+b.Number+doc.Plain(b.Text))
			}
		}
		return strings.Join(out, ", ")
	}
	i := items(made(t, body+one+two, "", Options{}))[0]
	if got := shape(i.Body); got != "text, list of 2, signature, text" {
		t.Error(got)
	}
	want := []string{"1 名录 item-2026-0001-attachment-1: item-2026-0001-attachment-1-0 一、甲, item-2026-0001-attachment-1-1 二、乙",
		"2 说明 item-2026-0001-attachment-2: item-2026-0001-attachment-2-0 一、丙"}
	for k, a := range i.Attachments {
		if got := decimal(a.Number) + " " + doc.Plain(a.Title) + " " + a.Anchor + ": " + shape(a.Blocks); got != want[k] {
			t.Errorf("%s\nwant %s", got, want[k])
		}
	}
	i = items(made(t, "正文。\n\n"+two, "", Options{}))[0]
	if got := shape(i.Body); got != "text, list of 1" || i.Attachments[0].Number != 0 {
		t.Errorf("%s; an attachment alone has number %d", got, i.Attachments[0].Number)
	}
	if i = items(made(t, body, "", Options{}))[0]; shape(i.Body) != "text, signature, text" || i.Attachments != nil {
		t.Error(shape(i.Body))
	}
}

func TestAttachmentsOfAReportStayAsTheyWere(t *testing.T) {
	a := &doc.Attachment{Blocks: []doc.Block{&doc.Heading{Level: 1}}}
	body := []doc.Block{&doc.Paragraph{}, a, &doc.Attachment{}}
	detach(body, "x")
	if a.Number != 0 || a.Anchor != "" || a.Blocks[0].(*doc.Heading).Number != "" || len(body) != 3 {
		t.Errorf("%+v", a)
	}
}

func TestHeadingsOnLandscapePagesAreInTheOrder(t *testing.T) {
	body := "# 甲\n\n::: 横排\n## 乙\n\n# 丙\n:::\n\n# 丁\n\n::: 附件 戊\n# 己\n:::\n"
	got := dump(t, items(made(t, body, "", Options{}))[0].Body...)
	for _, want := range []string{
		`number "一、" anchor "item-2026-0001-0"`, `number "（一）" anchor "item-2026-0001-1-0"`,
		`number "二、" anchor "item-2026-0001-1-1"`, `number "三、" anchor "item-2026-0001-2"`,
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no %s in\n%s", want, got)
		}
	}
	got = dump(t, items(made(t, "::: 横排\n# 一、甲\n:::\n\n# 乙\n", "", Options{}))[0].Body...)
	if !strings.Contains(got, `number ""`) {
		t.Errorf("a number was made beside typed ones:\n%s", got)
	}
}

func TestTitlesBreakInPrintOnly(t *testing.T) {
	d := made(t, "正文。\n", "contents: true\n", Options{DigestLeast: 2})
	i := items(d)[0]
	if got := dump(t, &doc.Paragraph{Text: i.Title}); !strings.Contains(got, "  text 25-37 \"关于破解\"\n  break 38-38\n  text 38-71 ") {
		t.Error(got)
	}
	const plain = "关于破解“最后一户”难题的建议"
	digest, contents := d.Blocks[0].(*doc.Digest), d.Blocks[1].(*doc.Contents)
	for what, text := range map[string][]doc.Inline{"digest": digest.Entries[0].Title, "contents": contents.Entries[0].Text, "other": items(d)[1].Title} {
		if got := doc.Plain(text); got != plain {
			t.Errorf("%s: %s", what, got)
		}
	}
}

func TestDigestStandsBeforeTheItems(t *testing.T) {
	note := "note: 编者按。\n"
	d := made(t, "正文。\n", note, Options{DigestLeast: 2, ContentsLeast: 1})
	if got := outline(d.Blocks); got != "note *doc.Digest (2)" {
		t.Errorf("%s", got)
	}
	e := d.Blocks[1].(*doc.Digest).Entries
	if len(e) != 2 || e[1].Anchor != "item-2026-0002" || doc.Plain(e[1].Summary) != "一句话。" {
		t.Errorf("%+v", e)
	}
	if i := items(d)[1]; len(i.Summary) > 0 {
		t.Errorf("the summary stands twice: %q", doc.Plain(i.Summary))
	}
	d = made(t, "正文。\n", note, Options{DigestLeast: 3, ContentsLeast: 1})
	if got := outline(d.Blocks); got != "note contents(2) (2)" || len(items(d)[0].Summary) == 0 {
		t.Errorf("%s, summary %v", got, items(d)[0].Summary)
	}
	if got := outline(made(t, "正文。\n", "contents: true\n", Options{DigestLeast: 1}).Blocks); got != "*doc.Digest contents(2) (2)" {
		t.Errorf("%s", got)
	}
}

func TestNamesAndOrgans(t *testing.T) {
	d := made(t, "正文。\n", "", Options{})
	if d.Fields.Copy != "" || d.Fields.Organs != "" {
		t.Errorf("%+v", d.Fields)
	}
	d = made(t, "正文。\n", "份号: 12\n联合单位: [市民政局, 政协云州市委员会办公室, 市卫生健康委]\n", Options{})
	if d.Fields.Copy != "000012" || d.Fields.Organs != "政协云州市委员会办公室\n市民政局\n市卫生健康委" {
		t.Errorf("%+v", d.Fields)
	}
	want := []string{"云州市", "市卫生健康委", "市政协办公室", "市民政局", "张𬭎", "政协云州市委员会办公室", "民建云州市委会", "民建市委会", "王敏"}
	slices.Sort(want)
	if !slices.Equal(d.Names, want) {
		t.Errorf("%q", d.Names)
	}
}
