package redline

import (
	"slices"
	"unicode"
	"unicode/utf8"
)

// fingerprint is the characters of a text and its pairs of characters side by
// side, as sorted hashes.
type fingerprint []uint32

// same is the likeness of units that need no mark: more than any other.
const same = 1002

// likeness says how much two units are alike, from 1 to 1001, or same; 0 when
// they are not versions of one. It is the share of characters and pairs of
// characters that they have in common (Dice, 1945), in thousandths.
func likeness(a, b *unit) int32 {
	if a.key == b.key {
		return same
	}
	if a.class != b.class {
		return 0
	}
	p, q := a.fingerprint(), b.fingerprint()
	l := 1000
	if len(p)+len(q) > 0 {
		l = 2000 * common(p, q) / (len(p) + len(q))
	}
	if l < max(a.least, b.least) {
		return 0
	}
	return int32(l) + 1
}

// common counts what two fingerprints share.
func common(p, q fingerprint) (n int) {
	for len(p) > 0 && len(q) > 0 {
		switch {
		case p[0] < q[0]:
			p = p[1:]
		case p[0] > q[0]:
			q = q[1:]
		default:
			n++
			p, q = p[1:], q[1:]
		}
	}
	return n
}

// fingerprint is made when it is first asked for.
func (u *unit) fingerprint() fingerprint {
	if u.print == nil {
		p := fingerprintOf(u.key)
		u.print = &p
	}
	return *u.print
}

// fingerprintOf leaves out spaces and the signs of a key.
func fingerprintOf(key string) fingerprint {
	p := make(fingerprint, 0, len(key))
	before := rune(0)
	for _, r := range key {
		if r == utf8.RuneError || unicode.IsSpace(r) {
			before = 0
			continue
		}
		p = append(p, uint32(r), hash(before, r))
		before = r
	}
	slices.Sort(p)
	return p
}

// hash mixes a pair of characters into one number that is no character
// (the constants are those of the finalizer of MurmurHash3).
func hash(a, b rune) uint32 {
	h := uint32(a)*0x85EBCA6B ^ uint32(b)*0xC2B2AE35
	h ^= h >> 16
	return h | 1<<31
}
