package parity

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// compared compares the sample with two ways of printing it.
func compared(t *testing.T, pdf, word string) *Report {
	t.Helper()
	return Compare(Expect(sampleDocument(), sampleStyle(t)), draw(t, pdf), draw(t, word))
}

// findings are what a report complains of, one a line.
func findings(r *Report) (out []string) {
	for _, p := range r.Paragraphs {
		for side, f := range p.In {
			if f.State != Same {
				out = append(out, fmt.Sprintf("%s %s %s: %s", sideName(side), [...]string{Differs: "differs", Missing: "missing"}[f.State], p.Kind, p.Text))
			}
		}
	}
	for _, s := range r.Surplus {
		out = append(out, fmt.Sprintf("%s surplus: %s", sideName(s.Side), s.Text))
	}
	return out
}

func sideName(side int) string { return [...]string{"pdf", "word"}[side] }

// Compare sees nothing where there is nothing: text over two pages, notes and
// imprint between, readings, numbers.
func TestTheSamePagesAgree(t *testing.T) {
	r := compared(t, samplePages, samplePages)
	if got := findings(r); got != nil || !r.SameText() {
		t.Errorf("%s", strings.Join(got, "\n"))
	}
	if r.Pages != [2]int{2, 2} || r.Apart() != 0 || len(r.Margins) != 0 {
		t.Errorf("pages %v, margins %v", r.Pages, r.Margins)
	}
	if r.Lines != (Lines{PDF: 3, Word: 3, Same: 3, Paragraphs: 3, Whole: 3}) {
		t.Errorf("%+v", r.Lines)
	}
	kinds := map[Kind]int{}
	for _, c := range r.Counts() {
		kinds[c.Kind] = c.All
		if c.Same != c.All {
			t.Errorf("%v", c)
		}
	}
	for kind, n := range map[Kind]int{Masthead: 3, Contents: 2, Title: 1, Heading: 1, Body: 3, Item: 2, Cell: 8, Caption: 1, Note: 1, Reading: 1, Imprint: 3} {
		if kinds[kind] != n {
			t.Errorf("%d of %s, want %d", kinds[kind], kind, n)
		}
	}
}

