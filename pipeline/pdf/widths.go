package pdf

import "strconv"

// mode is the most frequent width, the smallest of equals.
func mode(widths []int64) int64 {
	count := map[int64]int{}
	best := widths[0]
	for _, w := range widths {
		count[w]++
		if c := count[w]; c > count[best] || c == count[best] && w < best {
			best = w
		}
	}
	return best
}

// appendWidths writes the W array (§9.7.4.3): the codes whose width is not dw,
// neighbours in one list.
func appendWidths(b []byte, widths []int64, dw int64) []byte {
	b = append(b, '[')
	for i := 0; i < len(widths); i++ {
		if widths[i] == dw {
			continue
		}
		b = strconv.AppendInt(b, int64(i), 10)
		for sep := byte('['); i < len(widths) && widths[i] != dw; i++ {
			b = strconv.AppendInt(append(b, sep), widths[i], 10)
			sep = ' '
		}
		b = append(b, ']')
	}
	return append(b, ']')
}
