package pdfcheck

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"kan/pipeline/outside"
)

// obj is an object of JSON, list an array.
type (
	obj  = map[string]any
	list = []any
)

// draft is qpdf's JSON of a file that is being changed.
type draft struct {
	t     testing.TB
	whole obj
	head  obj
	objs  obj // by "obj:12 0 R"
}

// readDraft has qpdf tell a file in JSON.
func readDraft(t testing.TB, path string) []byte {
	t.Helper()
	out, err := exec.Command(outside.Program(t, "qpdf"), "--json=2", "--json-key=qpdf", "--json-stream-data=inline", "--decode-level=generalized", path).Output()
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func newDraft(t testing.TB, data []byte) *draft {
	t.Helper()
	d := &draft{t: t}
	z := json.NewDecoder(bytes.NewReader(data))
	z.UseNumber()
	if err := z.Decode(&d.whole); err != nil {
		t.Fatal(err)
	}
	parts := d.whole["qpdf"].(list)
	d.head, d.objs = parts[0].(obj), parts[1].(obj)
	return d
}

// pdf has qpdf write the file.
func (d *draft) pdf() string {
	d.t.Helper()
	dir := d.t.TempDir()
	in, out := filepath.Join(dir, "in.json"), filepath.Join(dir, "out.pdf")
	data, err := json.Marshal(d.whole)
	if err != nil {
		d.t.Fatal(err)
	}
	if err := os.WriteFile(in, data, 0o600); err != nil {
		d.t.Fatal(err)
	}
	cmd := exec.Command(outside.Program(d.t, "qpdf"), "--json-input", "--stream-data=preserve", "--static-id", in, out)
	if msg, err := cmd.CombinedOutput(); err != nil && cmd.ProcessState.ExitCode() != 3 {
		d.t.Fatalf("%v: %s", err, msg)
	}
	return out
}

// get is the dictionary of an object, or of a stream; ref may be any value.
func (d *draft) get(ref any) obj {
	o, _ := d.objs[fmt.Sprint("obj:", ref)].(obj)
	if s, ok := o["stream"].(obj); ok {
		return s["dict"].(obj)
	}
	v, ok := o["value"].(obj)
	if !ok {
		d.t.Fatalf("no dictionary %v", ref)
	}
	return v
}

func (d *draft) trailer() obj { return d.objs["trailer"].(obj)["value"].(obj) }
func (d *draft) catalog() obj { return d.get(d.trailer()["/Root"]) }
func (d *draft) info() obj    { return d.get(d.trailer()["/Info"]) }
func (d *draft) tree() obj    { return d.get(d.catalog()["/StructTreeRoot"]) }

// page is the reference of a page, from 0.
func (d *draft) page(n int) string { return d.get(d.catalog()["/Pages"])["/Kids"].(list)[n].(string) }

// nth finds the n-th object, from 0, whose dictionary has a value at a key.
func (d *draft) nth(n int, key, value string) (string, obj) {
	d.t.Helper()
	var keys []string
	for k := range d.objs {
		if k != "trailer" {
			keys = append(keys, k)
		}
	}
	slices.SortFunc(keys, func(a, b string) int { return len(a)*1000 - len(b)*1000 + strings.Compare(a, b) })
	for _, k := range keys {
		o := d.objs[k].(obj)
		v, _ := o["value"].(obj)
		if s, ok := o["stream"].(obj); ok {
			v = s["dict"].(obj)
		}
		if v[key] == value {
			if n == 0 {
				return strings.TrimPrefix(k, "obj:"), v
			}
			n--
		}
	}
	d.t.Fatalf("no object with %s %s", key, value)
	return "", nil
}

// el is the dictionary of the n-th structure element of a type.
func (d *draft) el(kind string, n int) obj {
	_, v := d.nth(n, "/S", "/"+kind)
	return v
}

// annot is the n-th link annotation.
func (d *draft) annot(n int) obj {
	_, v := d.nth(n, "/Subtype", "/Link")
	return v
}

// edit changes the data of a stream.
func (d *draft) edit(ref any, change func(string) string) {
	d.t.Helper()
	s := d.objs[fmt.Sprint("obj:", ref)].(obj)["stream"].(obj)
	data, err := base64.StdEncoding.DecodeString(s["data"].(string))
	if err != nil {
		d.t.Fatal(err)
	}
	next := change(string(data))
	if next == string(data) {
		d.t.Fatal("nothing is changed")
	}
	s["data"] = base64.StdEncoding.EncodeToString([]byte(next))
}

// swap replaces a text once in the data of a stream.
func (d *draft) swap(ref any, from, to string) {
	d.t.Helper()
	d.edit(ref, func(s string) string { return strings.Replace(s, from, to, 1) })
}

// content replaces a text in the content of a page.
func (d *draft) content(page int, from, to string) {
	d.t.Helper()
	d.swap(d.get(d.page(page))["/Contents"], from, to)
}

// xmp replaces a text in the XMP packet.
func (d *draft) xmp(from, to string) {
	d.t.Helper()
	d.swap(d.catalog()["/Metadata"], from, to)
}

// add adds an object and gives its reference.
func (d *draft) add(v any) string {
	r := fmt.Sprintf("%d 0 R", len(d.objs)+100)
	d.objs["obj:"+r] = obj{"value": v}
	return r
}

func (d *draft) addStream(dict obj, data string) string {
	r := fmt.Sprintf("%d 0 R", len(d.objs)+100)
	d.objs["obj:"+r] = obj{"stream": obj{"dict": dict, "data": base64.StdEncoding.EncodeToString([]byte(data))}}
	return r
}

// font is the Type0 font F1, its descendant and its descriptor.
func (d *draft) font(n int) (type0, cid, desc obj) {
	_, type0 = d.nth(n, "/Subtype", "/Type0")
	cid = d.get(type0["/DescendantFonts"].(list)[0])
	return type0, cid, d.get(cid["/FontDescriptor"])
}

// resource puts an object into the resources of the first page.
func (d *draft) resource(kind, name string, v any) {
	r := d.get(d.page(0))["/Resources"].(obj)
	if r[kind] == nil {
		r[kind] = obj{}
	}
	r[kind].(obj)[name] = v
}

// codes are the rules of faults, each once and in order.
func codes(faults []Fault) string {
	var rules []string
	for _, f := range faults {
		rules = append(rules, f.Rule)
	}
	slices.Sort(rules)
	return strings.Join(slices.Compact(rules), " ")
}
