// Package oracle asks github.com/unidoc/unioffice, which has a Go type for every
// element of ISO/IEC 29500, about the DOCX files that pipeline/docx writes:
// each part is decoded into its type and encoded again, and must come back
// equal. An element or attribute that the schema does not know, a value outside
// its list and a child out of order do not.
//
// This is a module of its own, for tests. unioffice is under the AGPL, takes
// most of a minute to compile and must never be a part of the program: no
// package of the main module imports this one, and its `go list ./...` does not
// see it. See README.md for how to run it.
package oracle

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	"github.com/unidoc/unioffice/schema/soo/ofc/extended_properties"
	"github.com/unidoc/unioffice/schema/soo/pkg/content_types"
	"github.com/unidoc/unioffice/schema/soo/pkg/metadata/core_properties"
	"github.com/unidoc/unioffice/schema/soo/pkg/relationships"
	"github.com/unidoc/unioffice/schema/soo/wml"
)

const (
	contentTypes = "[Content_Types].xml"
	office       = "application/vnd.openxmlformats-officedocument."
	packaging    = "application/vnd.openxmlformats-package."
)

// root is the element of a part, decoded.
type root interface {
	xml.Marshaler
	xml.Unmarshaler
	Validate() error
}

// newRoot makes an empty root for a content type; nil when there is none.
func newRoot(contentType string) root {
	switch contentType {
	case office + "wordprocessingml.document.main+xml":
		return wml.NewDocument()
	case office + "wordprocessingml.styles+xml":
		return wml.NewStyles()
	case office + "wordprocessingml.numbering+xml":
		return wml.NewNumbering()
	case office + "wordprocessingml.footnotes+xml":
		return wml.NewFootnotes()
	case office + "wordprocessingml.endnotes+xml":
		return wml.NewEndnotes()
	case office + "wordprocessingml.settings+xml":
		return wml.NewSettings()
	case office + "wordprocessingml.webSettings+xml":
		return wml.NewWebSettings()
	case office + "wordprocessingml.fontTable+xml":
		return wml.NewFonts()
	case office + "wordprocessingml.header+xml":
		return wml.NewHdr()
	case office + "wordprocessingml.footer+xml":
		return wml.NewFtr()
	case office + "extended-properties+xml":
		return extended_properties.NewProperties()
	case packaging + "core-properties+xml":
		return core_properties.NewCoreProperties()
	case packaging + "relationships+xml":
		return relationships.NewRelationships()
	}
	return nil
}

// Check reads a DOCX and tells of every part that does not come back equal. The
// error is that of a file that cannot be read at all.
func Check(file io.ReaderAt, size int64) ([]Difference, error) {
	z, err := zip.NewReader(file, size)
	if err != nil {
		return nil, err
	}
	types := content_types.NewTypes()
	if err := readTypes(z, types); err != nil {
		return nil, err
	}
	var out []Difference
	for _, f := range z.File {
		v := root(types)
		if f.Name != contentTypes {
			of := typeOf(types, f.Name)
			if strings.HasPrefix(of, "image/") {
				continue
			}
			if v = newRoot(of); v == nil {
				out = append(out, Difference{Part: f.Name, Wrote: fmt.Sprintf("content type %q", of), Back: "no type of unioffice"})
				continue
			}
		}
		data, err := content(f)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", f.Name, err)
		}
		out = append(out, checkPart(f.Name, data, v)...)
	}
	return out, nil
}

func readTypes(z *zip.Reader, types *content_types.Types) error {
	for _, f := range z.File {
		if f.Name == contentTypes {
			data, err := content(f)
			if err != nil {
				return err
			}
			return xml.Unmarshal(data, types)
		}
	}
	return errors.New("no " + contentTypes)
}

func typeOf(types *content_types.Types, name string) string {
	for _, o := range types.Override {
		if o.PartNameAttr == "/"+name {
			return o.ContentTypeAttr
		}
	}
	for _, d := range types.Default {
		if d.ExtensionAttr == strings.TrimPrefix(path.Ext(name), ".") {
			return d.ContentTypeAttr
		}
	}
	return ""
}

func content(f *zip.File) ([]byte, error) {
	r, err := f.Open()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	return io.ReadAll(r)
}

// checkPart decodes data into v, encodes v, and compares.
func checkPart(name string, data []byte, v root) []Difference {
	fault := func(what string, err error) []Difference {
		return []Difference{{Part: name, Wrote: what, Back: err.Error()}}
	}
	if err := xml.Unmarshal(data, v); err != nil {
		return fault("decoding", err)
	}
	if err := v.Validate(); err != nil {
		return fault("validating", err)
	}
	var b bytes.Buffer
	if err := xml.NewEncoder(&b).Encode(v); err != nil {
		return fault("encoding", err)
	}
	wrote, err := read(bytes.NewReader(data))
	if err != nil {
		return fault("reading", err)
	}
	back, err := read(&b)
	if err != nil {
		return fault("reading what was encoded", err)
	}
	return compare(name, "/"+wrote.name, wrote, back)
}
