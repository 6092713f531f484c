package squares

import (
	"testing"

	"kan/pipeline/font"
)

func TestWidths(t *testing.T) {
	f := New()
	for _, c := range []struct {
		chars string
		width int
	}{{"国，“”‘’—…～　①𬭎", 1000}, {"aZ09(%-/·–", 500}, {" ", 250}} {
		for _, r := range c.chars {
			g := f.Glyph(r)
			if g == 0 || f.Advance(g) != c.width {
				t.Errorf("%c is glyph %d, %d wide, want %d", r, g, f.Advance(g), c.width)
			}
			if box, ok := f.Bounds(g); r != ' ' && r != '　' && (!ok || box != (font.Rect{XMin: 0, YMin: -120, XMax: c.width, YMax: 880})) {
				t.Errorf("%c inks %v", r, box)
			}
		}
	}
	for _, r := range " \u3000" {
		if box, ok := f.Bounds(f.Glyph(r)); ok {
			t.Errorf("%U inks %v", r, box)
		}
	}
	if f.PostScriptName() != "Squares" {
		t.Error(f.PostScriptName())
	}
	if f.Glyph('é') != 0 {
		t.Error("the font has é")
	}
}
