// Package date holds calendar days without clock or zone: what front matter,
// manifests and printed dates are about. It reads only the unambiguous form
// 2026-03-12 and knows no "today": the clock belongs to cmd.
package date

import (
	"fmt"
	"time"
)

// Date is a day of the Gregorian calendar; the zero Date means "not given".
type Date struct{ Year, Month, Day int }

// Parse reads YYYY-MM-DD; any other form, and any day that does not exist, is an error.
func Parse(s string) (Date, error) {
	t, err := time.Parse("2006-01-02", s)
	if err != nil {
		return Date{}, fmt.Errorf("%q is not a date of the form 2026-03-12", s)
	}
	return Date{t.Year(), int(t.Month()), t.Day()}, nil
}

// IsZero tells whether d is the zero Date.
func (d Date) IsZero() bool { return d == Date{} }

// Compare orders days: negative when d is before e, zero when equal.
func (d Date) Compare(e Date) int {
	return (d.Year-e.Year)*10000 + (d.Month-e.Month)*100 + d.Day - e.Day
}

// String gives 2026-03-12, or "" for the zero Date.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
}

// Chinese gives 2026年3月12日: full year, no leading zeros (GB/T 9704 7.3.5.4).
func (d Date) Chinese() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%d年%d月%d日", d.Year, d.Month, d.Day)
}

// Time is midnight UTC of the day, for file metadata.
func (d Date) Time() time.Time {
	return time.Date(d.Year, time.Month(d.Month), d.Day, 0, 0, 0, 0, time.UTC)
}
