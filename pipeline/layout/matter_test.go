package layout_test

import (
	"fmt"
	"strings"
	"testing"

	"kan/pipeline/doc"
	"kan/pipeline/layout"
	"kan/pipeline/page"
	"kan/pipeline/source"
)

func words(text string) []doc.Inline { return doc.Words(text, source.Span{}) }

// joined is the text of a page on one line.
func joined(d *page.Document, n int) string { return strings.Join(lines(d)[n], "|") }

func TestALongNoteGoesOnOnTheNextPage(t *testing.T) {
	md := "甲[^a]\n\n" + paragraphs(12) + "\n[^a]: " + han(12*20) + "\n"
	d, _ := set(t, parse(t, md), small)
	for n, p := range d.Pages {
		foot := 0
		for _, i := range p.Items {
			g, ok := i.(*page.Glyphs)
			if !ok {
				continue
			}
			if g.Size.Pt() < 11 && g.Glyphs[0].Rise == 0 {
				foot++
			}
			if g.Y.Pt() > 104.88+226.8 {
				t.Errorf("page %d: %q stands at %.1f, under the type area", n+1, g.Text, g.Y.Pt())
			}
		}
		if n == 0 && foot < 2 {
			t.Errorf("page 1 has %d lines of the note", foot)
		}
	}
	var all string
	for n := range d.Pages {
		all += strings.ReplaceAll(joined(d, n), "|", "")
	}
	if got := strings.Count(all, "①"); got != 2 {
		t.Errorf("the mark ① stands %d times, in the text and before the note: want 2", got)
	}
	if !strings.Contains(all, han(12 * 20)[:60]) {
		t.Errorf("the note is not whole: %s", all)
	}
}

func TestNumbersOfNotesGoOnBehindALongOne(t *testing.T) {
	// The note of 甲 fills pages; that of 乙 begins after it, on a page with a mark of its own.
	md := "甲[^a]乙[^b]\n\n丙[^c]\n\n[^a]: " + han(900) + "\n\n[^b]: 注乙\n\n[^c]: 注丙\n"
	d, _ := set(t, parse(t, md), small)
	var all string
	for n := range d.Pages {
		all += strings.ReplaceAll(joined(d, n), "|", "")
	}
	for _, want := range []string{"甲①乙②", "②注乙", "丙③", "③注丙"} {
		if !strings.Contains(all, want) {
			t.Errorf("%q is not there: %s", want, all[max(0, len(all)-300):])
		}
	}
}

func TestANoteWithoutAParagraphHasItsNumber(t *testing.T) {
	for _, note := range []string{"- 项", "> 引", "```\n    码\n    ```"} {
		d, _ := set(t, parse(t, "甲[^a]\n\n[^a]: "+note+"\n"), small)
		if got := strings.Count(joined(d, 0), "①"); got != 2 {
			t.Errorf("%q: ① stands %d times: %q", note, got, joined(d, 0))
		}
	}
}

func TestANoteLongerThanPagesEnds(t *testing.T) {
	d, _ := set(t, parse(t, "甲[^a]\n\n乙\n\n[^a]: "+han(3000)+"\n"), small)
	var all string
	for n := range d.Pages {
		all += strings.ReplaceAll(joined(d, n), "|", "")
	}
	if got := strings.Count(all, "国"); got != 500 {
		t.Errorf("%d of 500 words of the note are on %d pages", got, len(d.Pages))
	}
	if !strings.Contains(all, "乙") {
		t.Error("the text after the note is lost")
	}
}

