package pipeline_test

import (
	"fmt"
	"io/fs"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"unicode"
	"unicode/utf8"

	"kan/fonts"
	"kan/pipeline"
	"kan/pipeline/diag"
	"kan/templates"
)

// repository is a content repository in memory. Every report, a whole file
// with its head but without reviews, is an issue of 社情民意信息 to itself. The
// registries hold what the heads name, and the reviews are added, so that any
// report can be set.
func repository(reports []string) fstest.MapFS {
	files := fstest.MapFS{}
	write := func(name, text string) { files[name] = &fstest.MapFile{Data: []byte(text)} }
	for k, text := range reports {
		id, date := named(`(?m)^id: (\S+)`, text)[0], named(`(?m)^date: (\S+)`, text)[0]
		review := "\nreviews: [{stage: 审定, by: qian, on: " + date + ", decision: 通过}]\n---\n"
		text = strings.Replace(text, "\n---\n", review, 1)
		write(fmt.Sprintf("content/reports/%s/%s.md", id[:4], id), text)
		write(fmt.Sprintf("content/issues/public-opinion/2026/%03d.yaml", k+1), fmt.Sprintf(`series: public-opinion
number: %d
date: 2026-08-07
sections: [{title: 长稿, reports: [%s]}]
editors: [bian]
checked_by: he
signed_by: qian
distribution: {报: [省政协办公厅], 送: [市委办公室], 发: [各县（市、区）政协]}
copies: 80
status: open
`, k+1, id))
	}
	all := strings.Join(reports, "\n")
	list := func(names []string) string { return strings.Join(names, ", ") }
	write("content/kan.yaml", fmt.Sprintf(`office: {name: 政协云州市委员会办公室, short: 市政协办公室, region: 云州市}
categories: [%s]
source_kinds: [%s]
reviews: [{stages: [审定]}]
`, list(named(`(?m)^category: (\S+)`, all)), list(named(`(?m)^source: \{kind: ([^,}]+)`, all))))
	units := ""
	for k, id := range named(`(?m)^unit: (\S+)`, all) {
		units += fmt.Sprintf("- {id: %s, name: 第%d报送单位, short: 第%d单位, kind: 党派团体, sequence: 一}\n", id, k+1, k+1)
	}
	write("content/units.yaml", units)
	write("content/people.yaml", "- {id: bian, name: 卞一, stages: [审定]}\n- {id: he, name: 何二, stages: [审定]}\n"+
		"- {id: qian, name: 钱三, stages: [审定]}\n")
	return files
}

// named lists what the pattern's group finds, each once.
func named(pattern, text string) (out []string) {
	for _, m := range regexp.MustCompile(pattern).FindAllStringSubmatch(text, -1) {
		if !slices.Contains(out, m[1]) {
			out = append(out, m[1])
		}
	}
	return out
}

// falsify puts the built-in styles that 社情民意信息 rests on into a repository,
// where they win, with changes: pairs of what is written and what shall be.
// What is to be changed must be there.
func falsify(t *testing.T, files fstest.MapFS, pairs ...string) {
	t.Helper()
	all := ""
	for _, name := range []string{"base/style.yaml", "public-opinion/style.yaml"} {
		data, err := fs.ReadFile(templates.Files, name)
		if err != nil {
			t.Fatal(err)
		}
		all += string(data)
		files["templates/"+name] = &fstest.MapFile{Data: []byte(strings.NewReplacer(pairs...).Replace(string(data)))}
	}
	for k := 0; k < len(pairs); k += 2 {
		if !strings.Contains(all, pairs[k]) {
			t.Fatalf("no style has %q", pairs[k])
		}
	}
}

// load reads a repository that must have no errors; warnings do not count.
func load(t *testing.T, repo fs.FS) *pipeline.Content {
	t.Helper()
	var diags diag.List
	c, err := pipeline.Load(pipeline.Input{Repo: repo, Fonts: fonts.Files, Templates: templates.Files}, &diags)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	if diags.HasErrors() {
		for _, d := range diags.Sorted() {
			if d.Severity == diag.Error {
				t.Errorf("%s: %s %s", d.Span, d.Code, d.Message)
			}
		}
		t.FailNow()
	}
	return c
}

