package layout

import (
	_ "embed" // words.txt
	"strings"
	"sync"

	"kan/pipeline/doc"
	"kan/pipeline/font"
	"kan/pipeline/paragraph"
	"kan/pipeline/style"
	"kan/pipeline/unit"
)

// shaped sets a title. One of several lines is broken into a trapezoid or a
// lozenge at word boundaries (GB/T 9704-2012 7.3.1), as far as they can be
// told without a dictionary: see seam. A line more than needed is taken where
// it spares a break inside a word.
func (t *setter) shaped(flow []slab, role style.Role, text []doc.Inline, c context) []slab {
	r := t.newRun(role)
	t.add(r, text, r.text.Font, 0)
	left := c.left + r.text.Left.Of(r.em, t.pitch)
	width := c.measure - left - c.right - r.text.Right.Of(r.em, t.pitch)
	o := t.options(r, width)
	lines := paragraph.Break(r.clusters, o)
	if n := len(lines); r.text.Shape && n > 1 {
		at, seams := shapeTitle(r.clusters, n, width)
		if more, fewer := shapeTitle(r.clusters, n+1, width); more != nil && fewer+seamPoor/2 <= seams {
			at = more
		}
		if at != nil {
			r.clusters = breakAt(r.clusters, at)
			lines = paragraph.Break(r.clusters, o)
		}
	}
	return t.setLines(flow, r, lines, left, c)
}

// maxTitle bounds the search for breaks; longer titles are broken as running text.
const maxTitle = 120

// shapeTitle chooses where to break a title into n lines, none wider than
// width: the cheapest breaks by seam and by evenness. It returns the breaks and
// the cost of their seams; nil when there is no way.
func shapeTitle(cl []font.Cluster, n int, width unit.Length) (at []int, seams int64) {
	if len(cl) > maxTitle {
		return nil, 0
	}
	var total unit.Length
	for _, c := range cl {
		if c.Text == "\n" {
			return nil, 0 // the author has broken it
		}
		total += c.Advance
	}
	type state struct {
		cost int64
		from int
		ok   bool
	}
	// best[k][j]: the first k lines end before cluster j.
	best := make([][]state, n+1)
	for k := range best {
		best[k] = make([]state, len(cl)+1)
	}
	best[0][0].ok = true
	for k := 1; k <= n; k++ {
		for j := k; j <= len(cl); j++ {
			var w unit.Length
			for i := j - 1; i >= k-1; i-- {
				if w += cl[i].Advance; w > width {
					break
				}
				if !best[k-1][i].ok {
					continue
				}
				cost := best[k-1][i].cost + lineCost(w, total, width, n)
				if j < len(cl) {
					cost += seam(cl, j)
				}
				if s := &best[k][j]; !s.ok || cost < s.cost {
					*s = state{cost, i, true}
				}
			}
		}
	}
	if !best[n][len(cl)].ok {
		return nil, 0
	}
	at = make([]int, n-1)
	for k, j := n, len(cl); k > 1; k-- {
		j = best[k][j].from
		at[k-2] = j
		seams += seam(cl, j)
	}
	return at, seams
}

// lineCost is the square of a line's distance from an even share, in
// thousandths of the measure.
func lineCost(w, total, width unit.Length, n int) int64 {
	d := int64(w-total/unit.Length(n)) * 1000 / int64(width)
	return d * d
}

// The costs of breaking a title at a place, against lineCost.
const (
	seamGood = 0
	seamFair = 15_000
	seamPoor = 60_000
	seamWord = 400_000
	seamNo   = 100_000_000
)

// wordList is common two-character words of titles of reports. It is no
// dictionary: a title it does not know is broken where its particles and marks
// suggest, and the author may force the break.
//
//go:embed words.txt
var wordList string

// words is wordList as a set.
var words = sync.OnceValue(func() map[string]bool {
	set := map[string]bool{}
	for w := range strings.FieldsSeq(wordList) {
		set[w] = true
	}
	return set
})

// seam is the cost of a line break before cluster j. It goes by what most
// titles of reports show: 的, 、 and closing marks end a phrase; 和, 与 and
// opening marks begin one; known words stay whole, and between two of them is
// a fair place.
func seam(cl []font.Cluster, j int) int64 {
	before, after := cl[j-1].Text, cl[j].Text
	switch {
	case cl[j-1].KeepNext || j < 2 || j > len(cl)-2, isWord(before) && isWord(after), after == "的":
		return seamNo
	case isIn(after, "，。、；：？！”’）》〉」』】…—·～％%"), isIn(before, "“‘（《〈「『【—·～"):
		return seamNo
	case words()[before+after]:
		return seamWord
	case isIn(before, "，、；：？！”》）"), before == " ", before == "　", isIn(after, "“《（"):
		return seamGood
	case before == "的", isIn(after, "和与及"):
		return seamGood
	case j > 1 && words()[cl[j-2].Text+before] && j+1 < len(cl) && words()[after+cl[j+1].Text], isIn(after, "对将向把由"):
		return seamFair
	}
	return seamPoor
}

func isIn(s, set string) bool {
	for _, r := range set {
		if s == string(r) {
			return true
		}
	}
	return false
}

func isWord(s string) bool {
	return len(s) == 1 && (s[0] >= '0' && s[0] <= '9' || s[0]|0x20 >= 'a' && s[0]|0x20 <= 'z' || s[0] == '.')
}

// breakAt inserts forced breaks before the clusters at.
func breakAt(cl []font.Cluster, at []int) []font.Cluster {
	out := make([]font.Cluster, 0, len(cl)+len(at))
	for k, c := range cl {
		if len(at) > 0 && at[0] == k {
			out = append(out, font.Cluster{Text: "\n", Size: c.Size, Style: c.Style})
			at = at[1:]
		}
		out = append(out, c)
	}
	return out
}
