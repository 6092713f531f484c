package parity

import (
	"strconv"
	"strings"
	"testing"

	"kan/pipeline/date"
	"kan/pipeline/doc"
	"kan/pipeline/source"
	"kan/pipeline/style"
	"kan/pipeline/unit"
)

// sampleStyle is a house style with what Expect reads of one.
func sampleStyle(t *testing.T) *style.Style {
	t.Helper()
	template := func(s string) style.Template {
		out, err := style.ParseTemplate(s)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	s := &style.Style{
		Page: style.Page{Width: unit.MM(21000), Height: unit.MM(29700), Top: unit.MM(3700), Bottom: unit.MM(3500),
			Inner: unit.MM(2800), Outer: unit.MM(2600), Lines: 22, Chars: 28},
		Item:     style.Item{Brackets: true},
		Contents: style.Contents{Title: "目　录"},
		Masthead: []style.Row{{Center: template("{series.name}")}, {Left: template("{office.name}"), Right: template("{issue.date|中文日期}")}},
		Imprint: style.Imprint{Rows: []style.Row{{Left: template("报：{distribution.报}")},
			{Left: template("{office.name}"), Right: template("共印{issue.copies}份")}}},
	}
	s.Texts[style.Body].Size = 16 * unit.Pt
	s.Texts[style.FootnoteText].Size = unit.Points(21) / 2
	return s
}

func say(s string) []doc.Inline { return doc.Words(s, source.Span{}) }

func paragraph(s string) *doc.Paragraph { return &doc.Paragraph{Text: say(s)} }

// sampleDocument has one of everything that is found by its own way.
func sampleDocument() *doc.Document {
	day, _ := date.Parse("2026-08-07")
	noted := &doc.Paragraph{Text: append(append(say("桥头住着"),
		&doc.Ruby{Base: doc.Text{Text: "堃"}, Reading: "kūn"}), append(say("叔一家，修桥的账他记了三十年"),
		&doc.NoteRef{Blocks: []doc.Block{paragraph("账本现存市档案馆。")}}, doc.Text{Text: "，一笔不差。"})...)}
	row := func(texts ...string) (cells []doc.Cell) {
		for _, s := range texts {
			cells = append(cells, doc.Cell{Text: say(s), Across: 1, Down: 1})
		}
		return cells
	}
	return &doc.Document{
		Fields: doc.Fields{SeriesName: "信息专报", OfficeName: "云州市政协办公室", Date: day, ReportTo: "省政协办公厅。", Copies: 80},
		Blocks: []doc.Block{
			&doc.Contents{Entries: []doc.Entry{{Level: 1, Text: say("关于修桥的建议")}}},
			&doc.Section{Blocks: []doc.Block{&doc.Item{
				Title:  say("关于修桥的建议"),
				Byline: say("作者：张宁"),
				Body: []doc.Block{
					&doc.Heading{Level: 1, Number: "一、", Text: say("桥的现状")},
					noted,
					paragraph("全市有28座古桥，6座是危桥，汛期前要全部看过一遍。"),
					&doc.List{Ordered: true, Start: 1, Items: []doc.ListItem{
						{Blocks: []doc.Block{paragraph("2026年底前把限重牌立起来。")}},
						{Blocks: []doc.Block{paragraph("每座桥定一个看护人。")}}}},
					&doc.Table{Caption: say("表1　危桥"), Columns: make([]doc.Align, 2),
						Head: [][]doc.Cell{row("桥名", "跨径")}, Rows: [][]doc.Cell{row("甲桥", "12"), row("乙桥", "9.4"), row("丙桥", "12")}},
				},
			}}},
		},
	}
}

// samplePages are the sample as it may be printed. A line of this text is a
// line of a page; “=” begins a page, [n] sets the size of type, and a line goes
// to the foot behind “_”, into the margin behind “~”.
const samplePages = `[52]信息专报
云州市政协办公室   2026年8月7日
目　录
关于修桥的建议……………12
[22]关于修桥的建议
一、桥的现状
桥头住着堃叔一家，修桥的账
[8]kūn
他记了三十年①，一笔不差。
全市有28座古桥，6座是危
_[10.5]①账本现存市档
_[10.5]案馆。
~— 1 —
=
桥，汛期前要全部看过一遍。
1.2026年底前把限重牌
立起来。
2.每座桥定一个看护人。
[12]表1　危桥
[12]桥名
[12]跨径
[12]甲桥
[12]12
[12]乙桥
[12]9.4
[12]丙桥
[12]12
（作者：张宁）
_[14]报：省政协办公厅。
_[14]云州市政协办公室
_[14]共印80份
~— 2 —
`

// draw puts such lines on pages.
func draw(t *testing.T, lines string) *Rendering {
	t.Helper()
	const top, pitch, foot, margin = 122, 29, 600, 767
	r := &Rendering{pages: make([]sheet, 1)}
	y, low := float64(top), float64(foot)
	for row := range strings.Lines(lines) {
		row = strings.TrimSuffix(row, "\n")
		n := len(r.pages) - 1
		if row == "=" {
			r.pages = append(r.pages, sheet{})
			y, low = top, foot
			continue
		}
		at := y
		rest, inMargin := strings.CutPrefix(row, "~")
		rest, atFoot := strings.CutPrefix(rest, "_")
		switch {
		case inMargin:
			at = margin
		case atFoot:
			at = low
			low += 20
		default:
			y += pitch
		}
		size := 16.0
		if after, ok := strings.CutPrefix(rest, "["); ok {
			digits, text, _ := strings.Cut(after, "]")
			var err error
			if size, err = strconv.ParseFloat(digits, 64); err != nil {
				t.Fatal(err)
			}
			rest = text
		}
		x := 80.0
		for _, c := range rest {
			if !blank(c) {
				r.pages[n].glyphs = append(r.pages[n].glyphs, glyph{c, n, x, at, size})
			}
			x += size
		}
	}
	for n := range r.pages {
		r.pages[n].width, r.pages[n].height = 595.28, 841.89
	}
	return r
}