// reportHead begins a report that is ready for print.
const reportHead = `---
id: %s
title: %s
date: 2026-08-03
unit: minjian
authors: [{name: 张宁, role: 市政协委员}]
category: 民生
source: {kind: 社情民意}
status: approved
---

`

// words are common in reports; they stand in no order that means anything.
var words = strings.Fields(`
	工作 问题 发展 建设 管理 服务 群众 社区 企业 部门 政府 政策 措施 建议 情况 调研 反映 委员 政协 办公室
	城市 农村 乡镇 街道 学校 医院 老年人 儿童 青年 职工 居民 农民 商户 司机 教师 医生 护士 志愿者 网格员 干部
	资金 项目 平台 系统 数据 信息 技术 设备 材料 标准 规划 方案 机制 制度 流程 环节 责任 监督 考核 评价
	改造 维修 更新 整治 清理 排查 检查 走访 座谈 协商 沟通 协调 配合 落实 推进 完善 加强 改进 优化 提高
	减少 降低 避免 防止 解决 处理 办理 答复 公开 公示 宣传 培训 引导 鼓励 支持 补贴 奖励 处罚 收费 投诉
	电梯 道路 桥梁 排水 供水 供电 燃气 暖气 网络 停车 公交 地铁 公园 广场 市场 食堂 厕所 垃圾 污水 噪声
	目前 今年 去年 近年来 长期以来 普遍 部分 少数 多数 全市 全区 各地 一些 许多 大量 有关 相关 主要 具体 实际
	已经 仍然 尚未 逐步 及时 尽快 统一 分类 分级 定期 因此 但是 同时 由于 为了 通过 按照 根据 以及 其中`)

// prose writes reports: the same seed, the same text.
type prose struct {
	*rand.Rand
	level int // of the last heading
	notes int
}

func (p *prose) word() string { return words[p.IntN(len(words))] }

// words joins between least and most words without a mark.
func (p *prose) words(least, most int) string {
	var b strings.Builder
	for range least + p.IntN(most-least+1) {
		b.WriteString(p.word())
	}
	return b.String()
}

// piece is a part of a clause: now and then something that is hard to set.
func (p *prose) piece() string {
	n := func(to int) int { return 1 + p.IntN(to) }
	switch p.IntN(44) {
	case 0:
		return fmt.Sprintf("达到%d.%d%%", n(99), n(9))
	case 1:
		return fmt.Sprintf("气温%d℃", n(40))
	case 2:
		return fmt.Sprintf("¥%d,%03d.%02d", n(999), n(999), n(99))
	case 3:
		return fmt.Sprintf("￥%d万元", n(5000))
	case 4:
		return fmt.Sprintf("%d年%d月%d日", 2000+n(26), n(12), n(28))
	case 5:
		return fmt.Sprintf("（云政协〔20%02d〕%d号）", 10+n(16), n(99))
	case 6:
		return "诺尔曼·白求恩"
	case 7:
		return "《" + p.words(2, 5) + "条例》《" + p.words(1, 3) + "〈" + p.word() + "〉办法》"
	case 8:
		return "“" + p.words(1, 2) + "”“" + p.words(1, 3) + "‘" + p.word() + "’”"
	case 9:
		return "——" + p.words(1, 3) + "——"
	case 10:
		return p.word() + "、" + p.word() + "……"
	case 11:
		return fmt.Sprintf("%d～%d吨", n(9), 10+n(90))
	case 12:
		return fmt.Sprintf("20%02d—20%02d年", n(12), 12+n(14))
	case 13:
		return p.word() + "/" + p.word()
	case 14:
		return "（" + p.words(1, 4) + "）"
	case 15:
		return fmt.Sprintf("https://yunzhou.example/a/%d?id=%d", n(99), n(9999))
	case 16:
		return [...]string{"PM2.5", "GB/T 9704—2012", "Wi-Fi", "e-mail", "24/7", "APP", "5G", "R&D", "No.7"}[p.IntN(9)]
	case 17:
		return [...]string{" public opinion ", " data-driven ", "Smart City", " the people’s voice "}[p.IntN(4)]
	case 18:
		return fmt.Sprintf("%d％、%d‰", n(99), n(99))
	case 19:
		return fmt.Sprintf("%d,%03d,%03d人", n(99), n(999), n(999))
	case 20:
		return fmt.Sprintf("*%s*", p.words(1, 2))
	case 21:
		return "（" + p.word() + "“" + p.word() + "”）"
	}
	return p.words(1, 3)
}

