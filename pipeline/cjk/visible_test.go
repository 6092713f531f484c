package cjk

import "testing"

func TestVisible(t *testing.T) {
	for _, s := range []string{"字", "a", "　。", "\u200B1", "𠮷", "é", "é"} {
		if !Visible(s) {
			t.Errorf("%q shows", s)
		}
	}
	for _, s := range []string{"", " ", "　", "\u00A0", "\u200B", "\u200D\uFEFF\u2060", "\u00AD", "\t\n\x00", "\uFE0F", "\u3164", "\u2800", "\u202E", "\u0301"} {
		if Visible(s) {
			t.Errorf("%q does not show", s)
		}
	}
}
