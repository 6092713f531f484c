package history

import (
	"bytes"
	"crypto/sha1"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/go-git/go-git/v5/plumbing"
	"github.com/go-git/go-git/v5/plumbing/format/objfile"
)

// openLoose opens an object that stands in a file of its own and reads its
// header. An error fs.ErrNotExist says that there is none.
func openLoose(file string, h plumbing.Hash, read func(kind plumbing.ObjectType, size int64, r io.Reader) error) error {
	f, err := os.Open(file)
	if err != nil {
		return err
	}
	defer f.Close()
	r, err := objfile.NewReader(f)
	if err != nil {
		return corrupt(h, err)
	}
	defer r.Close()
	kind, size, err := r.Header()
	if err != nil {
		return corrupt(h, err)
	}
	if size < 0 || size > maxObject {
		return tooLarge(h, size)
	}
	return read(kind, size, r)
}

func readLoose(file string, h plumbing.Hash) (kind plumbing.ObjectType, data []byte, err error) {
	err = openLoose(file, h, func(k plumbing.ObjectType, size int64, r io.Reader) error {
		var text bytes.Buffer
		n, err := text.ReadFrom(io.LimitReader(r, size+1))
		if err == nil && n != size {
			err = errors.New("the object is longer or shorter than it says")
		}
		if err != nil {
			return corrupt(h, err)
		}
		kind, data = k, text.Bytes()
		return nil
	})
	return kind, data, err
}

func looseSize(file string, h plumbing.Hash) (size int64, err error) {
	err = openLoose(file, h, func(_ plumbing.ObjectType, n int64, _ io.Reader) error {
		size = n
		return nil
	})
	return size, err
}

// sum is the hash of an object (gitformat-pack; git hash-object).
func sum(kind plumbing.ObjectType, data []byte) (h plumbing.Hash) {
	s := sha1.New()
	fmt.Fprintf(s, "%s %d\x00", kind, len(data))
	s.Write(data)
	s.Sum(h[:0])
	return h
}

// parseHash reads 40 hexadecimal digits in lower case.
func parseHash(s string) (h plumbing.Hash, ok bool) {
	if len(s) != 2*len(h) || strings.ContainsFunc(s, func(c rune) bool { return c >= 'A' && c <= 'F' }) {
		return h, false
	}
	_, err := hex.Decode(h[:], []byte(s))
	return h, err == nil
}
