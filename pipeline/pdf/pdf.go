// Package pdf writes finished pages as a PDF 1.7 file (ISO 32000-1).
//
// In goes a display list whose every decision is taken; out goes a file that
// is equal to the byte for equal input, whatever the number of workers. Fonts
// are embedded as subsets, text can be searched and copied as it was written,
// links, outline, page labels and metadata are in their places. The package
// does not lay out, choose fonts or read files other than through the faces it
// is given.
//
// The file is tagged, and conforms to PDF/A-2a (ISO 19005-2) and PDF/UA-1 (ISO
// 14289-1), unless its pages make that impossible: it claims what it keeps, see
// claims.go. An encrypted file is never PDF/A; one with its sources attached is
// PDF/A-3a (ISO 19005-3).
//
// pdf.go is the order of the parts; file.go writes objects, streams and the
// cross-reference; content.go draws; tags.go writes the structure; font.go,
// image.go, outline.go and metadata.go make what the pages refer to.
package pdf

import (
	"fmt"
	"io"
	"runtime"

	"kan/pipeline/font"
	"kan/pipeline/page"
	"kan/pipeline/structure"
)

// Options choose how a file is written; they do not change what its pages show.
type Options struct {
	Level        int    // of compression, 1 to 9; 0 is DefaultLevel
	Jobs         int    // workers; 0 is one for each processor; no influence on the bytes
	Uncompressed bool   // leave streams readable, to look into them
	Cache        *Cache // of font programs, for several files of one process; nil is none

	// These do change what the file is.
	Encrypt *Encryption  // nil leaves it open to everybody
	Attach  []Attachment // the sources of the document
}

// DefaultLevel is the compression level of Options{}.
const DefaultLevel = 6

// Write writes d, whose structure is tree, to w. An error names the page, font or image it is about;
// what was written to w until then is no PDF.
func Write(w io.Writer, d *page.Document, tree *structure.Tree, o Options) error {
	if o.Level == 0 {
		o.Level = DefaultLevel
	}
	if o.Jobs <= 0 {
		o.Jobs = runtime.GOMAXPROCS(0)
	}
	if len(d.Pages) == 0 {
		return fmt.Errorf("a PDF needs at least one page")
	}
	doc := &writer{file: newFile(w, o), options: o, fonts: map[*font.Face]*fontUse{}, images: images{}}
	defer doc.file.abandon()
	return doc.write(d, tree)
}

// writer is the state of one Write.
type writer struct {
	file    *file
	fonts   map[*font.Face]*fontUse
	order   []*fontUse // fonts in order of first use
	images  images
	dests   []destination
	foreign map[*page.Glyphs]passages
	tags    *tags
	options Options
}

func (w *writer) write(d *page.Document, structure *structure.Tree) error {
	f := w.file
	catalog, tree := f.alloc(), f.alloc()
	info := newInfo(d.Meta, claimsOf(structure, w.options))
	if e := w.options.Encrypt; e != nil {
		c, err := newCipher(*e, seed(d, w.options.Attach))
		if err != nil {
			return err
		}
		f.seal(c)
	}
	if err := checkAnchors(d); err != nil {
		return err
	}
	kids := make([]ref, len(d.Pages))
	for i := range d.Pages {
		kids[i] = f.alloc()
	}
	w.tags = newTags(f, structure, kids)
	if err := w.pages(d, kids, tree); err != nil {
		return err
	}
	var o object
	o.open()
	o.name("Type", "Pages")
	o.int("Count", len(kids))
	o.refs("Kids", kids)
	o.close()
	if err := f.put(tree, o); err != nil {
		return err
	}
	for _, u := range w.order {
		if err := u.write(f, w.options.Cache); err != nil {
			return err
		}
	}
	if err := w.tags.write(f); err != nil {
		return err
	}
	dictionary, err := w.catalog(d, info, catalog, tree)
	if err != nil {
		return err
	}
	return f.finish(catalog, dictionary)
}