func TestWideTablesStandOnTurnedPages(t *testing.T) {
	table := parse(t, "表1 甲\n\n| 一 | 二 | 三 |\n|---|---|---|\n| 1 | 2 | 3 |\n")
	blocks := append(parse(t, paragraphs(3)), &doc.Landscape{Blocks: table})
	d, _ := set(t, append(blocks, parse(t, paragraphs(2))...), "extends: base\nfurniture: {masthead: [], imprint: {rows: []}}\n")
	if len(d.Pages) != 3 {
		t.Fatalf("%d pages", len(d.Pages))
	}
	p := d.Pages[1]
	if p.Width.Pt() < 841 || p.Height.Pt() > 596 || d.Pages[0].Width != d.Pages[2].Width || d.Pages[0].Width >= p.Width {
		t.Errorf("the pages are %v, %v and %v pt wide", d.Pages[0].Width, p.Width, d.Pages[2].Width)
	}
	for _, i := range p.Items {
		switch i := i.(type) {
		case page.Box:
			// Page 2: the fore edge is the head, 26 mm; the type area is 225 mm wide from 35 mm.
			if i.X.Pt() < 99.2-0.5 || (i.X+i.W).Pt() > 99.21+637.8+0.5 || i.Y.Pt() < 73.7-1 {
				t.Errorf("a rule at %.2f,%.2f, %.2f wide leaves the type area", i.X.Pt(), i.Y.Pt(), i.W.Pt())
			}
		case *page.Glyphs:
			if strings.HasPrefix(i.Text, "—") != i.Turned {
				t.Errorf("%q is turned: %v", i.Text, i.Turned)
			}
			// Where it stands on upright page 2: the top of its ink 28 mm from the
			// foot, one character in from 73.70 pt.
			if i.Turned && (!near(i.Y.Pt(), 73.70+14) || i.X.Pt() < 60 || i.X.Pt() > 80) {
				t.Errorf("the folio stands at %.2f,%.2f", i.X.Pt(), i.Y.Pt())
			}
		}
	}
}

func TestAttachmentsFollowTheItemOnPagesOfTheirOwn(t *testing.T) {
	attachments := []*doc.Attachment{
		{Number: 1, Title: words("甲表"), Anchor: "a1", Blocks: parse(t, "内容一")},
		{Number: 2, Title: words("乙表"), Anchor: "a2", Blocks: parse(t, "内容二")},
	}
	sign := &doc.Signature{By: [][]doc.Inline{words("市政协")}, Date: words("8月7日")}
	body := append(parse(t, "正文"), &doc.AttachmentList{Attachments: attachments}, sign)
	items := []doc.Block{
		&doc.Item{Anchor: "x", Title: words("题"), Body: body, Attachments: attachments},
		&doc.Item{Anchor: "y", Title: words("次题"), Body: parse(t, "正文")},
	}
	d, _ := set(t, items, grid)
	var got []string
	for n := range d.Pages {
		got = append(got, joined(d, n))
	}
	want := []string{"题|正文|附件：1.甲表|2.乙表|市政协|8月7日", "附件1|甲表|内容一", "附件2|乙表|内容二", "次题|正文"}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("%q, want %q", got, want)
	}
	first := baselines(d, 1)
	if !near(first["附件1"], 1) || !near(first["内容一"], 6) {
		t.Errorf("lines of the attachment: %v", first)
	}
	if x := originOf(d, 0, "2."); !near((x-79.37)/(442.2/28), 5) {
		t.Errorf("the second number stands %.2f characters in, want 5", (x-79.37)/(442.2/28))
	}
}

// baselines are the lines of the grid, from 1, that runs of 三号 on page n stand on.
func baselines(d *page.Document, n int) map[string]float64 {
	out := map[string]float64{}
	for _, i := range d.Pages[n].Items {
		if g, ok := i.(*page.Glyphs); ok {
			out[g.Text] = (g.Y.Pt()-firstBaseline)/pitchPt + 1
		}
	}
	return out
}

// lastOf is where the last run with that text begins: the running head's.
func lastOf(d *page.Document, n int, text string) float64 {
	x := -1.0
	for _, i := range d.Pages[n].Items {
		if g, ok := i.(*page.Glyphs); ok && g.Text == text {
			x = g.X.Pt()
		}
	}
	return x
}

func originOf(d *page.Document, n int, text string) float64 {
	for _, i := range d.Pages[n].Items {
		if g, ok := i.(*page.Glyphs); ok && strings.HasPrefix(g.Text, text) {
			return g.X.Pt()
		}
	}
	return -1
}

