package proof

import (
	"slices"
	"testing"

	"kan/pipeline/font/squares"
	"kan/pipeline/page"
	"kan/pipeline/unit"
)

// rounding is what a length divided into 28 may lose.
const rounding = 28

func TestExactPagesHaveNoDeviation(t *testing.T) {
	ds := Measure(set(standard()))
	if len(ds) != 27 {
		t.Errorf("%d numbers were measured", len(ds))
	}
	for _, d := range ds {
		v := d.Diff()
		if d.Why != "" || d.Exceeds() || v.Count != 0 || v.Length > rounding || v.Length < -rounding {
			t.Errorf("%s: measured %s, deviation %s; %s", d.Name, d.Text(d.Measured), Millimetres(v.Length), d.Why)
		}
		if d.Clause == "" || d.Tolerance == 0 && d.Unit != Number {
			t.Errorf("%s has no clause or no tolerance", d.Name)
		}
	}
}

// find is the deviation of a name.
func find(t *testing.T, ds []Deviation, name string) Deviation {
	t.Helper()
	k := slices.IndexFunc(ds, func(d Deviation) bool { return d.Name == name })
	if k < 0 {
		t.Fatalf("no %s among the deviations", name)
	}
	return ds[k]
}

// Each number is falsified once, and is found with as much as it was changed.
func TestEveryFalseNumberIsSeen(t *testing.T) {
	two, tenth := unit.MM(200), unit.MM(10)
	for _, c := range []struct {
		name, what string
		change     func(*figures)
		want       string // in millimetres, or a count
	}{
		{"天头（单页）", "text two lower", func(f *figures) { f.top += two }, "2.00"},
		{"天头（双页）", "text two higher", func(f *figures) { f.top -= two }, "-2.00"},
		{"地脚（单页）", "text two lower", func(f *figures) { f.top += two }, "-2.00"},
		{"地脚（双页）", "a line less", func(f *figures) { f.lines-- }, "10.23"},
		{"订口（单页）", "text further in", func(f *figures) { f.inner += two }, "2.00"},
		{"切口（单页）", "text further in", func(f *figures) { f.inner += two }, "-2.00"},
		{"切口（双页）", "text further out", func(f *figures) { f.outer -= two }, "-2.00"},
		{"订口（双页）", "text further out", func(f *figures) { f.outer -= two }, "2.00"},
		{"版心宽", "a character less", func(f *figures) { f.chars-- }, "-5.57"},
		{"版心高", "a line less", func(f *figures) { f.lines-- }, "-10.23"},
		{"行距", "lines nearer", func(f *figures) { f.pitch -= tenth }, "-0.10"},
		{"每面行数", "a line less", func(f *figures) { f.lines-- }, "-1"},
		{"每面行数", "a line more", func(f *figures) { f.lines++ }, "1"},
		{"字距", "characters nearer", func(f *figures) { f.cell -= tenth }, "-0.10"},
		{"每行字数", "a character less", func(f *figures) { f.chars-- }, "-1"},
		{"红头上边缘距页上边", "mark higher", func(f *figures) { f.markTop -= tenth }, "-0.10"},
		{"红头宽", "mark too wide", func(f *figures) { f.markSize = unit.MM(4000) }, "4.00"},
		{"红线距上一行字", "rule lower", func(f *figures) { f.redGap += tenth }, "0.10"},
		{"红线长", "rule shorter", func(f *figures) { f.redWidth -= two }, "-2.00"},
		{"版记首线粗", "as thin as those between", func(f *figures) { f.first = f.between }, "-0.10"},
		{"版记中间线粗", "as thick as the others", func(f *figures) { f.between = f.last }, "0.10"},
		{"版记末线粗", "as thin as those between", func(f *figures) { f.last = f.between }, "-0.10"},
		{"版记末线距页上边", "imprint higher", func(f *figures) { f.lastFoot -= two }, "-2.00"},
		{"版记线长", "rules longer", func(f *figures) { f.wide += two }, "2.00"},
		{"页码距版心下边缘", "number lower", func(f *figures) { f.folioTop += tenth }, "0.10"},
		{"页码距版心外侧（单页）", "number at the edge", func(f *figures) { f.oddInset = 0 }, "-4.94"},
		{"页码距版心外侧（双页）", "number further in", func(f *figures) { f.evenInset += two }, "2.00"},
		{"页码字号", "小四", func(f *figures) { f.folioSize = unit.Points(12) }, "-0.71"},
	} {
		f := standard()
		c.change(&f)
		d := find(t, Measure(set(f)), c.name)
		got := Millimetres(d.Diff().Length)
		if d.Unit == Number {
			got = d.Text(d.Diff())
		}
		if !d.Exceeds() || got != c.want {
			t.Errorf("%s, %s: deviation %s, want %s; %s", c.name, c.what, got, c.want, d.Why)
		}
	}
}

