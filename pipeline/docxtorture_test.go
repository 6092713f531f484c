package pipeline_test

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"kan/fonts"
	"kan/pipeline/date"
	"kan/pipeline/diag"
	"kan/pipeline/doc"
	"kan/pipeline/docx"
	"kan/pipeline/docx/docxcheck"
	"kan/pipeline/fontbook"
	"kan/pipeline/picture"
	"kan/pipeline/source"
	"kan/pipeline/style"
	"kan/templates"
)

// hostile is text that no reader of ours lets through: control characters,
// halves of surrogate pairs, bytes that are not UTF-8, characters that XML does
// not have; and some that it has, beyond the basic plane or with a meaning.
const hostile = "甲\x00\x01\x0b\x1f\x7f\u0085\u00a0\u200b\u2028\u202e\ufeff\ufffd\ufffe\uffff\xed\xa0\x80\xed\xbf\xbf\xff" +
	"<&>\"'乙]]><!--&#0;𬭎𠮷𠀀👨‍👩‍👧\U0010ffff\t\r\n 丙  "

// torture makes documents of everything that the tree can say, with hostile
// text wherever there is text.
type torture struct {
	png, jpeg *source.File
	anchors   int
	next      int // of the inlines, where only some stand
}

func (k *torture) anchor() string {
	k.anchors++
	return fmt.Sprintf("item-%s\x01 <篇>-%d", strings.Repeat("很长", 12), k.anchors) // alike in more than 40 characters
}

// plain is running text as titles have it.
func (k *torture) plain() []doc.Inline {
	return []doc.Inline{doc.Text{Text: hostile}, doc.Break{}, doc.Text{Text: "末"}}
}

// inlines are all kinds of inlines but notes, in one another.
func (k *torture) inlines() []doc.Inline {
	in := []doc.Inline{doc.Break{}, doc.Text{}, &doc.Styled{Kind: doc.Strong}}
	for kind := doc.Strong; kind <= doc.Foreign; kind++ {
		var all []doc.Inline
		for inner := doc.Strong; inner <= doc.Foreign; inner++ {
			all = append(all, &doc.Styled{Kind: inner, Lang: "fr", Text: doc.Words("甲<", source.Span{})})
		}
		all = append(all, &doc.Ruby{Base: doc.Text{Text: "鄱"}, Reading: "pó"}, &doc.Code{Text: " a  b "}, doc.Break{})
		in = append(in, &doc.Styled{Kind: kind, Lang: "en", Text: all})
	}
	return append(in, doc.Text{Text: hostile}, &doc.Ruby{Base: doc.Text{Text: hostile}, Reading: hostile}, &doc.Ruby{}, &doc.Code{Text: hostile}, &doc.Code{},
		&doc.Link{URL: "https://yunzhou.example/?q=\"<&>'张 𬭎", Text: in[3:5]}, &doc.Link{URL: "mailto:a@yunzhou.example", Text: k.plain()},
		&doc.Link{URL: "https://yunzhou.example/%zz\x01\n"}, &doc.Link{Text: k.plain()}, doc.Break{})
}

// noted are inlines with notes of all kinds of blocks.
func (k *torture) noted() []doc.Inline {
	return append(k.inlines(), &doc.NoteRef{}, &doc.NoteRef{Blocks: k.blocks(k.inlines(), 0)}, &doc.NoteRef{Blocks: []doc.Block{k.table(k.inlines(), 1, 2, 2)}})
}

// some are a few of the inlines, others each time.
func (k *torture) some(in []doc.Inline) []doc.Inline {
	k.next += 2
	from := k.next % (len(in) - 2)
	return in[from : from+2]
}

// table has so many rows of head and body, the first cell of each merged as
// far as it goes; every other cell is empty.
func (k *torture) table(in []doc.Inline, head, rows, columns int) *doc.Table {
	t := &doc.Table{Caption: k.some(in), Columns: make([]doc.Align, columns)}
	fill := func(rows int) (out [][]doc.Cell) {
		for r := range rows {
			row := make([]doc.Cell, columns)
			for c := range row {
				t.Columns[c] = doc.Align(c % 4)
				if r < 2 && c < 2 && rows > 1 && columns > 1 {
					continue // covered by the first
				}
				row[c] = doc.Cell{Across: 1, Down: 1}
				if (r+c)%2 == 0 {
					row[c].Text = k.some(in)
				}
			}
			out = append(out, row)
		}
		if rows > 1 && columns > 1 {
			out[0][0] = doc.Cell{Text: k.some(in), Across: 2, Down: 2}
		}
		return out
	}
	t.Head, t.Rows = fill(head), fill(rows)
	return t
}

