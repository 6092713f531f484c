package doc

import "slices"

// Each visits every block, outer ones before those inside, in reading order;
// the blocks of notes are left out. visit tells whether to go inside.
func Each(blocks []Block, visit func(Block) (inside bool)) {
	for _, b := range blocks {
		if !visit(b) {
			continue
		}
		switch b := b.(type) {
		case *List:
			for _, item := range b.Items {
				Each(item.Blocks, visit)
			}
		case *Quote:
			Each(b.Blocks, visit)
		case *Landscape:
			Each(b.Blocks, visit)
		case *Attachment:
			Each(b.Blocks, visit)
		case *Note:
			Each(b.Blocks, visit)
		case *Section:
			Each(b.Blocks, visit)
		case *Item:
			Each(b.Body, visit)
			for _, a := range b.Attachments {
				Each([]Block{a}, visit)
			}
		}
	}
}

// Runs are the running texts that a block of a report's body holds itself,
// without those of blocks inside it: title, caption, cells, organs and date.
func Runs(b Block) [][]Inline {
	switch b := b.(type) {
	case *Heading:
		return [][]Inline{b.Text}
	case *Paragraph:
		return [][]Inline{b.Text}
	case *Figure:
		return [][]Inline{b.Caption}
	case *Attachment:
		return [][]Inline{b.Title}
	case *Signature:
		return append(slices.Clone(b.By), b.Date)
	case *Table:
		runs := [][]Inline{b.Caption}
		for _, row := range slices.Concat(b.Head, b.Rows) {
			for _, c := range row {
				runs = append(runs, c.Text)
			}
		}
		return runs
	}
	return nil
}

// EachInline visits every inline, outer ones before those inside.
func EachInline(in []Inline, visit func(Inline)) {
	for _, i := range in {
		visit(i)
		switch i := i.(type) {
		case *Styled:
			EachInline(i.Text, visit)
		case *Link:
			EachInline(i.Text, visit)
		}
	}
}
