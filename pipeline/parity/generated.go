package parity

import "strings"

// generated is a kind of number that programs write.
type generated int8

const (
	listLabel  generated = iota // 1. （1） ① •
	noteMark                    // ① or 1
	pageNumber                  // …… 12
)

// lengths says how many characters at the head of found may be a number of the
// kind, longest first. None at all is always among them.
func (g generated) lengths(found []glyph) []int {
	at := func(k int) rune {
		if k < len(found) {
			return found[k].r
		}
		return 0
	}
	digits := func(from int) (n int) {
		for n < 4 && at(from+n) >= '0' && at(from+n) <= '9' {
			n++
		}
		return n
	}
	switch g {
	case listLabel:
		if circled(at(0)) || strings.ContainsRune("•–·○●■", at(0)) {
			return []int{1, 0}
		}
		open := 0
		if at(0) == '（' {
			open = 1
		}
		if n := open + digits(open); n > open && strings.ContainsRune(".．、）", at(n)) {
			return []int{n + 1, 0}
		}
	case noteMark:
		if circled(at(0)) {
			return []int{1, 0}
		}
		out := []int{0}
		for n := range digits(0) {
			out = append([]int{n + 1}, out...)
		}
		return out
	case pageNumber:
		n := 0
		for at(n) == '.' || at(n) == '…' || at(n) == '·' {
			n++
		}
		if d := digits(n); d > 0 {
			return []int{n + d, 0}
		}
	}
	return []int{0}
}

// circled tells whether r is a number in a circle, ① to ⑳ and ㉑ to ㊿.
func circled(r rune) bool {
	return r >= '①' && r <= '⑳' || r >= '㉑' && r <= '㉟' || r >= '㊱' && r <= '㊿'
}