// blocks are all kinds of blocks that a report may hold, with the same running
// text, depth times in one another.
func (k *torture) blocks(in []doc.Inline, depth int) []doc.Block {
	var inner []doc.Block
	if depth > 0 {
		inner = k.blocks(k.inlines(), depth-1)
	}
	png := picture.Info{Format: picture.PNG, Width: 300, Height: 200, Channels: 3}
	jpeg := picture.Info{Format: picture.JPEG, Width: 400, Height: 900, DPI: 300, Channels: 3}
	out := []doc.Block{
		&doc.Table{Columns: []doc.Align{doc.AlignAuto}, Head: [][]doc.Cell{{{Across: 1, Down: 1}}}}, // first of all
		&doc.Table{Columns: []doc.Align{doc.AlignAuto}, Rows: [][]doc.Cell{{{Across: 1, Down: 1}}}},
		&doc.Table{}, &doc.Paragraph{}, &doc.Paragraph{Text: in}, &doc.Heading{Level: 1}, &doc.Quote{}, &doc.List{}, &doc.CodeBlock{},
		&doc.List{Items: []doc.ListItem{{}, {Blocks: inner}, {Blocks: []doc.Block{&doc.Paragraph{Text: k.some(in)}, &doc.Paragraph{Text: k.some(in)}}}}},
		&doc.List{Ordered: true, Start: 0, Items: []doc.ListItem{{Blocks: []doc.Block{&doc.Paragraph{}}}}},
		&doc.List{Ordered: true, Start: 7, Items: []doc.ListItem{{Blocks: []doc.Block{&doc.Paragraph{Text: k.some(in)}}}, {}}},
		&doc.Quote{Blocks: append([]doc.Block{&doc.Paragraph{Text: k.some(in)}}, inner...)},
		&doc.Figure{Source: "a.png", File: k.png, Picture: png, Alt: hostile, Caption: k.some(in)},
		&doc.Figure{Source: "b.jpg", File: k.jpeg, Picture: jpeg}, &doc.Figure{File: k.png, Picture: png, Alt: "又一次"}, &doc.Figure{},
		&doc.CodeBlock{Lines: []doc.Text{{Text: hostile}, {}, {Text: "  两格"}, {Text: "\t制表符"}}}, &doc.Divider{}, &doc.Divider{},
		k.table(in, 2, 3, 4), k.table(in, 0, 4, 3), k.table(in, 1, 1, 64), k.table(in, 3, 0, 2),
		nested(12), &doc.Paragraph{Text: []doc.Inline{doc.Text{Text: strings.Repeat("W", 300)}, &doc.Code{Text: strings.Repeat("字", 300)}}},
	}
	for level := 1; level <= 4; level++ {
		out = append(out, &doc.Heading{Level: level, Number: hostile, Text: k.some(in), Anchor: k.anchor()})
	}
	return out
}

// nested is so many lists and quotes in one another, one kind inside the next.
func nested(depth int) doc.Block {
	if depth == 0 {
		return &doc.Paragraph{Text: doc.Words("最里面", source.Span{})}
	}
	inner := []doc.Block{&doc.Paragraph{Text: doc.Words("外面", source.Span{})}, nested(depth - 1)}
	if depth%3 == 0 {
		return &doc.Quote{Blocks: inner}
	}
	return &doc.List{Ordered: depth%3 == 1, Start: 999_999_999, Items: []doc.ListItem{{Blocks: inner}}} // as far as CommonMark counts
}

// item is a report with everything.
func (k *torture) item() *doc.Item {
	i := &doc.Item{Anchor: k.anchor(), Title: k.plain(), Subtitle: k.plain(), Summary: k.plain(), Byline: k.plain(), Speaker: k.plain(), Remark: k.plain()}
	wide := func() doc.Block { return &doc.Landscape{Blocks: k.blocks(k.inlines(), 0)} }
	for n, blocks := range [][]doc.Block{nil, {wide(), wide()}, k.blocks(k.inlines(), 1), {&doc.Paragraph{}, wide()}} {
		i.Attachments = append(i.Attachments, &doc.Attachment{Number: n, Title: k.inlines(), Anchor: k.anchor(), Blocks: blocks})
	}
	i.Body = slices.Concat([]doc.Block{wide(), &doc.Landscape{}, wide()}, k.blocks(k.noted(), 2), []doc.Block{wide(), &doc.AttachmentList{Attachments: i.Attachments},
		&doc.AttachmentList{}, &doc.Signature{By: [][]doc.Inline{k.noted(), nil, k.inlines()}, Date: k.inlines()}, &doc.Signature{}})
	return i
}

