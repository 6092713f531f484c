package paragraph

import (
	"strings"
	"testing"

	"kan/pipeline/cjk"
	"kan/pipeline/unit"
)

func TestNoClustersNoLines(t *testing.T) {
	if lines := Break(nil, profile(10*em)); lines != nil {
		t.Errorf("lines of nothing: %v", lines)
	}
}

func TestAForcedBreakAtTheEndAddsNoLine(t *testing.T) {
	c := squares("一二\n\n三\n")
	lines := Break(c, profile(10*em))
	if len(lines) != 3 || !lines[1].Forced || !lines[2].Forced || lines[2].End != len(c) {
		t.Errorf("%+v", lines)
	}
}

func TestANoteMarkStaysWithItsCharacter(t *testing.T) {
	c := squares("一二三①四")
	c[2].KeepNext = true
	c[3].Size, c[3].Advance = em*6/10, em*6/10
	lines := Break(c, profile(3*em))
	if lines[0].End != 2 || lines[1].End != 5 {
		t.Errorf("%+v", lines)
	}
	if got := lines[1].X[1]; got != em {
		t.Errorf("the mark stands at %v, away from its character", got)
	}
}

func TestTrimsAreOfTheMarksOwnSize(t *testing.T) {
	c := squares("一（二）三")
	for k := 1; k < 4; k++ {
		c[k].Size, c[k].Advance = em/2, em/2
	}
	lines := Break(c, profile(em))
	if got, want := lines[1].StartTrim, -em/4; got != want {
		t.Errorf("start trim %v, want %v", got, want)
	}
	if got, want := lines[1].EndTrim, -em/4; got != want {
		t.Errorf("end trim %v, want %v", got, want)
	}
}

func TestLetterspacingIsNoAdjustableSpace(t *testing.T) {
	c := squares("一二，三四")
	for k := range c {
		c[k].Advance += em
	}
	if got, want := Break(c, profile(6*em))[0].EndTrim, -em/2; got != want {
		t.Errorf("end trim %v, want %v", got, want)
	}
}

func TestWesternQuotesAreNotSqueezed(t *testing.T) {
	c := squares("一（“It’s”）二")
	for k := 2; k < 8; k++ {
		c[k].Latin, c[k].Advance = true, em/2
	}
	ln := Break(c, profile(20*em))[0]
	if len(ln.Kerns) != 0 || ln.Natural != 7*em {
		t.Errorf("natural width %v, kerns %v", ln.Natural, ln.Kerns)
	}
	lines := Break(c, profile(4*em+em/2))
	if len(lines) != 3 || lines[0].End != 1 || lines[1].End != 9 {
		t.Errorf("the word is torn: %+v", lines)
	}
}

func TestAWesternDashMayEndALine(t *testing.T) {
	c := squares("clay—rock—will")
	for k := range c {
		c[k].Latin, c[k].Advance = true, em/2
	}
	lines := Break(c, profile(5*em+em/4))
	if len(lines) != 2 || lines[0].End != 10 {
		t.Errorf("%+v", lines)
	}
}

func TestUnitsThatDoNotDivideGoToTheFirstGaps(t *testing.T) {
	o := profile(4*em + 5)
	ln := Break(squares("一二三四五六"), o)[0]
	for k, want := range []unit.Length{em + 2, em + 2, em + 1} {
		if got := ln.X[k+1] - ln.X[k]; got != want {
			t.Errorf("gap %d: %d, want %d", k+1, got-em, want-em)
		}
	}
}

func TestAWideInterpunctShrinksOnBothSides(t *testing.T) {
	c := squares("一·二三")
	c[1].Advance = em
	o := profile(3*em + em/2)
	ln := Break(c, o)[0]
	if ln.End != 4 || ln.X[1] != em*3/4 || ln.X[2] != em*3/2 {
		t.Errorf("%+v", ln)
	}
}

func TestPairsOfOneClusterAreUnits(t *testing.T) {
	c := squares("一二—三—四")
	for _, k := range []int{2, 4} {
		c[k].Text, c[k].Advance = "——", 2*em
	}
	lines := Break(c, profile(3*em))
	if len(lines) != 3 || lines[1].Start != 2 || lines[2].Start != 4 {
		t.Errorf("%+v", lines)
	}
}

func TestNothingLeavesTheMeasureForALongAddress(t *testing.T) {
	address := "https://example.org/" + strings.Repeat("abcdefghij", 20)
	for _, how := range []Breaking{Greedy, Optimal} {
		o := profile(28 * em)
		o.Breaking, o.Indent = how, 2*em
		c := squares("网址是" + address + "，请查收。")
		lines := Break(c, o)
		if lines[0].End < 20 {
			t.Errorf("the address leaves the first line at %d", lines[0].End)
		}
		for i, ln := range lines {
			if ln.Set > o.Width {
				t.Errorf("line %d is %v wide", i+1, ln.Set)
			}
		}
	}
}

func TestLevelNoneHoldsNothingButUnits(t *testing.T) {
	o := profile(3 * em)
	o.Level, o.EndTrim = cjk.None, EndNever
	lines := Break(squares("一二（三四五，六"), o)
	if lines[0].End != 3 || lines[1].End != 6 {
		t.Errorf("%+v", lines)
	}
}

func TestHostileInputIsSetInTime(t *testing.T) {
	for _, text := range []string{
		strings.Repeat(" ", 20_000) + "一", strings.Repeat("\u200B", 20_000), strings.Repeat("）", 20_000),
		strings.Repeat("一\u0301", 10_000), strings.Repeat("\n", 20_000), strings.Repeat("a", 20_000),
		strings.Repeat("—", 20_000), strings.Repeat("一。", 10_000), strings.Repeat("9", 20_000),
		strings.Repeat("巴·", 10_000), strings.Repeat("9年", 10_000), strings.Repeat("9 kg ", 5_000), strings.Repeat("９，", 10_000),
	} {
		for _, how := range []Breaking{Greedy, Optimal} {
			for _, width := range []unit.Length{-em, 0, em, 28 * em} {
				o := profile(width)
				o.Breaking, o.Orphan, o.Units = how, true, true
				c := squares(text)
				lines := Break(c, o)
				if lines[len(lines)-1].End != len(c) {
					t.Errorf("%.9q: something is lost", text)
				}
			}
		}
	}
}
