package pdfcheck

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
)

// object is an object of PDF (ISO 32000-1 §7.3); nil is null.
type object interface{ isObject() }

// The kinds of objects.
type (
	boolean bool
	number  int64 // in millionths; what is larger than fits is cut to the largest
	name    string
	str     string // its bytes
	array   []object
	dict    map[name]object
	ref     struct{ num, gen int } // an indirect reference
)

// stream is a stream: the dictionary as it stands in the file, and the data
// with all filters undone but those of pictures (DCT, JPX).
type stream struct {
	dict dict
	data []byte
}

func (boolean) isObject() {}
func (number) isObject()  {}
func (name) isObject()    {}
func (str) isObject()     {}
func (array) isObject()   {}
func (dict) isObject()    {}
func (ref) isObject()     {}
func (*stream) isObject() {}

func (r ref) String() string { return fmt.Sprintf("%d %d R", r.num, r.gen) }

func compareRefs(a, b ref) int {
	return cmp.Or(cmp.Compare(a.num, b.num), cmp.Compare(a.gen, b.gen))
}

// keys are the keys of a dictionary in order.
func (d dict) keys() []name { return slices.Sorted(maps.Keys(d)) }

// one is the number 1.
const one number = 1_000_000

// int is n as a whole number; ok is false when it is none.
func (n number) int() (v int, ok bool) { return int(n / one), n%one == 0 }

func (n number) String() string {
	sign := ""
	if n < 0 {
		sign, n = "-", -n
	}
	if n%one == 0 {
		return sign + strconv.FormatInt(int64(n/one), 10)
	}
	return fmt.Sprintf("%s%d.%06d", sign, n/one, n%one)
}

// largest is what numbers are cut to.
const largest number = 1 << 62

// parseNumber reads a number as PDF and JSON write it, without exponent (§7.3.3).
func parseNumber(s string) (number, bool) {
	negative := false
	if s != "" && (s[0] == '-' || s[0] == '+') {
		negative, s = s[0] == '-', s[1:]
	}
	var n number
	huge := false
	push := func(digit number) {
		if huge = huge || n >= largest/10; !huge {
			n = 10*n + digit
		}
	}
	digits, decimals := 0, -1 // decimals is -1 before the point
	for _, c := range []byte(s) {
		switch {
		case c == '.' && decimals < 0:
			decimals = 0
			continue
		case c < '0' || c > '9':
			return 0, false
		}
		digits++
		if decimals < 6 { // what comes after is too fine to matter
			push(number(c - '0'))
			if decimals >= 0 {
				decimals++
			}
		}
	}
	for k := max(decimals, 0); k < 6; k++ {
		push(0)
	}
	if huge {
		n = largest
	}
	if negative {
		n = -n
	}
	return n, digits > 0
}

// document is a file as qpdf reads it.
type document struct {
	objects map[ref]object
	refs    []ref // of objects, ascending
	trailer dict
	work    int // elements and bytes that were looked at, as often as they were
}

// maxWork bounds work: many objects can share one that is large, so that a
// small file takes for ever. Above it arrays and strings are not there, and the
// file is at fault. The samples take a few million.
const maxWork = 500_000_000

// spend notes work and tells whether there is more to be had.
func (d *document) spend(n int) bool {
	d.work += 1 + n
	return d.work <= maxWork
}

// maxChain bounds references to references.
const maxChain = 32

// resolve follows references. One that leads nowhere is null (§7.3.10).
func (d *document) resolve(o object) object {
	for range maxChain {
		r, ok := o.(ref)
		if !ok {
			return o
		}
		o = d.objects[r]
	}
	return nil
}

// dict is a dictionary, or that of a stream; nil for all else. A nil
// dictionary can be read like an empty one.
func (d *document) dict(o object) dict {
	switch o := d.resolve(o).(type) {
	case dict:
		return o
	case *stream:
		return o.dict
	}
	return nil
}

func (d *document) array(o object) array {
	a, _ := d.resolve(o).(array)
	if !d.spend(len(a)) {
		return nil
	}
	return a
}

func (d *document) stream(o object) *stream {
	s, _ := d.resolve(o).(*stream)
	return s
}

// name is a name without its slash, "" for all else.
func (d *document) name(o object) name {
	n, _ := d.resolve(o).(name)
	return n
}

func (d *document) str(o object) (str, bool) {
	s, ok := d.resolve(o).(str)
	if !d.spend(len(s)) {
		return "", false
	}
	return s, ok
}

func (d *document) number(o object) (number, bool) {
	n, ok := d.resolve(o).(number)
	return n, ok
}

func (d *document) int(o object) (int, bool) {
	n, ok := d.resolve(o).(number)
	if !ok {
		return 0, false
	}
	return n.int()
}

func (d *document) isTrue(o object) bool { return d.resolve(o) == boolean(true) }

// isOneOf tells whether a name is one of some.
func isOneOf(n name, some ...name) bool { return slices.Contains(some, n) }

// where names an object for a fault: its reference, or what holds it.
func where(o object, holder string) string {
	if r, ok := o.(ref); ok {
		return r.String()
	}
	return holder
}

// rectangle reads a rectangle of four numbers (§7.9.5).
func (d *document) rectangle(o object) (r [4]number, ok bool) {
	a := d.array(o)
	if len(a) != 4 {
		return r, false
	}
	for i := range r {
		if r[i], ok = d.number(a[i]); !ok {
			return r, false
		}
	}
	return r, true
}