// document is a bulletin of such items, listed in contents and digest.
func (k *torture) document() *doc.Document {
	h := hostile
	d := &doc.Document{Names: []string{h, ""}, Fields: doc.Fields{OfficeName: h, OfficeShort: h, Region: h, SeriesID: h, SeriesName: h, Title: h, Number: 1, Total: 2,
		Year: 2026, Date: date.Date{Year: 2026, Month: 8, Day: 7}, Classification: h, Urgency: h, Copies: 80, Editors: h, CheckedBy: h, SignedBy: h,
		ReportTo: h, SendTo: h, IssueTo: h, Copy: "000012", Organs: h + "\n" + h + "\n民政局"}}
	sections := []doc.Block{
		&doc.Section{Title: k.plain(), Anchor: k.anchor(), Blocks: []doc.Block{k.item(), &doc.Item{Anchor: k.anchor()}, k.item()}},
		&doc.Section{Anchor: k.anchor(), Blocks: []doc.Block{&doc.Item{Anchor: k.anchor(), Title: k.plain()}}},
		&doc.Section{Title: k.plain(), Anchor: k.anchor()},
	}
	contents, digest := &doc.Contents{}, &doc.Digest{}
	for _, b := range sections {
		s := b.(*doc.Section)
		contents.Entries = append(contents.Entries, doc.Entry{Text: s.Title, Anchor: s.Anchor})
		for _, b := range s.Blocks {
			i := b.(*doc.Item)
			contents.Entries = append(contents.Entries, doc.Entry{Level: 1, Text: i.Title, Anchor: i.Anchor})
			digest.Entries = append(digest.Entries, doc.DigestEntry{Title: i.Title, Summary: i.Summary, Anchor: i.Anchor})
		}
	}
	d.Blocks = append([]doc.Block{&doc.Note{Label: h, Blocks: k.blocks(k.noted(), 1)}, &doc.Note{}, digest, &doc.Digest{}, contents, &doc.Contents{}}, sections...)
	return d
}

// houseStyle is the built-in style of a series.
func houseStyle(t *testing.T, series string) *style.Style {
	t.Helper()
	var diags diag.List
	book, err := fontbook.Load(source.NewTree(os.DirFS("testdata/none")), fonts.Files, &diags)
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	builtin := fstest.MapFS{}
	for _, name := range []string{"base", series} {
		data, err := fs.ReadFile(templates.Files, name+"/style.yaml")
		if err != nil {
			t.Fatal(err)
		}
		builtin["templates/"+name+"/style.yaml"] = &fstest.MapFile{Data: data}
	}
	s, err := style.Loader{Builtin: source.NewTree(builtin), FontRoles: book.Roles()}.Load(series, source.Span{}, &diags)
	if err != nil || s == nil {
		t.Fatal(err, diags.Sorted())
	}
	return s
}

// TestATortureDocumentIsSoundInWord writes the tree without the stages before:
// what they refuse must not spoil a file either.
func TestATortureDocumentIsSoundInWord(t *testing.T) {
	k := &torture{png: source.New("a.png", pngOf(t, 300, 200)), jpeg: source.New("b.jpg", jpegOf(t))}
	d := k.document()
	names := map[string]docx.Font{}
	for n, role := range []string{"仿宋", "宋体", "小标宋", "黑体", "楷体"} {
		names[role] = docx.Font{Name: officeFonts[n], Alt: []string{role, "Alt & <name>"}}
	}
	for _, series := range []string{"two-sessions", "leaders-digest"} {
		t.Run(series, func(t *testing.T) {
			var b bytes.Buffer
			err := docx.Write(&b, d, houseStyle(t, series), docx.Options{Fonts: names, Title: hostile, Author: hostile, Subject: hostile, Keywords: hostile, Creator: hostile})
			if err != nil {
				t.Fatal(err)
			}
			sound(t, series, b.Bytes())
			t.Logf("%d KB", b.Len()>>10)
			folder := filepath.Join(docxFolder(t), "torture")
			if err := os.MkdirAll(folder, 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(folder, "tree-"+series+".docx"), b.Bytes(), 0o644); err != nil {
				t.Fatal(err)
			}
		})
	}
}

// TestAHugeTableIsWrittenInTime writes more rows than Markdown may have.
func TestAHugeTableIsWrittenInTime(t *testing.T) {
	table := &doc.Table{Columns: make([]doc.Align, 5)}
	for range 10_000 {
		row := make([]doc.Cell, 5)
		for c := range row {
			row[c] = doc.Cell{Text: doc.Words("数量", source.Span{}), Across: 1, Down: 1}
		}
		table.Rows = append(table.Rows, row)
	}
	s := houseStyle(t, "public-opinion")
	var b bytes.Buffer
	begun := time.Now()
	heap := peak(func() {
		if err := docx.Write(&b, &doc.Document{Blocks: []doc.Block{table}}, s, docx.Options{}); err != nil {
			t.Fatal(err)
		}
	})
	if took := time.Since(begun); took > 5*time.Second || heap > 512<<20 {
		t.Errorf("it took %v and %d MB", took, heap>>20)
	}
	if faults := docxcheck.Check(bytes.NewReader(b.Bytes()), int64(b.Len()), nil); len(faults) > 0 {
		t.Error(faults[0])
	}
}
