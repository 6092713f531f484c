package parity

// Lines counts the places where lines of running text break, inside paragraphs
// that both renderings show as they should be.
type Lines struct {
	PDF, Word, Same int
	Paragraphs      int // of more than one line
	Whole           int // those that break everywhere alike
}

// Turn is the first line of a paragraph that ends elsewhere: its end in the PDF
// and in the Word file, with a few characters around, the break marked |.
type Turn struct{ PDF, Word string }

// compareLines compares where lines break. chars is where the characters of
// every paragraph stand in each rendering; it is nil where one does not show it.
func (r *Report) compareLines(chars [2][][]glyph) {
	for n := range r.Paragraphs {
		p := &r.Paragraphs[n]
		if !p.Kind.running() || chars[PDF][n] == nil || chars[Word][n] == nil {
			continue
		}
		pdf, word := breaks(chars[PDF][n]), breaks(chars[Word][n])
		if len(pdf)+len(word) == 0 {
			continue
		}
		same := shared(pdf, word)
		r.Lines.PDF += len(pdf)
		r.Lines.Word += len(word)
		r.Lines.Same += same
		r.Lines.Paragraphs++
		if same == len(pdf) && same == len(word) {
			r.Lines.Whole++
			continue
		}
		p.Turn = turn([]rune(p.Text), pdf, word)
	}
}

// breaks says before which characters a line begins, but for the first.
func breaks(chars []glyph) (at []int) {
	for k := 1; k < len(chars); k++ {
		if !chars[k].sameLine(chars[k-1]) {
			at = append(at, k)
		}
	}
	return at
}

// shared counts what two rising sequences share.
func shared(a, b []int) (n int) {
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] == b[j]:
			i, j, n = i+1, j+1, n+1
		case a[i] < b[j]:
			i++
		default:
			j++
		}
	}
	return n
}

// turn shows the first breaks that are not the same.
func turn(text []rune, pdf, word []int) *Turn {
	k := 0
	for k < len(pdf) && k < len(word) && pdf[k] == word[k] {
		k++
	}
	show := func(at []int) string {
		if k == len(at) {
			return ""
		}
		from, to := max(0, at[k]-around), min(len(text), at[k]+around)
		return string(text[from:at[k]]) + "|" + string(text[at[k]:to])
	}
	return &Turn{show(pdf), show(word)}
}