func TestMarginsMayBeOffByOneMillimetre(t *testing.T) {
	for by, want := range map[int64]bool{90: false, 100: false, 110: true, -110: true} {
		f := standard()
		f.top += unit.MM(by)
		if d := find(t, Measure(set(f)), "天头（单页）"); d.Exceeds() != want {
			t.Errorf("off by %d hundredths: exceeds is %v", by, d.Exceeds())
		}
	}
}

// What is not there is not measured, and never passes.
func TestWhatIsNotThereIsNotMeasured(t *testing.T) {
	for _, d := range Measure(&page.Document{}) {
		if d.Why == "" || d.Exceeds() || d.Diff() != (Value{}) {
			t.Errorf("%s of an empty document: %+v", d.Name, d)
		}
	}
	only := func(n int) *page.Document {
		d := set(standard())
		d.Pages = d.Pages[n : n+1]
		return d
	}
	for _, c := range []struct {
		n     int
		names []string
	}{
		{0, []string{"天头（单页）", "天头（双页）", "地脚（双页）", "订口（双页）", "切口（双页）", "版心高", "每面行数", "版记首线粗", "版记中间线粗",
			"版记末线粗", "版记末线距页上边", "版记线长", "页码距版心外侧（双页）"}},
		{3, []string{"天头（双页）", "地脚（单页）", "地脚（双页）", "订口（双页）", "切口（双页）", "版心高", "每面行数",
			"红头上边缘距页上边", "红头宽", "红线距上一行字", "红线长", "页码距版心外侧（双页）"}},
	} {
		var got []string
		for _, d := range Measure(only(c.n)) {
			if d.Why != "" {
				got = append(got, d.Name)
			}
		}
		slices.Sort(got)
		slices.Sort(c.names)
		if !slices.Equal(got, c.names) {
			t.Errorf("page %d alone: not measured %v\nwant %v", c.n+1, got, c.names)
		}
	}
}

// The text of other pages, of other sizes and off the grid does not mislead.
func TestMaterialOffTheGridDoesNoHarm(t *testing.T) {
	d := set(standard())
	face := d.Pages[1].Items[1].(*page.Glyphs).Face
	s := &sample{figures: standard(), face: face}
	wrap := func(kind page.MarkKind, items ...page.Item) []page.Item {
		return append(append([]page.Item{page.Mark{Kind: kind, ID: 9}}, items...), page.Mark{Kind: kind, Close: true})
	}
	cell := standard().cell
	left := unit.MM(2600)
	add := func(n int, items []page.Item) { d.Pages[n].Items = append(d.Pages[n].Items, items...) }
	// A table of the body's size, wider than the type area, its lines nearer; notes; a heading; a running head.
	add(3, wrap(page.MarkTable, s.run("国国国", left-cell, unit.MM(16000), cell, black), s.run("国国国", left-cell, unit.MM(16500), cell, black),
		page.Box{X: left - cell, Y: unit.MM(17000), W: unit.MM(17000), H: unit.Points(3)}))
	add(3, wrap(page.MarkNote, s.run("国国", left, unit.MM(23000), unit.Points(10), black), s.run("国国", left, unit.MM(23500), unit.Points(10), black)))
	add(3, wrap(page.MarkH1, s.run("国国", left-cell, unit.MM(15000), cell, black)))
	add(2, wrap(page.MarkArtifact, s.run("国国", unit.MM(2800), unit.MM(3000), unit.Points(10), black),
		page.Box{X: unit.MM(2800), Y: unit.MM(3200), W: unit.MM(15600), H: unit.Points(1)}))
	// A bracket at a line's head gives its left half away, a stop at its end the right one.
	add(3, wrap(page.MarkP, s.run("国国", left, unit.MM(18000), cell, black), s.run("（国。", left-cell/2, unit.MM(18000)+standard().pitch, cell, black)))
	for _, x := range Measure(d) {
		if x.Why != "" || x.Exceeds() {
			t.Errorf("%s: %s, %s", x.Name, x.Text(x.Measured), x.Why)
		}
	}
}

