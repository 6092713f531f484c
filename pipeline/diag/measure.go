package diag

// Width is the number of columns that s, which has no tabs, fills on a
// terminal as Visible shows it: two for a Han character.
func Width(s string) (columns int) {
	for b := []byte(s); len(b) > 0; {
		_, width, size := show(b, columns)
		columns += width
		b = b[size:]
	}
	return columns
}

// Visible is s in one line, with control and invisible characters spelt out,
// so that nothing of the input commands the terminal.
func Visible(s string) string { return visible(s) }
