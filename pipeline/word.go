package pipeline

import (
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"kan/pipeline/doc"
	"kan/pipeline/docx"
	"kan/pipeline/fontbook"
	"kan/pipeline/page"
	"kan/pipeline/style"
	"kan/pipeline/unit"
)

// writeWord writes the Word document of an issue that has been laid out: what
// only pages show, the numbers of the contents list and the lines of titles, is
// taken from them.
func (c *Content) writeWord(w io.Writer, d *doc.Document, s *style.Style, p *page.Document) error {
	fonts, err := c.wordFonts(s.Word.OwnFonts)
	if err != nil {
		return err
	}
	numbers, breaks := printed(p)
	return docx.Write(w, d, s, docx.Options{Count: len(p.Pages), Pages: numbers, Breaks: breaks, Fonts: fonts,
		Title: p.Meta.Title, Author: p.Meta.Author, Subject: p.Meta.Subject, Keywords: p.Meta.Keywords,
		Creator: p.Meta.Creator, Created: p.Meta.Created, Commit: p.Meta.Commit, Lock: p.Meta.Lock})
}

// wordFonts are the names of faces by role: the one that offices have, which
// the supplied face stands for, and the supplied one as another; or, with own,
// the other way round.
func (c *Content) wordFonts(own bool) (map[string]docx.Font, error) {
	fonts := map[string]docx.Font{}
	entries, roles := c.book.Entries(), c.book.Roles()
	faces, err := c.book.Faces(roles)
	if err != nil {
		return nil, err
	}
	for n, role := range roles {
		k := slices.IndexFunc(entries, func(e fontbook.Entry) bool { return e.Role == role })
		names := append(slices.Clone(entries[k].StandsFor), faces[n].FamilyName())
		if own {
			slices.Reverse(names)
		}
		fonts[role] = docx.Font{Name: names[0], Alt: names[1:]}
	}
	return fonts, nil
}

// printed reads off laid-out pages the number of the page that each anchor
// stands on, and how many characters the lines of each item's title have, but
// for the last.
func printed(d *page.Document) (numbers map[string]string, breaks map[string][]int) {
	numbers, breaks = map[string]string{}, map[string][]int{}
	for _, p := range d.Pages {
		title, last := "", unit.Length(-1)
		var lines []int
		for _, i := range p.Items {
			switch i := i.(type) {
			case page.Anchor:
				numbers[i.Name] = p.Label
				if strings.HasPrefix(i.Name, "item-") {
					title, last, lines = i.Name, -1, nil
				}
			case page.Mark:
				if !i.Close || i.Kind.Heading() == 0 {
					continue
				}
				if len(lines) > 1 {
					breaks[title] = lines[:len(lines)-1]
				}
				title, lines = "", nil
			case *page.Glyphs:
				if title == "" {
					continue
				}
				if i.Y != last {
					lines, last = append(lines, 0), i.Y
				}
				lines[len(lines)-1] += utf8.RuneCountInString(i.Text)
			}
		}
	}
	return numbers, breaks
}
