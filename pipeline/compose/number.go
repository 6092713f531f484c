package compose

import (
	"strconv"

	"kan/pipeline/doc"
)

// number gives the headings of a body their numbers and anchors: 一、（一）1.
// （1） by level (GB/T 9704-2012 7.3.3). A body in which any number was typed
// keeps what the author typed. Headings are copied, the body is not changed.
func number(body []doc.Block, anchor string) []doc.Block {
	typed := false
	for _, b := range body {
		if h, ok := b.(*doc.Heading); ok && h.Number != "" {
			typed = true
		}
	}
	var counts [5]int
	out := make([]doc.Block, len(body))
	for k, b := range body {
		out[k] = b
		h, ok := b.(*doc.Heading)
		if !ok {
			continue
		}
		c := *h
		counts[h.Level]++
		for deeper := h.Level + 1; deeper < len(counts); deeper++ {
			counts[deeper] = 0
		}
		if !typed {
			c.Number = headingNumber(h.Level, counts[h.Level])
		}
		c.Anchor = anchor + "-" + decimal(k)
		out[k] = &c
	}
	return out
}

func headingNumber(level, n int) string {
	switch level {
	case 1:
		return han(n) + "、"
	case 2:
		return "（" + han(n) + "）"
	case 3:
		return decimal(n) + "."
	}
	return "（" + decimal(n) + "）"
}

// han writes 1 to 99 in Han numerals; larger numbers, which no report has, in
// Arabic ones.
func han(n int) string {
	digits := []string{"", "一", "二", "三", "四", "五", "六", "七", "八", "九"}
	switch {
	case n < 10:
		return digits[n]
	case n < 20:
		return "十" + digits[n-10]
	case n < 100:
		return digits[n/10] + "十" + digits[n%10]
	}
	return decimal(n)
}

func decimal(n int) string { return strconv.Itoa(n) }
