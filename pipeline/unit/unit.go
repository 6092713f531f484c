// Package unit holds the one length type of kan.
//
// A Length is a whole number of 1/65536 pt (72 pt to the inch). Whole numbers
// keep layout equal to the byte on every machine; the type holds about
// ±1.4·10^14 pt, so page arithmetic cannot overflow. Lengths come in from
// styles by Parse and go out by Pt (PDF) or String (dumps). The package knows
// nothing of em: what is relative to a type size is resolved by its owner.
package unit

import (
	"fmt"
	"math/big"
	"strings"
)

// Length is a distance in 1/65536 pt.
type Length int64

// Pt is one PostScript point, 1/72 inch.
const Pt Length = 1 << 16

// Points returns n whole points.
func Points(n int) Length { return Length(n) * Pt }

// MM returns a length given in hundredths of a millimetre: MM(3700) is 37 mm.
func MM(hundredths int64) Length {
	return Length(divRound(hundredths*72*int64(Pt), 2540))
}

// MulDiv returns l·num/den, rounded half away from zero. den must be positive.
func (l Length) MulDiv(num, den int64) Length {
	const safe = 1 << 31
	if l > -safe && l < safe && num > -safe && num < safe {
		return Length(divRound(int64(l)*num, den))
	}
	p := new(big.Int).Mul(big.NewInt(int64(l)), big.NewInt(num))
	p.Mul(p, big.NewInt(2))
	d := big.NewInt(den)
	if p.Sign() < 0 {
		p.Sub(p, d)
	} else {
		p.Add(p, d)
	}
	return Length(p.Quo(p, d.Mul(d, big.NewInt(2))).Int64())
}

// Pt returns l in points; for output and ratios, never for layout decisions.
func (l Length) Pt() float64 { return float64(l) / float64(Pt) }

// MM returns l in millimetres; for messages.
func (l Length) MM() float64 { return l.Pt() * 25.4 / 72 }

// String gives points with two decimals, as page dumps print them.
func (l Length) String() string {
	sign := ""
	if l < 0 {
		sign, l = "-", -l
	}
	h := divRound(int64(l)*100, int64(Pt))
	if h == 0 {
		sign = ""
	}
	return fmt.Sprintf("%s%d.%02d", sign, h/100, h%100)
}

// sizes are the type sizes by name as Word and the ctex "word" table have
// them, in 1/100 pt; specs/gbt9704.md §1.3 lists where traditions differ.
var sizes = map[string]int64{
	"初号": 4200, "小初": 3600, "一号": 2600, "小一": 2400, "二号": 2200, "小二": 1800,
	"三号": 1600, "小三": 1500, "四号": 1400, "小四": 1200, "五号": 1050, "小五": 900,
	"六号": 750, "小六": 650, "七号": 550, "八号": 500,
}

// Parse reads "37mm", "2.5cm", "16pt" or a size by name such as "三号".
// Numbers are decimal with at most six places; anything else is an error.
func Parse(s string) (Length, error) {
	if h, ok := sizes[s]; ok {
		return Length(divRound(h*int64(Pt), 100)), nil
	}
	for _, u := range [...]struct {
		name     string
		num, den int64 // points = value·num/den
	}{{"mm", 720, 254}, {"cm", 7200, 254}, {"pt", 1, 1}} {
		digits, ok := strings.CutSuffix(s, u.name)
		if !ok {
			continue
		}
		n, scale, err := Decimal(digits)
		if err != nil {
			return 0, fmt.Errorf("length %q: %w", s, err)
		}
		return Length(n).MulDiv(u.num*int64(Pt), u.den*scale), nil
	}
	return 0, fmt.Errorf("length %q: want a number with mm, cm or pt, or a size such as 三号", s)
}

// Decimal reads a plain decimal number as n/scale, scale a power of ten.
func Decimal(s string) (n, scale int64, err error) {
	digits, neg := strings.CutPrefix(s, "-")
	whole, frac, point := strings.Cut(digits, ".")
	if whole == "" || len(whole) > 9 || len(frac) > 6 || point && frac == "" {
		return 0, 1, fmt.Errorf("%q is not a number", s)
	}
	scale = 1
	for i, part := range [...]string{whole, frac} {
		for _, c := range []byte(part) {
			if c < '0' || c > '9' {
				return 0, 1, fmt.Errorf("%q is not a number", s)
			}
			n = n*10 + int64(c-'0')
			if i == 1 {
				scale *= 10
			}
		}
	}
	if neg {
		n = -n
	}
	return n, scale, nil
}

// divRound is a/b rounded half away from zero, b > 0.
func divRound(a, b int64) int64 {
	if a < 0 {
		return -((-a + b/2) / b)
	}
	return (a + b/2) / b
}
