package pdf

import (
	"strconv"
	"strings"
	"testing"
)

// replay reads a content stream as a reader does, in floating point, and
// gives the x of every glyph. It knows the operators that content writes.
func replay(t *testing.T, c *content, u *fontUse) (xs []float64) {
	t.Helper()
	number := func(s string) float64 {
		v, err := strconv.ParseFloat(s, 64)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	var size, lineX float64
	for op := range strings.Lines(string(c.b)) {
		f := strings.Fields(op)
		switch f[len(f)-1] {
		case "Tf":
			size = number(f[1])
		case "Td":
			lineX += number(f[0])
		case "Tj", "TJ":
			x := lineX
			s := strings.Trim(f[0], "[]")
			for s != "" {
				if hex, rest, ok := strings.Cut(s, ">"); ok && s[0] == '<' {
					for hex = hex[1:]; hex != ""; hex = hex[4:] {
						xs = append(xs, x)
						code, _ := strconv.ParseUint(hex[:4], 16, 16)
						x += float64(u.widths[code]) / 1000 * size
					}
					s = rest
					continue
				}
				n := strings.IndexByte(s, '<')
				x -= number(s[:n]) / 1000 * size
				s = s[n:]
			}
		}
	}
	return xs
}
