// Package gopdf writes finished pages through the library signintech/gopdf: a
// second writer, independent of package pdf, to hold the first against.
//
// In goes the display list that package pdf writes; out goes a PDF whose pages
// look the same, or a complaint for everything that the library cannot draw. It
// draws characters in TrueType faces, boxes, images and links, and writes a
// title and bookmarks.
//
// What no drawing depends on it leaves out without a word: structure (the file
// is not tagged), language, page labels, keywords, levels of bookmarks,
// descriptions of links, metadata that the library would spell wrongly. Where
// two characters share a glyph, both are copied as the first one used. The
// library writes places in 1/100 pt.
//
// gopdf.go is the order of the parts; survey.go tells what cannot be drawn;
// face.go, sfnt.go and image.go make the files that the library is given;
// paint.go draws.
package gopdf

import (
	"bufio"
	"errors"
	"fmt"
	"io"

	lib "github.com/signintech/gopdf"

	"kan/pipeline/diag"
	"kan/pipeline/page"
)

// CodeLimit is the code of what package pdf can do and the library cannot.
const CodeLimit diag.Code = "pdf/engine-limit"

// Write writes d to w. What the library cannot draw is an error in diags, and
// then nothing is written; what it draws rightly and copies wrongly is a
// warning. The error returned is about a broken document, font or image, or
// comes from w; what was written until then is no PDF.
func Write(w io.Writer, d *page.Document, diags *diag.List) error {
	if len(d.Pages) == 0 {
		return errors.New("a PDF needs at least one page")
	}
	s, err := look(d, diags)
	if err != nil || s.limited {
		return err
	}
	p := newPainter(d, s)
	for _, f := range s.order {
		file, err := f.file()
		if err == nil {
			err = p.pdf.AddTTFFontData(f.name, file)
		}
		if err != nil {
			return fmt.Errorf("font %s: %w", f.Name(), err)
		}
	}
	for i := range d.Pages {
		if err := p.page(&d.Pages[i]); err != nil {
			return fmt.Errorf("page %d: %w", i+1, err)
		}
	}
	p.pdf.SetInfo(info(d.Meta))
	// The library does not look at errors of w; the buffer keeps the first.
	b := bufio.NewWriter(w)
	if _, err := p.pdf.WriteTo(b); err != nil {
		return err
	}
	return b.Flush()
}

// info is the document information dictionary (ISO 32000-1 §14.3.3).
func info(m page.Meta) lib.PdfInfo {
	i := lib.PdfInfo{Producer: "kan"}
	for _, x := range [...]struct {
		to   *string
		text string
	}{{&i.Title, m.Title}, {&i.Author, m.Author}, {&i.Subject, m.Subject}, {&i.Creator, m.Creator}} {
		if inBMP(x.text) {
			*x.to = x.text
		}
	}
	if !m.Created.IsZero() {
		i.CreationDate = m.Created.UTC() // the library writes whole hours of the zone only
	}
	return i
}

// inBMP tells whether the library can spell a text string (ISO 32000-1
// §7.9.2.2): it writes one UTF-16 unit for every character.
func inBMP(text string) bool {
	for _, r := range text {
		if r > 0xFFFF {
			return false
		}
	}
	return true
}