// Every kind of difference is seen in either file, and nothing besides.
func TestEveryDifferenceIsSeen(t *testing.T) {
	for _, c := range []struct {
		name, from, to string
		want           string // one a line, without the side
	}{
		{"a lost mark", "看过一遍。", "看过一遍", "differs 正文: 全市有28座古桥，6座是危桥，汛期前要全部看过一遍。"},
		{"another character", "修桥的账", "修桥的帐", "differs 正文: 桥头住着堃叔一家，修桥的账他记了三十年，一笔不差。"},
		{"a character more", "每座桥定", "每座桥都定", "differs 列表项: 每座桥定一个看护人。"},
		{"a number that is no label", "有28座", "有18座", "differs 正文: 全市有28座古桥，6座是危桥，汛期前要全部看过一遍。"},
		{"a number at a list item's head", "1.2026年", "1.2025年", "differs 列表项: 2026年底前把限重牌立起来。"},
		{"a lost heading number", "一、桥的", "桥的", "differs 小标题: 一、桥的现状"},
		{"another heading number", "一、桥的", "二、桥的", "differs 小标题: 一、桥的现状"},
		{"a lost paragraph", "2.每座桥定一个看护人。\n", "", "missing 列表项: 每座桥定一个看护人。"},
		{"a paragraph twice", "2.每座桥定一个看护人。\n", "2.每座桥定一个看护人。\n2.每座桥定一个看护人。\n", "surplus: 2.每座桥定一个看护人。"},
		{"a paragraph elsewhere", "一、桥的现状\n", "", "missing 小标题: 一、桥的现状"},
		{"a lost cell", "[12]9.4\n", "", "missing 单元格: 9.4"},
		{"cells exchanged", "[12]乙桥\n[12]9.4\n", "[12]9.4\n[12]乙桥\n", "missing 单元格: 乙桥\nsurplus: 乙桥"},
		{"another number in a cell", "9.4", "9.5", "differs 单元格: 9.4"},
		{"a lost caption", "[12]表1　危桥\n", "", "missing 图表名: 表1危桥"},
		{"a lost note", "_[10.5]①账本现存市档\n_[10.5]案馆。\n", "", "missing 脚注: 账本现存市档案馆。"},
		{"another note", "市档", "省档", "differs 脚注: 账本现存市档案馆。"},
		{"a lost reading", "[8]kūn\n", "", "missing 注音: kūn"},
		{"another reading", "kūn", "kǔn", "differs 注音: kūn"},
		{"a lost contents line", "关于修桥的建议……………12\n", "", "missing 标题: 关于修桥的建议"}, // the title is taken for it
		{"a lost masthead", "[52]信息专报\n", "", "missing 版头: 信息专报"},
		{"another imprint", "80份", "8份", "differs 版记: 共印80份"},
		{"a lost imprint", "_[14]报：省政协办公厅。\n_[14]云州市政协办公室\n_[14]共印80份\n", "",
			"missing 版记: 报：省政协办公厅。\nmissing 版记: 云州市政协办公室\nmissing 版记: 共印80份"},
		{"a lost bracket", "张宁）", "张宁", "differs 正文: （作者：张宁）"},
		{"text of its own", "（作者：", "本页无正文\n（作者：", "surplus: 本页无正文"},
		{"a table's head again inside a page", "[12]乙桥", "[12]桥名\n[12]跨径\n[12]乙桥", "surplus: 桥名跨径"},
	} {
		t.Run(c.name, func(t *testing.T) {
			changed := strings.Replace(samplePages, c.from, c.to, 1)
			if changed == samplePages {
				t.Fatal("nothing is changed")
			}
			for side, r := range []*Report{compared(t, changed, samplePages), compared(t, samplePages, changed)} {
				var want []string
				for line := range strings.SplitSeq(c.want, "\n") {
					want = append(want, sideName(side)+" "+line)
				}
				if got := findings(r); !slices.Equal(got, want) || r.SameText() {
					t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
				}
			}
		})
	}
}

// Numbers that programs write, and the order in which they draw, make no
// difference.
func TestWhatMakesNoDifference(t *testing.T) {
	for _, c := range []struct{ name, from, to string }{
		{"no label", "1.2026年", "2026年"},
		{"another label", "2.每座", "（2）每座"},
		{"a bullet", "2.每座", "•每座"},
		{"a note's number as digits", "三十年①", "三十年1"},
		{"a note without number", "_[10.5]①账", "_[10.5]账"},
		{"another page in the contents list", "……………12", "......................9"},
		{"no page in the contents list", "……………12", ""},
		{"other lines", "他记了三十年①，一笔不差。", "他记了三\n十年①，一笔不差。"},
		{"spaces", "有28座古桥", "有 28 座古桥"},
		{"a note on the next page", "_[10.5]案馆。\n~— 1 —\n=", "~— 1 —\n=\n_[10.5]案馆。"},
		{"the imprint before the text", "=\n桥，", "=\n_[14]报：省政协办公厅。\n_[14]云州市政协办公室\n_[14]共印80份\n桥，"},
		{"a table's head again on a new page", "[12]乙桥", "=\n[12]桥名\n[12]跨径\n[12]乙桥"},
	} {
		t.Run(c.name, func(t *testing.T) {
			changed := strings.Replace(samplePages, c.from, c.to, 1)
			if changed == samplePages {
				t.Fatal("nothing is changed")
			}
			if c.name == "the imprint before the text" {
				changed = changed[:strings.LastIndex(changed, "_[14]报")] + "~— 2 —\n"
			}
			r := compared(t, samplePages, changed)
			if got := findings(r); got != nil {
				t.Errorf("%s", strings.Join(got, "\n"))
			}
		})
	}
}

