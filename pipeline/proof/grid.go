package proof

import "kan/pipeline/unit"

// grid measures the grid of lines and characters.
func (m *measurer) grid() {
	b := &m.body
	var lines, chars []int
	for _, s := range m.sheets {
		if s.turned() {
			continue
		}
		if n, ok := m.lineCount(s); ok {
			lines = append(lines, n)
		}
		for k := range s.lines {
			if n, ok := m.charCount(s, k); ok {
				chars = append(chars, n)
			}
		}
	}
	m.add(m.pitch, everywhere(b.pitch), "没有转行的正文")
	m.count(m.lines, lines, noFullPage)
	m.add(m.cell, everywhere(b.cell), "正文里没有相邻的汉字")
	m.count(m.chars, chars, "没有一行排满正文")
}

// everywhere is a value that is not of one page; none when it is zero.
func everywhere(l unit.Length) []seen {
	if l == 0 {
		return nil
	}
	return []seen{{at: l}}
}

// lineCount is how many lines of the grid stand on a page that the text fills
// from head to foot. What stands off the grid between, a table or a title,
// takes the room of whole lines.
func (m *measurer) lineCount(s *sheet) (int, bool) {
	top, atTop := m.head(s)
	foot, atFoot := m.tail(s)
	if !atTop || !atFoot {
		return 0, false
	}
	return int((foot - top + m.body.pitch/2) / m.body.pitch), true
}

// charCount is how many characters a line of the body has room for, where others
// come before and after it in its paragraph: it is not indented, and it is full.
// Squares are counted, not glyphs: where marks gave half of theirs away, one
// glyph more stands on a line, and figures take half a square.
func (m *measurer) charCount(s *sheet, k int) (int, bool) {
	ln := &s.lines[k]
	if ln.place != text || !m.body.sized(ln) || m.body.cell == 0 {
		return 0, false
	}
	if lines, at := s.paragraph(&m.body, k); at == 0 || at == len(lines)-1 {
		return 0, false
	}
	from, to := ln.first(), ln.last()
	if !m.body.has(from) || !m.body.has(to) || !from.han() || !to.han() {
		return 0, false
	}
	return int((to.x + to.run.Size - from.x + m.body.cell/2) / m.body.cell), true
}
