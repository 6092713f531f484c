package signoff

import (
	"strings"

	"kan/pipeline/linediff"
)

// shown is how many changed lines a message shows, and how many characters of each.
const (
	shown   = 3
	letters = 40
)

// describe says what changed, for a message.
func describe(lines []linediff.Line) string {
	var parts []string
	for _, l := range lines {
		if strings.TrimSpace(l.Old+l.New) == "" {
			continue
		}
		if len(parts) == shown {
			parts = append(parts, "……")
			break
		}
		switch {
		case l.Old == "":
			parts = append(parts, "加上“"+clip(l.New)+"”")
		case l.New == "":
			parts = append(parts, "删去“"+clip(l.Old)+"”")
		default:
			parts = append(parts, differing(l.Old, l.New))
		}
	}
	return strings.Join(parts, "；")
}

// differing shows of two lines the parts that are not the same, with a little
// around them.
func differing(old, new string) string {
	a, b := []rune(old), []rune(new)
	head := 0
	for head < len(a) && head < len(b) && a[head] == b[head] {
		head++
	}
	tail := 0
	for tail < len(a)-head && tail < len(b)-head && a[len(a)-1-tail] == b[len(b)-1-tail] {
		tail++
	}
	from, around := max(head-4, 0), max(tail-4, 0)
	return "“" + clip(string(a[from:len(a)-around])) + "”改成“" + clip(string(b[from:len(b)-around])) + "”"
}

// clip shortens a text for a message.
func clip(s string) string {
	r := []rune(strings.TrimSpace(s))
	if len(r) <= letters {
		return string(r)
	}
	return string(r[:letters]) + "……"
}
