package pipeline_test

import (
	"fmt"
	"strings"
	"testing"

	"kan/pipeline"
	"kan/pipeline/diag"
)

const rareReport = `---
id: 2026-0001
title: 关于堃桥的建议
date: 2026-03-02
unit: minjian
authors:
  - {name: 张喆, role: 市政协委员}
  - {name: "李\u7FC0", role: 市政协委员}
category: 民生
source: {kind: 社情民意}
status: approved
reviews:
  - {stage: 初审, by: wang-min, on: 2026-03-03, decision: 通过}
  - {stage: 审定, by: zhao-yan, on: 2026-03-04, decision: 通过}
---

堃桥在张𬭎村，𬭎村有两个。**玥湖**也要修，面积3㎡。

# 玥湖

- 喆。
- 㛃。
`

// told is what is known of a character, in one line.
func told(r pipeline.Rare) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%c %v", r.Char, r.Level)
	for _, u := range r.Uses {
		fmt.Fprintf(&b, " %s", u.Face)
		if u.Instead != "" {
			fmt.Fprintf(&b, "<%s", u.Instead)
		}
		for _, s := range u.Places {
			at := s.File.Position(s.Start)
			name := s.File.Name[strings.LastIndex(s.File.Name, "/")+1:]
			fmt.Fprintf(&b, " %s:%d:%d", name[:4], at.Line, at.Column)
		}
	}
	return b.String()
}

func TestRareCharactersAreReadOffThePages(t *testing.T) {
	c := office(t, map[string]string{
		"content/reports/2026/2026-0001-dianti.md": rareReport,
		"content/people.yaml": "- {id: wang-min, name: 王玥, stages: [初审, 复审]}\n" +
			"- {id: li-guohua, name: 李国华, stages: [复审]}\n- {id: zhao-yan, name: 赵妍, stages: [审定]}\n",
		"content/units.yaml": "- {id: minjian, name: 民建翯州市委会, short: 民建市委会, kind: 党派团体, sequence: 二}\n" +
			"- {id: heyang, name: 政协河阳县委员会, short: 河阳县政协, kind: 区县政协, sequence: 一}\n",
		"content/issues/public-opinion/2026/001.yaml": "series: public-opinion\nnumber: 1\ndate: 2026-03-10\n" +
			"sections: [{title: 民生, reports: [2026-0001]}]\neditors: [wang-min]\nsigned_by: zhao-yan\n" +
			"distribution: {报: [省政协办公厅], 发: [玥山区政协, 翀山区政协]}\nstatus: open\n",
	})
	var diags diag.List
	rare, err := c.Rare(c.Issues[0], &diags)
	if err != nil || diags.HasErrors() {
		t.Fatal(err, diags.Sorted())
	}
	got := map[string]bool{}
	for _, r := range rare {
		got[told(r)] = true
	}
	for _, want := range []string{
		// The title; the body, where 仿宋 lacks it.
		"堃 级别1 小标宋 2026:3:10 宋体<仿宋 2026:17:1",
		"𬭎 级别2 宋体<仿宋 2026:17:5 2026:17:8",
		// Strong and a heading; addressees and an editor.
		"玥 级别1 黑体 2026:17:16 2026:19:3 宋体<仿宋 001.:7:33 peop:1:25",
		"㎡ 级别1 宋体<仿宋 2026:17:27",
		// The byline; a list, whose bullets are none of the author's.
		"喆 级别1 宋体<仿宋 2026:21:3 楷体 2026:7:13",
		"㛃 级别1 宋体<仿宋 2026:22:3",
		// A name that stands for an id.
		"翯 级别1 楷体 unit:1:25",
		// Written as an escape: the value as a whole is the place in the report.
		"翀 级别1 楷体 2026:8:12 宋体<仿宋 001.:7:40",
	} {
		if !got[want] {
			t.Errorf("missing: %s", want)
		}
		delete(got, want)
	}
	for extra := range got {
		t.Errorf("too much: %s", extra)
	}
}

func TestOfAnIssueThatCannotBeSetNothingIsTold(t *testing.T) {
	c := small(t)
	var diags diag.List
	diags.Error("x/y", c.Issues[0].File.Whole(), "", "something")
	if rare, err := c.Rare(c.Issues[0], &diags); rare != nil || err != nil {
		t.Errorf("got %v, %v", rare, err)
	}
}
