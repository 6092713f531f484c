// Package docxcheck looks for what no validator finds in the DOCX files that
// pipeline/docx writes: names that lead nowhere, fields that never end, cells
// that Word calls unreadable. Tests use it; the program does not.
//
// In comes a file, out go its faults. It reads with the standard library and
// knows nothing of the writer. Order of elements, types of attributes and all
// else that the schema says is for the validators to judge.
package docxcheck

import (
	"archive/zip"
	"fmt"
	"io"
)

// Fault is something that must not be in a file.
type Fault struct {
	Rule string // of those below, or "file" when it could not be read
	Part string
	What string
}

func (f Fault) String() string { return fmt.Sprintf("%s: %s (%s)", f.Part, f.What, f.Rule) }

// rules are all rules, in the order of their faults.
var rules = []struct {
	name  string
	check func(*checker)
}{
	{"packing", (*checker).packing},     // zip entries: order, names, times, methods
	{"types", (*checker).types},         // every part has a content type, every declared part is there
	{"relations", (*checker).relations}, // every id leads to a part of the right kind, every part is led to
	{"ignorable", (*checker).ignorable}, // mc:Ignorable names declared prefixes
	{"styles", (*checker).styles},
	{"numbering", (*checker).numbering},
	{"notes", (*checker).notes},
	{"bookmarks", (*checker).bookmarks},
	{"drawings", (*checker).drawings}, // ids are unique, sizes are sizes
	{"ranges", (*checker).ranges},     // numbers are what Word takes
	{"fonts", (*checker).fonts},
	{"stories", (*checker).stories}, // cells, notes, headers end with a paragraph
	{"tables", (*checker).tables},   // rows fill the grid
	{"fields", (*checker).fields},   // begin, separate and end balance
	{"texts", (*checker).texts},     // tabs and spaces that would be lost
	{"sections", (*checker).sections},
}

// Check reads a DOCX and tells its faults. allowedFonts are the only names of
// fonts that it may speak of; nil allows all that its own font table has.
func Check(r io.ReaderAt, size int64, allowedFonts []string) []Fault {
	c := &checker{allowed: allowedFonts, parts: map[string]*part{}, rule: "file", told: map[Fault]bool{}}
	z, err := zip.NewReader(r, size)
	if err != nil {
		c.fault("", "%v", err)
		return c.faults
	}
	c.entries = z.File
	c.read()
	if c.parts[contentTypes] == nil || c.parts[mainPart] == nil {
		c.fault("", "it has no %s or no %s", contentTypes, mainPart)
		return c.faults
	}
	for _, rule := range rules {
		c.rule = rule.name
		rule.check(c)
	}
	return c.faults
}

// checker is a file that is being checked.
type checker struct {
	entries []*zip.File
	parts   map[string]*part // those of XML, by name
	order   []*part          // in the order of the file
	allowed []string
	rule    string // that is being checked
	faults  []Fault
	told    map[Fault]bool
}

// fault notes a fault; of equal ones, the first.
func (c *checker) fault(part, format string, args ...any) {
	f := Fault{c.rule, part, fmt.Sprintf(format, args...)}
	if !c.told[f] {
		c.told[f] = true
		c.faults = append(c.faults, f)
	}
}

// each visits every element of every part under word/, with its part.
func (c *checker) each(visit func(*part, *node)) {
	for _, p := range c.order {
		if p.isContent() {
			p.root.each(func(n *node) { visit(p, n) })
		}
	}
}
