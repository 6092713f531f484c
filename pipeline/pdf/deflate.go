package pdf

import (
	"bytes"
	"io"

	"github.com/klauspost/compress/zlib"
)

// deflater makes Flate streams; it keeps the compressor's tables between
// streams, which are larger than most of the streams.
type deflater struct {
	level int
	off   bool
	zw    *zlib.Writer
}

// stream adds the filter to dict and deflates data.
func (z *deflater) stream(dict object, data []byte) (stream, error) {
	if z.off {
		return stream{dict, data}, nil
	}
	return z.streamFrom(dict, len(data)/2, func(w io.Writer) error {
		_, err := w.Write(data)
		return err
	})
}

// streamFrom is stream for data that write produces piece by piece; guess is
// about the deflated size.
func (z *deflater) streamFrom(dict object, guess int, write func(io.Writer) error) (stream, error) {
	out := bytes.NewBuffer(make([]byte, 0, guess+64))
	if z.off {
		err := write(out)
		return stream{dict, out.Bytes()}, err
	}
	if z.zw == nil {
		zw, err := zlib.NewWriterLevel(out, z.level)
		if err != nil {
			return stream{}, err
		}
		z.zw = zw
	} else {
		z.zw.Reset(out)
	}
	if err := write(z.zw); err != nil {
		return stream{}, err
	}
	if err := z.zw.Close(); err != nil {
		return stream{}, err
	}
	dict.name("Filter", "FlateDecode")
	return stream{dict, out.Bytes()}, nil
}
