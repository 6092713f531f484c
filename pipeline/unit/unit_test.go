package unit

import "testing"

func TestParse(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"37mm", "104.88"}, {"28mm", "79.37"}, {"0.35mm", "0.99"}, {"3.7cm", "104.88"},
		{"16pt", "16.00"}, {"三号", "16.00"}, {"五号", "10.50"}, {"-4mm", "-11.34"}, {"210mm", "595.28"},
	} {
		l, err := Parse(c.in)
		if err != nil || l.String() != c.want {
			t.Errorf("Parse(%q) = %v, %v; want %s", c.in, l, err, c.want)
		}
	}
	for _, in := range []string{"", "mm", "1em", "1.mm", ".5mm", "1 mm", "0x1pt", "三", "12345678901pt", "1.2345678pt"} {
		if l, err := Parse(in); err == nil {
			t.Errorf("Parse(%q) = %v, want an error", in, l)
		}
	}
}

func TestMulDivRoundsHalfAway(t *testing.T) {
	for _, c := range []struct {
		l        Length
		num, den int64
		want     Length
	}{{3, 1, 2, 2}, {-3, 1, 2, -2}, {1 << 40, 1 << 40, 1 << 41, 1 << 39}, {7, 2, 3, 5}} {
		if got := c.l.MulDiv(c.num, c.den); got != c.want {
			t.Errorf("%d·%d/%d = %d, want %d", c.l, c.num, c.den, got, c.want)
		}
	}
	if MM(3700) != Length(divRound(37*72*10*int64(Pt), 254)) {
		t.Error("MM(3700) is not 37 mm")
	}
}
