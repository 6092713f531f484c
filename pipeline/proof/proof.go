// Package proof compares laid-out pages with GB/T 9704—2012. In comes a
// display list, made with the colours of a proof; out come the deviations from
// the standard in millimetres, counts of what was squeezed, stretched or taken
// from another face, and the same pages with type area, grid, baselines and
// rules drawn under the text.
//
// Measure reads only the display list, never the style: a style that says one
// thing and a layout that does another shall not agree in its eyes. What it
// cannot see on the pages it lists as not measured, with the reason. Overlay
// draws the geometry of the style, so that the eye can compare as well.
//
// The package lays nothing out and judges nothing: a house style may differ
// from the standard on purpose, so a deviation is not an error.
package proof

import (
	"fmt"

	"kan/pipeline/page"
	"kan/pipeline/unit"
)

// Colors are those by which a proof shows what was done to glyphs.
type Colors struct{ Squeezed, Stretched, FellBack page.Color }

// Unit is what the numbers of a Deviation count.
type Unit int8

// The units. Line and type sizes are said in points as well, as printers do.
const (
	MM Unit = iota
	MMAndPoints
	Number
)

// Value is a length, or a count where the unit is Number.
type Value struct {
	Length unit.Length
	Count  int
}

// Deviation is one number of the standard beside what the pages have.
type Deviation struct {
	Name, Clause     string // Clause is that of GB/T 9704—2012, or where else the number comes from
	Unit             Unit
	Wanted, Measured Value
	AtMost           bool        // Measured may be less
	Tolerance        unit.Length // how far a length may be off
	Page             int         // where the value was found, counted from 1; 0 when on all pages alike
	Why              string      // why it could not be measured; "" when it was
}

// Diff is how far the measured value is beyond the wanted one; nothing when
// there is no measured one.
func (d Deviation) Diff() Value {
	if d.Why != "" {
		return Value{}
	}
	v := Value{d.Measured.Length - d.Wanted.Length, d.Measured.Count - d.Wanted.Count}
	if d.AtMost && v.Length < 0 {
		v.Length = 0
	}
	return v
}

// Exceeds tells whether a measured value is further off than it may be.
func (d Deviation) Exceeds() bool {
	v := d.Diff()
	return v.Count != 0 || v.Length > d.Tolerance || -v.Length > d.Tolerance
}

// Text writes a value of d for people.
func (d Deviation) Text(v Value) string {
	switch d.Unit {
	case Number:
		return fmt.Sprint(v.Count)
	case MMAndPoints:
		return fmt.Sprintf("%s（%v磅）", Millimetres(v.Length), v.Length)
	}
	return Millimetres(v.Length)
}

// Millimetres writes a length with two decimals, half a hundredth away from zero.
func Millimetres(l unit.Length) string {
	sign := ""
	if l < 0 {
		sign, l = "-", -l
	}
	h := int64(l.MulDiv(2540, 72*int64(unit.Pt)))
	if h == 0 {
		sign = ""
	}
	return fmt.Sprintf("%s%d.%02d", sign, h/100, h%100)
}
