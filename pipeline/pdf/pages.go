package pdf

import (
	"fmt"

	"kan/pipeline/page"
	"kan/pipeline/structure"
)

// sheet is a page on its way into the file: what its content stream will use.
type sheet struct {
	*page.Page
	tags   *structure.Page
	fonts  []*fontUse
	images []*imageUse
	annots []ref // of its links, in order
}

// gather notes which fonts, glyphs, images and places a page has.
func (w *writer) gather(p *page.Page, tags *structure.Page, self ref) (*sheet, error) {
	s := &sheet{Page: p, tags: tags}
	for _, item := range p.Items {
		switch item := item.(type) {
		case *page.Glyphs:
			if len(item.Glyphs) == 0 {
				continue
			}
			use, err := w.collect(item)
			if err != nil {
				return nil, err
			}
			s.fonts = appendNew(s.fonts, use)
		case *page.Image:
			use, err := w.images.use(w.file, item)
			if err != nil {
				return nil, err
			}
			s.images = appendNew(s.images, use)
		case page.Link:
			if !item.Empty() {
				s.annots = append(s.annots, w.file.alloc())
			}
		case page.Anchor:
			w.dests = append(w.dests, destination{item.Name, self, milli(item.X), milli(p.Height - item.Y)})
		}
	}
	return s, nil
}

// collect notes the glyphs of a run.
func (w *writer) collect(g *page.Glyphs) (*fontUse, error) {
	if g.Size <= 0 {
		return nil, fmt.Errorf("text %q has the size %v pt", g.Text, g.Size)
	}
	use, err := w.font(g.Face)
	if err != nil {
		return nil, err
	}
	for part := range parts(g, nil) {
		for _, p := range part.glyphs {
			if err := use.collect(p.ID, g.Text[p.Start:p.End]); err != nil {
				return nil, err
			}
		}
	}
	return use, nil
}

// content draws a page's items. It runs in a worker and only reads.
func (w *writer) content(s *sheet) []byte {
	c := &content{height: s.Height}
	stretches := s.tags.Stretches
	for k, item := range s.Items {
		if len(stretches) > 0 && stretches[0].From == k {
			c.begin(stretches[0])
		}
		switch item := item.(type) {
		case *page.Glyphs:
			if len(item.Glyphs) > 0 {
				c.glyphs(item, w.fonts[item.Face], w.foreign[item])
			}
		case page.Box:
			c.box(item)
		case *page.Image:
			c.image(item, w.images.of(item))
		}
		if len(stretches) > 0 && stretches[0].To == k+1 {
			c.finish()
			stretches = stretches[1:]
		}
	}
	c.end()
	return c.b
}

// page writes one page: its content stream, its annotations and itself.
func (w *writer) page(n int, s *sheet, self, tree ref) error {
	f := w.file
	stm := f.alloc()
	if err := f.later(stm, func(z *deflater) (stream, error) { return z.stream(object{}, w.content(s)) }); err != nil {
		return err
	}
	link := 0
	for _, item := range s.Items {
		if l, ok := item.(page.Link); ok && !l.Empty() {
			if err := w.link(s, l, link); err != nil {
				return err
			}
			link++
		}
	}
	var o object
	o.open()
	o.name("Type", "Page")
	o.ref("Parent", tree)
	o.rect("MediaBox", 0, 0, milli(s.Width), milli(s.Height))
	o.rect("TrimBox", 0, 0, milli(s.Width), milli(s.Height))
	s.resources(&o)
	o.ref("Contents", stm)
	o.int("StructParents", n)
	o.name("Tabs", "S") // the order of the structure (ISO 14289-1 7.18.3)
	if len(s.annots) > 0 {
		o.refs("Annots", s.annots)
	}
	o.close()
	return f.put(self, o)
}

// resources names what the content stream uses (PDF 32000-1 §7.8.3).
func (s *sheet) resources(o *object) {
	o.raw("/Resources<<")
	if len(s.fonts) > 0 {
		o.raw("/Font<<")
		for _, u := range s.fonts {
			o.ref(fmt.Sprintf("F%d", u.number), u.ref)
		}
		o.close()
	}
	if len(s.images) > 0 {
		o.raw("/XObject<<")
		for _, u := range s.images {
			o.ref(fmt.Sprintf("I%d", u.number), u.ref)
		}
		o.close()
	}
	o.close()
}

// link writes link k of a page as an annotation (§12.5.6.5), to a URI or a
// named destination.
func (w *writer) link(s *sheet, l page.Link, k int) error {
	c := content{height: s.Height}
	x0, y0, x1, y1 := c.rect(l.X, l.Y, l.W, l.H)
	var o object
	o.open()
	o.raw("/Type/Annot/Subtype/Link/Border[0 0 0]/F 4") // F 4: printed
	o.rect("Rect", x0, y0, x1, y1)
	o.text("Contents", contents(l))
	if s.tags.Links[k] >= 0 {
		o.int("StructParent", w.tags.parent(s.annots[k]))
	}
	switch {
	case l.URL != "":
		o.raw("/A<</S/URI/URI ")
		o.b = appendBytes(o.b, asciiURI(l.URL))
		o.close()
	case l.Anchor != "":
		o.raw("/Dest ")
		o.b = appendBytes(o.b, l.Anchor)
	default:
		return fmt.Errorf("a link leads nowhere")
	}
	o.close()
	return w.file.put(s.annots[k], o)
}

// maxContents is how many characters of a link's text are read out. A link over
// several lines has it on each of them.
const maxContents = 300

// contents is what is read out for a link; every link must say something (ISO
// 14289-1 7.18.5).
func contents(l page.Link) string {
	if s := brief(oneLine(l.Contents), maxContents); s != "" {
		return s
	}
	return brief(oneLine(l.URL+l.Anchor), maxContents)
}
