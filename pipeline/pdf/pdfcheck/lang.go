package pdfcheck

import "strings"

// placedLang is a Lang entry with the place where it stands.
type placedLang struct {
	at  string
	tag str
}

// checkLangs checks that the file has a language (ISO 14289-1 7.2, ISO 19005-2
// 6.7.4) and that every language is a tag of RFC 5646 (ISO 32000-1 §14.9.2).
func (c *checker) checkLangs() {
	if _, ok := c.str(c.root["Lang"]); !ok && c.claims.isTagged() {
		c.fault("lang/missing", "file", "the catalog has no Lang")
	}
	for _, r := range c.refs {
		if o := c.dict(r)["Lang"]; o != nil {
			s, _ := c.str(o) // what is no string is no tag either
			c.langs = append(c.langs, placedLang{r.String(), s})
		}
	}
	for _, l := range c.langs {
		if tag := l.tag.text(); !isLangTag(tag) {
			c.fault("lang/tag", l.at, "the language %q is no tag of RFC 5646", tag)
		}
	}
}

// isLangTag tells whether a tag has the syntax of RFC 5646 §2.1: language,
// script, region, variants, extensions, private use. The grandfathered tags
// are refused; whether subtags are registered is not looked at.
func isLangTag(tag string) bool {
	parts := strings.Split(strings.ToLower(tag), "-")
	for _, p := range parts {
		if len(p) < 1 || len(p) > 8 || !isAlnum(p) {
			return false
		}
	}
	if parts[0] == "x" {
		return len(parts) > 1
	}
	if len(parts[0]) < 2 || !isAlpha(parts[0]) {
		return false
	}
	rest := parts[1:]
	take := func(ok func(string) bool, most int) {
		for ; most > 0 && len(rest) > 0 && ok(rest[0]); most-- {
			rest = rest[1:]
		}
	}
	if len(parts[0]) <= 3 {
		take(func(p string) bool { return len(p) == 3 && isAlpha(p) }, 3) // extended language
	}
	take(func(p string) bool { return len(p) == 4 && isAlpha(p) }, 1)                                    // script
	take(func(p string) bool { return len(p) == 2 && isAlpha(p) || len(p) == 3 && isDigits(p) }, 1)      // region
	take(func(p string) bool { return len(p) >= 5 || len(p) == 4 && p[0] >= '0' && p[0] <= '9' }, 1<<10) // variants
	return areExtensions(rest)
}

// areExtensions reads singletons with subtags of two letters and more; x ends
// the tag, and its subtags may have one letter.
func areExtensions(rest []string) bool {
	for len(rest) > 0 {
		single := rest[0]
		if len(single) != 1 || len(rest) < 2 {
			return false
		}
		if single == "x" {
			return true
		}
		n := 1
		for n < len(rest) && len(rest[n]) > 1 {
			n++
		}
		if n == 1 {
			return false
		}
		rest = rest[n:]
	}
	return true
}

func isAlpha(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r < 'a' || r > 'z' })
}

func isDigits(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r < '0' || r > '9' })
}

func isAlnum(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return (r < 'a' || r > 'z') && (r < '0' || r > '9') })
}
