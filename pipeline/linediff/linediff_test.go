package linediff

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

func TestCompare(t *testing.T) {
	for _, c := range []struct{ old, new, want string }{
		{"a\nb\nc", "a\nb\nc", ""},
		{"a\nb\nc", "a\nB\nc", "2 b>B"},
		{"a\nc", "a\nb\nc", "2 >b"},
		{"a\nb\nc", "a\nc", "0 b>"},
		{"", "a", "1 >a"},
		{"a\nb", "b\na", "0 a>, 2 >a"},
		{"x\na\ny", "x\nA\nB\ny", "2 a>A, 3 >B"},
	} {
		var got []string
		for _, l := range Compare([]byte(c.old), []byte(c.new)) {
			got = append(got, fmt.Sprintf("%d %s>%s", l.Number, l.Old, l.New))
		}
		if s := strings.Join(got, ", "); s != c.want {
			t.Errorf("%q to %q: %s, want %s", c.old, c.new, s, c.want)
		}
	}
}

// What Compare lists makes the new text of the old one, and its numbers are
// those of lines of the new one.
func TestCompareTellsAll(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	text := func() []string {
		lines := make([]string, r.IntN(12)+1)
		for k := range lines {
			lines[k] = string(rune('a' + r.IntN(4)))
		}
		return lines
	}
	for range 3000 {
		a, b := text(), text()
		old, new := strings.Join(a, "\n"), strings.Join(b, "\n")
		changed := map[int]bool{}
		removed, added := 0, 0
		for _, l := range Compare([]byte(old), []byte(new)) {
			if l.Number > 0 {
				changed[l.Number] = true
				if b[l.Number-1] != l.New {
					t.Fatalf("%q to %q: line %d is %q, not %q", old, new, l.Number, b[l.Number-1], l.New)
				}
				added++
			}
			if l.Number == 0 || l.Old != "" {
				removed++
			}
		}
		kept := ""
		for n, line := range b {
			if !changed[n+1] {
				kept += line
			}
		}
		if len(kept) != len(b)-added || !subsequence(kept, strings.Join(a, "")) || len(kept) != len(a)-removed {
			t.Fatalf("%q to %q keeps %q, %d removed, %d added", old, new, kept, removed, added)
		}
	}
}

func subsequence(s, of string) bool {
	for _, c := range of {
		if s != "" && rune(s[0]) == c {
			s = s[1:]
		}
	}
	return s == ""
}

func TestLongTextsAreBounded(t *testing.T) {
	old, new := strings.Repeat("a\n", 100_000), strings.Repeat("b\n", 100_000)
	if got := Compare([]byte(old), []byte(new)); len(got) != 1 || got[0].Number != 1 {
		t.Errorf("%d lines", len(got))
	}
}
