package redline

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"kan/pipeline/date"
	"kan/pipeline/doc"
	"kan/pipeline/source"
)

const (
	oldIssue = "===\n== 1 题目\n\n第一段没有改过。\n\n第二段改了一处。\n\n要删去的一段文字。\n\n== 2 第二篇\n\n也要删去。\n"
	newIssue = "===\n== 1 题目\n\n第一段没有改过。\n\n第二段改了两处。\n\n新写的另一段话。\n\n== 3 新篇\n\n也是新的。\n"
)

// TestWhoIsAskedForEveryChange looks at the places that are asked for, and for
// the answers in the marks.
func TestWhoIsAskedForEveryChange(t *testing.T) {
	var asked []string
	who := func(p Place) string {
		version := "new"
		if p.Old {
			version = "old"
		}
		at := strings.TrimSpace(string(p.Span.Text()))
		if name := p.Span.File.Name; name != version+".md" {
			t.Errorf("%q of the %s version is in %s", at, version, name)
		}
		if p.Dropped != (p.Report == "2") {
			t.Errorf("report %s is told as dropped: %v", p.Report, p.Dropped)
		}
		asked = append(asked, fmt.Sprint(p.Report, " ", version, " ", at))
		return "某人"
	}
	d, _ := Merge(parse(t, "old.md", oldIssue), parse(t, "new.md", newIssue), Options{Whole: Short, Who: who})
	for _, want := range []string{"1 new 第二段改了两处。", "1 old 要删去的一段文字。", "1 new 新写的另一段话。", "2 old 也要删去。", "3 new 也是新的。"} {
		if !slices.Contains(asked, want) {
			t.Errorf("not asked: %s\nasked: %q", want, asked)
		}
	}
	n := 0
	for _, s := range sectionsOf(d) {
		doc.Each([]doc.Block{s}, func(b doc.Block) bool {
			for _, in := range doc.Runs(b) {
				doc.EachInline(in, func(i doc.Inline) {
					if s, ok := i.(*doc.Styled); ok {
						if n++; s.Who != "某人" {
							t.Errorf("%s is marked as by %q", inline([]doc.Inline{s}), s.Who)
						}
					}
				})
			}
			return true
		})
	}
	if n < 5 {
		t.Errorf("%d marks", n)
	}
}

// TestTextsKeepTheirPlaces: every text of the merged is the bytes of its place,
// in the older version when it is deleted.
func TestTextsKeepTheirPlaces(t *testing.T) {
	d, _ := Merge(parse(t, "old.md", oldIssue), parse(t, "new.md", newIssue), Options{Whole: Short})
	n := 0
	var check func(in []doc.Inline, file string)
	check = func(in []doc.Inline, file string) {
		for _, i := range in {
			switch i := i.(type) {
			case doc.Text:
				if n++; string(i.Span.Text()) != i.Text || i.Span.File.Name != file {
					t.Errorf("%q stands at %v: %q", i.Text, i.Span, i.Span.Text())
				}
			case *doc.Styled:
				if i.Kind == doc.Deleted {
					check(i.Text, "old.md")
				} else {
					check(i.Text, "new.md")
				}
			}
		}
	}
	for _, s := range sectionsOf(d) {
		for _, b := range s.Blocks {
			for _, p := range b.(*doc.Item).Body {
				check(p.(*doc.Paragraph).Text, "new.md")
			}
		}
	}
	if n < 8 {
		t.Errorf("%d texts", n)
	}
}

func TestALongDroppedItemIsOnlyNamed(t *testing.T) {
	old, new := parse(t, "old.md", oldIssue), parse(t, "new.md", newIssue)
	full, sum := Merge(old, new, Options{Whole: 8})
	if got := dump(full.Blocks); !strings.Contains(got, "== 2 [-第二篇-]\n[-也要删去。-]\n") {
		t.Errorf("a short one:\n%s", got)
	}
	short, again := Merge(old, new, Options{Whole: 7})
	if got := dump(short.Blocks); !strings.Contains(got, "== 2 [-第二篇-]\n‹〔整篇删去，共1段、8字〕›\n") {
		t.Errorf("a long one:\n%s", got)
	}
	if fmt.Sprint(sum) != fmt.Sprint(again) {
		t.Errorf("summaries %v and %v", sum, again)
	}
}

func words(text string) []doc.Inline { return doc.Words(text, source.Span{}) }

