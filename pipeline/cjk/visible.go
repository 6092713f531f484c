package cjk

import "unicode"

// Visible tells whether s has a character that shows: no space, control or
// format character, and none that fonts draw as nothing. A text in place of a
// picture or of a link that has none says nothing to anybody.
func Visible(s string) bool {
	for _, r := range s {
		if unicode.IsGraphic(r) && !unicode.IsSpace(r) && !unicode.In(r, unicode.Mn, unicode.Other_Default_Ignorable_Code_Point) && r != 0x2800 {
			return true
		}
	}
	return false
}
