package report

import (
	"strconv"
	"strings"

	"kan/pipeline/source"
)

// Level is a degree of secrecy; a higher one is more secret.
type Level int8

// The degrees of secrecy. NoLevel, not stated, ranks below Public.
const (
	NoLevel Level = iota
	Public
	Internal
	Secret
	Confidential
	TopSecret
)

// String is the Chinese name of l: 公开, 内部, 秘密, 机密, 绝密; "" for NoLevel.
func (l Level) String() string {
	return [...]string{"", "公开", "内部", "秘密", "机密", "绝密"}[l]
}

// Classification is a degree of secrecy with its term: 秘密★1年.
type Classification struct {
	Level Level
	Term  string // 1年, 6个月, 长期; "" for Public and Internal
	Span  source.Span
	Set   bool
}

// String is the classification as printed (GB/T 9704 7.2.2): 秘密★1年, 内部;
// "" when it is public or not stated.
func (c Classification) String() string {
	switch {
	case c.Level <= Public:
		return ""
	case c.Term != "":
		return c.Level.String() + "★" + c.Term
	}
	return c.Level.String()
}

// Below tells whether c protects less than d: a lower level, or the same with
// a shorter term.
func (c Classification) Below(d Classification) bool {
	if c.Level != d.Level || c.Level < Secret {
		return max(c.Level, Public) < d.Level
	}
	mine, _ := termMonths(c.Term)
	other, _ := termMonths(d.Term)
	return mine != 0 && (other == 0 || mine < other)
}

// parseLevel splits a classification as written. ok is false when text is not
// of the form; needTerm tells that only the term is missing or misspelt.
func parseLevel(text string) (level Level, term string, needTerm, ok bool) {
	name, term, star := strings.Cut(text, "★")
	for l := Public; l <= TopSecret; l++ {
		if l.String() == name {
			level = l
		}
	}
	switch {
	case level == NoLevel:
		return 0, "", false, false
	case level < Secret:
		return level, "", false, !star
	}
	_, fine := termMonths(term)
	return level, term, !fine, fine
}

// termMonths is the length of a term of secrecy in months; 长期 is 0.
func termMonths(term string) (months int, ok bool) {
	if term == "长期" {
		return 0, true
	}
	digits, factor := strings.TrimSuffix(term, "年"), 12
	if digits == term {
		digits, factor = strings.TrimSuffix(term, "个月"), 1
	}
	n, err := strconv.Atoi(digits)
	if err != nil || digits == term || n < 1 || n > 999 || strconv.Itoa(n) != digits {
		return 0, false
	}
	return n * factor, true
}

// longest is the longest term of a level in years, if not otherwise provided:
// 绝密 30, 机密 20, 秘密 10 (保守国家秘密法, the article on terms of secrecy).
func longest(l Level) int {
	return map[Level]int{Secret: 10, Confidential: 20, TopSecret: 30}[l]
}
