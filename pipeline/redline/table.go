package redline

import (
	"kan/pipeline/doc"
)

// leastRow is the likeness from which two rows or list items are versions of
// one: their first cell or a few words suffice.
const leastRow = 300

// table merges two versions of a table whose columns and head have one form,
// row by row; others are replaced as a whole.
func (m *merger) table(old, new *doc.Table) []doc.Block {
	if len(old.Columns) != len(new.Columns) || !sameForm(old.Head, new.Head) {
		return append(m.markAll(doc.Deleted, []doc.Block{old}), m.markAll(doc.Inserted, []doc.Block{new})...)
	}
	out := *new
	out.Caption = m.inlines(old.Caption, new.Caption)
	out.Head = m.cells(old.Head, new.Head)
	out.Rows = nil
	oldGroups, newGroups := groups(old.Rows), groups(new.Rows)
	for _, p := range m.align(groupUnits(oldGroups), groupUnits(newGroups)) {
		switch {
		case p.new >= 0 && p.old >= 0 && sameForm(oldGroups[p.old], newGroups[p.new]):
			out.Rows = append(out.Rows, m.cells(oldGroups[p.old], newGroups[p.new])...)
		default:
			if p.old >= 0 {
				out.Rows = append(out.Rows, marking{m, doc.Deleted}.rows(oldGroups[p.old])...)
			}
			if p.new >= 0 {
				out.Rows = append(out.Rows, marking{m, doc.Inserted}.rows(newGroups[p.new])...)
			}
		}
	}
	return []doc.Block{&out}
}

// cells merges rows of one form cell by cell.
func (m *merger) cells(old, new [][]doc.Cell) [][]doc.Cell {
	out := make([][]doc.Cell, len(new))
	for i, row := range new {
		out[i] = make([]doc.Cell, len(row))
		for k, c := range row {
			c.Text = m.inlines(old[i][k].Text, c.Text)
			out[i][k] = c
		}
	}
	return out
}

// sameForm tells whether rows are as many and merged in the same way.
func sameForm(old, new [][]doc.Cell) bool {
	if len(old) != len(new) {
		return false
	}
	for i, row := range new {
		if len(old[i]) != len(row) {
			return false
		}
		for k := range row {
			if old[i][k].Across != row[k].Across || old[i][k].Down != row[k].Down {
				return false
			}
		}
	}
	return true
}

// groups are the rows of a table, those together that merged cells tie together.
func groups(rows [][]doc.Cell) (out [][][]doc.Cell) {
	for from := 0; from < len(rows); {
		end := from + 1
		for i := from; i < end; i++ {
			for k := range rows[i] {
				end = max(end, min(i+rows[i][k].Down, len(rows)))
			}
		}
		out = append(out, rows[from:end])
		from = end
	}
	return out
}

func groupUnits(groups [][][]doc.Cell) []unit {
	units := make([]unit, len(groups))
	for k, g := range groups {
		var c canon
		c.rows(g)
		units[k] = unit{key: string(c.b), least: leastRow}
	}
	return units
}

// list merges two lists of one kind, others are replaced. Items of an ordered
// one keep the numbers that they have in their version: where these do not
// follow one another a new list begins.
func (m *merger) list(old, new *doc.List) (out []doc.Block) {
	if old.Ordered != new.Ordered {
		return append(m.markAll(doc.Deleted, []doc.Block{old}), m.markAll(doc.Inserted, []doc.Block{new})...)
	}
	var l *doc.List
	put := func(number int, i doc.ListItem) {
		if l == nil || new.Ordered && l.Start+len(l.Items) != number {
			l = &doc.List{Ordered: new.Ordered, Start: number, Span: new.Span}
			out = append(out, l)
		}
		l.Items = append(l.Items, i)
	}
	for _, p := range m.align(listUnits(old), listUnits(new)) {
		switch {
		case p.new < 0:
			put(old.Start+p.old, marking{m, doc.Deleted}.listItem(&old.Items[p.old]))
		case p.old < 0:
			put(new.Start+p.new, marking{m, doc.Inserted}.listItem(&new.Items[p.new]))
		default:
			i := &new.Items[p.new]
			put(new.Start+p.new, doc.ListItem{Blocks: m.blocks(old.Items[p.old].Blocks, i.Blocks), Span: i.Span})
		}
	}
	return out
}

func listUnits(l *doc.List) []unit {
	units := make([]unit, len(l.Items))
	for k := range l.Items {
		var c canon
		c.listItem(&l.Items[k])
		units[k] = unit{key: string(c.b), least: leastRow}
	}
	return units
}
