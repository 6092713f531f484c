package pdf

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"io"

	"kan/pipeline/page"
	"kan/pipeline/picture"
)

// maxPixels bounds what decoding a PNG may hold in memory: at 16 bits and four
// channels, 400 MB.
const maxPixels = picture.MaxPixels

// imageUse is an image as the pages use it: one XObject, however often and
// under however many names the same bytes are shown.
type imageUse struct {
	number int // I1, I2, … in order of first use
	ref    ref
}

// images are the images of a document by the hash of their file.
type images map[[sha256.Size]byte]*imageUse

// use returns the XObject of im and writes it the first time.
func (is images) use(f *file, im *page.Image) (*imageUse, error) {
	if im.File == nil {
		return nil, fmt.Errorf("an image has no file")
	}
	sum := sha256.Sum256(im.File.Text)
	if u := is[sum]; u != nil {
		return u, nil
	}
	u := &imageUse{number: len(is) + 1, ref: f.alloc()}
	is[sum] = u
	var err error
	switch name, data := im.File.Name, im.File.Text; im.Info.Format {
	case picture.JPEG:
		err = f.later(u.ref, func(*deflater) (stream, error) { return jpegImage(name, data) })
	case picture.PNG:
		err = writePNG(f, u.ref, name, data, im.Info.Alpha)
	default:
		err = fmt.Errorf("image %s: neither PNG nor JPEG", name)
	}
	return u, err
}

// of is the XObject of an image that has been used.
func (is images) of(im *page.Image) *imageUse { return is[sha256.Sum256(im.File.Text)] }

// imageDict begins an image dictionary (PDF 32000-1 §8.9.5).
func imageDict(width, height int, space string) (o object) {
	o.name("Type", "XObject")
	o.name("Subtype", "Image")
	o.int("Width", width)
	o.int("Height", height)
	o.name("ColorSpace", space)
	o.int("BitsPerComponent", 8)
	return o
}

// writePNG decodes a PNG and writes its colours as object r and, when alpha
// tells that there is any, its opacity as a soft mask. A worker does both; it
// decodes again for the mask, so that no decoded picture waits in the queue.
func writePNG(f *file, r ref, name string, data []byte, alpha bool) error {
	cfg, err := png.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return fmt.Errorf("image %s: %w", name, err)
	}
	if cfg.Width <= 0 || cfg.Height <= 0 || cfg.Width > maxPixels/cfg.Height {
		return fmt.Errorf("image %s: %d x %d pixels are too many", name, cfg.Width, cfg.Height)
	}
	mask := ref(0)
	if alpha {
		mask = f.alloc()
	}
	err = f.later(r, func(z *deflater) (stream, error) {
		pix, err := decodePNG(name, data)
		if err != nil {
			return stream{}, err
		}
		if isGrey(pix) {
			return pixelStream(z, pix, "DeviceGray", 1, mask, func(dst []byte, c color.NRGBA) { dst[0] = c.R })
		}
		return pixelStream(z, pix, "DeviceRGB", 3, mask, func(dst []byte, c color.NRGBA) { dst[0], dst[1], dst[2] = c.R, c.G, c.B })
	})
	if err != nil || mask == 0 {
		return err
	}
	return f.later(mask, func(z *deflater) (stream, error) {
		pix, err := decodePNG(name, data)
		if err != nil {
			return stream{}, err
		}
		return pixelStream(z, pix, "DeviceGray", 1, 0, func(dst []byte, c color.NRGBA) { dst[0] = c.A })
	})
}

func decodePNG(name string, data []byte) (image.Image, error) {
	pix, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("image %s: %w", name, err)
	}
	return pix, nil
}

// pixelStream writes channels bytes of every pixel, which pick takes from its
// colour, with the PNG predictor Up (§7.4.4.4): rows differ little.
func pixelStream(z *deflater, pix image.Image, space string, channels int, mask ref, pick func([]byte, color.NRGBA)) (stream, error) {
	b := pix.Bounds()
	d := imageDict(b.Dx(), b.Dy(), space)
	if mask != 0 {
		d.ref("SMask", mask)
	}
	if !z.off {
		fmt.Fprintf(&d, "/DecodeParms<</Predictor 15/Colors %d/Columns %d>>", channels, b.Dx())
	}
	return z.streamFrom(d, b.Dx()*b.Dy()/4, func(w io.Writer) error {
		row := make([]color.NRGBA, b.Dx())
		this, above := make([]byte, channels*b.Dx()), make([]byte, channels*b.Dx())
		out := make([]byte, 1+channels*b.Dx())
		for y := b.Min.Y; y < b.Max.Y; y++ {
			readRow(pix, y, row)
			for x, c := range row {
				pick(this[channels*x:], c)
			}
			line := this
			if !z.off {
				out[0] = 2 // Up
				for i := range this {
					out[1+i] = this[i] - above[i]
				}
				line = out
			}
			if _, err := w.Write(line); err != nil {
				return err
			}
			this, above = above, this
		}
		return nil
	})
}

// readRow converts row y to 8-bit colours, the frequent kinds without a call
// for every pixel.
func readRow(pix image.Image, y int, row []color.NRGBA) {
	x0 := pix.Bounds().Min.X
	switch p := pix.(type) {
	case *image.NRGBA:
		b := p.Pix[p.PixOffset(x0, y):]
		for x := range row {
			row[x] = color.NRGBA{b[4*x], b[4*x+1], b[4*x+2], b[4*x+3]}
		}
	case *image.RGBA: // opaque: a PNG with alpha decodes to NRGBA
		b := p.Pix[p.PixOffset(x0, y):]
		for x := range row {
			row[x] = color.NRGBA{b[4*x], b[4*x+1], b[4*x+2], 0xFF}
		}
	case *image.Gray:
		b := p.Pix[p.PixOffset(x0, y):]
		for x := range row {
			row[x] = color.NRGBA{b[x], b[x], b[x], 0xFF}
		}
	default:
		for x := range row {
			row[x] = color.NRGBAModel.Convert(pix.At(x0+x, y)).(color.NRGBA)
		}
	}
}

// isGrey tells whether every pixel has equal red, green and blue.
func isGrey(pix image.Image) bool {
	b := pix.Bounds()
	row := make([]color.NRGBA, b.Dx())
	for y := b.Min.Y; y < b.Max.Y; y++ {
		readRow(pix, y, row)
		for _, c := range row {
			if c.R != c.G || c.G != c.B {
				return false
			}
		}
	}
	return true
}
