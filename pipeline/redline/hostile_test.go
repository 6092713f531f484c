package redline

import (
	"math/rand/v2"
	"strings"
	"testing"

	"kan/pipeline/doc"
	"kan/pipeline/source"
)

// prose is text of so many characters, no two seeds alike.
func prose(seed uint64, chars int) string {
	r := rand.New(rand.NewPCG(seed, 1))
	var b strings.Builder
	for n := range chars {
		switch {
		case n%17 == 16:
			b.WriteRune('，')
		default:
			b.WriteRune('一' + rune(r.IntN(2000)))
		}
	}
	return b.String()
}

// sprinkled is a text with every step-th character another one.
func sprinkled(text string, step int) string {
	r := []rune(text)
	for k := step / 2; k < len(r); k += step {
		r[k] = '改'
	}
	return string(r)
}

func body(paragraphs ...string) (out []doc.Block) {
	for _, p := range paragraphs {
		out = append(out, &doc.Paragraph{Text: doc.Words(p, source.Span{})})
	}
	return out
}

// hostile are pairs of bodies made to cost time or memory.
func hostile(paragraphs, chars int) map[string][2][]doc.Block {
	many := func(change func(int, string) string) []doc.Block {
		var out []string
		for k := range paragraphs {
			out = append(out, change(k, prose(uint64(k), 100)))
		}
		return body(out...)
	}
	long, other := prose(1, chars), prose(2, chars)
	return map[string][2][]doc.Block{
		"long and unlike":        {body(long), body(other)},
		"long, changed all over": {body(long), body(sprinkled(long, 5))},
		"long, changed twice":    {body(long), body("改" + long[3:len(long)-3] + "改")},
		"many, all changed":      {many(func(_ int, p string) string { return p }), many(func(_ int, p string) string { return sprinkled(p, 40) })},
		"many and unlike":        {many(func(_ int, p string) string { return p }), many(func(k int, _ string) string { return prose(uint64(k+1<<20), 100) })},
		"many alike":             {many(func(int, string) string { return "段" }), many(func(k int, _ string) string { return []string{"段", "落"}[k%2] })},
		"repeated":               {body(strings.Repeat("甲乙", chars/2)), body(strings.Repeat("乙甲", chars/2) + "丙")},
	}
}

// TestHostileSizesLoseNothing merges what is too large to compare.
func TestHostileSizesLoseNothing(t *testing.T) {
	for name, p := range hostile(10_000, 350_000) {
		m := &merger{options: Options{Whole: 1 << 30}, work: maxWork}
		merged := m.blocks(p[0], p[1])
		if sameSides(t, 0, merged, p[0], p[1]); t.Failed() {
			t.Fatal(name)
		}
		if m.work < -mostPairs {
			t.Errorf("%s: the work was passed by %d", name, -m.work)
		}
	}
}

// TestWithoutWorkTextsAreReplaced: when the work is used up, lists and texts are
// not compared but replaced, and nothing is lost.
func TestWithoutWorkTextsAreReplaced(t *testing.T) {
	old := body("开头。", "甲乙丙丁戊己庚辛", "天地玄黄宇宙洪荒", "末尾。")
	new := body("开头。", "甲乙丙丁子己庚辛", "天地玄黄宇丑洪荒", "末尾。")
	for work, want := range map[int]string{
		maxWork: "开头。\n甲乙丙丁[-戊-]{+子+}己庚辛\n天地玄黄宇[-宙-]{+丑+}洪荒\n末尾。\n",
		0:       "开头。\n[-甲乙丙丁戊己庚辛-]\n[-天地玄黄宇宙洪荒-]\n{+甲乙丙丁子己庚辛+}\n{+天地玄黄宇丑洪荒+}\n末尾。\n",
	} {
		m := &merger{work: work}
		if got := dump(m.blocks(old, new)); got != want {
			t.Errorf("work %d:\n%s", work, got)
		}
	}
	// One text: common beginning and end are found without work.
	m := &merger{work: 0}
	if got := inline(m.inlines(words("开头甲甲甲中间乙乙乙的末尾"), words("开头丙丙丙中间丁丁丁的末尾"))); got != "开头[-甲甲甲中间乙乙乙-]{+丙丙丙中间丁丁丁+}的末尾" {
		t.Error(got)
	}
}

// TestScriptIsShortest compares edit scripts with the longest common
// subsequence, found by a table.
func TestScriptIsShortest(t *testing.T) {
	r := rand.New(rand.NewPCG(1986, 1))
	random := func() (list []atom) {
		for range r.IntN(40) {
			list = append(list, atom{id: int32(r.IntN(5))})
		}
		return list
	}
	for range 2000 {
		a, b := random(), random()
		m := &merger{work: maxWork}
		n, x, y := 0, 0, 0
		for _, run := range m.script(a, b) {
			if run.a < x || run.b < y || run.n <= 0 {
				t.Fatalf("the run %v does not follow %d, %d", run, x, y)
			}
			for k := range run.n {
				if a[run.a+k].id != b[run.b+k].id {
					t.Fatalf("the run %v joins what is not equal", run)
				}
			}
			n, x, y = n+run.n, run.a+run.n, run.b+run.n
		}
		if want := longest(a, b); n != want {
			t.Fatalf("%d atoms in common, want %d of %v and %v", n, want, a, b)
		}
	}
}

func longest(a, b []atom) int {
	row := make([]int, len(b)+1)
	for i := range a {
		before := 0
		for j := range b {
			above := row[j+1]
			if a[i].id == b[j].id {
				row[j+1] = before + 1
			} else {
				row[j+1] = max(row[j+1], row[j])
			}
			before = above
		}
	}
	return row[len(b)]
}