func TestRunningHeadsNameTheSection(t *testing.T) {
	const style = `extends: base
furniture:
  masthead: []
  footer: {outer: ""}
  imprint: {rows: []}
  header: {role: running-head, outer: "{section.title}", inner: "{series.name}", gap: 5mm, rule: {weight: 0.25pt, gap: 3pt}}
`
	section := func(name string, n int) doc.Block {
		return &doc.Section{Title: words(name), Anchor: name, Blocks: []doc.Block{
			&doc.Item{Anchor: "i" + name, Title: words("题"), Body: parse(t, paragraphs(n))}}}
	}
	d, _ := set(t, []doc.Block{section("栏目", 50), section("下栏", 40)}, style+"item: {start: page}\n")
	if strings.Contains(joined(d, 0), "测试") {
		t.Error("page 1 has a running head")
	}
	for n := 1; n < len(d.Pages); n++ {
		name := "栏目"
		if n > 2 { // its own title is the first line of page 4
			name = "下栏"
		}
		inner, outer := originOf(d, n, "测试"), lastOf(d, n, name)
		if outer < 0 || (inner < outer) != (n%2 == 0) {
			t.Errorf("page %d: inner text at %.1f, outer at %.1f", n+1, inner, outer)
		}
	}
}

// A page that begins with the title of a column names the item under it.
func TestRunningHeadsNameTheItemUnderATitle(t *testing.T) {
	const style = "extends: base\nfurniture: {masthead: [], footer: {outer: \"\"}, imprint: {rows: []}, header: {role: running-head, outer: \"{item.title}\", gap: 5mm}}\nitem: {start: page}\n"
	section := func(name, item string) doc.Block {
		return &doc.Section{Title: words(name), Anchor: name, Blocks: []doc.Block{
			&doc.Item{Anchor: item, Title: words(item), Body: parse(t, paragraphs(2))}}}
	}
	d, _ := set(t, []doc.Block{section("栏目", "甲"), section("下栏", "乙")}, style)
	if n := strings.Count(joined(d, 1), "乙"); len(d.Pages) != 2 || n != 2 { // head and title
		t.Errorf("%d pages, the second has the title %d times, want 2", len(d.Pages), n)
	}
}

func TestALongRunningHeadIsCut(t *testing.T) {
	const style = "extends: base\nfurniture: {masthead: [], footer: {outer: \"\"}, imprint: {rows: []}, header: {role: running-head, outer: \"{item.title}\", gap: 5mm}}\n"
	d, _ := set(t, []doc.Block{&doc.Item{Anchor: "i", Title: words(han(110)), Body: parse(t, paragraphs(50))}}, style)
	if head := joined(d, 2); !strings.Contains(head, "……") || strings.Contains(head, han(110)) {
		t.Errorf("%.200q", head)
	}
}

func TestTheImprintAfterATurnedPageDividesNothing(t *testing.T) {
	rows := grids("名 数", "甲 1", "乙 2", "丙 3", "丁 4")
	blocks := append(parse(t, "正文"), &doc.Landscape{Blocks: []doc.Block{tableOf(1, rows)}})
	d, _ := set(t, blocks, "extends: base\nfurniture: {masthead: []}\n")
	if len(d.Pages) != 3 || !strings.Contains(joined(d, 1), "丁") || strings.Contains(joined(d, 2), "名") {
		t.Errorf("%d pages: %q", len(d.Pages), lines(d))
	}
}

func TestALongOrganIsWrapped(t *testing.T) {
	sign := &doc.Signature{By: [][]doc.Inline{words(han(31))}, Date: words("8月7日")}
	d, _ := set(t, append(parse(t, paragraphs(3)), sign), grid)
	if got := counts(d); got != "6" {
		t.Errorf("lines %s, want 6: %q", got, lines(d))
	}
}

func TestAnImprintHigherThanAPageIsAnError(t *testing.T) {
	fields := doc.Fields{SeriesName: "信息", IssueTo: han(1800)}
	if _, diags := setFields(t, parse(t, "正文"), "extends: base\n", fields); len(diags) != 1 || diags[0].Code != layout.CodeHighImprint {
		t.Errorf("%v", diags)
	}
}

