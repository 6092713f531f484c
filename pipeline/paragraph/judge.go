package paragraph

import "kan/pipeline/cjk"

// verdict says whether a line may end at a boundary.
type verdict int8

const (
	never    verdict = iota
	allowed          // a legal break
	inUnit           // only where a unit of Options.Units is wider than the measure
	inWord           // only where a word is wider than the measure
	inNumber         // only where nothing else helps
	relieved         // was inWord or inNumber and has been opened
)

// judge decides whether a line may end after cluster k.
func (s *setter) judge(k int) verdict {
	v := s.rule(k)
	if v == allowed && s.items[k].bound {
		return inUnit
	}
	return v
}

// rule decides it by the rules of clreq. Spaces belong to the line that ends;
// what counts is the ink on both sides of them.
func (s *setter) rule(k int) verdict {
	b := &s.items[k+1]
	ink := int(s.items[k].ink)
	if ink < 0 || b.class == cjk.Space || b.class == cjk.Combining && ink == k || cjk.IsGlue(b.first) {
		return never
	}
	for j := ink; j <= k; j++ {
		if s.clusters[j].KeepNext || cjk.IsGlue(s.items[j].last) {
			return never
		}
	}
	a := &s.items[ink]
	if ink == k && a.pair || s.endsNoLine(a) {
		return never
	}
	if s.startsNoLine(a, b) {
		if double(a.class) && double(b.class) {
			return inWord // between whole units
		}
		return never
	}
	if ink < k || !s.tied(k) || a.western && a.last == '—' {
		return allowed // a Western dash ends a line, though nothing moves beside it
	}
	if number(a) && number(b) {
		return inNumber
	}
	if a.western && b.western {
		return inWord
	}
	return never
}

// double is the class of a mark that is two characters long.
func double(c cjk.Class) bool { return c == cjk.Dash || c == cjk.Ellipsis }

func (s *setter) endsNoLine(a *item) bool { return cjk.NoEnd(a.last, s.Level) }

// startsNoLine tells whether b must not start a line; a is the ink before it.
func (s *setter) startsNoLine(a, b *item) bool {
	switch {
	case s.Level == cjk.None:
		return false
	case b.class == cjk.Connector:
		return true
	case b.class == cjk.Ellipsis && a.class == cjk.Ellipsis:
		return s.Level == cjk.Strict
	}
	return cjk.NoStart(b.first, s.Level)
}

// number tells whether it may be part of a number.
func number(it *item) bool {
	switch it.class {
	case cjk.Digit, cjk.Prefix, cjk.Postfix:
		return true
	}
	return it.first == '.' || it.first == ','
}
