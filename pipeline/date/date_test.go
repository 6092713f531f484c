package date

import "testing"

func TestParse(t *testing.T) {
	d, err := Parse("2026-03-12")
	if err != nil || d != (Date{2026, 3, 12}) || d.String() != "2026-03-12" || d.Chinese() != "2026年3月12日" {
		t.Errorf("%v, %v", d, err)
	}
	if d.Time().Unix() != 1773273600 {
		t.Errorf("midnight UTC is %d", d.Time().Unix())
	}
	for _, in := range []string{"", "2026-3-12", "2026/03/12", "20260312", "2026-02-30", "2026-13-01", "2026-03-12T00:00:00Z"} {
		if d, err := Parse(in); err == nil {
			t.Errorf("%q is %v", in, d)
		}
	}
}

func TestCompare(t *testing.T) {
	days := []Date{{}, {2025, 12, 31}, {2026, 1, 1}, {2026, 1, 31}, {2026, 2, 1}}
	for i, a := range days {
		for j, b := range days {
			if got := a.Compare(b); (got < 0) != (i < j) || (got == 0) != (i == j) {
				t.Errorf("%v and %v: %d", a, b, got)
			}
		}
	}
	if !(Date{}).IsZero() || (Date{}).String() != "" || (Date{}).Chinese() != "" {
		t.Error("the zero date is a day")
	}
}