func TestJointMastheadsNameTheOrgans(t *testing.T) {
	d, _ := setFields(t, parse(t, "正文"), "extends: base\n", doc.Fields{SeriesName: "信息", OfficeName: "甲乙丙丁办公室",
		Organs: "甲乙丙丁办公室\n戊己办公室"})
	var names, mark *page.Glyphs
	for _, i := range d.Pages[0].Items {
		if g, ok := i.(*page.Glyphs); ok {
			switch g.Text {
			case "戊己办公室":
				names = g
			case "信息":
				mark = g
			}
		}
	}
	if names == nil || mark == nil || mark.X <= names.X || mark.Y >= names.Y {
		t.Fatalf("names %+v, mark %+v", names, mark)
	}
	last := names.Glyphs[len(names.Glyphs)-1].X
	if want := names.Size * 6; last < want-2 || last > want+2 {
		t.Errorf("the shorter name is %v wide to its last character, want %v as the longer", last, want)
	}
}

func TestADigestHasOnePage(t *testing.T) {
	entries := func(n int) *doc.Digest {
		d := &doc.Digest{}
		for k := range n {
			d.Entries = append(d.Entries, doc.DigestEntry{Title: words(fmt.Sprintf("题%d", k+1)), Summary: words(han(60)), Anchor: "i"})
		}
		return d
	}
	item := &doc.Item{Anchor: "i", Title: words("题"), Body: parse(t, "正文")}
	for n, want := range map[int]string{2: "有", 5: "不", 9: "长"} {
		d, diags := set(t, []doc.Block{entries(n), item}, "extends: base\n")
		onFirst := strings.Contains(joined(d, 0), "题1")
		long := len(diags) == 1 && diags[0].Code == layout.CodeLongDigest
		if onFirst != (want == "有") || long != (want == "长") || len(diags) > 0 && !long {
			t.Errorf("%d entries: on page 1 %v, complaints %v", n, onFirst, diags)
		}
		for p := 1; p < len(d.Pages)-1 && !long; p++ {
			if strings.Contains(joined(d, p), "题1") && !strings.Contains(joined(d, p), fmt.Sprint("题", n)) {
				t.Errorf("%d entries: the digest is divided", n)
			}
		}
	}
}

func TestCopyNumberSecrecyAndUrgencyTakeALineEach(t *testing.T) {
	fields := doc.Fields{SeriesName: "信息", Copy: "000012", Notice: "秘密★1年", Urgency: "特急"}
	for _, c := range []struct {
		drop func(*doc.Fields)
		want []string
	}{
		{func(*doc.Fields) {}, []string{"000012", "秘密★1年", "特急"}},
		{func(f *doc.Fields) { f.Copy = "" }, []string{"秘密★1年", "特急"}},
		{func(f *doc.Fields) { f.Copy, f.Notice = "", "" }, []string{"特急"}},
	} {
		f := fields
		c.drop(&f)
		d, _ := setFields(t, parse(t, "正文"), "extends: base\n", f)
		got := lines(d)[0]
		at := baselines(d, 0)
		for k, text := range c.want {
			if got[k] != text || !near(originOf(d, 0, text[:3]), 79.37) {
				t.Errorf("line %d is %q at %.2f, want %q flush left", k+1, got[k], originOf(d, 0, text[:3]), text)
			}
			if line, ok := at[text]; ok && !near(line, float64(k+1)) || !ok && !near(at[text[:3]], float64(k+1)) {
				t.Errorf("%s stands on line %.2f or %.2f, want %d", text, line, at[text[:3]], k+1)
			}
		}
	}
}

func TestAFigureStaysWithItsCaption(t *testing.T) {
	md := "![图](a.png \"图1 图名\")\n"
	for n := 1; n < 44; n++ {
		d, _ := set(t, parse(t, paragraphs(n)+md), grid)
		for p := range d.Pages {
			images := 0
			for _, i := range d.Pages[p].Items {
				if _, ok := i.(*page.Image); ok {
					images++
				}
			}
			if (images > 0) != strings.Contains(joined(d, p), "图名") {
				t.Errorf("%d lines above: figure and caption are on two pages", n)
			}
		}
	}
}
