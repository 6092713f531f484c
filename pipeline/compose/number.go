package compose

import (
	"strconv"

	"kan/pipeline/doc"
)

// number gives the headings of a body their numbers and anchors: 一、（一）1.
// （1） by level (GB/T 9704-2012 7.3.3), through landscape pages in running
// order. A body in which any number was typed keeps what the author typed.
// Headings are copied, the body is not changed.
func number(body []doc.Block, anchor string) []doc.Block {
	n := numbering{typed: typed(body)}
	return n.blocks(body, anchor)
}

// typed tells whether any heading of a body has a number.
func typed(body []doc.Block) bool {
	for _, b := range body {
		switch b := b.(type) {
		case *doc.Heading:
			if b.Number != "" {
				return true
			}
		case *doc.Landscape:
			if typed(b.Blocks) {
				return true
			}
		}
	}
	return false
}

// numbering is how far the headings of a body were counted, by level.
type numbering struct {
	typed  bool
	counts [5]int
}

func (n *numbering) blocks(body []doc.Block, anchor string) []doc.Block {
	out := make([]doc.Block, len(body))
	for k, b := range body {
		place := anchor + "-" + decimal(k)
		switch b := b.(type) {
		case *doc.Heading:
			out[k] = n.heading(b, place)
		case *doc.Landscape:
			out[k] = &doc.Landscape{Blocks: n.blocks(b.Blocks, place), Span: b.Span}
		default:
			out[k] = b
		}
	}
	return out
}

func (n *numbering) heading(h *doc.Heading, anchor string) *doc.Heading {
	c := *h
	n.counts[h.Level]++
	for deeper := h.Level + 1; deeper < len(n.counts); deeper++ {
		n.counts[deeper] = 0
	}
	if !n.typed {
		c.Number = headingNumber(h.Level, n.counts[h.Level])
	}
	c.Anchor = anchor
	return &c
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
