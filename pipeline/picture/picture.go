// Package picture reads what must be known of an image file before it is laid
// out: format, size in pixels, resolution and colour. It takes bytes, decodes
// only headers, and refuses what a page cannot use or memory cannot hold, and
// files that were cut off or damaged on their way. Pixels are decoded by the
// writers, not here.
package picture

import (
	"errors"
	"fmt"
)

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
	Turned        bool // the camera asks viewers to turn or mirror it (Exif 2.3, Orientation); writers do not
}

// The largest image that is taken: as many pixels as an A3 page at 400 dpi
// has with some to spare. Decoding one takes 400 MB at most; of the kinds that
// take more for a pixel, fewer pixels are taken.
const (
	MaxSide   = 20_000
	MaxPixels = 50_000_000
)

// What can be wrong with an image file.
var (
	ErrFormat   = errors.New("neither PNG nor JPEG")
	ErrTooLarge = errors.New("image too large")
	ErrBroken   = errors.New("broken image file")
)

// Read reads the header of an image file. The error is ErrFormat, ErrBroken
// or ErrTooLarge; with ErrTooLarge the Info has the size. What is taken has at
// least as many bytes as its pixels need, so that who makes room for them was
// not sent a few bytes for it.
func Read(data []byte) (Info, error) {
	var info Info
	var err error
	switch {
	case len(data) >= 8 && string(data[:8]) == "\x89PNG\r\n\x1a\n":
		info, err = readPNG(data[8:])
	case len(data) >= 3 && string(data[:3]) == "\xff\xd8\xff":
		info, err = readJPEG(data[2:])
	default:
		return Info{}, ErrFormat
	}
	switch {
	case errors.Is(err, ErrTooLarge):
		return info, err
	case err != nil:
		return Info{}, err
	}
	return info, nil
}

// limit judges the size, as soon as it is known. weight is how many times eight
// bytes decoding takes for a pixel, rounded up.
func (info *Info) limit(weight int) error {
	switch {
	case info.Width < 1 || info.Height < 1:
		return fmt.Errorf("%w: %d × %d pixels", ErrBroken, info.Width, info.Height)
	case info.Width > MaxSide || info.Height > MaxSide || info.Width*info.Height > MaxPixels/weight:
		return fmt.Errorf("%w: %d × %d pixels", ErrTooLarge, info.Width, info.Height)
	}
	return nil
}
