package pipeline_test

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"strings"
	"testing"
	"testing/fstest"
)

// everyConstruct is a report with all that an editor can write. ‵ stands for a
// grave accent.
const everyConstruct = `---
id: 2026-0001
title: 关于完善“一老一小”服务的建议|（第2稿）<征求意见> & 𬭎𠮷
subtitle: 以张𬭎委员𠮷的提案为例
date: 2026-08-03
unit: minjian
authors: [{name: 张𬭎, role: 市政协委员}, {name: 阿依古丽·买买提, role: 市政协常委、民建市委会副主委}, {name: 王堃}]
category: 民生
source: {kind: 社情民意}
importance: 重要
urgency: 特急
classification: 机密★20年
summary: 摘要：问题有三，建议有四。
status: approved
---

开头一段[^1]，有**着重的“话”。**和*楷体*，***两样***，[不得]{.着重}挪用，[云州书院]{.专名}，[鄱阳]{拼音="pó yáng"}、[鄱]{.专名 拼音="pó"}，
[World “Bank” — it’s]{语言=en}，[8700 1234]{.不断}，‵a  <b> &amp; c‵，<https://yunzhou.example/?a=1&b=“2”>，
[**链接**](mailto:a@yunzhou.example "题")，强制\
换行，\{不是属性\}，&amp;&#169;，㐂龘。

# 一级标题[^2]和[鄱]{拼音="pó"}

## 二级**标题**

### 三级标题

#### 四级标题 [链接](https://yunzhou.example/)

- 甲[^3]
- 乙

  乙的第二段
  1. 一
  2. 二
     - 深
       - 更深
         - 最深
- > 引文
- ‵‵‵
  代码
  ‵‵‵

7. 从七起
8. 八

> 引语第一段
>
> - 引语里的列举
>
> ![引语里的图](../../images/line.png)

表1　合并的表头

| 支流 | 入河排口 | < | 备注 |
|:-----|-----:|:-----:|---|
| ^ | 数量（个） | 溯源率 | ^ |
| 白沙河[^4] | 214 | 76.2% | **粗**、[着]{.着重}、[鄱]{拼音="pó"}、‵code‵ |
| ^ | 97 | < | |
| | | | [链接](https://yunzhou.example/) |

| 只有表头 |
|---|

| 挨着的表 | 甲 |
|---|---|
| 乙 | 丙 |

![柱状图：<一> & "二"](../../images/bars.png "图1　柱状图")

![照片](../../images/photo.jpg "图2　照片")

![又是柱状图](../../images/bars.png)

‵‵‵
代码  两格
	制表符

<tag attr="值"> &
‵‵‵

---

LONGWORD LONGHAN

::: 横排
表2　宽表

| 区 | 食堂（个） | 日均就餐（人次） | 助餐点（个） | 志愿者（人） |
|:--|--:|--:|--:|--:|
| 城关区 | 31 | 4260 | 58 | 212 |
:::

::: 横排
又一张横页

![横页上的图](../../images/bars.png)
:::

::: 署名
政协云州市委员会民生委员会
云州市民政局
2026年8月3日
:::

::: 附件 云州市社区食堂名录
# 附件里的标题

北仓食堂：北仓路12号[^5]。

| 甲 | 乙 |
|---|---|
| 丙 | 丁 |
:::

::: 附件 横排的附件
::: 横排
| 甲 | 乙 |
|---|---|
| 丙 | 丁 |
:::
:::

[^1]: 注释第一段，有**重点**和[链接](https://yunzhou.example/)。

    注释第二段

    - 注释里的列举
      1. 再一层

    > 注释里的引文

    | 注释 | 里的表 |
    |---|---|
    | 丙 | 丁 |

    ![注释里的图](../../images/line.png "图3")
[^2]: 标题的注释
[^3]: 列举的注释
[^4]: 表格里的注释
[^5]: 附件里的注释
`

// tortureOffice is a repository with everyConstruct and two plain reports in an
// issue of every series.
func tortureOffice(t *testing.T) fstest.MapFS {
	t.Helper()
	text := strings.NewReplacer("‵", "`", "LONGWORD", strings.Repeat("abcdefghij", 30), "LONGHAN", strings.Repeat("群众反映", 300)).Replace(everyConstruct)
	follow := strings.Replace(reportHead, "status:", "follows: [2026-0001]\nurgency: 平急\nstatus:", 1)
	repo := repository([]string{text, strings.NewReplacer("%s", "2026-0002").Replace(strings.Replace(follow, "title: %s", "title: 续报", 1)) + "只有一段。\n",
		strings.NewReplacer("%s", "2026-0003").Replace(strings.Replace(reportHead, "title: %s", "title: 只有表格", 1)) + "| 甲 | 乙 |\n|---|---|\n| 丙 | 丁 |\n"})
	for name, data := range map[string][]byte{"bars.png": pngOf(t, 300, 200), "line.png": pngOf(t, 1, 1), "photo.jpg": jpegOf(t)} {
		repo["content/images/"+name] = &fstest.MapFile{Data: data}
	}
	const manifest = `series: SERIES
kind: special
number: 1
date: 2026-08-07
title: 专刊<名> & “样子”
note: "编者按第一段。\n\n第二段<>&。"
contents: true
sections: [{title: 民生 & <关切>, reports: [2026-0001]}, {title: "", reports: [2026-0002]}, {title: 末栏, reports: [2026-0003]}]
editors: [bian, he]
checked_by: he
signed_by: qian
classification: 机密★20年
copy_number: 12
organs: [市民政局, 市卫生健康委员会]
distribution: {报: [省政协办公厅, "市委、市政府领导同志"], 送: [市委办公室], 发: ["各县（市、区）政协"]}
copies: 80
status: open
`
	for _, series := range []string{"public-opinion", "special-report", "two-sessions", "leaders-digest", "speeches"} {
		repo["content/issues/"+series+"/2026/001.yaml"] = &fstest.MapFile{Data: []byte(strings.Replace(manifest, "SERIES", series, 1))}
	}
	regular := repo["content/issues/public-opinion/2026/001.yaml"]
	regular.Data = bytes.Replace(regular.Data, []byte("kind: special"), []byte("kind: issue"), 1) // special ones show no urgency
	delete(repo, "content/issues/public-opinion/2026/002.yaml")
	delete(repo, "content/issues/public-opinion/2026/003.yaml")
	return repo
}

// pngOf is a picture of stripes.
func pngOf(t *testing.T, width, height int) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, stripes(width, height)); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func jpegOf(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, stripes(400, 900), nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func stripes(width, height int) image.Image {
	m := image.NewRGBA(image.Rect(0, 0, width, height))
	for x := range width {
		for y := range height {
			m.Set(x, y, color.RGBA{R: uint8(x), G: uint8(x + y), B: 80, A: 255})
		}
	}
	return m
}