// pages writes the pages: first it is gathered what all of them use, for only
// then are the codes of glyphs known; then they are drawn, as many at a time as
// there are workers.
func (w *writer) pages(d *page.Document, kids []ref, tree ref) error {
	sheets := make([]*sheet, len(d.Pages))
	var err error
	for i := range d.Pages {
		if sheets[i], err = w.gather(&d.Pages[i], &w.tags.Pages[i], kids[i]); err != nil {
			return fmt.Errorf("page %d: %w", i+1, err)
		}
	}
	for _, u := range w.order {
		if err := u.assign(); err != nil {
			return err
		}
	}
	w.tags.number(sheets)
	w.foreign = foreign(d, w.tags.Tree)
	for i, s := range sheets {
		if err := w.page(i, s, kids[i], tree); err != nil {
			return fmt.Errorf("page %d: %w", i+1, err)
		}
	}
	return nil
}

// catalog writes the document catalog (§7.7.2) and what hangs on it, and
// returns the information dictionary.
func (w *writer) catalog(d *page.Document, meta info, catalog, tree ref) (ref, error) {
	f := w.file
	names, err := f.names(w.dests)
	if err != nil {
		return 0, err
	}
	outline, err := f.outline(d.Outline)
	if err != nil {
		return 0, err
	}
	attached, err := f.attach(w.options.Attach, meta.date)
	if err != nil {
		return 0, err
	}
	xmp, profile := f.alloc(), f.alloc()
	err = f.later(xmp, func(*deflater) (stream, error) {
		var o object
		o.raw("/Type/Metadata/Subtype/XML")
		return stream{o, meta.xmp()}, nil // never deflated: other programs look for it
	})
	if err != nil {
		return 0, err
	}
	err = f.later(profile, func(z *deflater) (stream, error) {
		var o object
		o.int("N", 3)
		return z.stream(o, srgbProfile())
	})
	if err != nil {
		return 0, err
	}

	var o object
	o.open()
	o.name("Type", "Catalog")
	if f.cipher != nil {
		o.raw(extensionAES256)
	}
	o.ref("Pages", tree)
	o.text("Lang", meta.lang)
	o.raw("/MarkInfo<</Marked true>>")
	o.ref("StructTreeRoot", w.tags.root)
	o.raw("/ViewerPreferences<</DisplayDocTitle true>>")
	o.ref("Metadata", xmp)
	o.raw("/OutputIntents[<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB IEC61966-2.1)/Info(sRGB IEC61966-2.1)")
	o.ref("DestOutputProfile", profile)
	o.raw(">>]")
	w.names(&o, names, attached)
	if outline != 0 {
		o.ref("Outlines", outline)
	}
	if labels, ok := pageLabels(d.Pages); ok {
		o.key("PageLabels")
		o.raw(string(labels.b))
	}
	o.close()
	if err := f.put(catalog, o); err != nil {
		return 0, err
	}
	return f.add(meta.dictionary())
}

// names writes the name dictionary (§7.7.4), and which attachments belong to
// the whole document.
func (w *writer) names(o *object, dests ref, a attached) {
	if dests == 0 && len(a.files) == 0 {
		return
	}
	o.raw("/Names<<")
	if dests != 0 {
		o.ref("Dests", dests)
	}
	if len(a.files) > 0 {
		o.raw("/EmbeddedFiles<<")
		o.raw(string(a.names.b))
		o.raw(">>")
	}
	o.raw(">>")
	if len(a.files) > 0 {
		o.refs("AF", a.files)
	}
}

// font returns the use of a face, new at its first glyph.
func (w *writer) font(face *font.Face) (*fontUse, error) {
	if u := w.fonts[face]; u != nil {
		return u, nil
	}
	if face == nil {
		return nil, fmt.Errorf("text without a font")
	}
	u, err := newFontUse(face, len(w.order)+1, w.file.alloc())
	if err != nil {
		return nil, err
	}
	w.fonts[face] = u
	w.order = append(w.order, u)
	return u, nil
}
