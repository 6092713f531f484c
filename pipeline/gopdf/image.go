package gopdf

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"image/png"

	lib "github.com/signintech/gopdf"

	"kan/pipeline/page"
	"kan/pipeline/picture"
)

// picture makes the file that the library is given for an image.
func (s *survey) picture(im *page.Image) error {
	if im.File == nil {
		return errors.New("an image has no file")
	}
	if s.pictures[im.File] != nil {
		return nil
	}
	data := im.File.Text
	var err error
	switch im.Info.Format {
	case picture.JPEG:
		if why := badJPEG(data); why != "" {
			s.tell(limit{what: why, text: im.File.Name}, im.Span, otherEngine, "gopdf排不了第%d页的图片“%s”：%s", s.page, im.File.Name, why)
			return nil
		}
	case picture.PNG:
		data, err = plainPNG(data)
	default:
		err = errors.New("neither PNG nor JPEG")
	}
	if err == nil {
		s.pictures[im.File], err = lib.ImageHolderByBytes(data)
	}
	if err != nil {
		return fmt.Errorf("image %s: %w", im.File.Name, err)
	}
	return nil
}

// badJPEG is why the library cannot show a JPEG, "" when it can. It knows three
// colour spaces, and takes every CMYK for inverted, as Adobe's programs write it.
func badJPEG(data []byte) string {
	c, err := jpeg.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return "它读不懂这个JPEG文件"
	}
	switch c.ColorModel {
	case color.YCbCrModel, color.GrayModel:
		return ""
	case color.CMYKModel:
		if bytes.Contains(data, []byte("\xFF\xEE\x00\x0EAdobe")) {
			return ""
		}
		return "它会把这种CMYK颜色反过来"
	}
	return "它不会这种颜色空间"
}

// plainPNG writes a PNG anew, with 8 bits and the alpha of every pixel: the
// library copies pixels unread, refuses 16 bits and interlacing, and takes one
// transparent colour of a palette.
func plainPNG(data []byte) ([]byte, error) {
	c, err := png.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	if c.Width <= 0 || c.Height <= 0 || c.Width > picture.MaxPixels/c.Height {
		return nil, fmt.Errorf("%d x %d pixels are too many", c.Width, c.Height)
	}
	m, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	switch m.(type) {
	case *image.NRGBA, *image.RGBA, *image.Gray:
	default:
		plain := image.NewNRGBA(m.Bounds())
		draw.Draw(plain, plain.Rect, m, plain.Rect.Min, draw.Src)
		m = plain
	}
	var out bytes.Buffer
	err = png.Encode(&out, m)
	return out.Bytes(), err
}