func TestPicturesAreToldOfInWords(t *testing.T) {
	picture := func(n byte, caption string) doc.Block {
		return &doc.Figure{Source: "a.png", File: source.New("a.png", []byte{n}), Caption: words(caption)}
	}
	for _, c := range []struct {
		name     string
		old, new []doc.Block
		want     string
	}{
		{"another picture of that name", []doc.Block{picture(1, "图")}, []doc.Block{picture(2, "图")}, "figure a.png 图‹〔插图已更换〕›\n"},
		{"another caption", []doc.Block{picture(1, "东街全景图")}, []doc.Block{picture(1, "西街全景图")}, "figure a.png [-东-]{+西+}街全景图\n"},
		{"a new one", nil, []doc.Block{picture(1, "")}, "figure a.png ‹〔新增插图〕›\n"},
		{"one that is gone", []doc.Block{picture(1, "图")}, nil, "‹〔删去插图〕›[-图-]\n"},
		{"a new rule", nil, []doc.Block{&doc.Divider{}}, "---\n‹〔新增分隔线〕›\n"},
	} {
		m := &merger{work: maxWork}
		if got := dump(m.blocks(c.old, c.new)); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestReadingsAddressesAndNotesAreCompared(t *testing.T) {
	ruby := func(reading string) doc.Inline { return &doc.Ruby{Base: doc.Text{Text: "鄱"}, Reading: reading} }
	link := func(url string) doc.Inline { return &doc.Link{URL: url, Text: words("网页")} }
	note := func(text string) doc.Inline {
		return &doc.NoteRef{Blocks: []doc.Block{&doc.Paragraph{Text: words(text)}}}
	}
	strong := func(text string) doc.Inline { return &doc.Styled{Kind: doc.Strong, Text: words(text)} }
	pre, post := doc.Text{Text: "前面的一些话"}, doc.Text{Text: "后面的一些话"}
	for _, c := range []struct {
		name     string
		old, new []doc.Inline
		want     string
	}{
		{"reading", []doc.Inline{pre, ruby("po")}, []doc.Inline{pre, ruby("pó")}, "前面的一些话[-鄱(po)-]{+鄱(pó)+}"},
		{"address", []doc.Inline{pre, link("https://a.example")}, []doc.Inline{pre, link("https://b.example")}, "前面的一些话[-网页-]{+网页+}"},
		{"note", []doc.Inline{pre, note("注文甲乙丙"), post}, []doc.Inline{pre, note("注文甲乙丁"), post}, "前面的一些话⟦注文甲乙[-丙-]{+丁+}⟧后面的一些话"},
		{"a note before another", []doc.Inline{pre, note("注文甲乙丙")}, []doc.Inline{pre, note("全新的话"), post, note("注文甲乙丙")},
			"前面的一些话{+⟦{+全新的话+}⟧后面的一些话+}⟦注文甲乙丙⟧"},
		{"emphasis", []doc.Inline{pre, strong("重点")}, []doc.Inline{pre, doc.Text{Text: "重点"}}, "前面的一些话重点"},
		{"inside emphasis", []doc.Inline{pre, strong("重点工作")}, []doc.Inline{pre, strong("重点任务")}, "前面的一些话重点[-工作-]{+任务+}"},
		{"a break", []doc.Inline{pre, doc.Break{}, post}, []doc.Inline{pre, post}, "前面的一些话后面的一些话"},
	} {
		m := &merger{work: maxWork}
		if got := inline(m.inlines(c.old, c.new)); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

func TestOneTitleForAnotherStandsOnItsOwnLine(t *testing.T) {
	m := &merger{work: maxWork}
	if got := inline(m.title(words("甲乙丙丁"), words("戊己庚辛"))); got != "[-甲乙丙丁-]‹⏎›{+戊己庚辛+}" {
		t.Error(got)
	}
	if got := inline(m.title(words("关于甲的建议"), words("关于乙的建议"))); got != "关于[-甲-]{+乙+}的建议" {
		t.Error(got)
	}
}

// TestListsHaveNoNotes: the contents list repeats marks, but not who made them.
func TestListsHaveNoNotes(t *testing.T) {
	who := func(Place) string { return "某人" }
	d, _ := Merge(parse(t, "old.md", "===\n== 1 旧的题目\n\n甲。\n"), parse(t, "new.md", "===\n== 1 新的题目\n\n甲。\n"), Options{Who: who})
	entry := d.Blocks[0].(*doc.Contents).Entries[0].Text
	if got := inline(entry); got != "[-旧-]{+新+}的题目" {
		t.Error(got)
	}
	if s := entry[0].(*doc.Styled); s.Who != "" {
		t.Errorf("the entry is marked as by %s", s.Who)
	}
}

func TestALongDroppedAttachmentIsOnlyNamed(t *testing.T) {
	a := &doc.Attachment{Title: words("名单"), Blocks: body("张三，李四。")}
	for whole, want := range map[int]string{
		8: "attachment 0 [-名单-]\n   [-张三，李四。-]\n",
		7: "attachment 0 [-名单-]\n   ‹〔附件全文删去，共1段、8字〕›\n",
	} {
		m := &merger{options: Options{Whole: whole}, work: maxWork}
		if got := dump(m.blocks([]doc.Block{a}, nil)); got != want {
			t.Errorf("whole %d:\n%s", whole, got)
		}
	}
}

// TestDigestFollowsTheItems: entries stand in the order of the merged items, and
// changes of summaries count for their reports.
func TestDigestFollowsTheItems(t *testing.T) {
	issue := func(ids ...string) *doc.Document {
		digest, section := &doc.Digest{}, &doc.Section{}
		for _, id := range ids {
			id, summary, _ := strings.Cut(id, " ")
			digest.Entries = append(digest.Entries, doc.DigestEntry{Title: words("第" + id + "篇"), Summary: words(summary), Anchor: itemPrefix + id})
			section.Blocks = append(section.Blocks, &doc.Item{Anchor: itemPrefix + id, Title: words("第" + id + "篇")})
		}
		return &doc.Document{Blocks: []doc.Block{digest, section}}
	}
	d, sum := Merge(issue("1 摘要一", "2 摘要二", "3 摘要三"), issue("3 摘要三", "1 摘要壹"), Options{Whole: Short})
	want := "digest 第3篇 / 摘要三\ndigest 第1篇 / 摘要[-一-]{+壹+}\ndigest [-第2篇-] / [-摘要二-]\n"
	if got := dump(d.Blocks[:1]); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	if got, want := summaryText(sum), "# unchanged 3 第3篇 moved +0 -0\n# changed 1 第1篇 +1 -1\n# dropped 2 第2篇 +0 -6\n"; got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

func TestFieldsAreCompared(t *testing.T) {
	old := &doc.Document{Fields: doc.Fields{Number: 3, SignedBy: "秦砚", Date: date.Date{Year: 2026, Month: 3, Day: 1}}}
	new := &doc.Document{Fields: doc.Fields{Number: 3, SignedBy: "罗静明", Date: date.Date{Year: 2026, Month: 3, Day: 2}, Copies: 80}}
	d, sum := Merge(old, new, Options{})
	want := []Field{{"日期", "2026年3月1日", "2026年3月2日"}, {"印数", "", "80"}, {"签发", "秦砚", "罗静明"}}
	if !slices.Equal(sum.Fields, want) || d.Fields.SignedBy != "罗静明" || sum.Empty() {
		t.Errorf("fields %v", sum.Fields)
	}
}

// TestAnchorsStayUnique: what is deleted takes no anchor of the newer version.
func TestAnchorsStayUnique(t *testing.T) {
	heading := func(text, anchor string) doc.Block { return &doc.Heading{Level: 1, Text: words(text), Anchor: anchor} }
	m := &merger{work: maxWork}
	seen := map[string]bool{}
	for _, b := range m.blocks([]doc.Block{heading("甲乙丙", "h1"), heading("丁戊己", "h2")}, []doc.Block{heading("丁戊己", "h1")}) {
		a := b.(*doc.Heading).Anchor
		if a != "" && seen[a] {
			t.Errorf("two headings have the anchor %s", a)
		}
		seen[a] = true
	}
}

// TestTablesOfAnotherFormAreReplaced: columns or rows of the head are others.
func TestTablesOfAnotherFormAreReplaced(t *testing.T) {
	table := func(heads int, rows ...string) doc.Block {
		b := &doc.Table{Columns: make([]doc.Align, len(strings.Fields(rows[0])))}
		for k, row := range rows {
			var cells []doc.Cell
			for _, w := range strings.Fields(row) {
				cells = append(cells, doc.Cell{Text: words(w), Across: 1, Down: 1})
			}
			if k < heads {
				b.Head = append(b.Head, cells)
			} else {
				b.Rows = append(b.Rows, cells)
			}
		}
		return b
	}
	for name, p := range map[string][2]doc.Block{
		"a column more":    {table(1, "区 数", "甲 1"), table(1, "区 数 占比", "甲 1 2%")},
		"a row more":       {table(1, "区 数", "甲 1"), table(2, "区 数", "区 个", "甲 1")},
		"a row less":       {table(2, "区 数", "区 个", "甲 1"), table(1, "区 数", "甲 1")},
		"no head any more": {table(1, "区 数", "甲 1"), table(0, "区 数", "甲 1")},
	} {
		m := &merger{work: maxWork}
		merged := m.blocks([]doc.Block{p[0]}, []doc.Block{p[1]})
		if len(merged) != 2 {
			t.Errorf("%s:\n%s", name, dump(merged))
		}
		sameSides(t, 0, merged, []doc.Block{p[0]}, []doc.Block{p[1]})
	}
}

// TestAReportThatStandsTwiceIsPairedOnce: no sound issue has one, but nothing of
// it is lost.
func TestAReportThatStandsTwiceIsPairedOnce(t *testing.T) {
	const once, twice = "===\n== 1 题目\n\n甲。\n", "===\n== 1 题目\n\n甲。\n\n== 1 题目\n\n乙。\n"
	for _, p := range [][2]string{{once, twice}, {twice, once}, {twice, twice}} {
		old, new := parse(t, "old.md", p[0]), parse(t, "new.md", p[1])
		d, _ := Merge(old, new, Options{Whole: Short})
		sameSides(t, 0, d.Blocks[1:], old.Blocks[1:], new.Blocks[1:])
	}
}
