package paragraph

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"unicode"

	"kan/pipeline/cjk"
	"kan/pipeline/font"
	"kan/pipeline/linebreak"
	"kan/pipeline/unit"
)

// The rules as the vectors' authors list them, spelt out once more on plain
// characters, so that a slip in the tables of cjk does not hide itself.
const (
	openers  = "“‘（《〈「『【〔〖［｛〝〘〚｟"
	closers  = "”’）》〉」』】〕〗］｝〞〟〙〛｠"
	stops    = "，、；：。．？！"
	noStart  = closers + stops + "·～/／"
	trimmed  = closers + stops
	inWords  = "-–.,:;!?()[]{}'\"%$+&=@#_*<>|~^\\`/°‰℃£¥№"
	plainHan = "一二三我们会议工作发展国家的年月日"
)

func in(set string, r rune) bool { return r != 0 && strings.ContainsRune(set, r) }

func ruleHan(r rune) bool { return unicode.Is(unicode.Han, r) && r != '々' }

func ruleWestern(r rune) bool {
	return r < 0x80 && r > ' ' || in(inWords, r) || r < 0x2000 && unicode.IsLetter(r)
}

// sheet is one paragraph set, with what the invariants need to know.
type sheet struct {
	t        *testing.T
	o        Options
	clusters []font.Cluster
	runes    []rune
	lines    []Line
	tied     []bool // with Options.Units: clusters k and k+1 are of one unit
}

func set(t *testing.T, text string, o Options) *sheet {
	c := squares(text)
	s := &sheet{t, o, c, []rune(text), Break(c, o), make([]bool, len(c))}
	if o.Units {
		s.tied = Units(c)
	}
	return s
}

func (s *sheet) fail(i int, format string, args ...any) {
	s.t.Helper()
	var strips []string
	for _, ln := range s.lines {
		strips = append(strips, textOf(s.clusters[ln.Start:ln.End]))
	}
	s.t.Fatalf("line %d: %s\noptions %+v, width %d/65536 em\n%q\n%+v", i+1, fmt.Sprintf(format, args...),
		s.o, s.o.Width*65536/em, strips, s.lines[i])
}

func space(r rune) bool { return cjk.ClassOf(r) == cjk.Space }

// ink returns the clusters of line i that are no spaces at its edges.
func (s *sheet) ink(i int) (a, z int) {
	a, z = s.lines[i].Start, s.lines[i].End
	for z > a && (s.runes[z-1] == '\n' || space(s.runes[z-1])) {
		z--
	}
	for a < z && space(s.runes[a]) {
		a++
	}
	return a, z
}

// last tells whether line i ends a paragraph or a stretch before a forced break.
func (s *sheet) last(i int) bool { return s.lines[i].Forced || i == len(s.lines)-1 }

// check holds a set paragraph against the eight invariants.
func (s *sheet) check() {
	at := 0
	for i := range s.lines {
		ln := &s.lines[i]
		if ln.Start != at || ln.End <= ln.Start || len(ln.X) != ln.End-ln.Start {
			s.fail(i, "clusters %d to %d, the line before ended at %d", ln.Start, ln.End, at)
		}
		at = ln.End
		s.edges(i)
		s.widths(i)
		s.distances(i)
	}
	if at != len(s.clusters) {
		s.t.Fatalf("the lines end at %d of %d clusters", at, len(s.clusters))
	}
	if s.o.Units {
		s.whole(unitsIn(s.runes))
	}
}

// edges: pairs are whole, no line starts or ends with what may not, words are
// whole unless nothing fits (i, ii, iii, vi).
func (s *sheet) edges(i int) {
	if s.last(i) {
		return
	}
	_, z := s.ink(i)
	next, _ := s.ink(i + 1)
	if z == 0 || next >= len(s.runes) {
		return
	}
	end, start := s.runes[z-1], s.runes[next]
	for _, pair := range []string{"—", "…⋯"} {
		if in(pair, end) && in(pair, start) && z == next {
			before, after := 0, 0
			for k := z - 1; k >= 0 && in(pair, s.runes[k]); k-- {
				before++
			}
			for k := z; k < len(s.runes) && in(pair, s.runes[k]); k++ {
				after++
			}
			if before%2 == 1 || after == 1 {
				s.fail(i, "splits a pair of %s", pair)
			}
		}
	}
	if s.o.Level != cjk.None && in(noStart, start) {
		s.fail(i+1, "starts with %c", start)
	}
	if s.o.Level != cjk.None && (in(openers, end) || in("/／", end) && s.o.Level != cjk.Basic) {
		s.fail(i, "ends with %c", end)
	}
	if z == next && ruleWestern(end) && ruleWestern(start) && s.wordAt(z) <= min(s.o.Width, s.o.Width-s.o.Indent) {
		s.fail(i, "splits a word that fits the measure")
	}
}

