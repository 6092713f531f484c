package proof

import "strings"

// folios measures the page numbers of all pages: the ink of the dash from the
// foot of the type area, and its em-box from the outer edge (7.5). On turned
// pages they are read as they stand when the page is upright (clause 8).
func (m *measurer) folios() {
	var tops, sizes []seen
	var insets [2][]seen
	for _, s := range m.sheets {
		ln, ok := s.folio()
		if !ok {
			continue
		}
		if _, top, _, ok := ln.first().ink(); ok {
			tops = append(tops, seen{top - typeFoot(), s.number})
		}
		sizes = append(sizes, seen{ln.first().run.Size, s.number})
		left, _ := ln.first().cell()
		_, right := ln.last().cell()
		inset := left - outerEdge()
		if s.parity() == 0 {
			inset = min(s.Width, s.Height) - outerEdge() - right
		}
		insets[s.parity()] = append(insets[s.parity()], seen{inset, s.number})
	}
	m.add(m.folioTop, tops, "各页都没有页码")
	m.add(m.folioInset[0], insets[0], "单页没有页码")
	m.add(m.folioInset[1], insets[1], "双页没有页码")
	m.add(m.folioSize, sizes, "各页都没有页码")
}

// folio is the line of the page number: outside of the text, the page's label
// between dashes.
func (s *sheet) folio() (*line, bool) {
	for k := range s.lines {
		ln := &s.lines[k]
		if ln.place != artifact || s.Label == "" {
			continue
		}
		var b strings.Builder
		for _, g := range ln.glyphs {
			b.WriteRune(g.char)
		}
		said := b.String()
		if strings.HasPrefix(said, "—") && strings.HasSuffix(said, "—") && strings.Trim(said, "— ") == s.Label {
			return ln, true
		}
	}
	return nil, false
}
