package pdf

import (
	"fmt"

	"kan/pipeline/page"
)

// page writes one page: its content stream, its annotations and itself.
func (w *writer) page(p *page.Page, self, tree ref) error {
	f := w.file
	c := &content{height: p.Height}
	var annots []ref
	for _, item := range p.Items {
		switch item := item.(type) {
		case *page.Glyphs:
			if len(item.Glyphs) == 0 {
				continue
			}
			use, err := w.font(item.Face)
			if err != nil {
				return err
			}
			if err := c.glyphs(item, use); err != nil {
				return err
			}
		case page.Box:
			c.box(item)
		case *page.Image:
			use, err := w.images.use(f, item)
			if err != nil {
				return err
			}
			c.image(item, use)
		case page.Link:
			r, err := w.link(c, item)
			if err != nil {
				return err
			}
			annots = append(annots, r)
		case page.Anchor:
			w.dests = append(w.dests, destination{item.Name, self, milli(item.X), milli(p.Height - item.Y)})
		case page.Mark:
			c.mark(item)
		}
	}
	c.end()
	stm := f.alloc()
	if err := f.later(stm, func(z *deflater) (stream, error) { return z.stream(object{}, c.b) }); err != nil {
		return err
	}

	var o object
	o.open()
	o.name("Type", "Page")
	o.ref("Parent", tree)
	o.rect("MediaBox", 0, 0, milli(p.Width), milli(p.Height))
	o.rect("TrimBox", 0, 0, milli(p.Width), milli(p.Height))
	c.resources(&o)
	o.ref("Contents", stm)
	if len(annots) > 0 {
		o.refs("Annots", annots)
	}
	o.close()
	return f.put(self, o)
}

// resources names what the content stream uses (PDF 32000-1 §7.8.3).
func (c *content) resources(o *object) {
	o.raw("/Resources<<")
	if len(c.fonts) > 0 {
		o.raw("/Font<<")
		for _, u := range c.fonts {
			o.ref(fmt.Sprintf("F%d", u.number), u.ref)
		}
		o.close()
	}
	if len(c.images) > 0 {
		o.raw("/XObject<<")
		for _, u := range c.images {
			o.ref(fmt.Sprintf("I%d", u.number), u.ref)
		}
		o.close()
	}
	o.close()
}

// link writes a link annotation (§12.5.6.5), to a URI or a named destination.
func (w *writer) link(c *content, l page.Link) (ref, error) {
	x0, y0, x1, y1 := c.rect(l.X, l.Y, l.W, l.H)
	var o object
	o.open()
	o.raw("/Type/Annot/Subtype/Link/Border[0 0 0]/F 4") // F 4: printed
	o.rect("Rect", x0, y0, x1, y1)
	o.text("Contents", oneLine(l.Contents))
	switch {
	case l.URL != "":
		o.raw("/A<</S/URI/URI ")
		o.b = appendBytes(o.b, asciiURI(l.URL))
		o.close()
	case l.Anchor != "":
		o.raw("/Dest ")
		o.b = appendBytes(o.b, l.Anchor)
	default:
		return 0, fmt.Errorf("a link leads nowhere")
	}
	o.close()
	return w.file.add(o)
}

// asciiURI writes the characters a URI cannot hold (§12.6.4.7, RFC 3986) as
// percent-encoded UTF-8.
func asciiURI(url string) string {
	b := make([]byte, 0, len(url))
	for i := range len(url) {
		if c := url[i]; c <= ' ' || c > '~' || c == '"' || c == '<' || c == '>' || c == '\\' || c == '^' || c == '`' || c == '{' || c == '|' || c == '}' {
			b = append(b, '%', hexDigits[c>>4], hexDigits[c&15])
		} else {
			b = append(b, c)
		}
	}
	return string(b)
}

// checkAnchors tells of links and bookmarks to places that no page has.
func checkAnchors(d *page.Document) error {
	anchors := map[string]bool{}
	for i := range d.Pages {
		for _, item := range d.Pages[i].Items {
			if a, ok := item.(page.Anchor); ok {
				anchors[a.Name] = true
			}
		}
	}
	for i := range d.Pages {
		for _, item := range d.Pages[i].Items {
			if l, ok := item.(page.Link); ok && l.URL == "" && l.Anchor != "" && !anchors[l.Anchor] {
				return fmt.Errorf("page %d: link to the anchor %q, which no page has", i+1, l.Anchor)
			}
		}
	}
	for _, b := range d.Outline {
		if !anchors[b.Anchor] {
			return fmt.Errorf("bookmark %q to the anchor %q, which no page has", b.Title, b.Anchor)
		}
	}
	return nil
}
