package signoff

import "strings"

// Mailmap tells by which address a person goes who has committed under others
// (gitmailmap(5)).
type Mailmap struct{ lines []mapping }

// mapping is a line of the file: the proper address, and the name and address
// that a commit has; a name that is empty is any.
type mapping struct{ proper, name, email string }

// maxMailmap bounds the lines that are read.
const maxMailmap = 10_000

// ReadMailmap reads a .mailmap. Lines that are not of its form say nothing, as
// Git has it.
func ReadMailmap(text []byte) (m Mailmap) {
	for line := range strings.Lines(string(text)) {
		if len(m.lines) == maxMailmap {
			break
		}
		line, _, _ = strings.Cut(line, "#")
		_, rest, ok := address(line)
		if !ok {
			continue
		}
		first, _, _ := address(line)
		name, _, two := address(rest)
		if !two {
			continue // only a proper name: the address stays
		}
		m.lines = append(m.lines, mapping{first.email, strings.ToLower(name.name), strings.ToLower(name.email)})
	}
	return m
}

// named is a name and an address.
type named struct{ name, email string }

// address reads “Name <address>” at the head of a line and returns what follows.
func address(line string) (n named, rest string, ok bool) {
	name, after, ok := strings.Cut(line, "<")
	if !ok {
		return n, "", false
	}
	email, rest, ok := strings.Cut(after, ">")
	return named{strings.TrimSpace(name), strings.TrimSpace(email)}, rest, ok
}

// Email is the proper address of who committed under a name and an address. A
// line with the name goes before one without; of equals the last one counts.
func (m Mailmap) Email(name, email string) string {
	proper, exact := email, false
	for _, l := range m.lines {
		if l.email != strings.ToLower(email) || l.name != "" && l.name != strings.ToLower(name) {
			continue
		}
		if l.name != "" || !exact {
			proper, exact = l.proper, l.name != ""
		}
	}
	return proper
}
