package redline

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

	"kan/pipeline/doc"
	"kan/pipeline/source"
)

// maker makes random issues and edits them.
type maker struct {
	*rand.Rand
	next int
}

const phrases = "会议指出，|各级各部门要|认真贯彻落实|社区食堂|2026年8月|5,600万元|占35.8%|二十三家|“最后一公里”|《条例》|COVID-19 |the end |、|；|。|——|张𬭎|，|\xff"

func (k *maker) words(most int) string {
	all := strings.Split(phrases, "|")
	var b strings.Builder
	for range 1 + k.IntN(most) {
		b.WriteString(all[k.IntN(len(all))])
	}
	return b.String()
}

func (k *maker) text(most int) []doc.Inline {
	in := []doc.Inline{doc.Text{Text: k.words(most)}}
	for k.IntN(3) == 0 {
		var i doc.Inline
		switch k.IntN(7) {
		case 0:
			i = &doc.Styled{Kind: doc.Emphasis(k.IntN(int(doc.Foreign) + 1)), Text: k.text(3)}
		case 1:
			i = &doc.Ruby{Base: doc.Text{Text: "鄱阳"}, Reading: []string{"poyang", "boyang"}[k.IntN(2)]}
		case 2:
			i = &doc.Code{Text: k.words(2)}
		case 3:
			i = &doc.Link{URL: []string{"https://a.example", "https://b.example"}[k.IntN(2)], Text: k.text(2)}
		case 4:
			i = &doc.NoteRef{Blocks: []doc.Block{&doc.Paragraph{Text: doc.Words(k.words(4), source.Span{})}}}
		case 5:
			i = doc.Break{}
		default:
			i = doc.Text{Text: k.words(3)}
		}
		in = append(in, i)
	}
	return in
}

func (k *maker) blocks(depth int) (out []doc.Block) {
	for range 1 + k.IntN(6) {
		out = append(out, k.block(depth))
	}
	return out
}

func (k *maker) block(depth int) doc.Block {
	k.next++
	switch n := k.IntN(16); {
	case n == 0:
		return &doc.Heading{Level: 1 + k.IntN(4), Number: []string{"", "一、", "二、"}[k.IntN(3)], Text: k.text(3), Anchor: fmt.Sprint("h", k.next)}
	case n == 1 && depth < 3:
		l := &doc.List{Ordered: k.IntN(2) == 0, Start: 1}
		for range 1 + k.IntN(4) {
			l.Items = append(l.Items, doc.ListItem{Blocks: k.blocks(depth + 2)})
		}
		return l
	case n == 2 && depth < 3:
		return &doc.Quote{Blocks: k.blocks(depth + 1)}
	case n == 3:
		return k.table()
	case n == 4:
		f := &doc.Figure{Source: "a.png", File: source.New("a.png", []byte{byte(k.IntN(3))})}
		if k.IntN(2) == 0 {
			f.Caption = k.text(2)
		}
		return f
	case n == 5:
		return &doc.CodeBlock{Lines: []doc.Text{{Text: k.words(2)}, {Text: k.words(2)}}}
	case n == 6:
		return &doc.Divider{}
	case n == 7 && depth == 0:
		return &doc.Landscape{Blocks: k.blocks(1)}
	case n == 8 && depth == 0:
		return &doc.Signature{By: [][]doc.Inline{k.text(2), k.text(2)}, Date: doc.Words("2026年8月7日", source.Span{})}
	}
	return &doc.Paragraph{Text: k.text(20)}
}

func (k *maker) table() *doc.Table {
	columns := 1 + k.IntN(3)
	t := &doc.Table{Columns: make([]doc.Align, columns), Caption: k.text(1)}
	row := func() (cells []doc.Cell) {
		for range columns {
			cells = append(cells, doc.Cell{Text: k.text(1), Across: 1, Down: 1})
		}
		return cells
	}
	t.Head = append(t.Head, row())
	for range 1 + k.IntN(6) {
		t.Rows = append(t.Rows, row())
	}
	if len(t.Rows) > 2 && k.IntN(2) == 0 {
		t.Rows[0][0].Down = 2
		t.Rows[1][0] = doc.Cell{}
	}
	return t
}

func (k *maker) item() *doc.Item {
	k.next++
	i := &doc.Item{Anchor: fmt.Sprint(itemPrefix, k.next), Title: k.text(3), Body: k.blocks(0), Byline: k.text(2), Speaker: k.text(1)}
	if k.IntN(4) == 0 {
		i.Attachments = append(i.Attachments, &doc.Attachment{Title: k.text(2), Blocks: k.blocks(1), Anchor: i.Anchor + "-attachment-1"})
		i.Body = append(i.Body, &doc.AttachmentList{Attachments: i.Attachments})
	}
	return i
}

func (k *maker) issue() *doc.Document {
	d := &doc.Document{Blocks: []doc.Block{&doc.Note{Label: "编者按", Blocks: k.blocks(2)}}}
	for n := range 1 + k.IntN(3) {
		s := &doc.Section{Title: doc.Words(fmt.Sprint("栏目", n), source.Span{}), Anchor: fmt.Sprint("section-", n)}
		for range 1 + k.IntN(3) {
			s.Blocks = append(s.Blocks, k.item())
		}
		d.Blocks = append(d.Blocks, s)
	}
	return d
}

// edit changes an element of a list here and there, drops one, adds one.
func edit[T any](k *maker, list []T, change func(T) T, fresh func() T) (out []T) {
	for _, e := range list {
		switch k.IntN(8) {
		case 0:
			out = append(out, change(e))
		case 1:
			if len(list) == 1 {
				out = append(out, e)
			}
		case 2:
			out = append(out, e, fresh())
		default:
			out = append(out, e)
		}
	}
	if len(out) == 0 {
		out = append(out, fresh())
	}
	return out
}

