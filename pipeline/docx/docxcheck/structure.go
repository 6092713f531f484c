package docxcheck

import (
	"slices"
	"strconv"
	"strings"
)

// stories looks for cells and other pieces that hold blocks and do not end with
// a paragraph (Word cannot read them), and for tables that touch: they would
// become one.
func (c *checker) stories() {
	c.each(func(p *part, n *node) {
		switch n.name {
		case "w:tc", "w:footnote", "w:endnote", "w:hdr", "w:ftr", "w:txbxContent":
			if p.name == "word/settings.xml" {
				return // there a w:footnote names a separator
			}
			if k := len(n.children); k == 0 || n.children[k-1].name != "w:p" {
				c.fault(p.name, "%s does not end with a paragraph", n.name)
			}
		}
		for k := 1; k < len(n.children); k++ {
			a, b := n.children[k-1], n.children[k]
			if a.name == "w:tbl" && b.name == "w:tbl" && !floats(a) && !floats(b) {
				c.fault(p.name, "two tables have no paragraph between them")
			}
		}
	})
}

// floats tells whether a table stands out of the text.
func floats(table *node) bool { return table.child("w:tblPr", "w:tblpPr").name != "" }

// tables looks for rows that do not fill the grid, cells that go on what was
// not begun, and heads that repeat after a row that does not.
func (c *checker) tables() {
	c.each(func(p *part, n *node) {
		if n.name == "w:tbl" {
			c.table(p, n)
		}
	})
}

func (c *checker) table(p *part, table *node) {
	width := len(table.child("w:tblGrid").all("w:gridCol"))
	if width > 63 {
		c.fault(p.name, "a table has %d columns; Word opens no file with more than 63", width)
	}
	begun := map[int]int{} // column → span of the cell that goes on below
	body := false
	for k, row := range table.all("w:tr") {
		if head := row.child("w:trPr", "w:tblHeader").isOn(); head && body {
			c.fault(p.name, "row %d of a table repeats after one that does not", k+1)
		} else {
			body = !head
		}
		at := number(row.child("w:trPr", "w:gridBefore").get("w:val"), 0)
		next := map[int]int{}
		for _, cell := range row.all("w:tc") {
			span := number(cell.child("w:tcPr", "w:gridSpan").get("w:val"), 1)
			if merge := cell.child("w:tcPr", "w:vMerge"); merge.name != "" {
				if merge.get("w:val") != "restart" && begun[at] != span {
					c.fault(p.name, "a cell in row %d of a table goes on one that is not above it", k+1)
				}
				next[at] = span
			}
			at += span
		}
		at += number(row.child("w:trPr", "w:gridAfter").get("w:val"), 0)
		if at != width {
			c.fault(p.name, "row %d of a table fills %d columns of %d", k+1, at, width)
		}
		begun = next
	}
}

func number(s string, otherwise int) int {
	if n, err := strconv.Atoi(s); err == nil {
		return n
	}
	return otherwise
}

// texts looks for characters that programs drop or show each in its own way:
// tabs and line breaks inside a text, tabs beside a text in one run, spaces at
// the ends of a text that does not say they count.
func (c *checker) texts() {
	c.each(func(p *part, n *node) {
		switch n.name {
		case "w:r":
			if n.child("w:t").name != "" && n.child("w:tab").name != "" {
				c.fault(p.name, "a run has both a tab and the text %q", n.child("w:t").text)
			}
		case "w:t", "w:instrText":
			if strings.ContainsAny(n.text, "\t\n\r") {
				c.fault(p.name, "the text %q has a tab or a line break", n.text)
			}
			if n.text != strings.Trim(n.text, " \t\n\r") && n.get("xml:space") != "preserve" {
				c.fault(p.name, "the text %q loses its outer spaces", n.text)
			}
		}
	})
}

// sectionOrder is the order of the parts of a section (ECMA-376 part 1, 17.6.17).
var sectionOrder = strings.Fields(`w:headerReference w:footerReference w:footnotePr w:endnotePr w:type w:pgSz w:pgMar w:paperSrc
	w:pgBorders w:lnNumType w:pgNumType w:cols w:formProt w:vAlign w:noEndnote w:titlePg w:textDirection w:bidi w:rtlGutter w:docGrid
	w:printerSettings w:sectPrChange`)

// sections looks for sections whose parts are out of order or twice there, for
// paper turned the wrong way, and for a body that does not end with its section.
func (c *checker) sections() {
	body := c.parts[mainPart].root.child("w:body")
	if k := len(body.children); k == 0 || body.children[k-1].name != "w:sectPr" || len(body.all("w:sectPr")) != 1 {
		c.fault(mainPart, "the body does not end with the only section of its own")
	}
	even := c.settingIsOn("w:evenAndOddHeaders")
	first := true
	c.each(func(p *part, n *node) {
		if n.name != "w:sectPr" {
			return
		}
		last, seen := 0, map[string]bool{}
		for _, child := range n.children {
			place := max(1, slices.Index(sectionOrder, child.name)) // headers and footers may be mixed
			if id := child.name + child.get("w:type"); seen[id] || place < last {
				c.fault(p.name, "%s of a section is out of order, or twice there", child.name)
			} else {
				seen[id] = true
			}
			last = place
		}
		for _, kind := range []string{"w:headerReference", "w:footerReference"} {
			if first && even && seen[kind+"default"] != seen[kind+"even"] {
				c.fault(p.name, "the first section has %s for odd or for even pages alone", kind)
			}
		}
		first = false
		size := n.child("w:pgSz")
		if wide := number(size.get("w:w"), 0) > number(size.get("w:h"), 0); wide != (size.get("w:orient") == "landscape") {
			c.fault(p.name, "the paper of a section is turned the wrong way")
		}
	})
}

// settingIsOn tells whether a switch of the settings is on.
func (c *checker) settingIsOn(name string) bool {
	p := c.parts["word/settings.xml"]
	return p != nil && p.root.child(name).isOn()
}
