package pdf

import (
	"crypto/sha256"
	"fmt"

	"kan/pipeline/page"
)

// seed is a hash of all that goes into a file: what the document says, where,
// and of what it leads to and shows; the bytes of its images; its attachments.
// Two files that differ in any of it have other keys and salts.
func seed(d *page.Document, attach []Attachment) []byte {
	h := sha256.New()
	fmt.Fprintf(h, "%+v\n", d.Meta)
	page.Dump(h, d)
	for i := range d.Pages {
		for _, item := range d.Pages[i].Items {
			if im, ok := item.(*page.Image); ok && im.File != nil {
				fmt.Fprintf(h, "image %d %x\n", i, sha256.Sum256(im.File.Text))
			}
		}
	}
	for _, a := range attach {
		fmt.Fprintf(h, "%q %q %q %x\n", a.Name, a.Type, a.Says, sha256.Sum256(a.Data))
	}
	return h.Sum(nil)
}