func (k *maker) editText(in []doc.Inline) []doc.Inline {
	return edit(k, in, func(i doc.Inline) doc.Inline {
		switch i := i.(type) {
		case doc.Text:
			r := []rune(i.Text)
			if len(r) > 0 {
				at := k.IntN(len(r))
				r = slices.Replace(r, at, min(len(r), at+k.IntN(4)), []rune(k.words(1))...)
			}
			return doc.Text{Text: string(r)}
		case *doc.Styled:
			s := *i
			s.Text = k.editText(i.Text)
			return &s
		case *doc.NoteRef:
			return &doc.NoteRef{Blocks: k.editBlocks(i.Blocks)}
		}
		return i
	}, func() doc.Inline { return k.text(1)[0] })
}

func (k *maker) editBlocks(blocks []doc.Block) []doc.Block {
	return edit(k, blocks, func(b doc.Block) doc.Block {
		switch b := b.(type) {
		case *doc.Paragraph:
			return &doc.Paragraph{Text: k.editText(b.Text)}
		case *doc.Heading:
			h := *b
			h.Text, h.Number = k.editText(b.Text), "三、"
			return &h
		case *doc.List:
			l := *b
			l.Items = edit(k, b.Items, func(i doc.ListItem) doc.ListItem { return doc.ListItem{Blocks: k.editBlocks(i.Blocks)} },
				func() doc.ListItem { return doc.ListItem{Blocks: k.blocks(3)} })
			return &l
		case *doc.Quote:
			return &doc.Quote{Blocks: k.editBlocks(b.Blocks)}
		case *doc.Table:
			return k.editTable(b)
		case *doc.Figure:
			f := *b
			f.Caption = k.editText(b.Caption)
			return &f
		case *doc.Landscape:
			return &doc.Landscape{Blocks: k.editBlocks(b.Blocks)}
		case *doc.Signature:
			return &doc.Signature{By: edit(k, b.By, k.editText, func() []doc.Inline { return k.text(1) }), Date: b.Date}
		case *doc.AttachmentList:
			return b
		}
		return k.block(1)
	}, func() doc.Block { return k.block(1) })
}

func (k *maker) editTable(t *doc.Table) *doc.Table {
	out := *t
	if k.IntN(4) == 0 {
		return k.table()
	}
	if len(t.Rows) > 0 && t.Rows[0][0].Down > 1 {
		merged := slices.Clone(t.Rows[:2])
		switch k.IntN(4) {
		case 0:
			merged = nil
		case 2:
			merged[0] = slices.Clone(merged[0])
			for c := range merged[0] {
				merged[0][c].Text = words("全换" + k.words(2))
			}
		case 1:
			merged[1] = slices.Clone(merged[1])
			merged[1][len(merged[1])-1] = doc.Cell{Text: k.text(1), Across: 1, Down: 1}
			merged[1][0] = doc.Cell{}
		}
		out.Rows = append(merged, t.Rows[2:]...)
		return &out
	}
	out.Rows = edit(k, t.Rows, func(row []doc.Cell) []doc.Cell {
		row = slices.Clone(row)
		c := &row[k.IntN(len(row))]
		c.Text = k.editText(c.Text)
		return row
	}, func() []doc.Cell {
		row := make([]doc.Cell, len(t.Columns))
		for c := range row {
			row[c] = doc.Cell{Text: k.text(1), Across: 1, Down: 1}
		}
		return row
	})
	return &out
}

// editIssue changes, drops, adds and moves items and sections.
func (k *maker) editIssue(d *doc.Document) *doc.Document {
	out := &doc.Document{}
	var sections []*doc.Section
	for _, b := range d.Blocks {
		switch b := b.(type) {
		case *doc.Note:
			if k.IntN(4) > 0 {
				out.Blocks = append(out.Blocks, &doc.Note{Label: b.Label, Blocks: k.editBlocks(b.Blocks)})
			}
		case *doc.Section:
			s := *b
			if s.Blocks = slices.Clone(b.Blocks); k.IntN(3) == 0 {
				s.Title = k.editText(b.Title)
			}
			sections = append(sections, &s)
		}
	}
	for range k.IntN(3) { // moves
		from, to := sections[k.IntN(len(sections))], sections[k.IntN(len(sections))]
		if len(from.Blocks) > 0 {
			at := k.IntN(len(from.Blocks))
			b := from.Blocks[at]
			from.Blocks = slices.Delete(from.Blocks, at, at+1)
			to.Blocks = slices.Insert(to.Blocks, k.IntN(len(to.Blocks)+1), b)
		}
	}
	sections = edit(k, sections, func(s *doc.Section) *doc.Section {
		s.Blocks = edit(k, s.Blocks, func(b doc.Block) doc.Block {
			i := *b.(*doc.Item)
			i.Title, i.Body, i.Byline, i.Speaker = k.editText(i.Title), k.editBlocks(i.Body), k.editText(i.Byline), k.editText(i.Speaker)
			if i.Attachments != nil {
				a := *i.Attachments[0]
				a.Blocks = k.editBlocks(a.Blocks)
				i.Attachments = []*doc.Attachment{&a}
			}
			return &i
		}, func() doc.Block { return k.item() })
		return s
	}, func() *doc.Section {
		return &doc.Section{Title: doc.Words("新栏目", source.Span{}), Blocks: []doc.Block{k.item()}}
	})
	for _, s := range sections {
		out.Blocks = append(out.Blocks, s)
	}
	return out
}