// wordAt is the least width of what hangs together around place k.
func (s *sheet) wordAt(k int) (w unit.Length) {
	a, z := k-1, k
	for a > 0 && !s.parts(a) {
		a--
	}
	for z < len(s.runes) && (z == k || !s.parts(z)) {
		z++
	}
	for j := a; j < z; j++ {
		w += s.clusters[j].Advance
		if j > a && cjk.Gap(s.runes[j-1], s.runes[j]) { // 25℃々
			w += min(s.o.Gap, em/8)
		}
	}
	return w
}

// parts tells whether runes k-1 and k are two things: Han, or a space between.
func (s *sheet) parts(k int) bool {
	if k == 0 || s.runes[k] == '\n' || s.runes[k-1] == '\n' {
		return true
	}
	p := k - 1
	for ; p >= 0 && space(s.runes[p]); p-- {
		if cjk.IsGlue(s.runes[p]) {
			return false
		}
	}
	if p < 0 || space(s.runes[k]) || cjk.IsGlue(s.runes[p]) || cjk.IsGlue(s.runes[k]) ||
		cjk.NoEnd(s.runes[p], s.o.Level) || cjk.NoStart(s.runes[k], s.o.Level) {
		return false
	}
	if s.runes[k] == '—' && s.o.Level != cjk.None && s.runes[k-1] != '—' && (k+1 == len(s.runes) || s.runes[k+1] != '—') {
		return false // a connector
	}
	return p < k-1 || ruleHan(s.runes[p]) || ruleHan(s.runes[k])
}

// widths: what is said of a line adds up, and fills the measure (iv, vii).
func (s *sheet) widths(i int) {
	ln := &s.lines[i]
	a, z := s.ink(i)
	if a == z {
		return
	}
	avail := s.o.Width
	left := unit.Length(0)
	if ln.Start == 0 {
		avail, left = s.o.Width-s.o.Indent, s.o.Indent
	}
	set := ln.Natural
	end := ln.EndTrim
	for _, t := range ln.Shrink {
		if set -= t.Amount; t.Tier == 1 {
			end -= t.Amount
		}
		if t.Amount <= 0 || t.Gaps <= 0 || t.Tier < 1 || t.Tier > 7 {
			s.fail(i, "shrink %v", t)
		}
	}
	for _, t := range ln.Stretch {
		if set += t.Amount; t.Amount <= 0 || t.Gaps <= 0 || t.Tier < 1 || t.Tier > 3 {
			s.fail(i, "stretch %v", t)
		}
	}
	if set != ln.Set {
		s.fail(i, "natural width with the tiers is %d, set %d", set, ln.Set)
	}
	if ln.Hung {
		end -= s.clusters[z-1].Advance
	}
	origin := ln.X[a-ln.Start] - ln.StartTrim
	if right := ln.X[z-1-ln.Start] + s.clusters[z-1].Advance + end; right-origin != ln.Set {
		s.fail(i, "is %d wide, set %d", right-origin, ln.Set)
	}
	if s.o.Align == Justify && origin != left {
		s.fail(i, "begins at %d", origin)
	}
	if ln.Set > avail && s.hasBreak(a, z) {
		s.fail(i, "is too wide by %d", ln.Set-avail)
	}
	if ln.Hung {
		z--
	}
	if s.o.Align == Justify && !s.last(i) && ln.Set < avail && !s.rigid(a, z) {
		s.fail(i, "is narrower than the measure by %d", avail-ln.Set)
	}
}

// hasBreak tells whether there is a break between two plain Han in [a, z).
func (s *sheet) hasBreak(a, z int) bool {
	for k := a; k+1 < z; k++ {
		if ruleHan(s.runes[k]) && ruleHan(s.runes[k+1]) {
			return true
		}
	}
	return false
}

// rigid tells whether nothing in [a, z) stretches: one word, one pair.
func (s *sheet) rigid(a, z int) bool {
	for k := a; k+1 < z; k++ {
		if x, y := s.runes[k], s.runes[k+1]; s.tied[k] {
			continue
		} else if ruleHan(x) && !combining(y) && !space(y) || ruleHan(y) && !space(x) && !cjk.IsGlue(x) {
			return false
		}
	}
	return true
}

func alphanumeric(r rune) bool { return r < 0x80 && (unicode.IsLetter(r) || unicode.IsDigit(r)) }

func combining(r rune) bool { return cjk.ClassOf(r) == cjk.Combining }