// LibreOffice draws characters of stand-in faces behind the others of a line.
func TestCharactersOfALineAreSorted(t *testing.T) {
	r := &Rendering{pages: []sheet{{}}}
	for _, g := range []glyph{{'乙', 0, 20, 100, 16}, {'丙', 0, 40, 100, 16}, {'甲', 0, 4, 100.5, 16}, {'丁', 0, 4, 129, 16}} {
		r.pages[0].glyphs = append(r.pages[0].glyphs, g)
	}
	sortLines(r.pages[0].glyphs)
	if got := text(r.pages[0].glyphs); got != "甲乙丙丁" {
		t.Errorf("got %s", got)
	}
}

func TestPagesLinesAndMarginsAreCounted(t *testing.T) {
	other := strings.NewReplacer("限重牌\n立起来", "限重\n牌立起来", "~— 2 —", "~— 3 —\n=\n~— 3 —").Replace(samplePages)
	r := compared(t, samplePages, other)
	if r.Pages != [2]int{2, 3} || r.Apart() != 1 {
		t.Errorf("pages %v, apart %d", r.Pages, r.Apart())
	}
	if r.Lines != (Lines{PDF: 3, Word: 3, Same: 2, Paragraphs: 3, Whole: 2}) {
		t.Errorf("%+v", r.Lines)
	}
	turns := 0
	for _, p := range r.Paragraphs {
		if p.Turn != nil {
			turns++
			if *p.Turn != (Turn{"6年底前把限重牌|立起来。", "26年底前把限重|牌立起来。"}) {
				t.Errorf("%+v", *p.Turn)
			}
		}
	}
	if turns != 1 {
		t.Errorf("%d paragraphs turn elsewhere", turns)
	}
	if !slices.Equal(r.Margins, []Margin{{2, [2]string{"—2—", "—3—"}}}) {
		t.Errorf("%v", r.Margins)
	}
	if !slices.Equal(r.Unnumbered, []int{2}) || r.SameText() {
		t.Errorf("pages without their number: %v", r.Unnumbered)
	}
}

// LibreOffice may lose the field and keep the dashes.
func TestAPageThatLostItsNumberIsFound(t *testing.T) {
	r := compared(t, samplePages, strings.Replace(samplePages, "~— 1 —", "~— —", 1))
	if !slices.Equal(r.Unnumbered, []int{1}) || r.SameText() {
		t.Errorf("%v", r.Unnumbered)
	}
	if r := compared(t, strings.Replace(samplePages, "~— 1 —", "~", 1), strings.Replace(samplePages, "~— 1 —", "~", 1)); !r.SameText() {
		t.Errorf("pages that have none: %v", r.Unnumbered)
	}
}

func TestADifferenceIsShownWithWhatIsAround(t *testing.T) {
	r := compared(t, samplePages, strings.Replace(samplePages, "汛期前", "汛期后", 1))
	for _, p := range r.Paragraphs {
		if f := p.In[Word]; f.State == Differs && (f.Page != 1 || f.Want != "…6座是危桥，汛期【前】要全部看过一遍。" || f.Got != "…6座是危桥，汛期【后】要全部看过一遍。") {
			t.Errorf("%+v", f)
		}
	}
}

// Whatever is done to a page's characters: none changed, nothing found; any
// changed, something found.
func TestRandomChangesAreFound(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	want := Expect(sampleDocument(), sampleStyle(t))
	for range 2000 {
		r := draw(t, samplePages)
		s := &r.pages[rnd.IntN(2)]
		k := rnd.IntN(len(s.glyphs))
		g := s.glyphs[k]
		if circled(g.r) || g.r == '…' || g.y > 700 || strings.ContainsRune("0123456789.—", g.r) {
			continue // may be a generated number, or stands in the margin
		}
		switch rnd.IntN(3) {
		case 0:
			s.glyphs = slices.Delete(s.glyphs, k, k+1)
		case 1:
			s.glyphs[k].r = '某'
		case 2:
			s.glyphs = slices.Insert(s.glyphs, k, glyph{'某', g.page, g.x, g.y, g.size})
		}
		if report := Compare(want, draw(t, samplePages), r); report.SameText() {
			t.Fatalf("a change at character %d (%c) was not found", k, g.r)
		}
	}
}
