// Package linediff tells which lines of a text are new.
//
// In go two versions of a text; out come the lines that were added, removed or
// replaced. What a line means is its callers' business. Time and memory are
// bounded: what is too long to be compared line by line counts as replaced.
package linediff

import (
	"fmt"
	"strings"
)

// Line is a line that was added, removed or replaced. Number counts the lines
// of the new text from 1; it is 0 for one that was only removed.
type Line struct {
	Number   int
	Old, New string
}

// maxLines bounds the lines compared one by one; what is longer is taken as
// replaced as a whole.
const maxLines = 2000

// Compare lists how the lines of a text differ from those of an older one: its
// equal head and tail are passed over, what lies between is aligned by the
// longest common subsequence.
func Compare(old, new []byte) (out []Line) {
	a, b := strings.Split(string(old), "\n"), strings.Split(string(new), "\n")
	head := 0
	for head < len(a) && head < len(b) && a[head] == b[head] {
		head++
	}
	for len(a) > head && len(b) > head && a[len(a)-1] == b[len(b)-1] {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	a, b = a[head:], b[head:]
	if len(a) > maxLines || len(b) > maxLines {
		return []Line{{Number: head + 1, Old: fmt.Sprintf("（%d行）", len(a)), New: fmt.Sprintf("（%d行）", len(b))}}
	}
	same := common(a, b)
	i, j := 0, 0
	for i < len(a) || j < len(b) {
		switch {
		case i < len(a) && j < len(b) && a[i] == b[j]:
			i, j = i+1, j+1
		case i < len(a) && j < len(b) && same[i+1][j] == same[i][j] && same[i][j+1] == same[i][j] && same[i+1][j+1] == same[i][j]:
			out = append(out, Line{head + j + 1, a[i], b[j]})
			i, j = i+1, j+1
		case j == len(b) || i < len(a) && same[i+1][j] == same[i][j]:
			out = append(out, Line{0, a[i], ""})
			i++
		default:
			out = append(out, Line{head + j + 1, "", b[j]})
			j++
		}
	}
	return out
}

// common is the length of the longest common subsequence of a[i:] and b[j:].
func common(a, b []string) [][]int32 {
	table := make([][]int32, len(a)+1)
	cells := make([]int32, (len(a)+1)*(len(b)+1))
	for i := range table {
		table[i] = cells[i*(len(b)+1) : (i+1)*(len(b)+1)]
	}
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if a[i] == b[j] {
				table[i][j] = table[i+1][j+1] + 1
			} else {
				table[i][j] = max(table[i+1][j], table[i][j+1])
			}
		}
	}
	return table
}
