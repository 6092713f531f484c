package parity

import (
	"math/rand/v2"
	"testing"
)

// common finds as many characters as a table of all pairs does.
func TestCommonIsLongest(t *testing.T) {
	rnd := rand.New(rand.NewPCG(3, 4))
	random := func() []rune {
		out := make([]rune, rnd.IntN(30))
		for k := range out {
			out[k] = '甲' + rune(rnd.IntN(4))
		}
		return out
	}
	for range 3000 {
		a, b := random(), random()
		at := common(a, b)
		last, n := -1, 0
		for k, p := range at {
			if p == none {
				continue
			}
			if p <= last || a[k] != b[p] {
				t.Fatalf("%q in %q: %v", string(a), string(b), at)
			}
			last = p
			n++
		}
		if want := longest(a, b); n != want {
			t.Fatalf("%q in %q: %d characters, want %d", string(a), string(b), n, want)
		}
	}
}

func longest(a, b []rune) int {
	row := make([]int, len(b)+1)
	for _, x := range a {
		corner := 0
		for j, y := range b {
			up := row[j+1]
			if x == y {
				row[j+1] = corner + 1
			} else {
				row[j+1] = max(row[j+1], row[j])
			}
			corner = up
		}
	}
	return row[len(b)]
}

// What has nothing in common costs no more than the limit.
func TestCommonGivesUp(t *testing.T) {
	a, b := make([]rune, 20000), make([]rune, 20000)
	for k := range a {
		a[k], b[k] = '甲', '乙'
	}
	for _, p := range common(a, b) {
		if p != none {
			t.Fatal("found what is not there")
		}
	}
}
