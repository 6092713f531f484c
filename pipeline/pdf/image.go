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

// imageUse is an image as the pages use it: one XObject, however often and
// under however many names the same bytes are shown.
type imageUse struct {
	number int // I1, I2, … in order of first use
	ref    ref
}

// images are the images of a document by the hash of their file.
type images map[[sha256.Size]byte]*imageUse

// use returns the XObject of im and writes it the first time. The file is read
// again here, whatever im.Info says: its header bounds the memory of decoding.
func (is images) use(f *file, im *page.Image) (*imageUse, error) {
	if im.File == nil {
		return nil, fmt.Errorf("an image has no file")
	}
	sum := sha256.Sum256(im.File.Text)
	if u := is[sum]; u != nil {
		return u, nil
	}
	name, data := im.File.Name, im.File.Text
	info, err := picture.Read(data)
	if err != nil {
		return nil, fmt.Errorf("image %s: %w", name, err)
	}
	u := &imageUse{number: len(is) + 1, ref: f.alloc()}
	is[sum] = u
	switch {
	case info.Format == picture.PNG:
		err = writePNG(f, u.ref, name, data, info.Alpha)
	case info.Channels == 4:
		err = f.later(u.ref, func(z *deflater) (stream, error) { return cmykImage(z, name, data) })
	default:
		err = f.later(u.ref, func(*deflater) (stream, error) { return jpegImage(info, data), nil })
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
	mask := ref(0)
	if alpha {
		mask = f.alloc()
	}
	err := f.later(r, func(z *deflater) (stream, error) {
		pix, err := decodePNG(name, data)
		if err != nil {
			return stream{}, err
		}
		return colours(z, pix, mask)
	})
	if err != nil || mask == 0 {
		return err
	}
	return f.later(mask, func(z *deflater) (stream, error) {
		pix, err := decodePNG(name, data)
		if err != nil {
			return stream{}, err
		}
		return opacity(z, pix)
	})
}

// decodePNG decodes a file that picture.Read takes; that bounds the memory.
func decodePNG(name string, data []byte) (image.Image, error) {
	pix, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("image %s: %w", name, err)
	}
	return pix, nil
}

// colours is the image without its alpha, in DeviceGray if that is enough.
func colours(z *deflater, pix image.Image, mask ref) (stream, error) {
	if isGrey(pix) {
		return pixelStream(z, pix, "DeviceGray", 1, mask, func(dst []byte, c color.NRGBA) { dst[0] = c.R })
	}
	return pixelStream(z, pix, "DeviceRGB", 3, mask, func(dst []byte, c color.NRGBA) { dst[0], dst[1], dst[2] = c.R, c.G, c.B })
}

// opacity is the alpha of the image, as a soft mask (PDF 32000-1 §11.6.5.3).
func opacity(z *deflater, pix image.Image) (stream, error) {
	return pixelStream(z, pix, "DeviceGray", 1, 0, func(dst []byte, c color.NRGBA) { dst[0] = c.A })
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
	case *image.CMYK:
		b := p.Pix[p.PixOffset(x0, y):]
		for x := range row {
			red, green, blue := color.CMYKToRGB(b[4*x], b[4*x+1], b[4*x+2], b[4*x+3])
			row[x] = color.NRGBA{red, green, blue, 0xFF}
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