// distances: no mark is shrunk below ½ em, no gap below ⅛ em, no space below
// ¼ em, and nothing moves backwards (viii).
func (s *sheet) distances(i int) {
	ln := &s.lines[i]
	a, z := s.ink(i)
	for k := a; k+1 < z; k++ {
		x, y := s.runes[k], s.runes[k+1]
		got := ln.X[k+1-ln.Start] - ln.X[k-ln.Start]
		least := s.clusters[k].Advance
		if space(x) {
			least = 0 // may have vanished into a gap
		}
		if in(trimmed, x) {
			least -= em / 2
		} else if in(openers, y) {
			least -= em / 2
		}
		if s.o.Gap > 0 && (ruleHan(x) && alphanumeric(y) || ruleHan(y) && alphanumeric(x)) {
			least += min(em/8, s.o.Gap)
		}
		if got < least {
			s.fail(i, "%c and %c are %d/65536 em apart, less than %d", x, y, got*65536/em, least*65536/em)
		}
		if !space(x) && got > least+em/2 && len(ln.Stretch) == 0 {
			s.fail(i, "%c and %c are %d/65536 em apart on a line that is not stretched", x, y, got*65536/em)
		}
	}
}

// optionsOf makes options from bits.
func optionsOf(width int, bits uint32) Options {
	take := func(n uint32) uint32 { v := bits % n; bits /= n; return v }
	o := Options{Em: em, Width: unit.Length(width) * em / 24}
	o.Gap = []unit.Length{em / 4, 0, em / 8, em / 2}[take(4)]
	o.Level = cjk.Level(take(4))
	o.EndTrim = EndTrim(take(4))
	o.Indent = unit.Length(take(2)) * 2 * em
	o.KeepStart, o.KeepIndentOpen = take(4) == 0, take(3) == 0
	o.Orphan, o.FixPeriod = take(2) == 0, take(3) == 0
	o.PushOut = take(4) == 0
	if take(6) == 0 {
		o.Align = Align(take(4))
	}
	o.Units = take(2) == 1
	return o
}

// bothWays checks a paragraph set line by line and as a whole, and that the
// whole is by its own measure no worse.
func bothWays(t *testing.T, text string, o Options) {
	o.Breaking = Greedy
	set(t, text, o).check()
	o.Breaking = Optimal
	set(t, text, o).check()

	if text == "" || strings.Contains(text, "\n") {
		return
	}
	c := squares(text)
	s := newSetter(c, o)
	s.collect(0, len(c))
	s.sum(0, len(c))
	s.relieve(0, len(c))
	measure := s.judgement(0, len(c))
	s.greedy(0, len(c))
	byLine := s.indices()
	if len(byLine) == 1 {
		return
	}
	s.optimal(0, len(c))
	whole := s.indices()
	if a, b := linebreak.Total(whole, measure), linebreak.Total(byLine, measure); a > b {
		t.Fatalf("%q: the optimal lines %v cost %d, the greedy ones %v %d; options %+v", text, whole, a, byLine, b, o)
	}
}

// indices are the chosen ends as numbers of breaks.
func (s *setter) indices() (out []int) {
	for k, b := range s.breaks {
		for _, e := range s.ends {
			if e == b {
				out = append(out, k+1)
			}
		}
	}
	return out
}

// randomText mixes what reports are made of.
func randomText(r *rand.Rand, n int) string {
	var b strings.Builder
	han := []rune(plainHan)
	marks := []rune(openers + closers + stops + stops + stops + "·～/—–-％々①")
	words := []string{"GitHub", "GDP", "5.3%", "1,234", "2026", "12", "——", "——", "……", "……………", "————", "25℃", "¥100",
		"￥5", " ", "  ", "。”", "？！", "！！！", "）（", "：“", "A4", "GB/T 9704", "〔2026〕", "·", "https://example.org/a/b-c",
		"\u00A0", "—", "…", "№3", "é́", "⸺", "　", "2026年", "5 kg", "第12号", "〔2026〕12号", "买买提·吐尔逊", "１２．５", "3万亿元"}
	for b.Len() < n*3 {
		switch r.IntN(10) {
		case 0, 1:
			b.WriteRune(marks[r.IntN(len(marks))])
		case 2:
			b.WriteString(words[r.IntN(len(words))])
		case 3:
			if r.IntN(12) == 0 {
				b.WriteByte('\n')
			}
		default:
			b.WriteRune(han[r.IntN(len(han))])
		}
	}
	return b.String()
}

func TestInvariantsHoldForRandomText(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 5))
	for range 3000 {
		bothWays(t, randomText(r, r.IntN(120)), optionsOf(r.IntN(24*30), r.Uint32()))
	}
}

func FuzzInvariants(f *testing.F) {
	f.Add("会议指出，“十四五”期间GDP增长5.3%——这是……的结果。", 24*7, uint32(0))
	f.Add("省政协〔2026〕12号文件，https://example.org/very/long", 24*3, uint32(77))
	f.Add("！！！！！！）））“““——————…………", 24, uint32(12345))
	f.Add(" \n\n a\u00A0\u200B\u0301", 0, uint32(1))
	f.Fuzz(func(t *testing.T, text string, width int, bits uint32) {
		if len(text) > 2000 || width < -1000 || width > 24*100 {
			return
		}
		bothWays(t, text, optionsOf(width, bits))
	})
}