// sentence ends in a full stop, or near it.
func (p *prose) sentence() string {
	var b strings.Builder
	for k := range 1 + p.IntN(4) {
		if k > 0 {
			b.WriteString([...]string{"，", "，", "，", "、", "；", "：", "？", "！"}[p.IntN(8)])
		}
		b.WriteString(p.word())
		for range 1 + p.IntN(4) {
			piece := p.piece()
			last, _ := utf8.DecodeLastRuneInString(b.String())
			if first, _ := utf8.DecodeRuneInString(piece); !unicode.Is(unicode.Han, first) && !unicode.Is(unicode.Han, last) {
				b.WriteString(p.word()) // no address runs into a number, no dash into a dash
			}
			b.WriteString(piece)
		}
	}
	end := [...]string{"。", "。", "。", "！", "？", "……"}[p.IntN(6)]
	switch p.IntN(8) {
	case 0:
		return "“" + b.String() + end + "”"
	case 1:
		return "**" + p.words(1, 4) + "。**" + b.String() + end
	}
	return b.String() + end
}

func (p *prose) paragraph(least, most int) string {
	var b strings.Builder
	for range least + p.IntN(most-least+1) {
		b.WriteString(p.sentence())
	}
	return b.String()
}

// report is a whole file with a body of some 6,000 characters.
func (p *prose) report(id string) string {
	var b, notes strings.Builder
	fmt.Fprintf(&b, reportHead, id, "关于"+p.words(3, 6)+"的建议")
	for k := range 28 {
		switch kind := p.IntN(12); {
		case k == 0 || kind < 6:
			b.WriteString(p.paragraph(2, 9))
		case kind == 6:
			p.level = 1 + p.IntN(min(p.level+1, 4))
			fmt.Fprintf(&b, "%s %s", strings.Repeat("#", p.level), p.words(2, 12))
		case kind == 7:
			fmt.Fprintf(&b, "- %s\n- %s\n  - %s", p.paragraph(1, 3), p.paragraph(1, 2), p.paragraph(1, 2))
		case kind == 8:
			fmt.Fprintf(&b, "1. %s\n2. %s", p.paragraph(1, 3), p.paragraph(1, 4))
		case kind == 9:
			b.WriteString("> " + p.paragraph(1, 5))
		case kind == 10:
			b.WriteString(p.table())
		default:
			p.notes++
			fmt.Fprintf(&b, "%s[^%d]%s", p.paragraph(1, 3), p.notes, p.paragraph(1, 3))
			fmt.Fprintf(&notes, "[^%d]: %s\n\n", p.notes, p.paragraph(1, 4))
		}
		b.WriteString("\n\n")
	}
	return b.String() + notes.String()
}

func (p *prose) table() string {
	var b strings.Builder
	fmt.Fprintf(&b, "| %s | %s | %s |\n|:--|--:|---|\n", p.word(), p.word(), p.word())
	for range 2 + p.IntN(5) {
		fmt.Fprintf(&b, "| %s | %d.%d%% | %s |\n", p.words(1, 3), p.IntN(100), p.IntN(10), p.paragraph(1, 1))
	}
	return b.String()
}
