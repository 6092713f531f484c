package linebreak

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// boxes is a paragraph of boxes with glue between them, the plainest measure.
type boxes struct {
	widths []int // of boxes, glue is 3 plus 2 minus 1
	width  int
}

func (b boxes) line(from, to int) Line {
	natural, glue := 0, to-from-1
	for _, w := range b.widths[from:to] {
		natural += w
	}
	natural += 3 * glue
	least := natural - glue
	switch {
	case least > b.width:
		return Line{Cost: 1e9 + int64(least-b.width)*1e6, Class: Tight, TooLong: true}
	case to == len(b.widths) && natural <= b.width:
		return Line{Class: Even}
	case natural > b.width:
		r := int64(natural-b.width) * 100 / int64(glue)
		return Line{Cost: r * r, Class: Tight}
	}
	r := int64(b.width-natural) * 100 / int64(2*max(glue, 1))
	c := Even
	if r > 100 {
		c = VeryLoose
	} else if r > 50 {
		c = Loose
	}
	return Line{Cost: r * r, Class: c}
}

// brute tries every set of breaks whose lines of two boxes and more are not
// too long.
func brute(n int, m Measure) int64 {
	best := unreached
	for set := 0; set < 1<<(n-1); set++ {
		var ends []int
		for k := 1; k < n; k++ {
			if set&(1<<(k-1)) != 0 {
				ends = append(ends, k)
			}
		}
		if ends = append(ends, n); possible(ends, m) {
			best = min(best, Total(ends, m))
		}
	}
	return best
}

func possible(ends []int, m Measure) bool {
	from := 0
	for _, to := range ends {
		if to-from > 1 && m(from, to).TooLong {
			return false
		}
		from = to
	}
	return true
}

func check(t *testing.T, b boxes) {
	t.Helper()
	n := len(b.widths)
	ends := Best(n, b.line)
	if n == 0 {
		if ends != nil {
			t.Fatalf("%v: lines without boxes: %v", b, ends)
		}
		return
	}
	if ends[len(ends)-1] != n || !slices.IsSorted(ends) || len(slices.Compact(slices.Clone(ends))) != len(ends) || ends[0] < 1 {
		t.Fatalf("%v: breaks %v", b, ends)
	}
	if n <= 12 {
		if got, want := Total(ends, b.line), brute(n, b.line); got != want {
			t.Fatalf("%v: breaks %v cost %d, the best %d", b, ends, got, want)
		}
	}
}

func TestBestIsBestOfAll(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 3000 {
		b := boxes{width: 10 + r.IntN(60)}
		for range r.IntN(13) {
			b.widths = append(b.widths, 1+r.IntN(20))
		}
		check(t, b)
	}
}

func TestBestLooksAhead(t *testing.T) {
	// First fit sets 8+3+8 and leaves 4 alone before the 20 that fills a line.
	b := boxes{[]int{8, 8, 4, 20, 9}, 20}
	if got, want := Best(5, b.line), []int{1, 3, 4, 5}; !slices.Equal(got, want) {
		t.Errorf("breaks %v, want %v", got, want)
	}
}

func TestABoxTooWideStandsAlone(t *testing.T) {
	b := boxes{[]int{5, 99, 5}, 20}
	if got, want := Best(3, b.line), []int{1, 2, 3}; !slices.Equal(got, want) {
		t.Errorf("breaks %v, want %v", got, want)
	}
}

func FuzzBest(f *testing.F) {
	f.Add([]byte{8, 8, 4, 20, 9}, 20)
	f.Add([]byte{}, 0)
	f.Add([]byte{255, 0, 1}, -3)
	f.Fuzz(func(t *testing.T, widths []byte, width int) {
		if len(widths) > 300 || width > 1000 || width < -1000 {
			return
		}
		b := boxes{width: width}
		for _, w := range widths {
			b.widths = append(b.widths, int(w)%64)
		}
		check(t, b)
	})
}

func BenchmarkBest(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 2))
	p := boxes{width: 400}
	for range 600 {
		p.widths = append(p.widths, 1+r.IntN(20))
	}
	b.ReportAllocs()
	for b.Loop() {
		Best(len(p.widths), p.line)
	}
}
