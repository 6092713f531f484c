package docx

import (
	"kan/pipeline/doc"
	"kan/pipeline/picture"
	"kan/pipeline/source"
	"kan/pipeline/unit"
)

// image is a picture in the package; one that is shown twice is stored once.
type image struct {
	file *source.File
	name string // image1.png
}

// imageName stores the picture of a figure and returns its name.
func (b *writer) imageName(f *doc.Figure) string {
	n, ok := b.imageOf[f.File]
	if !ok {
		kind := ".jpeg"
		if f.Picture.Format == picture.PNG {
			kind = ".png"
		}
		n = len(b.images)
		b.imageOf[f.File] = n
		b.images = append(b.images, image{f.File, "image" + itoa(n+1) + kind})
	}
	return b.images[n].name
}

// drawing shows a picture in a line of text, read out by its alternative text
// (20.4.2.8).
func (b *writer) drawing(x *xml, f *doc.Figure, width, height unit.Length) {
	rel := b.relate(imageType, "media/"+b.imageName(f), false)
	b.inline(x, f, rel, itoa(emu(width)), itoa(emu(height)))
}

func (b *writer) inline(x *xml, f *doc.Figure, rel, cx, cy string) {
	b.drawings++
	id := itoa(b.drawings)
	x.raw("<w:r><w:drawing>")
	x.open("wp:inline", "distT", "0", "distB", "0", "distL", "0", "distR", "0")
	x.empty("wp:extent", "cx", cx, "cy", cy)
	x.empty("wp:docPr", "id", id, "name", "图"+id, "descr", f.Alt)
	x.raw(`<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>`)
	x.open("a:graphic")
	x.open("a:graphicData", "uri", nsPic)
	x.open("pic:pic")
	x.open("pic:nvPicPr")
	x.empty("pic:cNvPr", "id", id, "name", "图"+id)
	x.empty("pic:cNvPicPr")
	x.close("pic:nvPicPr")
	x.open("pic:blipFill")
	x.empty("a:blip", "r:embed", rel)
	x.raw("<a:stretch><a:fillRect/></a:stretch>")
	x.close("pic:blipFill")
	x.open("pic:spPr")
	x.raw(`<a:xfrm><a:off x="0" y="0"/>`)
	x.empty("a:ext", "cx", cx, "cy", cy)
	x.raw(`</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>`)
	x.close("pic:spPr")
	x.close("pic:pic")
	x.close("a:graphicData")
	x.close("a:graphic")
	x.close("wp:inline")
	x.raw("</w:drawing></w:r>")
}
