// Package picture reads what must be known of an image file before it is laid
// out: format, size in pixels, resolution and colour. It takes bytes, decodes
// only headers, and refuses what a page cannot use or memory cannot hold.
// Pixels are decoded by the writers, not here.
package picture

// Format is a kind of image file.
type Format int8

// The formats a report may show.
const (
	PNG Format = iota + 1
	JPEG
)

// Info is an image's header. DPI is 0 when the file does not say.
type Info struct {
	Format        Format
	Width, Height int // pixels
	DPI           int
	Channels      int // 1 grey, 3 colour, 4 CMYK (JPEG only); without alpha
	Alpha         bool
}
