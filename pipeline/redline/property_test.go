package redline

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"kan/pipeline/doc"
)

// TestBothSidesAreInTheMerged edits random bodies: without its Deleted text the
// merged says what the newer version says, without its Inserted what the older.
func TestBothSidesAreInTheMerged(t *testing.T) {
	for seed := range uint64(800) {
		k := &maker{Rand: rand.New(rand.NewPCG(seed, 7))}
		old := k.blocks(0)
		new := k.editBlocks(old)
		m := &merger{options: Options{Whole: 1 << 30}, work: maxWork}
		merged := m.blocks(old, new)
		sameSides(t, seed, merged, old, new)
		soundTables(t, seed, merged)
		if t.Failed() {
			return
		}
	}
}

func sameSides(t *testing.T, seed uint64, merged, old, new []doc.Block) {
	t.Helper()
	if got, want := side(merged, doc.Inserted), side(old, doc.Inserted); !slices.Equal(got, want) {
		t.Errorf("seed %d, the older side:\n%s\nwant\n%s", seed, strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if got, want := side(merged, doc.Deleted), side(new, doc.Deleted); !slices.Equal(got, want) {
		t.Errorf("seed %d, the newer side:\n%s\nwant\n%s", seed, strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// soundTables looks whether what a merged cell covers stands beneath it.
func soundTables(t *testing.T, seed uint64, blocks []doc.Block) {
	t.Helper()
	doc.Each(blocks, func(b doc.Block) bool {
		table, ok := b.(*doc.Table)
		if !ok {
			return true
		}
		for i, row := range table.Rows {
			for k := range row {
				for down := 1; down < row[k].Down; down++ {
					if i+down >= len(table.Rows) || !table.Rows[i+down][k].Covered() {
						t.Errorf("seed %d: cell %d of row %d covers what is not beneath it:\n%s", seed, k, i, dump(blocks))
					}
				}
			}
		}
		return true
	})
}

// TestIssuesKeepBothSides edits whole issues. Items and sections stand in the
// order of the newer version, so of the older one the lines are compared as a set.
func TestIssuesKeepBothSides(t *testing.T) {
	for seed := range uint64(300) {
		k := &maker{Rand: rand.New(rand.NewPCG(seed, 8))}
		old := k.issue()
		new := k.editIssue(old)
		merged, sum := Merge(old, new, Options{Whole: 1 << 30})
		if got, want := side(merged.Blocks, doc.Deleted), side(new.Blocks, doc.Deleted); !slices.Equal(got, want) {
			t.Fatalf("seed %d, the newer side:\n%s\nwant\n%s", seed, strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
		got, want := side(merged.Blocks, doc.Inserted), side(old.Blocks, doc.Inserted)
		slices.Sort(got)
		if slices.Sort(want); !slices.Equal(got, want) {
			t.Fatalf("seed %d, the older side:\n%s\nwant\n%s", seed, strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
		checkSummary(t, seed, merged, old, new, sum)
	}
}

// checkSummary counts the marks of a merged issue anew and looks for every item.
func checkSummary(t *testing.T, seed uint64, merged, old, new *doc.Document, sum *Summary) {
	t.Helper()
	var total Count
	for _, i := range sum.Items {
		total = total.plus(i.Count)
	}
	total = total.plus(sum.Rest)
	if got := marked(merged.Blocks); got != total {
		t.Fatalf("seed %d: the summary counts %v, the marks are %v", seed, total, got)
	}
	kinds := map[string]Kind{}
	for _, i := range sum.Items {
		kinds[i.Report] = i.Kind
	}
	have := func(d *doc.Document) map[string]bool {
		ids := map[string]bool{}
		for _, i := range items(sectionsOf(d)) {
			ids[reportOf(i.item.Anchor)] = true
		}
		return ids
	}
	before, after := have(old), have(new)
	for id := range before {
		if k, ok := kinds[id]; !after[id] != (ok && k == Dropped) {
			t.Fatalf("seed %d: report %s is told as %v", seed, id, k)
		}
	}
	for id := range after {
		if k, ok := kinds[id]; !before[id] != (ok && k == Added) {
			t.Fatalf("seed %d: report %s is told as %v", seed, id, k)
		}
	}
}

func sectionsOf(d *doc.Document) []*doc.Section {
	_, s := divide(d.Blocks)
	return s
}

// marked counts the marked characters of items and sections, but what repeats
// others: speakers, lists of attachments.
func marked(blocks []doc.Block) (c Count) {
	blocks = slices.Clone(blocks)
	var text func(in []doc.Inline, kind doc.Emphasis)
	var walk func(blocks []doc.Block)
	text = func(in []doc.Inline, kind doc.Emphasis) {
		for _, i := range in {
			switch i := i.(type) {
			case doc.Text:
				if kind >= doc.Inserted {
					c.add(kind, i.Text)
				}
			case *doc.Code:
				if kind >= doc.Inserted {
					c.add(kind, i.Text)
				}
			case *doc.Ruby:
				if kind >= doc.Inserted {
					c.add(kind, i.Base.Text)
				}
			case *doc.Link:
				text(i.Text, kind)
			case *doc.NoteRef:
				walk(i.Blocks)
			case *doc.Styled:
				switch {
				case i.Kind == doc.Editorial:
				case i.Kind > doc.Foreign:
					text(i.Text, i.Kind)
				default:
					text(i.Text, kind)
				}
			}
		}
	}
	walk = func(blocks []doc.Block) {
		doc.Each(blocks, func(b doc.Block) bool {
			if p, ok := b.(*doc.Paragraph); ok && isAttachmentLine(p) {
				return false
			}
			for _, in := range doc.Runs(b) {
				text(in, doc.Strong)
			}
			switch b := b.(type) {
			case *doc.Section:
				text(b.Title, doc.Strong)
			case *doc.Item:
				text(b.Title, doc.Strong)
				text(b.Byline, doc.Strong)
			}
			return true
		})
	}
	walk(blocks)
	return c
}

func isAttachmentLine(p *doc.Paragraph) bool {
	plain := sideText(p.Text, doc.Strong)
	return strings.HasPrefix(plain, "附件：") || strings.HasPrefix(plain, "　　　")
}

// TestNothingIsMarkedWhereNothingChanged merges issues with themselves, and
// with themselves in other emphasis.
func TestNothingIsMarkedWhereNothingChanged(t *testing.T) {
	for seed := range uint64(300) {
		k := &maker{Rand: rand.New(rand.NewPCG(seed, 9))}
		d := k.issue()
		merged, sum := Merge(d, d, Options{})
		if !sum.Empty() || dump(merged.Blocks) != dump(d.Blocks) || strings.ContainsAny(dump(merged.Blocks), "{[‹") {
			t.Fatalf("seed %d: %+v\n%s", seed, sum, dump(merged.Blocks))
		}
	}
}

// TestMergingChangesNeither looks whether the two documents are what they were.
func TestMergingChangesNeither(t *testing.T) {
	for seed := range uint64(300) {
		k := &maker{Rand: rand.New(rand.NewPCG(seed, 8))}
		old := k.issue()
		new := k.editIssue(old)
		a, b := dump(old.Blocks), dump(new.Blocks)
		first, _ := Merge(old, new, Options{})
		again, _ := Merge(old, new, Options{})
		if dump(old.Blocks) != a || dump(new.Blocks) != b {
			t.Fatalf("seed %d: merging changed what it merged", seed)
		}
		if dump(first.Blocks) != dump(again.Blocks) {
			t.Fatalf("seed %d: two merged documents of the same versions", seed)
		}
	}
}
