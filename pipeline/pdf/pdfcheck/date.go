package pdfcheck

import (
	"regexp"
	"strings"
	"time"
)

// moment is a date as far as it is known.
type moment struct {
	at        time.Time
	precision int  // parts that are given: 1 is the year, 6 the second
	zoned     bool // has a time zone
}

// equal tells whether two dates are given as far as each other and are the
// same instant. The zones may differ.
func (m moment) equal(other moment) bool {
	return m.at.Equal(other.at) && m.precision == other.precision && m.zoned == other.zoned
}

var (
	// pdfDate is D:YYYYMMDDHHmmSSOHH'mm' (ISO 32000-1 §7.9.4), each part only
	// with those before it.
	pdfDate = regexp.MustCompile(`^D:(\d{4})(?:(\d\d)(?:(\d\d)(?:(\d\d)(?:(\d\d)(?:(\d\d))?)?)?)?)?(Z(?:00'(?:00'?)?)?|[+-]\d\d(?:'(?:\d\d'?)?)?)?$`)
	// xmpDate is YYYY-MM-DDThh:mm:ss.sTZD (ISO 16684-1 8.2.1.2).
	xmpDate = regexp.MustCompile(`^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?)?)?$`)
)

func parsePDFDate(s string) (moment, bool) { return parseDate(pdfDate, s) }
func parseXMPDate(s string) (moment, bool) { return parseDate(xmpDate, s) }

// parseDate reads a date of six numbers and a zone.
func parseDate(form *regexp.Regexp, s string) (moment, bool) {
	m := form.FindStringSubmatch(s)
	if m == nil {
		return moment{}, false
	}
	v := [6]int{0, 1, 1, 0, 0, 0}
	precision := 0
	for i := range v {
		if m[i+1] == "" {
			break
		}
		v[i] = digits(m[i+1])
		precision++
	}
	if v[1] < 1 || v[1] > 12 || v[3] > 23 || v[4] > 59 || v[5] > 59 {
		return moment{}, false
	}
	t := time.Date(v[0], time.Month(v[1]), v[2], v[3], v[4], v[5], 0, time.UTC)
	if t.Day() != v[2] { // the 31st of a month of 30 days
		return moment{}, false
	}
	zone := strings.NewReplacer("'", "", ":", "").Replace(m[7])
	if len(zone) >= 3 && zone[0] != 'Z' {
		hours, minutes := digits(zone[1:3]), digits(zone[3:])
		if hours > 23 || minutes > 59 {
			return moment{}, false
		}
		off := time.Duration(hours*60+minutes) * time.Minute
		if zone[0] == '+' {
			off = -off
		}
		t = t.Add(off)
	}
	return moment{t, precision, zone != ""}, true
}

// digits is a number of decimal digits, 0 for none.
func digits(s string) (n int) {
	for _, c := range []byte(s) {
		n = 10*n + int(c-'0')
	}
	return n
}
