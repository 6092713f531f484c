package pdfcheck

import (
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
)

// maxDepth bounds how deep objects lie in each other.
const maxDepth = 200

// reader reads what "qpdf --json=2" prints: qpdf's manual, chapter "qpdf
// JSON", section "qpdf JSON Object Representation".
type reader struct {
	json  *json.Decoder
	doc   *document
	depth int
}

// readJSON reads the objects of a file. Keys other than "qpdf" are passed
// over. The memory it takes is some ten times what r gives.
func readJSON(r io.Reader) (*document, error) {
	rd := &reader{json: json.NewDecoder(r), doc: &document{objects: map[ref]object{}}}
	rd.json.UseNumber()
	err := rd.members(func(key string) error {
		if key != "qpdf" {
			_, err := rd.value()
			return err
		}
		return rd.file()
	})
	if err != nil {
		return nil, fmt.Errorf("qpdf's JSON: %w", err)
	}
	if rd.doc.trailer == nil {
		return nil, errors.New("qpdf's JSON has no trailer")
	}
	for r := range rd.doc.objects {
		rd.doc.refs = append(rd.doc.refs, r)
	}
	slices.SortFunc(rd.doc.refs, compareRefs)
	return rd.doc, nil
}

// file reads the value of "qpdf": an array of a head and the objects.
func (r *reader) file() error {
	if err := r.expect('['); err != nil {
		return err
	}
	err := r.members(func(string) error {
		_, err := r.value()
		return err
	})
	if err != nil {
		return err
	}
	if err := r.members(r.entry); err != nil {
		return err
	}
	return r.expect(']')
}

// entry reads an object: {"value": …} or {"stream": {"dict": …, "data": …}}.
func (r *reader) entry(key string) error {
	var o object
	err := r.members(func(form string) (err error) {
		if form == "stream" {
			o, err = r.stream()
		} else {
			o, err = r.value()
		}
		return err
	})
	if err != nil {
		return err
	}
	if key == "trailer" {
		d, ok := o.(dict)
		if !ok {
			return errors.New("the trailer is no dictionary")
		}
		r.doc.trailer = d
		return nil
	}
	id, ok := parseRef(strings.TrimPrefix(key, "obj:"))
	if !ok {
		return fmt.Errorf("the object %q", key)
	}
	r.doc.objects[id] = o
	return nil
}

func (r *reader) stream() (*stream, error) {
	s := &stream{}
	err := r.members(func(key string) error {
		if key == "data" {
			t, err := r.json.Token()
			if err != nil {
				return err
			}
			text, _ := t.(string)
			s.data, err = base64.StdEncoding.DecodeString(text)
			return err
		}
		o, err := r.value()
		if d, ok := o.(dict); ok && key == "dict" {
			s.dict = d
		}
		return err
	})
	return s, err
}

// members reads an object of JSON and calls for each key, whose value each
// must read.
func (r *reader) members(each func(key string) error) error {
	if err := r.expect('{'); err != nil {
		return err
	}
	for r.json.More() {
		t, err := r.json.Token()
		if err != nil {
			return err
		}
		key, ok := t.(string)
		if !ok {
			return fmt.Errorf("%v where a key should be", t)
		}
		if err := each(key); err != nil {
			return err
		}
	}
	return r.expect('}')
}

func (r *reader) expect(d json.Delim) error {
	t, err := r.json.Token()
	if err != nil {
		return err
	}
	if t != d {
		return fmt.Errorf("%v where %v should be", t, d)
	}
	return nil
}

// value reads any object.
func (r *reader) value() (object, error) {
	t, err := r.json.Token()
	if err != nil {
		return nil, err
	}
	switch t := t.(type) {
	case bool:
		return boolean(t), nil
	case json.Number:
		n, _ := parseNumber(t.String()) // qpdf prints no exponents
		return n, nil
	case string:
		return parseString(t)
	case json.Delim:
		if r.depth++; r.depth > maxDepth {
			return nil, errors.New("objects lie too deep in each other")
		}
		defer func() { r.depth-- }()
		if t == '[' {
			return r.elements()
		}
		return r.entries()
	}
	return nil, nil
}

// elements reads the rest of an array.
func (r *reader) elements() (object, error) {
	a := array{}
	for r.json.More() {
		o, err := r.value()
		if err != nil {
			return nil, err
		}
		a = append(a, o)
	}
	return a, r.expect(']')
}

// entries reads the rest of a dictionary. An entry that is null is as one
// that is absent (ISO 32000-1 §7.3.7).
func (r *reader) entries() (object, error) {
	d := dict{}
	for r.json.More() {
		t, err := r.json.Token()
		if err != nil {
			return nil, err
		}
		key, _ := t.(string)
		o, err := r.value()
		if err != nil {
			return nil, err
		}
		if o != nil {
			d[name(strings.TrimPrefix(strings.TrimPrefix(key, "n:"), "/"))] = o
		}
	}
	return d, r.expect('}')
}

// parseString tells strings, names and references apart.
func parseString(s string) (object, error) {
	if text, ok := strings.CutPrefix(s, "u:"); ok {
		return encode(text), nil
	}
	if digits, ok := strings.CutPrefix(s, "b:"); ok {
		b, err := hex.DecodeString(digits)
		return str(b), err
	}
	if n, ok := strings.CutPrefix(strings.TrimPrefix(s, "n:"), "/"); ok {
		return name(n), nil
	}
	if r, ok := parseRef(s); ok {
		return r, nil
	}
	// Keys that are not "qpdf" have other strings.
	return name(s), nil
}

// parseRef reads "12 0 R".
func parseRef(s string) (ref, bool) {
	f := strings.Split(s, " ")
	if len(f) != 3 || f[2] != "R" {
		return ref{}, false
	}
	num, err := strconv.ParseUint(f[0], 10, 31)
	gen, err2 := strconv.ParseUint(f[1], 10, 31)
	return ref{int(num), int(gen)}, err == nil && err2 == nil
}
