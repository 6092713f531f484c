package pdf

import (
	"cmp"
	"crypto/md5"
	"fmt"
	"net/url"
	"slices"
)

// Attachment is a file that is kept inside the PDF: what the issue was made of
// (ISO 19005-3 6.8). Names are plain file names, each once.
type Attachment struct {
	Name string
	Type string // of its content, such as text/markdown
	Says string // where it comes from
	Data []byte
}

// attached is what the catalog tells of attachments: the name tree, and the
// list of files that belong to the whole document.
type attached struct {
	names object
	files []ref
}

// attach writes the attachments (PDF 32000-1 §7.11.4).
func (f *file) attach(list []Attachment, date string) (a attached, err error) {
	if len(list) == 0 {
		return a, nil
	}
	list = slices.Clone(list)
	slices.SortFunc(list, func(a, b Attachment) int { return cmp.Compare(nameKey(a.Name), nameKey(b.Name)) })
	a.names.raw("/Names[")
	for k, at := range list {
		if at.Name == "" || k > 0 && at.Name == list[k-1].Name {
			return a, fmt.Errorf("two attachments, or none, are named %q", at.Name)
		}
		data := f.alloc()
		if err := f.later(data, func(z *deflater) (stream, error) { return z.stream(embedded(at, date), at.Data) }); err != nil {
			return a, err
		}
		spec, err := f.add(filespec(at, data))
		if err != nil {
			return a, err
		}
		a.files = append(a.files, spec)
		a.names.b = appendText(a.names.b, nameKey(at.Name))
		a.names.b = append(appendRef(a.names.b, spec), '\n')
	}
	a.names.raw("]")
	return a, nil
}

// nameKey is what an attachment is called in the name tree: its name in ASCII,
// other bytes written as in a URL. Readers show the name of the file
// specification; the tree they search, and not all in one order where keys in
// UTF-16 stand among others.
func nameKey(name string) string { return url.PathEscape(name) }

// embedded begins the dictionary of an embedded file stream. The checksum is
// MD5, as table 46 has it: it tells damage, not forgery.
func embedded(at Attachment, date string) (o object) {
	o.name("Type", "EmbeddedFile")
	o.name("Subtype", at.Type)
	o.raw("/Params<<")
	o.int("Size", len(at.Data))
	o.text("ModDate", date)
	sum := md5.Sum(at.Data)
	o.key("CheckSum")
	o.b = appendBytes(o.b, string(sum[:]))
	o.close()
	return o
}

// filespec is the file specification (§7.11.3); the PDF was made from the file
// (ISO 19005-3 6.8, AFRelationship).
func filespec(at Attachment, data ref) (o object) {
	o.open()
	o.name("Type", "Filespec")
	o.name("AFRelationship", "Source")
	o.text("F", at.Name)
	o.text("UF", at.Name)
	o.text("Desc", oneLine(at.Says))
	fmt.Fprintf(&o, "/EF<</F %d 0 R/UF %d 0 R>>", data, data)
	o.close()
	return o
}