func TestACharacterThatSticksOutIsFound(t *testing.T) {
	d := set(standard())
	line := d.Pages[2].Items[5].(*page.Glyphs)
	line.Glyphs[len(line.Glyphs)-1].X += unit.MM(300)
	if x := find(t, Measure(d), "切口（单页）"); !x.Exceeds() || x.Page != 3 || Millimetres(x.Diff().Length) != "-3.00" {
		t.Errorf("deviation %s on page %d", Millimetres(x.Diff().Length), x.Page)
	}
}

// A page that ends early to keep lines together says nothing of the type area.
func TestAPageThatEndsEarlyIsNotFull(t *testing.T) {
	d := set(standard())
	d.Pages = d.Pages[:3]
	for n, keep := range []int{0, 20, 3} { // the paragraph has two lines overleaf
		if keep > 0 {
			d.Pages[n].Items = append(d.Pages[n].Items[:keep:keep], page.Mark{Kind: page.MarkP, Close: true})
		}
	}
	if x := find(t, Measure(d), "地脚（双页）"); x.Why == "" {
		t.Errorf("measured %s", x.Text(x.Measured))
	}
}

// On a turned page the number stands where it stands on the others (clause 8).
func TestFolioOfATurnedPage(t *testing.T) {
	for by, want := range map[unit.Length]string{0: "0.00", unit.MM(50): "0.50"} {
		s := &sample{figures: standard(), face: squares.New()}
		s.doc.Pages = []page.Page{{Width: unit.MM(29700), Height: unit.MM(21000), Label: "1"}}
		s.folio(0)
		g := s.doc.Pages[0].Items[1].(*page.Glyphs)
		g.X, g.Y, g.Turned = unit.MM(29700)-g.Y-by, g.X, true
		d := Measure(&s.doc)
		if got := Millimetres(find(t, d, "页码距版心下边缘").Diff().Length); got != want {
			t.Errorf("moved by %s: deviation %s", Millimetres(by), got)
		}
		if x := find(t, d, "页码距版心外侧（单页）"); x.Why != "" || x.Exceeds() {
			t.Errorf("inset %s; %s", x.Text(x.Measured), x.Why)
		}
	}
}

func TestMillimetres(t *testing.T) {
	for l, want := range map[unit.Length]string{0: "0.00", 1: "0.00", -1: "0.00", unit.MM(3700): "37.00", -unit.MM(5): "-0.05",
		unit.Points(72): "25.40", unit.MM(22500) / 22: "10.23"} {
		if got := Millimetres(l); got != want {
			t.Errorf("%d: %s, want %s", l, got, want)
		}
	}
}

func TestCountsAreByColour(t *testing.T) {
	c := Colors{page.Color{B: 1}, page.Color{R: 1}, page.Color{G: 1}}
	s := &sample{face: squares.New()}
	s.doc.Pages = make([]page.Page, 2)
	s.put(0, s.run("国国国", 0, 10, 10, c.Squeezed), s.run("国", 30, 10, 10, black), s.run("国", 40, 10, 10, c.Squeezed),
		s.run("国国", 0, 20, 10, c.Squeezed), s.run("国", 20, 20, 10, c.Stretched))
	s.put(1, s.run("国", 0, 10, 10, c.Stretched), s.run("国国", 10, 10, 10, c.FellBack), page.Box{Color: c.FellBack})
	if got, want := Count(&s.doc, c), (Counts{6, 2, 2, 2, 2}); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
}
